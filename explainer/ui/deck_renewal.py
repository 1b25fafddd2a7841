"""What a host tells the readers that it has open: words for everybody, and a new version of a deck.

Both functions may be called from any task of the loop. What they do is done in the app's own, since
Textual finds the app of a widget by the task that touches it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from explainer.deck.address import block_address
from explainer.deck.text_file import clean
from explainer.learner.place import Place
from explainer.render.line import crop
from explainer.ui.base.last_line import LastLine
from explainer.ui.library.library_screen import LibraryScreen
from explainer.ui.library.lobby_screen import LobbyScreen
from explainer.ui.reader.reader_screen import ReaderScreen, evidence_lines
from explainer.ui.reader.title_screen import TitleScreen

if TYPE_CHECKING:
    from textual.screen import Screen

    from explainer.deck.loader import OpenDeck
    from explainer.render.page import Page
    from explainer.ui.app import ReaderApp

_LONGEST = 200
"""Cells of an announcement; no last line is wider by much."""

UPDATED = "The lesson was updated."
"""What a reader is told of a new version."""


def announce(app: ReaderApp, words: str) -> None:
    """Say something in the last line of whatever an app shows, until the next key."""
    app.call_later(say_in_last_line, app, words)


def say_in_last_line(app: ReaderApp, words: str) -> None:
    """The same at once, from the app's own task."""
    said = crop(" ".join(clean(words).split()), _LONGEST)
    for screen in reversed(app.screen_stack):
        if lines := list(screen.query(LastLine)):
            if app.announced_on is not None:
                app.announced_on.announce("")
            app.announced_on = lines[-1]
            app.announced_on.announce(said)
            return


def renew(app: ReaderApp, opened: OpenDeck) -> None:
    """Give an app the new version of a deck, at the place where its reader is.

    What is open over the text, such as a quiz or a search, goes on with the version that it began
    with; once it is closed, the text is the new one. A version without sections is passed over.
    """
    app.call_later(_renew, app, opened)


def _renew(app: ReaderApp, opened: OpenDeck) -> None:
    deck = opened.deck
    if not deck.outline:
        return
    for screen in app.screen_stack:
        if isinstance(screen, LibraryScreen):
            screen.renew(deck)
    visited = app.visited.get(deck.id)
    if visited is not None:
        visited.renew(opened)
    if deck.id != app.session.opened.deck.id:
        return
    waits = app.renewal is not None
    app.renewal = opened
    if not waits and not _take_up(app):
        app.screen_change_signal.subscribe(app, partial(_take_up_later, app))


def _take_up_later(app: ReaderApp, _screen: Screen[object]) -> None:
    """Once what closed has said what comes of it."""
    app.call_later(_take_up, app)


def _take_up(app: ReaderApp) -> bool:
    """Go on with the new version, unless something is open that was made of the old one."""
    opened = app.renewal
    if opened is None:
        return True
    if not all(_is_renewed(screen) for screen in app.screen_stack):
        return False
    app.renewal = None
    app.screen_change_signal.unsubscribe(app)
    if opened.deck.id != app.session.opened.deck.id:
        return True  # the reader went to another deck; coming back opens this one anew
    readers = [screen for screen in app.screen_stack if isinstance(screen, ReaderScreen)]
    places = [(reader, _place(reader, opened)) for reader in readers]
    app.session.renew(opened)
    app.finder = None
    for reader, place in places:
        _show_renewed(reader, place)
    for screen in app.screen_stack:
        if isinstance(screen, TitleScreen):
            screen.show_deck(screen.place)
    say_in_last_line(app, UPDATED)
    return True


def _is_renewed(screen: Screen[object]) -> bool:
    """Whether a screen can show another version of what it shows."""
    is_reader = type(screen) is ReaderScreen  # a visit from a quiz belongs to the quiz
    return is_reader or isinstance(screen, TitleScreen | LibraryScreen | LobbyScreen)


def _place(reader: ReaderScreen, opened: OpenDeck) -> Place:
    """Where a reader is, in the sections of a new version: a lost section is the one before it."""
    session = reader.session
    index, block, line = reader.place()
    outline = session.opened.deck.outline
    known = {entry.id for entry in opened.deck.outline}
    if outline[index].id not in known:
        earlier = (entry.id for entry in reversed(outline[:index]) if entry.id in known)
        return Place(next(earlier, opened.deck.outline[0].id), "")
    section = session.section(index)
    address = block_address(section, block) if block < len(section.blocks) else ""
    return Place(section.id, address, line)


def _show_renewed(reader: ReaderScreen, place: Place) -> None:
    """Show a reader's place in the new version; what was found in the old one is given up."""
    session, deck = reader.session, reader.session.opened.deck
    index = session.section_index(place.section) or 0
    reader.trail = None
    reader.pane.bring_out(None)
    reader.outline.list_sections(deck.title, deck.outline)

    def line_of_place(page: Page) -> int:
        return session.block_line(index, place.block, page.width, place.line)

    reader.go_to_section(index, start=line_of_place)
    reader.evidence.show(partial(evidence_lines, reader))
