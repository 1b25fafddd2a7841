"""Which sources are one and the same: pages that restate an original count once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from explainer.deck.model import Source
from explainer.deck.search import fold
from explainer.render.value import date_text

_THROUGH = re.compile(r", through [^,]*")


def origins(sources: Sequence[Source]) -> list[str]:
    """What each source goes back to; equal where two are one original.

    A source goes back to what it `restates`, compared without case and spaces; one that restates
    nothing is an original. An original that others restate by its id, its title, or its publisher
    and date as they are printed is that original, and counts with them.
    """
    restated = {original_key(source.restates) for source in sources if source.restates}
    found: list[str] = []
    for source in sources:
        names = [source.restates] if source.restates else _names(source)
        known = [original_key(name) for name in names if original_key(name) in restated]
        found.append(known[0] if known else f"#{source.id}")
    return found


def independent_count(sources: Iterable[Source]) -> int:
    """How many originals some sources come to; see `origins`."""
    return len(set(origins(list(sources))))


def count_words(sources: Sequence[Source]) -> str:
    """How many pages some sources are, and how many of them are independent; empty for all."""
    count = independent_count(sources)
    if count == len(sources):
        return ""
    return f"{len(sources)} pages, {count} independent"


def _names(source: Source) -> list[str]:
    """What another page may call an original."""
    names = [source.id, source.title]
    if source.publisher and source.date:
        names.extend([f"{source.publisher}, {date_text(source.date)}"])
    return names


def original_key(name: str) -> str:
    """What an original is compared by: without case and spaces, and without who passed it on.

    "Canalys, through Reuters, January 2025" and "Canalys, through GuruFocus, January 2025" are one
    count by Canalys.
    """
    return " ".join(_THROUGH.sub("", fold(name)).split())
