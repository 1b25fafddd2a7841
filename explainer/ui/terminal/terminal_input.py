"""Decodes the input from a terminal into Textual's messages, without late answers to queries.

A terminal may answer a query (for its background, its attributes) long after it was sent. Read as
keys, such an answer would press `?` and several others.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Iterator

from textual import events
from textual.message import Message
from textual.messages import InBandWindowResize

from explainer.ui.terminal.textual_private import KeyParser

# The last two are size reports, and the answer to the query if they are supported. The system
# reports the size too, and Textual's parser fails on a report of zero pixels or of too many cells.
_ANSWER = re.compile(
    r"\x1b\]1[01];[^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[\?[0-9;]*c"
    r"|\x1b\[48;[0-9;:]*t|\x1b\[\?2048;[0-9;]*\$y"
)
_UNFINISHED_ANSWER = re.compile(
    r"\x1b(?:\]1?[01]?;?[^\x07\x1b]{0,64}\x1b?"
    r"|\[(?:\?[0-9;]{0,64}\$?|4(?:8(?:;[0-9;:]{0,64})?)?)?)\Z"
)
_ANSWER_ONLY = re.compile(r"\x1b\]1[01];")


class TerminalInput:
    """Decodes the bytes of one terminal; bytes that are no UTF-8 become replacement characters."""

    def __init__(self) -> None:
        self._decode = getincrementaldecoder("utf-8")(errors="replace").decode
        self._parser = KeyParser()
        self._held = ""

    def feed(self, data: bytes) -> Iterator[Message]:
        """Return the messages of some bytes.

        Empty bytes mean that nothing came for a while: then a waiting Escape becomes a key, and the
        beginning of an unfinished answer is dropped.
        """
        text = _ANSWER.sub("", self._held + self._decode(data))
        self._held = ""
        begun = _UNFINISHED_ANSWER.search(text)
        if begun and data:
            self._held, text = text[begun.start() :], text[: begun.start()]
        elif begun and _ANSWER_ONLY.match(text, begun.start()):
            text = text[: begun.start()]
        if text:
            yield from self._parsed(text)
        yield from self._parser.tick()

    def _parsed(self, text: str) -> Iterator[Message]:
        try:
            for message in self._parser.feed(text):
                if isinstance(message, events.Resize | InBandWindowResize):
                    # The old parser would scale mouse positions to that size.
                    self._parser = KeyParser()
                else:
                    yield message
        except (ValueError, ArithmeticError):
            # A key report may name a number that is no character, a mouse report a position out of
            # range.
            self._parser = KeyParser()

    def close(self) -> None:
        """Release the parser."""
        self._parser.close()
