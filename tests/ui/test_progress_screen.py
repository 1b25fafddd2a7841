"""The progress screen opens by its key and from the menu, and leads to the review."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.ui.reader.reader_screen import ReaderScreen
from explainer.ui.review.progress_screen import ProgressScreen
from explainer.ui.review.review_screen import ReviewScreen
from tests.ui.asking import asking_app, keep_answers, press
from tests.ui.reading import last_line, make_app, running, screen_text


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 15)])
async def test_the_progress_shows_every_section_and_closes_by_its_key(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = make_app(section="why-alibaba", record=tmp_path / "record.sqlite")
    async with running(app, size) as pilot:
        await press(app, pilot, "P")
        assert isinstance(app.screen, ProgressScreen)
        text = screen_text(app)
        assert "0 of 10 sections read" in text
        assert "2  Why Alibaba" in text
        await press(app, pilot, "P")
        assert isinstance(app.screen, ReaderScreen)


async def test_what_was_seen_of_a_section_makes_its_bar_longer(tmp_path: Path) -> None:
    app = make_app(section="why-alibaba", record=tmp_path / "record.sqlite")
    async with running(app, (80, 24)) as pilot:
        reader = app.screen
        assert isinstance(reader, ReaderScreen)
        watch = reader.page_watch
        before = watch.seen.shares
        assert watch._watched is not None
        watch._note(watch._watched)

        share = watch.seen.shares["why-alibaba"]
        assert before.get("why-alibaba", 0.0) <= share
        assert 0 < share < 1
        await press(app, pilot, "P")
        row = next(line for line in screen_text(app).split("\n") if "Why Alibaba" in line)
        assert "━" in row
        assert "─" in row


async def test_where_nothing_is_due_enter_says_so_and_stays() -> None:
    app = asking_app()
    async with running(app, (80, 24)) as pilot:
        await press(app, pilot, "P")
        assert "nothing is kept" in last_line(app)
        await press(app, pilot, "enter")

        assert isinstance(app.screen, ProgressScreen)
        assert "Nothing is due." in last_line(app)


async def test_enter_leads_to_the_review_of_what_is_due(tmp_path: Path) -> None:
    record = tmp_path / "record.sqlite"
    keep_answers(record, 400)
    app = asking_app(record)
    async with running(app, (80, 36)) as pilot:
        await press(app, pilot, "P")
        assert "1 due" in screen_text(app)
        await press(app, pilot, "enter")

        assert isinstance(app.screen, ReviewScreen)
        assert "1 question is due." in screen_text(app)


async def test_the_title_has_its_key_too() -> None:
    app = make_app()
    async with running(app, (80, 24)) as pilot:
        await press(app, pilot, "P")

        assert isinstance(app.screen, ProgressScreen)


async def test_the_menu_of_quizzes_leads_to_it(tmp_path: Path) -> None:
    app = asking_app(tmp_path / "record.sqlite")
    async with running(app, (80, 40)) as pilot:
        await press(app, pilot, "Q end enter")
        await app.workers.wait_for_complete()
        await pilot.pause()

        assert isinstance(app.screen, ProgressScreen)
