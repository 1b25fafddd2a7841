"""Finds line and column of a key path in TOML text.

The TOML parser gives no positions for valid content, so a file with problems is walked over once
more, here. The walk is only used on text that was valid TOML, so it need not check anything; at
something it cannot follow it stops and finds no more positions. A syntax tree by tree-sitter would
do as well, except that its grammar is TOML 1.0: inline tables over several lines, which the parser
accepts and authors write, break it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec
import tomli

from explainer.deck.markdown.front_matter import split_front_matter
from explainer.deck.text_file import clean, read_text
from explainer.deck.toml_string import decoded_string
from explainer.problems import Problem, Problems, Span

_SPACE = re.compile(r"[ \t\n]*(?:#[^\n]*[ \t\n]*)*")
_KEY_PART = re.compile(r"""[ \t]*([A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')[ \t]*""")
_SCALAR = re.compile(
    r'"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"""(?:"{0,2})'  # two more quotes may belong to the text
    r"|'''[^']*(?:'(?!'')[^']*)*'''(?:'{0,2})"
    r'|"[^"\\\n]*(?:\\.[^"\\\n]*)*"'
    r"|'[^'\n]*'"
    r"|[^\s,\]}\[{#\"'=]+(?: [0-9][^\s,\]}#]*)?",  # a date may have a space before its time
    re.DOTALL,
)
_EQUALS = re.compile(r"=[ \t]*")

_LONGEST_PATH = 16
"""Longest key path that is kept; no reader needs a longer one, and a hostile file has millions."""

_Path = tuple[str | int, ...]


class _Place(NamedTuple):
    """Offsets of a key and of its value."""

    key_start: int
    key_end: int
    start: int
    end: int


class Locator:
    """Knows the position of every key in one TOML text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places = _Walk(text).places
        self._lines = [0]
        self._lines.extend(match.end() for match in re.finditer("\n", text))

    def locate(self, span: Span) -> Span:
        """Return a span with line and column in place of keys.

        A key that is missing gets the position of its nearest parent that is there, such as the
        header of its table. If there is none, the span is returned unchanged.
        """
        keys = span.keys
        place = self._places.get(keys)
        wants_key = span.part == "key"
        while place is None and len(keys) > 1:
            keys = keys[:-1]
            place = self._places.get(keys)
            wants_key = False
        if place is None:
            return span if span.part != "text" else Span(span.file, keys=span.keys)
        start, end = place[:2] if wants_key else place[2:]
        if span.part == "text" and keys == span.keys:
            start, end = self._in_string(span, start, end)
        line, column = self._line_and_column(start)
        end_line, end_column = self._line_and_column(end)
        return Span(span.file, line, column, end_line, end_column, part=span.part)

    def _in_string(self, span: Span, start: int, end: int) -> tuple[int, int]:
        """Return the offsets of a place in the text of a string, or those of the string."""
        string = decoded_string(self._text[start:end])
        if string is None:
            return start, end
        first = string.offset(span.line, span.column)
        if first is None:
            return start, end
        last = string.offset(span.end_line, span.end_column)
        return start + first, start + (last if last is not None and last > first else first)

    def _line_and_column(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset, both counted from 1."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1


def locate(span: Span, text: str) -> Span:
    """Return a span with line and column found by its keys; for many spans use `Locator`."""
    return Locator(text).locate(span) if span.keys else span


def located(problems: Iterable[Problem], root: Path) -> list[Problem]:
    """Return problems with line and column where these can be found, by file and line.

    Keys are then dropped. If two things clash, the help names the place of the first.
    """
    locators: dict[str, tuple[Locator, int] | None] = {}

    def find(span: Span) -> Span:
        if not span.keys:
            return span
        if span.line is None or span.part == "text":
            if span.file not in locators:
                locators[span.file] = _locator(root, span.file)
            if (found := locators[span.file]) is not None:
                locator, lines_before = found
                span = _moved(locator.locate(span), lines_before)
            elif span.part == "text":
                return Span(span.file)
        return msgspec.structs.replace(span, keys=())

    placed: list[Problem] = []
    for problem in problems:
        span, help = find(problem.span), problem.help
        if problem.related is not None:
            first = find(problem.related)
            help = f"{help} The first is at {shown_place(first)}.".lstrip()
        placed.append(Problem(problem.code, span, problem.message, help, more=problem.more))
    return sorted(placed, key=_order)


def _locator(root: Path, file: str) -> tuple[Locator, int] | None:
    """Return a locator for a file's TOML, and the number of lines before it."""
    text = read_text(root, file, Problems())
    if text is None:
        return None
    if not file.endswith(".md"):
        return Locator(text), 0
    front = split_front_matter(text).front
    return None if front is None else (Locator(front), 1)


def _moved(span: Span, lines: int) -> Span:
    """Return the span moved down by a number of lines."""
    if span.line is None or not lines:
        return span
    end_line = None if span.end_line is None else span.end_line + lines
    return msgspec.structs.replace(span, line=span.line + lines, end_line=end_line)


def shown_place(span: Span) -> str:
    """Return a place as `file:line:column`, as editors write it, as far as it is known."""
    parts = [part for part in (span.line, span.column) if part is not None]
    return ":".join([span.file, *map(str, parts)])


def _order(problem: Problem) -> tuple[str, int, int]:
    """Sort key of a problem: its place; problems without a line come first."""
    span = problem.span
    return span.file, span.line or 0, span.column or 0


class _WalkError(Exception):
    """Raised when the walk meets text that it cannot follow."""


class _Walk:
    """Walks over TOML text once and notes the position of every key and value."""

    def __init__(self, text: str) -> None:
        self.places: dict[_Path, _Place] = {}
        """Offsets by key path."""
        self._text = text
        self._array_lengths: dict[_Path, int] = {}
        with suppress(_WalkError):
            self._document()

    def _document(self) -> None:
        """Walk over headers and the key-value lines below them."""
        table: _Path = ()
        at = self._skip(0)
        while at < len(self._text):
            if self._text.startswith("[", at):
                table, at = self._header(at)
            else:
                path, at = self._key(at, table)
                at = self._value(at, path)
            at = self._skip(at)

    def _header(self, at: int) -> tuple[_Path, int]:
        """Walk over `[table]` or `[[array of tables]]`; return the path of the lines below it."""
        start = at
        brackets = 2 if self._text.startswith("[[", at) else 1
        parts, at = self._key_parts(at + brackets)
        if not self._text.startswith("]" * brackets, at):
            raise _WalkError
        end = at + brackets
        path: _Path = ()
        for name, key_start, key_end in parts[:-1]:
            path = (*path, name)
            self._note(path, key_start, key_end, key_start, key_end)
            if path in self._array_lengths:
                path = (*path, self._array_lengths[path] - 1)
        name, key_start, key_end = parts[-1]
        path = (*path, name)
        if brackets == 1:
            self._note(path, key_start, key_end, start, end, replace=True)
            return path, end
        self._note(path, key_start, key_end, start, end)
        number = self._array_lengths.get(path, 0)
        self._array_lengths[path] = number + 1
        path = (*path, number)
        self._note(path, key_start, key_end, start, end)
        return path, end

    def _key(self, at: int, table: _Path) -> tuple[_Path, int]:
        """Walk over `key =`; return its path and the offset of the value."""
        parts, at = self._key_parts(at)
        equals = _EQUALS.match(self._text, at)
        if equals is None:
            raise _WalkError
        path = table
        for name, start, end in parts:
            path = (*path, name)
            # Until its value is known, a key's value is the key itself; for dotted keys it stays
            # so.
            self._note(path, start, end, start, end)
        return path, equals.end()

    def _key_parts(self, at: int) -> tuple[list[tuple[str, int, int]], int]:
        """Walk over a key, dotted or not."""
        parts: list[tuple[str, int, int]] = []
        while True:
            match = _KEY_PART.match(self._text, at)
            if match is None:
                raise _WalkError
            if len(parts) < _LONGEST_PATH:
                parts.append((self._name(match[1]), match.start(1), match.end(1)))
            at = match.end()
            if not self._text.startswith(".", at):
                return parts, at
            at += 1

    def _name(self, written: str) -> str:
        """Decode a key as the parser and `read_toml` do."""
        if written[0] == '"' and "\\" in written:
            try:
                return clean(str(tomli.loads(f"key = {written}")["key"]))
            except tomli.TOMLDecodeError as error:
                raise _WalkError from error
        return written[1:-1] if written[0] in "\"'" else written

    def _value(self, at: int, path: _Path) -> int:
        """Walk over a value with everything in it; return the offset after it.

        Open arrays and inline tables are kept on a list of our own, because a deeply nested file
        must not exhaust the call stack.
        """
        opened: list[tuple[_Path, int, bool]] = []
        counts: list[int] = []
        while True:
            start = at
            bracket = self._text[at : at + 1]
            if bracket in ("[", "{"):
                opened.append((path, start, bracket == "["))
                counts.append(0)
                at = self._skip(at + 1)
            else:
                scalar = _SCALAR.match(self._text, at)
                if scalar is None:
                    raise _WalkError
                at = scalar.end()
                self._note_value(path, start, at)
                if opened:
                    at = self._separator(at)
            while opened and self._text.startswith("]" if opened[-1][2] else "}", at):
                path, start, _ = opened.pop()
                counts.pop()
                at += 1
                self._note_value(path, start, at)
                if opened:
                    at = self._separator(at)
            if not opened:
                return at
            inner, _, is_array = opened[-1]
            if is_array:
                path = (*inner[:_LONGEST_PATH], counts[-1])
                counts[-1] += 1
            else:
                path, at = self._key(at, inner[:_LONGEST_PATH])

    def _separator(self, at: int) -> int:
        """Walk over anything that may stand between two values of an array or inline table."""
        at = self._skip(at)
        return self._skip(at + 1) if self._text.startswith(",", at) else at

    def _skip(self, at: int) -> int:
        """Walk over white space, line ends and comments."""
        match = _SPACE.match(self._text, at)
        return match.end() if match else at

    def _note_value(self, path: _Path, start: int, end: int) -> None:
        """Note the position of a value; an item of an array is its own key."""
        place = self.places.get(path)
        if place is not None:
            self._note(path, place.key_start, place.key_end, start, end, replace=True)
        else:
            self._note(path, start, end, start, end)

    def _note(
        self, path: _Path, key_start: int, key_end: int, start: int, end: int, replace: bool = False
    ) -> None:
        """Note a position, unless the path has one already or is too long."""
        if len(path) <= _LONGEST_PATH and (replace or path not in self.places):
            self.places[path] = _Place(key_start, key_end, start, end)
