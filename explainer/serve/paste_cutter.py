"""Cuts pastes that are too long: the parser gathers one until its end, which may never come."""

from __future__ import annotations

_BEGINS, _ENDS = b"\x1b[200~", b"\x1b[201~"
_MARK = len(_ENDS)
_LONGEST = 16_384
"""Bytes between the marks of a paste; what lies behind them is left out."""


class PasteCutter:
    """Reads the bytes of one terminal, piece by piece."""

    def __init__(self) -> None:
        self._pasted = 0
        self._tail = b""

    def cut(self, data: bytes) -> bytes:
        """Give a piece on, without what lies too far behind the beginning of a paste."""
        seen = self._tail + data
        self._tail = seen[-_MARK:]
        if (end := seen.rfind(_ENDS)) >= 0 and end + _MARK > len(seen) - len(data):
            was_cut = self._pasted > _LONGEST
            self._pasted = 0
            return seen[end:] if was_cut else data
        if self._pasted or _BEGINS in seen:
            self._pasted += len(data)
        return b"" if self._pasted > _LONGEST else data
