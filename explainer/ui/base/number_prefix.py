"""Input before a command: a number, and the first press of a key that is pressed twice."""

from __future__ import annotations

_MAX_NUMBER = 9999


class NumberPrefix:
    """The number before a command such as `3G`, and the first key of `gg`."""

    def __init__(self) -> None:
        self._number = 0
        self._waits_for_second = False
        self._is_fresh = False

    def take_key(self, key: str) -> bool:
        """Take a digit; return False for every other key."""
        if len(key) != 1 or key not in "0123456789":
            return False
        self._number = min(self._number * 10 + int(key), _MAX_NUMBER)
        self._is_fresh = True
        return True

    def press_first(self) -> bool:
        """Take a press of a key that has to be pressed twice; return True for the second press."""
        self._waits_for_second = self._is_fresh = not self._waits_for_second
        return not self._waits_for_second

    def take_number(self) -> int:
        """Return the number that was typed, 0 where none was, and forget it."""
        number, self._number = self._number, 0
        return number

    def after_key(self) -> None:
        """Forget what was typed, unless the key that was handled belongs to it."""
        if not self._is_fresh:
            self._number, self._waits_for_second = 0, False
        self._is_fresh = False
