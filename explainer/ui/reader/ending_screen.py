"""The ending: how the deck came out, after its last section."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from textual import events, on
from textual.message import Message

from explainer.learner.place import Place
from explainer.quiz.ending import Ending, ending
from explainer.quiz.ending_page import ending_lines, ending_text
from explainer.quiz.passage import heading_titles
from explainer.render.line import Line
from explainer.ui.base.command import Command
from explainer.ui.base.common_commands import (
    BOTTOM,
    CLOSING,
    NEXT,
    OVERVIEW,
    PREVIOUS,
    SCROLL_DOWN,
    SCROLL_UP,
    SERVICES,
    TOP,
)
from explainer.ui.base.copying import COPYING_IS_OFF
from explainer.ui.base.last_line import Status
from explainer.ui.base.requests import LinesFor, OpenDesk, OpenReview
from explainer.ui.base.session import Session
from explainer.ui.overlays.lines_screen import LinesPane, LinesScreen

_GROUP = "At the end of a deck"
_WIDEST = 72

ENDING = (
    Command("ending-reread", ("enter",), "Read again",
            "The first passage to read again; 1–9 are the others.", _GROUP, "reread(1)"),
    Command("ending-review", ("r",), "Review", "What is due.", _GROUP, "review"),
    Command("ending-desk", ("d",), "Evidence desk", "Judge claims by their sources.", _GROUP,
            "desk"),
    Command("ending-copy", ("y",), "Copy", "Copy how it came out, as text.", _GROUP, "copy"),
)  # fmt: skip
"""Commands of the ending."""


class EndingPane(LinesPane):
    """The lines of the ending; a click on a numbered passage means its number."""

    class PassageClicked(Message):
        """A passage to read again was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number
            """Its number, from 1."""

    def on_click(self, event: events.Click) -> None:
        """Report a click on a passage, on any of its lines."""
        lines = self.visible_lines(*self.size)
        if not 0 <= event.y < len(lines) or not lines[event.y]:
            return
        for line in reversed(lines[: event.y + 1]):
            number = next((run.text for run in line if run.role == "keycap"), "").strip()
            if number.isdigit():
                event.stop()
                self.post_message(self.PassageClicked(int(number)))
            if number or not line:
                return


class EndingScreen(LinesScreen):
    """The result of the deck, with doors to what may come next."""

    KEY_COMMANDS = (
        *ENDING,
        *CLOSING,
        OVERVIEW.doing("rest"),
        SCROLL_DOWN.doing("scroll_lines(1)"),
        SCROLL_UP.doing("scroll_lines(-1)"),
        NEXT.doing("next"),
        PREVIOUS.doing("previous"),
        TOP.doing("scroll_lines(-1000000)"),
        BOTTOM.doing("scroll_lines(1000000)"),
        *SERVICES,
    )

    def __init__(
        self, session: Session, go: Callable[[Place], None], run_soon: Callable[[str], None]
    ) -> None:
        """Show the ending of a session's deck.

        Args:
            session: The session, with its answers loaded.
            go: Goes to a passage in the text.
            run_soon: Runs an action of the reader once this screen has closed.
        """
        self._session = session
        self._go = go
        self._run_soon = run_soon
        self._titles = heading_titles(session.opened)
        super().__init__("How it came out", self._lines, _WIDEST)

    def make_pane(self, lines_for: LinesFor, widest: int) -> LinesPane:
        """Return the pane that shows the lines."""
        return EndingPane(lines_for, widest)

    @property
    def _found(self) -> Ending:
        session = self._session
        outline = session.opened.deck.outline
        way = [outline[index].id for index in session.way]
        now = datetime.now(UTC)
        return ending(session.opened.deck, session.attempts, session.read, way, now)

    def _lines(self, width: int) -> list[Line]:
        deck, now = self._session.opened.deck, datetime.now(UTC)
        return ending_lines(self._found, deck, self._titles, now, width)

    def status(self) -> Status:
        """Return the doors that lead on from here."""
        found = self._found
        wanted = [("scroll-down", "more")] if self.pane.has_more else []
        if found.reread:
            wanted.append(("ending-reread", "read again"))
        if found.due:
            wanted.append(("ending-review", "review"))
        if self._session.opened.deck.claims:
            wanted.append(("ending-desk", "desk"))
        if found.left_out:
            wanted.append(("overview", "the rest"))
        return Status(
            "How it came out",
            self.hints([*wanted, ("ending-copy", "copy"), ("close", "back")]),
            self.notice,
        )

    def progress_changed(self) -> None:
        """Show what was answered meanwhile."""
        self.pane.renew()
        super().progress_changed()

    def take_number(self, number: int) -> bool:
        """Go to the passage with a number."""
        self.action_reread(number)
        return True

    @on(EndingPane.PassageClicked)
    def _take_click(self, message: EndingPane.PassageClicked) -> None:
        self.begin_key(None)
        self.action_reread(message.number)

    # --- actions --------------------------------------------------------------------------

    def action_reread(self, number: int) -> None:
        """Go to a passage to read again, by its number."""
        places = self._found.reread
        if not places:
            self.notice = "Nothing has to be read again."
        elif number <= len(places):
            place = places[number - 1]
            self.dismiss(None)
            self._go(Place(place.section, place.block))

    def action_review(self) -> None:
        """Open the review."""
        self.app.post_message(OpenReview())

    def action_desk(self) -> None:
        """Open the evidence desk."""
        if self._session.opened.deck.claims:
            self.app.post_message(OpenDesk())
        else:
            self.notice = "This deck has no claims to judge."

    def action_rest(self) -> None:
        """Show the overview of the deck."""
        self.dismiss(None)
        self._run_soon("find('overview')")

    def action_copy(self) -> None:
        """Copy the ending as text."""
        if self._session.kiosk:
            self.notice = COPYING_IS_OFF
            return
        deck, now = self._session.opened.deck, datetime.now(UTC)
        self.app.copy_to_clipboard(ending_text(self._found, deck, self._titles, now))
        self.notice = "Sent how it came out to the clipboard."

    def action_next(self) -> None:
        """Scroll on; this is the end."""
        if self.pane.has_more:
            self.action_scroll_page(1)
        else:
            self.notice = "This is the end of the deck."

    def action_previous(self) -> None:
        """Scroll back; at the top, return to the last page of the text."""
        if self.pane.is_at_top:
            self.dismiss(None)
        else:
            self.action_scroll_page(-1)
