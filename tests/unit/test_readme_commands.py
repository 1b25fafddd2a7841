"""README names every command that a key can be given to, where people look for it."""

from __future__ import annotations

from explainer.ui.base.command import Command
from explainer.ui.base.common_commands import CARD
from explainer.ui.base.typed_line import EDITING
from explainer.ui.desk.desk_commands import DESK, DESK_GO_ON, DESK_PICK, DESK_ROWS
from explainer.ui.every_command import EVERY_COMMAND
from explainer.ui.figures.chart_figure import CHART
from explainer.ui.figures.facet_figure import FACETS
from explainer.ui.figures.figure import FIGURE
from explainer.ui.figures.table_commands import TABLE, TABLE_COLUMNS, TABLE_FILTER
from explainer.ui.figures.timeline_figure import TIMELINE
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
from tests.architecture.source import ROOT

TABLES: dict[str, tuple[Command, ...]] = {
    "the reader": READING,
    "the title, the library": (*TITLE, *LIBRARY),
    "the ending": ENDING,
    "an opened table, chart or timeline": (*FIGURE, *TABLE, *FACETS, *CHART, *TIMELINE),
    "a table's filter and columns": (*TABLE_FILTER, *TABLE_COLUMNS),
    "claims, sources, terms": (*LISTING, *FILTERING),
    "the search and the palette": FINDING,
    "a menu, the help, a card": (*MENU, *LINES, *CARD),
    "a quiz": (*QUIZ, QUIZ_GO_ON, *BET),
    "an answer": EVERY_SHEET,
    "the review, the progress": (*REVIEW, *EXAM, *PROGRESS_PAGE),
    "the evidence desk": (*DESK, DESK_GO_ON, DESK_PICK, *DESK_ROWS),
    "a line of text": EDITING,
    "a presenter": (*TEACHING, *HOSTING, *VOTING, *VOTE_HANDS, *POLLING),
}


def test_every_command_is_in_the_table_of_readme() -> None:
    rows = [
        f"| {where} | {' '.join(f'`{command.id}`' for command in commands)} |"
        for where, commands in TABLES.items()
    ]
    table = "\n".join(["| commands of | |", "|---|---|", *rows])

    assert table in (ROOT / "README.md").read_text(encoding="utf-8"), table


def test_the_table_leaves_no_command_out() -> None:
    named = {command.id for commands in TABLES.values() for command in commands}

    assert named == {command.id for command in EVERY_COMMAND}
