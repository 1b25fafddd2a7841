"""Opens the search, the lists and the palette over the reader, and goes to the chosen result."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from explainer.deck.search import TrailStop, query_words
from explainer.ui.overlays.palette_match import PaletteEntry
from explainer.ui.reader.palette_entries import (
    INVITATION,
    Commanded,
    palette_entries,
    section_entries,
)
from explainer.ui.reader.section_pane import SectionPane, Start
from explainer.ui.reader.trail import Trail

if TYPE_CHECKING:
    from explainer.learner.place import Place
    from explainer.ui.base.asked_on import AnyScreen
    from explainer.ui.base.painted_app import PaintedApp
    from explainer.ui.base.session import Session
    from explainer.ui.reader.listing_screen import Lister, ListingScreen
    from explainer.ui.reader.search_screen import SearchChoice


class TrailReader(Commanded, Protocol):
    """A reader that can go to search results; `ReaderScreen` is one."""

    session: Session
    """The session."""
    index: int
    """Index of the section in sight, in the outline."""
    pane: SectionPane
    """The text."""
    trail: Trail | None
    """Trail of search results being stepped through; None for none."""

    def follow(self, trail: Trail | None) -> None:
        """Highlight the matches of a trail from now on; None ends that."""

    def go_to_section(
        self, index: int, at_end: bool = False, block: str = "", start: Start = 0
    ) -> None:
        """Go to another section."""


class Finding:
    """Finds places of the deck for one reader."""

    def __init__(self, reader: TrailReader) -> None:
        """`reader` goes to the places found."""
        self._reader = reader
        self._deck = reader.session.opened.deck

    def open(self, what: str) -> None:
        """Open the search, a list, the overview or the palette, or go to another match.

        Args:
            what: Argument of the command's action: `search`, `claims`, `sources`, `terms`,
                    `section`, `overview`, `ending`, `palette`, `next` or `previous`.
        """
        match what:
            case "search":
                self.show_search()
            case "section":
                self.ask_section()
            case "overview":
                self.show_overview()
            case "ending":
                self.show_ending()
            case "palette":
                self.show_palette()
            case "next":
                self.step(1)
            case "previous":
                self.step(-1)
            case _:
                self.show_list(what)

    # --- walking through matches ----------------------------------------------------------

    def follow(self, trail: Trail) -> None:
        """Go to the current stop of a trail, and highlight its words from now on."""
        # Places that were found are counted in the whole section.
        self._reader.session.show_whole(trail.stop.section)
        self._reader.follow(trail)
        self._reader.go_to_section(trail.stop.section, start=trail.line)

    def step(self, by: int) -> None:
        """Go to the next stop of the reader's trail, or back."""
        trail = self._reader.trail
        if trail is not None:
            trail.step(by)
            self.follow(trail)

    # --- search and lists -----------------------------------------------------------------

    def show_search(self) -> None:
        """Open the search; a chosen result is shown where it stands in the text."""
        from explainer.ui.reader.search_screen import SearchScreen

        reader = self._reader
        before = reader.trail.name if reader.trail is not None and reader.trail.words else ""
        finder = reader.app.finder_of(reader.session.opened)
        screen = SearchScreen(self._deck, finder, before, partial(self.show_list, "terms"))
        screen.open_over(reader.app, self._go_to_found)

    def _go_to_found(self, chosen: SearchChoice | None) -> None:
        """Make a trail of all results in sections, and go to the chosen one."""
        if chosen is None:
            return
        index, words = chosen.searched, query_words(chosen.query)
        placed = sorted(number for number in chosen.entries if index.entries[number].section >= 0)
        name = " ".join(chosen.query.split())
        stops = index.stops(placed, words)
        self.follow(Trail(name, stops, words, at=placed.index(chosen.entry)))

    def show_list(self, name: str, chosen: str = "") -> None:
        """Show the list of claims, sources or terms, with an item chosen by its id."""
        from explainer.ui.reader.listing_screen import ListingScreen

        reader = self._reader

        def change(other: str) -> None:
            screen.dismiss(None)
            self.show_list(other)

        def go(stops: Sequence[TrailStop] | None) -> None:
            item = screen.listing.item
            if stops and item is not None:
                self._close_search(reader.app)
                self.follow(Trail(item.name, stops))

        finder = reader.app.finder_of(reader.session.opened)
        screen: ListingScreen = ListingScreen(name, self._lister(name), finder, change)
        screen.open_over(reader.app, go)
        if chosen:
            screen.listing.choose_id(chosen)

    def _lister(self, name: str) -> Lister:
        if name == "claims":
            from explainer.render.ledger import claim_list

            return partial(claim_list, self._deck)
        if name == "sources":
            from explainer.render.source_list import source_list

            return partial(source_list, self._deck)
        from explainer.render.glossary import term_list

        return partial(term_list, self._deck)

    def _close_search(self, app: PaintedApp) -> None:
        """Close the search below a list that was opened from it, to return to the text."""
        reader: object = self._reader
        while app.screen is not reader and len(app.screen_stack) > 1:
            app.pop_screen()

    # --- by name --------------------------------------------------------------------------

    def ask_section(self) -> None:
        """Ask for a section by its title, and go to it."""
        self._ask(section_entries(self._deck, self._reader.go_to_section), "Go to …")

    def show_overview(self) -> None:
        """Open the overview, and go to the chosen section."""
        from explainer.ui.reader.overview_screen import OverviewScreen

        reader = self._reader

        def go(index: int | None) -> None:
            if index is not None:
                reader.go_to_section(index)

        OverviewScreen(reader.session, reader.index).open_over(reader.app, go)

    def show_ending(self) -> None:
        """Open the ending, once the answers of the record are loaded."""
        app = self._reader.app
        app.open_beside(partial(self._open_ending, app.screen))

    async def _open_ending(self, asked_on: AnyScreen) -> None:
        from explainer.ui.reader.ending_screen import EndingScreen

        reader = self._reader
        await reader.session.load_attempts()
        screen = EndingScreen(reader.session, self._go_to_place, reader.run_soon)
        show = partial(screen.open_over, reader.app, lambda _: None)
        await reader.app.open_from(asked_on, show)

    def _go_to_place(self, place: Place) -> None:
        index = self._reader.session.section_index(place.section)
        if index is not None:
            self._reader.go_to_section(index, block=place.block)

    def show_palette(self) -> None:
        """Open the palette with commands and their keys, all themes, sections and decks."""
        entries = palette_entries(self._reader, self._reader.go_to_section)
        self._ask(entries, INVITATION)

    def _ask(self, entries: list[PaletteEntry], invitation: str) -> None:
        from explainer.ui.overlays.palette_screen import PaletteScreen, run_entry

        PaletteScreen(entries, invitation).open_over(self._reader.app, run_entry)
