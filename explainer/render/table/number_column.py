"""Finds the columns of numbers of a table in Markdown, whose columns have no kinds."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from explainer.deck.model import Verdict
from explainer.render.grid import GridCells
from explainer.render.line import TextRun, line_text
from explainer.render.value import is_number_text, is_percent_text, without_percent

_MARK_ROLES = frozenset({"source", *(verdict.value for verdict in Verdict)})
_BLANK = frozenset({"", "–", "—", "-", "−", "?"})


def with_number_columns(cells: GridCells) -> GridCells:
    """Return the cells with numbers aligned at the point, and `%` in the heading if all have it.

    The first column names the rows, so it stays as it is. An author's own alignment holds.
    """
    header, align = [*cells.header], [*cells.align]
    rows = [[*row] for row in cells.rows]
    for at in range(1, len(header)):
        numbers = [row[at] for row in rows if line_text(row[at]).strip() not in _BLANK]
        if not numbers or not all(map(_is_number, numbers)):
            continue
        if align[at] in ("", "right"):
            align[at] = "point"
        if not all(is_percent_text(cell[0].text) for cell in numbers):
            continue
        for row in rows:
            row[at] = _without_percent(row[at])
        if "%" not in line_text(header[at]):
            header[at] = [*header[at], TextRun(" (%)" if line_text(header[at]) else "%")]
    return msgspec.structs.replace(cells, header=header, align=align, rows=rows)


def _is_number(cell: Sequence[TextRun]) -> bool:
    """True if a cell is a number, with nothing but marks behind it."""
    words = (run for run in cell[1:] if _MARK_ROLES.isdisjoint(run.role.split()))
    return is_number_text(cell[0].text) and not any(map(str.isalnum, line_text(words)))


def _without_percent(cell: Sequence[TextRun]) -> list[TextRun]:
    if not cell or not is_percent_text(cell[0].text):
        return [*cell]
    return [cell[0]._replace(text=without_percent(cell[0].text)), *cell[1:]]
