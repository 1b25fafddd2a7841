"""Every command of every situation, for settings; a start without settings imports none of it."""

from __future__ import annotations

from explainer.ui.base.command import CommandDescription
from explainer.ui.desk.desk_commands import DESK
from explainer.ui.figures.block_commands import BLOCK
from explainer.ui.figures.chart_commands import CHART
from explainer.ui.figures.table_commands import TABLE
from explainer.ui.figures.timeline_commands import TIMELINE
from explainer.ui.quiz.quiz_commands import QUIZ
from explainer.ui.reader.commands.registry import COMMANDS
from explainer.ui.reader.listing_commands import LISTING
from explainer.ui.review.review_commands import REVIEW
from explainer.ui.teach.teaching_commands import TEACHING

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
