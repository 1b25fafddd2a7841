"""The lines of the help screen: every command with the keys that are set now."""

from __future__ import annotations

from collections.abc import Sequence

from explainer.render.line import Line, TextRun, line_width, pad, wrap
from explainer.ui.base.command import CommandDescription, key_label

_KEYS_WIDTH = 18


def help_lines(
    commands: Sequence[type[CommandDescription]], keys: dict[str, tuple[str, ...]], width: int
) -> list[Line]:
    """Topics, keys and what they do."""
    lines: list[Line] = [[TextRun("Keys", "title")]]
    topic = ""
    for command in commands:
        if not keys.get(command.id):
            continue
        if command.topic != topic:
            topic = command.topic
            lines.extend([[], [TextRun(topic, "strong")]])
        lines.extend(_row(command, keys[command.id], width))
    return lines


def reader_help_lines(
    commands: Sequence[type[CommandDescription]],
    keys: dict[str, tuple[str, ...]],
    kiosk: bool,
    width: int,
) -> list[Line]:
    """The same with where keys are set, for whoever may set them."""
    lines = help_lines(commands, keys, width)
    if kiosk:
        return lines
    words = "Keys, theme, width and motion are set in a TOML file; README says where it lies."
    return [*lines, [], *wrap([TextRun(words, "muted")], width)]


def _row(command: type[CommandDescription], keys: tuple[str, ...], width: int) -> list[Line]:
    labels = [key_label(key) for key in keys]
    shown: Line = []
    for number, label in enumerate(labels):
        shown.extend([TextRun(" "), TextRun(label, "here")] if number else [TextRun(label, "here")])
    if width < 56:
        lines = [shown]
        lines.extend([TextRun("  "), *line] for line in wrap([TextRun(command.help)], width - 2))
        return lines
    first = line_width(shown) <= _KEYS_WIDTH
    rows: list[Line] = [] if first else [shown]
    for number, line in enumerate(wrap([TextRun(command.help)], width - _KEYS_WIDTH - 2)):
        lead = shown if first and not number else []
        rows.append([*pad(lead, _KEYS_WIDTH + 2), *line])
    return rows
