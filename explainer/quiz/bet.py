"""Bets: asked before the text, answered without a mark, settled by the text.

The same bet may stand before several sections, and be changed on the way: the last guess holds. A
bet on an open question is settled by nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from explainer.quiz.attempt import Attempt, Occasion


class Settled(msgspec.Struct, frozen=True):
    """A bet and what became of it."""

    question: str
    """Id of the question."""
    before: Attempt
    """The last guess before the text."""
    after: Attempt | None = None
    """The first answer after it; None where nobody asked again yet."""
    first: Attempt | None = None
    """The first guess, where the last is another one; None where nothing was changed."""


class BeforeAfter(msgspec.Struct, frozen=True):
    """How often bets were right, and the same questions after the text."""

    asked: int
    """Bets that were asked again."""
    before: int
    """How many of them were right as bets."""
    after: int
    """How many of them were right afterwards."""


def settled_bets(attempts: Iterable[Attempt]) -> dict[str, Settled]:
    """Each question's first and last bet and the first answer after them, by question.

    A question that was edited is another one, and bets on it begin anew.
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
