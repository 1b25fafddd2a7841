"""Bets: questions asked before the text, answered without marks, and settled by the text.

The same bet may be asked before several sections, and changed there: the last guess counts. A bet
on an open question is never settled.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from explainer.quiz.attempt import Attempt, Occasion


class Settled(msgspec.Struct, frozen=True):
    """A bet and its result."""

    question: str
    """Id of the question."""
    before: Attempt
    """Last guess before the text."""
    after: Attempt | None = None
    """First answer after the text; None if the question was not asked again yet."""
    first: Attempt | None = None
    """First guess, if the last is another one; None if it was not changed."""


class BeforeAfter(msgspec.Struct, frozen=True):
    """Number of right bets, and of right answers to the same questions after the text."""

    asked: int
    """Bets whose questions were asked again."""
    before: int
    """Number of these that were right as bets."""
    after: int
    """Number of these that were right afterwards."""


def settled_bets(attempts: Iterable[Attempt]) -> dict[str, Settled]:
    """Return each question's first and last bet and the first answer after them, by question.

    After an edit a question counts as another one, and bets on it begin anew.
    """
    found: dict[str, Settled] = {}
    for attempt in attempts:
        bet = found.get(attempt.question)
        if attempt.occasion is Occasion.BET:
            if bet is None or bet.before.question_hash != attempt.question_hash:
                found[attempt.question] = Settled(attempt.question, attempt)
            elif bet.after is None:
                first = bet.first or bet.before
                changed = first if first.answer != attempt.answer else None
                found[attempt.question] = Settled(attempt.question, attempt, None, changed)
        elif bet is not None and bet.after is None:
            found[attempt.question] = msgspec.structs.replace(bet, after=attempt)
    return found


def before_after(settled: Sequence[Settled]) -> BeforeAfter:
    """Compare bets with the answers to the same questions after the text."""
    pairs = [
        (one.before.fraction, one.after.fraction)
        for one in settled
        if one.after and one.before.is_scored
    ]
    return BeforeAfter(
        len(pairs), sum(before >= 1 for before, _ in pairs), sum(after >= 1 for _, after in pairs)
    )
