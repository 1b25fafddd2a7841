"""A trail through the deck: places of what a search found, or of a claim, in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from explainer.deck.search import TrailStop
from explainer.render.page import Page
from explainer.render.search_match import Marks, Match, match_of, page_marks, page_matches


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

    def marks(self, index: int, page: Page) -> Marks:
        """Return the parts of a page to bring out, the present match in a way of its own.

        Args:
            index: The section of the page, by its place in the outline.
            page: The page.
        """
        is_here = index == self.stop.section
        return page_marks(self.matches(page), self.here(page) if is_here else None)
