"""A trail through the deck: what a search found, or where a claim stands, from stop to stop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from explainer.deck.search import TrailStop
from explainer.render.page import Page
from explainer.render.search_match import Marks, Match, match_of, page_marks, page_matches

if TYPE_CHECKING:
    from explainer.ui.reader.reader_screen import ReaderScreen


class Trail:
    """Stops in reading order, and where the reader is among them."""

    def __init__(
        self, name: str, stops: Sequence[TrailStop], words: Sequence[str] = (), *, at: int = 0
    ) -> None:
        """A trail.

        Args:
            name: What the last line calls it, such as what was searched.
            stops: Where it leads; at least one.
            words: Folded words that are brought out on the way.
            at: Where to begin.
        """
        self.name = name
        """What the last line calls it."""
        self.stops = stops
        """Where it leads, in reading order."""
        self.words = words
        """Folded words that are brought out on the way."""
        self.at = at
        """The stop that one is at."""
        self._page: Page | None = None
        self._matches: list[Match] = []

    @property
    def stop(self) -> TrailStop:
        """Where one is."""
        return self.stops[self.at]

    @property
    def place(self) -> str:
        """Where one is, in words: `3 of 17 · Apple`."""
        return f"{self.at + 1} of {len(self.stops)} · {self.name}"

    def step(self, by: int) -> None:
        """To another stop; behind the last comes the first."""
        self.at = (self.at + by) % len(self.stops)

    def matches(self, page: Page) -> list[Match]:
        """The matches on a page; those of the last page are kept."""
        if self._page is not page:
            self._page, self._matches = page, page_matches(page.lines, self.words)
        return self._matches

    def here(self, page: Page) -> Match | None:
        """The match of the present stop on the page of its section."""
        return match_of(self.stop, page, self.matches(page))

    def line(self, page: Page) -> int:
        """The line of the present stop on the page of its section."""
        here = self.here(page)
        if here is not None:
            return here[0].line
        return page.starts[self.stop.block] if 0 <= self.stop.block < len(page.starts) else 0


def follow(reader: ReaderScreen, trail: Trail) -> None:
    """Go to a trail's present stop, and bring its words out from now on."""
    reader.trail = trail
    stop = trail.stop
    pane = reader.pane

    def marks(page: Page) -> Marks:
        is_here = reader.index == trail.stop.section
        return page_marks(trail.matches(page), trail.here(page) if is_here else None)

    def start(page: Page) -> int:
        line = trail.line(page)
        if is_near and top <= line < top + pane.room:
            return top
        first = page.starts[stop.block] if 0 <= stop.block < len(page.starts) else 0
        return first if line < first + pane.room - 3 else line - pane.room // 3

    pane.bring_out(marks)
    is_near, top = reader.index == stop.section, pane.top
    reader.go_to_section(stop.section, start=start)


def step_trail(reader: ReaderScreen, by: int) -> None:
    """To the next stop of the trail, or back."""
    if reader.trail is not None:
        reader.trail.step(by)
        follow(reader, reader.trail)


def leave_trail(reader: ReaderScreen) -> None:
    """Be where one is, with nothing brought out."""
    reader.trail = None
    reader.pane.bring_out(None)
