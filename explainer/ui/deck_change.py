"""From one deck to another: what was read of the first stays with the reader."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from explainer.problems import ExplainerError
from explainer.ui.deck_renewal import say_in_last_line
from explainer.ui.library.library_screen import LibraryScreen
from explainer.ui.reader.reader_screen import ReaderScreen
from explainer.ui.reader.title_screen import TitleScreen

if TYPE_CHECKING:
    from explainer.deck.loader import OpenDeck
    from explainer.ui.app import ReaderApp


def show_deck(app: ReaderApp, open_it: Callable[[], OpenDeck]) -> bool:
    """Close what is open and show the title of a deck, which goes on where it was left.

    Where the deck is gone, or has nothing to read, that is said, and what is open stays.
    """
    try:
        opened = open_it()
    except (ExplainerError, KeyError):
        say_in_last_line(app, "This lesson is not here any more.")
        return False
    if not opened.deck.outline:
        say_in_last_line(app, "This lesson has no sections.")
        return False
    leave_text(app)
    if app.session.record is None:
        app.visited[app.session.opened.deck.id] = app.session
    visited = app.visited.pop(opened.deck.id) if opened.deck.id in app.visited else None
    app.session = visited or app.session.beside(opened)
    if app.session.opened is not opened:
        app.session.renew(opened)
    place = app.session.load_progress()
    library = _library(app)
    while len(app.screen_stack) > 1 and app.screen is not library:
        app.pop_screen()
    app.push_screen(TitleScreen(place))
    return True


def back_to_library(app: ReaderApp) -> bool:
    """Close the deck that is open; false where there is no library to go back to."""
    library = _library(app)
    if library is None or app.screen is library:
        return False
    leave_text(app)
    while app.screen is not library:
        app.pop_screen()
    return True


def _library(app: ReaderApp) -> LibraryScreen | None:
    """The library, where several decks are hosted."""
    return next((one for one in app.screen_stack if isinstance(one, LibraryScreen)), None)


def leave_text(app: ReaderApp) -> None:
    """Remember where the reader is, in a text that is about to be closed."""
    for screen in app.screen_stack:
        # A visit to a passage lies above the reader, and is no place to continue at.
        if type(screen) is ReaderScreen:
            keep = partial(app.session.keep_place, *screen.place())
            if app.session.keeps:
                app.keep_later(keep)
            else:
                keep()
