"""Tells how each bet of a learner stands: with the record once it is settled, and not before."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum

import msgspec

from explainer.deck.model import Deck
from explainer.deck.question import Question
from explainer.deck.question_reader import question_text
from explainer.quiz.attempt import Attempt
from explainer.quiz.bet import Settled, settled_bets
from explainer.quiz.question_hash import question_hash
from explainer.quiz.summary import answer_lines, key_lines


class Outcome(StrEnum):
    """Outcomes of a bet."""

    RIGHT = "right"
    WRONG = "not so"
    SETTLED = "settled"
    """Settled, but it was made when the question had no key."""
    STANDS = "stands"
    """Not settled yet for this learner."""
    OPEN = "still open"
    """Nobody has settled it."""


class BetStanding(msgspec.Struct, frozen=True):
    """A bet of a learner as it stands now."""

    question: str
    """Id of the question."""
    guess: str
    """The last guess, in words."""
    outcome: Outcome
    """The outcome."""
    record: str = ""
    """The right answer, in words; empty until the bet is settled."""
    until: int = 0
    """Number of the section that settles it; 0 for none."""
    first: str = ""
    """The first guess, in words, if it was another."""


def bet_standings(
    deck: Deck, attempts: Iterable[Attempt], read: Collection[str]
) -> list[BetStanding]:
    """Return the bets of a learner, in the order in which the deck asks them.

    A bet is settled once its section was read or its question was answered after the text. Bets on
    questions that were edited since are left out: their answers may be others.

    Args:
        deck: The deck.
        attempts: The learner's attempts, oldest first.
        read: Ids of the sections that were read.
    """
    bets = settled_bets(attempts)
    asked = dict.fromkeys(bet for entry in deck.outline for bet in entry.bets)
    questions = {name: deck.questions[name] for name in (*asked, *bets) if name in deck.questions}
    return [
        _standing(deck, question, bets[name], is_read=question.section in read)
        for name, question in questions.items()
        if name in bets
        and bets[name].before.answer is not None
        and bets[name].before.question_hash == question_hash(question)
    ]


def _standing(deck: Deck, question: Question, bet: Settled, *, is_read: bool) -> BetStanding:
    text = question_text(deck, question)
    guess = "; ".join(answer_lines(question, bet.before.answer, text))
    first = "; ".join(answer_lines(question, bet.first.answer, text)) if bet.first else ""
    if question.open:
        return BetStanding(question.id, guess, Outcome.OPEN, first=first)
    if not is_read and bet.after is None:
        number = deck.number_of(question.section) if question.section else 0
        return BetStanding(question.id, guess, Outcome.STANDS, until=number, first=first)
    outcome = Outcome.SETTLED
    if bet.before.is_scored:
        outcome = Outcome.RIGHT if bet.before.fraction >= 1 else Outcome.WRONG
    record = "; ".join(key_lines(question, text))
    return BetStanding(question.id, guess, outcome, record, first=first)
