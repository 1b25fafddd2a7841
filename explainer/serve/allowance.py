"""An allowance that is used up and grows back with time (a token bucket)."""

from __future__ import annotations

from collections.abc import Callable


class Allowance:
    """Limits how often something may be done: a number at once, then a number a second."""

    def __init__(self, most: float, per_second: float, clock: Callable[[], float]) -> None:
        """`clock` returns seconds that only grow."""
        self._most = most
        self._per_second = per_second
        self._clock = clock
        self._left = most
        self._at = clock()

    def take(self, cost: float = 1.0) -> bool:
        """Use some of it; false, with nothing used, if there is not enough."""
        if self._grown() < cost:
            return False
        self._left -= cost
        return True

    def spend(self, cost: float) -> None:
        """Use some of it, even more than there is: the rest is owed."""
        self._grown()
        self._left -= cost

    def seconds_owed(self) -> float:
        """Return the seconds until nothing is owed any more; 0 if nothing is."""
        return max(0.0, -self._grown() / self._per_second)

    def _grown(self) -> float:
        """Add what has grown since the last call, and return all that is left."""
        now = self._clock()
        self._left = min(self._most, self._left + (now - self._at) * self._per_second)
        self._at = now
        return self._left
