"""Aligns the numbers of a column at their decimal points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec
from rich.cells import cell_len

from explainer.render.line import TextRun

_LAST_NUMBER = re.compile(r"(\d)(\.\d+)?(\D*)$")


class PointShape(msgspec.Struct, frozen=True):
    """Cells that a column of numbers needs on either side of its decimal points."""

    before: int
    """Cells up to the last digit before the point."""
    after: int
    """Cells of the point and the digits after it."""
    marks: int
    """Cells of marks after the number, such as those of verdicts."""

    @property
    def width(self) -> int:
        """Cells of the whole column."""
        return self.before + self.after + self.marks


def split_at_point(text: str) -> tuple[int, int]:
    """Return the cells up to the decimal point of a text's last number, and after it.

    In `12–13.5` that is the point after the 3; a text without a digit stands before the point.
    """
    match = _LAST_NUMBER.search(text)
    if match is None:
        return cell_len(text), 0
    return cell_len(text[: match.end(1)]), cell_len(text[match.end(1) :])


def point_shape(cells: Iterable[Sequence[TextRun]]) -> PointShape:
    """Return the shape of a column; the first run of a cell is its number, the rest its marks."""
    before = after = marks = 0
    for cell in cells:
        if not cell:
            continue
        left, right = split_at_point(cell[0].text)
        before, after = max(before, left), max(after, right)
        marks = max(marks, sum(cell_len(run.text) for run in cell[1:]))
    return PointShape(before, after, marks)


def at_point(cell: Sequence[TextRun], shape: PointShape) -> list[TextRun]:
    """Return the cell, filled with spaces so that its point is that of the column."""
    if not cell:
        return []
    left, right = split_at_point(cell[0].text)
    marks = sum(cell_len(run.text) for run in cell[1:])
    lead = " " * max(0, shape.before - left)
    gap = " " * max(0, shape.after - right)
    tail = " " * max(0, shape.marks - marks)
    runs = [TextRun(lead)] if lead else []
    runs.append(cell[0])
    if cell[1:] or tail:
        # The cell with the cursor is one piece, with its marks.
        focus = "focus" if "focus" in cell[0].role.split() and cell[1:] else ""
        runs.extend([TextRun(gap, focus)] if gap else [])
        runs.extend(cell[1:])
        runs.extend([TextRun(tail)] if tail else [])
    elif gap:
        runs.append(TextRun(gap))
    return runs
