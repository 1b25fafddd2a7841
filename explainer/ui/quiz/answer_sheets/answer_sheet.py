"""The protocol of answer sheets: an answer being made, with its lines and its keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from explainer.quiz.answer import Answer
from explainer.render.line import Line
from explainer.ui.base.command import Command
from explainer.ui.base.typed_line import TypedLine

_GROUP = "Answering"

ROWS = (
    Command("sheet-down", ("down", "j"), "Next row", "The cursor down.", _GROUP, "sheet('down')"),
    Command("sheet-up", ("up", "k"), "Row before", "The cursor up.", _GROUP, "sheet('up')"),
    Command("sheet-first", ("home",), "First row", "The cursor to the first row.",
            _GROUP, "sheet('first')"),
    Command("sheet-last", ("end",), "Last row", "The cursor to the last row.",
            _GROUP, "sheet('last')"),
)  # fmt: skip
"""Commands that move the cursor over the rows of an answer."""

PICK = Command(
    "sheet-pick", ("space",), "Take or leave", "Take or leave the row under the cursor.",
    _GROUP, "sheet('pick')",
)  # fmt: skip
"""Takes or leaves the choice under the cursor."""

STEPS = {"down": 1, "up": -1, "first": -1_000_000, "last": 1_000_000}
"""Number of rows that the cursor moves by, for each command of `ROWS`."""


class Sheet(Protocol):
    """An answer being made: its rows or typed lines, and the commands that change it."""

    @property
    def commands(self) -> tuple[Command, ...]:
        """Commands that change the answer now."""

    @property
    def typed(self) -> TypedLine | None:
        """The line being typed into; None while none is."""

    @property
    def cursor_line(self) -> int:
        """Line to keep in sight, of those last drawn."""

    def lines(self, width: int) -> list[Line]:
        """Return the lines of the sheet, at most `width` cells wide."""

    def do(self, action: str) -> None:
        """Run one of its commands, by the name in `sheet('name')`."""

    def advance(self) -> bool:
        """Go to the next part to fill in; return False if there is none."""

    def take_number(self, number: int) -> bool:
        """Take a number from 1; return False if no row has it."""

    def click(self, line: int, column: int) -> None:
        """Handle a click on one of the lines last drawn."""

    def put(self, answer: Answer) -> None:
        """Fill the sheet in with an earlier answer, as far as it fits."""

    def clear(self) -> None:
        """Reset the sheet to its beginning."""

    def answer(self) -> Answer:
        """Return the answer as it is now."""

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the ids of the most useful commands (`1–4` for numbers), with words for each."""


class RowSheet:
    """Base of sheets that consist of rows, without typed text."""

    typed: TypedLine | None = None

    def advance(self) -> bool:
        """Return False: rows are not filled in one after the other."""
        return False
