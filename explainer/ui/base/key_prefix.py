"""Keys that say something about the next one: a number, and the first `g` of `gg`."""

from __future__ import annotations

_MOST = 9999


class KeyPrefix:
    """What was typed before a command, as vi and its kin have it."""

    def __init__(self) -> None:
        self.count = 0
        """The number typed, 0 where none was."""
        self._first_g = False

    def take(self, key: str) -> str:
        """Whether a key belongs to a prefix.

        Returns:
            `"prefix"` where the key is taken, `"first"` where it completes `gg`, else nothing.
        """
        if len(key) == 1 and key.isdigit() and key.isascii():
            self.count = min(self.count * 10 + int(key), _MOST)
            return "prefix"
        if key == "g":
            self._first_g = not self._first_g
            return "prefix" if self._first_g else "first"
        self._first_g = False
        return ""

    def take_count(self) -> int:
        """The number typed before the command that runs; it is used up."""
        count, self.count = self.count, 0
        return count
