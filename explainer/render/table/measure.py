"""The quantities in the cells of a column, exact, approximate or ranges, and their differences."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from math import isfinite

import msgspec

from explainer.deck.model import Cell, Column, ColumnKind, Verdict
from explainer.render.value import amount_text, is_numeric, number_text

_VERDICT_RANK = {verdict.value: float(rank) for rank, verdict in enumerate(Verdict)}

SortKey = tuple[int, float, str]
"""Sort key of a cell; numbers come before text."""


class Measure(msgspec.Struct, frozen=True):
    """A quantity that may be known only within bounds."""

    low: float
    """Lower bound; minus infinity if there is none."""
    high: float
    """Upper bound; infinity if there is none."""
    middle: float
    """The number that stands for it: its value, else the middle of its bounds."""
    approx: bool = False
    """True if it is approximate."""

    @property
    def is_exact(self) -> bool:
        """True if it is one number."""
        return self.low == self.high and not self.approx


def measure(cell: Cell) -> Measure | None:
    """Return the quantity in a cell, or None if it has no finite number."""
    low = _finite(cell.low)
    high = _finite(cell.high)
    value = _finite(cell.value) if isinstance(cell.value, float) else None
    if value is not None:
        return Measure(
            value if low is None else min(low, value),
            value if high is None else max(high, value),
            value,
            cell.approx,
        )
    if low is None and high is None:
        return None
    if low is None or high is None:
        end = low if low is not None else high
        assert end is not None
        return Measure(
            low if low is not None else float("-inf"),
            high if high is not None else float("inf"),
            end,
            cell.approx,
        )
    return Measure(low, high, low / 2 + high / 2, cell.approx)


def sort_key(cell: Cell, column: Column) -> SortKey | None:
    """Return the sort key of a cell: a number, a verdict's rank, a date, else its text.

    None if blank.
    """
    if isinstance(cell.value, bool):
        return (0, float(cell.value), "")
    known = measure(cell)
    if known is not None:
        return (0, known.middle, "")
    text = cell.value if isinstance(cell.value, str) and cell.value else cell.text
    if not text:
        return None
    if column.kind is ColumnKind.VERDICT and text in _VERDICT_RANK:
        return (0, _VERDICT_RANK[text], "")
    return (1, 0.0, text.casefold())


class Difference(StrEnum):
    """Ways of showing the difference of other rows from the pinned one."""

    OFF = "off"
    ABSOLUTE = "absolute"
    PERCENT = "percent"


def difference_text(cell: Cell, pinned: Cell, column: Column, how: Difference) -> str | None:
    """Return the difference of a cell from the pinned one; None if there is none.

    The difference of ranges is a range: from the least minus the pinned greatest, to the greatest
    minus the pinned least (interval arithmetic).
    """
    if column.kind is ColumnKind.DATE:
        return _days_between(cell, pinned)
    if not is_numeric(column):
        return None
    here, there = measure(cell), measure(pinned)
    if here is None or there is None:
        return None
    low, high = here.low - there.high, here.high - there.low
    middle = here.middle - there.middle
    if how is Difference.PERCENT:
        if there.middle == 0 or not isfinite(there.middle):
            return None
        base = abs(there.middle)
        low, high, middle = (_rate(end, base) for end in (low, high, middle))
    if not isfinite(middle):
        return None
    approx = "~" if here.approx or there.approx else ""
    unit = "\u00a0%" if how is Difference.PERCENT else ""
    if low == high:
        amount = signed_text(middle) if unit else signed_amount(middle, column)
        return f"{approx}{amount}{unit}"
    if not isfinite(low) and not isfinite(high):
        return None
    if not isfinite(low):
        return f"{approx}≤ {signed_text(high)}{unit}"
    if not isfinite(high):
        return f"{approx}≥ {signed_text(low)}{unit}"
    return f"{approx}{signed_text(low)} to {signed_text(high)}{unit}"


def signed_amount(value: float, column: Column) -> str:
    """Return a difference with its sign, written like the numbers of its column."""
    sign = signed_text(value)[0]
    rounded = float(f"{abs(value):.10g}")
    return f"{sign}{amount_text(rounded, column)}" if rounded else "±0"


def signed_text(value: float) -> str:
    """Return a difference with its sign, with no more digits than the numbers justify."""
    rounded = float(f"{value:.10g}") if isfinite(value) else value
    if rounded == 0:
        return "±0"
    return f"+{number_text(rounded)}" if rounded > 0 else number_text(rounded)


def _rate(difference: float, base: float) -> float:
    """Return a difference in per cent of a base: one decimal below ten, none above."""
    if not isfinite(difference):
        return difference
    rate = difference / base * 100
    if not isfinite(rate):
        return rate
    return round(rate, 1) if abs(rate) < 10 else float(round(rate))


def _days_between(cell: Cell, pinned: Cell) -> str | None:
    """Return the days from one date to another, or None if one is not known to the day."""
    days: list[date] = []
    for one in (cell, pinned):
        if not isinstance(one.value, str) or len(one.value) != len("2025-02-11"):
            return None
        try:
            days.append(date.fromisoformat(one.value))
        except ValueError:
            return None
    count = (days[0] - days[1]).days
    if count == 0:
        return "same day"
    approx = "~" if cell.approx or pinned.approx else ""
    return f"{approx}{signed_text(float(count))} day{'' if abs(count) == 1 else 's'}"


def comparable(cell: Cell) -> float | None:
    """Return the number by which a cell can be best or worst; None if it has only one bound."""
    found = measure(cell)
    if found is None or not isfinite(found.low) or not isfinite(found.high):
        return None
    return found.middle


def best_and_worst(values: Iterable[float | None], better: str) -> tuple[float, float] | None:
    """Return the best and the worst of some values, by the end that the column calls better.

    There is no best among fewer than two values, or if all are the same.
    """
    known = [value for value in values if value is not None]
    if not better or len(known) < 2:
        return None
    least, most = min(known), max(known)
    if least == most:
        return None
    return (most, least) if better == "high" else (least, most)


def _finite(value: float | None) -> float | None:
    return value if value is not None and isfinite(value) else None
