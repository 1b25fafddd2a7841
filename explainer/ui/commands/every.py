"""Every command of every situation, for settings; a start without settings imports none of it."""

from __future__ import annotations

from explainer.ui.command import CommandDescription
from explainer.ui.commands.block import BLOCK
from explainer.ui.commands.chart import CHART
from explainer.ui.commands.desk import DESK
from explainer.ui.commands.listing import LISTING
from explainer.ui.commands.quiz import QUIZ
from explainer.ui.commands.registry import COMMANDS
from explainer.ui.commands.review import REVIEW
from explainer.ui.commands.table import TABLE
from explainer.ui.commands.teaching import TEACHING
from explainer.ui.commands.timeline import TIMELINE

BLOCK_COMMANDS: tuple[type[CommandDescription], ...] = (*BLOCK, *TABLE, *CHART, *TIMELINE)
"""What can be done in opened blocks, where the same key may mean something else."""

EVERY: tuple[type[CommandDescription], ...] = (
    *COMMANDS,
    *BLOCK_COMMANDS,
    *LISTING,
    *QUIZ,
    *REVIEW,
    *DESK,
    *TEACHING,
)
"""In the order in which README names them."""


def command_titles() -> dict[str, str]:
    """What each command is called on screen, by what settings call it."""
    return {command.id: command.title for command in EVERY}
