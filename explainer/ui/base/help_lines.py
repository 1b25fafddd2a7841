"""The lines of a help screen: commands under their headings, with the keys that are set now."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from explainer.render.line import Line, TextRun, line_width, pad, wrap
from explainer.ui.base.command import Command, Keymap, key_label
from explainer.ui.base.keycap import keycap

_KEYS_WIDTH = 27
_NAMED_COMMAND = re.compile(r"\{([a-z-]+)\}")


def help_lines(commands: Sequence[Command], keymap: Keymap, width: int) -> list[Line]:
    """Return headings, keys and help texts; commands without a heading or a key are left out."""
    lines: list[Line] = [[TextRun("Keys", "title")]]
    group = ""
    for command in commands:
        keys = keymap.keys(command.id)
        if not command.group or not keys:
            continue
        if command.group != group:
            group = command.group
            lines.extend([[], [TextRun(group, "strong")]])
        lines.extend(_row(with_keys(command.help, keymap.label), keys, width))
    return lines


def settings_lines(settings_file: str, width: int) -> list[Line]:
    """Return what can be set, and the path of the file to write it in."""
    words = "Theme, width, motion and keys are set in this file; README says how:"
    return [
        *wrap([TextRun(words, "muted")], width),
        *wrap([TextRun(settings_file, "strong")], width),
    ]


def with_keys(text: str, label: Callable[[str], str]) -> str:
    """Return a text in which the key of a command replaces its id in braces (`{next-section}`).

    Args:
        text: The text.
        label: Returns the key of a command, by its id.
    """
    return _NAMED_COMMAND.sub(lambda found: label(found[1]), text)


def _row(words: str, keys: tuple[str, ...], width: int) -> list[Line]:
    shown: Line = []
    for number, key in enumerate(keys):
        label = keycap(key_label(key))
        shown.extend([TextRun(" "), label] if number else [label])
    if width < 56:
        lines = [shown]
        lines.extend([TextRun("  "), *line] for line in wrap([TextRun(words)], width - 2))
        return lines
    is_beside = line_width(shown) <= _KEYS_WIDTH
    rows: list[Line] = [] if is_beside else [shown]
    for number, line in enumerate(wrap([TextRun(words)], width - _KEYS_WIDTH - 2)):
        lead = shown if is_beside and not number else []
        rows.append([*pad(lead, _KEYS_WIDTH + 2), *line])
    return rows
