"""Rows to choose from: numbered, with a cursor, and able to say which one was clicked."""

from __future__ import annotations

from rich.cells import cell_len

from explainer.render.line import Line, TextRun, beside, wrap

MOST_NUMBERED = 9
"""Rows that have a number key; others are reached with the arrows."""


_TALLEST = 6
"""Lines of a row that are kept in sight below its first."""


class Rows:
    """Lines of several rows, each of which knows its own: for the cursor and for clicks."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        """All lines."""
        self._owner: list[int] = []

    def add(self, row: int, lines: list[Line]) -> None:
        """Add the lines of a row; -1 for lines that are nobody's."""
        self.lines.extend(lines)
        self._owner.extend([row] * len(lines))

    def row_at(self, line: int) -> int:
        """The row that a line belongs to, or -1."""
        return self._owner[line] if 0 <= line < len(self._owner) else -1

    def line_in_sight(self, row: int) -> int:
        """The line of a row that must be seen: its last, unless its first would be lost by that."""
        last = self.last_line_of(row)
        first = self._owner.index(row) if row in self._owner else 0
        return min(last, first + _TALLEST)

    def last_line_of(self, row: int) -> int:
        """The last line of a row; 0 where it has none."""
        places = [place for place, owner in enumerate(self._owner) if owner == row]
        return places[-1] if places else 0


def numbered(
    number: int, mark: str, text: str, width: int, *, here: bool, mark_role: str = "marker"
) -> list[Line]:
    """A row: the cursor, its number key, a mark, and its text beside them."""
    label = f"{number} " if number <= MOST_NUMBERED else "  "
    first = [
        TextRun("❯ " if here else "  ", "here"),
        TextRun(label, "here" if here else "muted"),
        *([TextRun(f"{mark} ", mark_role)] if mark else []),
    ]
    indent = sum(cell_len(run.text) for run in first)
    role = "strong" if here else ""
    return beside(
        first, [TextRun(" " * indent)], width, lambda room: wrap([TextRun(text, role)], room)
    )


def moved(place: int, by: int, count: int) -> int:
    """A cursor moved within `count` rows; before the first row, any move leads to an edge."""
    if place < 0:
        return 0 if by > 0 else count - 1
    return max(0, min(place + by, count - 1))
