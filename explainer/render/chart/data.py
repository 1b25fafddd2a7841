"""What a chart draws: series of points from a table, each with what is known about its value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import isfinite

import msgspec

from explainer.deck.directive import ChartKind, ChartOptions
from explainer.deck.model import Cell, Column, ColumnKind, Deck, Row, SourceGrade, Table, Verdict
from explainer.render.selection import chart_columns, chart_rows
from explainer.render.table.measure import measure
from explainer.render.value import cell_text, is_blank

PERCENT = "%"
"""The unit of columns that hold percentages."""

_GAPS = re.compile(r"[ \t\n]+")

DISPUTED = (Verdict.CONTRADICTED, Verdict.PARTLY, Verdict.UNVERIFIED)
"""Verdicts that put a value in doubt, the gravest first."""


_ENDS = (0, -1)


class Point(msgspec.Struct, frozen=True):
    """A value of one series at one label."""

    label: int
    """Which label it belongs to, by its place in the chart."""
    row: int = -1
    """Its row, by the place in the table; -1 where the table has none for it."""
    column: int = -1
    """Its column, by the place in the table; -1 where the table has none for it."""
    value: float | None = None
    """Where it is drawn: its value, else the middle or the one known end of its bounds."""
    low: float | None = None
    """The least that it can be, where that is not the value itself."""
    high: float | None = None
    """The most that it can be, where that is not the value itself."""
    is_stated: bool = True
    """Whether the value was stated, and is not only the middle or end of its bounds."""
    is_approximate: bool = False
    """Whether the table calls it approximate."""
    text: str = "–"
    """The value as it is written, without its unit."""
    claims: tuple[str, ...] = ()
    """Claims that it states, those that the deck has."""
    verdicts: tuple[Verdict, ...] = ()
    """The verdicts that put it in doubt, the gravest first."""
    sources: tuple[str, ...] = ()
    """What it rests on: its own sources, else the table's."""
    is_weak: bool = False
    """Whether every source that it rests on has grade D."""
    missing: str = ""
    """Why there is no value."""
    is_emphasised: bool = False
    """Whether it is brought out."""
    guess: float | None = None
    """What the reader thought it was, once the record stands beside that."""
    is_open: bool = False
    """Whether the record is still hidden, and the value is only where the guess stands."""

    @property
    def is_exact(self) -> bool:
        """Whether its value is one number and no estimate."""
        return self.low is None and self.high is None and not self.is_approximate


class Series(msgspec.Struct, frozen=True):
    """Points that belong together, one for each label."""

    index: int
    """Its place among all series of the chart, also where only some are drawn."""
    title: str
    """What it is called."""
    unit: str
    """The unit of its values; `%` for percentages."""
    points: tuple[Point, ...]
    """One for each label, in the order of the labels."""
    is_emphasised: bool = False
    """Whether it is brought out."""


class ChartData(msgspec.Struct, frozen=True):
    """All that a chart says, before anybody draws it."""

    kind: ChartKind
    """How it is drawn."""
    title: str
    """What it shows."""
    period: str
    """When its values are from; empty where nobody said."""
    measured: str
    """What its values are: the title of their column, where there is only one."""
    labels: tuple[str, ...]
    """What stands along the axis of labels."""
    series: tuple[Series, ...]
    """What is drawn, in the table's order."""
    places: tuple[float, ...] = ()
    """Where labels that are times or numbers stand to scale; empty for one step a label."""
    hidden: tuple[tuple[int, int], ...] = ()
    """Series and label of each point that the reader is to guess."""
    between: int = 0
    """How many labels lie between the two ends of a slope, and are not drawn."""

    @property
    def has_emphasis(self) -> bool:
        """Whether something is brought out, so that the rest goes quiet."""
        return any(
            series.is_emphasised or any(point.is_emphasised for point in series.points)
            for series in self.series
        )

    @property
    def unit(self) -> str:
        """The unit of every series, or nothing where they differ."""
        units = {series.unit for series in self.series}
        return units.pop() if len(units) == 1 else ""


def _places(
    kind: ChartKind, labels: Sequence[str], rows: Sequence[Row], at: int, label: Column
) -> tuple[float, ...]:
    """Where labels stand to scale, in charts where distance means something."""
    if kind not in (ChartKind.LINE, ChartKind.SLOPE):
        return ()
    from explainer.render.chart.label_place import label_places

    return label_places(labels, [row.cells[at] for row in rows], label)


def chart_data(table: Table, options: ChartOptions, deck: Deck) -> ChartData:
    """The series that a directive asks for.

    Wide tables have a series a column; with the option `series`, rows that have the same text in
    that column are one series.
    """
    if not table.columns:
        return ChartData(options.kind, options.title or table.title, options.period, "", (), ())
    label, values = chart_columns(table, options)
    values = [column for column in values if column.id not in (options.series, label.id)]
    reader = _PointReader(table, deck, frozenset(options.highlight))
    places = {id(row): place for place, row in enumerate(table.rows)}
    rows = [(places[id(row)], row) for row in chart_rows(table, options)]
    if options.series:
        telling = reader.column(options.series)
        labels, series = _long_series(reader, rows, label, values, telling)
    else:
        labels, series = _wide_series(reader, rows, label, values)
    data = ChartData(
        options.kind,
        _clean(options.title or table.title),
        _clean(options.period),
        _clean(values[0].title) if len(values) == 1 else "",
        tuple(labels),
        tuple(series),
        _places(options.kind, labels, [row for _, row in rows], table.columns.index(label), label),
    )
    if options.kind is ChartKind.LINE and data.places:
        data = _in_order(data)
    if options.kind is ChartKind.SLOPE and _columns_are_ends(data):
        data = _turned(data)
    if options.kind is ChartKind.SLOPE and len(data.labels) > len(_ENDS):
        data = _ends(data)
    return msgspec.structs.replace(data, hidden=_hidden(data)) if options.guess else data


def panels(data: ChartData) -> list[ChartData]:
    """The chart in parts of one unit each: what cannot be compared never shares an axis."""
    units = dict.fromkeys(series.unit for series in data.series)
    if len(units) < 2:
        return [data]
    parts = []
    for unit in units:
        series = tuple(one for one in data.series if one.unit == unit)
        parts.append(msgspec.structs.replace(data, series=series))
    return parts


def uncovered(data: ChartData) -> ChartData:
    """The chart with nothing left to guess."""
    return msgspec.structs.replace(data, hidden=())


class _PointReader:
    """Makes points of a table's cells."""

    def __init__(self, table: Table, deck: Deck, highlight: frozenset[str]) -> None:
        self.highlight = highlight
        self._table = table
        self._deck = deck
        self._places = {column.id: place for place, column in enumerate(table.columns)}

    def column(self, identifier: str) -> Column:
        """The column of an id."""
        return self._table.columns[self._places[identifier]]

    def text(self, row: Row, column: Column) -> str:
        """What a cell says, on one line."""
        return _clean(cell_text(row.cells[self._places[column.id]], column))

    def point(self, place: int, row: Row, column: Column, label: int) -> Point:
        """The point that a cell makes."""
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
    """The text on one line; its thin and hard spaces stay."""
    return _GAPS.sub(" ", text).strip(" ")


def _end(value: float) -> float | None:
    return value if isfinite(value) else None


def _finite(cell: Cell) -> Cell:
    """The cell without numbers that no scale can hold, its bounds the right way round."""
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
    """Why a cell gives no point."""
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
    """A series a column, a label a row."""
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
    telling: Column,
) -> tuple[list[str], list[Series]]:
    """A series for each text of a column; a label said twice in one series counts twice."""
    slots: dict[tuple[str, int], int] = {}
    seen: dict[tuple[str, str], int] = {}
    found: dict[tuple[str, int], dict[int, Point]] = {}
    for place, row in rows:
        name, text = reader.text(row, telling), reader.text(row, label)
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
    """The same with labels in the order of their places, so that no line runs backwards."""
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
    """Whether a slope runs from column to column: where its rows are things and not times."""
    units = {series.unit for series in data.series}
    return len(data.series) > 1 and len(units) == 1 and len(data.labels) != 2 and not data.places


def _turned(data: ChartData) -> ChartData:
    """The same with labels and series in each other's place."""
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
    """The same with its first and last label alone."""
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
    """Whether whole columns are brought out, which tells no row from another."""
    return any(series.is_emphasised for series in data.series)


def _hidden(data: ChartData) -> tuple[tuple[int, int], ...]:
    """What is to be guessed: what is brought out, else all but the first value of each series."""
    hidden: list[tuple[int, int]] = []
    for series in data.series:
        known = [point for point in series.points if point.value is not None]
        if data.has_emphasis:
            known = [p for p in known if p.is_emphasised or series.is_emphasised]
        else:
            known = known[1:]
        hidden.extend((series.index, point.label) for point in known)
    return tuple(hidden)
