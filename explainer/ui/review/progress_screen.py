"""The progress screen: how much of each section was read, what falls due, and the bets."""

from __future__ import annotations

from explainer.quiz.progress_page import WIDEST, ProgressState, progress_page_lines
from explainer.render.chart.glyphs import Glyphs
from explainer.ui.base.command import Command
from explainer.ui.base.common_commands import (
    CLOSING,
    NEXT,
    PREVIOUS,
    PROGRESS,
    SCROLL_DOWN,
    SCROLL_UP,
    SERVICES,
)
from explainer.ui.base.last_line import Status
from explainer.ui.base.requests import OpenReview
from explainer.ui.base.session import Session
from explainer.ui.panes.card_pane import Drawn
from explainer.ui.panes.carded_screen import CardedScreen

PROGRESS_PAGE = (
    Command("progress-review", ("enter",), "Review", "Ask what is due.", "Progress", "review"),
)
"""Commands of the progress screen."""


class ProgressScreen(CardedScreen[None]):
    """Shows the progress in a deck."""

    KEY_COMMANDS = (
        *PROGRESS_PAGE,
        PROGRESS.doing("close"),
        *CLOSING,
        SCROLL_DOWN.doing("scroll(1)"),
        SCROLL_UP.doing("scroll(-1)"),
        NEXT.doing("scroll_page(1)"),
        PREVIOUS.doing("scroll_page(-1)"),
        *SERVICES,
    )

    def __init__(self, session: Session, state: ProgressState) -> None:
        """Show a state of progress in the deck of a session."""
        super().__init__(WIDEST)
        self._session = session
        self._state = state

    def draw(self, width: int) -> Drawn:
        """Return the page."""
        glyphs = Glyphs.PLAIN if self._session.ascii_only else Glyphs.FULL
        return Drawn(progress_page_lines(self._state, self._session.opened.deck, width, glyphs))

    def status(self) -> Status:
        """Return the hints for what can be done now."""
        wanted = [("progress-review", "review")] if self._state.calendar.now else []
        kept = "" if self._session.keeps else " · nothing is kept"
        hints = self.hints([*wanted, ("close", "back")])
        return Status(f"Progress{kept}", hints, self.notice)

    def action_review(self) -> None:
        """Leave for the review of what is due."""
        if self._state.calendar.now:
            self.dismiss(None)
            self.app.post_message(OpenReview())
        else:
            self.notice = "Nothing is due."
