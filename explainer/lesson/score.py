"""A participant's own score: how many of the questions that were revealed they had right.

It counts right answers alone, whatever time they took, and is told to nobody else.
"""

from __future__ import annotations

import msgspec

from explainer.deck.model import Deck
from explainer.lesson.lesson_state import LessonState
from explainer.lesson.poll import question_of
from explainer.lesson.vote import Vote, VoteStage
from explainer.quiz.grading import grade

_TOLD = (VoteStage.REVEALED, VoteStage.EXPLAINED)


class Score(msgspec.Struct, frozen=True):
    """Questions with a key that were revealed, and a participant's right answers to them."""

    right: int
    """Number of questions whose last answer was right in full."""
    asked: int
    """Number of questions."""


def is_right(vote: Vote, deck: Deck, participant: str) -> bool | None:
    """Return True for a right last answer; None before the reveal, and where nothing is right."""
    question = question_of(vote, deck)
    if question is None or question.open or vote.is_bet or vote.stage not in _TOLD:
        return None
    for number in range(len(vote.ballots), 0, -1):
        ballot = vote.round_ballots(number).get(participant)
        if ballot is not None:
            return grade(question, ballot.answer).is_right
    return False


def score_of(state: LessonState, deck: Deck, participant: str) -> Score:
    """Return a participant's score; questions before they joined count as asked."""
    votes = (*state.votes, *([state.vote] if state.vote is not None else []))
    found = [is_right(vote, deck, participant) for vote in votes]
    judged = [one for one in found if one is not None]
    return Score(sum(judged), len(judged))
