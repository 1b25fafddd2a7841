"""The protocol of an opened table, chart or timeline, and the commands that all of them have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from explainer.lesson.shown import View
from explainer.render.line import Line
from explainer.ui.base.command import Command
from explainer.ui.base.typed_line import TypedLine

_GROUP = "In an opened table, chart or timeline"

FIGURE = (
    Command("block-up", ("up", "k"), "Cursor up",
            "The cursor up; a guess up, where points are to be guessed.", _GROUP, "move(0, -1)"),
    Command("block-down", ("down", "j"), "Cursor down",
            "The cursor down; a guess down, where points are to be guessed.", _GROUP, "move(0, 1)"),
    Command("block-left", ("left", "h"), "Cursor left",
            "The cursor left; what is out of sight comes into it.", _GROUP, "move(-1, 0)"),
    Command("block-right", ("right", "l"), "Cursor right",
            "The cursor right; what is out of sight comes into it.", _GROUP, "move(1, 0)"),
    Command("block-page-down", ("space",), "Page down", "The cursor down by what is in sight.",
            _GROUP, "page(1)"),
    Command("block-page-up", ("backspace",), "Page up", "The cursor up by what is in sight.",
            _GROUP, "page(-1)"),
    Command("block-first", ("home", "g"), "Beginning", "The cursor to the beginning.",
            _GROUP, "edge(0)"),
    Command("block-last", ("end", "G"), "End", "The cursor to the end.", _GROUP, "edge(1)"),
    Command("block-evidence", ("enter", "e"), "Evidence",
            "What the value under the cursor rests on.", _GROUP, "show_evidence"),
)  # fmt: skip
"""Commands of every figure: move the cursor, show the evidence."""

Copy = Callable[[str], None]
"""Copies text to the clipboard of the terminal that the reader sits at."""

Label = Callable[[str], str]
"""Returns the key of a command as people write it, by the command's id."""

COPYING_IS_OFF = "Nothing is copied here: the clipboard may be somebody else's."
"""Notice where a stranger sits at somebody else's machine."""


class Figure(Protocol):
    """An opened table, chart or timeline: draws itself, and has a cursor."""

    notice: str
    """Words for the last line until the next key; empty for none."""

    @property
    def commands(self) -> tuple[Command, ...]:
        """Its own commands that can be run now."""

    @property
    def has_cursor(self) -> bool:
        """True while `FIGURE` moves its cursor; false while something is typed or chosen."""

    @property
    def typed(self) -> TypedLine | None:
        """The line that is typed into; None while none is."""

    @property
    def view(self) -> View:
        """How the reader has it; opened with this view again it shows the same."""

    def prepare(self) -> None:
        """Compute what the first keys would wait for; called off the loop."""

    def lines(self, width: int, height: int) -> list[Line]:
        """Return at most `height` lines of at most `width` cells."""

    def evidence(self, width: int) -> list[Line]:
        """Return what the value under the cursor rests on."""

    def place(self) -> str:
        """Return what the last line calls the place."""

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the ids of the most useful commands now, and a word or two for each."""

    def do(self, action: str) -> None:
        """Run one of its own commands, by the name in `figure('name')`."""

    def typed_changed(self) -> None:
        """Take in another text of the typed line."""

    def move(self, across: int, down: int) -> None:
        """Move the cursor."""

    def page(self, pages: int) -> None:
        """Move the cursor by what is in sight."""

    def edge(self, end: int) -> None:
        """Move the cursor to the beginning (0) or the end (1)."""

    def close_layer(self) -> bool:
        """Close a layer of its own; return False where none is open."""

    def click(self, line: int, column: int) -> None:
        """Take a click on one of the lines last drawn."""


class FixedFigure:
    """The parts of a figure into which nothing is typed, and which a click does not change."""

    typed: TypedLine | None = None
    has_cursor = True

    def prepare(self) -> None:
        """Nothing takes long here."""

    def typed_changed(self) -> None:
        """Nothing is typed here."""

    def click(self, line: int, column: int) -> None:
        """Clicks do nothing here: arrows and the wheel move the cursor."""


@runtime_checkable
class Running(Protocol):
    """A figure that goes on by itself, one event at a time, once it is started."""

    @property
    def is_running(self) -> bool:
        """True if the next beat takes it further."""

    def go_on(self) -> None:
        """Go on by one event."""
