"""Compiles how a deck came out for a learner: bets, confidence, what to read again, what is due."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import msgspec

from explainer.deck.model import Deck
from explainer.deck.question import Question, scored_questions
from explainer.quiz.answer import Confidence
from explainer.quiz.attempt import Attempt, Occasion
from explainer.quiz.bet_standing import BetStanding, Outcome, bet_standings
from explainer.quiz.review import Due, due_now, schedule
from explainer.quiz.summary import Calibration, Reread


class Ending(msgspec.Struct, frozen=True):
    """The result of a deck for a learner, at its end."""

    bets: tuple[BetStanding, ...]
    """The bets, in the order in which the deck asks them."""
    missing_bets: tuple[str, ...]
    """Questions of the bets of the way that were not made, in the order of the deck."""
    sure: Calibration | None
    """Answers and bets that were given as sure; None if there are none."""
    first_tries: tuple[int, int]
    """Questions that were right at the first try, and questions that were answered."""
    reread: tuple[Reread, ...]
    """Passages with the answers to what is missed so far."""
    due: tuple[Due, ...]
    """Due dates of what was answered."""
    waiting: tuple[str, ...]
    """Questions that are due now."""
    left_out: tuple[str, ...]
    """Titles of the sections beside the learner's route."""

    @property
    def right_bets(self) -> tuple[int, int]:
        """Bets that were right, and bets whose record is told."""
        told = [bet for bet in self.bets if bet.outcome in (Outcome.RIGHT, Outcome.WRONG)]
        return sum(bet.outcome is Outcome.RIGHT for bet in told), len(told)


def ending(
    deck: Deck,
    attempts: Sequence[Attempt],
    read: Collection[str],
    way: Sequence[str],
    now: datetime,
) -> Ending:
    """Return how a deck came out.

    Args:
        deck: The deck.
        attempts: The learner's attempts at it, oldest first.
        read: Sections that were read. A bet that another one settles is not told.
        way: Sections of the learner's route, or all.
        now: The time.
    """
    bets = bet_standings(deck, attempts, read)
    made = {bet.question for bet in bets}
    offered = dict.fromkeys(bet for one in deck.outline if one.id in way for bet in one.bets)
    questions = scored_questions(deck.questions)
    asked = [one for one in attempts if one.question in questions]
    due = schedule(asked)
    outside = tuple(entry.title for entry in deck.outline if entry.id not in way)
    return Ending(
        tuple(bets),
        tuple(bet for bet in offered if bet in deck.questions and bet not in made),
        _sure(asked),
        _first_tries(asked),
        _to_reread(asked, questions),
        tuple(due.values()),
        tuple(due_now(due, now)),
        outside,
    )


def _sure(attempts: Sequence[Attempt]) -> Calibration | None:
    sure = [one for one in attempts if one.confidence is Confidence.SURE and not one.again]
    if not sure:
        return None
    right = sum(one.fraction >= 1 for one in sure)
    partly = sum(0 < one.fraction < 1 for one in sure)
    return Calibration(Confidence.SURE, len(sure), right, partly)


def _first_tries(attempts: Sequence[Attempt]) -> tuple[int, int]:
    first: dict[str, float] = {}
    for one in attempts:
        if one.occasion is not Occasion.BET:
            first.setdefault(one.question, one.fraction)
    return sum(fraction >= 1 for fraction in first.values()), len(first)


def _to_reread(
    attempts: Sequence[Attempt], questions: Mapping[str, Question]
) -> tuple[Reread, ...]:
    latest = {one.question: one.fraction for one in attempts if one.occasion is not Occasion.BET}
    places: dict[tuple[str, str], list[str]] = {}
    for name, fraction in latest.items():
        question = questions[name]
        if fraction < 1 and question.section:
            places.setdefault((question.section, question.settles), []).append(name)
    return tuple(Reread(*place, tuple(names)) for place, names in places.items())
