"""Finds the target that a click in an opened figure means: the one hit, or else the nearest."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from rich.cells import cell_len

from explainer.render.line import NO_TARGET, Line

_CELLS_PER_LINE = 2
"""Cells that a line is high, approximately: distances are compared in cells."""


class TargetPlace(NamedTuple):
    """Place of a run that has a target."""

    target: int
    """The target."""
    line: int
    """Line of the run."""
    start: int
    """Its first cell."""
    end: int
    """The cell after its last."""

    def cells_from(self, column: int) -> int:
        """Return the number of cells between the run and a column; 0 on the run."""
        return max(self.start - column, column - self.end + 1, 0)


def target_places(lines: list[Line], numbers: Iterable[int]) -> Iterator[TargetPlace]:
    """Yield the runs with targets on lines with certain numbers, as far as there are such lines."""
    for number in numbers:
        position = 0
        for run in lines[number] if 0 <= number < len(lines) else ():
            start, position = position, position + cell_len(run.text)
            if run.target != NO_TARGET and position > start:
                yield TargetPlace(run.target, number, start, position)


def nearest_on_line(places: Collection[TargetPlace], line: int, column: int) -> int | None:
    """Return the target nearest to a column; of several, the one nearest to the line."""

    def distance(one: TargetPlace) -> tuple[int, int]:
        return one.cells_from(column), abs(one.line - line)

    found = min(places, key=distance, default=None)
    return found.target if found is not None else None


def nearest_around(places: Collection[TargetPlace], line: int, column: int) -> int | None:
    """Return the target that is the nearest in any direction."""

    def distance(one: TargetPlace) -> int:
        return one.cells_from(column) + _CELLS_PER_LINE * abs(one.line - line)

    found = min(places, key=distance, default=None)
    return found.target if found is not None else None
