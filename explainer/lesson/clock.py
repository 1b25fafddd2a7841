"""A talk's clock: what has passed, what is left, and whether one is on time."""

from __future__ import annotations

from collections.abc import Sequence


class Clock:
    """Counts seconds from a start; asked with the present, so that it never looks itself."""

    def __init__(self, minutes: int = 0) -> None:
        """`minutes` is how long the talk may take, 0 where nobody said."""
        self.minutes = minutes
        """How long the talk may take, 0 where nobody said."""
        self._started: float | None = None

    @property
    def is_running(self) -> bool:
        """Whether it was started."""
        return self._started is not None

    def start(self, now: float) -> None:
        """Start it, or start it again; `now` in seconds of any clock that only goes on."""
        self._started = now

    def elapsed(self, now: float) -> float:
        """Seconds since the start, 0 before it."""
        return max(0.0, now - self._started) if self._started is not None else 0.0

    def left(self, now: float) -> float | None:
        """Seconds that are left, below 0 when time is over; None where nobody set any."""
        return self.minutes * 60 - self.elapsed(now) if self.minutes else None


def delay(elapsed: float, minutes: Sequence[int], section: int, whole: int) -> float:
    """Seconds behind the plan; below 0 when ahead, 0 where one is within a section's own time.

    Args:
        elapsed: Seconds since the start.
        minutes: What each section of the route is planned for; 0 where nobody said.
        section: The section in sight, from 0.
        whole: Minutes for all of it, to which the sections' are scaled; 0 where nobody said.
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
    """`3:07`, `1:02:30`; with a sign where time is over."""
    whole = int(abs(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    sign = "−" if seconds < 0 and whole else ""
    return f"{sign}{hours}:{minutes:02d}:{left:02d}" if hours else f"{sign}{minutes}:{left:02d}"
