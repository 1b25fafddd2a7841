"""Finds the columns whose values a reader can switch, among those named as facets."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from explainer.deck.fields import Fields
from explainer.deck.model import NUMERIC_KINDS, Cell, Column, Table
from explainer.problems import Code

MOST_FACETS = 4
"""Most facets of a figure; more would leave no room for the figure."""

MOST_VALUES = 12
"""Most values of a facet; more than that are looked for and not switched."""


def usable_facets(
    fields: Fields,
    wanted: Mapping[str, int],
    table: Table,
    rows: tuple[str, ...],
    taken: Mapping[str, str],
) -> tuple[str, ...]:
    """Return the columns that can be facets; report the others.

    Args:
        fields: Options of the directive.
        wanted: Columns named in `facets` that the table has, and their places in it.
        table: The table.
        rows: Ids of the rows that the directive shows; empty for all.
        taken: Columns that are drawn in another way, each with the words that say how.
    """
    usable: list[str] = []
    for identifier, place in wanted.items():
        column = table.columns_by_id[identifier]
        found = _fault(column, table, rows, taken)
        if found is None:
            usable.append(identifier)
            continue
        code, message, help = found
        fields.problems.add(code, fields.span("facets", place), message, help)
    if len(usable) > MOST_FACETS:
        fields.problems.add(
            Code.WRONG_VALUE,
            fields.span("facets", wanted[usable[MOST_FACETS]]),
            f"A figure has at most {MOST_FACETS} facets, and this is one more.",
            "Take out those that matter least, or show another figure for them.",
        )
    return tuple(usable[:MOST_FACETS])


def _fault(
    column: Column, table: Table, rows: tuple[str, ...], taken: Mapping[str, str]
) -> tuple[Code, str, str] | None:
    """Return code, message and help if a column cannot be a facet."""
    name = column.id
    if column.kind in NUMERIC_KINDS:
        texts = [one.id for one in table.columns if one.kind not in NUMERIC_KINDS]
        return (
            Code.WRONG_TYPE,
            f"'facets' names '{name}', which is a column of kind {column.kind.value}.",
            f"The values of a facet are words; such columns are {', '.join(texts[:12])}.",
        )
    if name in taken:
        return (
            Code.WRONG_VALUE,
            f"'facets' names the column '{name}', {taken[name]}.",
            "Name a column that sets groups of rows apart.",
        )
    count = _count(column, table, rows)
    if count > MOST_VALUES:
        return (
            Code.WRONG_VALUE,
            f"'facets' names '{name}', which has more than {MOST_VALUES} values to switch.",
            "Name a column with a few values, or show fewer 'rows'.",
        )
    if count < 2:
        has = "one value" if count else "no value"
        return (
            Code.WRONG_VALUE,
            f"'facets' names '{name}', which has {has} here, so that there is nothing to switch.",
            "Name a column with two values or more, or show more 'rows'.",
        )
    return None


def _count(column: Column, table: Table, rows: tuple[str, ...]) -> int:
    """Return the number of values of a column among some rows, as far as it matters."""
    at = table.columns.index(column)
    known = table.rows_by_id
    shown = [known[row] for row in rows if row in known] or table.rows
    values = dict.fromkeys(_value(row.cells[at]) for row in shown)
    return len(tuple(islice(values, MOST_VALUES + 1)))


def _value(cell: Cell) -> str:
    """Return the text by which a cell is told apart from others of its column."""
    return cell.text or ("" if cell.value is None else str(cell.value))
