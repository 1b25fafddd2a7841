"""What the screen of an opened block needs to know of the block."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from explainer.lesson.shown import View
from explainer.render.line import Line
from explainer.ui.base.command import CommandDescription


class Figure(Protocol):
    """An opened block: draws itself, moves its cursor, and says what stands under it."""

    notice: str
    """What the last line says until the next key; empty for nothing."""

    @property
    def commands(self) -> Sequence[type[CommandDescription]]:
        """What can be done with it, beside moving and opening."""

    @property
    def is_typing(self) -> bool:
        """Whether it wants every key as a character."""

    @property
    def view(self) -> View:
        """How the reader has it before them; opening it with this view again shows the same."""

    def prepare(self) -> None:
        """Have ready what the first keys would wait for; called off the loop."""

    def lines(self, width: int, height: int) -> list[Line]:
        """At most `height` lines of at most `width` cells."""

    def evidence(self, width: int) -> list[Line]:
        """What the thing under the cursor rests on."""

    def place(self) -> str:
        """What the last line calls the place."""

    def hints(self) -> Sequence[tuple[str, str]]:
        """Ids of the most useful commands now, and a word or two for each."""

    def run(self, command: type[CommandDescription]) -> None:
        """Do one of its commands."""

    def move(self, across: int, down: int) -> None:
        """Move the cursor."""

    def page(self, pages: int) -> None:
        """Move the cursor by what is in sight."""

    def edge(self, end: int) -> None:
        """Move the cursor to the beginning (0) or the end (1)."""

    def typing_hints(self) -> Sequence[tuple[str, str]]:
        """The keys that matter while it `is_typing`, as people know them, and what each does."""

    def type_key(self, key: str, character: str) -> None:
        """Take a key while it `is_typing`; `character` is empty where the key prints nothing."""

    def close_layer(self) -> bool:
        """Close a layer of its own; false where none is open."""

    def click(self, line: int, column: int) -> None:
        """Take a click on one of the lines last drawn."""


@runtime_checkable
class Running(Protocol):
    """An opened block that goes on by itself once it is let, a beat at a time."""

    @property
    def is_running(self) -> bool:
        """Whether the next beat takes it further."""

    def go_on(self) -> None:
        """Go on by one beat."""


Copy = Callable[[str], None]
"""Hands text to the clipboard of the terminal that the reader sits at."""

COPYING_IS_OFF = "Nothing is copied here: the clipboard may be somebody else's."
"""What is said where a stranger sits at somebody else's machine."""
