"""Writes questions as a table for a spreadsheet: CSV as in RFC 4180, a row for each question."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from explainer.deck.question import Question, QuestionType
from explainer.deck.question_text import GAP
from explainer.quiz.spreadsheet import guarded
from explainer.quiz.writers.export import CannotCarry, Export, Losses, carried

COLUMNS = (
    "id", "type", "section", "prompt", "choices", "keys", "feedback", "explain", "hints", "tags",
    "points", "sources", "claims",
)  # fmt: skip
"""The columns; several values in one cell are on lines of their own."""


def write(questions: Iterable[Question]) -> Export:
    """Write a row of titles and a row for each question."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    rows, reports = carried(questions, "the table", _row)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return Export(file.getvalue(), reports)


def _row(question: Question, losses: Losses) -> list[str]:
    """Return the cells of a question."""
    if any(choice.weight is not None for choice in question.choices) or any(
        wrong.weight for wrong in question.why_wrong
    ):
        losses.add("The table has no weights.")
    if any(choice.fixed for choice in question.choices):
        losses.add("The table does not say which choices keep their place.")
    if question.settles or question.confuses:
        losses.add("The table has no column for passages and mix-ups.")
    if any(hint.cost for hint in question.hints):
        losses.add("The table does not say what hints cost.")
    text = f"\n{question.text}" if question.text else ""
    return [
        question.id,
        question.type.value,
        question.section,
        question.prompt + text,
        "\n".join(_choices(question)),
        "\n".join(_keys(question)),
        "\n".join(_feedback(question)),
        question.explain,
        "\n".join(hint.text for hint in question.hints),
        "\n".join(question.tags),
        f"{question.points:g}",
        "\n".join(question.sources),
        "\n".join(question.claims),
    ]


def _choices(question: Question) -> list[str]:
    """Return the choices that a question offers."""
    match question.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            return [choice.text for choice in question.choices]
        case QuestionType.TRUE_FALSE:
            return ["true", "false"]
        case QuestionType.MATCH:
            return [pair.right for pair in question.pairs] + list(question.distractors)
        case QuestionType.ORDER:
            return sorted(question.items)
        case QuestionType.NUMERIC | QuestionType.SHORT | QuestionType.CLOZE:
            return []
        case QuestionType.CARD:
            raise CannotCarry("The table has no columns for the sides of a card.")


def _keys(question: Question) -> list[str]:
    """Return the right answers."""
    match question.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            return [choice.text for choice in question.choices if choice.correct]
        case QuestionType.TRUE_FALSE:
            return ["true" if question.answer else "false"]
        case QuestionType.NUMERIC:
            return [_number(question)]
        case QuestionType.SHORT:
            pattern = [f"/{question.pattern}/"] if question.pattern else []
            return [*question.accept, *pattern]
        case QuestionType.MATCH:
            return [f"{pair.left} → {pair.right}" for pair in question.pairs]
        case QuestionType.ORDER:
            return list(question.items)
        case QuestionType.CLOZE:
            return GAP.findall(question.text)
        case QuestionType.CARD:
            return [question.back]


def _number(question: Question) -> str:
    unit = f" {question.unit}" if question.unit else ""
    if question.low is not None and question.high is not None:
        return f"{question.low:.15g} to {question.high:.15g}{unit}"
    off = f" ± {question.tolerance:.15g}" if question.tolerance else ""
    return f"{question.answer:.15g}{off}{unit}"


def _feedback(question: Question) -> list[str]:
    """Return the reasons why a choice, pair or answer is right or wrong."""
    return [
        *(f"{choice.text}: {choice.why}" for choice in question.choices if choice.why),
        *(f"{pair.left}: {pair.why}" for pair in question.pairs if pair.why),
        *(f"{wrong.match}: {wrong.why}" for wrong in question.why_wrong),
    ]
