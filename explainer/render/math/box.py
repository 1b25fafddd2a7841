"""Boxes of characters that are put beside and above each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

MOST_CELLS = 40_000
"""Most cells of a drawing; nobody reads a larger formula in a terminal."""


class CannotDraw(Exception):
    """A formula has a part that characters cannot show."""


class Box(NamedTuple):
    """Lines of one width, with the line on which what stands beside them is written."""

    lines: tuple[str, ...]
    """The lines, filled with spaces."""
    base: int
    """Index of the line that stands on the line of the formula."""
    width: int
    """Width in cells."""

    @property
    def is_line(self) -> bool:
        """True if the box is one line."""
        return len(self.lines) == 1

    @property
    def text(self) -> str:
        """The text of a box that is one line."""
        return self.lines[self.base]


def line(text: str) -> Box:
    """Return a text as a box."""
    return Box((text,), 0, cell_len(text))


EMPTY = line("")
"""Box without any text."""


def beside(boxes: Sequence[Box]) -> Box:
    """Return boxes put beside each other on one line."""
    boxes = [box for box in boxes if box.width or not box.is_line]
    if not boxes:
        return EMPTY
    if all(box.is_line for box in boxes):
        return Box(("".join(box.text for box in boxes),), 0, sum(box.width for box in boxes))
    above = max(box.base for box in boxes)
    below = max(len(box.lines) - box.base for box in boxes)
    width = sum(box.width for box in boxes)
    _check(above + below, width)
    rows: list[str] = []
    for number in range(-above, below):
        parts: list[str] = []
        for box in boxes:
            at = box.base + number
            parts.append(box.lines[at] if 0 <= at < len(box.lines) else " " * box.width)
        rows.append("".join(parts))
    return Box(tuple(rows), above, width)


def above(boxes: Sequence[Box], base: int, align: str = "center") -> Box:
    """Return boxes one above the other; the line of the box at an index is that of the result."""
    width = max(box.width for box in boxes)
    _check(sum(len(box.lines) for box in boxes), width)
    rows: list[str] = []
    at = 0
    for number, box in enumerate(boxes):
        if number == base:
            at = len(rows) + box.base
        rows.extend(aligned(box, width, align).lines)
    return Box(tuple(rows), at, width)


def aligned(box: Box, width: int, align: str) -> Box:
    """Return a box as wide as a width, with its lines on one side or in the middle."""
    missing = width - box.width
    if missing <= 0:
        return box
    before = {"right": missing, "center": missing // 2}.get(align, 0)
    left, right = " " * before, " " * (missing - before)
    return Box(tuple(left + text + right for text in box.lines), box.base, width)


def table(rows: Sequence[Sequence[Box]], align: Sequence[str], gaps: Sequence[int]) -> Box:
    """Return rows of cells in columns, in the middle of which what stands beside them is written.

    Args:
        rows: The cells, every row as long as the others.
        align: Side of each column.
        gaps: Cells after each column but the last.
    """
    widths = [max(row[at].width for row in rows) for at in range(len(align))]
    total = sum(widths) + sum(gaps)
    height = sum(max(len(cell.lines) for cell in row) for row in rows)
    _check(height + len(rows), total)
    drawn: list[Box] = []
    for row in rows:
        parts: list[Box] = []
        for at, cell in enumerate(row):
            parts.append(aligned(cell, widths[at], align[at]))
            if at < len(gaps):
                parts.append(line(" " * gaps[at]))
        drawn.append(aligned(beside(parts), total, "left"))
    if any(not box.is_line for box in drawn):
        spaced = [part for box in drawn for part in (line(" " * total), box)]
        drawn = spaced[1:]
    stacked = above(drawn, 0, "left")
    return stacked._replace(base=(len(stacked.lines) - 1) // 2)


def _check(height: int, width: int) -> None:
    if height * width > MOST_CELLS:
        raise CannotDraw
