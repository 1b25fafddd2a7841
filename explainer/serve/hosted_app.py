"""The reader app of one visitor: its creation, messages from the host to it, and its disposal.

Together with `channel_driver` the only module of the server that imports `explainer.ui`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Protocol, cast

from textual.app import App, ScreenError
from textual.css.query import QueryError
from textual.driver import Driver
from textual.screen import Screen

from explainer.deck.loader import OpenDeck
from explainer.learner.desk_session import DeskOptions
from explainer.learner.place import Place
from explainer.learner.record import Record
from explainer.quiz.run import Subject, SubjectKind
from explainer.serve.client_terminal import ClientTerminal, Depth
from explainer.serve.visit_request import VisitRequest
from explainer.serve.visitor import Visitor
from explainer.serve.visitor_records import VisitorRecords, new_code
from explainer.serve.visitor_session import Visit
from explainer.ui.app import ReaderApp
from explainer.ui.base.aside import run_in_pool
from explainer.ui.base.keeper import Kept
from explainer.ui.base.requests import OpenDesk, OpenQuiz
from explainer.ui.base.session import Session, Setup
from explainer.ui.base.settings import Settings
from explainer.ui.base.theme import DARK, TERMINAL, Palette
from explainer.ui.base.theme_choice import palette_named
from explainer.ui.library.library_screen import LibraryScreen
from explainer.ui.library.lobby_screen import LobbyScreen
from explainer.ui.overlays.launcher_screen import LauncherScreen
from explainer.ui.reader.title_screen import TitleScreen
from explainer.ui.terminal.textual_private import (
    FreesClosedScreens,
    break_cycles,
    keep_output,
    paint_in_true_colour,
    unhandled_error,
)

_DISPOSE_AFTER = 0.5
"""Seconds after the end of an app in which its last callbacks have run."""

_TORN_DOWN = (QueryError, ScreenError)
"""Errors that Textual raises where an app is ended while it is still being built."""


class HostedApp(FreesClosedScreens, ReaderApp):
    """A reader app that shares its process with those of other visitors."""

    aside = staticmethod(run_in_pool)

    @property
    def deck(self) -> str:
        """Id of the deck that is shown."""
        return self.session.opened.deck.id

    @property
    def keeps(self) -> bool:
        """True if the visitor has a record."""
        return self.session.record is not None

    @property
    def may_keep(self) -> bool:
        """True if the visitor has no record and may ask for one."""
        return self.session.may_keep

    def place_left(self) -> tuple[str, str]:
        """Return the place where the visitor left, as a command names it and by its title."""
        deck = self.session.opened.deck
        section = self.return_value or ""
        index = self.session.section_index(section)
        if index is None:
            return deck.id, deck.title
        return f"{deck.id}/{section}", deck.outline[index].title

    def error(self, *, was_ended: bool) -> Exception | None:
        """Return the error that ended the app, None where it ended well.

        `was_ended` is true if the host ended it, possibly before its first screen was complete.
        """
        error = unhandled_error(self)
        return None if was_ended and isinstance(error, _TORN_DOWN) else error

    def dispose_later(self) -> None:
        """Free the memory of the app, which has ended, once its last callbacks have run."""
        self.session.laid_out.forget()
        asyncio.get_running_loop().call_later(_DISPOSE_AFTER, break_cycles, self)


class DriverFactory(Protocol):
    """Creates the driver of an app; called with the arguments of Textual's own drivers."""

    def __call__(
        self, app: App[str], *, debug: bool, mouse: bool, size: tuple[int, int] | None
    ) -> Driver:
        """Create the driver."""


class AppFactory(Protocol):
    """Creates the app of a session; called as `make_app` is."""

    def __call__(
        self,
        visit: Visit,
        terminal: ClientTerminal,
        *,
        make_driver: DriverFactory,
        tell_code: Callable[[str], None],
    ) -> HostedApp:
        """Create the app."""


def make_app(
    visit: Visit,
    terminal: ClientTerminal,
    *,
    make_driver: DriverFactory,
    tell_code: Callable[[str], None],
) -> HostedApp:
    """Create the app of one visitor, at the place that they asked for.

    Args:
        visit: The visit.
        terminal: The visitor's terminal, at its size by now.
        make_driver: Creates the app's driver.
        tell_code: Called on the loop with the code under which progress is kept, empty once that
            is deleted.
    """
    access, config = visit.services.access, visit.services.config
    visitor, request = visit.visitor, visit.request

    def decks() -> dict[str, OpenDeck]:
        # Asked each time: decks may have been loaded again since.
        return access.visible(visitor)

    opened = decks()[request.deck or next(iter(decks()))]
    setup = Setup(
        Settings(),
        keeper=_keeper(access.records, visitor, tell_code),
        kiosk=True,
        ascii_only=terminal.ascii_only,
    )
    session = Session(opened, setup, access.record_of(visitor))
    has_few_colours = terminal.depth in (Depth.NONE, Depth.BASIC)
    app = HostedApp(
        session,
        TERMINAL if has_few_colours else palette_named(opened.deck.theme or DARK.name),
        other_decks=lambda: {name: one.deck.title for name, one in decks().items()},
        open_other=lambda name: decks()[name],
        start=Place(request.section, request.block) if request.section else None,
        # Textual only calls it, as it would call a class.
        driver_class=cast("type[Driver]", make_driver),
        first_screen=_first_screen(lambda: app, request, decks, has_lobby=config.lobby),
    )
    keep_output(app)
    paint_in_true_colour(app)
    return app


def reading_app(
    visit: Visit,
    terminal: ClientTerminal,
    opened: OpenDeck,
    start: Place | None,
    make_driver: DriverFactory,
) -> HostedApp:
    """Create an app in which a participant of a lesson reads its deck; nothing of it is kept."""
    setup = Setup(Settings(), kiosk=True, ascii_only=terminal.ascii_only)
    has_few_colours = terminal.depth in (Depth.NONE, Depth.BASIC)
    app = HostedApp(
        Session(opened, setup),
        TERMINAL if has_few_colours else palette_named(opened.deck.theme or DARK.name),
        start=start,
        driver_class=cast("type[Driver]", make_driver),
    )
    keep_output(app)
    paint_in_true_colour(app)
    return app


def hosted_app(
    session: Session, palette: Palette, make_driver: DriverFactory, screen: Screen[Any]
) -> HostedApp:
    """Create an app that begins with a screen, for a session that is not a visitor's reading."""
    app = HostedApp(
        session,
        palette,
        driver_class=cast("type[Driver]", make_driver),
        first_screen=lambda: screen,
    )
    keep_output(app)
    paint_in_true_colour(app)
    return app


def _first_screen(
    app: Callable[[], HostedApp],
    request: VisitRequest,
    decks: Callable[[], dict[str, OpenDeck]],
    *,
    has_lobby: bool,
) -> Callable[[], Screen[Any]] | None:
    """Return what makes the first screen; None for the one that the reader shows by itself."""
    if request.kind == "quiz":
        subject = Subject(SubjectKind.DECK)
        if request.section:
            subject = Subject(SubjectKind.SECTION, request.section)
        return lambda: LauncherScreen(OpenQuiz(subject))
    if request.kind == "desk":
        return lambda: LauncherScreen(OpenDesk(DeskOptions()))
    if request.section:
        return None

    def library() -> Screen[Any]:
        return LibraryScreen([one.deck for one in decks().values()])

    def after_lobby() -> None:
        title = TitleScreen(app().session.load_progress())
        app().push_screen(title if request.deck else library())

    if has_lobby:
        return lambda: LobbyScreen(app().session.opened, after_lobby)
    return None if request.deck else library


def _keeper(
    records: VisitorRecords, visitor: Visitor, tell_code: Callable[[str], None]
) -> VisitorKeeper | None:
    """Return the keeper of a visitor; None for users with a shared code, who have no key."""
    if not visitor.key and visitor.user is not None:
        return None
    loop = asyncio.get_running_loop()

    def tell(code: str) -> None:
        loop.call_soon_threadsafe(tell_code, code)

    return VisitorKeeper(records, visitor.key, tell)


class VisitorKeeper:
    """Keeps and deletes one visitor's progress when they ask for it; called in a thread."""

    def __init__(self, records: VisitorRecords, key: str, tell_code: Callable[[str], None]) -> None:
        """A keeper.

        Args:
            records: The files of records.
            key: Digest of the visitor's key; empty for one without a key, who gets a code.
            tell_code: Called, in that thread, with the code under which progress is kept.
        """
        self._records = records
        self._key = key
        self._tell_code = tell_code

    def keep(self) -> Kept:
        """Begin to keep progress.

        Raises:
            RecordUnusable: it cannot be kept.
        """
        code = "" if self._key else new_code()
        record = self._records.pending(code) if code else self._records.record(self._key)
        self._records.begin(record)
        if not code:
            return Kept(record, "Kept under your key from now on.")
        self._tell_code(code)
        return Kept(record, "Kept for an hour; what you see on leaving makes it last.")

    def forget(self, record: Record) -> str:
        """Delete what is kept; return the message to show.

        Raises:
            RecordUnusable: it cannot be deleted.
        """
        self._records.forget(record)
        self._tell_code("")
        return "Forgotten. Nothing is kept from now on."
