"""Aiken expresses one right choice; a spreadsheet has every field and runs no formula."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.deck.question import Choice, Pair, Question, QuestionType
from explainer.importers.question_import import Form, read_items
from explainer.quiz.writers import aiken_writer, csv_table
from explainer.quiz.writers.export import Losses, Outcome
from explainer.quiz.writers.question_words import QuestionWords

from .imports.asked import NOWHERE, questions


def _asked(type: QuestionType, **fields: object) -> Question:
    return Question(**{"id": "q", "type": type, "prompt": "Which?", "span": NOWHERE, **fields})  # type: ignore[arg-type] # any field


def _choices(*texts: str) -> tuple[Choice, ...]:
    return tuple(Choice(text, NOWHERE, at == 0) for at, text in enumerate(texts))


def _words(question: Question) -> list[str]:
    return QuestionWords(question, None, Losses()).words(question.prompt).split()


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


@settings(max_examples=80, deadline=None)
@given(st.lists(questions(), max_size=4))
def test_what_aiken_carries_comes_back(asked: list[Question]) -> None:
    export = aiken_writer.write(asked)
    read = read_items(export.text, Form.AIKEN)
    written = [
        question
        for question, report in zip(asked, export.reports, strict=True)
        if report.outcome is not Outcome.LEFT
    ]

    assert [item.question is not None for item in read.items] == [True] * len(written)
    for question, again in zip(written, read.questions, strict=True):
        assert _words(again) == _words(question)
        if question.choices:
            assert [c.correct for c in again.choices] == [c.correct for c in question.choices]
        else:
            assert [c.correct for c in again.choices] == [question.answer, not question.answer]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (_asked(QuestionType.ORDER, items=("a", "b")), "one right choice"),
        (_asked(QuestionType.SINGLE, prompt="A. Smith?", choices=_choices("a", "b")), "A. Smith?"),
        (_asked(QuestionType.SINGLE, prompt="?", choices=_choices("a", "b")), "not be read"),
        (_asked(QuestionType.SINGLE, choices=_choices(*map(str, range(27)))), "26 choices"),
    ],
)
def test_what_aiken_would_read_otherwise_is_left(question: Question, said: str) -> None:
    export = aiken_writer.write([question])

    assert (export.text, export.reports[0].outcome) == ("", Outcome.LEFT)
    assert said in export.reports[0].notes[0]


@settings(max_examples=100, deadline=None)
@given(st.lists(questions(), max_size=4))
def test_no_cell_of_a_table_is_a_formula(asked: list[Question]) -> None:
    export = csv_table.write(asked)
    rows = _rows(export.text)

    assert [row["id"] for row in rows] == [question.id for question in asked]
    for row in rows:
        assert all(cell == "" or cell[0] not in "=+-@\t\r" for cell in row.values())


def test_a_table_shows_choices_keys_and_reasons() -> None:
    choices = (Choice("=1+1", NOWHERE, True, "Yes, so."), Choice('"b"', NOWHERE))
    single = _asked(QuestionType.SINGLE, choices=choices, tags=("t", "u"))
    number = _asked(QuestionType.NUMERIC, answer=-5.0, tolerance=0.5, unit="°C")
    pairs = _asked(QuestionType.MATCH, pairs=(Pair("a", "b"), Pair("c", "d")), distractors=("e",))
    gaps = _asked(QuestionType.CLOZE, text="On [[x|y]].")
    rows = _rows(csv_table.write([single, number, pairs, gaps]).text)

    assert rows[0]["choices"] == '\'=1+1\n"b"'
    assert (rows[0]["keys"], rows[0]["feedback"]) == ("'=1+1", "'=1+1: Yes, so.")
    assert rows[0]["tags"] == "t\nu"
    assert rows[1]["keys"] == "'-5 ± 0.5 °C"
    assert (rows[2]["choices"], rows[2]["keys"]) == ("b\nd\ne", "a → b\nc → d")
    assert (rows[3]["prompt"], rows[3]["keys"]) == ("Which?\nOn [[x|y]].", "x|y")


def test_rows_end_as_the_standard_says() -> None:
    assert csv_table.write([]).text == ",".join(csv_table.COLUMNS) + "\r\n"
