"""Every command of the reader."""

from __future__ import annotations

from explainer.ui.command import Command
from explainer.ui.commands.asking import ASKING
from explainer.ui.commands.finding import FINDING
from explainer.ui.commands.keeping import KEEPING
from explainer.ui.commands.moving import MOVING
from explainer.ui.commands.opening import OPENING
from explainer.ui.commands.showing import SHOWING

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
