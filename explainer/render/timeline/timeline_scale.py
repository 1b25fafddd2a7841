"""Maps days to the cells of a line, and places the dates named below it."""

from __future__ import annotations

from datetime import date

import msgspec

from explainer.deck.partial_date import PartialDate

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_MONTH_STEPS = (1, 3, 6)
_DAY_STEPS = (1, 7, 14)


class Tick(msgspec.Struct, frozen=True):
    """A date named on the axis."""

    column: int
    """Cell of the tick."""
    label: str
    """Text of the tick, no longer than the distance to the next."""


class TimeScale(msgspec.Struct, frozen=True):
    """A range of days on the cells of a line."""

    first: int
    """Day of the first cell (proleptic Gregorian ordinal, as `datetime.date` counts)."""
    last: int
    """Day of the last cell."""
    width: int
    """Number of cells."""

    def column(self, day: float) -> int:
        """Return the cell of a day."""
        span = max(1, self.last - self.first)
        at = round((day - self.first) / span * (self.width - 1))
        return max(0, min(at, self.width - 1))


def first_day(when: PartialDate) -> int:
    """Return the first day that a date can mean."""
    year, month, day = when.first
    return _day(year, month, day)


def last_day(when: PartialDate) -> int:
    """Return the last day that a date can mean."""
    if when.day:
        return first_day(when)
    month = when.month or 12
    return _day(when.year, month, _days_in(when.year, month))


def middle_day(when: PartialDate) -> float:
    """Return the middle of the days that a date can mean; its mark stands there."""
    return (first_day(when) + last_day(when)) / 2


def _year(year: int) -> int:
    return max(1, min(year, 9999))


def _day(year: int, month: int, day: int) -> int:
    year, month = _year(year), max(1, min(month, 12))
    return date(year, month, max(1, min(day, _days_in(year, month)))).toordinal()


def _days_in(year: int, month: int) -> int:
    """Return the days of a month; for December without the next year, which may not exist."""
    year, month = _year(year), max(1, min(month, 12))
    if month == 12:
        return 31
    return (date(year, month + 1, 1) - date(year, month, 1)).days


def ticks(scale: TimeScale) -> list[Tick]:
    """Return dates to name, as many as fit: years, else months, else days."""
    for dates in _tick_dates(scale):
        found = _placed(dates, scale)
        if found:
            return found
    return []


def _tick_dates(scale: TimeScale) -> list[list[tuple[int, str]]]:
    """Return candidates, the densest first; each is a list of days and labels."""
    first, last = date.fromordinal(scale.first), date.fromordinal(scale.last)
    days = scale.last - scale.first
    candidates: list[list[tuple[int, str]]] = []
    if days <= 120:
        for step in _DAY_STEPS:
            at = range(scale.first, scale.last + 1, step)
            candidates.append([(day, _day_label(day)) for day in at])
    if days <= 366 * 6:
        for step in _MONTH_STEPS:
            candidates.append(_months(first, last, step))
    for step in _YEARS:
        if (last.year - first.year) // step <= scale.width:
            start = -(-first.year // step) * step
            years = range(max(1, start), last.year + 1, step)
            candidates.append([(_day(year, 1, 1), str(year)) for year in years])
    candidates.append([(scale.first, str(first.year)), (scale.last, str(last.year))])
    candidates.append([(scale.first, str(first.year))])
    return candidates


def _months(first: date, last: date, step: int) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for year in range(first.year, last.year + 1):
        for month in range(1, 13, step):
            day = _day(year, month, 1)
            if first.toordinal() <= day <= last.toordinal():
                label = f"{_MONTHS[month - 1]} {year}" if month == 1 or not found else ""
                found.append((day, label or _MONTHS[month - 1]))
    return found


def _day_label(day: int) -> str:
    when = date.fromordinal(day)
    return f"{when.day} {_MONTHS[when.month - 1]}"


def _placed(dates: list[tuple[int, str]], scale: TimeScale) -> list[Tick]:
    """Return the ticks of some dates, or none if two of them would touch."""
    found: list[Tick] = []
    end = -2
    for day, label in dates:
        if not scale.first <= day <= scale.last:
            continue
        column = min(scale.column(day), max(0, scale.width - len(label)))
        if column < end + 2:
            return []
        end = column + len(label)
        found.append(Tick(column, label))
    return found
