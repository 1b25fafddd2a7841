"""Entries of the palette, and the search for those that match a query."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from explainer.ui.base.theme import Palette


class PaletteEntry(NamedTuple):
    """Entry of the palette."""

    title: str
    """Its name; any text, never markup."""
    run: Callable[[], object]
    """Called when it is chosen."""
    key: str = ""
    """Key that does the same, as people write it; empty for none."""
    help: str = ""
    """A sentence about it."""
    group: str = ""
    """Heading that it stands under; empty for none."""
    theme: Palette | None = None
    """Theme in which everything is shown while the entry is chosen; None for the theme in use."""


class Match(NamedTuple):
    """An entry of the palette that matches what was typed."""

    entry: int
    """Its index among the entries."""
    letters: frozenset[int]
    """Indexes of the characters of its title that the query matches."""


def find_matches(entries: Sequence[PaletteEntry], query: str) -> list[Match]:
    """Return the entries whose titles match, best first; for an empty query all, in their order.

    A heading that begins with the query brings all that stands under it. Otherwise
    best is a title that begins with the query, then one with a word that begins with it, then one
    that contains it, then one that has its letters in this order. Matching takes time in proportion
    to the length of the title, whatever it contains.
    """
    wanted = query.strip().lower()
    if not wanted:
        return [Match(number, frozenset()) for number in range(len(entries))]
    ranked: list[tuple[int, int, int, frozenset[int]]] = []
    for number, entry in enumerate(entries):
        title = _folded(entry.title)
        indent = len(title) - len(title.lstrip())
        rank, letters = _rank(title[indent:], wanted)
        if len(wanted) >= _LEAST_OF_GROUP and _folded(entry.group).startswith(wanted):
            ranked.append((0, 0, number, frozenset()))
        elif letters:
            marked = frozenset(indent + letter for letter in letters)
            ranked.append((rank, min(letters), number, marked))
    return [Match(number, letters) for _, _, number, letters in sorted(ranked, key=_by_rank)]


_LEAST_OF_GROUP = 4
"""Fewest typed characters that find everything under a heading that begins with them."""


def _by_rank(found: tuple[int, int, int, frozenset[int]]) -> tuple[int, int, int]:
    rank, first, number, _ = found
    return rank, first, number


def _folded(title: str) -> str:
    """Return the title in lower case, with each character at the same index as before."""
    return "".join(low if len(low := one.lower()) == 1 else one for one in title)


def _rank(title: str, wanted: str) -> tuple[int, frozenset[int]]:
    """Return how well a title matches (0 is best) and which characters; none if it does not."""
    at = title.find(wanted)
    if at == 0:
        return 0, frozenset(range(len(wanted)))
    at_word = title.find(f" {wanted}") + 1
    if at_word:
        return 1, frozenset(range(at_word, at_word + len(wanted)))
    if at > 0:
        return 2, frozenset(range(at, at + len(wanted)))
    letters: list[int] = []
    place = -1
    for letter in wanted:
        if letter == " ":
            continue
        place = title.find(letter, place + 1)
        if place < 0:
            return 3, frozenset()
        letters.append(place)
    return 3, frozenset(letters)
