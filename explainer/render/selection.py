"""Selects the rows, columns and events that a directive shows, in their order."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

from explainer.deck.block import Directive
from explainer.deck.directive import ChartOptions, QuizOptions, TimelineOptions
from explainer.deck.model import Column, Deck, Event, Row, Table, Timeline
from explainer.deck.partial_date import PartialDate
from explainer.deck.question import Question, QuestionType
from explainer.render.table.measure import sort_key
from explainer.render.value import is_numeric


def shown_columns(table: Table, wanted: tuple[str, ...]) -> list[Column]:
    """Return the columns asked for, in that order, or all."""
    if not wanted:
        return list(table.columns)
    by_id = table.columns_by_id
    return [by_id[identifier] for identifier in wanted if identifier in by_id]


def ordered_rows(table: Table, wanted: tuple[str, ...], sort: str = "") -> list[Row]:
    """Return the rows asked for, sorted by a column if one is named, with blanks last."""
    by_id = table.rows_by_id
    rows = [by_id[identifier] for identifier in wanted if identifier in by_id]
    rows = rows or list(table.rows)
    identifier = sort.removeprefix("-")
    position = next((i for i, c in enumerate(table.columns) if c.id == identifier), None)
    if position is None:
        return rows
    column = table.columns[position]
    keys = [(sort_key(row.cells[position], column), row) for row in rows]
    filled = sorted(
        ((key, row) for key, row in keys if key is not None),
        key=lambda pair: pair[0],
        reverse=sort.startswith("-"),
    )
    return [row for _, row in filled] + [row for key, row in keys if key is None]


def chart_columns(table: Table, options: ChartOptions) -> tuple[Column, list[Column]]:
    """Return the column of labels and the columns of values that a chart draws."""
    by_id = table.columns_by_id
    label = by_id.get(options.x, table.columns[0])
    values = [by_id[identifier] for identifier in options.y if identifier in by_id]
    values = values or [c for c in table.columns if is_numeric(c) and c is not label]
    if options.series in by_id:
        values = [by_id[options.series], *values]
    return label, values


def chart_rows(table: Table, options: ChartOptions) -> list[Row]:
    """Return the rows that a chart draws."""
    return ordered_rows(table, options.rows)


def shown_events(timeline: Timeline, options: TimelineOptions) -> list[Event]:
    """Return the events of the lanes and dates asked for, by date.

    One of which only the year or month is known belongs to every day of it, so it is shown if any
    of them is late enough; one that lasts is shown if it ends late enough.
    """
    lanes = frozenset(options.lanes)
    return [
        event
        for event in timeline.events
        if (not lanes or event.lane in lanes)
        and (options.first is None or (event.until or event.date).last >= options.first.first)
        and (options.last is None or not_after(event.date, options.last))
    ]


def not_after(date: PartialDate, last: PartialDate) -> bool:
    """True if a date is not after another that may be known only to the month or year."""
    if not last.month:
        return date.year <= last.year
    if not last.day:
        return (date.year, date.month) <= (last.year, last.month)
    return date <= last


def quiz_questions(block: Directive, options: QuizOptions, deck: Deck) -> list[Question]:
    """Return the questions of a quiz in the deck's order, by its tag, section or place.

    Without a tag or a section these are the questions of the section it stands in. Open questions
    are in no quiz.
    """
    here = deck.section_in(block.span.file)
    section = options.section or options.target or ("" if options.tag or not here else here.id)
    among: Iterable[Question] = deck.questions.values()
    if section:
        among = deck.questions_of(section)
    elif options.tag:
        among = deck.questions_with(options.tag)
    found = [
        question
        for question in among
        if not question.open and (not options.tag or options.tag in question.tags)
    ]
    return found[: options.count] if options.count else found


def reading_order(question: Question) -> list[int]:
    """Return the order in which a reader meets the choices of a question, wherever it stands.

    It is drawn once for all, so that the author's order does not tell the key; `fixed` choices keep
    their place. A quiz draws an order of its own.
    """
    if question.type is QuestionType.TRUE_FALSE:
        return [0, 1]
    loose = [number for number, choice in enumerate(question.choices) if not choice.fixed]
    drawn = iter(sorted(loose, key=lambda number: crc32(f"{question.id} {number}".encode())))
    return [
        number if choice.fixed else next(drawn) for number, choice in enumerate(question.choices)
    ]
