"""Distinguishes a fresh press of a key from the repeats of a key held down."""

from __future__ import annotations

from time import monotonic

_REPEAT_WITHIN = 0.2
"""Seconds within which a second press in the same direction counts as a repeat."""


class HeldKey:
    """Time and direction of the last press of a key that scrolls."""

    def __init__(self) -> None:
        self._direction = 0
        self._pressed = 0.0

    def is_fresh(self, direction: int) -> bool:
        """Register a press; return False if it is a repeat of a key held down."""
        now, before, pressed = monotonic(), self._direction, self._pressed
        self._direction, self._pressed = direction, now
        return before != direction or now - pressed > _REPEAT_WITHIN
