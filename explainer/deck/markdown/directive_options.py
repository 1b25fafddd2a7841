"""Reads the options of directives from the TOML in their fences."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import chain, islice

import msgspec

from explainer.deck.block import Block, Broken, Directive, Image
from explainer.deck.directive import (
    ChartKind,
    ChartOptions,
    CompareOptions,
    Options,
    QuestionOptions,
    QuizOptions,
    TableOptions,
    TimelineOptions,
)
from explainer.deck.fields import Fields
from explainer.deck.markdown.embedded_toml import EmbeddedToml
from explainer.deck.markdown.facet_options import usable_facets
from explainer.deck.markdown.inlines import Reading
from explainer.deck.model import NUMERIC_KINDS, Deck, Table
from explainer.deck.slug import slugged
from explainer.deck.table_limit import MAX_CELLS
from explainer.problems import Code, Problem, Problems, Span

_Reader = Callable[[str, Fields, Deck, Problems], Options | None]

_MOST_POINTS = 200_000
"""Most points of one chart; each series has one at every label of the others."""

_CHART_KINDS = {kind.value: kind for kind in ChartKind}
_STEPS = {"rows": "rows", "columns": "columns"}
_SCALES = {"time": "time", "even": "even"}


def read_directive(
    reading: Reading, kind: str, target: str, body: str, start: int, end: int
) -> Block:
    """Return the block of a directive in a fence on lines `start` to `end` (from 0, exclusive).

    A directive that refers to something unknown becomes `Broken`. A wrong option gets its default
    and is reported.
    """
    span = reading.source.lines(start, end)
    first_line = reading.source.first_line + start + 1
    indents = [
        reading.source.indent(start + 1 + number, line)
        for number, line in enumerate(body.split("\n"))
    ]
    embedded = EmbeddedToml(reading.source.file, body, first_line, reading.problems, indents)
    fields = embedded.fields()
    if fields is None:
        return Broken(reading.problems[-1], span)
    place = reading.source.find(target, start, behind="{" + kind + "} ") if target else span
    if kind != "quiz" and not target:
        problem = reading.problems.add(
            Code.TARGET_MISSING,
            reading.source.find("{" + kind + "}", start),
            f"'{{{kind}}}' does not say what to show.",
            f"Name it behind the directive: '{{{kind}}} name'.",
        )
        return Broken(problem, span)
    if kind == "image":
        return _read_image(reading, target, fields, embedded, span, place)
    missing = _missing_target(kind, target, reading.deck, place, reading.problems)
    if missing is not None:
        return Broken(missing, span)
    identifier = fields.id("id") or target or kind
    before = len(reading.problems)
    options = KINDS[kind](target, fields, reading.deck, embedded.problems)
    fields.finish()
    embedded.finish()
    if options is None:
        return Broken(reading.problems[before], span)
    if reading.shown_cells > MAX_CELLS:
        return Broken(_too_much(reading, place), span)
    reading.shown_cells += _cells(options, reading.deck)
    return Directive(options, identifier, span)


def _too_much(reading: Reading, place: Span) -> Problem:
    return reading.problems.add(
        Code.TABLE_TOO_LARGE,
        place,
        f"What stands before this in the section shows more than {MAX_CELLS:,} cells already.",
        "Name the rows and columns that are compared, or cut the section into several.",
    )


def _cells(options: Options, deck: Deck) -> int:
    """Return the number of cells, events or questions that a directive shows."""
    match options:
        case TableOptions() | CompareOptions() | ChartOptions():
            table = deck.tables[options.target]
            columns = () if isinstance(options, ChartOptions) else options.columns
            return (len(options.rows) or len(table.rows)) * (len(columns) or len(table.columns))
        case TimelineOptions():
            return len(deck.timelines[options.target].events)
        case QuizOptions():
            return options.count or len(deck.questions)
        case _:
            return 1


def _missing_target(
    kind: str, target: str, deck: Deck, place: Span, problems: Problems
) -> Problem | None:
    known: Collection[str]
    if kind in ("table", "compare", "chart"):
        code, known, file = Code.UNKNOWN_TABLE, deck.tables, f"data/{target}.toml"
        word = "table"
    elif kind == "timeline":
        code, known, file = Code.UNKNOWN_TIMELINE, deck.timelines, f"data/{target}.toml"
        word = "timeline"
    elif kind == "question":
        code, known, file = Code.UNKNOWN_QUESTION, deck.questions, "quiz/"
        word = "question"
    else:
        return None
    if target in known:
        return None
    suggestion = problems.suggest(target, known) or f"Add it in {file}."
    if word == "table" and target in deck.timelines:
        suggestion = f"'{target}' is a timeline: show it with '{{timeline}} {target}'."
    elif word == "timeline" and target in deck.tables:
        suggestion = f"'{target}' is a table: show it with '{{table}} {target}'."
    return problems.add(code, place, f"There is no {word} '{target}'.", suggestion)


def _table(target: str, fields: Fields, deck: Deck, problems: Problems) -> Options:
    table = deck.tables[target]
    columns, rows = table.columns_by_id, table.rows_by_id
    sort = fields.text("sort")
    _known(fields, "sort", (sort.removeprefix("-"),) if sort else (), columns, Code.UNKNOWN_COLUMN)
    shown = _columns(fields, "columns", table)
    label = next(iter(shown or columns), "")
    options = TableOptions(
        target,
        columns=shown,
        rows=_rows(fields, "rows", table),
        sort=sort if sort.removeprefix("-") in columns else "",
        highlight=_highlight(fields, columns, rows, _names(fields, table, label)),
        steps=fields.one_of("steps", _STEPS) or "",
        transpose=fields.boolean("transpose"),
    )
    options = msgspec.structs.replace(options, bars=_bars(fields, table, options))
    facets = _facets(fields, table, options.rows, {label: "which names the rows"})
    return msgspec.structs.replace(options, facets=facets)


def _facets(
    fields: Fields, table: Table, rows: tuple[str, ...], taken: dict[str, str]
) -> tuple[str, ...]:
    """Return the columns named in `facets` whose values can be switched; report the others."""
    named = fields.strings("facets")
    known = _known(fields, "facets", named, table.columns_by_id, Code.UNKNOWN_COLUMN)
    places = {identifier: n for n, identifier in enumerate(named) if identifier in known}
    return usable_facets(fields, places, table, rows, taken)


def _bars(fields: Fields, table: Table, options: TableOptions) -> tuple[str, ...]:
    """Return the columns named in `bars` that can have bars; report the others."""
    named = fields.strings("bars")
    wanted = _numeric(fields, "bars", named, table, "A bar shows a number")
    if wanted and options.transpose:
        fields.problems.add(
            Code.WRONG_VALUE,
            fields.key_span("bars"),
            "A transposed table has no bars, since its numbers stand side by side.",
            "Take out 'bars' or 'transpose'.",
        )
        return ()
    places = {identifier: n for n, identifier in enumerate(named)}
    shown = frozenset(options.columns or table.columns_by_id)
    for identifier in wanted:
        if identifier not in shown:
            fields.problems.add(
                Code.WRONG_VALUE,
                fields.span("bars", places[identifier]),
                f"'bars' names '{identifier}', which is not among the 'columns' that are shown.",
                "Add it to 'columns', or take it out of 'bars'.",
            )
    return tuple(identifier for identifier in wanted if identifier in shown)


def _compare(target: str, fields: Fields, deck: Deck, problems: Problems) -> Options | None:
    table = deck.tables[target]
    rows = _rows(fields, "rows", table)
    columns = _columns(fields, "columns", table)
    if len(set(rows)) != 2 or len(rows) != 2:
        problems.add(
            Code.WRONG_VALUE if fields.has("rows") else Code.MISSING_KEY,
            fields.span("rows") if fields.has("rows") else fields.key_span("rows"),
            "'{compare}' needs exactly two rows.",
            'Write rows = ["one", "other"] with two ids of the table\'s rows.',
        )
        return None
    return CompareOptions(target, rows, columns)


def _chart(target: str, fields: Fields, deck: Deck, problems: Problems) -> Options | None:
    table = deck.tables[target]
    columns = table.columns_by_id
    has_kind = fields.has("kind")
    kind = fields.one_of("kind", _CHART_KINDS)
    if not has_kind:
        fields.missing("kind", f"It is one of {', '.join(_CHART_KINDS)}.")
    x, series = fields.text("x"), fields.text("series")
    _known(fields, "x", (x,) if x else (), columns, Code.UNKNOWN_COLUMN)
    _known(fields, "series", (series,) if series else (), columns, Code.UNKNOWN_COLUMN)
    series = _series_column(fields, series, table)
    rows = _rows(fields, "rows", table)
    if series and _points(table, series, x, rows) > _MOST_POINTS:
        fields.problems.add(
            Code.TABLE_TOO_LARGE,
            fields.span("series"),
            f"The series that '{series}' tells apart would have more than {_MOST_POINTS:,} points.",
            "Name a column that groups the rows, or draw a chart of fewer 'rows'.",
        )
        series = ""
    label = x if x in columns else next(iter(columns), "")
    names = [*_texts(table, series), *_names(fields, table, label)]
    options = ChartOptions(
        target,
        kind or ChartKind.BAR,
        x=x if x in columns else "",
        y=_numbers(fields, x, table),
        series=series,
        rows=rows,
        highlight=_highlight(fields, columns, table.rows_by_id, names),
        title=fields.text("title"),
        period=fields.text("period"),
        guess=fields.boolean("guess"),
    )
    taken = {label: "which names the labels", series: "which names the series"}
    facets = _facets(fields, table, rows, taken)
    if facets and options.guess:
        fields.problems.add(
            Code.WRONG_VALUE,
            fields.key_span("facets"),
            "A chart that is to be guessed has no facets, since a guess is about one set of rows.",
            "Take out 'facets' or 'guess'.",
        )
        facets = ()
    return msgspec.structs.replace(options, facets=facets) if kind else None


def _numbers(fields: Fields, x: str, table: Table) -> tuple[str, ...]:
    """Return the columns named in `y` that hold numbers; report the others."""
    numeric = [column.id for column in table.columns if column.kind in NUMERIC_KINDS]
    wanted = _numeric(fields, "y", fields.strings("y"), table, "A chart draws numbers")
    if not fields.has("y") and not [name for name in numeric if name != (x or table.columns[0].id)]:
        fields.problems.add(
            Code.WRONG_TYPE,
            fields.key_span("y"),
            f"The table '{table.id}' has no column of numbers to draw.",
            'Give a column of it kind = "number".',
        )
    return wanted


def _numeric(
    fields: Fields, key: str, named: tuple[str, ...], table: Table, why: str
) -> tuple[str, ...]:
    """Return the columns named in an option that hold numbers; report the others."""
    wanted = _unique(_known(fields, key, named, table.columns_by_id, Code.UNKNOWN_COLUMN))
    numeric = [column.id for column in table.columns if column.kind in NUMERIC_KINDS]
    kinds = {column.id: column.kind.value for column in table.columns}
    places = {identifier: n for n, identifier in enumerate(named)}
    for identifier in wanted:
        if identifier not in numeric:
            fields.problems.add(
                Code.WRONG_TYPE,
                fields.span(key, places[identifier]),
                f"'{key}' names '{identifier}', which is a column of kind {kinds[identifier]}.",
                f"{why}: {', '.join(numeric[:12]) or 'this table has none'}.",
            )
    return tuple(identifier for identifier in wanted if identifier in numeric)


def _series_column(fields: Fields, series: str, table: Table) -> str:
    """Return the column that names the series; report one of numbers, which cannot."""
    column = table.columns_by_id.get(series)
    if column is None:
        return ""
    if column.kind not in NUMERIC_KINDS:
        return series
    others = [column.id for column in table.columns if column.kind not in NUMERIC_KINDS]
    fields.problems.add(
        Code.WRONG_TYPE,
        fields.span("series"),
        f"'series' names '{series}', which is a column of numbers and names nothing.",
        f"Name one of texts: {', '.join(others[:12]) or 'this table has none'}.",
    )
    return ""


def _points(table: Table, series: str, label: str, wanted: tuple[str, ...]) -> int:
    """Return the least number of points of a chart: one for each label of each series."""
    rows = [table.rows_by_id[row] for row in wanted] or table.rows
    ids = list(table.columns_by_id)
    telling, labels = ids.index(series), ids.index(label) if label in ids else 0
    names = {(row.cells[telling].text, row.cells[telling].value) for row in rows}
    found = {(row.cells[labels].text, row.cells[labels].value) for row in rows}
    return len(names) * len(found)


def _texts(table: Table, identifier: str) -> list[str]:
    """Return the texts in the cells of a column, each once."""
    at = next((n for n, column in enumerate(table.columns) if column.id == identifier), None)
    if at is None:
        return []
    cells = (row.cells[at] for row in table.rows)
    values = (cell.text or cell.value for cell in cells)
    return list(dict.fromkeys(value for value in values if isinstance(value, str) and value))


def _names(fields: Fields, table: Table, label: str) -> list[str]:
    """Return the ids of rows without one in a figure with facets: those made of their labels."""
    if not fields.has("facets"):
        return []
    return list(dict.fromkeys(filter(None, map(slugged, _texts(table, label)))))


def _timeline(target: str, fields: Fields, deck: Deck, problems: Problems) -> Options:
    lanes = list(dict.fromkeys(e.lane for e in deck.timelines[target].events if e.lane))
    wanted = fields.strings("lanes")
    first, last = fields.date("from"), fields.date("to")
    if first and last and last < first:
        problems.add(
            Code.BAD_RANGE, fields.span("to"), "'to' is before 'from'.", "Exchange the two."
        )
        first = last = None
    return TimelineOptions(
        target,
        lanes=_known(fields, "lanes", wanted, lanes, Code.WRONG_VALUE),
        first=first,
        last=last,
        scale=fields.one_of("scale", _SCALES) or "time",
        steps=fields.boolean("steps"),
        until=fields.date("until"),
    )


def _question(target: str, fields: Fields, deck: Deck, problems: Problems) -> Options:
    return QuestionOptions(target)


def _quiz(target: str, fields: Fields, deck: Deck, problems: Problems) -> Options:
    section, tag = fields.text("section"), fields.text("tag")
    _known(fields, "section", (section,) if section else (), deck.section_ids, Code.UNKNOWN_SECTION)
    _known(fields, "tag", (tag,) if tag else (), deck.tags, Code.UNKNOWN_TAG)
    return QuizOptions(
        target,
        section=section if section in deck.section_ids else "",
        tag=tag if tag in deck.tags else "",
        count=fields.integer("count", 0, 10_000),
    )


KINDS: dict[str, _Reader] = {
    "table": _table,
    "compare": _compare,
    "chart": _chart,
    "timeline": _timeline,
    "question": _question,
    "quiz": _quiz,
    "image": _question,
}
"""The directives, each with the reader of its options; an image is read elsewhere."""


def _columns(fields: Fields, key: str, table: Table) -> tuple[str, ...]:
    wanted = fields.strings(key)
    return _unique(_known(fields, key, wanted, table.columns_by_id, Code.UNKNOWN_COLUMN))


def _rows(fields: Fields, key: str, table: Table) -> tuple[str, ...]:
    return _known(fields, key, fields.strings(key), table.rows_by_id, Code.UNKNOWN_ROW)


def _highlight(fields: Fields, *known: Collection[str]) -> tuple[str, ...]:
    return _unique(_known_in(fields, "highlight", fields.strings("highlight"), known))


def _unique(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids in order, each once."""
    return tuple(dict.fromkeys(wanted))


def _known(
    fields: Fields, key: str, wanted: tuple[str, ...], known: Collection[str], code: Code
) -> tuple[str, ...]:
    """Return the ids that are known; report the others."""
    return _known_in(fields, key, wanted, (known,), code)


def _known_in(
    fields: Fields,
    key: str,
    wanted: tuple[str, ...],
    known: Sequence[Collection[str]],
    code: Code = Code.UNKNOWN_ROW,
) -> tuple[str, ...]:
    """Return the ids that are known in at least one collection; report the others."""
    found: list[str] = []
    for index, identifier in enumerate(wanted):
        if any(identifier in some for some in known):
            found.append(identifier)
            continue
        in_list = isinstance(fields.table.get(key), list)
        fields.problems.add(
            code,
            fields.span(key, index) if in_list else fields.span(key),
            f"'{key}' names '{identifier}', which is not there.",
            _nearest(fields.problems, identifier, known),
        )
    return tuple(found)


def _nearest(problems: Problems, identifier: str, known: Sequence[Collection[str]]) -> str:
    """Return a suggestion for an unknown id: the most similar one, or the first few that exist."""
    for some in known:
        if suggestion := problems.suggest(identifier, some):
            return suggestion
    return f"There are {', '.join(islice(chain.from_iterable(known), 12))}."


def _read_image(
    reading: Reading,
    path: str,
    fields: Fields,
    embedded: EmbeddedToml,
    span: Span,
    place: Span,
) -> Image:
    image = Image(
        path,
        fields.text("alt"),
        span,
        caption=fields.text("caption"),
        width=fields.integer("width", 0, 10_000),
    )
    fields.finish()
    embedded.finish()
    reading.images.check(path, image.alt, place, 'alt = "what it shows"')
    return image
