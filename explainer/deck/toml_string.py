"""Finds the place in a TOML file of a place in the text of one of its strings.

Escapes, and line ends that a backslash takes out, make the text shorter than what is written.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from explainer.deck.text_file import first_hidden

_ESCAPE = re.compile(
    r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2}|[ \t]*\n[ \t\n]*|.)", re.DOTALL
)
_CODES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}


class DecodedString:
    """The text of a TOML string, with the offset at which each of its pieces is written."""

    def __init__(self, pieces: list[tuple[int, int, str]]) -> None:
        """`pieces` are offsets in the text and in what is written, and the text."""
        self._starts = [start for start, _, _ in pieces]
        self._written = [written for _, written, _ in pieces]
        self.text = "".join(text for _, _, text in pieces)
        """The text."""
        self._lines = [0, *(match.end() for match in re.finditer("\n", self.text))]

    def offset(self, line: int | None, column: int | None) -> int | None:
        """Return the offset at which a place is written; None if the text has no such place.

        Line and column count from 1; without a column it is the beginning of the line.
        """
        if line is None or not 1 <= line <= len(self._lines):
            return None
        place = self._lines[line - 1] + (column or 1) - 1
        if place > len(self.text):
            return None
        piece = max(0, bisect_right(self._starts, place) - 1)
        return self._written[piece] + place - self._starts[piece]


def decoded_string(written: str) -> DecodedString | None:
    """Return the text of a string with its quotes; None if it is no string, or was cleaned."""
    quote = written[:3] if written[:3] in ('"""', "'''") and len(written) >= 6 else written[:1]
    if quote[:1] not in ('"', "'") or len(written) < 2 * len(quote):
        return None
    begin, end = len(quote), len(written) - len(quote)
    if len(quote) == 3 and written.startswith("\n", begin):
        begin += 1
    found: list[tuple[int, int, str]] = []
    length = 0
    for start, text in (
        _pieces(written, begin, end) if quote[0] == '"' else [(begin, written[begin:end])]
    ):
        found.append((length, start, text))
        length += len(text)
    decoded = DecodedString(found)
    return decoded if found and first_hidden(decoded.text) is None else None


def _pieces(written: str, begin: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield the pieces of a string with escapes: where each is written, and its text."""
    at = begin
    for escape in _ESCAPE.finditer(written, begin, end):
        if escape.start() > at:
            yield at, written[at : escape.start()]
        yield escape.start(), _character(escape[0][1:])
        at = escape.end()
    yield at, written[at:end]


def _character(escape: str) -> str:
    """Return the text of an escape, without its backslash."""
    if escape[0] in "uUx" and len(escape) > 1:
        number = int(escape[1:], 16)
        return chr(number) if number <= 0x10FFFF else ""
    if escape.isspace():
        return ""
    return _CODES.get(escape, escape)
