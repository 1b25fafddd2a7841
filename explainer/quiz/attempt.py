"""One answer of one learner to one question, as it is recorded."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from explainer.quiz.answer import Answer, Confidence, Placed


class Occasion(StrEnum):
    """Occasion of an answer."""

    QUIZ = "quiz"
    BET = "bet"
    REVIEW = "review"
    CLASS = "class"


class Attempt(msgspec.Struct, frozen=True, gc=False):
    """A graded answer. Attempts are never changed or removed, only added."""

    deck: str
    """Id of the deck."""
    question: str
    """Id of the question."""
    question_hash: str
    """Hash of the question's content, to recognise edits; see `question_hash`."""
    at: str
    """Time of the answer, UTC, ISO 8601 to the millisecond with `Z`."""
    answer: Answer | None
    """The answer; None if the learner gave up."""
    fraction: float
    """Score of the answer, 0 to 1, before hints are subtracted; 0 and without meaning if it is not
    scored, see `is_scored`."""
    occasion: Occasion = Occasion.QUIZ
    """Occasion of the answer."""
    run: str = ""
    """Id of the run that it belongs to."""
    again: bool = False
    """True if the same run had asked the same question before."""
    hints: int = 0
    """Number of hints shown before it."""
    confidence: Confidence | None = None
    """Confidence of the learner; None if they gave none."""
    easy: bool = False
    """True if the learner called it easy after the feedback."""
    learner: str = ""
    """Name of the learner, in records of several; empty in one's own record."""

    @property
    def is_scored(self) -> bool:
        """True if the question had a key when it was answered."""
        return not isinstance(self.answer, Placed)
