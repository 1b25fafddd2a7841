"""What a card asks of whatever takes the answer, and which one takes it for each type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from explainer.deck.question import Question, QuestionType
from explainer.quiz.answer import Answer
from explainer.render.line import Line


class Sheet(Protocol):
    """An answer in the making."""

    @property
    def is_typing(self) -> bool:
        """Whether keys that print are text."""

    @property
    def cursor_line(self) -> int:
        """The line, of those last drawn, that must be in sight."""

    def lines(self, width: int) -> list[Line]:
        """What there is to answer with, none wider than asked."""

    def take(self, key: str, character: str) -> bool:
        """Take a key; false where it is none of its own."""

    def click(self, line: int, column: int) -> None:
        """Take a click on one of the lines last drawn."""

    def paste(self, text: str) -> None:
        """Take pasted text, where something is typed."""

    def put(self, answer: Answer) -> None:
        """Begin with an answer that was given before, as far as it fits."""

    def clear(self) -> None:
        """Begin anew."""

    def answer(self) -> Answer:
        """The answer as it stands."""

    def hints(self) -> Sequence[tuple[str, str]]:
        """The keys that matter now, as people know them, and what each does."""


def sheet_for(question: Question, seed: int) -> Sheet:
    """The sheet of a question, with what is shuffled in the order of a seed."""
    if question.type is QuestionType.MATCH:
        from explainer.ui.quiz.answer_sheets.match_sheet import MatchSheet

        return MatchSheet(question, seed)
    if question.type is QuestionType.ORDER:
        from explainer.ui.quiz.answer_sheets.order_sheet import OrderSheet

        return OrderSheet(question, seed)
    if question.type in (QuestionType.NUMERIC, QuestionType.SHORT, QuestionType.CLOZE):
        from explainer.ui.quiz.answer_sheets.typed_sheet import TypedSheet

        return TypedSheet(question)
    from explainer.ui.quiz.answer_sheets.choice_sheet import ChoiceSheet

    return ChoiceSheet(question, seed)
