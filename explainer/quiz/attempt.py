"""One answer to one question by one learner, as it is kept."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from explainer.quiz.answer import Answer, Confidence, Placed


class Occasion(StrEnum):
    """Where an answer was given."""

    QUIZ = "quiz"
    BET = "bet"
    REVIEW = "review"
    CLASS = "class"


class Attempt(msgspec.Struct, frozen=True, gc=False):
    """An answer, graded. Attempts are only ever added."""

    deck: str
    """Id of the deck."""
    question: str
    """Id of the question."""
    question_hash: str
    """Tells whether the question was edited since, see `question_hash`."""
    at: str
    """When it was given, UTC, ISO 8601 to the millisecond with `Z`."""
    answer: Answer | None
    """What was answered; None where the learner gave up."""
    fraction: float
    """What the answer is worth, 0 to 1, before hints are taken off; 0 and without meaning where it
    is not scored, see `is_scored`."""
    occasion: Occasion = Occasion.QUIZ
    """Where it was given."""
    run: str = ""
    """The run that it belongs to."""
    again: bool = False
    """Whether the same run had asked the same question before."""
    hints: int = 0
    """How many hints were shown before it."""
    confidence: Confidence | None = None
    """How sure the learner was; None where they did not say."""
    easy: bool = False
    """Whether the learner called it easy once they saw the feedback."""
    learner: str = ""
    """Who answered, where several did; empty in one's own record."""

    @property
    def is_scored(self) -> bool:
        """Whether anybody knew what is right when it was answered."""
        return not isinstance(self.answer, Placed)
