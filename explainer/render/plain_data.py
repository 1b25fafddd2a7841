"""Writes tables, charts and timelines as words and columns of plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from explainer.deck.directive import ChartOptions, CompareOptions, TableOptions, TimelineOptions
from explainer.deck.model import (
    Cell,
    Column,
    ColumnKind,
    Deck,
    Event,
    Row,
    Table,
)
from explainer.deck.partial_date import PartialDate
from explainer.render.chart.chart_words import chart_words, guess_words
from explainer.render.chart.data import ChartData, chart_data, uncovered
from explainer.render.directive_table import (
    ShownTable,
    chart_table,
    column_positions,
    shown_sources,
)
from explainer.render.facet.facet_narrowing import combination_words
from explainer.render.facet.facets import (
    Choice,
    Facets,
    facets_of,
    narrowed_chart_options,
    narrowed_table_options,
)
from explainer.render.plain_guess import Ask, asked_guesses
from explainer.render.plain_inline import PlainInlines
from explainer.render.plain_lines import columns, wrapped
from explainer.render.selection import ordered_rows, shown_columns
from explainer.render.table.measure import Difference, difference_text
from explainer.render.timeline.timeline_view import let_run_on, selection, timeline_view
from explainer.render.value import (
    MARKS,
    cell_text,
    column_align,
    column_title,
    date_text,
    is_blank,
    is_numeric,
)

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MOST_LANES = 8
_MARK = re.compile(f"^[{re.escape(''.join(MARKS.values()))}] ")


class PlainData:
    """Writes the tables, charts and timelines that the directives of one section show."""

    def __init__(self, deck: Deck, inlines: PlainInlines, ask: Ask | None) -> None:
        self._deck = deck
        self._inlines = inlines
        self._ask = ask

    def lines(
        self, options: TableOptions | CompareOptions | ChartOptions | TimelineOptions, width: int
    ) -> Iterator[str]:
        """Return the lines of a directive that shows data."""
        match options:
            case TableOptions():
                return self.table(options, width)
            case CompareOptions():
                return self.compare(options, width)
            case ChartOptions():
                return self.chart(options, width)
            case TimelineOptions():
                return self.timeline(options, width)

    # --- tables -------------------------------------------------------------------------------

    def table(self, options: TableOptions, width: int) -> Iterator[str]:
        """Yield a table, arranged as its author asks; with facets, each combination of values."""
        table = self._deck.tables[options.target]
        shown = shown_columns(table, options.columns)
        rows = ordered_rows(table, options.rows, options.sort)
        yield from wrapped(f"Table: {table.title}", width)
        facets = facets_of(table, options)
        for choice in facets.choices if facets is not None else ():
            assert facets is not None
            yield from self._combination(facets, choice, options, width)
            yield from self._rows(facets.table(choice), narrowed_table_options(options), width)
        if facets is None:
            yield from self._rows(table, options, width)
        else:
            yield ""
        sources = shown_sources(ShownTable(table, shown, rows))
        yield from self._foot(table.note, sources, table.as_of, width)

    def _rows(self, table: Table, options: TableOptions, width: int) -> Iterator[str]:
        """Yield the rows of a table or of a part of one."""
        shown = shown_columns(table, options.columns)
        rows = ordered_rows(table, options.rows, options.sort)
        if options.transpose and shown:
            yield from self._side_by_side(table, shown, rows, [], width)
        else:
            yield from self._columns(table, shown, rows, width)

    def _combination(
        self, facets: Facets, choice: Choice, options: TableOptions | ChartOptions, width: int
    ) -> Iterator[str]:
        """Yield the values of a combination, and which of its rows leads."""
        values, rows = combination_words(facets, choice, options)
        yield ""
        yield from wrapped(f"{values}. {rows.replace(' · ', ': ')}.", width)

    def compare(self, options: CompareOptions, width: int) -> Iterator[str]:
        """Yield two rows side by side, with their difference where they can be subtracted."""
        table = self._deck.tables[options.target]
        shown = shown_columns(table, options.columns)
        if table.columns[0] not in shown:
            shown = [table.columns[0], *shown]
        rows = ordered_rows(table, options.rows)
        yield from wrapped(f"Comparison: {table.title}", width)
        differences = _differences(table, shown, rows) if len(rows) == 2 else []
        yield from self._side_by_side(table, shown, rows, differences, width)
        if differences:
            yield from wrapped("Difference: the second less the first.", width)
        sources = shown_sources(ShownTable(table, shown, rows))
        yield from self._foot(table.note, sources, table.as_of, width)

    def _columns(
        self, table: Table, shown: Sequence[Column], rows: Sequence[Row], width: int
    ) -> Iterator[str]:
        at = column_positions(table, shown)
        words = [
            [self._cell(row.cells[n], column) for n, column in zip(at, shown, strict=True)]
            for row in rows
        ]
        titles = [column_title(column) for column in shown]
        yield from columns(titles, [column_align(column) for column in shown], words, width)

    def _side_by_side(
        self,
        table: Table,
        shown: Sequence[Column],
        rows: Sequence[Row],
        differences: Sequence[str],
        width: int,
    ) -> Iterator[str]:
        """Yield rows as columns: the first column of the table becomes the header."""
        label, *others = shown
        at, *places = column_positions(table, shown)
        titles = [column_title(label), *(self._cell(row.cells[at], label) for row in rows)]
        words = [
            [column_title(column), *(self._cell(row.cells[place], column) for row in rows)]
            for column, place in zip(others, places, strict=True)
        ]
        how = "point" if others and all(is_numeric(column) for column in others) else "left"
        align = ["left", *([how] * len(rows))]
        if differences:
            titles.append("Difference")
            align.append(how)
            words = [[*row, cell] for row, cell in zip(words, differences, strict=True)]
        yield from columns(titles, align, words, width)

    def _cell(self, cell: Cell, column: Column) -> str:
        text = cell_text(cell, column)
        if is_blank(cell):
            text = cell.missing or "no value"
        verdicts = self._inlines.verdicts(cell.claims)
        if column.kind is not ColumnKind.VERDICT:
            return text + verdicts
        return cell.value if isinstance(cell.value, str) and not cell.text else text

    # --- charts -------------------------------------------------------------------------------

    def chart(self, options: ChartOptions, width: int) -> Iterator[str]:
        """Yield a chart in sentences, then its numbers; guesses are asked for in between."""
        table = self._deck.tables[options.target]
        facets = facets_of(table, options)
        if facets is not None:
            yield from self._facet_charts(facets, options, width)
            yield ""
            yield from self._chart_foot(table, options, width)
            return
        data = chart_data(table, options, self._deck)
        if data.hidden and self._ask:
            yield from _sentences(chart_words(data), width)
            view = asked_guesses(data, self._ask, width)
            # If input ended, this ends the line of the last question.
            yield ""
            if view.guesses:
                yield from _sentences(guess_words(data, view), width)
                yield ""
        yield from self._drawn(table, data, options, width)
        yield from self._chart_foot(table, options, width)

    def _facet_charts(self, facets: Facets, options: ChartOptions, width: int) -> Iterator[str]:
        """Yield a chart at each combination of its facets."""
        narrowed = narrowed_chart_options(options)
        yield from wrapped(f"Chart: {options.title or facets.table(()).title}", width)
        for choice in facets.choices:
            table = facets.table(choice)
            yield from self._combination(facets, choice, options, width)
            yield from self._drawn(table, chart_data(table, narrowed, self._deck), narrowed, width)

    def _drawn(
        self, table: Table, data: ChartData, options: ChartOptions, width: int
    ) -> Iterator[str]:
        """Yield what a chart shows in sentences, then its numbers."""
        yield from _sentences(chart_words(uncovered(data)), width)
        yield ""
        shown = chart_table(table, options)
        yield from self._columns(table, shown.columns, shown.rows, width)

    def _chart_foot(self, table: Table, options: ChartOptions, width: int) -> Iterator[str]:
        """Yield the period, the note and the sources of a chart."""
        if options.period:
            yield from wrapped(f"Period: {options.period}", width)
        sources = shown_sources(chart_table(table, options))
        yield from self._foot(table.note, sources, table.as_of, width)

    # --- timelines ----------------------------------------------------------------------------

    def timeline(self, options: TimelineOptions, width: int) -> Iterator[str]:
        """Yield the length and the lanes of a timeline, then its events one after another.

        Nothing is hidden here: the list goes on after the author's stop.
        """
        timeline = self._deck.timelines[options.target]
        view = timeline_view(timeline, options)
        reached = selection(timeline, options, view)
        found = selection(timeline, options, let_run_on(view, options))
        yield from wrapped(f"Timeline: {timeline.title}", width)
        yield from wrapped(_span_words(found.events, found.lanes), width)
        for number, event in enumerate(found.events):
            if number == len(reached.events) and options.until:
                yield from wrapped(f"Stopped at {date_text(options.until)}; then:", width)
            yield from wrapped(self._event(event), width, rest="  ")
        yield from self._foot(timeline.note, timeline.sources, None, width)

    def _event(self, event: Event) -> str:
        when = date_text(event.date)
        when += f" to {date_text(event.until)}" if event.until else ""
        lane = f" ({event.lane})" if event.lane else ""
        words = f"- {when}{lane}: {event.title}{self._inlines.source_marks(event.sources)}"
        # An event may settle a claim, but the claim's verdict is not one on the event.
        self._inlines.claims.update(dict.fromkeys(event.claims))
        return words + (f". {event.detail}" if event.detail else "")

    # --- notes and sources --------------------------------------------------------------------

    def _foot(
        self, note: str, sources: tuple[str, ...], as_of: PartialDate | None, width: int
    ) -> Iterator[str]:
        if note:
            yield from wrapped(note, width)
        known = [self._deck.sources[source] for source in sources if source in self._deck.sources]
        if known:
            words = "; ".join(
                f"{source.publisher or source.title} [{self._inlines.number(source.id)}]"
                for source in known
            )
            yield from wrapped(f"Source{'s' if len(known) > 1 else ''}: {words}", width)
        if as_of:
            yield from wrapped(f"As of {date_text(as_of)}", width)


def _differences(table: Table, shown: Sequence[Column], rows: Sequence[Row]) -> list[str]:
    """Return the second row minus the first for each column; nothing if no column allows it."""
    first, second = rows
    found = []
    for column, at in zip(shown[1:], column_positions(table, shown[1:]), strict=True):
        text = difference_text(second.cells[at], first.cells[at], column, Difference.ABSOLUTE)
        found.append(text or "")
    return found if any(found) else []


def _sentences(sentences: Sequence[str], width: int) -> Iterator[str]:
    """Yield sentences, each on lines of its own, with verdicts as words without marks."""
    for sentence in sentences:
        yield from wrapped(_MARK.sub("", sentence), width)


def _span_words(events: Sequence[Event], lanes: Sequence[str]) -> str:
    """Return the number of events, their lanes, and the first and last date, in words."""
    if not events:
        return "No events."
    words = "1 event" if len(events) == 1 else f"{len(events)} events"
    lanes = [lane for lane in lanes if lane]
    if len(lanes) > 1:
        more = len(lanes) - _MOST_LANES
        tail = f" and {more} more" if more > 0 else ""
        words += f", {len(lanes)} lanes ({', '.join(lanes[:_MOST_LANES])}{tail})"
    first = events[0].date
    last = max((event.until or event.date for event in events), key=lambda date: date.last)
    if first == last:
        return f"{words}, {_long_date(first)}."
    return f"{words}, from {_long_date(first)} to {_long_date(last)}."


def _long_date(date: PartialDate) -> str:
    """Return a date with its month in full, to be read aloud."""
    if not date.month:
        return str(date.year)
    month = f"{_MONTHS[date.month - 1]} {date.year}"
    return f"{date.day} {month}" if date.day else month
