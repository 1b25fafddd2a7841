"""Writes a cell of an opened table: its value or difference, its marks, its role."""

from __future__ import annotations

from explainer.deck.model import Cell, Column, ColumnKind, Deck
from explainer.render.actor_colour import actor_role
from explainer.render.line import TextRun
from explainer.render.table.measure import Difference, comparable, difference_text
from explainer.render.table.table_index import TableIndex
from explainer.render.table.table_view import NO_ROW, TableView
from explainer.render.value import MARKS, cell_text, column_title, is_blank

BEST, WORST = "▲", "▼"
"""Marks of the best and the worst value of a column."""

PINNED = "◆ "
"""Mark of the pinned row, from which the others show their differences."""


def verdict_marks(cell: Cell, deck: Deck) -> list[tuple[str, str]]:
    """Return mark and role of each verdict on the claims that a cell states."""
    known = (deck.claims[claim].verdict for claim in cell.claims if claim in deck.claims)
    return [(MARKS[verdict], verdict.value) for verdict in dict.fromkeys(known)]


class CellPainter:
    """Writes the cells of one view as runs."""

    def __init__(self, index: TableIndex, view: TableView, deck: Deck) -> None:
        self._index = index
        self._view = view
        self._deck = deck
        self._extremes = {column: index.best_and_worst(view, column) for column in view.columns}

    @property
    def marks_extremes(self) -> bool:
        """True if any column has a best and a worst value."""
        return any(self._extremes.values())

    def runs(self, row: int, column: str, target: int) -> list[TextRun]:
        """Return a cell's text, followed by its marks."""
        cell = self._index.cell(row, column)
        record = self._index.columns[column]
        text, role = self._text(row, cell, record)
        runs = [TextRun(text, role, "", target)]
        if mark := self._extreme(cell, column):
            runs.append(TextRun(f" {mark}", "faint", "", target))
        if record.kind is not ColumnKind.VERDICT:
            marks = verdict_marks(cell, self._deck)
            runs.extend(TextRun(f" {mark}", name, "", target) for mark, name in marks)
        return runs

    def _text(self, row: int, cell: Cell, column: Column) -> tuple[str, str]:
        view = self._view
        if self.is_difference(row, column.id):
            pinned = self._index.cell(view.pinned, column.id)
            difference = difference_text(cell, pinned, column, view.difference)
            if difference is not None:
                return difference, ""
            if is_blank(cell):
                return "–", "faint"
            if cell_text(cell, column) == cell_text(pinned, column):
                return "the same", "faint"
            return cell_text(cell, column), "muted"
        if is_blank(cell):
            return "–", "faint"
        if column.kind is ColumnKind.VERDICT and isinstance(cell.value, str) and not cell.text:
            return cell_text(cell, column), cell.value
        if column.id == view.columns[0] and (id := self._index.table.rows[row].id):
            return cell_text(cell, column), actor_role(self._deck, id)
        return cell_text(cell, column), "strong" if self._is_best(cell, column.id) else ""

    def is_difference(self, row: int, column: str) -> bool:
        """True if a cell shows its difference from the pinned row in place of its value."""
        view = self._view
        return (
            view.difference is not Difference.OFF
            and view.pinned not in (NO_ROW, row)
            and column != view.columns[0]
        )

    def _is_best(self, cell: Cell, column: str) -> bool:
        extremes = self._extremes[column]
        return extremes is not None and comparable(cell) == extremes[0]

    def _extreme(self, cell: Cell, column: str) -> str:
        extremes = self._extremes[column]
        if extremes is None:
            return ""
        value = comparable(cell)
        if value is None or value not in extremes:
            return ""
        return BEST if value == extremes[0] else WORST


def shown_title(column: Column, view: TableView) -> str:
    """Return a column's heading; differences of percentages are in percentage points."""
    title = column_title(column)
    is_points = view.difference is Difference.ABSOLUTE and column.kind is ColumnKind.PERCENT
    return title.replace("(%)", "(% points)") if is_points else title
