"""The reader on a route that shows a part of a section."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.ui.app import ReaderApp
from tests.ui.reading import last_line, make_app, running, screen_text, words_on_screen
from tests.ui.teaching import Lesson, audience
from tests.ui.test_opened_table import press
from tests.unit.test_route_screens import opened

PART = "Part of this section; w shows all."


@pytest.fixture
def app(tmp_path: Path) -> ReaderApp:
    """A reader of two screens of a section, on a route."""
    opened(tmp_path, "long/beta", "long/delta", "other")
    app = make_app(tmp_path, section="long")
    (app.session.route,) = app.session.opened.deck.routes
    return app


async def test_the_reader_goes_through_the_screens_of_the_route_alone(app: ReaderApp) -> None:
    async with running(app, (60, 15)) as pilot:
        seen = [screen_text(app)]
        for _ in range(3):
            await press(pilot, "right")
            seen.append(screen_text(app))

    assert "Long" in seen[0]
    assert PART in seen[0]
    assert "Beta" in seen[0]
    assert "Delta" in "".join(seen[1:3])
    assert not any("Alpha" in one or "Gamma" in one for one in seen)
    assert "Elsewhere" in seen[3] + seen[2]


async def test_w_shows_the_whole_section_at_the_same_place_and_then_the_part(
    app: ReaderApp,
) -> None:
    async with running(app, (60, 15), "right w") as pilot:
        assert "Delta" in screen_text(app)
        assert "The whole section" in last_line(app)
        await press(pilot, "left")
        assert "Gamma" in screen_text(app)
        await press(pilot, "right w left")
        assert "Beta" in screen_text(app)


async def test_w_on_a_whole_section_says_so(app: ReaderApp) -> None:
    async with running(app, (60, 15), "n w"):
        assert "This section is shown whole." in last_line(app)


async def test_the_outline_lists_the_headings_of_the_part(app: ReaderApp) -> None:
    async with running(app, (120, 30)) as pilot:
        assert "Delta" in screen_text(app)
        assert "Alpha" not in screen_text(app)
        await press(pilot, "w")
        assert "Alpha" in screen_text(app)


async def test_a_search_that_leads_out_of_the_part_shows_the_whole_section(app: ReaderApp) -> None:
    async with running(app, (80, 24), "slash T h r e e enter"):
        assert "Gamma" in screen_text(app)
        assert "Three" in screen_text(app)


async def test_a_start_at_a_block_that_is_left_out_shows_the_whole_section(tmp_path: Path) -> None:
    opened(tmp_path, "long/beta")
    app = make_app(tmp_path, section="long", block="gamma")
    (app.session.route,) = app.session.opened.deck.routes
    async with running(app, (60, 15)):
        assert "Gamma" in screen_text(app)
        assert PART not in screen_text(app)


async def test_a_part_is_read_once_its_own_pages_were_seen(
    app: ReaderApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explainer.ui.reader.page_watch.SECONDS_A_WORD", 0.0)
    async with running(app, (60, 15), "right right"):
        assert "long" in app.session.read


async def test_a_class_sees_the_part_and_no_line_about_it(tmp_path: Path) -> None:
    opened(tmp_path, "long/beta")
    lesson = Lesson(tmp_path, route="cut")
    async with running(lesson.app, (100, 30)) as pilot:
        await pilot.pause()
        shown = lesson.shown

    app = audience(shown)
    async with running(app, (80, 24)):
        assert "Beta" in screen_text(app)
        assert "Alpha" not in screen_text(app)
        assert "Part of" not in words_on_screen(app)


async def test_what_was_seen_of_a_part_does_not_count_for_other_blocks_of_the_whole(
    app: ReaderApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explainer.ui.reader.page_watch.SECONDS_A_WORD", 0.0)
    async with running(app, (60, 15), "right") as pilot:
        assert app.session.seen.shares["long"] == 1
        await press(pilot, "w")
        assert 0 < app.session.seen.shares["long"] < 1
