"""A grid of cells that lines, points and words are drawn on, in dots finer than a cell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len

from explainer.render.chart.glyphs import Look
from explainer.render.line import Line, TextRun

_BRAILLE = 0x2800
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot of a braille cell, by row and column (Unicode, Braille Patterns)."""


class Pen(NamedTuple):
    """How a line is drawn."""

    role: str
    """Its role."""
    rank: int = 0
    """Where two lines share a cell, the higher rank gives it its role."""
    dash: tuple[int, int] = (1, 0)
    """Dots that are drawn, and dots that are left out."""
    stroke: str = ""
    """What a dot is where a cell has only one."""


SOLID = (1, 0)
"""A line without gaps."""

DASHES = (SOLID, (8, 4), (2, 4))
"""Kinds of lines that are told apart without colour: solid, dashed, dotted."""

QUIET_DASH = (1, 1)
"""A line behind those that are brought out."""

FAINT_DASH = (1, 3)
"""A line that is only there to be followed: a guess."""


class Canvas:
    """Cells to draw on; a dot is counted from the left and from the top."""

    def __init__(self, columns: int, rows: int, look: Look) -> None:
        self.columns = columns
        """Cells across."""
        self.rows = rows
        """Cells down."""
        self.across = columns * look.dots[0]
        """Dots across."""
        self.down = rows * look.dots[1]
        """Dots down."""
        self._look = look
        self._dots: dict[tuple[int, int], tuple[int, Pen]] = {}
        self._words: dict[tuple[int, int], TextRun] = {}
        self._grid: set[int] = set()

    def x(self, fraction: float) -> int:
        """The dot at a part of the way from left to right."""
        return round(fraction * (self.across - 1))

    def y(self, fraction: float) -> int:
        """The dot at a part of the way from the bottom to the top."""
        return round((1 - fraction) * (self.down - 1))

    def cell(self, x: int, y: int) -> tuple[int, int]:
        """Column and row of the cell that a dot is in."""
        return x // self._look.dots[0], y // self._look.dots[1]

    def grid(self, row: int) -> None:
        """Draw a quiet line behind everything."""
        self._grid.add(row)

    def has_grid(self, row: int) -> bool:
        """Whether a tick of the axis is in a row."""
        return row in self._grid

    def line(self, start: tuple[int, int], end: tuple[int, int], pen: Pen, drawn: int = 0) -> int:
        """Draw a line between two dots.

        Args:
            start: The first dot.
            end: The last dot.
            pen: How it is drawn.
            drawn: Dots of the same line so far, so that its dashes go on evenly.

        Returns:
            Dots of the line after this stretch.
        """
        steps = max(abs(end[0] - start[0]), abs(end[1] - start[1]), 1)
        on, off = pen.dash
        for step in range(steps + 1):
            if (drawn + step) % (on + off) < on:
                x = start[0] + (end[0] - start[0]) * step / steps
                y = start[1] + (end[1] - start[1]) * step / steps
                self.dot(round(x), round(y), pen)
        return drawn + steps

    def dot(self, x: int, y: int, pen: Pen) -> None:
        """Draw one dot."""
        column, row = self.cell(x, y)
        bit = _BITS[y % 4][x % 2] if not self._look.strokes else 1
        bits, top = self._dots.get((column, row), (0, pen))
        self._dots[column, row] = (bits | bit, pen if pen.rank >= top.rank else top)

    def put(self, column: int, row: int, run: TextRun) -> None:
        """Write a character or word over what is drawn, as far as it fits."""
        cells = cell_len(run.text)
        if cells and 0 <= row < self.rows and 0 <= column <= self.columns - cells:
            self._words[column, row] = run

    def has_word(self, column: int, row: int) -> bool:
        """Whether something is written in a cell."""
        return (column, row) in self._words

    def is_free(self, column: int, row: int) -> bool:
        """Whether a cell is on the canvas and nothing is drawn in it."""
        on_it = 0 <= column < self.columns and 0 <= row < self.rows
        return on_it and (column, row) not in self._dots and (column, row) not in self._words

    def lines(self) -> list[Line]:
        """What is drawn, from the top."""
        return [_merged(self._cells(row)) for row in range(self.rows)]

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
                bits, pen = drawn
                yield TextRun(pen.stroke if self._look.strokes else chr(_BRAILLE + bits), pen.role)
            elif row in self._grid:
                yield TextRun(self._look.grid, "rule")
            else:
                yield TextRun(" ")
            column += 1


def _merged(cells: Iterator[TextRun]) -> Line:
    """Neighbours of one style as one run."""
    line: Line = []
    for run in cells:
        if line and line[-1][1:] == run[1:]:
            line[-1] = run._replace(text=line[-1].text + run.text)
        else:
            line.append(run)
    return line
