"""Asks the terminal if its background is light or dark, without delaying the start.

The query (OSC 11, xterm control sequences) is sent before the reader is imported and the answer is
read afterwards, so that a terminal that answers costs no time. A query for device attributes (DA1),
which every terminal answers, follows it: if its answer arrives without a colour, none will come.
"""

from __future__ import annotations

import os
import re
import select
import sys
import termios
import tty
from contextlib import suppress
from time import monotonic
from typing import Any

_QUESTION = b"\x1b]11;?\x1b\\\x1b[c"
_COLOUR = re.compile(rb"\x1b\]11;rgb:([0-9a-fA-F]+)/([0-9a-fA-F]+)/([0-9a-fA-F]+)")
_ATTRIBUTES = re.compile(rb"\x1b\[\?[0-9;]*c")

LONGEST_WAIT = 0.15
"""Most seconds to wait for an answer after the reader was imported."""


class BackgroundQuestion:
    """A query that was sent; `answer` must follow, which restores the terminal's settings."""

    def __init__(self) -> None:
        self._input = sys.__stdin__.fileno() if sys.__stdin__ else -1
        self._before: list[Any] | None = None
        self._asked = False
        try:
            self._before = termios.tcgetattr(self._input)
            tty.setcbreak(self._input, termios.TCSANOW)
            os.write(sys.__stdout__.fileno() if sys.__stdout__ else 1, _QUESTION)
            self._asked = True
        except (termios.error, OSError, ValueError):
            self._restore()

    def answer(self) -> bool | None:
        """Return True for a dark background; None if the terminal does not say."""
        if not self._asked:
            return None
        self._asked = False
        try:
            return self._read()
        finally:
            self._restore()

    def give_back(self) -> None:
        """Restore the terminal's settings without waiting for the answer."""
        self.answer()

    def _read(self) -> bool | None:
        data = b""
        end = monotonic() + LONGEST_WAIT
        while not _ATTRIBUTES.search(data):
            ready, _, _ = select.select([self._input], [], [], max(0.0, end - monotonic()))
            if not ready:
                break
            piece = os.read(self._input, 1024)
            if not piece:
                break
            data += piece
        match = _COLOUR.search(data)
        return is_dark(match) if match else None

    def _restore(self) -> None:
        if self._before is not None:
            with suppress(termios.error, OSError):
                termios.tcsetattr(self._input, termios.TCSANOW, self._before)
            self._before = None


def is_dark(colour: re.Match[bytes]) -> bool:
    """Return True if a colour `rgb:r/g/b` (1 to 4 hex digits each) is darker than middle grey."""
    red, green, blue = (int(part, 16) / (16.0 ** len(part) - 1) for part in colour.groups())
    brightness: float = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return brightness < 0.5


def dark_by_environment(colorfgbg: str) -> bool | None:
    """Return True for a dark background by `COLORFGBG` (rxvt, Konsole): `15;0` is dark."""
    background = colorfgbg.rpartition(";")[2]
    if not background.isdigit():
        return None
    return int(background) in (*range(7), 8)
