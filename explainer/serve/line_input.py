"""Turns the input of a channel into lines, with echo and corrections for a client with a terminal.

A client with a terminal sends every key when it is pressed, and shows nothing of it by itself.
"""

from __future__ import annotations

import asyncio
from codecs import getincrementaldecoder
from collections.abc import Callable

from explainer.deck.text_file import clean

_LONGEST = 1000
"""Most characters of a line; the rest is dropped."""

_MOST_WAITING = 100
"""Most lines that wait to be read; further ones are dropped."""


class LineInput:
    """Gathers input into lines."""

    def __init__(self, echo: Callable[[bytes], None] | None) -> None:
        """`echo` sends back what was typed; None for a client that shows it by itself."""
        self._echo = echo
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._line: list[str] = []
        self._lines: asyncio.Queue[str | None] = asyncio.Queue(_MOST_WAITING)
        self._is_closed = False
        self._after_return = False

    def feed(self, data: bytes) -> None:
        """Take input; empty bytes mean its end."""
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
        """End the input: whoever waits for a line gets None."""
        if self._is_closed:
            return
        self._is_closed = True
        if self._lines.full():
            self._lines.get_nowait()
        self._lines.put_nowait(None)

    async def line(self) -> str | None:
        """Return the next line without its end; None after the last."""
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
