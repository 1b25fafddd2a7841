"""Counts the questions that fall due in the coming weeks, in weeks from Monday to Sunday."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import msgspec

from explainer.quiz.review import Due, forecast

WEEKS = 4
"""Weeks of a calendar, with the present one."""

_DAYS_A_WEEK = 7


class DueWeek(msgspec.Struct, frozen=True):
    """A week of the calendar."""

    monday: date
    """Its first day."""
    counts: tuple[int | None, ...]
    """Questions that fall due on each of its seven days; None for days that are over."""


class DueCalendar(msgspec.Struct, frozen=True):
    """The questions that fall due, by the day; each is counted once."""

    today: date
    """The day on which it was made."""
    now: int
    """Questions that are due already; today's count has them too."""
    weeks: tuple[DueWeek, ...]
    """The weeks, beginning with the present one."""
    later: int
    """Questions that fall due after these weeks."""

    @property
    def due_today(self) -> int:
        """Questions that are due by the end of today."""
        return sum(count for day, count in self.days if day == self.today)

    @property
    def most(self) -> int:
        """The greatest count of a day after today, which may have all that was left undone."""
        return max((count for day, count in self.days if day != self.today), default=0)

    @property
    def days(self) -> list[tuple[date, int]]:
        """The days on which any question falls due, with the number of those."""
        return [
            (week.monday + timedelta(days=place), count)
            for week in self.weeks
            for place, count in enumerate(week.counts)
            if count
        ]


def due_calendar(due: Iterable[Due], now: datetime) -> DueCalendar:
    """Return the calendar of some questions at a time."""
    due = list(due)
    today = now.astimezone().date()
    over = today.weekday()
    found = forecast(due, now, WEEKS * _DAYS_A_WEEK - over)
    first, *others = found.days
    days: list[int | None] = [*([None] * over), found.now + first, *others]
    monday = today - timedelta(days=over)
    weeks = tuple(
        DueWeek(monday + timedelta(days=start), tuple(days[start : start + _DAYS_A_WEEK]))
        for start in range(0, len(days), _DAYS_A_WEEK)
    )
    return DueCalendar(today, found.now, weeks, len(due) - found.now - sum(found.days))
