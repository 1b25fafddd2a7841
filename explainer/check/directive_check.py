"""Checks that charts and timelines make sense with their data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from explainer.deck.block import Directive, Section, walk
from explainer.deck.directive import (
    ChartKind,
    ChartOptions,
    TableOptions,
    TimelineOptions,
)
from explainer.deck.markdown.source_text import SourceFiles
from explainer.deck.model import Column, ColumnKind, Deck, Row, Table
from explainer.problems import Code, Problems, Span
from explainer.render.chart.data import ChartData, chart_data
from explainer.render.chart.label_place import time_place
from explainer.render.directive_table import shown_table
from explainer.render.facet.facet_chart import facet_chart_data
from explainer.render.facet.facets import Facets, facets_of
from explainer.render.selection import chart_columns, not_after, shown_events

_MOST_NAMED = 4
_YEAR = r"(?:FY ?)?[12][0-9]{3}"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_PERIODS = {
    "years": re.compile(rf"{_YEAR}(?:[–/-][0-9]{{2}}(?:[0-9]{{2}})?)?", re.IGNORECASE),
    "halves": re.compile(rf"H[12][ /-]?{_YEAR}|{_YEAR}[ /-]?H[12]", re.IGNORECASE),
    "quarters": re.compile(rf"Q[1-4][ /-]?{_YEAR}|{_YEAR}[ /-]?Q[1-4]", re.IGNORECASE),
    "months": re.compile(
        rf"{_MONTH}\.? {_YEAR}|{_YEAR} {_MONTH}|[12][0-9]{{3}}-(?:0[1-9]|1[0-2])", re.IGNORECASE
    ),
}
_NAMES_A_YEAR = re.compile(r"(?<![\w.,])[12][0-9]{3}(?![\w,]|\.[0-9])")


def check_directives(
    root: Path, deck: Deck, sections: Sequence[Section], problems: Problems
) -> None:
    """Report charts, tables and timelines that cannot show what they are meant to show."""
    check = _DirectiveCheck(deck, SourceFiles(root), problems)
    for section in sections:
        for block in walk(section.blocks):
            if not isinstance(block, Directive):
                continue
            if isinstance(block.options, ChartOptions):
                check.chart(block, block.options)
            elif isinstance(block.options, TableOptions):
                check.highlight(block, block.options.highlight, "table")
            elif isinstance(block.options, TimelineOptions):
                check.timeline(block, block.options)


class _DirectiveCheck:
    """Checks the directives of one deck."""

    def __init__(self, deck: Deck, places: SourceFiles, problems: Problems) -> None:
        self._deck = deck
        self._places = places
        self._problems = problems

    # --- charts and tables --------------------------------------------------------------------

    def chart(self, block: Directive, options: ChartOptions) -> None:
        """Report the problems of a chart."""
        table = self._deck.tables[options.target]
        facets = facets_of(table, options)
        if facets is None:
            data = chart_data(table, options, self._deck)
        else:
            data = facet_chart_data(facets, facets.first, options, self._deck)
            self._first_combination(block, facets, data)
        if not self._lost_columns(block, options):
            self._values(block, options, data)
            self._units(block, data)
            self._periods(block, data)
        self._period(block, options, data)
        self.highlight(block, options.highlight, "chart")

    def _first_combination(self, block: Directive, facets: Facets, data: ChartData) -> None:
        """Report facets whose first values leave nothing to draw."""
        points = (point for series in data.series for point in series.points)
        if all(point.value is None for point in points):
            self._add(
                Code.WRONG_VALUE,
                self._option(block, "facets"),
                f"The values that this chart shows first leave no number to draw: "
                f"{facets.words(facets.first)}.",
                "The first row of the table decides: put one with a number before it.",
            )

    def _lost_columns(self, block: Directive, options: ChartOptions) -> bool:
        """True if no column named in 'y' can be drawn, which was reported before.

        The chart then draws other columns, which need no report.
        """
        span = block.span
        if options.y or self._places.option(span, "y").line == span.line or span.line is None:
            return False
        lines = range(span.line, (span.end_line or span.line) + 1)
        return any(
            problem.code in (Code.WRONG_TYPE, Code.UNKNOWN_COLUMN)
            and problem.span.file == span.file
            and problem.span.line in lines
            for problem in self._problems
        )

    def _values(self, block: Directive, options: ChartOptions, data: ChartData) -> None:
        """Report data that a chart of this kind cannot draw."""
        if options.kind in (ChartKind.LINE, ChartKind.SLOPE) and len(data.labels) < 2:
            count = "one label" if data.labels else "no labels"
            self._add(
                Code.WRONG_VALUE,
                self._option(block, "x", "rows"),
                f"A {options.kind} needs two labels or more, and this one has {count}.",
                "Take another column as x, show more rows, or draw bars.",
            )
        if options.kind in (ChartKind.STACKED, ChartKind.SHARE):
            self._negatives(block, options, data)
        if options.guess and not data.hidden:
            self._add(
                Code.WRONG_VALUE,
                self._option(block, "guess"),
                "This chart has nothing to guess: no point of it would be hidden.",
                "Each series needs a value behind its first; or highlight the values to be hidden.",
            )

    def _negatives(self, block: Directive, options: ChartOptions, data: ChartData) -> None:
        names = [
            data.labels[point.label]
            for series in data.series
            for point in series.points
            if point.value is not None and point.value < 0
        ]
        if names:
            self._add(
                Code.WRONG_VALUE,
                self._option(block, "y", "kind"),
                f"A {options.kind} chart adds up parts, and less than nothing is no part: "
                f"{_listed(names)}.",
                'Draw it with kind = "grouped", which can show values below zero.',
            )

    def _units(self, block: Directive, data: ChartData) -> None:
        units = list(dict.fromkeys(series.unit or "no unit" for series in data.series))
        if len(units) > 1:
            self._add(
                Code.MIXED_UNITS,
                self._option(block, "y", "kind"),
                f"This chart draws values of different units: {_listed(units)}.",
                "Make a chart of each, or name columns of one unit in 'y'.",
            )

    def _periods(self, block: Directive, data: ChartData) -> None:
        """Report labels or series that mix years with quarters or months."""
        column = self._label_column(block)
        is_date = column is not None and column.kind is ColumnKind.DATE
        for names, key in (
            (() if is_date else data.labels, "x"),
            (tuple(series.title for series in data.series), "y"),
        ):
            found: dict[str, str] = {}
            for name in names:
                if kind := _period_kind(name):
                    found.setdefault(kind, name)
            if len(found) > 1:
                words = [f"{kind} ('{name}')" for kind, name in found.items()]
                self._add(
                    Code.MIXED_PERIODS,
                    self._option(block, key, "rows"),
                    f"This chart has periods of different length on one axis: {_listed(words)}.",
                    "Choose rows of one length with 'rows', or make a chart of each.",
                )

    def _period(self, block: Directive, options: ChartOptions, data: ChartData) -> None:
        table = self._deck.tables[options.target]
        if options.period or table.as_of or not data.series:
            return
        names = [*data.labels, *(series.title for series in data.series)]
        is_timed = any(_period_kind(name) or time_place(name) is not None for name in names)
        column = self._label_column(block)
        is_timed = is_timed or (column is not None and column.kind is ColumnKind.DATE)
        if not is_timed and not _names_a_time(f"{options.title} {table.title} {table.note}"):
            self._add(
                Code.PERIOD_MISSING,
                Span(block.span.file, block.span.line),
                f"The chart of '{table.id}' does not say when its values are from.",
                'Write period = "2024, Canalys" in it, or as_of in its table.',
            )

    def _label_column(self, block: Directive) -> Column | None:
        options = block.options
        assert isinstance(options, ChartOptions)
        table = self._deck.tables[options.target]
        return chart_columns(table, options)[0] if table.columns else None

    def highlight(self, block: Directive, wanted: tuple[str, ...], kind: str) -> None:
        """Report ids that are to be emphasised but are not shown."""
        shown = shown_table(block, self._deck)
        if not wanted or shown is None:
            return
        known = {row.id for row in shown.rows} | {column.id for column in shown.columns}
        if isinstance(block.options, TableOptions | ChartOptions):
            facets = facets_of(shown.table, block.options)
            known |= {row.id for row in facets.whole().rows} if facets is not None else set()
        known |= self._series_names(block, shown.table, shown.rows)
        for identifier in wanted:
            if identifier not in known:
                self._add(
                    Code.WRONG_VALUE,
                    self._option(block, "highlight"),
                    f"'highlight' names '{identifier}', which this {kind} leaves out.",
                    "Show it too, or take it out of 'highlight'.",
                )

    def _series_names(self, block: Directive, table: Table, rows: list[Row]) -> set[str]:
        options = block.options
        if not isinstance(options, ChartOptions) or not options.series:
            return set()
        data = chart_data(table, options, self._deck)
        return {series.title for series in data.series}

    # --- timelines ----------------------------------------------------------------------------

    def timeline(self, block: Directive, options: TimelineOptions) -> None:
        """Report a timeline that shows nothing, or that stops before or after all its events."""
        timeline = self._deck.timelines[options.target]
        events = shown_events(timeline, options)
        if not events:
            if timeline.events:
                self._add(
                    Code.WRONG_VALUE,
                    self._option(block, "from", "to", "lanes"),
                    f"No event of '{timeline.id}' lies within what this timeline shows.",
                    f"Its events go from {timeline.events[0].date} to {timeline.events[-1].date}.",
                )
            return
        until = options.until
        first, last = events[0].date, max(event.date for event in events)
        if until and (until.last < first.first or not not_after(until, last)):
            self._add(
                Code.WRONG_VALUE,
                self._option(block, "until"),
                f"'until' is {until}, and the events shown go from {first} to {last}.",
                "Name a date between them, or leave 'until' out.",
            )

    # --- reporting ----------------------------------------------------------------------------

    def _option(self, block: Directive, *keys: str) -> Span:
        """Return the position of the first of some options, or the line of the directive."""
        for key in keys:
            place = self._places.option(block.span, key)
            if place.line != block.span.line:
                return place
        return Span(block.span.file, block.span.line)

    def _add(self, code: Code, span: Span, message: str, help: str) -> None:
        self._problems.add(code, span, message, help)


def _listed(names: Sequence[str]) -> str:
    """Return some names on one line, and the number of the others."""
    shown = [name if len(name) <= 40 else f"{name[:39]}…" for name in names[:_MOST_NAMED]]
    more = len(names) - _MOST_NAMED
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def _period_kind(label: str) -> str:
    """Return the kind of period that a label names, such as `quarters` for `Q1 2024`, or ""."""
    # `2011-12` may be a season or a month; among labels that are months it is a month.
    kinds = [kind for kind, shape in _PERIODS.items() if shape.fullmatch(label.strip())]
    return kinds[-1] if kinds else ""


def _names_a_time(text: str) -> bool:
    """True if a text names a year."""
    return _NAMES_A_YEAR.search(text) is not None
