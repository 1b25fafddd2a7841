"""The lines of Markdown files, and the positions of text in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

from explainer.deck.text_file import read_text
from explainer.problems import Problems, Span

_BAR = re.compile(r"(?<!\\)\|")
_ONLY_MARKS = re.compile(r"[\s>*+\-0-9.)]*")


class SourceText:
    """A text and the file it came from; gives spans in that file."""

    def __init__(self, file: str, text: str, first_line: int = 1) -> None:
        """`first_line` is the line of the file on which the text begins, after front matter."""
        self.file = file
        self.text = text
        self.first_line = first_line
        self._lines = text.split("\n")

    def line(self, index: int) -> str:
        """Return a line by index from 0; empty beyond the end."""
        return self._lines[index] if 0 <= index < len(self._lines) else ""

    def lines(self, start: int, end: int) -> Span:
        """Return the span of whole lines, given from 0 with `end` exclusive."""
        end = max(start + 1, min(end, len(self._lines)))
        while end > start + 1 and not self._lines[end - 1].strip():
            end -= 1
        text = self.line(start)
        indent = len(text) - len(text.lstrip())
        return Span(
            self.file,
            self.first_line + start,
            indent + 1,
            self.first_line + end - 1,
            len(self.line(end - 1)) + 1,
        )

    def find(self, words: str, index: int, behind: str = "") -> Span:
        """Return the span of words on a line, after the words `behind`; else of the line."""
        text = self.line(index)
        column = text.find(words, max(0, text.find(behind)) + len(behind))
        line = self.first_line + index
        if not words or column < 0:
            return Span(self.file, line)
        return Span(self.file, line, column + 1, line, column + 1 + len(words))

    def indent(self, index: int, content: str) -> int | None:
        """Return the number of characters before a line's content, or None if it is unknown."""
        text = self.line(index)
        if not content:
            return None if text.strip() else 0
        return len(text) - len(content) if text.endswith(content) else None


class ContentPlace:
    """Finds positions in the content of one block, which markdown-it stripped line by line."""

    def __init__(self, source: SourceText, content: str, start: int, column: int = -1) -> None:
        """`start` is the content's first line from 0, `column` its first column where known."""
        self._source = source
        self._content = content
        self._start = start
        self._column = column
        self._line_starts: list[int] | None = None
        self._columns: dict[int, int] = {}

    def span(self, position: int) -> Span:
        """Return the span of an offset; without a column if the line was changed by markdown-it."""
        if self._line_starts is None:
            self._line_starts = [0]
            self._line_starts.extend(m.end() for m in re.finditer("\n", self._content))
        number = bisect_right(self._line_starts, position) - 1
        index = self._start + number
        column = self._column if self._column >= 0 else self._find(number, index)
        line = self._source.first_line + index
        if column < 0:
            return Span(self._source.file, line)
        return Span(self._source.file, line, column + position - self._line_starts[number] + 1)

    def _find(self, number: int, index: int) -> int:
        """Return the column at which a line of the content begins; only marks can precede it."""
        if number not in self._columns:
            assert self._line_starts is not None
            start = self._line_starts[number]
            end = self._content.find("\n", start)
            line = self._content[start : end if end >= 0 else None]
            self._columns[number] = self._source.line(index).rfind(line)
        return self._columns[number]


def cell_columns(line: str, cells: Sequence[str]) -> list[int]:
    """Return the columns, from 0, of the cells in a row; -1 for a cell that is not found."""
    ends = [bar.start() for bar in _BAR.finditer(line)]
    parts = list(zip([0, *(end + 1 for end in ends)], [*ends, len(line)], strict=True))
    first = line[slice(*parts[0])].strip()
    if _ONLY_MARKS.fullmatch(first) and (not first or first != cells[0]):
        del parts[0]
    columns: list[int] = []
    for number, cell in enumerate(cells):
        start, end = parts[number] if number < len(parts) else (0, 0)
        text = line[start:end].rstrip()
        # A row without a bar in front begins after the marks of the quotes and lists around it.
        is_here = bool(cell) and (text.endswith(cell) if not number else text.lstrip() == cell)
        columns.append(start + len(text) - len(cell) if is_here else -1)
    return columns


class SourceFiles:
    """The files of one deck; each is read when it is first needed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._texts: dict[str, SourceText] = {}

    def line(self, file: str, line: int) -> str:
        """Return a line of a file, counted from 1; empty beyond its end."""
        if file not in self._texts:
            text = read_text(self._root, file, Problems()) or ""
            self._texts[file] = SourceText(file, text)
        return self._texts[file].line(line - 1)

    def word(self, span: Span, word: str) -> Span:
        """Return the position of a word or numeral in a block; if not found, of the block."""
        pattern = re.compile(rf"(?<![\w.]){re.escape(word)}(?!\w)")
        return self._found(span, pattern)

    def option(self, span: Span, key: str) -> Span:
        """Return the position of a directive's option; if not found, of the directive."""
        return self._found(span, re.compile(rf"(?<![^\s>]){re.escape(key)}(?=\s*=)"))

    def target(self, span: Span) -> tuple[str, str]:
        """Return kind and target of the directive on a span's first line.

        Empty if none is there.
        """
        line = self.line(span.file, span.line) if span.line is not None else ""
        match = re.search(r"(?<![`~])[`~]{3,}\s*\{([a-z-]+)\}\s+(\S+)", line)
        return (match[1], match[2]) if match else ("", "")

    def _found(self, span: Span, pattern: re.Pattern[str]) -> Span:
        if span.line is None:
            return span
        for line in range(span.line, (span.end_line or span.line) + 1):
            match = pattern.search(self.line(span.file, line))
            if match:
                return Span(span.file, line, match.start() + 1, line, match.end() + 1)
        return Span(span.file, span.line, span.column)
