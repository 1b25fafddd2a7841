"""Splits a text file of Anki into its header and records, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from explainer.importers.anki_gaps import has_gap
from explainer.importers.html_markup import has_html

_NAMED = {
    "tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":",
    "space": " ",
}  # fmt: skip
_TRIED = ("\t", "|", ";", ":", ",", " ")
"""Separators in the order in which Anki tries them."""

_LOOKED_AT = 8192
_FLAG = {"true": True, "false": False}


class Header:
    """The settings in the first lines of a file."""

    def __init__(self) -> None:
        self.separator = ""
        """Separator of fields."""
        self.html: bool | None = None
        """True if fields are HTML; None if the header does not say."""
        self.is_guessed = False
        """True if the fields are taken for HTML by what they say, and not by the header."""
        self.columns: dict[str, int] = {}
        """Indices of the columns with the guid, notetype, deck or tags."""
        self.defaults: dict[str, str] = {}
        """Notetype, deck and tags of all notes."""


class AnkiRecord(NamedTuple):
    """A record: one line, or several if a field is quoted."""

    line: int
    """Line on which it begins, from 1."""
    fields: list[str]
    """Its fields, without quotes."""


class AnkiText:
    """The header and the records of a file."""

    def __init__(self, text: str) -> None:
        self.header = Header()
        self.unclosed: int | None = None
        """Line of a quote that is never closed."""
        self._text = text
        self._start, self._line = self._read_header()
        if not self.header.separator:
            start = text[self._start : self._start + _LOOKED_AT]
            self.header.separator = _separator(start)
        if self.header.html is None:
            self.header.is_guessed = True
            self.header.html = has_html(text[self._start : self._start + _LOOKED_AT])

    def _read_header(self) -> tuple[int, int]:
        """Read the lines before the first record; return the offset and line after them."""
        at, number = 0, 1
        while self._text.startswith("#", at) or (at == 0 and self._text.startswith("tags:")):
            end = self._text.find("\n", at)
            end = len(self._text) if end < 0 else end
            key, _, value = self._text[at:end].lstrip("#").partition(":")
            self._set(key.strip().lower(), value)
            at, number = end + 1, number + 1
        return min(at, len(self._text)), number

    def _set(self, key: str, value: str) -> None:
        header, word = self.header, value.strip()
        if key == "separator":
            header.separator = _NAMED.get(word.lower(), word[:1] or value[:1])
        elif key == "html":
            header.html = _FLAG.get(word.lower())
        elif key.endswith(" column") and word.isdecimal() and len(word) < 4 and int(word):
            header.columns[key.removesuffix(" column")] = int(word) - 1
        elif key in ("notetype", "deck", "tags"):
            header.defaults[key] = word

    def records(self) -> Iterator[AnkiRecord]:
        """Yield the records; comments and blank lines are skipped."""
        text, at, number = self._text, self._start, self._line
        plain = re.compile(f"[{re.escape(self.header.separator)}\n]")
        while at < len(text):
            begin, fields, is_comment = at, [], text[at] == "#"
            while True:
                field, at = self._field(at, plain, begin)
                fields.append(field)
                if at >= len(text) or text[at] == "\n":
                    break
                at += 1
            at += 1
            if not is_comment and any(field.strip() for field in fields):
                yield AnkiRecord(number, fields)
            number += text.count("\n", begin, at)

    def _field(self, at: int, plain: re.Pattern[str], begin: int) -> tuple[str, int]:
        """Read one field; return it with the offset of the character that ends it."""
        text = self._text
        if text.startswith('"', at) and self.unclosed is None:
            parts: list[str] = []
            start = at + 1
            while (end := text.find('"', start)) >= 0:
                parts.append(text[start:end])
                if not text.startswith('""', end):
                    stop = plain.search(text, end + 1)
                    stopped = stop.start() if stop else len(text)
                    return '"'.join(parts) + text[end + 1 : stopped], stopped
                start = end + 2
            # From here on no quote is read as one, since the next may be wrong as well.
            self.unclosed = self._line + text.count("\n", self._start, begin)
        stop = plain.search(text, at)
        end = stop.start() if stop else len(text)
        return text[at:end], end


def _separator(text: str) -> str:
    """Return the separator of a text without a header.

    Anki takes the first sign that is anywhere in the text; here it must be in nearly all lines, if
    one is. A text with gaps can be all there is, so other signs than a tab only count behind a gap.
    """
    if "\t" in text:
        return "\t"
    lines = [line for line in text.split("\n") if line.strip()]
    has_gaps = has_gap(text)
    if has_gaps:
        lines = [line.rpartition("}}")[2] for line in lines]
    for one in _TRIED[1:-1]:
        if sum(one in line for line in lines) * 10 >= len(lines) * 9:
            return one
    return "\t" if has_gaps else next((one for one in _TRIED if one in text), "\t")
