"""Sets tables as text: in columns if they fit, with wrapped cells if nearly, else as cards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum, auto
from functools import partial

import msgspec

from explainer.render.column_widths import GAP, NARROWEST, fitted_widths
from explainer.render.line import (
    Line,
    TextRun,
    align,
    beside,
    line_text,
    line_width,
    pad,
    with_role,
    wrap,
    wrap_hanging,
)
from explainer.render.page import HEADING_ROW, JOINT, ROW_JOINT
from explainer.render.table.point import at_point, point_shape

FEWEST_STRIPED = 4
"""Fewest rows of a table of which every second one stands on a surface of its own."""

_LABEL_INDENT = 2


class GridCells(msgspec.Struct, frozen=True):
    """Content of a table, ready to be set."""

    header: Sequence[Sequence[TextRun]]
    """Runs of each heading."""
    align: Sequence[str]
    """`left`, `right`, `center` or `point` for each column."""
    rows: Sequence[Sequence[Sequence[TextRun]]]
    """Runs of each cell, every row as long as the header."""
    highlighted: frozenset[int] = frozenset()
    """Rows to emphasise, by index."""
    bars: Mapping[int, Sequence[Line]] = {}
    """Bars behind the numbers of some columns, by index: one a row, all as wide as each other."""


class GridForm(Enum):
    """Forms in which a table fits into a width."""

    WHOLE = auto()
    """In columns, with no cell wrapped."""
    WRAPPED = auto()
    """In columns, with some cells wrapped."""
    CARDS = auto()
    """As a card for each row."""


def grid_form(cells: GridCells, width: int) -> GridForm:
    """Return the form in which a table fits into a width."""
    padded = _at_points(cells)
    widths = _widths(cells, padded, width)
    if widths is None:
        return GridForm.CARDS
    is_whole = all(
        line_width(cell) <= width
        for row in padded.rows
        for cell, width in zip(row, widths, strict=True)
    )
    return GridForm.WHOLE if is_whole else GridForm.WRAPPED


def grid_lines(cells: GridCells, width: int) -> list[Line]:
    """Return the table within a width, as columns or as cards."""
    if not cells.header:
        return []
    padded = _at_points(cells)
    widths = _widths(cells, padded, width)
    if widths is None:
        return _cards(cells, width)
    lines: list[Line] = []
    setting = RowSetting(widths, padded.align, _margin(cells))
    if any(map(line_text, cells.header)):
        head = setting.heading_lines(cells.header, "table-head")
        lines.extend([HEADING_ROW, *line] for line in head)
    for index, row in enumerate(padded.rows):
        role = "highlight" if index in cells.highlighted else stripe(index, len(cells.rows))
        first, *others = setting.row_lines(row, role)
        lines.extend([[ROW_JOINT, *first] if index else first, *others])
    return lines


def _widths(cells: GridCells, padded: GridCells, width: int) -> list[int] | None:
    numbers = frozenset(at for at, how in enumerate(cells.align) if how == "point")
    return fitted_widths(padded.header, padded.rows, numbers, width - 2 * _margin(cells))


def _margin(cells: GridCells) -> int:
    """Return the cells on either side of rows of which some have a surface of their own."""
    return 1 if len(cells.rows) >= FEWEST_STRIPED or cells.highlighted else 0


def stripe(row: int, rows: int) -> str:
    """Return the role of a row by its place: of many rows every second one is set apart."""
    return "stripe" if rows >= FEWEST_STRIPED and row % 2 else ""


def _at_points(cells: GridCells) -> GridCells:
    """Return the table with numbers padded so that, set right, their decimal points line up.

    A bar stands behind its number and begins where the others do, so its heading is set left.
    """
    if "point" not in cells.align:
        return cells
    shapes = [
        point_shape(row[index] for row in cells.rows) if how == "point" else None
        for index, how in enumerate(cells.align)
    ]
    rows = [
        [at_point(cell, shape) if shape else cell for cell, shape in zip(row, shapes, strict=True)]
        for row in cells.rows
    ]
    for at, bars in cells.bars.items():
        for row, bar in zip(rows, bars, strict=True):
            row[at] = [*row[at], TextRun(" "), *bar]
    how = [
        "left" if index in cells.bars else "right" if align == "point" else align
        for index, align in enumerate(cells.align)
    ]
    return msgspec.structs.replace(cells, align=how, rows=rows)


class RowSetting:
    """Sets cells side by side, in columns of certain widths."""

    def __init__(self, widths: Sequence[int], align: Sequence[str], margin: int) -> None:
        """Set rows.

        Args:
            widths: Cells of each column.
            align: `left`, `right` or `center` for each column.
            margin: Cells on either side of a row, where some stand on a surface of their own.
        """
        self._widths = widths
        self._align = align
        self._margin = margin

    @property
    def width(self) -> int:
        """Cells of a row."""
        return sum(self._widths) + GAP * (len(self._widths) - 1) + 2 * self._margin

    def heading_lines(self, header: Sequence[Sequence[TextRun]], role: str = "") -> list[Line]:
        """Return the headings, which end on one line, and the rule below them."""
        wrapped = [
            wrap(list(cell), width) for cell, width in zip(header, self._widths, strict=True)
        ]
        tallest = max(map(len, wrapped))
        raised: list[list[Line]] = [[[]] * (tallest - len(cell)) + cell for cell in wrapped]
        return [
            *(self._line(raised, number, role) for number in range(tallest)),
            [TextRun("─" * self.width, "rule")],
        ]

    def row_lines(self, row: Sequence[Sequence[TextRun]], role: str) -> list[Line]:
        """Return the lines of a row; a role gives it a surface."""
        wrapped = [self._cell_lines(cell, at) for at, cell in enumerate(row)]
        return [self._line(wrapped, number, role) for number in range(max(map(len, wrapped)))]

    def _cell_lines(self, cell: Sequence[TextRun], at: int) -> list[Line]:
        """Return the lines of a cell; those of a label are indented, so that rows stay apart."""
        width = self._widths[at]
        if "\n" not in line_text(cell) and line_width(cell) <= width:
            return [list(cell)]
        if at == 0 and width >= 2 * _LABEL_INDENT + NARROWEST:
            return wrap_hanging(cell, width, _LABEL_INDENT)
        return wrap(cell, width)

    def _line(self, cells: Sequence[Sequence[Line]], number: int, role: str) -> Line:
        line: Line = [TextRun(" " * self._margin)] if self._margin else []
        for index, lines in enumerate(cells):
            part = lines[number] if number < len(lines) else []
            if index:
                line.append(TextRun(" " * GAP))
            line.extend(align(part, self._widths[index], self._align[index]))
        if role in ("highlight", "stripe"):
            return with_role(pad(line, self.width), role)
        while line and not line[-1].text.strip(" "):
            line.pop()
        return with_role(line, role) if role else line


def _cards(cells: GridCells, width: int) -> list[Line]:
    """Return one record for each row, each cell after its heading."""
    if not cells.rows:
        head = [line for heading in cells.header for line in wrap(heading, width)]
        return [with_role(line, "table-head") for line in head]
    lines: list[Line] = []
    for index, row in enumerate(cells.rows):
        if index:
            lines.append([])
        role = "table-head highlight" if index in cells.highlighted else "table-head"
        first, *others = [with_role(line, role) for line in wrap(row[0], width)]
        lines.extend([[JOINT, *first] if index else first, *others])
        pairs = zip(cells.header[1:], row[1:], strict=True)
        for at, (heading, cell) in enumerate(pairs, 1):
            title = with_role([*heading, TextRun(": ")], "muted") if line_text(heading) else []
            bar = [TextRun(" "), *cells.bars[at][index]] if at in cells.bars else []
            runs = [*title, *cell, *bar]
            lines.extend(beside([TextRun("  ")], [TextRun("    ")], width, partial(wrap, runs)))
    return lines
