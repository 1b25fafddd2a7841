"""The review screen: what is due now and when the rest is, and the day of an exam."""

from __future__ import annotations

from asyncio import to_thread
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult

from explainer.deck.question import scored_questions
from explainer.learner.history import History
from explainer.learner.place import RecordUnusable
from explainer.quiz.review import due_now, exam_ahead, schedule
from explainer.quiz.review_page import review_lines
from explainer.quiz.run import Run as Review
from explainer.render.chart.glyphs import Glyphs
from explainer.render.line import Line, TextRun, wrap
from explainer.ui.base.command import effective_keys, key_label
from explainer.ui.base.last_line import KeyHint, LastLine, Status
from explainer.ui.base.painted_screen import PaintedScreen
from explainer.ui.base.theme import Styles
from explainer.ui.base.typed_line import TypedLine
from explainer.ui.panes.card_pane import CardPane, Drawn
from explainer.ui.quiz.quiz_opening import record_file
from explainer.ui.review.review_commands import REVIEW, ReviewCommand

if TYPE_CHECKING:
    from explainer.ui.app import ReaderApp
    from explainer.ui.base.session import Session


class ReviewScreen(PaintedScreen[tuple[str, ...]]):
    """Gives the questions to review now, or None."""

    DEFAULT_CSS = """
    ReviewScreen { layout: vertical; }
    ReviewScreen #card { height: 1fr; }
    ReviewScreen #last-line { height: 1; }
    """

    app: ReaderApp

    def __init__(self, session: Session, exam: date | None, left: Review | None = None) -> None:
        """A review.

        Args:
            session: Has its attempts read.
            exam: The day that is set.
            left: A review that was left, to go on with.
        """
        super().__init__()
        self._session = session
        self._exam = exam
        self._left = left
        self._typed: TypedLine | None = None
        self._notice = ""
        self._keys: dict[str, tuple[str, ...]] = {}
        self._keymap: dict[str, type[ReviewCommand]] = {}
        self.pane = CardPane(self._draw, lambda _line, _column: None)
        self.last_line = LastLine("last-line")
        self.plan(datetime.now(UTC))

    def plan(self, now: datetime) -> None:
        """Work out what is due at a time."""
        self._now = now
        exam = exam_ahead(self._exam, now.astimezone().date())
        self._due = schedule(self._session.attempts, exam)
        questions = scored_questions(self._session.opened.deck.questions)
        self._waiting = tuple(n for n in due_now(self._due, self._now) if n in questions)

    def compose(self) -> ComposeResult:
        """The card over the last line."""
        yield self.pane
        yield self.last_line

    def on_mount(self) -> None:
        """Dress the panes."""
        self._keys = effective_keys(REVIEW, self.app.session.settings.keys)
        self._keymap = {key: command for command in REVIEW for key in self._keys[command.id]}
        self.apply_theme()
        self.last_line.show(self._said)

    def apply_theme(self) -> None:
        """Take on the app's theme."""
        for pane in (self.pane, self.last_line):
            pane.apply_theme(Styles(self.app.reader_palette, pane.base))

    def _draw(self, width: int) -> Drawn:
        deck = self._session.opened.deck
        lines: list[Line] = [[TextRun("Review", "title")], []]
        if self._typed is not None:
            typed = self._typed.runs(max(4, width - 26))
            lines.extend([[TextRun("Exam on (year-month-day)  ", "muted"), *typed], []])
        if self._left is not None:
            answered = len({one.question for one in self._left.responses})
            words = f"A review waits: {answered} of {len(self._left.order)} answered."
            lines.extend([*wrap([TextRun(words, "here")], width), []])
        glyphs = Glyphs.PLAIN if self._session.ascii_only else Glyphs.FULL
        lines.extend(
            review_lines(self._due, self._waiting, deck, self._now, self._exam, width, glyphs)
        )
        return Drawn(lines)

    def _said(self) -> Status:
        close = key_label(next(iter(self.app.keys["close"]), "escape"))
        if self._typed is not None:
            hints = [KeyHint("Enter", "set", "enter"), KeyHint("Esc", "as it was", "close")]
            return Status("Review", hints, self._notice)
        wanted = [("review-exam", "exam date")] if self._session.keeps else []
        if self._left is not None or self._waiting:
            words = "begin" if self._left is None else "go on"
            wanted.insert(0, ("review-begin", words))
        hints = [
            KeyHint(key_label(self._keys[command][0]), words, command)
            for command, words in wanted
            if self._keys.get(command)
        ]
        kept = "" if self._session.keeps else " · nothing is kept"
        return Status(f"Review{kept}", [*hints, KeyHint(close, "back", "close")], self._notice)

    # --- what the commands do -------------------------------------------------------------

    def begin(self) -> None:
        """Go on with what was left, or ask what is due."""
        if self._left is not None or self._waiting:
            self.dismiss(self._waiting)
        else:
            self._notice = "Nothing is due."

    def ask_exam(self) -> None:
        """Take the day of an exam."""
        if self._session.keeps:
            self._typed = TypedLine(self._exam.isoformat() if self._exam else "")
        else:
            self._notice = "Nothing is kept here, an exam neither."

    async def _set_exam(self, text: str) -> None:
        """Keep the day that was typed, or say what is wrong with it."""
        try:
            day = date.fromisoformat(text.strip()) if text.strip() else None
        except ValueError:
            self._notice = f"'{text.strip()}' is no day. Write it like 2026-12-31."
            return
        self._typed = None
        file = record_file(self._session)
        if file is None:
            return
        try:
            await to_thread(History(file).set_exam, self._session.opened.deck.id, day)
        except RecordUnusable as error:
            self._notice = f"Not kept: {error.reason}."
        self._exam = day
        self.plan(datetime.now(UTC))

    # --- keys -----------------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """Begin, set the exam, close."""
        event.stop()
        event.prevent_default()
        self._notice = ""
        if self._typed is not None:
            await self._type(self._typed, event)
        elif command := self._keymap.get(event.key):
            command.run(self)
        else:
            self._run_outside(event.key)
        self.pane.repaint()
        self.last_line.repaint()

    async def _type(self, typed: TypedLine, event: events.Key) -> None:
        if event.key == "enter":
            await self._set_exam(typed.text)
        elif event.key == "escape":
            self._typed = None
        elif event.key in ("ctrl+c", "ctrl+d"):
            self.app.leave()
        else:
            typed.take(event.key, event.character or "")

    def on_paste(self, event: events.Paste) -> None:
        """Type what was pasted, where something is typed."""
        event.stop()
        if self._typed is not None:
            self._typed.insert(event.text.strip())
            self.pane.repaint()

    def _run_outside(self, key: str) -> None:
        command = self.app.keymap.get(key)
        identifier = command.id if command else ""
        page = max(1, self.pane.room - 2)
        steps = {"scroll-down": 1, "scroll-up": -1, "next": page, "previous": -page}
        if identifier == "close" or key in ("escape", "q"):
            self.dismiss(None)
        elif identifier in steps:
            self.pane.scroll_lines(steps[identifier])
        elif identifier == "light-dark":
            self.app.toggle_theme()
        elif identifier == "quit":
            self.app.leave()
        elif identifier == "help":
            from explainer.ui.base.help_lines import help_lines
            from explainer.ui.overlays.lines_screen import LinesScreen

            self.app.push_screen(LinesScreen("Help", lambda w: help_lines(REVIEW, self._keys, w)))

    @on(LastLine.HintClicked)
    async def _run_clicked(self, message: LastLine.HintClicked) -> None:
        if self._typed is not None:
            if message.command == "enter":
                await self._set_exam(self._typed.text)
            else:
                self._typed = None
        elif message.command == "close":
            self.dismiss(None)
        else:
            for command in REVIEW:
                if command.id == message.command:
                    command.run(self)
        self.pane.repaint()
        self.last_line.repaint()
