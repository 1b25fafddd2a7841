"""Review: when each question is due again, from the attempts at it.

The memory model is FSRS-6 by the `fsrs` library. Nothing of it is stored: a schedule is a fold of
the attempts, so that it can always be made again and two programs at once cannot disagree. The
library's own fuzz draws from the process's random numbers and stays off; the spread of due dates
is drawn here from a seed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from explainer.quiz.answer import Confidence
from explainer.quiz.attempt import Attempt, Occasion
from explainer.quiz.shuffle import seeded_share

if TYPE_CHECKING:
    from fsrs import Card, Rating, Scheduler

RETENTION = 0.9
"""The chance of recall at which a question is due."""

_SHORTEST_SPREAD = 2.5
"""Days; shorter intervals are kept to the hour, as FSRS does."""

_EXAM_SPREAD = 0.2
"""The share of the time to an exam over which what would be due after it is spread."""


class Due(msgspec.Struct, frozen=True):
    """A question and when to ask it again."""

    question: str
    """Id of the question."""
    at: datetime
    """When it is due, UTC."""
    stability: float
    """Days after which the chance of recall has fallen to nine in ten."""
    difficulty: float
    """1 to 10, as FSRS has it."""
    reviews: int
    """How many answers this rests on."""
    sure_and_wrong: bool = False
    """Whether the last answer was wrong and given as sure."""


def schedule(attempts: Iterable[Attempt], exam: date | None = None) -> dict[str, Due]:
    """When each question that was met is due, by question.

    Bets do not count: the text had not been read. A vote in class begins a schedule, due at once,
    and never moves one on.

    Args:
        attempts: A learner's attempts at one deck, oldest first.
        exam: The day by which everything must have been seen again.
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
                # Without a number of its own, a card would sleep until the clock gives it one.
                cards[name], last[name], counts[name] = Card(len(cards), due=at), attempt, 0
            continue
        card = cards.get(name) or Card(len(cards), due=at)
        cards[name] = _reviewed(scheduler, card, rating(attempt), at)
        last[name] = attempt
        counts[name] = counts.get(name, 0) + 1
    return {name: _due(card, last[name], counts[name], exam) for name, card in cards.items()}


def rating(attempt: Attempt) -> Rating:
    """What FSRS is told of an answer.

    Wrong or given up is Again; right after a hint, on a second try or as a guess is Hard; right is
    Good; Easy only where the learner said so.
    """
    from fsrs import Rating

    if attempt.fraction < 1:
        return Rating.Again
    if attempt.hints or attempt.again or attempt.confidence is Confidence.GUESS:
        return Rating.Hard
    return Rating.Easy if attempt.easy else Rating.Good


def exam_ahead(exam: date | None, today: date) -> date | None:
    """The exam, unless it is over and shortens nothing any more."""
    return exam if exam is not None and exam >= today else None


def due_now(due: Mapping[str, Due], now: datetime) -> list[str]:
    """Ids of what is due: what was sure and wrong first, then by how long it has been due."""
    found = [one for one in due.values() if one.at <= now]
    found.sort(key=lambda one: (not one.sure_and_wrong, one.at, one.question))
    return [one.question for one in found]


def forecast(due: Iterable[Due], today: date, days: int) -> list[int]:
    """How many questions fall due on each of the next days; the first holds all that is overdue."""
    counts = [0] * days
    for one in due:
        place = max(0, (one.at.astimezone().date() - today).days)
        if place < days:
            counts[place] += 1
    return counts


def attempted_at(attempt: Attempt) -> datetime:
    """When an attempt was made, UTC."""
    return datetime.fromisoformat(attempt.at).astimezone(UTC)


def _reviewed(scheduler: Scheduler, card: Card, told: Rating, at: datetime) -> Card:
    """The card after a review; clocks that went back never make time run backwards."""
    if card.last_review is not None:
        at = max(at, card.last_review)
    return scheduler.review_card(card, told, at)[0]


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
    """A due date moved by up to a twentieth of its interval and a day, as FSRS's own fuzz would.

    What was learned together does not all come back on the same day.
    """
    days = (due - start) / timedelta(days=1)
    if days < _SHORTEST_SPREAD:
        return due
    around = min(days / 4, 1 + 0.05 * days)
    return due + timedelta(days=round((2 * share - 1) * around))


def _before_exam(start: datetime, due: datetime, exam: date, share: float) -> datetime:
    """A due date no later than the eve of an exam; what came later is spread over the last days."""
    eve = datetime(exam.year, exam.month, exam.day, tzinfo=UTC) - timedelta(days=1)
    if due <= eve or start >= eve:
        return due
    return eve - (eve - start) * _EXAM_SPREAD * share
