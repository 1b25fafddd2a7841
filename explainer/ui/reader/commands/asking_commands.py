"""Commands that ask: about the section, and the menu of quizzes and reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explainer.ui.base.command import Command

if TYPE_CHECKING:
    from explainer.ui.reader.reader_screen import ReaderScreen

_TOPIC = "Questions"


class AskMe(Command):
    """A quiz of the section."""

    id = "ask-me"
    keys = ("a",)
    title = "Ask me"
    help = "Ask me about this section; a run that was left goes on where it was."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """Ask."""
        from explainer.ui.quiz.quiz_opening import ask_about_section

        ask_about_section(reader)


class QuizMenu(Command):
    """Every quiz and review."""

    id = "quiz-menu"
    keys = ("Q",)
    title = "Quiz and review"
    help = "Quizzes of the deck or a tag, what you missed, what is due, the evidence desk."
    topic = _TOPIC

    @staticmethod
    def run(reader: ReaderScreen) -> None:
        """Show it."""
        from explainer.ui.quiz.quiz_opening import show_menu

        show_menu(reader)


ASKING = (AskMe, QuizMenu)
"""Every command of this topic, in the order of the help screen."""
