"""The protocol of an answer in the making."""

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
"""Takes a choice or leaves it."""

STEPS = {"down": 1, "up": -1, "first": -1_000_000, "last": 1_000_000}
"""Number of rows that the cursor moves by, for each command of `ROWS`."""


class Sheet(Protocol):
    """An answer in the making: its rows or lines, and the commands that change it."""

    @property
    def commands(self) -> tuple[Command, ...]:
        """Commands that change it now."""

    @property
    def typed(self) -> TypedLine | None:
        """The line that is typed into; None while none is."""

    @property
    def cursor_line(self) -> int:
        """The line, of those last drawn, that must be in sight."""

    def lines(self, width: int) -> list[Line]:
        """Return what there is to answer with, at most `width` cells wide."""

    def do(self, action: str) -> None:
        """Run one of its commands, by the name in `sheet('name')`."""

    def advance(self) -> bool:
        """Go to the next part that is to be filled; return False where the answer can be given."""

    def take_number(self, number: int) -> bool:
        """Take a number from 1; return False where no row has it."""

    def click(self, line: int, column: int) -> None:
        """Take a click on one of the lines last drawn."""

    def put(self, answer: Answer) -> None:
        """Begin with an answer that was given before, as far as it fits."""

    def clear(self) -> None:
        """Begin again."""

    def answer(self) -> Answer:
        """Return the answer as it stands."""

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the ids of the most useful commands now, or `1–4` for numbers, with words."""


class RowSheet:
    """The parts of a sheet of rows, into which nothing is typed."""

    typed: TypedLine | None = None

    def advance(self) -> bool:
        """Return False: rows are never left for another part."""
        return False
