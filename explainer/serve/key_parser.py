"""Finds the keys in the input of a terminal, for sessions without an app of their own."""

from __future__ import annotations

import codecs
import re

_NAMES = {
    "\x1b[A": "up", "\x1bOA": "up", "\x1b[B": "down", "\x1bOB": "down",
    "\x1b[C": "right", "\x1bOC": "right", "\x1b[D": "left", "\x1bOD": "left",
    "\x1b[H": "home", "\x1b[F": "end", "\x1b[5~": "pageup", "\x1b[6~": "pagedown",
    "\r": "enter", "\n": "enter", "\x7f": "backspace", "\x08": "backspace", "\x1b": "escape",
    "\x03": "ctrl+c", "\x04": "ctrl+d", "\x15": "ctrl+u",
}  # fmt: skip
"""Names of keys by what xterm sends for them; everything else that prints nothing is dropped."""

_PIECE = re.compile(
    r"\x1b\[[0-9;:?<=>]*[ -/]*[@-~]|\x1bO[@-~]|\x1b[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)?|.",
    re.DOTALL,
)
"""A control sequence, a string of control (ECMA-48 5.4 and 5.6), or one character."""

MOST_KEYS = 512
"""Most keys that are taken from one piece of input; the rest is dropped."""


class KeyParser:
    """Turns bytes into names of keys and printable characters."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def feed(self, data: bytes) -> list[str]:
        """Return the keys of a piece of input."""
        keys: list[str] = []
        for match in _PIECE.finditer(self._decoder.decode(data)):
            piece = match[0]
            name = _NAMES.get(piece) or (piece if len(piece) == 1 and piece.isprintable() else "")
            if name:
                keys.append(name)
            if len(keys) >= MOST_KEYS:
                break
        return keys
