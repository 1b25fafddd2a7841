"""The help of the reader: its commands, and a note on setting keys."""

from __future__ import annotations

from collections.abc import Sequence

from explainer.render.line import Line, TextRun, wrap
from explainer.ui.base.command import Command, Keymap
from explainer.ui.base.help_lines import help_lines

_SETTINGS = "Keys, theme, width and motion are set in a TOML file; README says where it lies."


def reader_help_lines(
    commands: Sequence[Command], keymap: Keymap, width: int, *, may_set: bool
) -> list[Line]:
    """Return the commands and their keys; if the person `may_set` them, with a note how."""
    lines = help_lines(commands, keymap, width)
    if not may_set:
        return lines
    return [*lines, [], *wrap([TextRun(_SETTINGS, "muted")], width)]
