"""Writes questions as a table for a spreadsheet: CSV as in RFC 4180, a row for each question."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from explainer.deck.model import Deck
from explainer.deck.question import Question, QuestionType
from explainer.deck.question_text import GAP, GAP_CHARACTER
from explainer.quiz.spreadsheet import guarded
from explainer.quiz.writers.export import Export, Losses, carried
from explainer.quiz.writers.question_words import QuestionWords

COLUMNS = (
    "id", "type", "section", "prompt", "choices", "keys", "feedback", "explain", "hints", "tags",
    "points", "sources", "claims",
)  # fmt: skip
"""The columns; several values in one cell are on lines of their own."""


def write(questions: Iterable[Question], texts: Deck | None = None) -> Export:
    """Write a row of titles and a row for each question; `texts` is the deck they cite."""

    def row(question: Question, losses: Losses) -> list[str]:
        return _row(question, QuestionWords(question, texts, losses), losses)

    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    rows, reports = carried(questions, "the table", row)
    writer.writerows([guarded(cell) for cell in cells] for cells in rows)
    return Export(file.getvalue(), reports)


def _row(question: Question, words: QuestionWords, losses: Losses) -> list[str]:
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
    text = f"\n{_text_with_gaps(question, words)}" if question.text else ""
    return [
        question.id,
        question.type.value,
        question.section,
        words.words(question.prompt) + text,
        "\n".join(_choices(question, words)),
        "\n".join(_keys(question, words, losses)),
        "\n".join(_feedback(question, words)),
        words.words(question.explain),
        "\n".join(words.words(hint.text) for hint in question.hints),
        "\n".join(question.tags),
        f"{question.points:g}",
        "\n".join(question.sources),
        "\n".join(question.claims),
    ]


def _text_with_gaps(question: Question, words: QuestionWords) -> str:
    """Return the text of a question with its gaps as a deck writes them."""
    parts = words.line_words(question.text).split(GAP_CHARACTER)
    gaps = [f"[[{gap}]]" for gap in GAP.findall(question.text)]
    return "".join(part + gap for part, gap in zip(parts, [*gaps, ""], strict=False))


def _choices(question: Question, words: QuestionWords) -> list[str]:
    """Return the choices that a question offers."""
    match question.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            return [words.words(choice.text) for choice in question.choices]
        case QuestionType.TRUE_FALSE:
            return ["true", "false"]
        case QuestionType.MATCH:
            rights = [*(pair.right for pair in question.pairs), *question.distractors]
            return [words.line_words(right) for right in rights]
        case QuestionType.ORDER:
            return [words.line_words(item) for item in sorted(question.items)]
        case QuestionType.NUMERIC | QuestionType.SHORT | QuestionType.CLOZE | QuestionType.CARD:
            return []


def _keys(question: Question, words: QuestionWords, losses: Losses) -> list[str]:
    """Return the right answers."""
    match question.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            return [words.words(choice.text) for choice in question.choices if choice.correct]
        case QuestionType.TRUE_FALSE:
            return ["true" if question.answer else "false"]
        case QuestionType.NUMERIC:
            return [_number(question)]
        case QuestionType.SHORT:
            pattern = [f"/{question.pattern}/"] if question.pattern else []
            return [*question.accept, *pattern]
        case QuestionType.MATCH:
            line = words.line_words
            return [f"{line(pair.left)} → {line(pair.right)}" for pair in question.pairs]
        case QuestionType.ORDER:
            return [words.line_words(item) for item in question.items]
        case QuestionType.CLOZE:
            return GAP.findall(question.text)
        case QuestionType.CARD:
            if question.reversed:
                losses.add("The table does not say that a card asks both ways.")
            return [words.words(question.back)]


def _number(question: Question) -> str:
    unit = f" {question.unit}" if question.unit else ""
    if question.low is not None and question.high is not None:
        return f"{question.low:.15g} to {question.high:.15g}{unit}"
    off = f" ± {question.tolerance:.15g}" if question.tolerance else ""
    return f"{question.answer:.15g}{off}{unit}"


def _feedback(question: Question, words: QuestionWords) -> list[str]:
    """Return the reasons why a choice, pair or answer is right or wrong."""
    return [
        *(
            f"{words.words(choice.text)}: {words.words(choice.why)}"
            for choice in question.choices
            if choice.why
        ),
        *(
            f"{words.line_words(pair.left)}: {words.words(pair.why)}"
            for pair in question.pairs
            if pair.why
        ),
        *(f"{wrong.match}: {words.words(wrong.why)}" for wrong in question.why_wrong),
    ]
