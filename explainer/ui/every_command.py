"""Every command of every screen, for the settings; imported only where there are settings."""

from __future__ import annotations

from explainer.ui.base.command import Command
from explainer.ui.base.common_commands import CARD
from explainer.ui.base.typed_line import EDITING
from explainer.ui.desk.desk_commands import DESK, DESK_GO_ON, DESK_PICK, DESK_ROWS
from explainer.ui.figures.every_figure import EVERY_FIGURE
from explainer.ui.library.library_screen import LIBRARY
from explainer.ui.overlays.lines_screen import LINES
from explainer.ui.overlays.menu_screen import MENU
from explainer.ui.overlays.typed_choosing import FINDING
from explainer.ui.quiz.answer_sheets.every_sheet import EVERY_SHEET
from explainer.ui.quiz.quiz_commands import BET, QUIZ, QUIZ_GO_ON
from explainer.ui.reader.ending_screen import ENDING
from explainer.ui.reader.listing_screen import FILTERING, LISTING
from explainer.ui.reader.reader_commands import READING
from explainer.ui.reader.title_screen import TITLE
from explainer.ui.review.progress_screen import PROGRESS_PAGE
from explainer.ui.review.review_screen import EXAM, REVIEW
from explainer.ui.teach.poll_screen import POLLING
from explainer.ui.teach.teaching_commands import HOSTING, TEACHING
from explainer.ui.teach.vote_screen import VOTE_HANDS, VOTING

EVERY_COMMAND: tuple[Command, ...] = (
    *READING,
    *TITLE,
    *ENDING,
    *LIBRARY,
    *EVERY_FIGURE,
    *LISTING,
    *FILTERING,
    *FINDING,
    *MENU,
    *LINES,
    *QUIZ,
    QUIZ_GO_ON,
    *EVERY_SHEET,
    *BET,
    *REVIEW,
    *EXAM,
    *PROGRESS_PAGE,
    *DESK,
    DESK_GO_ON,
    DESK_PICK,
    *DESK_ROWS,
    *CARD,
    *EDITING,
    *TEACHING,
    *HOSTING,
    *POLLING,
    *VOTING,
    *VOTE_HANDS,
)
"""In the order in which README lists them."""


def command_titles() -> dict[str, str]:
    """Return the title of each command by the id that settings use."""
    return {command.id: command.title for command in EVERY_COMMAND}
