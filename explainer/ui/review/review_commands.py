"""Commands of the review screen."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from explainer.ui.base.command import CommandDescription

if TYPE_CHECKING:
    from explainer.ui.review.review_screen import ReviewScreen

_TOPIC = "Review"


class ReviewCommand(CommandDescription):
    """Something that a learner can do on the review screen."""

    @staticmethod
    @abstractmethod
    def run(screen: ReviewScreen) -> None:
        """Do it."""


class ReviewBegin(ReviewCommand):
    """Begins the review."""

    id = "review-begin"
    keys = ("enter",)
    title = "Begin"
    help = "Ask what is due."
    topic = _TOPIC

    @staticmethod
    def run(screen: ReviewScreen) -> None:
        """Begin."""
        screen.begin()


class ReviewExam(ReviewCommand):
    """Sets the day of an exam."""

    id = "review-exam"
    keys = ("x",)
    title = "Exam date"
    help = "Set the day of an exam; everything comes back before it. An empty line takes it away."
    topic = _TOPIC

    @staticmethod
    def run(screen: ReviewScreen) -> None:
        """Ask for the day."""
        screen.ask_exam()


REVIEW = (ReviewBegin, ReviewExam)
"""Every command of this topic, in the order of the help screen."""
