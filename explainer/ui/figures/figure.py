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
"""Copies text to the clipboard of the reader's own terminal."""

Label = Callable[[str], str]
"""Returns the key of a command as people write it, by the command's id."""


class Figure(Protocol):
    """An opened table, chart or timeline: it draws itself, and has a cursor."""

    notice: str
    """Words for the last line until the next key; empty for none."""

    @property
    def commands(self) -> tuple[Command, ...]:
        """Commands of its own that can be run now."""

    @property
    def has_cursor(self) -> bool:
        """True while `FIGURE` moves its cursor; False while text is typed or a list is open."""

    @property
    def typed(self) -> TypedLine | None:
        """The line being typed into; None while none is."""

    @property
    def view(self) -> View:
        """The view as the reader has it; a figure opened with it shows the same."""

    def prepare(self) -> None:
        """Compute in advance what the first keys will need; called off the loop."""

    def lines(self, width: int, height: int) -> list[Line]:
        """Return at most `height` lines of at most `width` cells."""

    def evidence(self, width: int) -> list[Line]:
        """Return the lines of evidence for the value under the cursor."""

    def place(self) -> str:
        """Return the words for the cursor's position, for the last line."""

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the ids of the most useful commands now, with a word or two for each."""

    def do(self, action: str) -> None:
        """Run one of its own commands, by the name in `figure('name')`."""

    def typed_changed(self) -> None:
        """Called after the text of the typed line has changed."""

    def move(self, across: int, down: int) -> None:
        """Move the cursor."""

    def page(self, pages: int) -> None:
        """Move the cursor by a screenful."""

    def edge(self, end: int) -> None:
        """Move the cursor to the beginning (0) or the end (1)."""

    def close_layer(self) -> bool:
        """Close a layer such as a filter; return False where none is open."""

    def click(self, line: int, column: int) -> bool:
        """Handle a click on one of the lines last drawn.

        Returns:
            True if it moved the cursor to a value, whose evidence is then shown.
        """

    def drag(self, line: int, column: int) -> bool:
        """Handle a pressed mouse that is moved to a place in the lines last drawn.

        Returns:
            True if something followed it.
        """

    def begin_key(self) -> None:
        """Called before a key or click: the notice goes, and what still moves arrives."""


class StillFigure:
    """Base of figures in which nothing is dragged."""

    notice = ""

    def drag(self, line: int, column: int) -> bool:
        """Return False: nothing can be dragged."""
        return False

    def begin_key(self) -> None:
        """Clear the notice."""
        self.notice = ""


class FixedFigure(StillFigure):
    """Base of figures without typed text."""

    typed: TypedLine | None = None
    has_cursor = True

    def prepare(self) -> None:
        """Do nothing: there is nothing to compute."""

    def typed_changed(self) -> None:
        """Do nothing: there is no typed line."""


@runtime_checkable
class Counting(Protocol):
    """A figure that tells below its title how many rows it shows, and how."""

    def status(self, total: int) -> list[str]:
        """Return the number of rows shown among `total`, then its settings, in words."""


@runtime_checkable
class Running(Protocol):
    """A figure that advances by itself, one event or frame at a time, once started."""

    @property
    def seconds_per_step(self) -> float:
        """Seconds between two steps."""

    @property
    def is_running(self) -> bool:
        """True while the timer of the screen has to advance it."""

    def advance(self) -> None:
        """Advance by one event or frame."""
