"""The answer sheet of single, multiple and true-false questions."""

from __future__ import annotations

from collections.abc import Sequence

from explainer.deck.question import Question, QuestionType
from explainer.quiz.answer import Answer, Chosen, Placed, Truth
from explainer.render.line import Line
from explainer.render.question_layout import QuestionLayout
from explainer.render.surface import raised
from explainer.ui.base.command import Command
from explainer.ui.panes.numbered_rows import MOST_NUMBERED, Rows, moved, row_head
from explainer.ui.quiz.answer_sheets.answer_sheet import PICK, ROWS, STEPS, RowSheet

TRUTHS = (
    Command("sheet-true", ("t",), "True", "Say that it is true.", PICK.group, "sheet('true')"),
    Command("sheet-false", ("f",), "False", "Say that it is false.", PICK.group, "sheet('false')"),
)  # fmt: skip
"""Commands of a true-false question."""


class ChoiceSheet(RowSheet):
    """Takes one choice or several, by numbers, arrows and Space, or clicks."""

    def __init__(
        self, question: Question, layout: QuestionLayout, order: Sequence[int] = ()
    ) -> None:
        """`order` is that of the choices, as numbers in the author's order."""
        self._layout = layout
        self._takes_several = question.type is QuestionType.MULTIPLE
        self._is_truth = question.type is QuestionType.TRUE_FALSE
        if self._is_truth:
            self._texts = ["True", "False"]
            self._order = [0, 1]
        else:
            self._texts = [choice.text for choice in question.choices]
            self._order = list(order)
        self._chosen: set[int] = set()
        self._cursor = -1
        self._rows = Rows()
        self.is_spaced = False
        """True if empty lines stand between the choices."""

    @property
    def count(self) -> int:
        """Number of choices."""
        return len(self._order)

    @property
    def cursor_line(self) -> int:
        """Last line of the row under the cursor."""
        return self._rows.last_line_of(self._cursor)

    def lines(self, width: int) -> list[Line]:
        """Return a row for each choice."""
        rows = Rows()
        for place, number in enumerate(self._order):
            is_chosen = number in self._chosen
            marks = ("☑", "☐") if self._takes_several else ("●", "○")
            mark = marks[0] if is_chosen else marks[1]
            here = place == self._cursor
            role = "here" if is_chosen else "marker"
            head = row_head(place + 1, mark, here=here, mark_role=role)
            if place and self.is_spaced:
                rows.add(-1, [[]])
            text = self._texts[number]
            lines = self._layout.choice_lines(head, text, width, "strong" if here else "")
            rows.add(place, raised(lines, width) if is_chosen else lines)
        self._rows = rows
        return rows.lines

    @property
    def commands(self) -> tuple[Command, ...]:
        """Commands that choose."""
        return (*TRUTHS, PICK, *ROWS) if self._is_truth else (PICK, *ROWS)

    def do(self, action: str) -> None:
        """Move the cursor, which also chooses if one choice is enough; take or leave a choice."""
        if action in STEPS:
            self._cursor = moved(self._cursor, STEPS[action], len(self._order))
            if not self._takes_several:
                self._pick()
            return
        self._cursor = {"true": 0, "false": 1}.get(action, max(0, self._cursor))
        self._pick()

    def take_number(self, number: int) -> bool:
        """Choose a row."""
        if number > len(self._order):
            return False
        self._cursor = number - 1
        self._pick()
        return True

    def click(self, line: int, column: int) -> None:
        """Choose the row that was clicked."""
        row = self._rows.row_at(line)
        if row >= 0:
            self._cursor = row
            self._pick()

    def is_decided_at(self, line: int) -> bool:
        """Return True on the line of a choice that is the whole answer already.

        A first click chooses, so that it can be corrected; a second one gives the answer.
        """
        row = self._rows.row_at(line)
        return row >= 0 and not self._takes_several and self._chosen == {self._order[row]}

    def _pick(self) -> None:
        number = self._order[self._cursor]
        self._chosen = self._chosen ^ {number} if self._takes_several else {number}

    def put(self, answer: Answer) -> None:
        """Mark the choices of an earlier answer, with the cursor on the first of them."""
        if isinstance(answer, Truth) and self._is_truth:
            self._chosen = {0 if answer.value else 1}
        elif isinstance(answer, Chosen | Placed):
            self._chosen = set(answer.choices) & set(self._order)
        rows = (place for place, number in enumerate(self._order) if number in self._chosen)
        self._cursor = next(rows, -1)

    def clear(self) -> None:
        """Leave every choice."""
        self._chosen = set()
        self._cursor = -1

    def answer(self) -> Answer:
        """Return the choices taken."""
        if self._is_truth and self._chosen:
            return Truth(0 in self._chosen)
        return Chosen(tuple(sorted(self._chosen)))

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the hint for numbers, and for Space if several choices can be taken."""
        count = min(len(self._order), MOST_NUMBERED)
        words = "take or leave" if self._takes_several else "choose"
        return [(f"1–{count}", words)]
