"""The lines of a help screen: the commands that matter on a screen, or all with all their keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from explainer.render.line import Line, TextRun, beside, line_width, pad, wrap
from explainer.ui.base.command import Command, Keymap, key_label
from explainer.ui.base.keycap import small_keycap

_KEYS_WIDTH = 24
_NAMED_COMMAND = re.compile(r"\{([a-z-]+)\}")

_TWO_COLUMNS = 60
"""Cells from which there is room for two columns."""

_BETWEEN = 4
"""Cells between the columns."""

_SHARED = "As on other screens"
"""Heading of the commands that a screen shares with others."""


def key_columns(commands: Iterable[Command], keymap: Keymap, width: int) -> list[Line]:
    """Return commands by their groups, each with its first key, in two columns if there is room."""
    has_two = width >= _TWO_COLUMNS
    room = (width - _BETWEEN) // 2 if has_two else width
    blocks = _blocks([one for one in commands if keymap.keys(one.id)], keymap, room)
    if not has_two:
        return _stacked(blocks)
    left, right = min(
        ((_stacked(blocks[:cut]), _stacked(blocks[cut:])) for cut in range(1, len(blocks) + 1)),
        key=lambda columns: max(map(len, columns)),
        default=([], []),
    )
    rows = max(len(left), len(right))
    left, right = ([*column, *([[]] * (rows - len(column)))] for column in (left, right))
    return [[*pad(one, room + _BETWEEN), *other] for one, other in zip(left, right, strict=True)]


def _blocks(commands: list[Command], keymap: Keymap, width: int) -> list[list[Line]]:
    """Return a heading and the rows of each group."""
    keys_width = max((len(keymap.label(one.id)) for one in commands), default=0) + 2
    blocks: dict[str, list[Line]] = {}
    for one in commands:
        lines = blocks.setdefault(one.group, wrap([TextRun(one.group, "heading-3")], width))
        first = pad([small_keycap(keymap.label(one.id))], keys_width)
        said = partial(wrap, [TextRun(one.title)])
        lines.extend(beside(first, [TextRun(" " * keys_width)], width, said))
    return list(blocks.values())


def _stacked(blocks: Sequence[list[Line]]) -> list[Line]:
    """Return blocks below each other, with an empty line between two."""
    return [line for block in blocks for line in ([], *block)][1:]


def all_key_lines(commands: Sequence[Command], keymap: Keymap, width: int) -> list[Line]:
    """Return commands by their groups, each with all its keys and what it does."""
    lines: list[Line] = []
    own = [one for one in commands if one.group]
    group = ""
    for command in own:
        keys = keymap.keys(command.id)
        if not keys:
            continue
        if command.group != group:
            group = command.group
            lines.extend([[], [TextRun(group, "heading-3")]])
        lines.extend(_row(with_keys(command.help, keymap.label), keys, width))
    shared = [one for one in commands if not one.group and keymap.keys(one.id)]
    if shared:
        lines.extend([[], [TextRun(_SHARED, "heading-3")]])
    for command in shared:
        lines.extend(_row(command.title, keymap.keys(command.id), width))
    return lines[1:]


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
        label = small_keycap(key_label(key))
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
