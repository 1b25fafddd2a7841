"""Shares the width of a pane out among the columns of a table, by what stands in them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import msgspec
from rich.cells import cell_len

from explainer.render.line import TextRun, line_text, line_width, wrap

GAP = 2
"""Cells between two columns."""

NARROWEST = 9
"""Least width to which a column of text is wrapped; below it cards are easier to read."""

MOST_WRAPPED_LINES = 6
"""Most lines of a wrapped row; if one needs more, the table is set as cards."""

_LONGEST_WORD = 16
_LONGEST_HEADING = 16
_SHORT = 12
"""Cells of a text that is never wrapped, such as a date."""

_MOST_HEADING_LINES = 3
_WIDEST_NUMBERS = 32
_WIDEST_LABEL = 24
_ROWS_MEASURED = 200
_ROWS_WEIGHED = 24
_MOST_STEPS = 6
_SAVED_IN_CELL = 0.1
"""Worth of a line that a cell saves while its row saves none."""

Cells = Sequence[Sequence[TextRun]]
"""The runs of each cell of a row."""


class _Column(msgspec.Struct, frozen=True, dict=True):
    """The measures that the width of a column depends on."""

    heading: list[int]
    """Widths of the words of its heading."""
    content: int
    """Cells of its widest cell."""
    texts: list[list[int]]
    """Widths of the words of the cells in its first rows."""
    is_number: bool
    """True for a column of numbers, which are not wrapped."""

    def unwrapped(self, heading_lines: int) -> int:
        """Return the width at which no cell is wrapped, and the heading takes so many lines."""
        return max(1, self.content, narrowest(self.heading, heading_lines))

    @cached_property
    def whole(self) -> int:
        """Width where there is room; a heading longer than its cells takes two lines."""
        is_short = _length(self.heading) <= max(self.content, _LONGEST_HEADING)
        return self.unwrapped(1 if is_short else 2)

    @cached_property
    def least(self) -> int:
        """Width below which words or numbers would be broken."""
        heading = min(_LONGEST_WORD, narrowest(self.heading, _MOST_HEADING_LINES))
        if self.is_number:
            return min(self.whole, max(1, heading, min(self.content, _WIDEST_NUMBERS)))
        solid = max(map(_solid, self.texts), default=0)
        return min(self.whole, max(NARROWEST, heading, solid))

    @property
    def pair(self) -> int:
        """Width of the longest pair of words in its cells."""
        pairs = (_longest_pair(words) for words in self.texts)
        return min(self.whole, _WIDEST_LABEL, max(pairs, default=0))

    def for_lines(self, lines: int, least: int) -> int:
        """Return the least width, from one on, at which no cell takes more lines."""
        width = least
        for words in self.texts:
            if _length(words) > width and _lines(words, width) > lines:
                width = max(width, narrowest(words, lines))
        return width


def fitted_widths(
    header: Cells, rows: Sequence[Cells], numbers: frozenset[int], width: int
) -> list[int] | None:
    """Return the widths of the columns within a width, or None if only cards fit.

    Columns keep the width of their content while there is room. Then headings are wrapped, then
    texts: the label column to its longest pair of words, the others so that rows get as few lines
    as possible. No column gets more than its content takes.

    Args:
        header: The headings.
        rows: The rows.
        numbers: Indices of columns of numbers, which are not wrapped.
        width: Cells for all columns and the gaps between them.
    """
    columns = [
        _Column(_words(heading), _content(rows, at), [], at in numbers)
        for at, heading in enumerate(header)
    ]
    room = width - GAP * (len(columns) - 1)
    whole = [column.whole for column in columns]
    if sum(whole) <= room:
        return whole
    tight = [min(column.whole, column.unwrapped(_MOST_HEADING_LINES)) for column in columns]
    if sum(tight) <= room:
        return _grown(tight, whole, room)
    columns = [
        msgspec.structs.replace(column, texts=_texts(rows, at)) for at, column in enumerate(columns)
    ]
    least = [column.least for column in columns]
    with_pair = [max(least[0], columns[0].pair), *least[1:]]
    found = _wrapped(columns, with_pair, room) or _wrapped(columns, least, room)
    if found is None or max(_heights(rows, found), default=1) > MOST_WRAPPED_LINES:
        return None
    return found


def _content(rows: Sequence[Cells], at: int) -> int:
    """Return the cells of the widest cell of a column."""
    return max((_cell_width(row[at]) for row in rows), default=0)


def _texts(rows: Sequence[Cells], at: int) -> list[list[int]]:
    """Return the widths of the words of each of the first cells of a column."""
    return [_words(row[at]) for row in rows[:_ROWS_MEASURED]]


def _wrapped(columns: Sequence[_Column], least: list[int], room: int) -> list[int] | None:
    """Return widths at which the tallest row has as few lines as possible; None if nothing fits."""
    for lines in range(2, MOST_WRAPPED_LINES + 1):
        widths = [
            min(column.whole, column.for_lines(lines, own))
            for column, own in zip(columns, least, strict=True)
        ]
        if sum(widths) <= room:
            return _spent(columns, widths, room)
    return None


def _grown(widths: list[int], most: list[int], room: int) -> list[int]:
    """Return the widths, with the room that is left given to the columns that want more."""
    grown = list(widths)
    left = room - sum(grown)
    wanting = [at for at, width in enumerate(grown) if width < most[at]]
    while left > 0 and wanting:
        for at in wanting[:left]:
            grown[at] += 1
        left -= len(wanting[:left])
        wanting = [at for at in wanting if grown[at] < most[at]]
    return grown


def _spent(columns: Sequence[_Column], widths: list[int], room: int) -> list[int]:
    """Return the widths, with the room that is left spent where it saves the most lines."""
    spent = list(widths)
    tables = [_Heights(column) for column in columns]
    for _ in range(_MOST_STEPS):
        left = room - sum(spent)
        heights = [table.at(width) for table, width in zip(tables, spent, strict=True)]
        wider = [list(table.steps(at, spent[at], left, heights)) for at, table in enumerate(tables)]
        # Labels have room for their pairs of words already, so the others come first.
        label, *others = wider
        steps = [step for column in others for step in column] or label
        if not steps:
            break
        best = max(steps)
        spent[best.column] = best.width
    return spent


class _Step(NamedTuple):
    """A column that could be wider; the best step is the greatest."""

    saved: float
    """Lines that it saves for each cell that it costs."""
    width: int
    """The width."""
    column: int
    """Index of the column."""


class _Heights:
    """The lines of the first cells of a column, by its width."""

    def __init__(self, column: _Column) -> None:
        self._column = column
        self._by_width: dict[int, list[int]] = {}

    def at(self, width: int) -> list[int]:
        """Return the lines of the heading and each cell at a width."""
        if width not in self._by_width:
            texts = (self._column.heading, *self._column.texts[:_ROWS_WEIGHED])
            one_line = self._column.is_number
            self._by_width[width] = [1 if one_line else _lines(words, width) for words in texts]
        return self._by_width[width]

    def steps(self, at: int, width: int, left: int, heights: list[list[int]]) -> Iterator[_Step]:
        """Yield the widths that save lines, given the lines of all columns at present."""
        own = heights[at]
        others = [max(column[row] for column in heights) for row in range(len(own))]
        rest = [
            max((column[row] for n, column in enumerate(heights) if n != at), default=1)
            for row in range(len(own))
        ]
        for wider in range(width + 1, min(self._column.whole, width + left) + 1):
            lines = self.at(wider)
            rows = sum(
                high - max(line, other)
                for high, line, other in zip(others, lines, rest, strict=True)
            )
            saved = rows + _SAVED_IN_CELL * (sum(own) - sum(lines))
            if saved > 0:
                yield _Step(saved / (wider - width), wider, at)


def narrowest(words: Sequence[int], lines: int) -> int:
    """Return the least width at which words of some widths take at most so many lines."""
    length = _length(words)
    if lines == 1:
        return length
    widths = range(max(max(words, default=0), -(-length // lines)), length + 1)
    fitting = bisect_left(widths, -lines, key=lambda width: -_lines(words, width))
    return widths.start + fitting if widths else length


def _words(cell: Sequence[TextRun]) -> list[int]:
    """Return the cells of each word of a cell."""
    widths = map(cell_len, line_text(cell).replace("\n", " ").split(" "))
    return [width for width in widths if width]


def _solid(words: Sequence[int]) -> int:
    """Return the cells of a short text, or of the longest word of another, that stay whole."""
    length = _length(words)
    return length if length <= _SHORT else min(max(words), _LONGEST_WORD)


def _length(words: Sequence[int]) -> int:
    """Return the cells of words on one line."""
    return sum(words) + max(0, len(words) - 1)


def _longest_pair(words: Sequence[int]) -> int:
    """Return the cells of the longest two words that follow each other."""
    pairs = (one + 1 + other for one, other in pairwise(words))
    return max(pairs, default=max(words, default=0))


def _lines(words: Sequence[int], width: int) -> int:
    """Return the lines that words take; one that is longer than a line is cut."""
    lines, used = 0, width
    for word in words:
        if used + 1 + word <= width:
            used += 1 + word
            continue
        lines += max(1, -(-word // width))
        used = word if word <= width else word % width or width
    return max(1, lines)


def _cell_width(cell: Sequence[TextRun]) -> int:
    """Return the cells of the widest line of a cell."""
    if any("\n" in run.text for run in cell):
        return max(line_width(line) for line in wrap(cell, 1_000_000))
    return line_width(cell)


def _heights(rows: Sequence[Cells], widths: list[int]) -> list[int]:
    """Return the number of lines for each row, roughly where a cell is long."""
    return [
        max((_height(cell, widths[at]) for at, cell in enumerate(row)), default=1) for row in rows
    ]


def _height(cell: Sequence[TextRun], width: int) -> int:
    text = line_text(cell)
    if "\n" in text:
        return sum(max(1, -(-cell_len(line) // width)) for line in text.split("\n"))
    return -(-cell_len(text) // width)
