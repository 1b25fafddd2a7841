"""Ballots: the answers of participants to a question that was put to the class, and their split."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

import msgspec

from explainer.deck.question import Question, QuestionType
from explainer.quiz.answer import Answer, Chosen, Confidence, Truth
from explainer.quiz.grading import grade
from explainer.render.selection import reading_order

CHOICE_TYPES = (QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.TRUE_FALSE)
"""Types of questions that are answered by choices."""

_MOST_SAID = 6
"""Answers in words that a split lists; the rest are counted together."""


class Ballot(msgspec.Struct, frozen=True):
    """One participant's answer in one round."""

    answer: Answer
    """The answer."""
    confidence: Confidence | None = None
    """The participant's confidence; None if it was not asked or not told."""


class Said(msgspec.Struct, frozen=True):
    """An answer that is not a choice, and how many gave it."""

    words: str
    """The answer in words."""
    count: int
    """Number of participants who gave it."""
    is_right: bool
    """True if it is right in full."""


def places_of(question: Question, answer: Answer) -> tuple[int, ...]:
    """Return the places of the choices that an answer chose, in the order in which they show."""
    match answer:
        case Chosen(choices):
            order = reading_order(question)
            return tuple(order.index(choice) for choice in choices if choice in order)
        case Truth(value):
            return (0 if value else 1,)
    return ()


def votes(question: Question, ballots: Iterable[Ballot]) -> tuple[int, ...]:
    """Return the number of ballots for each choice, in the order in which they show."""
    counts = [0] * len(reading_order(question))
    for ballot in ballots:
        for place in places_of(question, ballot.answer):
            counts[place] += 1
    return tuple(counts)


def right_count(question: Question, ballots: Iterable[Ballot]) -> int:
    """Return the number of ballots that are right in full."""
    return sum(grade(question, ballot.answer).is_right for ballot in ballots)


def said(question: Question, ballots: Iterable[Ballot], words: Mapping[Answer, str]) -> list[Said]:
    """Return the most frequent answers in words, the most frequent first.

    Args:
        question: The question.
        ballots: The ballots of a round.
        words: Words of each answer.
    """
    counted = Counter(ballot.answer for ballot in ballots)
    found: dict[str, Said] = {}
    for answer, count in counted.most_common():
        text = words[answer]
        before = found[text].count if text in found else 0
        found[text] = Said(text, before + count, grade(question, answer).is_right)
    ranked = sorted(found.values(), key=lambda one: (-one.count, one.words))
    rest = sum(one.count for one in ranked[_MOST_SAID:])
    return [*ranked[:_MOST_SAID], *([Said("other answers", rest, is_right=False)] if rest else [])]


def matrix(
    question: Question, before: Mapping[str, Ballot], after: Mapping[str, Ballot]
) -> tuple[tuple[int, ...], ...]:
    """Return the changes between two rounds: `matrix[i][j]` went from choice i to choice j.

    Only participants who gave one choice in both rounds are counted.
    """
    count = len(reading_order(question))
    found = [[0] * count for _ in range(count)]
    for participant, ballot in before.items():
        later = after.get(participant)
        if later is None:
            continue
        first, second = places_of(question, ballot.answer), places_of(question, later.answer)
        if len(first) == len(second) == 1:
            found[first[0]][second[0]] += 1
    return tuple(map(tuple, found))


def added(one: Sequence[int], other: Sequence[int]) -> tuple[int, ...]:
    """Return the sums of two rows of counts; the missing end of a shorter row counts as zeros."""
    return tuple(a + b for a, b in zip_longest(one, other, fillvalue=0))
