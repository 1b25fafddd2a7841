"""The answer sheet of ordering questions."""

from __future__ import annotations

from collections.abc import Sequence

from explainer.deck.question import Question
from explainer.quiz.answer import Answer, Ordered
from explainer.quiz.shuffle import item_order
from explainer.render.line import Line
from explainer.render.question_layout import QuestionLayout
from explainer.ui.base.command import Command
from explainer.ui.panes.numbered_rows import MOST_NUMBERED, Rows, moved, numbered
from explainer.ui.quiz.answer_sheets.answer_sheet import PICK, ROWS, STEPS, RowSheet

CARRYING = (
    Command("sheet-lift", ("space",), "Lift or drop", "Lift the row under the cursor, or drop it.",
            PICK.group, "sheet('lift')"),
    Command("sheet-carry-down", ("shift+down", "J"), "Carry down",
            "Carry the row under the cursor down.", PICK.group, "sheet('carry_down')"),
    Command("sheet-carry-up", ("shift+up", "K"), "Carry up",
            "Carry the row under the cursor up.", PICK.group, "sheet('carry_up')"),
)  # fmt: skip
"""Commands of an ordering question."""


class OrderSheet(RowSheet):
    """Rows to reorder: lifted with Space and carried by the arrows, or by number or mouse."""

    commands = (*CARRYING, *ROWS)

    def __init__(self, question: Question, layout: QuestionLayout, seed: int) -> None:
        """`seed` decides the order at the beginning, which is never the right one."""
        self._items = question.items
        self._layout = layout
        self._first = item_order(question, seed)
        self._order = list(self._first)
        self._cursor = 0
        self._is_lifted = False
        self._rows = Rows()

    @property
    def cursor_line(self) -> int:
        """Last line of the row under the cursor."""
        return self._rows.last_line_of(self._cursor)

    def lines(self, width: int) -> list[Line]:
        """Return a row for each item, in the current order."""
        rows = Rows()
        for place, number in enumerate(self._order):
            here = place == self._cursor
            mark = "↕" if here and self._is_lifted else "·"
            role = "here" if here and self._is_lifted else "marker"
            runs = self._layout.runs(self._items[number], "strong" if here else "")
            rows.add(
                place,
                numbered(place + 1, mark, runs, width, here=here, mark_role=role),
            )
        self._rows = rows
        return rows.lines

    def do(self, action: str) -> None:
        """Lift or drop the row under the cursor, or move the cursor, with a lifted row."""
        if action == "lift":
            self._is_lifted = not self._is_lifted
            return
        by = STEPS.get(action) or (1 if action == "carry_down" else -1)
        place = moved(self._cursor, by, len(self._order))
        if self._is_lifted or action not in STEPS:
            self._carry(place)
        else:
            self._cursor = place

    def take_number(self, number: int) -> bool:
        """Move the row under the cursor to a position."""
        if number > len(self._order):
            return False
        self._carry(number - 1)
        return True

    def _carry(self, place: int) -> None:
        """Move the row under the cursor to a position; the cursor stays on it."""
        item = self._order.pop(self._cursor)
        self._order.insert(place, item)
        self._cursor = place

    def click(self, line: int, column: int) -> None:
        """Lift the clicked row; with one lifted, drop it where the click is."""
        row = self._rows.row_at(line)
        if row < 0:
            return
        if self._is_lifted:
            self._carry(row)
            self._is_lifted = False
        else:
            self._cursor, self._is_lifted = row, True

    def put(self, answer: Answer) -> None:
        """Restore the order of an earlier answer."""
        if isinstance(answer, Ordered) and sorted(answer.items) == sorted(self._order):
            self._order = list(answer.items)

    def clear(self) -> None:
        """Restore the order of the beginning."""
        self._order = list(self._first)
        self._cursor, self._is_lifted = 0, False

    def answer(self) -> Answer:
        """Return the items in the current order."""
        return Ordered(tuple(self._order))

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the hints: Space lifts, arrows carry."""
        if self._is_lifted:
            return [("sheet-up+sheet-down", "carry"), ("sheet-lift", "drop")]
        count = min(len(self._order), MOST_NUMBERED)
        return [("sheet-lift", "lift"), (f"1–{count}", "move to")]
