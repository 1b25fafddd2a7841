"""Helpers: the reader without a terminal, for tests that press keys and look at the screen."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual.message import Message
from textual.pilot import Pilot

from explainer.deck.loader import open_deck
from explainer.learner.place import Place
from explainer.learner.record import Record
from explainer.problems import Problems
from explainer.ui.app import ReaderApp
from explainer.ui.base.session import Session, Setup
from explainer.ui.base.settings import Settings
from explainer.ui.base.theme import DARK, Palette
from explainer.ui.reader.reader_screen import ReaderScreen
from tests.bundled import BUNDLED
from tests.ui.screen_driver import ScreenDriver
from tests.ui.svg_blocks import with_drawn_blocks


def make_app(
    deck: Path = BUNDLED,
    *,
    section: str = "",
    block: str = "",
    palette: Palette = DARK,
    settings: Settings | None = None,
    record: Path | None = None,
    kiosk: bool = False,
    ascii_only: bool = False,
) -> ReaderApp:
    """Return a reader of a deck; nothing is kept unless a record file is given."""
    setup = Setup(settings or Settings(), kiosk=kiosk, ascii_only=ascii_only)
    session = Session(open_deck(deck, Problems()), setup, Record(record) if record else None)
    return ReaderApp(session, palette, start=Place(section, block) if section else None)


@asynccontextmanager
async def running(
    app: ReaderApp, size: tuple[int, int] = (80, 24), press: str = ""
) -> AsyncIterator[Pilot[str]]:
    """Run the app on a screen of a size, and press some keys."""
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for key in press.split():
            await pilot.press(key)
            await pilot.pause()
        yield pilot


def screen_text(app: ReaderApp) -> str:
    """Return the rows of the terminal after everything that was painted."""
    driver = app._driver
    assert isinstance(driver, ScreenDriver)
    app.screen._on_timer_update()  # what waits for the next frame
    return "\n".join(driver.lines)


async def wait_for(pilot: Pilot[str], holds: Callable[[], bool]) -> None:
    """Wait for a change that Textual's palette makes by a timer of its own."""
    async with asyncio.timeout(10):
        while not holds():
            await pilot.pause(0.01)


def last_line(app: ReaderApp) -> str:
    """Return the last row of the screen."""
    return screen_text(app).split("\n")[-1]


def words_on_screen(app: ReaderApp) -> str:
    """Return the text on the screen, without its spacing."""
    return " ".join(screen_text(app).split())


async def find_target(app: ReaderApp, pilot: Pilot[str], identifier: str) -> None:
    """Press Tab until the target of a claim, term or source with an id is in focus."""
    screen = app.screen
    assert isinstance(screen, ReaderScreen)
    for _ in screen.pane.page.targets:
        await pilot.press("tab")
        await pilot.pause()
        target = screen.focused_target
        if target is not None and identifier in target.ids:
            return
    raise AssertionError(f"nothing here opens {identifier}")


_FONT_FACE = re.compile(r"@font-face \{.*?\}", re.DOTALL)
_IDENTIFIER = re.compile(r"terminal-\d+")


def picture(app: ReaderApp) -> str:
    """Return the screen as SVG, without random parts and without addresses in the network."""
    svg = app.export_screenshot(title="explainer", simplify=True)
    svg = _FONT_FACE.sub("", svg).replace("Fira Code, monospace", "monospace")
    svg = svg.replace("Fira Code", "monospace")
    return with_drawn_blocks(_IDENTIFIER.sub("terminal", svg))


async def posted(app: ReaderApp, pilot: Pilot[str], message: Message) -> None:
    """Post a message to the app, and wait for everything that it leads to."""
    app.post_message(message)
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()
