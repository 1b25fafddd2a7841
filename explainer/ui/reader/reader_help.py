"""The help of the reader: its commands, and a note on setting keys."""

from __future__ import annotations

from collections.abc import Sequence

from explainer.render.line import Line
from explainer.ui.base.command import Command, Keymap
from explainer.ui.base.help_lines import help_lines, settings_lines


def reader_help_lines(
    commands: Sequence[Command], keymap: Keymap, width: int, *, settings_file: str
) -> list[Line]:
    """Return the commands and their keys; with a file of settings, where that is."""
    lines = help_lines(commands, keymap, width)
    return [*lines, [], *settings_lines(settings_file, width)] if settings_file else lines
