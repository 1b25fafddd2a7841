"""Which rows, columns and events of a table or timeline a directive shows, and in what order."""

from __future__ import annotations

import re
from collections.abc import Iterable

from explainer.deck.block import Directive
from explainer.deck.directive import ChartOptions, QuizOptions, TimelineOptions
from explainer.deck.model import Column, Deck, Event, PartialDate, Row, Table, Timeline
from explainer.deck.question import Question, QuestionType
from explainer.render.table.measure import sort_key
from explainer.render.value import is_numeric


def shown_columns(table: Table, wanted: tuple[str, ...]) -> list[Column]:
    """The columns that were asked for in their order, else all."""
    if not wanted:
        return list(table.columns)
    by_id = table.columns_by_id
    return [by_id[identifier] for identifier in wanted if identifier in by_id]


def ordered_rows(table: Table, wanted: tuple[str, ...], sort: str = "") -> list[Row]:
    """The rows that were asked for, sorted by a column where one is named; blanks come last."""
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
    """The column of labels and the columns of values that a chart draws."""
    by_id = table.columns_by_id
    label = by_id.get(options.x, table.columns[0])
    values = [by_id[identifier] for identifier in options.y if identifier in by_id]
    values = values or [c for c in table.columns if is_numeric(c) and c is not label]
    if options.series in by_id:
        values = [by_id[options.series], *values]
    return label, values


def chart_rows(table: Table, options: ChartOptions) -> list[Row]:
    """The rows that a chart draws."""
    return ordered_rows(table, options.rows)


def shown_events(timeline: Timeline, options: TimelineOptions) -> list[Event]:
    """The events of the lanes and dates that were asked for, by date."""
    lanes = frozenset(options.lanes)
    return [
        event
        for event in timeline.events
        if (not lanes or event.lane in lanes)
        and (options.first is None or event.date >= options.first)
        and (options.last is None or not_after(event.date, options.last))
    ]


def not_after(date: PartialDate, last: PartialDate) -> bool:
    """Whether a date is not after another that may be known to the month or year only."""
    if not last.month:
        return date.year <= last.year
    if not last.day:
        return (date.year, date.month) <= (last.year, last.month)
    return date <= last


def quiz_questions(block: Directive, options: QuizOptions, deck: Deck) -> list[Question]:
    """The questions of a quiz in the deck's order: of its tag, its section, or the one it is in.

    Open questions are in no quiz.
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


_GAP = re.compile(r"\[\[(?:(?!\[\[).)*?\]\]", re.DOTALL)


def offered(question: Question) -> list[str]:
    """What a question shows beside its prompt, without giving its key away.

    Things to be put in order or matched stand by the alphabet; the gaps of a cloze are lines.
    """
    if question.type is QuestionType.TRUE_FALSE:
        return ["true", "false"]
    if question.type is QuestionType.CLOZE:
        return [_GAP.sub("____", question.text)]
    if question.type is QuestionType.ORDER:
        return sorted(question.items, key=str.casefold)
    if question.type is QuestionType.MATCH:
        rights = [*(pair.right for pair in question.pairs), *question.distractors]
        return [
            ", ".join(pair.left for pair in question.pairs),
            ", ".join(sorted(dict.fromkeys(rights), key=str.casefold)),
        ]
    return [choice.text for choice in question.choices]
