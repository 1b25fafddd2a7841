"""The answer sheet of matching questions."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from explainer.deck.question import Question
from explainer.quiz.answer import Answer, Matched
from explainer.quiz.grading import right_sides
from explainer.quiz.shuffle import right_order
from explainer.render.line import Line, TextRun, beside, wrap
from explainer.render.question_layout import QuestionLayout
from explainer.ui.base.command import Command
from explainer.ui.panes.numbered_rows import MOST_NUMBERED, Rows, moved, numbered
from explainer.ui.quiz.answer_sheets.answer_sheet import PICK, ROWS, STEPS, RowSheet

_UNMATCHED = -1
_FIRST_RIGHT_ROW = 1000
"""Row numbers of right sides begin here; smaller ones are those of pairs."""


PAIRING = (
    Command("sheet-turn-left", ("left",), "Right side before",
            "The right side before for the pair under the cursor.", PICK.group, "sheet('before')"),
    Command("sheet-turn-right", ("right", "l"), "Next right side",
            "The next right side for the pair under the cursor.", PICK.group, "sheet('next')"),
    Command("sheet-take-away", ("delete", "backspace", "0"), "Take away",
            "Take the right side of the pair under the cursor away.",
            PICK.group, "sheet('take_away')"),
)  # fmt: skip
"""Commands of a matching question."""


class MatchSheet(RowSheet):
    """The left sides with the right sides matched to them, above the right sides to choose from.

    The cursor is on a left side. A number, the arrows left and right or a click match a right side
    to it, and the cursor goes on to the next.
    """

    commands = (*PAIRING, *ROWS)

    def __init__(self, question: Question, layout: QuestionLayout, seed: int) -> None:
        """`seed` decides the order of the right sides."""
        self._layout = layout
        self._lefts = [pair.left for pair in question.pairs]
        self._texts = right_sides(question)
        self._order = right_order(question, seed)
        self._given = [_UNMATCHED] * len(self._lefts)
        self._cursor = 0
        self._rows = Rows()

    @property
    def cursor_line(self) -> int:
        """Last line of the pair under the cursor."""
        return self._rows.last_line_of(self._cursor)

    def lines(self, width: int) -> list[Line]:
        """Return a row for each pair, then a row for each right side."""
        rows = Rows()
        for number, left in enumerate(self._lefts):
            rows.add(number, self._pair(number, left, width))
        rows.add(-1, [[], [TextRun("  to choose from:", "muted")]])
        for place, number in enumerate(self._order):
            is_used = number in self._given
            runs = self._layout.runs(self._texts[number])
            lines = numbered(place + 1, "→" if is_used else "·", runs, width, here=False)
            rows.add(_FIRST_RIGHT_ROW + place, lines)
        self._rows = rows
        return rows.lines

    def _pair(self, number: int, left: str, width: int) -> list[Line]:
        here = number == self._cursor
        first = [TextRun("❯ " if here else "  ", "here")]
        response = self._given[number]
        words = self._layout.runs(left, "strong" if here else "")
        words.append(TextRun(" → ", "muted"))
        if response == _UNMATCHED:
            words.append(TextRun("…", "muted"))
        else:
            words.extend(self._layout.runs(self._texts[response], "here" if here else ""))
        indent = [TextRun(" " * (cell_len(first[0].text) + 2))]
        return beside(first, indent, width, lambda room: wrap(words, room))

    def do(self, action: str) -> None:
        """Move the cursor, try the next right side, or clear the pair."""
        if action in STEPS:
            self._cursor = moved(self._cursor, STEPS[action], len(self._lefts))
        elif action == "take_away":
            self._given[self._cursor] = _UNMATCHED
        else:
            self._match_next(1 if action == "next" else -1)

    def take_number(self, number: int) -> bool:
        """Match a right side to the left side under the cursor."""
        if number > len(self._order):
            return False
        self._match(self._order[number - 1])
        return True

    def _match(self, right: int) -> None:
        """Match a right side to the left side under the cursor, and go on to the next."""
        self._given[self._cursor] = right
        self._cursor = min(self._cursor + 1, len(self._lefts) - 1)

    def _match_next(self, by: int) -> None:
        """Match the next right side to the left side under the cursor."""
        now = self._given[self._cursor]
        place = self._order.index(now) + by if now != _UNMATCHED else (0 if by > 0 else -1)
        self._given[self._cursor] = self._order[place % len(self._order)]

    def click(self, line: int, column: int) -> None:
        """Move the cursor to a clicked pair, or match a clicked right side."""
        row = self._rows.row_at(line)
        if row >= _FIRST_RIGHT_ROW:
            self._match(self._order[row - _FIRST_RIGHT_ROW])
        elif row >= 0:
            self._cursor = row

    def put(self, answer: Answer) -> None:
        """Restore the pairs of an earlier answer."""
        if isinstance(answer, Matched) and len(answer.rights) == len(self._lefts):
            known = range(len(self._texts))
            self._given = [right if right in known else _UNMATCHED for right in answer.rights]

    def clear(self) -> None:
        """Clear all pairs."""
        self._given = [_UNMATCHED] * len(self._lefts)
        self._cursor = 0

    def answer(self) -> Answer:
        """Return the pairs."""
        return Matched(tuple(self._given))

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the hints: numbers match, arrows move."""
        count = min(len(self._order), MOST_NUMBERED)
        return [(f"1–{count}", "put"), ("sheet-up+sheet-down", "move")]
