"""A grid of cells on which lines, points and words are drawn, with several dots in each cell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len

from explainer.render.chart.glyphs import Look
from explainer.render.line import Line, TextRun


class Pen(NamedTuple):
    """The style of a line."""

    role: str
    """Role of the line."""
    rank: int = 0
    """If two lines share a cell, only the one with the higher rank is drawn in it."""
    dash: tuple[int, int] = (1, 0)
    """Number of dots drawn, and of dots left out after them."""
    stroke: str = ""
    """Character of a dot on terminals with one dot in a cell."""
    is_dotted: bool = False
    """True for a fine dotted line, where the terminal has one; it needs no dash then."""


SOLID = (1, 0)
"""A line without gaps."""

DASHES = (SOLID, (6, 3), (2, 3))
"""Kinds of lines that can be told apart without colour: solid, dashed, dotted."""

QUIET_DASH = (1, 1)
"""Dash of a line that is less important than the emphasised ones."""

FAINT_DASH = (1, 2)
"""Dash of a line that is a guess."""


_UPPER = 0b0011
"""The two upper dots of a cell of four."""


class Canvas:
    """Cells to draw on; dots are counted from the left and from the top."""

    def __init__(self, columns: int, rows: int, look: Look) -> None:
        self.columns = columns
        """Cells across."""
        self.rows = rows
        """Cells down."""
        self.across = columns * look.dots[0]
        """Dots in a row."""
        self.down = rows * look.dots[1]
        """Dots in a column."""
        self._look = look
        self._dots: dict[tuple[int, int], tuple[int, Pen]] = {}
        self._words: dict[tuple[int, int], TextRun] = {}
        self._grid: set[int] = set()

    def x(self, fraction: float) -> int:
        """Return the dot at a fraction of the way from left to right."""
        return round(fraction * (self.across - 1))

    def y(self, fraction: float) -> int:
        """Return the dot at a fraction of the way from bottom to top."""
        return round((1 - fraction) * (self.down - 1))

    def cell(self, x: int, y: int) -> tuple[int, int]:
        """Return column and row of the cell that a dot is in."""
        return x // self._look.dots[0], y // self._look.dots[1]

    def grid(self, row: int) -> None:
        """Draw a grid line behind everything else in a row."""
        self._grid.add(row)

    def has_grid(self, row: int) -> bool:
        """True if a row has a grid line."""
        return row in self._grid

    def line(self, start: tuple[int, int], end: tuple[int, int], pen: Pen, drawn: int = 0) -> int:
        """Draw a line between two dots.

        Args:
            start: The first dot.
            end: The last dot.
            pen: The style of the line.
            drawn: Dots of the same line so far, so that its dashes stay even.

        Returns:
            Dots of the line including this part.
        """
        steps = max(abs(end[0] - start[0]), abs(end[1] - start[1]), 1)
        on, off = SOLID if pen.is_dotted and self._look.dotted else pen.dash
        for step in range(steps + 1):
            if (drawn + step) % (on + off) < on:
                x = start[0] + (end[0] - start[0]) * step / steps
                y = start[1] + (end[1] - start[1]) * step / steps
                self.dot(round(x), round(y), pen)
        return drawn + steps

    def dot(self, x: int, y: int, pen: Pen) -> None:
        """Draw one dot."""
        column, row = self.cell(x, y)
        across, down = self._look.dots
        bit = 1 << (y % down * across + x % across)
        bits, top = self._dots.get((column, row), (0, pen))
        if pen == top:
            self._dots[column, row] = (bits | bit, pen)
        elif pen.rank >= top.rank:
            # A cell has one colour: the line above hides the one below, as where they cross.
            self._dots[column, row] = (bit, pen)

    def put(self, column: int, row: int, run: TextRun) -> None:
        """Write a character or word over the drawing, if it fits."""
        cells = cell_len(run.text)
        if cells and 0 <= row < self.rows and 0 <= column <= self.columns - cells:
            self._words[column, row] = run

    def has_word(self, column: int, row: int) -> bool:
        """True if a word or character was written in a cell."""
        return (column, row) in self._words

    def is_free(self, column: int, row: int) -> bool:
        """True if a cell is on the canvas and empty."""
        on_it = 0 <= column < self.columns and 0 <= row < self.rows
        return on_it and (column, row) not in self._dots and (column, row) not in self._words

    def lines(self) -> list[Line]:
        """Return the lines of the drawing from the top."""
        return [_merged(self._cells(row)) for row in range(self.rows)]

    def _character(self, bits: int, pen: Pen) -> str:
        """Return the character of a cell in which a line has some dots."""
        look = self._look
        if not look.quarters:
            return pen.stroke
        if not pen.is_dotted:
            return look.quarters[bits]
        upper, lower, both = look.dotted
        if bits & _UPPER and bits & ~_UPPER:
            return both
        return upper if bits & _UPPER else lower

    def _cells(self, row: int) -> Iterator[TextRun]:
        column = 0
        while column < self.columns:
            word = self._words.get((column, row))
            if word is not None:
                yield word
                column += cell_len(word.text)
                continue
            drawn = self._dots.get((column, row))
            if drawn is not None:
                yield TextRun(self._character(*drawn), drawn[1].role)
            elif row in self._grid:
                yield TextRun(self._look.grid, "rule")
            else:
                yield TextRun(" ")
            column += 1


def _merged(cells: Iterator[TextRun]) -> Line:
    """Merge neighbouring runs of one style."""
    line: Line = []
    for run in cells:
        if line and line[-1][1:] == run[1:]:
            line[-1] = run._replace(text=line[-1].text + run.text)
        else:
            line.append(run)
    return line
