"""A visitor with a terminal: an app of their own, from the queue at the door to the last line."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

from textual.app import ScreenError
from textual.css.query import QueryError
from textual.screen import Screen

from explainer.crash import CRASH_EXIT
from explainer.deck.loader import OpenDeck
from explainer.learner.place import RecordUnusable
from explainer.serve.client_terminal import Depth
from explainer.serve.driver import ChannelDriver
from explainer.serve.shelf import Wanted
from explainer.serve.visit import CRASHED, REASONS, Visit
from explainer.ui.app import ReaderApp
from explainer.ui.base.aside import run_in_pool
from explainer.ui.base.session import Session
from explainer.ui.base.settings import Settings
from explainer.ui.base.theme import DARK, PALETTES, TERMINAL, Palette
from explainer.ui.terminal.textual_private import (
    NodesToBreak,
    keep_output,
    paint_in_true_colour,
    unhandled_error,
)

_LONGEST_START = 5.0
"""Seconds after which a start counts as done, so that the queue goes on."""


_TORN_DOWN = (QueryError, ScreenError)
"""What Textual finds missing where an app is ended while it is still being made."""


class HostedApp(NodesToBreak, ReaderApp):
    """A reader among others in one process."""

    aside = staticmethod(run_in_pool)

    def __init__(self, *values: Any, **named: Any) -> None:
        super().__init__(*values, **named)
        keep_output(self)
        paint_in_true_colour(self)


async def serve_screen(visit: Visit, wanted: Wanted, visible: dict[str, OpenDeck]) -> int:
    """Show the reader until the visitor leaves; gives the exit code."""
    host = visit.host
    painted = asyncio.Event()
    was_brought = await _bring_along(visit)
    async with host.gate.entered(partial(_tell_number, visit)):
        app = _make_app(visit, wanted, visible, painted)
        visit.app = app
        task = asyncio.create_task(app.run_async())
        first = asyncio.create_task(painted.wait())
        try:
            await asyncio.wait(
                {task, first}, timeout=_LONGEST_START, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            first.cancel()
    if words := was_brought or _unkept(app, wanted):
        visit.announce(words)
    try:
        await task
    except asyncio.CancelledError:
        task.cancel()
        await asyncio.wait({task}, timeout=1)
        raise
    finally:
        visit.app = None
        if visit.driver is not None:
            visit.driver.close()
            visit.driver = None
        visit.restore()
        host.recycle(app)
    return _say_goodbye(visit, app)


async def _bring_along(visit: Visit) -> str:
    """Put what a code stands for under the key that was shown with it; what is to be said of it."""
    visitor, vault = visit.visitor, visit.host.vault
    if not (visitor.code and visitor.key):
        return ""
    if not vault.is_claimable(visitor.code):
        return "The code in the name is not known, or not any more."
    try:
        await asyncio.to_thread(vault.claim, visitor.code, visitor.key)
    except RecordUnusable as error:
        return f"What you did could not be brought along: {error.reason}."
    return "What you did is kept under your key."


def _unkept(app: HostedApp, wanted: Wanted) -> str:
    """What the title would have said to somebody who goes past it."""
    if not (app.session.may_keep and wanted.section and wanted.kind == "read"):
        return ""
    return "Nothing is kept; K keeps what you do."


def _tell_number(visit: Visit, number: int) -> None:
    visit.wire.write(f"\r\x1b[KYou are number {number} in the queue.".encode())


def _make_app(
    visit: Visit, wanted: Wanted, visible: dict[str, OpenDeck], painted: asyncio.Event
) -> HostedApp:
    terminal = visit.terminal
    assert terminal is not None
    host = visit.host
    opened = visible[wanted.deck or next(iter(visible))]
    session = Session(
        opened,
        Settings(),
        host.record_of(visit.visitor),
        kiosk=True,
        keeper=host.keeper_of(visit.visitor, visit.set_code),
        start_section=wanted.section,
        start_block=wanted.block,
        ascii_only=terminal.ascii_only,
    )
    plain_colours = terminal.depth in (Depth.NONE, Depth.BASIC)

    def make_driver(app: HostedApp, **named: Any) -> ChannelDriver:
        visit.driver = ChannelDriver(
            app,
            wire=visit.wire,
            terminal=terminal,
            limits=host.limits,
            figures=host.figures,
            when_stalled=visit.stalled,
            when_painted=painted.set,
            **named,
        )
        return visit.driver

    driver_class: Any = make_driver
    app: HostedApp = HostedApp(
        session,
        TERMINAL if plain_colours else _palette(opened),
        other_decks=lambda: {name: one.deck.title for name, one in _shown(visit).items()},
        open_other=lambda name: _shown(visit)[name],
        driver_class=driver_class,
        first_screen=_first_screen(lambda: app, wanted, visible, visit),
    )
    return app


def _shown(visit: Visit) -> dict[str, OpenDeck]:
    return visit.host.visible(visit.visitor)


def _palette(opened: OpenDeck) -> Palette:
    return PALETTES.get(opened.deck.theme or "", DARK)


def _first_screen(app: Any, wanted: Wanted, visible: dict[str, OpenDeck], visit: Visit) -> Any:
    """What is shown first: a lobby, the library, a quiz, or what the reader shows by itself."""
    if wanted.kind == "quiz":
        from explainer.ui.overlays.launcher_screen import LauncherScreen
        from explainer.ui.quiz.quiz_opening import open_quiz

        subject = _subject(wanted)
        return lambda: LauncherScreen(lambda: open_quiz(app(), subject))
    if wanted.kind == "desk":
        from explainer.learner.desk_session import DeskOptions
        from explainer.ui.desk.desk_opening import open_desk
        from explainer.ui.overlays.launcher_screen import LauncherScreen

        return lambda: LauncherScreen(lambda: open_desk(app(), DeskOptions()))
    if wanted.section:
        return None
    after_lobby = None if wanted.deck else _library(visit)
    if not visit.host.config.lobby:
        return after_lobby
    from explainer.ui.library.lobby_screen import LobbyScreen
    from explainer.ui.reader.title_screen import TitleScreen

    def go_on() -> None:
        title = TitleScreen(app().session.load_progress())
        app().push_screen(after_lobby() if after_lobby else title)

    return lambda: LobbyScreen(app().session.opened, go_on)


def _library(visit: Visit) -> Callable[[], Screen[Any]]:
    from explainer.ui.library.library_screen import LibraryScreen

    return lambda: LibraryScreen([one.deck for one in _shown(visit).values()])


def _subject(wanted: Wanted) -> Any:
    from explainer.quiz.run import Subject, SubjectKind

    if wanted.section:
        return Subject(SubjectKind.SECTION, wanted.section)
    return Subject(SubjectKind.DECK)


def _say_goodbye(visit: Visit, app: ReaderApp) -> int:
    """Leave one line on the visitor's screen; gives the exit code."""
    host = visit.host
    visit.deck = app.session.opened.deck.id
    error = unhandled_error(app)
    if visit.is_ending and isinstance(error, _TORN_DOWN):
        error = None
    if error is not None:
        visit.cause = host.tell_crash(error)
        visit.wire.say(CRASHED)
        return CRASH_EXIT
    if visit.cause == "closed" and visit.wire.is_here:
        visit.cause = "left"
    for words in (app.last_words, REASONS.get(visit.cause)):
        if words:
            visit.wire.say(words)
    visit.wire.say(host.way_back(visit, app))
    return 0
