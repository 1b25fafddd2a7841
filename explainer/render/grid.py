"""Sets tables as text: in columns if they fit, with wrapped cells if nearly, else as cards."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import msgspec
from rich.cells import cell_len

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
)
from explainer.render.page import HEADING_ROW, JOINT, ROW_JOINT
from explainer.render.table.point import at_point, point_shape

GAP = 2
"""Cells between two columns."""

NARROWEST = 9
"""Least width to which a column of text is wrapped; below it cards are easier to read."""

_LONGEST_WHOLE_WORD = 16
_MOST_HEADING_LINES = 3
_ROWS_MEASURED = 200

MOST_WRAPPED_LINES = 6
"""Most lines of a wrapped row; if one needs more, the table is set as cards."""


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


def grid_lines(cells: GridCells, width: int) -> list[Line]:
    """Return the table within a width, as columns or as cards."""
    if not cells.header:
        return []
    plain, cells = cells, _at_points(cells)
    widths = fitted_widths(cells, width)
    if widths is None:
        return _cards(plain, width)
    lines: list[Line] = []
    if any(map(line_text, cells.header)):
        head = _row_lines(cells.header, cells, widths, "table-head")
        total = sum(widths) + GAP * (len(widths) - 1)
        head.append([TextRun("─" * total, "rule")])
        lines.extend([HEADING_ROW, *line] for line in head)
    tall = any(cell_count > 1 for cell_count in _heights(cells, widths))
    for index, row in enumerate(cells.rows):
        if tall and index:
            lines.append([])
        role = "highlight" if index in cells.highlighted else ""
        first, *others = _row_lines(row, cells, widths, role)
        lines.extend([[ROW_JOINT, *first] if index else first, *others])
    return lines


def _at_points(cells: GridCells) -> GridCells:
    """Return the table with numbers padded so that, set right, their decimal points line up."""
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
    how = ["right" if align == "point" else align for align in cells.align]
    return GridCells(cells.header, how, rows, cells.highlighted)


def fitted_widths(cells: GridCells, width: int) -> list[int] | None:
    """Return the widths of the columns within a width, or None if only cards fit.

    Columns keep the width of their content while there is room; then the widest become narrower,
    but not narrower than `NARROWEST` or their longest word.
    """
    columns = len(cells.header)
    natural = [_cell_width(heading) for heading in cells.header]
    for row in cells.rows:
        for index, cell in enumerate(row):
            natural[index] = max(natural[index], _cell_width(cell))
    natural = [max(1, cell) for cell in natural]
    room = width - GAP * (columns - 1)
    if sum(natural) <= room:
        return natural
    words = _longest_words(cells)
    least = [min(cell, max(NARROWEST, word)) for cell, word in zip(natural, words, strict=True)]
    if sum(least) > room:
        return None
    widths = list(natural)
    excess = sum(widths) - room
    while excess > 0:
        widest = max(range(columns), key=lambda i: widths[i] if widths[i] > least[i] else 0)
        others = [widths[i] for i in range(columns) if i != widest and widths[i] > least[i]]
        floor = max([least[widest], *(w for w in others if w < widths[widest])])
        step = max(1, min(excess, widths[widest] - floor))
        widths[widest] -= step
        excess -= step
    if max(_heights(cells, widths), default=1) > MOST_WRAPPED_LINES:
        return None
    return widths


def _longest_words(cells: GridCells) -> list[int]:
    """Return the width of the longest word that each column should not break."""
    longest = [0] * len(cells.header)
    for row in (cells.header, *cells.rows[:_ROWS_MEASURED]):
        for index, cell in enumerate(row):
            for word in line_text(cell).replace("\n", " ").split(" "):
                longest[index] = max(longest[index], min(_LONGEST_WHOLE_WORD, cell_len(word)))
    for index, heading in enumerate(cells.header):
        third = -(-line_width(heading) // _MOST_HEADING_LINES)
        longest[index] = max(longest[index], min(_LONGEST_WHOLE_WORD, third))
    return longest


def _cell_width(cell: Sequence[TextRun]) -> int:
    """Return the cells of the widest line of a cell."""
    if any("\n" in run.text for run in cell):
        return max(line_width(line) for line in wrap(cell, 1_000_000))
    return line_width(cell)


def _heights(cells: GridCells, widths: list[int]) -> list[int]:
    """Return the number of lines for each row, roughly where a cell is long."""
    return [
        max(
            (_height(cell, widths[index]) for index, cell in enumerate(row)),
            default=1,
        )
        for row in cells.rows
    ]


def _height(cell: Sequence[TextRun], width: int) -> int:
    text = line_text(cell)
    if "\n" in text:
        return sum(max(1, -(-cell_len(line) // width)) for line in text.split("\n"))
    return -(-cell_len(text) // width)


def _row_lines(
    row: Sequence[Sequence[TextRun]], cells: GridCells, widths: list[int], role: str
) -> list[Line]:
    wrapped = [wrap(list(cell), widths[index]) for index, cell in enumerate(row)]
    total = sum(widths) + GAP * (len(widths) - 1)
    lines: list[Line] = []
    for number in range(max(len(cell) for cell in wrapped)):
        line: Line = []
        for index, cell in enumerate(wrapped):
            part = cell[number] if number < len(cell) else []
            if index:
                line.append(TextRun(" " * GAP))
            line.extend(align(part, widths[index], cells.align[index]))
        if role:
            lines.append(with_role(pad(line, total), role))
            continue
        while line and not line[-1].text.strip(" "):
            line.pop()
        lines.append(line)
    return lines


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
        for heading, cell in zip(cells.header[1:], row[1:], strict=True):
            title = with_role([*heading, TextRun(": ")], "muted") if line_text(heading) else []
            runs = [*title, *cell]
            lines.extend(beside([TextRun("  ")], [TextRun("    ")], width, partial(wrap, runs)))
    return lines
