"""Finds the part of a table that a directive shows, and the sources of that part."""

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
    """The whole table."""
    columns: list[Column]
    """Columns that are shown, in their order."""
    rows: list[Row]
    """Rows that are shown, in their order."""

    def cells(self, row: Row) -> list[Cell]:
        """Return the cells of a row that are shown; for many rows use `positions`."""
        return [row.cells[place] for place in self.positions()]

    def positions(self) -> list[int]:
        """Return the position of each shown column among all columns of the table."""
        return column_positions(self.table, self.columns)


def column_positions(table: Table, columns: Sequence[Column]) -> list[int]:
    """Return the position of each of some columns in a table, found once for all its rows."""
    places = {column.id: place for place, column in enumerate(table.columns)}
    return [places[column.id] for column in columns]


def shown_sources(shown: ShownTable) -> tuple[str, ...]:
    """Return the ids of the sources of the part of a table that is shown.

    These are the sources that the shown cells name. If a cell other than a label names none, it
    rests on the sources of the whole table, so these are returned.
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
    """Return the table that a directive shows in any form, or None if it shows none."""
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
        return chart_table(deck.tables[options.target], options)
    return None


def chart_table(table: Table, options: ChartOptions) -> ShownTable:
    """Return the part of a table that a chart draws."""
    label, values = chart_columns(table, options)
    columns = [label, *(column for column in values if column is not label)]
    return ShownTable(table, columns, chart_rows(table, options))


def _with_label(table: Table, columns: list[Column]) -> list[Column]:
    label = table.columns[0]
    return columns if label in columns else [label, *columns]
