"""Tells a fresh press of a key from one that is held down."""

from __future__ import annotations

from time import monotonic

_HELD = 0.2
"""Seconds: a press in the same direction that follows another sooner comes from a key held down."""


class HeldKey:
    """The last press of a key that moves in a direction."""

    def __init__(self) -> None:
        self._direction = 0
        self._pressed = 0.0

    def is_fresh(self, direction: int) -> bool:
        """Take a press; return False where it comes from a key that is held down."""
        now, before, pressed = monotonic(), self._direction, self._pressed
        self._direction, self._pressed = direction, now
        return before != direction or now - pressed > _HELD
