"""What of the deck's data stands where: the table that a directive shows, in full or in part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from explainer.deck.block import Directive
from explainer.deck.directive import ChartOptions, CompareOptions, TableOptions
from explainer.deck.model import Cell, Column, Deck, Row, Table
from explainer.render.selection import chart_columns, chart_rows, ordered_rows, shown_columns


class ShownTable(NamedTuple):
    """A table as a directive shows it."""

    table: Table
    """The whole of it."""
    columns: list[Column]
    """The columns that are shown, in their order."""
    rows: list[Row]
    """The rows that are shown, in their order."""

    def cells(self, row: Row) -> list[Cell]:
        """The cells of a row that are shown; for many rows take `positions`."""
        return [row.cells[place] for place in self.positions()]

    def positions(self) -> list[int]:
        """The place of each shown column among all of the table."""
        return column_positions(self.table, self.columns)


def column_positions(table: Table, columns: Sequence[Column]) -> list[int]:
    """The place of each of some columns among all of a table, looked up once for all its rows."""
    places = {column.id: place for place, column in enumerate(table.columns)}
    return [places[column.id] for column in columns]


def shown_sources(shown: ShownTable) -> tuple[str, ...]:
    """Ids of the sources that what is shown of a table rests on.

    Those that the shown cells name; and where a cell beside the label names none, the whole
    table's, since it rests on them.
    """
    label = shown.columns[0] if shown.columns else None
    at = shown.positions()
    beside_label = [
        place for place, column in zip(at, shown.columns, strict=True) if column is not label
    ]
    beside = [
        row.cells[place]
        for row in shown.rows
        for place in beside_label
        if not row.cells[place].missing
    ]
    if not beside or not all(cell.sources or cell.claims for cell in beside):
        return shown.table.sources
    named = {
        source: None for row in shown.rows for place in at for source in row.cells[place].sources
    }
    in_order = [source for source in shown.table.sources if source in named]
    return tuple(dict.fromkeys([*in_order, *named]))


def shown_table(block: Directive, deck: Deck) -> ShownTable | None:
    """The table that a directive shows, however it shows it; None for one that shows none."""
    options = block.options
    if isinstance(options, TableOptions):
        table = deck.tables[options.target]
        columns = shown_columns(table, options.columns)
        return ShownTable(table, columns, ordered_rows(table, options.rows, options.sort))
    if isinstance(options, CompareOptions):
        table = deck.tables[options.target]
        columns = _with_label(table, shown_columns(table, options.columns))
        return ShownTable(table, columns, ordered_rows(table, options.rows))
    if isinstance(options, ChartOptions):
        table = deck.tables[options.target]
        label, values = chart_columns(table, options)
        columns = [label, *(column for column in values if column is not label)]
        return ShownTable(table, columns, chart_rows(table, options))
    return None


def _with_label(table: Table, columns: list[Column]) -> list[Column]:
    label = table.columns[0]
    return columns if label in columns else [label, *columns]
