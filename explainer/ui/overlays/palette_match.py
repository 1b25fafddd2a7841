"""Entries of the palette, and which of them match what was typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple


class PaletteEntry(NamedTuple):
    """Something that can be chosen."""

    title: str
    """Its name; any text, never markup."""
    run: Callable[[], None]
    """Does it."""
    key: str = ""
    """The key that does the same, as people know it; empty for none."""
    help: str = ""
    """A sentence about it."""
    group: str = ""
    """The heading that it stands under."""


class Match(NamedTuple):
    """An entry of the palette that matches what was typed."""

    entry: int
    """Its place among the entries, from 0."""
    letters: frozenset[int]
    """The characters of its title that were typed."""


def find_matches(entries: Sequence[PaletteEntry], query: str) -> list[Match]:
    """Return the entries whose titles match, best first; all of them, in their order, for no query.

    Best is a title that has the query at its beginning, then at the beginning of a word, then
    anywhere, then one that has its letters in this order. A title costs steps in proportion to its
    length, whatever it holds.
    """
    wanted = query.strip().lower()
    if not wanted:
        return [Match(number, frozenset()) for number in range(len(entries))]
    ranked: list[tuple[int, int, int, frozenset[int]]] = []
    for number, entry in enumerate(entries):
        rank, letters = _rank(_folded(entry.title), wanted)
        if letters:
            ranked.append((rank, min(letters), number, letters))
    return [Match(number, letters) for _, _, number, letters in sorted(ranked, key=_by_rank)]


def _by_rank(found: tuple[int, int, int, frozenset[int]]) -> tuple[int, int, int]:
    rank, first, number, _ = found
    return rank, first, number


def _folded(title: str) -> str:
    """The title in lower case, each character in its place."""
    return "".join(low if len(low := one.lower()) == 1 else one for one in title)


def _rank(title: str, wanted: str) -> tuple[int, frozenset[int]]:
    """How well a title matches, 0 for best, and the matching characters; none where it doesn't."""
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
