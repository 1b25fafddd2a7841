"""Commands of a question card, of the feedback behind it, and of the end of a run."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from explainer.ui.base.command import CommandDescription

if TYPE_CHECKING:
    from explainer.ui.quiz.quiz_screen import QuizScreen

_ASKED = "While a question is asked"
_TOLD = "Behind an answer"


class QuizCommand(CommandDescription):
    """Something that a learner can do in a run."""

    @staticmethod
    @abstractmethod
    async def run(screen: QuizScreen) -> None:
        """Do it."""


class QuizGoOn(QuizCommand):
    """Answers; behind the answer, goes on."""

    id = "quiz-answer"
    keys = ("enter",)
    title = "Answer"
    help = "Give the answer; behind the feedback, go on to the next question."
    topic = _ASKED

    @staticmethod
    async def run(screen: QuizScreen) -> None:
        """Do it."""
        await screen.answer_or_go_on()


class QuizHint(QuizCommand):
    """A hint."""

    id = "quiz-hint"
    keys = ("h",)
    title = "Hint"
    help = "Show a hint; what it takes off stands beside it."
    topic = _ASKED

    @staticmethod
    async def run(screen: QuizScreen) -> None:
        """Show it."""
        await screen.show_hint()


class QuizSure(QuizCommand):
    """How sure."""

    id = "quiz-sure"
    keys = ("w",)
    title = "How sure"
    help = "Say how sure you are: a guess, think so, sure. It changes no marks by itself."
    topic = _ASKED

    @staticmethod
    async def run(screen: QuizScreen) -> None:
        """Say it."""
        screen.turn_confidence()


class QuizUnknown(QuizCommand):
    """Gives up."""

    id = "quiz-unknown"
    keys = ("d",)
    title = "Don't know"
    help = "Say that you don't know, and see the answer."
    topic = _ASKED

    @staticmethod
    async def run(screen: QuizScreen) -> None:
        """Give up."""
        await screen.give_up()


class QuizClear(QuizCommand):
    """Starts the answer again."""

    id = "quiz-clear"
    keys = ("x",)
    title = "Start again"
    help = "Take the answer back while it is not given yet; at the end, begin a new run."
    topic = _ASKED

    @staticmethod
    async def run(screen: QuizScreen) -> None:
        """Clear it."""
        await screen.start_again()


class QuizPassage(QuizCommand):
    """The passage that settles the question."""

    id = "quiz-passage"
    keys = ("t",)
    title = "Passage"
    help = "Go to the passage that settles the question; Esc comes back to the run."
    topic = _TOLD

    @staticmethod
    async def run(screen: QuizScreen) -> None:
        """Go there."""
        screen.show_passage()


class QuizEvidence(QuizCommand):
    """The claims and sources of the question."""

    id = "quiz-evidence"
    keys = ("e", "c")
    title = "Evidence"
    help = "The claims and the sources that the answer rests on."
    topic = _TOLD

    @staticmethod
    async def run(screen: QuizScreen) -> None:
        """Show them."""
        screen.show_evidence()


class QuizEasy(QuizCommand):
    """Calls the question easy."""

    id = "quiz-easy"
    keys = ("y",)
    title = "Easy"
    help = "Call a right answer easy: its review comes later."
    topic = _TOLD

    @staticmethod
    async def run(screen: QuizScreen) -> None:
        """Call it so."""
        await screen.call_easy()


class QuizMissed(QuizCommand):
    """Asks again what was missed."""

    id = "quiz-missed"
    keys = ("m",)
    title = "Ask again"
    help = "At the end: ask again what you missed. A number there leads to a passage."
    topic = _TOLD

    @staticmethod
    async def run(screen: QuizScreen) -> None:
        """Ask."""
        await screen.ask_missed()


QUIZ = (
    QuizGoOn,
    QuizHint,
    QuizSure,
    QuizUnknown,
    QuizClear,
    QuizPassage,
    QuizEvidence,
    QuizEasy,
    QuizMissed,
)
"""Every command of this topic, in the order of the help screen."""
