"""Review: schedules when each question is due again, from the attempts at it.

The memory model is FSRS-6 of the `fsrs` library. Nothing of it is stored: a schedule is computed
from the attempts, so that it can always be made again and two programs cannot disagree. The
library's own fuzz uses the process's random numbers and is switched off; due dates are spread here
by a seed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from explainer.quiz.answer import Confidence, Rating, Recalled
from explainer.quiz.attempt import Attempt, Occasion
from explainer.quiz.shuffle import seeded_share

if TYPE_CHECKING:
    from fsrs import Card, Scheduler
    from fsrs import Rating as FsrsRating

RETENTION = 0.9
"""Chance of recall at which a question is due."""

_SHORTEST_SPREAD = 2.5
"""Shortest interval in days that is spread; shorter ones are kept to the hour, as in FSRS."""

_EXAM_SPREAD = 0.2
"""Share of the time to an exam over which questions due after it are spread."""


class Due(msgspec.Struct, frozen=True):
    """A question and the time to ask it again."""

    question: str
    """Id of the question."""
    at: datetime
    """Time at which it is due, UTC."""
    stability: float
    """Days after which the chance of recall has fallen to 90 %."""
    difficulty: float
    """Difficulty from 1 to 10, as in FSRS."""
    reviews: int
    """Number of answers that this is based on."""
    sure_and_wrong: bool = False
    """True if the last answer was wrong and given as sure."""


def schedule(attempts: Iterable[Attempt], exam: date | None = None) -> dict[str, Due]:
    """Return when each question that was asked before is due, by question.

    Bets do not count, since the text had not been read. A vote in class begins a schedule, due at
    once, and never changes one.

    Args:
        attempts: A learner's attempts at one deck, oldest first.
        exam: Day before which everything must be asked again.
    """
    from fsrs import Card, Scheduler

    scheduler = Scheduler(desired_retention=RETENTION, enable_fuzzing=False)
    cards: dict[str, Card] = {}
    last: dict[str, Attempt] = {}
    counts: dict[str, int] = {}
    for attempt in attempts:
        if attempt.occasion is Occasion.BET:
            continue
        name = attempt.question
        at = attempted_at(attempt)
        if attempt.occasion is Occasion.CLASS:
            if name not in cards:
                # Without a number, a card sleeps until the clock gives it a new one.
                cards[name], last[name], counts[name] = Card(len(cards), due=at), attempt, 0
            continue
        card = cards.get(name) or Card(len(cards), due=at)
        cards[name] = _reviewed(scheduler, card, rating(attempt), at)
        last[name] = attempt
        counts[name] = counts.get(name, 0) + 1
    return {name: _due(card, last[name], counts[name], exam) for name, card in cards.items()}


def rating(attempt: Attempt) -> FsrsRating:
    """Return the rating of an answer for FSRS.

    Wrong or given up is Again; right after a hint, at a second try or as a guess is Hard; right is
    Good; Easy only if the learner said so. A card's own rating is taken as it is.
    """
    from fsrs import Rating as FsrsRating

    if isinstance(attempt.answer, Recalled):
        return FsrsRating[attempt.answer.rating.name.capitalize()]
    if attempt.fraction < 1:
        return FsrsRating.Again
    if attempt.hints or attempt.again or attempt.confidence is Confidence.GUESS:
        return FsrsRating.Hard
    return FsrsRating.Easy if attempt.easy else FsrsRating.Good


def due_by_rating(
    attempts: Iterable[Attempt], attempt: Attempt, exam: date | None = None
) -> dict[Rating, datetime]:
    """Return when a card would be due again after each rating.

    Args:
        attempts: A learner's attempts at the deck, oldest first.
        attempt: The attempt about to be made, with any answer.
        exam: Day before which everything must be asked again.
    """
    own = [one for one in attempts if one.question == attempt.question]
    due = {}
    for each in Rating:
        fraction = 0.0 if each is Rating.AGAIN else 1.0
        rated = msgspec.structs.replace(attempt, answer=Recalled(each), fraction=fraction)
        due[each] = schedule([*own, rated], exam)[attempt.question].at
    return due


def exam_ahead(exam: date | None, today: date) -> date | None:
    """Return the exam, unless it is over."""
    return exam if exam is not None and exam >= today else None


def due_now(due: Mapping[str, Due], now: datetime) -> list[str]:
    """Return the ids of due questions: sure and wrong first, then the longest due."""
    found = [one for one in due.values() if one.at <= now]
    found.sort(key=lambda one: (not one.sure_and_wrong, one.at, one.question))
    return [one.question for one in found]


class Forecast(NamedTuple):
    """Number of questions that fall due, by the day; each is counted once."""

    now: int
    """Questions that are due, as many as `due_now` returns."""
    days: list[int]
    """Questions that become due on each of the next days; the first is the rest of today."""


def forecast(due: Iterable[Due], now: datetime, days: int) -> Forecast:
    """Return the number of questions due now, and on each of the next days."""
    today = now.astimezone().date()
    waiting, counts = 0, [0] * days
    for one in due:
        place = max(0, (one.at.astimezone().date() - today).days)
        if one.at <= now:
            waiting += 1
        elif place < days:
            counts[place] += 1
    return Forecast(waiting, counts)


def attempted_at(attempt: Attempt) -> datetime:
    """Return the time of an attempt, UTC."""
    return datetime.fromisoformat(attempt.at).astimezone(UTC)


def _reviewed(scheduler: Scheduler, card: Card, given: FsrsRating, at: datetime) -> Card:
    """Return the card after a review; a clock that was set back never makes time run backwards."""
    if card.last_review is not None:
        at = max(at, card.last_review)
    return scheduler.review_card(card, given, at)[0]


def _due(card: Card, attempt: Attempt, reviews: int, exam: date | None) -> Due:
    start = card.last_review or card.due
    share = seeded_share(0, attempt.deck, attempt.question, str(reviews))
    at = _spread(start, card.due, share)
    if exam is not None:
        at = _before_exam(start, at, exam, share)
    return Due(
        attempt.question,
        at,
        card.stability or 0.0,
        card.difficulty or 0.0,
        reviews,
        attempt.fraction < 1 and attempt.confidence is Confidence.SURE,
    )


def _spread(start: datetime, due: datetime, share: float) -> datetime:
    """Return a due date moved by up to a twentieth of its interval and a day, like FSRS's fuzz.

    Questions learned together are then not all due on the same day.
    """
    days = (due - start) / timedelta(days=1)
    if days < _SHORTEST_SPREAD:
        return due
    around = min(days / 4, 1 + 0.05 * days)
    return due + timedelta(days=round((2 * share - 1) * around))


def _before_exam(start: datetime, due: datetime, exam: date, share: float) -> datetime:
    """Return a due date before an exam; later ones are spread over the last days before it."""
    eve = datetime(exam.year, exam.month, exam.day, tzinfo=UTC) - timedelta(days=1)
    if due <= eve or start >= eve:
        return due
    return eve - (eve - start) * _EXAM_SPREAD * share
