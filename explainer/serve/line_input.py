"""Lines from a channel: as they are without a terminal, with echo and corrections on one.

A client with a terminal sends every key as it is pressed and shows nothing of it by itself.
"""

from __future__ import annotations

import asyncio
from codecs import getincrementaldecoder
from collections.abc import Callable

from explainer.deck.text_file import clean

_LONGEST = 1000
"""Characters of a line; what comes behind them is dropped."""

_MOST_WAITING = 100
"""Lines that wait to be asked for; more are dropped."""


class LineInput:
    """Gathers what comes into lines."""

    def __init__(self, echo: Callable[[bytes], None] | None) -> None:
        """`echo` shows what was typed; None where the client does."""
        self._echo = echo
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._line: list[str] = []
        self._lines: asyncio.Queue[str | None] = asyncio.Queue(_MOST_WAITING)
        self._is_closed = False
        self._after_return = False

    def feed(self, data: bytes) -> None:
        """Take in bytes; none mean that there will be no more."""
        if not data:
            if self._line:
                self._end_line()
            self.close()
            return
        for character in self._decode(data):
            if self._is_closed:
                return
            self._take(character)

    def close(self) -> None:
        """Let whoever waits for a line know that none will come."""
        if self._is_closed:
            return
        self._is_closed = True
        if self._lines.full():
            self._lines.get_nowait()
        self._lines.put_nowait(None)

    async def line(self) -> str | None:
        """The next line without its end; None once there are no more."""
        if self._is_closed and self._lines.empty():
            return None
        return await self._lines.get()

    def _take(self, character: str) -> None:
        after_return, self._after_return = self._after_return, character == "\r"
        if character == "\n" and after_return:
            return
        if character in "\r\n":
            self._show("\r\n")
            self._end_line()
        elif self._echo is not None and character in "\x03\x04":
            self.close()
        elif self._echo is not None and character in "\x7f\b":
            if self._line:
                self._line.pop()
                self._show("\b \b")
        elif character.isprintable() and len(self._line) < _LONGEST:
            self._line.append(character)
            self._show(character)

    def _end_line(self) -> None:
        text = clean("".join(self._line))
        self._line.clear()
        if not self._is_closed and not self._lines.full():
            self._lines.put_nowait(text)

    def _show(self, text: str) -> None:
        if self._echo is not None:
            self._echo(text.encode("utf-8", "replace"))
