"""What the commands that find something do: which screen opens, and where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from explainer.deck.search import TrailStop, query_words
from explainer.ui.reader.trail import Trail, follow

if TYPE_CHECKING:
    from explainer.ui.app import ReaderApp
    from explainer.ui.base.finder import Finder
    from explainer.ui.reader.listing_screen import Lister, ListingScreen
    from explainer.ui.reader.reader_screen import ReaderScreen
    from explainer.ui.reader.search_screen import SearchChoice


def finder_of(app: ReaderApp) -> Finder:
    """What of the app's deck can be found; looked up from now on, if nobody asked before."""
    from explainer.ui.base.finder import Finder

    if app.finder is None or app.finder.opened is not app.session.opened:
        app.finder = Finder(app.session.opened)
        app.run_worker(app.finder.prepare(app.aside), group="finder")
    return app.finder


def show_search(reader: ReaderScreen) -> None:
    """Ask for something; what is chosen is shown where it stands."""
    from explainer.ui.reader.search_screen import SearchScreen

    def go(chosen: SearchChoice | None) -> None:
        if chosen is not None:
            _go_to_found(reader, chosen)

    app, deck = reader.app, reader.session.opened.deck
    before = reader.trail.name if reader.trail is not None and reader.trail.words else ""
    screen = SearchScreen(deck, finder_of(app), before, lambda term: show_terms(reader, term))
    screen.open_over(app, go)


def _go_to_found(reader: ReaderScreen, chosen: SearchChoice) -> None:
    """Follow everything that was found in the sections, from what was chosen on."""
    index, words = chosen.searched, query_words(chosen.query)
    placed = sorted(number for number in chosen.entries if index.entries[number].section >= 0)
    stops = index.stops(placed, words)
    name = " ".join(chosen.query.split())
    follow(reader, Trail(name, stops, words, at=placed.index(chosen.entry)))


def show_claims(reader: ReaderScreen) -> None:
    """Every claim, by verdict, speaker and section."""
    from explainer.render.ledger import claim_list

    _show_list(reader, "claims", partial(claim_list, reader.session.opened.deck))


def show_sources(reader: ReaderScreen) -> None:
    """Every source, with what rests on it."""
    from explainer.render.source_list import source_list

    _show_list(reader, "sources", partial(source_list, reader.session.opened.deck))


def show_terms(reader: ReaderScreen, chosen: str = "") -> None:
    """The glossary, from a term on."""
    from explainer.render.glossary import term_list

    screen = _show_list(reader, "terms", partial(term_list, reader.session.opened.deck))
    screen.listing.choose_id(chosen)


_LISTS = {"claims": show_claims, "sources": show_sources, "terms": show_terms}
"""What opens the list of each command."""


def _show_list(reader: ReaderScreen, command: str, lister: Lister) -> ListingScreen:
    from explainer.ui.reader.listing_screen import ListingScreen

    def change(other: str) -> None:
        screen.dismiss(None)
        _LISTS[other](reader)

    def go(stops: Sequence[TrailStop] | None) -> None:
        item = screen.listing.item
        if stops and item is not None:
            _back_to_text(reader)
            follow(reader, Trail(item.name, stops))

    screen = ListingScreen(command, lister, finder_of(reader.app), change)
    screen.open_over(reader.app, go)
    return screen


def _back_to_text(reader: ReaderScreen) -> None:
    """Close a search that a list was opened from, since the text is wanted now."""
    while reader.app.screen is not reader and len(reader.app.screen_stack) > 1:
        reader.app.pop_screen()
