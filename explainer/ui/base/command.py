"""What a command is: key, title, help and handler in one place.

From it come the binding, the palette's entry, the last line's hint and the row of the help screen.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from explainer.ui.base.session import Session
    from explainer.ui.reader.reader_screen import ReaderScreen


class CommandDescription(ABC):
    """What a person is told of something that they can do; never made, its class says it all."""

    id: ClassVar[str]
    """What settings call it."""
    keys: ClassVar[tuple[str, ...]]
    """Keys that do it, the one to show first; names as Textual has them."""
    title: ClassVar[str]
    """What it does, as an order in a few words."""
    help: ClassVar[str]
    """One sentence for the help screen and the palette."""
    topic: ClassVar[str]
    """The heading of the help screen that it stands under."""


class Command(CommandDescription):
    """Something that a person can do while reading."""

    @staticmethod
    def is_offered(session: Session) -> bool:  # noqa: ARG004 - some commands ask it
        """Whether it can be done now; what cannot be is in no list, and its key does nothing."""
        return True

    @staticmethod
    @abstractmethod
    def run(reader: ReaderScreen) -> None:
        """Do it."""


def effective_keys(
    commands: Sequence[type[CommandDescription]], chosen: dict[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """The keys of each command after a person's settings; a chosen key leaves its old owner.

    The commands are those of one situation: the same key may do something else in another.
    """
    ids = {command.id for command in commands}
    taken = {key for id, keys in chosen.items() if id in ids for key in keys}
    return {
        command.id: chosen.get(command.id, tuple(key for key in command.keys if key not in taken))
        for command in commands
    }


_SHOWN = {
    "right": "→",
    "left": "←",
    "up": "↑",
    "down": "↓",
    "space": "Space",
    "backspace": "Backspace",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "question_mark": "?",
    "slash": "/",
    "full_stop": ".",
    "comma": ",",
    "backslash": "\\",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}


def key_label(key: str) -> str:
    """A key as people know it: `→`, `PgDn`, `Ctrl+P`."""
    if key in _SHOWN:
        return _SHOWN[key]
    if key.startswith("f") and key[1:].isdigit():
        return key.upper()
    if "+" in key:
        *modifiers, name = key.split("+")
        label = key_label(name)
        label = label.upper() if len(label) == 1 else label
        return "+".join([*(modifier.capitalize() for modifier in modifiers), label])
    if len(key) == 1:
        return key
    from textual.keys import format_key

    return format_key(key)
