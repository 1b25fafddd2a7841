"""Putting things in order."""

from __future__ import annotations

from collections.abc import Sequence

from explainer.deck.question import Question
from explainer.quiz.answer import Answer, Ordered
from explainer.quiz.shuffle import item_order
from explainer.render.line import Line
from explainer.ui.panes.numbered_rows import MOST_NUMBERED, Rows, moved, numbered, row_of_key


class OrderSheet:
    """A list whose rows move: lifted with Space, carried by the arrows; or by number or mouse."""

    is_typing = False

    def __init__(self, question: Question, seed: int) -> None:
        """`seed` decides the order at first, which is never the right one."""
        self._items = question.items
        self._first = item_order(question, seed)
        self._order = list(self._first)
        self._cursor = 0
        self._is_lifted = False
        self._rows = Rows()

    @property
    def cursor_line(self) -> int:
        """The last line of the row under the cursor."""
        return self._rows.last_line_of(self._cursor)

    def lines(self, width: int) -> list[Line]:
        """A row an item, in the order as it is."""
        rows = Rows()
        for place, number in enumerate(self._order):
            here = place == self._cursor
            mark = "↕" if here and self._is_lifted else "·"
            role = "here" if here and self._is_lifted else "marker"
            rows.add(
                place,
                numbered(place + 1, mark, self._items[number], width, here=here, mark_role=role),
            )
        self._rows = rows
        return rows.lines

    def take(self, key: str, character: str) -> bool:
        """Space lifts and drops; arrows move; a number moves the row to that place."""
        count = len(self._order)
        if key == "space":
            self._is_lifted = not self._is_lifted
        elif key in ("shift+down", "J", "shift+up", "K"):
            self._carry(moved(self._cursor, 1 if key in ("shift+down", "J") else -1, count))
        elif key in ("down", "j", "up", "k", "home", "end"):
            by = {"down": 1, "j": 1, "up": -1, "k": -1, "home": -count, "end": count}[key]
            place = moved(self._cursor, by, count)
            if self._is_lifted:
                self._carry(place)
            else:
                self._cursor = place
        elif (row := row_of_key(key, count)) >= 0:
            self._carry(row)
        else:
            return False
        return True

    def _carry(self, place: int) -> None:
        """Put the row under the cursor to a place; the cursor stays on it."""
        item = self._order.pop(self._cursor)
        self._order.insert(place, item)
        self._cursor = place

    def click(self, line: int, column: int) -> None:
        """Lift a row; with one lifted, put it where the click is."""
        row = self._rows.row_at(line)
        if row < 0:
            return
        if self._is_lifted:
            self._carry(row)
            self._is_lifted = False
        else:
            self._cursor, self._is_lifted = row, True

    def paste(self, text: str) -> None:
        """Nothing is typed here."""

    def put(self, answer: Answer) -> None:
        """Put the items in the order in which they were."""
        if isinstance(answer, Ordered) and sorted(answer.items) == sorted(self._order):
            self._order = list(answer.items)

    def clear(self) -> None:
        """The order of the beginning."""
        self._order = list(self._first)
        self._cursor, self._is_lifted = 0, False

    def answer(self) -> Answer:
        """The order as it is."""
        return Ordered(tuple(self._order))

    def hints(self) -> Sequence[tuple[str, str]]:
        """Space lifts, arrows carry."""
        if self._is_lifted:
            return [("↑↓", "carry"), ("Space", "drop")]
        return [("Space", "lift"), (f"1–{min(len(self._order), MOST_NUMBERED)}", "move to")]
