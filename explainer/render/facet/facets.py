"""Facets of a figure: columns whose values a reader switches, and the rows at each combination.

A figure with facets is drawn from a table that has only the rows of the chosen combination and no
facet columns, so that nothing that draws a table needs to know of facets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import inf
from typing import NamedTuple

from msgspec.structs import replace

from explainer.deck.directive import ChartOptions, TableOptions
from explainer.deck.model import Column, Row, Table
from explainer.deck.slug import slugged
from explainer.render.selection import chart_columns, ordered_rows, shown_columns
from explainer.render.table.measure import comparable, measure
from explainer.render.value import cell_text, column_title, is_numeric

Choice = tuple[str, ...]
"""The chosen value of each facet."""

_GAPS = re.compile(r"[ \t\n]+")


class Facet(NamedTuple):
    """A column whose values the reader switches."""

    column: str
    """Id of the column."""
    title: str
    """Its heading."""
    values: tuple[str, ...]
    """Its values as they are written, in the order of the rows."""


class Facets:
    """The facets of one figure."""

    def __init__(
        self, table: Table, columns: tuple[str, ...], rows: Sequence[Row], label: str
    ) -> None:
        """Find the combinations of values.

        Args:
            table: The whole table.
            columns: Ids of the facet columns, at least one.
            rows: Rows that the figure shows, over all combinations.
            label: Id of the column that names the rows.
        """
        self._table = table
        self._label = label
        places = {column.id: place for place, column in enumerate(table.columns)}
        at = [places[column] for column in columns]
        self._rows: dict[Choice, list[Row]] = {}
        for row in rows:
            choice = tuple(
                _one_line(cell_text(row.cells[place], table.columns[place])) for place in at
            )
            self._rows.setdefault(choice, []).append(row)
        self.facets = tuple(
            Facet(
                column,
                _one_line(column_title(table.columns[place])),
                tuple(dict.fromkeys(choice[n] for choice in self._rows)),
            )
            for n, (column, place) in enumerate(zip(columns, at, strict=True))
        )
        """The facets in the author's order."""
        self.choices = tuple(self._rows)
        """Combinations that have rows, in the order of the rows."""
        self.count = sum(map(len, self._rows.values()))
        """Number of rows over all combinations."""

    @property
    def first(self) -> Choice:
        """The combination that is shown first: that of the first row."""
        return self.choices[0] if self.choices else ("",) * len(self.facets)

    def settled(self, choice: Choice) -> Choice:
        """Return a combination that has rows: the given one, else the first."""
        return choice if choice in self._rows else self.first

    def with_value(self, choice: Choice, at: int, value: str) -> Choice:
        """Return the combination with another value of a facet.

        Where no row has it, the other facets move as little as they must.
        """
        wanted = (*choice[:at], value, *choice[at + 1 :])
        if wanted in self._rows:
            return wanted
        near = [one for one in self.choices if one[at] == value]
        return max(near, key=lambda one: _count_alike(one, wanted), default=choice)

    def turned(self, choice: Choice, at: int, by: int) -> Choice:
        """Return the combination with a later value of a facet, or an earlier one (`by` < 0)."""
        values = self.facets[at].values
        if choice[at] not in values:
            return choice
        place = max(0, min(values.index(choice[at]) + by, len(values) - 1))
        return self.with_value(choice, at, values[place])

    def is_free(self, choice: Choice, at: int, value: str) -> bool:
        """True if a value can be chosen with no other facet moving."""
        return (*choice[:at], value, *choice[at + 1 :]) in self._rows

    def size(self, choice: Choice) -> int:
        """Return the number of rows at a combination."""
        return len(self._rows.get(choice, ()))

    def table(self, choice: Choice) -> Table:
        """Return the table with the rows at a combination, without the facet columns."""
        return self._narrowed(self._rows.get(choice, []))

    def whole(self) -> Table:
        """Return the table with the rows at every combination, without the facet columns."""
        return self._narrowed([row for rows in self._rows.values() for row in rows])

    def _narrowed(self, rows: Sequence[Row]) -> Table:
        facets = {facet.column for facet in self.facets}
        columns = self._table.columns
        kept = [place for place, column in enumerate(columns) if column.id not in facets]
        label = next((place for place in kept if columns[place].id == self._label), None)
        return replace(
            self._table,
            columns=tuple(columns[place] for place in kept),
            rows=tuple(
                Row(
                    tuple(row.cells[place] for place in kept),
                    row.span,
                    row.id or ("" if label is None else row_name(row, columns[label], label)),
                )
                for row in rows
            ),
        )

    def words(self, choice: Choice) -> str:
        """Return the chosen values on one line: `Judge: GPT-4.1; Style control: on`."""
        pairs = zip(self.facets, choice, strict=True)
        return "; ".join(f"{facet.title}: {value}" for facet, value in pairs)

    def moved_words(self, before: Choice, after: Choice, at: int) -> str:
        """Return words about the facets that moved along when the value of one was chosen."""
        moved = [
            f"{facet.title} is now {after[n]}"
            for n, facet in enumerate(self.facets)
            if n != at and before[n] != after[n]
        ]
        return f"{', '.join(moved)}: no row has that value otherwise." if moved else ""


def row_name(row: Row, label: Column, place: int) -> str:
    """Return the id of a row that has none of its own: the one made of its label.

    The same thing has a row at many combinations, so its rows share a name and a colour.
    """
    return slugged(cell_text(row.cells[place], label))


def facets_of(table: Table, options: TableOptions | ChartOptions) -> Facets | None:
    """Return the facets of a table or chart; None if it has none."""
    if not options.facets:
        return None
    if isinstance(options, ChartOptions):
        label = chart_columns(table, options)[0]
    else:
        label = shown_columns(table, options.columns)[0]
    return Facets(table, options.facets, ordered_rows(table, options.rows), label.id)


def narrowed_table_options(options: TableOptions) -> TableOptions:
    """Return the options of a table for one combination of its facets."""
    return replace(
        options,
        columns=tuple(column for column in options.columns if column not in options.facets),
        rows=(),
        sort="" if options.sort.removeprefix("-") in options.facets else options.sort,
        facets=(),
    )


def narrowed_chart_options(options: ChartOptions) -> ChartOptions:
    """Return the options of a chart for one combination of its facets."""
    return replace(options, rows=(), facets=())


class Leader(NamedTuple):
    """The rows with the best value of a column."""

    rows: tuple[int, ...]
    """Indices of the rows in the table."""
    column: Column
    """The column."""
    place: int
    """Index of the column in the table."""
    words: str
    """The sentence about them, such as `DeepSeek R1 leads with 92.3 points`."""


def table_leader(table: Table, columns: Sequence[Column], sort: str) -> Leader | None:
    """Return the leader of a table: by its order, else by the first column that has a better end.

    Args:
        table: The table with the rows that are compared.
        columns: Columns that are shown; the first one names the rows.
        sort: Id of the column that rows are sorted by, with a leading `-` from high to low.
    """
    by_id = {column.id: column for column in columns}
    sorted_by = by_id.get(sort.removeprefix("-"))
    if sorted_by is not None and is_numeric(sorted_by):
        better = sorted_by.better or ("high" if sort.startswith("-") else "low")
        return _leader(table, columns[0], sorted_by, better)
    return better_leader(table, columns)


def better_leader(table: Table, columns: Sequence[Column]) -> Leader | None:
    """Return the leader by the first column of numbers that has a better end."""
    found = (column for column in columns[1:] if column.better and is_numeric(column))
    column = next(found, None)
    return None if column is None else _leader(table, columns[0], column, column.better)


def _leader(table: Table, label: Column, column: Column, better: str) -> Leader | None:
    """Return the rows with the best value; None among fewer than two values."""
    place, name = table.columns.index(column), table.columns.index(label)
    values = {n: comparable(row.cells[place]) for n, row in enumerate(table.rows)}
    known = {n: value for n, value in values.items() if value is not None}
    if len(known) < 2:
        return None
    best = max(known.values()) if better == "high" else min(known.values())
    rows = tuple(n for n, value in known.items() if value == best)
    names = [_one_line(cell_text(table.rows[n].cells[name], label)) for n in rows]
    text = _one_line(cell_text(table.rows[rows[0]].cells[place], column))
    unit = "%" if column.kind.value == "percent" else _one_line(column.unit)
    amount = f"{text}\u00a0{unit}" if unit else text
    if _may_be_beaten(table, place, better):
        amount += ", as far as known"
    if len(names) == 1:
        return Leader(rows, column, place, f"{names[0]} leads with {amount}")
    who = " and ".join(names) if len(names) == 2 else f"{len(names)} rows"
    return Leader(rows, column, place, f"{who} lead with {amount}")


def _may_be_beaten(table: Table, place: int, better: str) -> bool:
    """True if a value that is known only to lie above or below a number may be better."""
    known = (measure(row.cells[place]) for row in table.rows)
    if better == "high":
        return any(one is not None and one.high == inf for one in known)
    return any(one is not None and one.low == -inf for one in known)


def rows_words(facets: Facets, choice: Choice, leader: Leader | None) -> str:
    """Return one line about the rows that remain: `3 of 10 rows · GPT-4o leads with 80.4`."""
    count = f"{facets.size(choice)} of {facets.count} rows"
    return f"{count} · {leader.words}" if leader is not None else count


def _count_alike(one: Choice, other: Choice) -> int:
    return sum(a == b for a, b in zip(one, other, strict=True))


def _one_line(text: str) -> str:
    return _GAPS.sub(" ", text).strip(" ")
