"""Imports what sessions will need, so that no visitor waits for it, and nobody beside them."""

from __future__ import annotations

from importlib import import_module

_NEEDED = (
    "textual.widgets",
    "rich.markdown",
    "explainer.learner.history",
    "explainer.learner.moved_record",
    "explainer.learner.plain_desk",
    "explainer.learner.plain_quiz",
    "explainer.learner.record_file",
    "explainer.learner.quiz_session",
    "explainer.render.plain",
    "explainer.render.scene",
    "explainer.serve.plain_visit",
    "explainer.serve.screen_visit",
    "explainer.ui.every_command",
    "explainer.ui.deck_change",
    "explainer.ui.desk.desk_opening",
    "explainer.ui.base.finder",
    "explainer.ui.reader.finding",
    "explainer.ui.base.help_lines",
    "explainer.ui.deck_renewal",
    "explainer.ui.progress_keeping",
    "explainer.ui.figures.figure_opening",
    "explainer.ui.overlays.palette_match",
    "explainer.ui.reader.palette_entries",
    "explainer.ui.quiz.quiz_menu",
    "explainer.ui.quiz.quiz_opening",
    "explainer.ui.review.review_opening",
    "explainer.ui.quiz.bet_screen",
    "explainer.ui.figures.figure_screen",
    "explainer.ui.desk.desk_screen",
    "explainer.ui.overlays.launcher_screen",
    "explainer.ui.library.library_screen",
    "explainer.ui.reader.listing_screen",
    "explainer.ui.library.lobby_screen",
    "explainer.ui.overlays.menu_screen",
    "explainer.ui.overlays.lines_screen",
    "explainer.ui.reader.overview_screen",
    "explainer.ui.overlays.palette_screen",
    "explainer.ui.reader.passage_screen",
    "explainer.ui.quiz.quiz_screen",
    "explainer.ui.review.review_screen",
    "explainer.ui.reader.search_screen",
    "explainer.ui.reader.title_screen",
)


def import_everything() -> None:
    """Import it all; what is missing is a mistake of ours, and stops the host at its start."""
    for name in _NEEDED:
        import_module(name)
