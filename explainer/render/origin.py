"""Finds sources with the same original: pages that restate an original count once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from explainer.deck.model import Source
from explainer.deck.search import fold
from explainer.render.value import date_text

_THROUGH = re.compile(r", through [^,]*")


def origins(sources: Sequence[Source]) -> list[str]:
    """Return the original of each source; equal for sources with the same original.

    The original of a source is the one that it `restates`, compared without case and spaces. A
    source that restates nothing is an original. If others restate it by its id, its title, or its
    publisher and date as printed, it counts with them.
    """
    restated = {original_key(source.restates) for source in sources if source.restates}
    found: list[str] = []
    for source in sources:
        names = [source.restates] if source.restates else _names(source)
        known = [original_key(name) for name in names if original_key(name) in restated]
        found.append(known[0] if known else f"#{source.id}")
    return found


def independent_count(sources: Iterable[Source]) -> int:
    """Return the number of originals among some sources; see `origins`."""
    return len(set(origins(list(sources))))


def count_words(sources: Sequence[Source]) -> str:
    """Return the numbers of pages and of originals in words; empty if they are equal."""
    count = independent_count(sources)
    if count == len(sources):
        return ""
    return f"{len(sources)} pages, {count} independent"


def _names(source: Source) -> list[str]:
    """Return the names by which another page may refer to an original."""
    names = [source.id, source.title]
    if source.publisher and source.date:
        names.extend([f"{source.publisher}, {date_text(source.date)}"])
    return names


def original_key(name: str) -> str:
    """Return the key for comparing originals: without case, spaces and intermediaries.

    "Canalys, through Reuters, January 2025" and "Canalys, through GuruFocus, January 2025" are one
    count by Canalys.
    """
    return " ".join(_THROUGH.sub("", fold(name)).split())
