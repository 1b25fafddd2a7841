"""Dates that are known to the year, the month or the day."""

from __future__ import annotations

import msgspec


class PartialDate(msgspec.Struct, frozen=True, array_like=True, order=True, gc=False):
    """A date known to the year, the month or the day (ISO 8601, reduced precision)."""

    year: int
    """Proleptic Gregorian year, 1 to 9999."""

    month: int = 0
    """1 to 12, or 0 where only the year is known."""

    day: int = 0
    """1 to 31, or 0 where only year and month are known."""

    @property
    def first(self) -> tuple[int, int, int]:
        """The first day that the date can mean."""
        return self.year, self.month or 1, self.day or 1

    @property
    def last(self) -> tuple[int, int, int]:
        """The last day that the date can mean, or a later one; for comparison, not to be shown."""
        return self.year, self.month or 12, self.day or 31

    def __str__(self) -> str:
        if not self.month:
            return f"{self.year:04d}"
        if not self.day:
            return f"{self.year:04d}-{self.month:02d}"
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"
