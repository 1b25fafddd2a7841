"""Decks of one app: the open one, those visited before, and new versions that a host loads."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from explainer.problems import ExplainerError
from explainer.ui.base.announcing import announce_in_front
from explainer.ui.base.painted_app import PaintedApp
from explainer.ui.base.painted_screen import PaintedScreen
from explainer.ui.base.session import Session
from explainer.ui.library.library_screen import LibraryScreen
from explainer.ui.reader.reader_screen import ReaderScreen
from explainer.ui.reader.title_screen import TitleScreen

if TYPE_CHECKING:
    from explainer.deck.loader import OpenDeck

UPDATED = "The lesson was updated."
"""Announcement of a new version."""


class Decks:
    """Switches the app to another deck or to a new version of one."""

    def __init__(self, app: PaintedApp) -> None:
        """`app` shows the decks."""
        self._app = app
        self.visited: dict[str, Session] = {}
        """Sessions of other decks of which nothing is kept, by deck id, to continue later."""
        self.renewal: OpenDeck | None = None
        """New version that waits until screens made from the old one are closed; None for none."""

    # --- from one deck to another ---------------------------------------------------------

    def change(self, open_it: Callable[[], OpenDeck]) -> bool:
        """Close what is open and show the title of a deck, with the session it had before.

        If the deck is gone or has no sections, a notice says so and the open screens stay.
        """
        app = self._app
        try:
            opened = open_it()
        except (ExplainerError, KeyError):
            announce_in_front(app, "This lesson is not here any more.")
            return False
        if not opened.deck.outline:
            announce_in_front(app, "This lesson has no sections.")
            return False
        self._leave_text()
        before = app.session
        if before.record is None:
            self.visited[before.opened.deck.id] = before
        session = self.visited.pop(opened.deck.id, None) or before.with_deck(opened)
        if session.opened is not opened:
            session.renew(opened)
        app.show_session(session)
        place = session.load_progress()
        library = self._library
        while len(app.screen_stack) > 1 and app.screen is not library:
            app.pop_screen()
        app.push_screen(TitleScreen(place))
        return True

    def back_to_library(self) -> bool:
        """Close the open deck; return False where there is no library to go back to."""
        library = self._library
        if library is None or self._app.screen is library:
            return False
        self._leave_text()
        while self._app.screen is not library:
            self._app.pop_screen()
        return True

    @property
    def _library(self) -> LibraryScreen | None:
        """The library, where several decks are hosted."""
        screens = self._app.screen_stack
        return next((one for one in screens if isinstance(one, LibraryScreen)), None)

    def _leave_text(self) -> None:
        """Store where the reader is, in a text that is about to be closed."""
        for screen in self._app.screen_stack:
            # A looked-up passage lies above the reader, and is no place to continue at.
            if type(screen) is ReaderScreen:
                self._app.write_beside(self._app.session.leave_at(*screen.place()))

    # --- new versions ---------------------------------------------------------------------

    def renew(self, opened: OpenDeck) -> None:
        """Switch to a new version of a deck, at the place where its reader is.

        A screen over the text, such as a quiz or a search, continues with the version that it began
        with; the text changes once it is closed. A version without sections is ignored.
        """
        app, deck = self._app, opened.deck
        if not deck.outline:
            return
        for screen in app.screen_stack:
            if isinstance(screen, LibraryScreen):
                screen.list_again(deck)
        visited = self.visited.get(deck.id)
        if visited is not None:
            visited.renew(opened)
        if deck.id != app.session.opened.deck.id:
            return
        waits = self.renewal is not None
        self.renewal = opened
        if not waits and not self._take_up():
            app.screen_change_signal.subscribe(app, self._take_up_later)

    def _take_up_later(self, _screen: Screen[Any]) -> None:
        """Try again after a screen has closed and passed its result on."""
        self._app.call_later(self._take_up)

    def _take_up(self) -> bool:
        """Show the new version; return False while a screen made from the old one is open."""
        app, opened = self._app, self.renewal
        if opened is None:
            return True
        screens = [screen for screen in app.screen_stack if isinstance(screen, PaintedScreen)]
        if not all(screen.can_renew for screen in screens):
            return False
        self.renewal = None
        app.screen_change_signal.unsubscribe(app)
        if opened.deck.id != app.session.opened.deck.id:
            return True  # the person went to another deck; reopening this one loads the new version
        show = [screen.renewal(opened) for screen in screens]
        app.session.renew(opened)
        app.finder = None
        for one in show:
            one()
        announce_in_front(app, UPDATED)
        return True
