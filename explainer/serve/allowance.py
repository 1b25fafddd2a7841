"""An allowance that is used up and grows back with time (a token bucket)."""

from __future__ import annotations

from collections.abc import Callable


class Allowance:
    """How often something may be done: so often at once, then so often a second."""

    def __init__(self, most: float, per_second: float, clock: Callable[[], float]) -> None:
        """`clock` gives seconds that only grow."""
        self._most = most
        self._per_second = per_second
        self._clock = clock
        self._left = most
        self._at = clock()

    def take(self, cost: float = 1.0) -> bool:
        """Use some of it up; false, and nothing used, where there is not enough."""
        if self._grown() < cost:
            return False
        self._left -= cost
        return True

    def spend(self, cost: float) -> None:
        """Use some of it up, more than there is too: the rest is owed."""
        self._grown()
        self._left -= cost

    def seconds_owed(self) -> float:
        """Seconds until nothing is owed any more; 0 where nothing is."""
        return max(0.0, -self._grown() / self._per_second)

    def _grown(self) -> float:
        """What there is by now."""
        now = self._clock()
        self._left = min(self._most, self._left + (now - self._at) * self._per_second)
        self._at = now
        return self._left
