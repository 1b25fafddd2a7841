"""What a question card asks of whatever takes the answer, and the one for each type of question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from rich.cells import cell_len

from explainer.deck.question import Question, QuestionType
from explainer.quiz.answer import Answer
from explainer.render.line import Line, Run, beside, wrap

MOST_NUMBERED = 9
"""Rows that have a number key; others are reached with the arrows."""


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

    def clear(self) -> None:
        """Begin anew."""

    def answer(self) -> Answer:
        """The answer as it stands."""

    def hints(self) -> Sequence[tuple[str, str]]:
        """The keys that matter now, as people know them, and what each does."""


def sheet_for(question: Question, seed: int) -> Sheet:
    """The sheet of a question, with what is shuffled in the order of a seed."""
    if question.type is QuestionType.MATCH:
        from explainer.ui.asking.match import MatchSheet

        return MatchSheet(question, seed)
    if question.type is QuestionType.ORDER:
        from explainer.ui.asking.order import OrderSheet

        return OrderSheet(question, seed)
    if question.type in (QuestionType.NUMERIC, QuestionType.SHORT, QuestionType.CLOZE):
        from explainer.ui.asking.typed import TypedSheet

        return TypedSheet(question)
    from explainer.ui.asking.choice import ChoiceSheet

    return ChoiceSheet(question, seed)


class Rows:
    """Lines of several rows, each of which knows its own: for the cursor and for clicks."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        """All lines."""
        self._owner: list[int] = []

    def add(self, row: int, lines: list[Line]) -> None:
        """Add the lines of a row; -1 for lines that are nobody's."""
        self.lines.extend(lines)
        self._owner.extend([row] * len(lines))

    def row_at(self, line: int) -> int:
        """The row that a line belongs to, or -1."""
        return self._owner[line] if 0 <= line < len(self._owner) else -1

    def last_line_of(self, row: int) -> int:
        """The last line of a row; 0 where it has none."""
        places = [place for place, owner in enumerate(self._owner) if owner == row]
        return places[-1] if places else 0


def numbered(
    number: int, mark: str, text: str, width: int, *, here: bool, mark_role: str = "marker"
) -> list[Line]:
    """A row: the cursor, its number key, a mark, and its text beside them."""
    label = f"{number} " if number <= MOST_NUMBERED else "  "
    first = [
        Run("❯ " if here else "  ", "here"),
        Run(label, "here" if here else "muted"),
        *([Run(f"{mark} ", mark_role)] if mark else []),
    ]
    indent = sum(cell_len(run.text) for run in first)
    role = "strong" if here else ""
    return beside(first, [Run(" " * indent)], width, lambda room: wrap([Run(text, role)], room))


def moved(place: int, by: int, count: int) -> int:
    """A cursor moved within `count` rows; before the first row, any move leads to an edge."""
    if place < 0:
        return 0 if by > 0 else count - 1
    return max(0, min(place + by, count - 1))
