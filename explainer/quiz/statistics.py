"""Item statistics: how well questions worked, from first answers only.

| figure | definition | |---|---| | facility | mean mark / most marks | | discrimination | 100 x
correlation of the mark with the rest of the test | | efficiency | 100 x covariance with the rest /
the largest possible one, with both sorted |

These are those of Moodle's quiz statistics, without the division of learners into a top and a
bottom group.

The *rest of the test* is, for each learner, the sum of their marks on the other questions. If not
everyone answered everything, a question that a learner has not answered counts as its mean over
those who did: it neither raises nor lowers their sum, and learners who got the hard questions do
not look weak. If all answered all it is the plain sum. Learners with no other answer have no rest
and are left out, so discrimination has a count of its own.

Only first answers count, because later ones follow an explanation. A bet is not yet an answer to
the question. A learner who first met a question in an earlier version, with another hash, has seen
its explanation too, and is only counted.

Cards have no key: learners judge themselves. Only the ratings of their first answers are counted.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum

import msgspec

from explainer.deck.question import Question, QuestionType
from explainer.deck.question_text import QuestionText
from explainer.quiz.answer import (
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
from explainer.quiz.attempt import Attempt, Occasion
from explainer.quiz.question_hash import question_hash
from explainer.quiz.summary import Calibration, answer_lines, key_lines
from explainer.quiz.typed_words import folded_words

FEWEST_JUDGED = 20
"""Fewest learners for figures to be judged; for idle distractors, fewest wrong answers."""

HARDEST = 0.3
"""Facility below which a question is too hard to tell much about learners."""

EASIEST = 0.9
"""Facility above which a question is too easy to tell much about learners."""

LEAST_DISCRIMINATION = 20.0
"""Discrimination below which a question hardly distinguishes who knows the rest, and below the
negative of which it does the opposite."""

LEAST_CHOSEN = 0.05
"""Share of the wrong answers below which a distractor is idle.

The share is of wrong answers, because an easy question leaves few learners for any distractor (Adv
Health Sci Educ 2018, 10.1007/s10459-018-9855-9).
"""

_MOST_WRONG = 5
_DIGITS = 9
"""Decimals that count; beyond them sums of equal marks differ only by rounding."""

_Z = 1.959963984540054
"""The normal quantile of 97.5 %."""


class Flag(StrEnum):
    """Warnings about a question that its figures give."""

    HARD = "hard"
    EASY = "easy"
    WEAK = "weak"
    """The question hardly distinguishes learners who know the rest."""
    BACKWARDS = "backwards"
    """Learners who know the rest tend to miss it."""
    IDLE_DISTRACTOR = "idle-distractor"
    """A distractor is hardly ever chosen."""


class AnswerCount(msgspec.Struct, frozen=True, gc=False):
    """Number of learners who gave an answer, or made a choice."""

    text: str
    """The answer in words."""
    learners: int
    """Number of learners."""
    correct: bool = False
    """True if it is a key."""
    is_idle: bool = False
    """True if it is a distractor that is hardly ever chosen."""


class ItemStatistics(msgspec.Struct, frozen=True, gc=False):
    """Statistics of one question."""

    question: str
    """Id of the question."""
    learners: int = 0
    """Number of learners whose first answer counts: the n of all figures except two."""
    edited: int = 0
    """Number of learners whose first answer was to an earlier version and does not count."""
    gave_up: int = 0
    """Number of the counted learners who gave up."""
    wrong: int = 0
    """Number of the counted learners whose answer was not fully right."""
    facility: float | None = None
    """Mean mark / most marks, 0 to 1; None without answers."""
    interval: tuple[float, float] | None = None
    """95 % interval of the facility, see `wilson_interval`."""
    compared: int = 0
    """Number of learners with an answer to another question: the n of discrimination and
    efficiency."""
    discrimination: float | None = None
    """-100 to 100; None if all marks, or all rests of the test, are the same."""
    efficiency: float | None = None
    """At most 100; None if discrimination is."""
    answers: tuple[AnswerCount, ...] = ()
    """Each choice in the author's order, chosen or not; for other types the key, then the most
    frequent wrong answers."""
    rarer: int = 0
    """Number of learners with wrong answers that are not among these."""
    calibration: tuple[Calibration, ...] = ()
    """Confidence of learners and number of right answers, the surest first."""
    flags: tuple[Flag, ...] = ()
    """Warnings, if there are enough learners."""


class CardStatistics(msgspec.Struct, frozen=True, gc=False):
    """First ratings of one card."""

    question: str
    """Id of the question."""
    ratings: tuple[tuple[Rating, int], ...]
    """Number of learners who gave each rating, from again to easy."""
    edited: int = 0
    """Number of learners whose first answer was to an earlier version and does not count."""

    @property
    def learners(self) -> int:
        """Number of learners whose first rating counts."""
        return sum(count for _, count in self.ratings)


class DeckStatistics(msgspec.Struct, frozen=True):
    """Statistics of the questions of a deck."""

    learners: int
    """Number of learners with an answer that counts."""
    items: tuple[ItemStatistics, ...]
    """Every question with a key, asked or not, in the order given."""
    cards: tuple[CardStatistics, ...] = ()
    """Every card, asked or not, in the order given."""


class _Item(msgspec.Struct):
    """A question and the first answers that count."""

    question: Question
    text: QuestionText
    first: dict[str, Attempt]
    """First attempt by learner."""
    marks: dict[str, float]
    """Fraction of the most marks, by learner."""
    edited: int
    mean: float
    """Mean of the marks; 0 without any."""


def as_written(question: Question) -> QuestionText:
    """Return the texts of a question as they are written."""
    return QuestionText()


def deck_statistics(
    questions: Iterable[Question],
    attempts: Iterable[Attempt],
    text_of: Callable[[Question], QuestionText] = as_written,
) -> DeckStatistics:
    """Return the statistics of a deck's questions.

    Args:
        questions: The current questions.
        attempts: Attempts of any learners at that deck, in any order; attempts at questions that
            are gone are ignored.
        text_of: Returns the texts of a question, without marks; without it they are as written.

    Open questions have no right answer and are left out.
    """
    known = {question.id: question for question in questions if not question.open}
    first = _first_attempts(known, attempts)
    taken = [_item(question, first[question.id], text_of) for question in known.values()]
    items = [item for item in taken if item.question.type is not QuestionType.CARD]
    cards = tuple(_card(item) for item in taken if item.question.type is QuestionType.CARD)
    # Differences from the mean, added up over a learner's questions in the deck's order.
    rest: dict[str, float] = {}
    answered: Counter[str] = Counter()
    for item in items:
        answered.update(list(item.marks))
        for learner, mark in item.marks.items():
            rest[learner] = rest.get(learner, 0.0) + item.question.points * (mark - item.mean)
    learners = {learner for item in taken for learner in item.first}
    figures = tuple(_statistics(item, rest, answered) for item in items)
    return DeckStatistics(len(learners), figures, cards)


def wilson_interval(mean: float, count: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927, J Am Stat Assoc 22).

    For marks between 0 and 1 it is wider than necessary, since they vary no more than right and
    wrong do.
    """
    shrunk = 1 + _Z**2 / count
    middle = (mean + _Z**2 / (2 * count)) / shrunk
    spread = _Z / shrunk * math.sqrt(mean * (1 - mean) / count + _Z**2 / (4 * count**2))
    return max(0.0, min(mean, middle - spread)), min(1.0, max(mean, middle + spread))


# --- which answers count -----------------------------------------------------------------------


def _first_attempts(
    known: dict[str, Question], attempts: Iterable[Attempt]
) -> dict[str, dict[str, Attempt]]:
    """Return the earliest attempt of each learner at each question."""
    first: dict[str, dict[str, Attempt]] = {name: {} for name in known}
    for attempt in attempts:
        of_question = first.get(attempt.question)
        if of_question is None or attempt.again or attempt.occasion is Occasion.BET:
            continue
        earlier = of_question.setdefault(attempt.learner, attempt)
        if attempt.at < earlier.at or (attempt.at == earlier.at and _is_before(attempt, earlier)):
            of_question[attempt.learner] = attempt
    return first


def _is_before(attempt: Attempt, other: Attempt) -> bool:
    """Choose between two attempts of the same millisecond, always in the same way."""
    return msgspec.json.encode(attempt) < msgspec.json.encode(other)


def _item(
    question: Question, first: dict[str, Attempt], text_of: Callable[[Question], QuestionText]
) -> _Item:
    current = question_hash(question) if first else ""
    counted = {
        learner: attempt for learner, attempt in first.items() if attempt.question_hash == current
    }
    marks = {learner: _mark(attempt) for learner, attempt in counted.items()}
    text, edited = text_of(question), len(first) - len(counted)
    return _Item(question, text, counted, marks, edited, _mean(marks.values()))


def _card(item: _Item) -> CardStatistics:
    given = Counter(
        attempt.answer.rating if isinstance(attempt.answer, Recalled) else Rating.AGAIN
        for attempt in item.first.values()
    )
    ratings = tuple((rating, given[rating]) for rating in Rating)
    return CardStatistics(item.question.id, ratings, item.edited)


def _mark(attempt: Attempt) -> float:
    fraction = attempt.fraction
    return round(min(1.0, max(0.0, fraction)), _DIGITS) if math.isfinite(fraction) else 0.0


# --- figures -----------------------------------------------------------------------------------


def _statistics(item: _Item, rest: dict[str, float], answered: Counter[str]) -> ItemStatistics:
    count = len(item.first)
    if not count:
        return ItemStatistics(item.question.id, edited=item.edited, answers=_answers(item)[0])
    points, mean = item.question.points, item.mean
    pairs = [
        (mark, round(rest[learner] - points * (mark - mean), _DIGITS))
        for learner, mark in item.marks.items()
        if answered[learner] > 1
    ]
    discrimination, efficiency = _discrimination(pairs)
    answers, rarer = _answers(item)
    return ItemStatistics(
        question=item.question.id,
        learners=count,
        edited=item.edited,
        gave_up=sum(attempt.answer is None for attempt in item.first.values()),
        wrong=_wrong(item),
        facility=mean,
        interval=wilson_interval(mean, count),
        compared=len(pairs),
        discrimination=discrimination,
        efficiency=efficiency,
        answers=answers,
        rarer=rarer,
        calibration=_calibration(item),
        flags=tuple(_flags(count, mean, len(pairs), discrimination, answers)),
    )


def _discrimination(pairs: Sequence[tuple[float, float]]) -> tuple[float | None, float | None]:
    """Return discrimination and efficiency of marks and rests of the test."""
    marks, rests = [mark for mark, _ in pairs], [rest for _, rest in pairs]
    if not pairs or min(marks) == max(marks) or min(rests) == max(rests):
        return None, None
    mean_mark, mean_rest = _mean(marks), _mean(rests)
    apart = [mark - mean_mark for mark in marks]
    rest_apart = [rest - mean_rest for rest in rests]
    together = _product(apart, rest_apart)
    alone = math.sqrt(_product(apart, apart)) * math.sqrt(_product(rest_apart, rest_apart))
    most = _product(sorted(apart), sorted(rest_apart))
    return 100 * max(-1.0, min(1.0, together / alone)), 100 * min(1.0, together / most)


def _product(some: Sequence[float], others: Sequence[float]) -> float:
    """Return the exact sum of products, independent of the order of learners."""
    return math.fsum(one * other for one, other in zip(some, others, strict=True))


def _mean(numbers: Iterable[float]) -> float:
    found = list(numbers)
    if not found:
        return 0.0
    return min(max(found), max(min(found), math.fsum(found) / len(found)))


def _flags(
    count: int,
    facility: float,
    compared: int,
    discrimination: float | None,
    answers: Sequence[AnswerCount],
) -> Iterator[Flag]:
    if count >= FEWEST_JUDGED and facility < HARDEST:
        yield Flag.HARD
    if count >= FEWEST_JUDGED and facility > EASIEST:
        yield Flag.EASY
    if compared >= FEWEST_JUDGED and discrimination is not None:
        if discrimination < -LEAST_DISCRIMINATION:
            yield Flag.BACKWARDS
        elif discrimination < LEAST_DISCRIMINATION:
            yield Flag.WEAK
    if any(answer.is_idle for answer in answers):
        yield Flag.IDLE_DISTRACTOR


def _calibration(item: _Item) -> tuple[Calibration, ...]:
    given: Counter[Confidence] = Counter()
    right: Counter[Confidence] = Counter()
    for learner, attempt in item.first.items():
        if attempt.confidence is not None:
            given[attempt.confidence] += 1
            right[attempt.confidence] += item.marks[learner] >= 1
    return tuple(
        Calibration(confidence, given[confidence], right[confidence])
        for confidence in reversed(Confidence)
        if given[confidence]
    )


# --- answers -----------------------------------------------------------------------------------


def _answers(item: _Item) -> tuple[tuple[AnswerCount, ...], int]:
    """Return the answers with their counts, and the number of other wrong answers."""
    match item.question.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            return _choices(item), 0
        case QuestionType.TRUE_FALSE:
            return _truths(item), 0
        case (
            QuestionType.NUMERIC
            | QuestionType.SHORT
            | QuestionType.MATCH
            | QuestionType.ORDER
            | QuestionType.CLOZE
        ):
            return _worded_answers(item)
        case QuestionType.CARD:
            return (), 0


def _choices(item: _Item) -> tuple[AnswerCount, ...]:
    chosen: Counter[int] = Counter()
    for attempt in item.first.values():
        if isinstance(attempt.answer, Chosen):
            chosen.update(set(attempt.answer.choices))
    wrong = _wrong(item)
    return tuple(
        AnswerCount(
            item.text.words(choice.text),
            chosen[number],
            choice.correct,
            is_idle=not choice.correct
            and wrong >= FEWEST_JUDGED
            and chosen[number] < LEAST_CHOSEN * wrong,
        )
        for number, choice in enumerate(item.question.choices)
    )


def _wrong(item: _Item) -> int:
    """Return the number of learners whose answer is not fully right."""
    return sum(
        attempt.answer is not None and item.marks[learner] < 1
        for learner, attempt in item.first.items()
    )


def _truths(item: _Item) -> tuple[AnswerCount, ...]:
    response = Counter(
        attempt.answer.value for attempt in item.first.values() if isinstance(attempt.answer, Truth)
    )
    return tuple(
        AnswerCount(str(value).lower(), response[value], item.question.answer is value)
        for value in (True, False)
    )


def _worded_answers(item: _Item) -> tuple[tuple[AnswerCount, ...], int]:
    """Return the key and the most frequent wrong answers, and the number of the others.

    Typed answers are counted in the form in which they are compared. Orders and matches differ in
    many ways, so only those that two learners share are listed.
    """
    response: Counter[tuple[str, ...]] = Counter()
    shown: dict[tuple[str, ...], str] = {}
    arranged: set[tuple[str, ...]] = set()
    for learner, attempt in item.first.items():
        if attempt.answer is None or item.marks[learner] >= 1:
            continue
        lines = answer_lines(item.question, attempt.answer, item.text)
        is_typed = isinstance(attempt.answer, Typed | Filled)
        key = tuple(folded_words(line) for line in lines) if is_typed else tuple(lines)
        response[key] += 1
        text = "; ".join(lines)
        shown[key] = min(text, shown.get(key, text))
        if isinstance(attempt.answer, Ordered | Matched):
            arranged.add(key)
    listed = [key for key in response if response[key] > 1 or key not in arranged]
    listed = sorted(listed, key=lambda key: (-response[key], shown[key], key))[:_MOST_WRONG]
    right = sum(mark >= 1 for mark in item.marks.values())
    words = "; ".join(key_lines(item.question, item.text))
    wrong = [AnswerCount(shown[answer], response[answer]) for answer in listed]
    return (AnswerCount(words, right, correct=True), *wrong), response.total() - sum(
        answer.learners for answer in wrong
    )
