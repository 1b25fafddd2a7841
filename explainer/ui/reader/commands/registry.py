"""Every command of the reader."""

from __future__ import annotations

from explainer.ui.base.command import Command
from explainer.ui.reader.commands.asking_commands import ASKING
from explainer.ui.reader.commands.finding_commands import FINDING
from explainer.ui.reader.commands.keeping_commands import KEEPING
from explainer.ui.reader.commands.moving_commands import MOVING
from explainer.ui.reader.commands.opening_commands import OPENING
from explainer.ui.reader.commands.showing_commands import SHOWING

COMMANDS: tuple[type[Command], ...] = (
    *MOVING,
    *FINDING,
    *OPENING,
    *ASKING,
    *KEEPING,
    *SHOWING,
)
"""In the order of the help screen."""

BY_ID = {command.id: command for command in COMMANDS}
"""Every command by what settings call it."""
