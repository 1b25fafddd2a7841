"""Summaries of a run: keys and answers in words, calibration, and passages to read again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

import msgspec

from explainer.deck.question import Question, QuestionType
from explainer.deck.question_text import QuestionText
from explainer.quiz.answer import (
    Answer,
    Chosen,
    Confidence,
    Filled,
    Matched,
    Ordered,
    Placed,
    Recalled,
    Truth,
    Typed,
)
from explainer.quiz.grading import cloze_gaps, numeric_range, right_sides
from explainer.quiz.run import Phase, Response, Run, returns_left


def repeat_words(run: Run) -> str:
    """Return words on the missed questions that a run asks again; empty where there are none."""
    left = returns_left(run)
    is_new_left = run.first < len(run.order)
    if run.phase is Phase.ASKING and run.is_return:
        if left > 1:
            return f"again, and {left - 1} more to repeat"
        return "again" if is_new_left else "again, the last one"
    if not left:
        return ""
    return "1 to repeat" if left == 1 else f"{left} to repeat"


class Calibration(msgspec.Struct, frozen=True):
    """Number of right answers among those given with one confidence."""

    confidence: Confidence
    """The confidence."""
    asked: int
    """Number of answers given with it."""
    right: int
    """Number of these that were right."""
    partly: int = 0
    """Number of these that were partly right."""


class Reread(msgspec.Struct, frozen=True):
    """A passage to read again."""

    section: str
    """Id of the section."""
    block: str
    """Id of the block with the answers; empty for the whole section."""
    questions: tuple[str, ...]
    """The missed questions with their answer there."""


def calibration(response: Sequence[Response]) -> list[Calibration]:
    """Return the calibration of answers by confidence, the surest first."""
    found = []
    for confidence in reversed(Confidence):
        matching = [one for one in response if one.confidence is confidence]
        if matching:
            right = sum(one.fraction >= 1 for one in matching)
            partly = sum(0 < one.fraction < 1 for one in matching)
            found.append(Calibration(confidence, len(matching), right, partly))
    return found


class Outcome(StrEnum):
    """Outcomes of an answer, in the order in which a result lists them.

    Feedback corrects errors made with confidence best (Butterfield and Metcalfe 2001), so they come
    first.
    """

    SURE_AND_WRONG = "Sure and wrong"
    """Wrong, and given as sure."""
    MISSED = "Missed"
    """Wrong, or not answered."""
    PARTLY = "Partly right"
    """Some parts right."""
    RIGHT = "Right"
    """All right."""


def outcome(response: Response) -> Outcome:
    """Return the outcome of an answer."""
    if response.fraction >= 1:
        return Outcome.RIGHT
    if response.fraction > 0:
        return Outcome.PARTLY
    is_sure = response.confidence is Confidence.SURE
    return Outcome.SURE_AND_WRONG if is_sure else Outcome.MISSED


def right_words(right: int, partly: int, asked: int) -> str:
    """Return the number of right answers in words, without a "0 right" beside half an answer."""
    if partly and not right:
        return f"{partly} of {asked} partly right"
    return f"{right} of {asked} right" + (f", {partly} partly" if partly else "")


def first_responses(run: Run) -> list[Response]:
    """Return the first answers of a run, by outcome."""
    order = list(Outcome)
    answers = [one for one in run.responses if not one.again]
    return sorted(answers, key=lambda one: order.index(outcome(one)))


def missed(run: Run) -> list[str]:
    """Return the questions whose first answer was not fully right, in the order of asking."""
    return [one.question for one in run.responses if not one.again and one.fraction < 1]


def to_reread(run: Run, questions: Mapping[str, Question]) -> list[Reread]:
    """Return the passages with the answers to missed questions, each once, in that order."""
    places: dict[tuple[str, str], list[str]] = {}
    for name in missed(run):
        question = questions.get(name)
        if question is not None and question.section:
            places.setdefault((question.section, question.settles), []).append(name)
    return [Reread(section, block, tuple(names)) for (section, block), names in places.items()]


def key_lines(question: Question, text: QuestionText) -> list[str]:
    """Return the right answer in words, a line for each part."""
    match question.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            return [text.words(choice.text) for choice in question.choices if choice.correct]
        case QuestionType.TRUE_FALSE:
            return ["true" if question.answer else "false"]
        case QuestionType.NUMERIC:
            return [_number_key(question)]
        case QuestionType.SHORT:
            shown = [answer for answer in question.accept if answer.strip()]
            return [" or ".join(shown)] if shown else [f"words of the form {question.pattern}"]
        case QuestionType.MATCH:
            return [
                f"{text.words(pair.left)} → {text.words(pair.right)}" for pair in question.pairs
            ]
        case QuestionType.ORDER:
            return [
                f"{number}. {text.words(item)}" for number, item in enumerate(question.items, 1)
            ]
        case QuestionType.CLOZE:
            return [" or ".join(answers) for answers in cloze_gaps(question)]
        case QuestionType.CARD:
            return [text.words(question.back)]


def answer_lines(question: Question, answer: Answer | None, text: QuestionText) -> list[str]:
    """Return an answer in words, a line for each part.

    An answer from before an edit may refer to parts that are gone; these are left out.
    """
    return _answer_parts(question, answer, text) or ["…"]


def _answer_parts(question: Question, answer: Answer | None, text: QuestionText) -> list[str]:
    match answer:
        case Chosen(choices) | Placed(choices):
            known = [n for n in choices if 0 <= n < len(question.choices)]
            return [text.words(question.choices[number].text) for number in known] or ["nothing"]
        case Truth(value):
            return ["true" if value else "false"]
        case Typed(typed):
            unit = f" {question.unit}" if question.unit and question.unit not in typed else ""
            return [typed.strip() + unit]
        case Matched(rights):
            taken = [text.words(side) for side in right_sides(question)]
            return [
                f"{text.words(pair.left)} → {taken[right] if 0 <= right < len(taken) else '…'}"
                for pair, right in zip(question.pairs, rights, strict=False)
            ]
        case Ordered(items):
            known = [n for n in items if 0 <= n < len(question.items)]
            return [f"{place}. {text.words(question.items[n])}" for place, n in enumerate(known, 1)]
        case Filled(gaps):
            return [gap.strip() or "…" for gap in gaps]
        case Recalled(rating):
            return [rating.value]
    return ["no answer"]


def _number_key(question: Question) -> str:
    """Return a number with its unit, and the range that counts as right."""
    low, high = numeric_range(question)
    unit = f" {question.unit}" if question.unit else ""
    if question.answer is None:
        return f"{float(low):.12g} to {float(high):.12g}{unit}"
    shown = f"{float(question.answer):.12g}{unit}"
    if low == high:
        return shown
    return f"{shown} ({float(low):.12g} to {float(high):.12g} counts)"
