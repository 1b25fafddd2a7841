"""Keys that come faster than they are handled: each goes to the screen that is in front by then."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from textual import events
from textual.geometry import Size

from explainer.ui.app import ReaderApp
from explainer.ui.overlays.lines_screen import LinesScreen
from explainer.ui.overlays.palette_screen import PaletteScreen
from explainer.ui.reader.listing_screen import ListingScreen
from explainer.ui.reader.overview_screen import OverviewScreen
from explainer.ui.reader.reader_screen import ReaderScreen
from explainer.ui.reader.search_screen import SearchScreen
from explainer.ui.reader.title_screen import TitleScreen
from tests.bundled import COUNT, FIRST, SECTIONS
from tests.ui.bursts import (
    click_at_once,
    key_event,
    press_at_once,
    random_burst,
    resize_at_once,
    settled,
)
from tests.ui.reading import last_line, make_app, running

_BURSTS = 40


def _is_over(app: ReaderApp) -> bool:
    return app._exit


@pytest.mark.parametrize("opened", ["o", "question_mark"])
@pytest.mark.parametrize("burst", ["q q q", "escape escape q", "enter enter ctrl+c", "q ctrl+c q"])
async def test_keys_after_the_one_that_closes_go_to_the_screen_below(
    opened: str, burst: str
) -> None:
    app = make_app()
    async with running(app, press=opened) as pilot:
        press_at_once(app, burst)
        await settled(pilot)

        assert _is_over(app)
    assert app.return_code == 0


async def test_enter_twice_in_the_overview_goes_to_a_section_and_opens_what_is_there() -> None:
    app = make_app()
    async with running(app) as pilot:
        press_at_once(app, "o enter enter")
        await settled(pilot)

        assert app.reader is not None
        assert app.reader.focused_target is not None


async def test_a_key_after_one_that_opens_goes_to_what_was_opened() -> None:
    app = make_app()
    async with running(app) as pilot:
        press_at_once(app, "enter o end enter")
        await settled(pilot)

        assert isinstance(app.screen, ReaderScreen)
        assert app.screen.index == COUNT - 1


@pytest.mark.parametrize("keys", ["ctrl+p pageup", "ctrl+p pagedown", "ctrl+g up", "ctrl+p x q"])
async def test_keys_after_the_palettes_key_go_to_the_palette(keys: str) -> None:
    app = make_app(section=FIRST)
    async with running(app) as pilot:
        press_at_once(app, keys)
        await settled(pilot)

        assert isinstance(app.screen, PaletteScreen)
        press_at_once(app, "escape")
        await settled(pilot)
        assert isinstance(app.screen, ReaderScreen)


async def test_text_typed_after_the_palettes_key_is_searched_and_run() -> None:
    app = make_app(section=FIRST)
    async with running(app) as pilot:
        press_at_once(app, "ctrl+p o v e r v enter")
        await settled(pilot)

        assert isinstance(app.screen, OverviewScreen)


async def test_a_click_and_a_key_in_one_read_are_handled_in_their_order() -> None:
    app = make_app(section=FIRST)
    async with running(app) as pilot:
        press_at_once(app, "question_mark")
        await settled(pilot)
        assert isinstance(app.screen, LinesScreen)
        _, _, command = app.screen.last_line._spans[-1]
        start = app.screen.last_line._spans[-1][0]
        assert command == "close"
        await pilot.click("#last-line", offset=(start, 0))
        press_at_once(app, "escape")
        await settled(pilot)

        assert isinstance(app.screen, ReaderScreen)


async def test_keys_after_the_one_that_leaves_do_nothing() -> None:
    app = make_app()
    async with running(app) as pilot:
        press_at_once(app, "q o enter enter a 1 enter")
        await settled(pilot)

        assert _is_over(app)
        assert isinstance(app.screen_stack[-1], TitleScreen)


async def test_more_keys_than_anybody_presses_are_dropped() -> None:
    app = make_app(section=FIRST)
    async with running(app) as pilot:
        for _ in range(6_000):
            app.post_message(key_event("j"))
        await pilot.pause()

        assert len(app.input_queue) <= 2_000
        app.action_leave()


async def test_a_key_after_a_change_of_size_paints_at_the_new_one() -> None:
    app = make_app(section=FIRST)
    async with running(app, (120, 36)) as pilot:
        for size in (Size(40, 15), Size(120, 36), Size(80, 24)):
            app.post_message(events.Resize(size, size))
            press_at_once(app, "n p j")
        await settled(pilot)

        assert app.is_running
        assert app.size == (80, 24)
        assert f"/{COUNT} · " in last_line(app)


async def test_a_quiz_that_comes_late_is_not_put_over_what_was_opened_meanwhile() -> None:
    app = make_app(section=FIRST)
    async with running(app) as pilot:
        press_at_once(app, "a slash")
        await settled(pilot)

        assert isinstance(app.screen, SearchScreen)
        press_at_once(app, "escape")
        await settled(pilot)
        assert isinstance(app.screen, ReaderScreen)


async def test_what_was_asked_for_on_a_screen_that_closed_is_done_all_the_same() -> None:
    """From the claims to the sources, whose opener is closed then, and from there to the text."""
    app = make_app(section=FIRST)
    async with running(app, press="c S") as pilot:
        await settled(pilot)  # until then the deck is still being read
        opened = app.screen
        assert isinstance(opened, ListingScreen)
        press_at_once(app, "t")
        await settled(pilot)

        assert isinstance(app.screen, ReaderScreen), app.screen
        assert app.screen.trail is not None


async def test_a_screen_closes_itself_and_no_other() -> None:
    app = make_app(section=FIRST)
    async with running(app, press="slash") as pilot:
        below = app.screen
        assert isinstance(below, SearchScreen)
        await app.push_screen(LinesScreen("Above", lambda width: []))

        below.dismiss(None)
        await settled(pilot)

        assert isinstance(app.screen, LinesScreen)
        assert below in app.screen_stack


@pytest.mark.parametrize("seed", range(12))
async def test_no_burst_of_keys_clicks_and_sizes_ends_the_reader_by_an_error(
    seed: int, tmp_path: Path
) -> None:
    """Errors of the app are raised where `running` ends."""
    random = Random(seed)
    record = tmp_path / "record.sqlite" if seed % 2 else None
    app = make_app(section=random.choice(["", *SECTIONS]), record=record, kiosk=seed % 3 == 0)
    async with running(app, random.choice([(80, 24), (40, 15), (120, 36)])) as pilot:
        for _ in range(_BURSTS):
            press_at_once(app, " ".join(random_burst(random)))
            if random.random() < 0.5:
                click_at_once(app, random)
            if random.random() < 0.1:
                resize_at_once(app, random)
            if random.random() < 0.5:
                await pilot.pause()
            if _is_over(app):
                break
        await settled(pilot)
    assert app.return_code in (0, None)
