"""The clock of a talk: time elapsed, time left, and the delay behind the plan."""

from __future__ import annotations

from collections.abc import Sequence


class Clock:
    """Counts seconds from a start; the caller passes the present time to every call."""

    def __init__(self, minutes: int = 0) -> None:
        """`minutes` is the length of the talk, 0 if none is set."""
        self.minutes = minutes
        """Length of the talk in minutes, 0 if none is set."""
        self._started: float | None = None

    @property
    def is_running(self) -> bool:
        """True if it was started."""
        return self._started is not None

    def start(self, now: float) -> None:
        """Start or restart it; `now` is in seconds of any monotonic clock."""
        self._started = now

    def elapsed(self, now: float) -> float:
        """Return the seconds since the start, 0 before it."""
        return max(0.0, now - self._started) if self._started is not None else 0.0

    def left(self, now: float) -> float | None:
        """Return the seconds left, below 0 when time is over; None if no length is set."""
        return self.minutes * 60 - self.elapsed(now) if self.minutes else None


def delay(elapsed: float, minutes: Sequence[int], section: int, whole: int) -> float:
    """Return the seconds behind the plan; below 0 ahead of it, 0 within a section's own time.

    Args:
        elapsed: Seconds since the start.
        minutes: Planned minutes of each section of the route; 0 if none are given.
        section: Index of the current section.
        whole: Planned minutes in total, to which the sections' are scaled; 0 if none are given.
    """
    total = sum(minutes)
    if not total or not minutes[section]:
        return 0.0
    scale = 60 * (whole / total if whole else 1)
    start = sum(minutes[:section]) * scale
    end = start + minutes[section] * scale
    if elapsed > end:
        return elapsed - end
    return min(0.0, elapsed - start)


def duration_words(seconds: float) -> str:
    """Return a duration such as `3:07` or `1:02:30`, with a sign if time is over."""
    whole = int(abs(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    sign = "−" if seconds < 0 and whole else ""
    return f"{sign}{hours}:{minutes:02d}:{left:02d}" if hours else f"{sign}{minutes}:{left:02d}"
