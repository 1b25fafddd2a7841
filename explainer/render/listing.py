"""A list of claims, sources or terms that can be filtered, with one item chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec

from explainer.deck.search import TrailStop, fold, query_words
from explainer.render.line import Line, TextRun, crop, line_width


class ListingItem(msgspec.Struct, frozen=True):
    """An item of a list."""

    id: str
    """Id of the item in the deck."""
    name: str
    """Name in a few words."""
    words: str
    """Folded text that a filter by words searches."""
    values: tuple[tuple[str, ...], ...] = ()
    """Values of the item for each facet of the list."""


class Facet(NamedTuple):
    """A property by which a list can be filtered."""

    command: str
    """Id of the command that changes it."""
    every: str
    """Name for no filter: `every verdict`."""
    labels: dict[str, str]
    """Name of each value, in the order in which they are offered."""


class Listing:
    """Items, the filters that are set, and the item that is chosen."""

    def __init__(
        self,
        name: str,
        items: Sequence[ListingItem],
        facets: Sequence[Facet],
        *,
        summary: Callable[[Sequence[ListingItem], int], list[Line]],
        entry: Callable[[Listing, int, int], list[Line]],
        detail: Callable[[ListingItem, int], list[Line]],
        stops: Callable[[ListingItem], Sequence[TrailStop]],
    ) -> None:
        """Make a list of one kind of items.

        Args:
            name: Title of the list: `Claims`.
            items: All items, in order.
            facets: Properties by which they can be filtered.
            summary: Returns the lines above the list about the items shown, for a width.
            entry: Returns the lines of one item, by its place among those shown, for a width.
            detail: Returns everything about an item, for a width.
            stops: Returns the places of an item in the text.
        """
        self.name = name
        """Title of the list."""
        self.items = items
        """All items, in order."""
        self.facets = facets
        """Properties by which they can be filtered."""
        self.chosen = 0
        """The chosen item, by its place among those shown."""
        self.words = ""
        """Words that were typed to filter by."""
        self.values = [""] * len(facets)
        """Value of each facet that is shown; empty for all."""
        self.shown: Sequence[ListingItem] = items
        """The items that pass all filters."""
        self.summary = summary
        self.detail = detail
        self.stops = stops
        self._entry = entry

    @property
    def item(self) -> ListingItem | None:
        """The chosen item."""
        return self.shown[self.chosen] if self.shown else None

    @property
    def is_filtered(self) -> bool:
        """True if a filter is set."""
        return bool(self.words.strip() or any(self.values))

    @property
    def place(self) -> str:
        """Place of the chosen item, in words."""
        count = len(self.shown)
        return f"{self.name} · {self.chosen + 1} of {count}" if count else self.name

    def choose(self, number: int) -> None:
        """Choose an item by its place among those shown."""
        self.chosen = max(0, min(number, len(self.shown) - 1))

    def choose_id(self, identifier: str) -> None:
        """Choose an item by id, if it is shown."""
        for number, item in enumerate(self.shown):
            if item.id == identifier:
                self.chosen = number

    def offered(self, facet: int) -> dict[str, int]:
        """Return the values that a facet can be set to, with the number of items for each."""
        counts: Counter[str] = Counter()
        for item in self._matching(without=facet):
            counts.update(set(item.values[facet]))
        return {value: counts[value] for value in self.facets[facet].labels if counts[value]}

    def filter_by(self, facet: int, value: str) -> None:
        """Show the items with a value of a facet; all for an empty value."""
        self.values[facet] = value
        self._filter()

    def filter_by_words(self, words: str) -> None:
        """Show the items that contain some words."""
        self.words = words
        self._filter()

    def clear(self) -> None:
        """Remove all filters."""
        self.words, self.values = "", [""] * len(self.facets)
        self._filter()

    def take_over(self, other: Listing) -> None:
        """Filter and choose as in another list of the same items."""
        self.words, self.values = other.words, list(other.values)
        self.shown = self._matching()
        self.chosen = 0
        if other.item is not None:
            self.choose_id(other.item.id)

    def _filter(self) -> None:
        before = self.item
        self.shown = self._matching()
        self.chosen = 0
        if before is not None:
            self.choose_id(before.id)

    def _matching(self, without: int = -1) -> Sequence[ListingItem]:
        """Return the items that pass the filters, with one of the facets ignored."""
        words = query_words(self.words)
        wanted = [(at, value) for at, value in enumerate(self.values) if value and at != without]
        return [
            item
            for item in self.items
            if all(value in item.values[at] for at, value in wanted)
            and all(word in item.words for word in words)
        ]

    def filter_names(self) -> list[str]:
        """Return the filters that are set, in words."""
        pairs = zip(self.facets, self.values, strict=True)
        names = [facet.labels.get(value, value) for facet, value in pairs if value]
        if self.words.strip():
            names.append(f"“{' '.join(self.words.split())}”")
        return names

    def title_line(self, width: int) -> Line:
        """Return the title, the filters, and the number of items shown."""
        count = f"{len(self.shown)} of {len(self.items)}" if self.is_filtered else ""
        count = count or str(len(self.items))
        room = max(1, width - len(count) - 2)
        line: Line = [TextRun(crop(self.name, room), "title")]
        names = " · ".join(self.filter_names())
        if names and room > len(self.name) + 4:
            line.append(TextRun("  " + crop(names, room - len(self.name) - 2), "strong"))
        line.append(TextRun(" " * max(1, width - line_width(line) - len(count))))
        return [*line, TextRun(count, "muted")]

    def entry(self, number: int, width: int) -> list[Line]:
        """Return the lines of an item that is shown."""
        return self._entry(self, number, width)


def folded(*parts: str) -> str:
    """Return the folded text that a filter by words searches."""
    return fold(" ".join(part for part in parts if part))


def behind_bar(lines: Sequence[Line], *, is_chosen: bool) -> list[Line]:
    """Return lines behind a bar if they are chosen, else indented."""
    bar = TextRun("▌ " if is_chosen else "  ", "here")
    return [[bar, *line] for line in lines]
