"""Tables, charts, timelines and questions of a deck, set plainly."""

from __future__ import annotations

from functools import partial

from explainer.deck.block import Directive
from explainer.deck.directive import (
    ChartOptions,
    CompareOptions,
    QuestionOptions,
    QuizOptions,
    TableOptions,
    TimelineOptions,
)
from explainer.deck.model import Cell, Column, ColumnKind, Deck, Event, Row, Table
from explainer.deck.question import Question
from explainer.render.grid import GridCells, grid_lines
from explainer.render.inline import InlineLayout
from explainer.render.line import Line, Run, beside, pad, wrap
from explainer.render.page import Target, TargetKind
from explainer.render.selection import (
    chart_columns,
    chart_rows,
    offered,
    ordered_rows,
    quiz_questions,
    shown_columns,
    shown_events,
)
from explainer.render.value import MARKS, cell_text, column_align, column_title, date_text

_WIDEST_NOTE = 88


def directive_lines(block: Directive, deck: Deck, inline: InlineLayout, width: int) -> list[Line]:
    """The lines of a directive; its target was checked when the section was parsed."""
    options = block.options
    if isinstance(options, TableOptions):
        return _table(deck.tables[options.target], options, deck, inline, width)
    if isinstance(options, CompareOptions):
        return _compare(deck.tables[options.target], options, deck, inline, width)
    if isinstance(options, ChartOptions):
        return _chart(deck.tables[options.target], options, deck, inline, width)
    if isinstance(options, TimelineOptions):
        return _timeline(options, deck, inline, width)
    if isinstance(options, QuestionOptions):
        return _question(deck.questions[options.target], width)
    assert isinstance(options, QuizOptions)
    return _quiz(block, options, deck, width)


def _spaced(lines: list[Line]) -> list[Line]:
    """The lines of a table, with an empty one behind where its rows are parted by such."""
    return [*lines, []] if [] in lines else lines


def _title(words: str, width: int) -> list[Line]:
    return wrap([Run(words, "caption-title")], width)


def _foot(
    note: str, sources: tuple[str, ...], deck: Deck, inline: InlineLayout, width: int
) -> list[Line]:
    """Note and sources under a table, chart or timeline."""
    width = min(width, _WIDEST_NOTE)
    lines = wrap([Run(note, "muted")], width) if note else []
    runs: list[Run] = []
    for source in sources:
        record = deck.sources.get(source)
        if record is None:
            continue
        inline.targets.append(Target(TargetKind.SOURCE, (source,), inline.block))
        target = len(inline.targets) - 1
        label = "Source: " if len(sources) == 1 else "Sources: "
        runs.append(Run(", " if runs else label, "muted"))
        runs.append(Run(record.publisher or record.title, "muted", "", target))
        runs.append(Run(inline.source_mark(source), "source", "", target))
    return lines + (wrap(runs, width) if runs else [])


def _table(
    table: Table, options: TableOptions, deck: Deck, inline: InlineLayout, width: int
) -> list[Line]:
    columns = shown_columns(table, options.columns)
    rows = ordered_rows(table, options.rows, options.sort)
    lines = _title(table.title, width)
    if options.transpose:
        cells = _transposed(table, columns, rows, deck, inline)
    else:
        cells = _cells(table, columns, rows, options.highlight, deck, inline)
    lines.extend(_spaced(grid_lines(cells, width)))
    return lines + _foot(table.note, table.sources, deck, inline, width)


def _cells(
    table: Table,
    columns: list[Column],
    rows: list[Row],
    highlight: tuple[str, ...],
    deck: Deck,
    inline: InlineLayout,
) -> GridCells:
    positions = [table.columns.index(column) for column in columns]
    return GridCells(
        [[Run(column_title(column))] for column in columns],
        [column_align(column) for column in columns],
        [
            [
                cell_runs(row.cells[position], column, deck, inline)
                for position, column in zip(positions, columns, strict=True)
            ]
            for row in rows
        ],
        frozenset(index for index, row in enumerate(rows) if row.id and row.id in highlight),
    )


def _transposed(
    table: Table, columns: list[Column], rows: list[Row], deck: Deck, inline: InlineLayout
) -> GridCells:
    label, *others = columns
    at = table.columns.index
    header = [[Run(column_title(label))]]
    header.extend([Run(cell_text(row.cells[at(label)], label))] for row in rows)
    body = [
        [
            [Run(column_title(column), "strong")],
            *(cell_runs(row.cells[at(column)], column, deck, inline) for row in rows),
        ]
        for column in others
    ]
    return GridCells(header, ["left"] * (len(rows) + 1), body)


def cell_runs(cell: Cell, column: Column, deck: Deck, inline: InlineLayout) -> list[Run]:
    """A cell's text with the marks of the claims it states."""
    text = cell_text(cell, column)
    role = "faint" if cell.value is None and not cell.text and cell.low is None else ""
    if column.kind is ColumnKind.VERDICT and isinstance(cell.value, str) and not cell.text:
        role = cell.value
    runs = [Run(text, role)]
    known = tuple(claim for claim in cell.claims if claim in deck.claims)
    if known:
        inline.targets.append(Target(TargetKind.CLAIM, known, inline.block))
        target = len(inline.targets) - 1
        runs = [Run(text, f"{role} claim".strip(), "", target)]
        if column.kind is ColumnKind.VERDICT:
            return runs
        for verdict in dict.fromkeys(deck.claims[claim].verdict for claim in known):
            runs.append(Run(f"\u00a0{MARKS[verdict]}", verdict.value, "", target))
    return runs


def _compare(
    table: Table, options: CompareOptions, deck: Deck, inline: InlineLayout, width: int
) -> list[Line]:
    by_id = {row.id: row for row in table.rows}
    rows = [by_id[identifier] for identifier in options.rows if identifier in by_id]
    columns = shown_columns(table, options.columns)
    label = table.columns[0]
    if label not in columns:
        columns = [label, *columns]
    lines = _title(table.title, width)
    lines.extend(grid_lines(_transposed(table, columns, rows, deck, inline), width))
    return lines + _foot(table.note, table.sources, deck, inline, width)


def _chart(
    table: Table, options: ChartOptions, deck: Deck, inline: InlineLayout, width: int
) -> list[Line]:
    label, values = chart_columns(table, options)
    columns = [label, *(column for column in values if column is not label)]
    lines = _title(options.title or table.title, width)
    rows = chart_rows(table, options)
    lines.extend(grid_lines(_cells(table, columns, rows, options.highlight, deck, inline), width))
    period = [Run(f"Period: {options.period}", "muted")] if options.period else []
    lines.extend(wrap(period, width) if period else [])
    return lines + _foot(table.note, table.sources, deck, inline, width)


def _timeline(options: TimelineOptions, deck: Deck, inline: InlineLayout, width: int) -> list[Line]:
    timeline = deck.timelines[options.target]
    lines = _title(timeline.title, width)
    events = shown_events(timeline, options)
    date_width = max((len(_event_date(event)) for event in events), default=0)
    widest = min(width, _WIDEST_NOTE)
    is_beside = widest - date_width - 4 >= 24
    for event in events:
        date = [Run(_event_date(event), "event-date")]
        words = partial(_event_lines, _event_head(event, deck, inline), event.detail)
        if is_beside:
            first = [*pad(date, date_width), Run(" "), Run("●", "event-mark"), Run("  ")]
            rest = [Run(" " * (date_width + 1)), Run("│", "rule"), Run("  ")]
            lines.extend(beside(first, rest, widest, words))
        else:
            bar = [Run("│ ", "rule")]
            lines.extend(wrap([Run("● ", "event-mark"), *date], width))
            lines.extend(beside(bar, bar, widest, words))
    return lines + _foot(timeline.note, timeline.sources, deck, inline, width)


def _event_head(event: Event, deck: Deck, inline: InlineLayout) -> list[Run]:
    head = [_event_title(event, deck, inline), *_event_sources(event, deck, inline)]
    return [*head, Run(f" · {event.lane}", "faint")] if event.lane else head


def _event_lines(head: list[Run], detail: str, width: int) -> list[Line]:
    return wrap(head, width) + (wrap([Run(detail)], width) if detail else [])


def _event_date(event: Event) -> str:
    until = f" – {date_text(event.until)}" if event.until else ""
    return date_text(event.date) + until


def _event_sources(event: Event, deck: Deck, inline: InlineLayout) -> list[Run]:
    runs: list[Run] = []
    for source in event.sources:
        if source in deck.sources:
            inline.targets.append(Target(TargetKind.SOURCE, (source,), inline.block))
            mark = inline.source_mark(source)
            runs.append(Run(f"·{mark}" if runs else mark, "source", "", len(inline.targets) - 1))
    return runs


def _event_title(event: Event, deck: Deck, inline: InlineLayout) -> Run:
    """The title, which opens the claims that the event settles."""
    claims = tuple(claim for claim in event.claims if claim in deck.claims)
    if not claims:
        return Run(event.title, "strong")
    inline.targets.append(Target(TargetKind.CLAIM, claims, inline.block))
    return Run(event.title, "strong", "", len(inline.targets) - 1)


def _question(question: Question, width: int) -> list[Line]:
    """The prompt and what it offers, to think about; answering is for a quiz."""
    bar = [Run("▎ ", "callout-important")]

    def words(room: int) -> list[Line]:
        lines = wrap([Run("Question", "callout-important strong")], room)
        return lines + _question_lines(question, room)

    return beside(bar, bar, min(width, _WIDEST_NOTE), words)


def _question_lines(question: Question, room: int) -> list[Line]:
    bullet, indent = [Run("• ", "marker")], [Run("  ")]
    lines = wrap([Run(question.prompt)], room)
    for text in offered(question):
        lines.extend(beside(bullet, indent, room, partial(wrap, [Run(text)])))
    return lines


def _quiz(block: Directive, options: QuizOptions, deck: Deck, width: int) -> list[Line]:
    """The questions, to think about; answering is for a quiz."""
    bar = [Run("▎ ", "callout-important")]

    def words(room: int) -> list[Line]:
        lines = wrap([Run("Questions", "callout-important strong")], room)
        for question in quiz_questions(block, options, deck):
            lines.append([])
            lines.extend(_question_lines(question, room))
        return lines

    return beside(bar, bar, min(width, _WIDEST_NOTE), words)
