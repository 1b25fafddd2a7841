"""What a run tells at its end: every key, how sure and how right, and what to read again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from explainer.deck.question import Question, QuestionType
from explainer.quiz.answer import (
    Answer,
    Chosen,
    Confidence,
    Filled,
    Matched,
    Ordered,
    Placed,
    Truth,
    Typed,
)
from explainer.quiz.grading import cloze_gaps, numeric_range, right_sides
from explainer.quiz.run import Response, Run


class Calibration(msgspec.Struct, frozen=True):
    """How often somebody was right who said how sure they were."""

    confidence: Confidence
    """What they said."""
    asked: int
    """How many answers they said it of."""
    right: int
    """How many of these were right."""


class Reread(msgspec.Struct, frozen=True):
    """A passage to read again."""

    section: str
    """Id of the section."""
    block: str
    """Id of the block that settles the questions; empty for the section."""
    questions: tuple[str, ...]
    """The missed questions that lead there."""


def calibration(response: Sequence[Response]) -> list[Calibration]:
    """Answers and right ones by what was said of them, the surest first; without those untold."""
    found = []
    for confidence in reversed(Confidence):
        told = [one for one in response if one.confidence is confidence]
        if told:
            right = sum(one.fraction >= 1 for one in told)
            found.append(Calibration(confidence, len(told), right))
    return found


def firsts(run: Run) -> list[Response]:
    """First answers of a run: those that were sure and wrong, then other misses, then the rest.

    Errors made with confidence are the ones that feedback corrects best (Butterfield and Metcalfe
    2001), so they come first.
    """
    answers = [one for one in run.responses if not one.again]
    return sorted(answers, key=lambda one: (one.fraction >= 1, one.confidence != Confidence.SURE))


def missed(run: Run) -> list[str]:
    """Questions whose first answer was not wholly right, in the order of asking."""
    return [one.question for one in run.responses if not one.again and one.fraction < 1]


def to_reread(run: Run, questions: Mapping[str, Question]) -> list[Reread]:
    """The passages that settle what was missed, each once, in the order of asking."""
    places: dict[tuple[str, str], list[str]] = {}
    for name in missed(run):
        question = questions.get(name)
        if question is not None and question.section:
            places.setdefault((question.section, question.settles), []).append(name)
    return [Reread(section, block, tuple(names)) for (section, block), names in places.items()]


def key_lines(question: Question) -> list[str]:
    """The right answer in words, a line a part."""
    match question.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            return [choice.text for choice in question.choices if choice.correct]
        case QuestionType.TRUE_FALSE:
            return ["true" if question.answer else "false"]
        case QuestionType.NUMERIC:
            return [_number_key(question)]
        case QuestionType.SHORT:
            shown = [answer for answer in question.accept if answer.strip()]
            return [" or ".join(shown)] if shown else [f"words of the form {question.pattern}"]
        case QuestionType.MATCH:
            return [f"{pair.left} → {pair.right}" for pair in question.pairs]
        case QuestionType.ORDER:
            return [f"{number}. {item}" for number, item in enumerate(question.items, 1)]
        case QuestionType.CLOZE:
            return [" or ".join(answers) for answers in cloze_gaps(question)]


def answer_lines(question: Question, answer: Answer | None) -> list[str]:
    """An answer in words, a line a part.

    An answer to what the question was before an edit may name what is gone; that is left out.
    """
    return _answer_parts(question, answer) or ["…"]


def _answer_parts(question: Question, answer: Answer | None) -> list[str]:
    match answer:
        case Chosen(choices) | Placed(choices):
            known = [n for n in choices if 0 <= n < len(question.choices)]
            return [question.choices[number].text for number in known] or ["nothing"]
        case Truth(value):
            return ["true" if value else "false"]
        case Typed(text):
            unit = f" {question.unit}" if question.unit and question.unit not in text else ""
            return [text.strip() + unit]
        case Matched(rights):
            texts = right_sides(question)
            return [
                f"{pair.left} → {texts[right] if 0 <= right < len(texts) else '…'}"
                for pair, right in zip(question.pairs, rights, strict=False)
            ]
        case Ordered(items):
            known = [n for n in items if 0 <= n < len(question.items)]
            return [f"{place}. {question.items[n]}" for place, n in enumerate(known, 1)]
        case Filled(gaps):
            return [gap.strip() or "…" for gap in gaps]
    return ["no answer"]


def _number_key(question: Question) -> str:
    """A number with its unit, and what else counts."""
    low, high = numeric_range(question)
    unit = f" {question.unit}" if question.unit else ""
    if question.answer is None:
        return f"{float(low):.12g} to {float(high):.12g}{unit}"
    shown = f"{float(question.answer):.12g}{unit}"
    if low == high:
        return shown
    return f"{shown} ({float(low):.12g} to {float(high):.12g} counts)"
