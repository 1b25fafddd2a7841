"""Grades answers: a fraction from 0 to 1 for every answer, by one formula for each type.

| type | fraction | |---|---| | single | 1 for the key; for a distractor its weight if it has one,
else 0 | | multiple | right chosen / keys - wrong chosen / non-keys, at least 0; or the sum of
weights | | true-false | 1 or 0 | | numeric | 1 within range or tolerance, ends included; else the
weight of an expected answer | | short | 1 for an accepted answer or the pattern; else the weight of
an expected answer | | match | right pairs / pairs | | order | Kendall's rank correlation with the
right order, at least 0 | | cloze | right gaps / gaps | | card | 0 if the learner rated it "again",
else 1 |

Kendall's tau (Kendall 1938, Biometrika 30) is (pairs in the right order - pairs in the wrong) /
pairs: a random order scores 0 on average, and swapping two neighbours costs little.

Every answer gets a grade and never an error. An open question has no key, so an answer to it gets
0, which means nothing. Such answers are only bets, kept as `Placed`; check `Attempt.is_scored`
before counting or showing the score of a bet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import combinations
from math import fsum

import msgspec

from explainer.deck.question import Question, QuestionType, WrongAnswer
from explainer.deck.question_text import GAP
from explainer.quiz.answer import (
    Answer,
    Chosen,
    Confidence,
    Filled,
    Matched,
    Ordered,
    Rating,
    Recalled,
    Truth,
    Typed,
)
from explainer.quiz.number import NumberRefused, TypedNumber, read_number
from explainer.quiz.typed_words import matches_pattern, same_words

_DIGITS = 9
"""Decimals of a fraction that count; further ones are rounding errors of binary fractions."""


class Grade(msgspec.Struct, frozen=True, gc=False):
    """Grade of an answer."""

    fraction: float
    """0 to 1."""
    parts: tuple[bool, ...] = ()
    """True for each right part: each choice (rightly chosen or not), each pair, each place of an
    order, each gap; empty for types without parts."""
    reply: str = ""
    """The author's reply to this answer; empty if there is none."""

    @property
    def is_right(self) -> bool:
        """True if the answer is fully right."""
        return self.fraction >= 1


class Scheme(StrEnum):
    """Ways of turning fractions into marks."""

    PARTIAL = "partial"
    """points x fraction."""
    FLAT = "flat"
    """1 for a fully right answer, whatever the question's points; else 0."""
    ALL_OR_NOTHING = "all-or-nothing"
    """The question's points for a fully right answer, else 0."""
    CONFIDENCE = "confidence"
    """+1, +2, +3 for a right answer with confidence guess, think or sure; 0, -2, -6 for a wrong one
    (certainty-based marking, Gardner-Medwin 1995). Without a confidence an answer is a guess. Cards
    ask for none and give 1 or 0."""


_RIGHT_MARKS = {Confidence.GUESS: 1.0, Confidence.THINK: 2.0, Confidence.SURE: 3.0}
_WRONG_MARKS = {Confidence.GUESS: 0.0, Confidence.THINK: -2.0, Confidence.SURE: -6.0}


def grade(question: Question, answer: Answer | None) -> Grade:
    """Grade an answer; no answer, one of another type, or one to an open question gets 0."""
    if question.open:
        return Grade(0.0)
    match question.type, answer:
        case (QuestionType.SINGLE, Chosen(choices)):
            return _single(question, choices)
        case (QuestionType.MULTIPLE, Chosen(choices)):
            return _multiple(question, choices)
        case (QuestionType.TRUE_FALSE, Truth(value)):
            return _true_false(question, value)
        case (QuestionType.NUMERIC, Typed(text)):
            return _numeric(question, text)
        case (QuestionType.SHORT, Typed(text)):
            return _short(question, text)
        case (QuestionType.MATCH, Matched(rights)):
            return _match(question, rights)
        case (QuestionType.ORDER, Ordered(items)):
            return _order(question, items)
        case (QuestionType.CLOZE, Filled(gaps)):
            return _cloze(question, gaps)
        case (QuestionType.CARD, Recalled(rating)):
            return Grade(0.0 if rating is Rating.AGAIN else 1.0)
    return Grade(0.0)


def marks(
    question: Question,
    fraction: float,
    scheme: Scheme = Scheme.PARTIAL,
    hint_cost: float = 0.0,
    confidence: Confidence | None = None,
) -> float:
    """Return the marks for an answer.

    Args:
        question: The question.
        fraction: Score of the answer, 0 to 1.
        scheme: Way of turning fractions into marks.
        hint_cost: Cost of the hints that were shown, 0 to 1.
        confidence: Confidence of the learner.
    """
    left = max(0.0, 1.0 - hint_cost)
    if scheme is Scheme.PARTIAL:
        return question.points * fraction * left
    if scheme is Scheme.CONFIDENCE and question.type is not QuestionType.CARD:
        level = confidence or Confidence.GUESS
        return _RIGHT_MARKS[level] * left if fraction >= 1 else _WRONG_MARKS[level]
    worth = question.points if scheme is Scheme.ALL_OR_NOTHING else 1.0
    return worth * left if fraction >= 1 else 0.0


def most_marks(question: Question, scheme: Scheme = Scheme.PARTIAL) -> float:
    """Return the most marks that a question can give."""
    if scheme is Scheme.CONFIDENCE and question.type is not QuestionType.CARD:
        return _RIGHT_MARKS[Confidence.SURE]
    return 1.0 if scheme in (Scheme.FLAT, Scheme.CONFIDENCE) else question.points


def refusal(question: Question, answer: Answer) -> str:
    """Return the reason why an answer cannot be graded, in a sentence; empty if it can.

    Only answers that could not be graded fairly are refused: an empty answer, and a number that can
    be read in two ways. The learner then types it again.
    """
    match question.type, answer:
        case (QuestionType.NUMERIC, Typed(text)):
            number = read_number(text, question.unit)
            return number.why if isinstance(number, NumberRefused) else ""
        case (QuestionType.SHORT, Typed(text)):
            return "" if text.strip() else "Type an answer."
        case (QuestionType.CLOZE, Filled(gaps)):
            return "" if any(gap.strip() for gap in gaps) else "Fill at least one gap."
        case (
            QuestionType.SINGLE | QuestionType.MULTIPLE | QuestionType.TRUE_FALSE,
            Chosen(choices),
        ):
            return "" if choices else "Choose something first."
        case (QuestionType.MATCH, Matched(rights)):
            return "" if any(right >= 0 for right in rights) else "Put at least one pair together."
        case (QuestionType.CARD, Chosen()):
            return "Choose how it went first."
    return ""


def empty_parts(answer: Answer) -> int:
    """Return the number of gaps or pairs that an answer leaves empty."""
    match answer:
        case Filled(gaps):
            return sum(not gap.strip() for gap in gaps)
        case Matched(rights):
            return sum(right < 0 for right in rights)
    return 0


def right_sides(question: Question) -> tuple[str, ...]:
    """Return the texts that can be matched to left sides, each once."""
    rights = [*(pair.right for pair in question.pairs), *question.distractors]
    return tuple(dict.fromkeys(rights))


def cloze_gaps(question: Question) -> list[tuple[str, ...]]:
    """Return the accepted answers of each gap."""
    return [
        tuple(answer.strip() for answer in gap.split("|") if answer.strip())
        for gap in GAP.findall(question.text)
    ]


def choice_weight(question: Question, number: int) -> float:
    """Return the fraction that a choice adds: its own weight, or the usual one of its type."""
    choice = question.choices[number]
    if choice.weight is not None:
        return choice.weight
    keys = sum(other.correct for other in question.choices)
    if choice.correct:
        return 1.0 if question.type is QuestionType.SINGLE else 1.0 / keys
    if question.type is QuestionType.SINGLE:
        return 0.0
    return -1.0 / (len(question.choices) - keys)


def _single(question: Question, choices: Sequence[int]) -> Grade:
    known = [number for number in choices if 0 <= number < len(question.choices)]
    if len(known) != 1:
        return Grade(0.0, tuple(not choice.correct for choice in question.choices))
    (chosen,) = known
    parts = tuple(choice.correct == (n == chosen) for n, choice in enumerate(question.choices))
    weight = choice_weight(question, chosen)
    return Grade(_bounded(weight), parts, question.choices[chosen].why)


def _multiple(question: Question, choices: Sequence[int]) -> Grade:
    chosen = {number for number in choices if 0 <= number < len(question.choices)}
    parts = tuple(choice.correct == (n in chosen) for n, choice in enumerate(question.choices))
    if all(parts):
        return Grade(1.0, parts)
    total = round(fsum(choice_weight(question, number) for number in chosen), _DIGITS)
    # Weights such as three times 33 % may add up to slightly less or more than 1.
    return Grade(min(_bounded(total), 0.999), parts)


def _true_false(question: Question, value: bool) -> Grade:
    if value == question.answer:
        return Grade(1.0)
    return _expected(question, lambda wrong: same_words(wrong.match, str(value)))


def _numeric(question: Question, text: str) -> Grade:
    number = read_number(text, question.unit)
    if isinstance(number, NumberRefused):
        return Grade(0.0, reply=number.why)
    low, high = numeric_range(question)
    if low <= number.value <= high:
        return Grade(1.0)
    return _expected(question, lambda wrong: _number_matches(wrong.match, number))


def numeric_range(question: Question) -> tuple[Decimal, Decimal]:
    """Return the lowest and the highest number that counts as right."""
    if question.low is not None and question.high is not None:
        return _exact(question.low), _exact(question.high)
    middle, around = _exact(float(question.answer or 0)), _exact(question.tolerance or 0.0)
    return middle - around, middle + around


def _number_matches(expected: str, number: TypedNumber) -> bool:
    first, dots, last = expected.partition("..")
    low = read_number(first)
    high = read_number(last) if dots else low
    if isinstance(low, NumberRefused) or isinstance(high, NumberRefused):
        return False
    return low.value <= number.value <= high.value


def _short(question: Question, text: str) -> Grade:
    if any(same_words(text, accepted) for accepted in question.accept if accepted.strip()):
        return Grade(1.0)
    if question.pattern and text.strip() and matches_pattern(text, question.pattern):
        return Grade(1.0)
    return _expected(question, lambda wrong: same_words(text, wrong.match))


def _match(question: Question, rights: Sequence[int]) -> Grade:
    texts = right_sides(question)
    parts = tuple(
        number < len(rights)
        and 0 <= rights[number] < len(texts)
        and texts[rights[number]] == pair.right
        for number, pair in enumerate(question.pairs)
    )
    return Grade(sum(parts) / len(parts), parts)


def _order(question: Question, items: Sequence[int]) -> Grade:
    if sorted(items) != list(range(len(question.items))):
        return Grade(0.0, (False,) * len(question.items))
    response = _alike_in_order(question.items, items)
    parts = tuple(item == place for place, item in enumerate(response))
    pairs = list(combinations(response, 2))
    right = sum(first < second for first, second in pairs)
    return Grade(_bounded((2 * right - len(pairs)) / len(pairs)), parts)


def _alike_in_order(texts: Sequence[str], items: Sequence[int]) -> list[int]:
    """Return the order with equal items exchanged freely, since they look the same."""
    places: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        places.setdefault(text, []).append(place)
    return [places[texts[item]].pop(0) for item in items]


def _cloze(question: Question, gaps: Sequence[str]) -> Grade:
    accepted = cloze_gaps(question)
    typed = [*gaps[: len(accepted)], *[""] * (len(accepted) - len(gaps))]
    parts = tuple(
        any(_fills(one, answer) for answer in answers)
        for one, answers in zip(typed, accepted, strict=True)
    )
    fraction = sum(parts) / len(parts)
    if fraction >= 1:
        return Grade(1.0, parts)
    missed = [one for one, right in zip(typed, parts, strict=True) if one.strip() and not right]
    reply = next(
        (
            wrong.why
            for one in missed
            for wrong in question.why_wrong
            if wrong.match == "*" or same_words(one, wrong.match)
        ),
        "",
    )
    return Grade(fraction, parts, reply)


def _fills(typed: str, answer: str) -> bool:
    """True if words fill a gap; numbers may be written in any clear way."""
    if same_words(typed, answer):
        return True
    wanted, response = read_number(answer), read_number(typed)
    if isinstance(wanted, NumberRefused) or isinstance(response, NumberRefused):
        return False
    return wanted.value == response.value


def _expected(question: Question, matches: Callable[[WrongAnswer], bool]) -> Grade:
    """Return the grade of an answer that is not right, but perhaps expected."""
    anything = None
    for wrong in question.why_wrong:
        if wrong.match == "*":
            anything = anything or wrong
        elif matches(wrong):
            return Grade(_bounded(wrong.weight), reply=wrong.why)
    if anything is not None:
        return Grade(_bounded(anything.weight), reply=anything.why)
    return Grade(0.0)


def _bounded(fraction: float) -> float:
    return min(1.0, max(0.0, fraction))


def _exact(number: float) -> Decimal:
    """Return the number as its author wrote it, without rounding to binary."""
    return Decimal(repr(float(number)))
