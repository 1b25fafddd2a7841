"""Compiles how a deck came out for a learner: bets, confidence, what to read again, what is due."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import msgspec

from explainer.deck.model import Deck
from explainer.deck.question import Question, scored_questions
from explainer.deck.question_reader import question_text
from explainer.quiz.answer import Confidence
from explainer.quiz.attempt import Attempt, Occasion
from explainer.quiz.bet import Settled, settled_bets
from explainer.quiz.question_hash import question_hash
from explainer.quiz.review import Due, due_now, schedule
from explainer.quiz.summary import Calibration, Reread, answer_lines, key_lines


class BetOutcome(msgspec.Struct, frozen=True):
    """A bet, and the record as far as the learner may know it."""

    question: str
    """Id of the question."""
    said: str
    """The last guess, in words."""
    first: str = ""
    """The first guess, if it was another."""
    record: str = ""
    """The right answer, in words; empty while it is not told, and for an open question."""
    is_right: bool | None = None
    """True if the guess was right; None while it is not told or nobody knows."""
    settled_in: str = ""
    """Title of the section that settles it, while that was not read."""


class Ending(msgspec.Struct, frozen=True):
    """The result of a deck for a learner, at its end."""

    bets: tuple[BetOutcome, ...]
    """The bets, in the order of the sections that settle them."""
    missing_bets: int
    """Bets of the way that were not made."""
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
        told = [bet for bet in self.bets if bet.is_right is not None]
        return sum(bool(bet.is_right) for bet in told), len(told)


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
    bets = {
        name: bet
        for name, bet in settled_bets(attempts).items()
        if name in deck.questions
        and bet.before.question_hash == question_hash(deck.questions[name])
    }
    order = {entry.id: place for place, entry in enumerate(deck.outline)}
    names = sorted(bets, key=lambda name: order.get(deck.questions[name].section, len(order)))
    offered = {bet for entry in deck.outline if entry.id in way for bet in entry.bets}
    questions = scored_questions(deck.questions)
    asked = [one for one in attempts if one.question in questions]
    due = schedule(asked)
    outside = tuple(entry.title for entry in deck.outline if entry.id not in way)
    return Ending(
        tuple(_outcome(deck, deck.questions[name], bets[name], read) for name in names),
        len([bet for bet in offered if bet in deck.questions and bet not in bets]),
        _sure(asked),
        _first_tries(asked),
        _to_reread(asked, questions),
        tuple(due.values()),
        tuple(due_now(due, now)),
        outside,
    )


def _outcome(deck: Deck, question: Question, bet: Settled, read: Collection[str]) -> BetOutcome:
    text = question_text(deck, question)
    said = "; ".join(answer_lines(question, bet.before.answer, text))
    first = "; ".join(answer_lines(question, bet.first.answer, text)) if bet.first else ""
    entry = deck.entry(question.section)
    if question.open:
        return BetOutcome(question.id, said, first)
    if entry is not None and entry.id not in read and bet.after is None:
        return BetOutcome(question.id, said, first, settled_in=entry.title)
    record = "; ".join(key_lines(question, text))
    is_right = bet.before.fraction >= 1 if bet.before.is_scored else None
    return BetOutcome(question.id, said, first, record, is_right)


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
