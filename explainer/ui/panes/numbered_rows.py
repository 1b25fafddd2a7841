"""Rows to choose from: numbered, with a cursor, and with a lookup from clicked line to row."""

from __future__ import annotations

from explainer.render.line import Line, TextRun, beside, line_width, wrap
from explainer.ui.base.keycap import small_keycap

MOST_NUMBERED = 9
"""Most rows with a number key; others are reached with the arrows."""


_MAX_LINES_BELOW = 6
"""Most lines of a row that are kept in sight below its first."""


class Rows:
    """Lines of several rows, and the row of each line: for the cursor and for clicks."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        """All lines, top to bottom."""
        self._owner: list[int] = []

    def add(self, row: int, lines: list[Line]) -> None:
        """Add the lines of a row; -1 for lines of no row."""
        self.lines.extend(lines)
        self._owner.extend([row] * len(lines))

    def row_at(self, line: int) -> int:
        """Return the row of a line; -1 for none."""
        return self._owner[line] if 0 <= line < len(self._owner) else -1

    def line_in_sight(self, row: int) -> int:
        """Return the line of a row to keep in sight: its last, unless its first would be lost."""
        last = self.last_line_of(row)
        first = self._owner.index(row) if row in self._owner else 0
        return min(last, first + _MAX_LINES_BELOW)

    def last_line_of(self, row: int) -> int:
        """Return the last line of a row; 0 where it has none."""
        places = [place for place, owner in enumerate(self._owner) if owner == row]
        return places[-1] if places else 0


def row_head(number: int, mark: str, *, here: bool, mark_role: str = "marker") -> Line:
    """Return what stands before the text of a row: the cursor, its number key, and a mark."""
    label = small_keycap(str(number)) if number <= MOST_NUMBERED else TextRun(" ")
    return [
        TextRun("❯ " if here else "  ", "here"),
        label,
        TextRun(" "),
        *([TextRun(f"{mark} ", mark_role)] if mark else []),
    ]


def numbered(
    number: int,
    mark: str,
    runs: list[TextRun],
    width: int,
    *,
    here: bool,
    mark_role: str = "marker",
) -> list[Line]:
    """Return the lines of a row: its head, and its text beside it."""
    first = row_head(number, mark, here=here, mark_role=mark_role)
    indent = [TextRun(" " * line_width(first))]
    return beside(first, indent, width, lambda room: wrap(runs, room))


def moved(place: int, by: int, count: int) -> int:
    """Return the cursor moved within `count` rows; from before the first row it goes to an edge."""
    if place < 0:
        return 0 if by > 0 else count - 1
    return max(0, min(place + by, count - 1))
