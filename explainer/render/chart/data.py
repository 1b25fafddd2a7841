"""The data of a chart: series of points from a table, with the facts about each value."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import isfinite

import msgspec

from explainer.deck.directive import ChartKind, ChartOptions
from explainer.deck.model import (
    COLOURS,
    Cell,
    Column,
    ColumnKind,
    Deck,
    Row,
    SourceGrade,
    Table,
    Verdict,
)
from explainer.render.actor_colour import PLAIN, named_colour, spread_colours
from explainer.render.selection import chart_columns, chart_rows
from explainer.render.table.measure import measure
from explainer.render.value import cell_text, is_blank

PERCENT = "%"
"""Unit of columns that hold percentages."""

_GAPS = re.compile(r"[ \t\n]+")

DISPUTED = (Verdict.CONTRADICTED, Verdict.PARTLY, Verdict.UNVERIFIED)
"""Verdicts that put a value in doubt, the worst first."""


_ENDS = (0, -1)


class Point(msgspec.Struct, frozen=True):
    """A value of one series at one label."""

    label: int
    """Index of its label in the chart."""
    row: int = -1
    """Index of its row in the table; -1 if the table has none for it."""
    column: int = -1
    """Index of its column in the table; -1 if the table has none for it."""
    value: float | None = None
    """Position of the point: its value, else the middle or the one known end of its range."""
    low: float | None = None
    """Lower end of its range, if it has one."""
    high: float | None = None
    """Upper end of its range, if it has one."""
    is_stated: bool = True
    """True if the value was stated, and is not only the middle or end of its range."""
    is_approximate: bool = False
    """True if the table calls it approximate."""
    text: str = "–"
    """The value as written, without its unit."""
    claims: tuple[str, ...] = ()
    """Claims that it states, as far as the deck has them."""
    verdicts: tuple[Verdict, ...] = ()
    """Verdicts that put it in doubt, the worst first."""
    sources: tuple[str, ...] = ()
    """Its own sources, else the table's."""
    is_weak: bool = False
    """True if all its sources have grade D."""
    missing: str = ""
    """Reason why there is no value."""
    is_emphasised: bool = False
    """True if it is emphasised."""
    colour: str = ""
    """Colour of its row, if rows are the actors; empty for that of its series."""
    guess: float | None = None
    """The reader's guess, once the record is shown beside it."""
    is_open: bool = False
    """True if the record is still hidden; the value is then the position of the guess."""
    is_best: bool = False
    """True if it leads at the chosen values of the chart's facets."""

    @property
    def is_exact(self) -> bool:
        """True if its value is one number and not an estimate."""
        return self.low is None and self.high is None and not self.is_approximate


class Series(msgspec.Struct, frozen=True):
    """Points that belong together, one for each label."""

    index: int
    """Index among all series of the chart, even if only some are drawn."""
    title: str
    """Name of the series."""
    unit: str
    """Unit of its values; `%` for percentages."""
    points: tuple[Point, ...]
    """One point for each label, in the order of the labels."""
    is_emphasised: bool = False
    """True if it is emphasised."""
    colour: str = COLOURS[0]
    """Its categorical colour."""


class ChartData(msgspec.Struct, frozen=True):
    """All data of a chart, independent of how it is drawn."""

    kind: ChartKind
    """Kind of the chart."""
    title: str
    """Title of the chart."""
    period: str
    """Period of its values; empty if the author gave none."""
    measured: str
    """Name of the quantity: the title of the values' column, if there is only one."""
    labels: tuple[str, ...]
    """Labels along their axis."""
    series: tuple[Series, ...]
    """The series, in the table's order."""
    label_colours: tuple[str, ...] = ()
    """Colour of each label that names an actor, empty for others; empty if none does."""
    places: tuple[float, ...] = ()
    """Positions of labels that are times or numbers, to scale; empty for equal distances."""
    hidden: tuple[tuple[int, int], ...] = ()
    """Series and label of each point that the reader is to guess."""
    between: int = 0
    """Number of labels between the two ends of a slope, which are not drawn."""
    beside: tuple[ChartData, ...] = ()
    """The chart at the other values of its facets; all of them share a scale."""

    @property
    def has_emphasis(self) -> bool:
        """True if something is emphasised, so that the rest is drawn quietly."""
        return any(
            series.is_emphasised or any(point.is_emphasised for point in series.points)
            for series in self.series
        )

    @property
    def every_label(self) -> tuple[str, ...]:
        """Its labels, and those at the other values of its facets."""
        return (*self.labels, *(label for one in self.beside for label in one.labels))

    @property
    def unit(self) -> str:
        """Unit of every series, or nothing if they differ."""
        units = {series.unit for series in self.series}
        return units.pop() if len(units) == 1 else ""


def _places(
    kind: ChartKind, labels: Sequence[str], rows: Sequence[Row], at: int, label: Column
) -> tuple[float, ...]:
    """Return the positions of labels to scale, for kinds of charts where distances have meaning."""
    if kind not in (ChartKind.LINE, ChartKind.SLOPE):
        return ()
    from explainer.render.chart.label_place import label_places

    return label_places(labels, [row.cells[at] for row in rows], label)


def chart_data(table: Table, options: ChartOptions, deck: Deck) -> ChartData:
    """Return the data that a directive asks for.

    Wide tables have a series for each column. With the option `series`, rows with the same text in
    that column form a series.
    """
    if not table.columns:
        return ChartData(options.kind, options.title or table.title, options.period, "", (), ())
    label, values = chart_columns(table, options)
    values = [column for column in values if column.id not in (options.series, label.id)]
    reader = _PointReader(table, deck, frozenset(options.highlight))
    places = {id(row): place for place, row in enumerate(table.rows)}
    rows = [(places[id(row)], row) for row in chart_rows(table, options)]
    if options.series:
        naming = reader.column(options.series)
        labels, series = _long_series(reader, rows, label, values, naming)
    else:
        labels, series = _wide_series(reader, rows, label, values)
    data = ChartData(
        options.kind,
        _clean(options.title or table.title),
        _clean(options.period),
        _clean(values[0].title) if len(values) == 1 else "",
        tuple(labels),
        tuple(series),
        places=_places(
            options.kind, labels, [row for _, row in rows], table.columns.index(label), label
        ),
    )
    if options.kind is ChartKind.LINE and data.places:
        data = _in_order(data)
    if options.kind is ChartKind.SLOPE and _columns_are_ends(data):
        data = _turned(data)
    if options.kind is ChartKind.SLOPE and len(data.labels) > len(_ENDS):
        data = _ends(data)
    data = _coloured(data, table, deck)
    return msgspec.structs.replace(data, hidden=_hidden(data)) if options.guess else data


def _coloured(data: ChartData, table: Table, deck: Deck) -> ChartData:
    """Return the chart with a colour for each series, and for each row that the deck names."""
    colours = spread_colours(deck, [_names(series, table) for series in data.series])
    by_label = _label_colours(data, table, deck)
    in_rows = len(data.series) == 1 and any(by_label)
    series = tuple(
        msgspec.structs.replace(
            one,
            colour=colour,
            points=_by_row(one.points, by_label) if in_rows else one.points,
        )
        for one, colour in zip(data.series, colours, strict=True)
    )
    labels = by_label if any(by_label) else ()
    return msgspec.structs.replace(data, series=series, label_colours=labels)


def _names(series: Series, table: Table) -> list[str]:
    """Return the names under which the deck may know a series: its column or row, its title."""
    columns = {point.column for point in series.points if point.column >= 0}
    rows = {point.row for point in series.points if point.row >= 0}
    names = [series.title]
    if len(rows) == 1 and len(columns) > 1:
        names.insert(0, table.rows[rows.pop()].id)
    elif len(columns) == 1:
        names.append(table.columns[columns.pop()].id)
    return names


def _label_colours(data: ChartData, table: Table, deck: Deck) -> tuple[str, ...]:
    """Return the colour of each label: that of the row in which all its points are."""
    found = []
    for n in range(len(data.labels)):
        rows = {series.points[n].row for series in data.series if series.points[n].row >= 0}
        id = table.rows[rows.pop()].id if len(rows) == 1 else ""
        found.append(named_colour(deck, id) if id else "")
    return tuple(found)


def _by_row(points: tuple[Point, ...], colours: tuple[str, ...]) -> tuple[Point, ...]:
    """Return points in the colours of their rows; a row without one is drawn in none."""
    return tuple(
        msgspec.structs.replace(point, colour=colours[n] or PLAIN) for n, point in enumerate(points)
    )


def panels(data: ChartData) -> list[ChartData]:
    """Return the chart in parts of one unit each, since different units must not share an axis."""
    units = dict.fromkeys(series.unit for series in data.series)
    if len(units) < 2:
        return [data]
    parts = []
    for unit in units:
        series = tuple(one for one in data.series if one.unit == unit)
        parts.append(msgspec.structs.replace(data, series=series))
    return parts


def uncovered(data: ChartData) -> ChartData:
    """Return the chart with no points left to guess."""
    return msgspec.structs.replace(data, hidden=())


class _PointReader:
    """Makes points from a table's cells."""

    def __init__(self, table: Table, deck: Deck, highlight: frozenset[str]) -> None:
        self.highlight = highlight
        self._table = table
        self._deck = deck
        self._places = {column.id: place for place, column in enumerate(table.columns)}

    def column(self, identifier: str) -> Column:
        """Return the column with an id."""
        return self._table.columns[self._places[identifier]]

    def text(self, row: Row, column: Column) -> str:
        """Return the text of a cell, on one line."""
        return _clean(cell_text(row.cells[self._places[column.id]], column))

    def point(self, place: int, row: Row, column: Column, label: int) -> Point:
        """Return the point for a cell."""
        at = self._places[column.id]
        held = row.cells[at]
        cell = _finite(held)
        known = measure(cell)
        claims = tuple(claim for claim in cell.claims if claim in self._deck.claims)
        verdicts = {self._deck.claims[claim].verdict for claim in claims}
        sources = cell.sources or self._table.sources
        has_bounds = known is not None and known.low != known.high
        return Point(
            label,
            place,
            at,
            value=known.middle if known else None,
            low=_end(known.low) if known and has_bounds else None,
            high=_end(known.high) if known and has_bounds else None,
            is_stated=isinstance(cell.value, float),
            is_approximate=known is not None and known.approx,
            text=_clean(cell_text(cell, column)) if known or cell.text else "–",
            claims=claims,
            verdicts=tuple(verdict for verdict in DISPUTED if verdict in verdicts),
            sources=sources,
            is_weak=self._is_weak(sources),
            missing="" if known else _reason(held),
            is_emphasised=bool(self.highlight & {column.id, row.id}),
        )

    def _is_weak(self, sources: tuple[str, ...]) -> bool:
        known = [self._deck.sources[name] for name in sources if name in self._deck.sources]
        return bool(known) and all(source.grade is SourceGrade.D for source in known)


def _clean(text: str) -> str:
    """Return the text on one line; thin and no-break spaces are kept."""
    return _GAPS.sub(" ", text).strip(" ")


def _end(value: float) -> float | None:
    return value if isfinite(value) else None


def _finite(cell: Cell) -> Cell:
    """Return the cell without infinite numbers, and with the ends of its range in order."""
    low = None if cell.low is None else _end(cell.low)
    high = None if cell.high is None else _end(cell.high)
    if low is not None and high is not None and low > high:
        low, high = high, low
    value = cell.value
    if isinstance(value, float) and not isfinite(value):
        value = None
    if (value, low, high) == (cell.value, cell.low, cell.high):
        return cell
    return msgspec.structs.replace(cell, value=value, low=low, high=high)


def _reason(cell: Cell) -> str:
    """Return the reason why a cell gives no point."""
    if cell.missing:
        return _clean(cell.missing)
    if is_blank(cell):
        return "no value"
    return "not a finite number" if isinstance(cell.value, float) else "not a number"


def _unit(column: Column) -> str:
    return PERCENT if column.kind is ColumnKind.PERCENT else _clean(column.unit)


def _wide_series(
    reader: _PointReader, rows: list[tuple[int, Row]], label: Column, values: list[Column]
) -> tuple[list[str], list[Series]]:
    """Return a series for each column, with a label for each row."""
    labels = [reader.text(row, label) for _, row in rows]
    return labels, [
        Series(
            index,
            _clean(column.title),
            _unit(column),
            tuple(reader.point(place, row, column, n) for n, (place, row) in enumerate(rows)),
            column.id in reader.highlight,
        )
        for index, column in enumerate(values)
    ]


def _long_series(
    reader: _PointReader,
    rows: list[tuple[int, Row]],
    label: Column,
    values: list[Column],
    naming: Column,
) -> tuple[list[str], list[Series]]:
    """Return a series for each text of a column; a label repeated in a series counts twice."""
    slots: dict[tuple[str, int], int] = {}
    seen: dict[tuple[str, str], int] = {}
    found: dict[tuple[str, int], dict[int, Point]] = {}
    for place, row in rows:
        name, text = reader.text(row, naming), reader.text(row, label)
        turn = seen.get((name, text), 0)
        seen[name, text] = turn + 1
        slot = slots.setdefault((text, turn), len(slots))
        for which, column in enumerate(values):
            point = reader.point(place, row, column, slot)
            found.setdefault((name, which), {})[slot] = point
    series = []
    for index, ((name, which), points) in enumerate(found.items()):
        column = values[which]
        series.append(
            Series(
                index,
                name if len(values) == 1 else f"{name}, {_clean(column.title)}",
                _unit(column),
                tuple(points.get(n) or Point(n, missing="no value") for n in range(len(slots))),
                bool(reader.highlight & {name, column.id}),
            )
        )
    return [text for text, _ in slots], series


def _in_order(data: ChartData) -> ChartData:
    """Return the chart with labels in the order of their positions, so that lines run forward."""
    order = sorted(range(len(data.labels)), key=data.places.__getitem__)
    return msgspec.structs.replace(
        data,
        labels=tuple(data.labels[n] for n in order),
        places=tuple(data.places[n] for n in order),
        series=tuple(
            msgspec.structs.replace(
                series,
                points=tuple(
                    msgspec.structs.replace(series.points[n], label=at)
                    for at, n in enumerate(order)
                ),
            )
            for series in data.series
        ),
    )


def _columns_are_ends(data: ChartData) -> bool:
    """True if a slope runs from column to column, because its rows are not times."""
    units = {series.unit for series in data.series}
    return len(data.series) > 1 and len(units) == 1 and len(data.labels) != 2 and not data.places


def _turned(data: ChartData) -> ChartData:
    """Return the chart with labels and series exchanged."""
    series = tuple(
        Series(
            index,
            label,
            data.unit,
            tuple(
                msgspec.structs.replace(one.points[index], label=at)
                for at, one in enumerate(data.series)
            ),
            any(one.points[index].is_emphasised for one in data.series) and not _all_same(data),
        )
        for index, label in enumerate(data.labels)
    )
    labels = tuple(one.title for one in data.series)
    return msgspec.structs.replace(data, labels=labels, series=series, places=())


def _ends(data: ChartData) -> ChartData:
    """Return the chart with only its first and last label."""
    return msgspec.structs.replace(
        data,
        labels=tuple(data.labels[end] for end in _ENDS),
        places=tuple(data.places[end] for end in _ENDS) if data.places else (),
        series=tuple(
            msgspec.structs.replace(
                series,
                points=tuple(
                    msgspec.structs.replace(series.points[end], label=at)
                    for at, end in enumerate(_ENDS)
                ),
            )
            for series in data.series
        ),
        between=len(data.labels) - len(_ENDS),
    )


def _all_same(data: ChartData) -> bool:
    """True if whole columns are emphasised, which does not distinguish any row."""
    return any(series.is_emphasised for series in data.series)


def _hidden(data: ChartData) -> tuple[tuple[int, int], ...]:
    """Return the points to guess: the emphasised ones, else all but the first of each series."""
    hidden: list[tuple[int, int]] = []
    for series in data.series:
        known = [point for point in series.points if point.value is not None]
        if data.has_emphasis:
            known = [p for p in known if p.is_emphasised or series.is_emphasised]
        else:
            known = known[1:]
        hidden.extend((series.index, point.label) for point in known)
    return tuple(hidden)


def with_hidden(data: ChartData, shown: Callable[[Series, Point], Point]) -> ChartData:
    """Return a chart in which `shown` has replaced each point that is hidden."""
    if not data.hidden:
        return data
    hidden = set(data.hidden)
    series = tuple(
        msgspec.structs.replace(
            one,
            points=tuple(
                shown(one, point) if (one.index, point.label) in hidden else point
                for point in one.points
            ),
        )
        for one in data.series
    )
    return msgspec.structs.replace(data, series=series)
