"""How a reader has a table before them: a frozen record, and the record after each thing done.

A view says nothing about screens, so that a class can be shown the same one at another size.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from explainer.deck.directive import CompareOptions, TableOptions
from explainer.deck.model import Column, ColumnKind, Table
from explainer.render.selection import shown_columns
from explainer.render.table.measure import Difference
from explainer.render.value import is_numeric

NO_ROW = -1
"""The pinned row of a view that has none."""


class Spotlight(StrEnum):
    """What stays bright while the rest fades."""

    OFF = "off"
    ROW = "row"
    CELL = "cell"


class TableView(msgspec.Struct, frozen=True, tag="table"):
    """What of a table is shown, in what order, and where the cursor is."""

    rows: tuple[int, ...]
    """The rows that the author shows, by their place in the table."""
    columns: tuple[str, ...]
    """Ids of the columns shown, in order; the first one names the rows."""
    offered: tuple[str, ...]
    """Ids of the columns that can be shown."""
    sort: str = ""
    """Id of the column that rows are sorted by, with a leading `-` from high to low."""
    authored_sort: str = ""
    """The same as the author has it."""
    needle: str = ""
    """Words that a row must have to be shown."""
    pinned: int = NO_ROW
    """The row that the others are held against, by its place in the table."""
    difference: Difference = Difference.OFF
    """Whether the others show as differences from the pinned row."""
    transposed: bool = False
    """Whether rows and columns change places."""
    row: int = NO_ROW
    """The row under the cursor, by its place in the table; `NO_ROW` where none is shown."""
    column: str = ""
    """Id of the column under the cursor."""
    highlight: tuple[str, ...] = ()
    """Ids of rows that the author brings out."""
    spotlight: Spotlight = Spotlight.OFF
    """Whether the row or the cell under the cursor stays bright while the rest fades."""


class SortOrder(StrEnum):
    """Where a column stands in the sorting."""

    NONE = ""
    UP = "↑"
    DOWN = "↓"


def table_view(table: Table, options: TableOptions | CompareOptions) -> TableView:
    """The view that an author's directive asks for."""
    by_id = {row.id: place for place, row in enumerate(table.rows) if row.id}
    rows = tuple(by_id[row] for row in options.rows if row in by_id)
    rows = rows or tuple(range(len(table.rows)))
    columns = [column.id for column in shown_columns(table, options.columns)]
    label = table.columns[0].id if table.columns else ""
    if isinstance(options, CompareOptions) and label not in columns:
        columns.insert(0, label)
    others = [column.id for column in table.columns if column.id not in columns]
    if isinstance(options, CompareOptions):
        return TableView(
            rows,
            tuple(columns),
            (*columns, *others),
            transposed=True,
            column=columns[min(1, len(columns) - 1)] if columns else "",
        )
    return TableView(
        rows,
        tuple(columns),
        (*columns, *others),
        sort=options.sort,
        authored_sort=options.sort,
        transposed=options.transpose,
        column=columns[0] if columns else "",
        highlight=options.highlight,
    )


def order_of(view: TableView, column: str) -> SortOrder:
    """Whether rows are sorted by a column, and which way."""
    if view.sort == column:
        return SortOrder.UP
    return SortOrder.DOWN if view.sort == f"-{column}" else SortOrder.NONE


def sorted_by(view: TableView, column: Column) -> TableView:
    """By a column, what one looks for first; then the other way; then as the author has it."""
    first = f"-{column.id}" if _from_high(column) else column.id
    second = column.id if _from_high(column) else f"-{column.id}"
    following = {first: second, second: view.authored_sort}
    return msgspec.structs.replace(view, sort=following.get(view.sort, first))


def _from_high(column: Column) -> bool:
    """Whether the high end of a column comes first: of numbers, unless low is better."""
    if is_numeric(column) or column.kind is ColumnKind.BOOL:
        return column.better != "low"
    return False


def pinned_or_not(view: TableView) -> TableView:
    """With the row under the cursor pinned, or with none where it was."""
    if view.row == view.pinned:
        return msgspec.structs.replace(view, pinned=NO_ROW, difference=Difference.OFF)
    return msgspec.structs.replace(view, pinned=view.row)


_NEXT_DIFFERENCE = {
    Difference.OFF: Difference.ABSOLUTE,
    Difference.ABSOLUTE: Difference.PERCENT,
    Difference.PERCENT: Difference.OFF,
}


def with_next_difference(view: TableView) -> TableView:
    """Differences absolute, in per cent, off; where no row is pinned, the cursor's is first."""
    if view.row == NO_ROW and view.pinned == NO_ROW:
        return view
    pinned = view.row if view.pinned == NO_ROW else view.pinned
    following = _NEXT_DIFFERENCE[view.difference]
    return msgspec.structs.replace(view, pinned=pinned, difference=following)


_NEXT_SPOTLIGHT = {
    Spotlight.OFF: Spotlight.ROW,
    Spotlight.ROW: Spotlight.CELL,
    Spotlight.CELL: Spotlight.OFF,
}


def with_next_spotlight(view: TableView) -> TableView:
    """The spotlight on the row, on the cell, off."""
    return msgspec.structs.replace(view, spotlight=_NEXT_SPOTLIGHT[view.spotlight])


def is_faded(view: TableView, row: int, column: str) -> bool:
    """Whether a cell fades beside what the spotlight is on; what names its row never does."""
    if view.spotlight is Spotlight.OFF or (row == view.row and column == view.columns[0]):
        return False
    if view.spotlight is Spotlight.ROW:
        return row != view.row
    return row != view.row or column != view.column


def with_columns(view: TableView, columns: tuple[str, ...]) -> TableView:
    """With other columns, at least one; the cursor goes to one that is there."""
    if not columns:
        return view
    column = view.column if view.column in columns else columns[0]
    return msgspec.structs.replace(view, columns=columns, column=column)


def with_offered(view: TableView, offered: tuple[str, ...]) -> TableView:
    """With the columns in another order, shown ones and others."""
    shown = tuple(column for column in offered if column in view.columns)
    return msgspec.structs.replace(view, offered=offered, columns=shown)
