"""A trail: the places of search results, or of a claim, to step through one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from explainer.deck.search import TrailStop
from explainer.render.page import Page
from explainer.render.search_match import Marks, Match, match_of, page_marks, page_matches


class Trail:
    """Places in reading order, and the current one."""

    def __init__(
        self, name: str, stops: Sequence[TrailStop], words: Sequence[str] = (), *, at: int = 0
    ) -> None:
        """Create a trail.

        Args:
            name: Its name in the last line, such as the query.
            stops: Its places, in reading order; at least one.
            words: Case-folded words to highlight.
            at: Index of the first place to go to.
        """
        self.name = name
        """Its name in the last line."""
        self.stops = stops
        """Its places, in reading order."""
        self.words = words
        """Case-folded words to highlight."""
        self.at = at
        """Index of the current place."""
        self._page: Page | None = None
        self._matches: list[Match] = []

    @property
    def stop(self) -> TrailStop:
        """The current place."""
        return self.stops[self.at]

    @property
    def place(self) -> str:
        """The position in words: `3 of 17 · Apple`."""
        return f"{self.at + 1} of {len(self.stops)} · {self.name}"

    def step(self, by: int) -> None:
        """Go to another place; after the last comes the first."""
        self.at = (self.at + by) % len(self.stops)

    def matches(self, page: Page) -> list[Match]:
        """Return the matches on a page; those of the last page are cached."""
        if self._page is not page:
            self._page, self._matches = page, page_matches(page.lines, self.words)
        return self._matches

    def here(self, page: Page) -> Match | None:
        """Return the match of the current place on the page of its section."""
        return match_of(self.stop, page, self.matches(page))

    def line(self, page: Page) -> int:
        """Return the line of the current place on the page of its section."""
        here = self.here(page)
        if here is not None:
            return here[0].line
        return page.starts[self.stop.block] if 0 <= self.stop.block < len(page.starts) else 0

    def marks(self, index: int, page: Page) -> Marks:
        """Return the highlights of a page; the current match has one of its own.

        Args:
            index: Index of the page's section in the outline.
            page: The page.
        """
        is_here = index == self.stop.section
        return page_marks(self.matches(page), self.here(page) if is_here else None)
