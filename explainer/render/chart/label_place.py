"""Positions of labels that are times or numbers, so that uneven gaps are drawn uneven."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import isfinite

from explainer.deck.model import Cell, Column, ColumnKind

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = r"(?P<sign>[-−])?(?P<year>\d{3,6})(?: ?(?P<era>BCE?))?"
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        _YEAR,
        rf"{_YEAR}-(?P<month>\d\d)(?:-(?P<day>\d\d))?",
        rf"Q(?P<quarter>[1-4]) {_YEAR}",
        rf"{_YEAR}[ -]Q(?P<quarter>[1-4])",
        rf"(?:(?P<day>\d\d?) )?(?P<name>[a-z]{{3,9}}) {_YEAR}",
    )
)
"""Ways to write times: `2023`, `44 BC`, `2023-04`, `Q1 2023`, `2023 Q1`, `11 Apr 2023`."""


def label_places(labels: Sequence[str], cells: Sequence[Cell], column: Column) -> tuple[float, ...]:
    """Return the positions of labels to scale; nothing if one is not a time or number."""
    if column.kind is ColumnKind.NUMBER:
        places = [cell.value if isinstance(cell.value, float) else None for cell in cells]
    elif column.kind is ColumnKind.DATE:
        places = [time_place(cell.value if isinstance(cell.value, str) else "") for cell in cells]
    else:
        places = [time_place(label) for label in labels]
    known = tuple(place for place in places if place is not None and isfinite(place))
    return known if len(known) == len(labels) and len(set(known)) > 1 else ()


def time_place(text: str) -> float | None:
    """Return a time in years, counted from the start of the period; None for other text.

    Months count as twelfths and days as parts of 31: a hundredth of a year off at most, which is
    less than any screen can show.
    """
    for shape in _SHAPES:
        match = shape.fullmatch(text)
        if match is None:
            continue
        parts = match.groupdict()
        year = int(parts["year"])
        if parts["era"] or parts["sign"]:
            year = -year
        if parts.get("quarter"):
            return year + (int(parts["quarter"]) - 1) / 4
        month = int(parts.get("month") or 1)
        if parts.get("name"):
            name = parts["name"][:3].casefold()
            month = _MONTHS.index(name) + 1 if name in _MONTHS else 0
        day = int(parts.get("day") or 1)
        if not 1 <= month <= 12 or not 1 <= day <= 31:
            return None
        return year + (month - 1 + (day - 1) / 31) / 12
    return None
