"""Commands, and the keys that run them.

A command is one record: its key binding, its entry in the palette, its hint in the last line and
its row of the help all come from it. A screen declares its commands; a `Keymap` finds the command
of each key, after a person's settings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from textual.keys import format_key

_UNPRINTED = frozenset(
    {"up", "down", "left", "right", "home", "end", "pageup", "pagedown", "enter", "escape"}
    | {"tab", "backspace", "delete", "insert"}
    | {f"f{number}" for number in range(1, 25)}
)
"""Names of keys that put no character into a line of text."""

NAMED_KEYS = _UNPRINTED | {"space"}
"""Names that a settings file may use for a key, besides a single character."""


class Command(NamedTuple):
    """Something that a person can do on a screen."""

    id: str
    """Name in the settings file."""
    keys: tuple[str, ...]
    """Keys that run it, the one to show first; named as Textual names them."""
    title: str
    """Imperative in a few words, for the palette."""
    help: str
    """One sentence for the help and the palette."""
    group: str
    """Heading of the help that it stands under; empty to leave it out of the help."""
    action: str
    """Action of the screen that runs it, in Textual's notation: `scroll_line(1)`."""

    def doing(self, action: str) -> Command:
        """Return the command with the action that it has on another screen.

        The help of that screen leaves it out: it lists what the screen adds.
        """
        return self._replace(action=action, group="")


class Keymap:
    """The command of each key on one screen, after a person's settings.

    A key that a person chose for a command is taken from the command that had it. Of two commands
    with the same key, the one that stands first in the list gets it.
    """

    def __init__(self, commands: Sequence[Command], chosen: Mapping[str, tuple[str, ...]]) -> None:
        """Assign the keys.

        Args:
            commands: Commands of the screen, its own before those that it shares with others.
            chosen: Keys by command id, from the settings.
        """
        taken = {key for one in commands for key in chosen.get(one.id, ())}
        self._by_id = {command.id: command for command in reversed(commands)}
        self._by_key: dict[str, Command] = {}
        for is_chosen in (True, False):
            for command in commands:
                if (command.id in chosen) is not is_chosen:
                    continue
                for key in chosen.get(command.id, command.keys):
                    if is_chosen or key not in taken:
                        self._by_key.setdefault(key, command)
        self._keys: dict[str, tuple[str, ...]] = {
            command.id: tuple(
                key
                for key in chosen.get(command.id, command.keys)
                if self._by_key.get(key) is command
            )
            for command in self._by_id.values()
        }

    def command(self, key: str) -> Command | None:
        """Return the command of a key."""
        return self._by_key.get(key)

    def typing_command(self, key: str) -> Command | None:
        """Return the command that a printed key runs even while a line is typed.

        A printed key types its character, unless a person has given it to a command that has no
        other key any more: somebody who closes screens with `z` alone has to be able to leave a
        search.
        """
        command = self._by_key.get(key)
        if command is None or all(prints(one) for one in command.keys):
            return None
        return command if all(prints(one) for one in self._keys[command.id]) else None

    def by_id(self, id: str) -> Command | None:
        """Return a command by its id."""
        return self._by_id.get(id)

    def keys(self, id: str) -> tuple[str, ...]:
        """Return the keys of a command, the one to show first; none where it has none here."""
        return self._keys.get(id, ())

    def label(self, id: str) -> str:
        """Return the first key of a command as people write it; empty where it has none."""
        keys = self.keys(id)
        return key_label(keys[0]) if keys else ""


def key_labels(
    commands: Sequence[Command], chosen: Mapping[str, tuple[str, ...]]
) -> dict[str, str]:
    """Return the first key of each command by its id, whichever screens they are commands of."""
    return {
        command.id: key_label(keys[0]) if keys else ""
        for command in commands
        for keys in [chosen.get(command.id, command.keys)]
    }


def prints(key: str) -> bool:
    """Return True for a key that types a character."""
    return "+" not in key and key not in _UNPRINTED


_LABELS = {
    "right": "→",
    "left": "←",
    "up": "↑",
    "down": "↓",
    "space": "Space",
    "backspace": "Backspace",
    "delete": "Del",
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
    """Return a key as people write it: `→`, `PgDn`, `Ctrl+P`."""
    if key in _LABELS:
        return _LABELS[key]
    if key.startswith("f") and key[1:].isdigit():
        return key.upper()
    if "+" in key:
        *modifiers, name = key.split("+")
        label = key_label(name)
        label = label.upper() if len(label) == 1 else label
        return "+".join([*(modifier.capitalize() for modifier in modifiers), label])
    return format_key(key)
