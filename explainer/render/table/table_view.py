"""The state of a reader with a table: a frozen record, with a function for each change.

A view is independent of screens, so that a class can be shown the same one at another size.
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
"""Index that stands for no row."""


class Spotlight(StrEnum):
    """Parts of a table that stay bright while the rest fades."""

    OFF = "off"
    ROW = "row"
    CELL = "cell"


class TableView(msgspec.Struct, frozen=True, tag="table"):
    """The rows and columns shown, their order, and the place of the cursor."""

    rows: tuple[int, ...]
    """Indices, in the table, of the rows that the author shows."""
    columns: tuple[str, ...]
    """Ids of the columns shown, in order; the first one names the rows."""
    offered: tuple[str, ...]
    """Ids of the columns that can be shown."""
    sort: str = ""
    """Id of the column that rows are sorted by, with a leading `-` from high to low."""
    authored_sort: str = ""
    """The same, as set by the author."""
    needle: str = ""
    """Words that a row must contain to be shown."""
    pinned: int = NO_ROW
    """Index of the row from which the others show their differences."""
    difference: Difference = Difference.OFF
    """Kind of differences shown for the other rows."""
    transposed: bool = False
    """True if rows and columns change places."""
    row: int = NO_ROW
    """Index of the row at the cursor; `NO_ROW` if none is shown."""
    column: str = ""
    """Id of the column at the cursor."""
    highlight: tuple[str, ...] = ()
    """Ids of rows that the author emphasises."""
    spotlight: Spotlight = Spotlight.OFF
    """Part at the cursor that stays bright while the rest fades."""
    bars: tuple[str, ...] = ()
    """Ids of columns whose numbers have a bar."""


class SortOrder(StrEnum):
    """Directions of sorting by a column."""

    NONE = ""
    UP = "↑"
    DOWN = "↓"


def table_view(table: Table, options: TableOptions | CompareOptions) -> TableView:
    """Return the view that an author's directive asks for."""
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
        bars=options.bars,
    )


def order_of(view: TableView, column: str) -> SortOrder:
    """Return the direction in which rows are sorted by a column, if they are."""
    if view.sort == column:
        return SortOrder.UP
    return SortOrder.DOWN if view.sort == f"-{column}" else SortOrder.NONE


def sorted_by(view: TableView, column: Column) -> TableView:
    """Return the view sorted by a column: more useful end first, reverse, then as authored."""
    first = f"-{column.id}" if _from_high(column) else column.id
    second = column.id if _from_high(column) else f"-{column.id}"
    following = {first: second, second: view.authored_sort}
    return msgspec.structs.replace(view, sort=following.get(view.sort, first))


def _from_high(column: Column) -> bool:
    """True if the high end of a column comes first: for numbers, unless low is better."""
    if is_numeric(column) or column.kind is ColumnKind.BOOL:
        return column.better != "low"
    return False


def pinned_or_not(view: TableView) -> TableView:
    """Return the view with the cursor's row pinned, or unpinned if it was."""
    if view.row == view.pinned:
        return msgspec.structs.replace(view, pinned=NO_ROW, difference=Difference.OFF)
    return msgspec.structs.replace(view, pinned=view.row)


_NEXT_DIFFERENCE = {
    Difference.OFF: Difference.ABSOLUTE,
    Difference.ABSOLUTE: Difference.PERCENT,
    Difference.PERCENT: Difference.OFF,
}


def with_next_difference(view: TableView) -> TableView:
    """Return the view with the next kind of difference; pins the cursor's row if none is."""
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
    """Return the view with the next spotlight: on the row, on the cell, off."""
    return msgspec.structs.replace(view, spotlight=_NEXT_SPOTLIGHT[view.spotlight])


def is_faded(view: TableView, row: int, column: str) -> bool:
    """True if a cell fades outside the spotlight; the name of the cursor's row never does."""
    if view.spotlight is Spotlight.OFF or (row == view.row and column == view.columns[0]):
        return False
    if view.spotlight is Spotlight.ROW:
        return row != view.row
    return row != view.row or column != view.column


def with_columns(view: TableView, columns: tuple[str, ...]) -> TableView:
    """Return the view with other columns, at least one; the cursor moves to one that is shown."""
    if not columns:
        return view
    column = view.column if view.column in columns else columns[0]
    return msgspec.structs.replace(view, columns=columns, column=column)


def with_offered(view: TableView, offered: tuple[str, ...]) -> TableView:
    """Return the view with the columns in another order, shown ones and others."""
    shown = tuple(column for column in offered if column in view.columns)
    return msgspec.structs.replace(view, offered=offered, columns=shown)
