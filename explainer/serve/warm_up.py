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
    "explainer.learner.sitting",
    "explainer.render.plain",
    "explainer.render.scene",
    "explainer.serve.plain_visit",
    "explainer.serve.screen_visit",
    "explainer.ui.commands.every",
    "explainer.ui.deck_change",
    "explainer.ui.desk",
    "explainer.ui.finder",
    "explainer.ui.finding",
    "explainer.ui.help_lines",
    "explainer.ui.hosting",
    "explainer.ui.keeping",
    "explainer.ui.open_block",
    "explainer.ui.palette",
    "explainer.ui.palette_offers",
    "explainer.ui.quiz_menu",
    "explainer.ui.quizzing",
    "explainer.ui.reviewing",
    "explainer.ui.screens.bet",
    "explainer.ui.screens.block",
    "explainer.ui.screens.desk",
    "explainer.ui.screens.hall",
    "explainer.ui.screens.library",
    "explainer.ui.screens.listing",
    "explainer.ui.screens.lobby",
    "explainer.ui.screens.menu",
    "explainer.ui.screens.overlay",
    "explainer.ui.screens.overview",
    "explainer.ui.screens.palette",
    "explainer.ui.screens.passage",
    "explainer.ui.screens.quiz",
    "explainer.ui.screens.review",
    "explainer.ui.screens.search",
    "explainer.ui.screens.title",
)


def import_everything() -> None:
    """Import it all; what is missing is a mistake of ours, and stops the host at its start."""
    for name in _NEEDED:
        import_module(name)
