"""Finds the rows of a view: filtered, sorted, with a pinned row first."""

from __future__ import annotations

from explainer.deck.model import Cell, Column, Table
from explainer.deck.search import fold
from explainer.render.table.cell_bar import BarScale, bar_scale
from explainer.render.table.measure import (
    Difference,
    SortKey,
    best_and_worst,
    comparable,
    sort_key,
)
from explainer.render.table.table_view import NO_ROW, TableView
from explainer.render.value import cell_text


class TableIndex:
    """Keys for sorting and filtering all cells; made once for an opened table."""

    def __init__(self, table: Table) -> None:
        self.table = table
        """The table."""
        self.columns: dict[str, Column] = {column.id: column for column in table.columns}
        """Columns by id."""
        self.place = {column.id: place for place, column in enumerate(table.columns)}
        """Index of each column in a row."""
        self._keys: dict[str, list[SortKey | None]] = {}
        self._texts: dict[str, list[str]] = {}
        self._values: dict[str, list[float | None]] = {}
        self._last: tuple[object, list[int]] = (None, [])

    def cell(self, row: int, column: str) -> Cell:
        """Return a cell by its row's index and its column's id."""
        return self.table.rows[row].cells[self.place[column]]

    def label(self, view: TableView, row: int) -> str:
        """Return the text that names a row in a view."""
        column = self.columns[view.columns[0]]
        return cell_text(self.cell(row, column.id), column)

    def shown_rows(self, view: TableView) -> list[int]:
        """Return the indices of the rows to show, in order.

        A pinned row comes first, even if filtered.
        """
        wanted = (view.rows, view.columns, view.needle, view.sort, view.pinned)
        if self._last[0] != wanted:
            self._last = (wanted, self._chosen(view))
        return self._last[1]

    def count(self, view: TableView) -> int:
        """Return the number of rows that pass the filter; a pinned row may be shown in addition."""
        rows = self.shown_rows(view)
        if view.pinned == NO_ROW or not view.needle:
            return len(rows)
        return len(self._matching(view))

    def _chosen(self, view: TableView) -> list[int]:
        rows = self._matching(view)
        column = view.sort.removeprefix("-")
        if column in self.columns:
            rows = self._sorted(rows, column, view.sort.startswith("-"))
        if view.pinned != NO_ROW:
            rows = [view.pinned, *(row for row in rows if row != view.pinned)]
        return rows

    def _sorted(self, rows: list[int], column: str, is_down: bool) -> list[int]:
        keys = self._sort_keys(column)
        filled = [row for row in rows if keys[row] is not None]
        blank = [row for row in rows if keys[row] is None]
        filled.sort(key=keys.__getitem__, reverse=is_down)  # type: ignore[arg-type]  # no None left
        return filled + blank

    def _sort_keys(self, column: str) -> list[SortKey | None]:
        keys = self._keys.get(column)
        if keys is None:
            place, record = self.place[column], self.columns[column]
            keys = [sort_key(row.cells[place], record) for row in self.table.rows]
            self._keys[column] = keys
        return keys

    def _matching(self, view: TableView) -> list[int]:
        words = fold(view.needle).split()
        rows = list(view.rows)
        for word in words:
            rows = self._with_word(rows, word, view.columns)
        return rows

    def _with_word(self, rows: list[int], word: str, columns: tuple[str, ...]) -> list[int]:
        """Return the rows that have a word in one of the columns shown."""
        texts = [self._folded_texts(column) for column in columns]
        return [row for row in rows if any(word in column[row] for column in texts)]

    def _folded_texts(self, column: str) -> list[str]:
        texts = self._texts.get(column)
        if texts is None:
            place, record = self.place[column], self.columns[column]
            texts = [fold(cell_text(row.cells[place], record)) for row in self.table.rows]
            self._texts[column] = texts
        return texts

    def best_and_worst(self, view: TableView, column: str) -> tuple[float, float] | None:
        """Return the best and the worst number of a column among the rows of a view."""
        values = self._numbers(column)
        shown = view.rows if not view.needle else self.shown_rows(view)
        return best_and_worst((values[row] for row in shown), self.columns[column].better)

    def bar_scales(self, view: TableView) -> dict[str, BarScale]:
        """Return the scale of the bars of each column that has some in a view.

        It is that of all rows, so that a filter changes no bar. Differences have no bars, neither
        do rows that stand side by side.
        """
        if view.transposed or view.difference is not Difference.OFF:
            return {}
        shown = (column for column in view.columns if column in view.bars)
        scales = {column: self._bar_scale(view, column) for column in shown}
        return {column: scale for column, scale in scales.items() if scale is not None}

    def _bar_scale(self, view: TableView, column: str) -> BarScale | None:
        values = self._numbers(column)
        return bar_scale(values[row] for row in view.rows)

    def _numbers(self, column: str) -> list[float | None]:
        values = self._values.get(column)
        if values is None:
            place = self.place[column]
            values = [comparable(row.cells[place]) for row in self.table.rows]
            self._values[column] = values
        return values

    def prepare(self, view: TableView) -> None:
        """Compute the keys that the first sort or filter of a long table would have to wait for."""
        for column in view.columns:
            self._folded_texts(column)
            self._sort_keys(column)
