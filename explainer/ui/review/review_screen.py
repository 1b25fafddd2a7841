"""The review screen: questions due now, dates of the others, and the day of an exam."""

from __future__ import annotations

from asyncio import to_thread
from datetime import UTC, date, datetime

from explainer.deck.question import scored_questions
from explainer.learner.history import History
from explainer.learner.place import RecordUnusable
from explainer.quiz.review import due_now, exam_ahead, schedule
from explainer.quiz.review_page import review_lines
from explainer.quiz.run import Run
from explainer.render.chart.glyphs import Glyphs
from explainer.render.line import Line, TextRun, wrap
from explainer.ui.base.command import Command
from explainer.ui.base.common_commands import (
    CLOSE,
    CLOSING,
    NEXT,
    PREVIOUS,
    SCROLL_DOWN,
    SCROLL_UP,
    SERVICES,
)
from explainer.ui.base.last_line import Status
from explainer.ui.base.session import Session
from explainer.ui.base.typed_line import EDITING, TypedLine
from explainer.ui.panes.card_pane import Drawn
from explainer.ui.panes.carded_screen import CardedScreen

_GROUP = "Review"
REVIEW = (
    Command("review-begin", ("enter",), "Begin", "Ask what is due.", _GROUP, "begin"),
    Command("review-exam", ("x",), "Exam date",
            "Set the day of an exam; everything comes back before it. An empty line takes it away.",
            _GROUP, "ask_exam"),
)  # fmt: skip
"""Commands of the review."""

EXAM = (
    Command("exam-set", ("enter",), "Set the day", "Keep the day that was typed.",
            "While you type the day of an exam", "set_exam"),
)  # fmt: skip
"""Commands while the day of an exam is typed."""


class ReviewScreen(CardedScreen[tuple[str, ...]]):
    """Returns the ids of the questions to review now, or None."""

    KEY_COMMANDS = (
        *REVIEW,
        *CLOSING,
        SCROLL_DOWN.doing("scroll(1)"),
        SCROLL_UP.doing("scroll(-1)"),
        NEXT.doing("scroll_page(1)"),
        PREVIOUS.doing("scroll_page(-1)"),
        *SERVICES,
    )
    TYPING_COMMANDS = (CLOSE.doing("end_typing"), *EXAM, *EDITING)

    def __init__(self, session: Session, exam: date | None, left: Run | None = None) -> None:
        """Create a review.

        Args:
            session: Must have its attempts loaded.
            exam: The day that is set; None for none.
            left: A review that was left, to resume.
        """
        super().__init__()
        self._session = session
        self._exam = exam
        self._left = left
        self._typed: TypedLine | None = None
        self.plan(datetime.now(UTC))

    def plan(self, now: datetime) -> None:
        """Compute what is due at a time."""
        self._now = now
        exam = exam_ahead(self._exam, now.astimezone().date())
        self._due = schedule(self._session.attempts, exam)
        questions = scored_questions(self._session.opened.deck.questions)
        self._waiting = tuple(n for n in due_now(self._due, self._now) if n in questions)

    @property
    def commands(self) -> tuple[Command, ...]:
        """The commands of the review, or those of the line for the day of an exam."""
        return self.KEY_COMMANDS if self._typed is None else self.TYPING_COMMANDS

    @property
    def typed(self) -> TypedLine | None:
        """The line for the day of the exam, while it is being typed."""
        return self._typed

    def draw(self, width: int) -> Drawn:
        """Return what is due and when, below the line for the day of an exam."""
        deck = self._session.opened.deck
        lines: list[Line] = [[TextRun("Review", "title")], []]
        if self._typed is not None:
            typed = self._typed.runs(max(4, width - 26))
            lines.extend([[TextRun("Exam on (year-month-day)  ", "muted"), *typed], []])
        if self._left is not None:
            answered = len({one.question for one in self._left.responses})
            words = f"A review waits: {answered} of {len(self._left.order)} answered."
            lines.extend([*wrap([TextRun(words, "strong")], width), []])
        glyphs = Glyphs.PLAIN if self._session.ascii_only else Glyphs.FULL
        lines.extend(
            review_lines(self._due, self._waiting, deck, self._now, self._exam, width, glyphs)
        )
        return Drawn(lines)

    def status(self) -> Status:
        """Return the hints for what can be done now."""
        if self._typed is not None:
            hints = self.hints([("exam-set", "set"), ("close", "as it was")])
            return Status("Review", hints, self.notice)
        wanted = [("review-exam", "exam date")] if self._session.keeps else []
        if self._left is not None or self._waiting:
            words = "begin" if self._left is None else "go on"
            wanted.insert(0, ("review-begin", words))
        kept = "" if self._session.keeps else " · nothing is kept"
        return Status(f"Review{kept}", self.hints([*wanted, ("close", "back")]), self.notice)

    # --- actions --------------------------------------------------------------------------

    def action_begin(self) -> None:
        """Resume the review that was left, or begin with what is due."""
        if self._left is not None or self._waiting:
            self.dismiss(self._waiting)
        else:
            self.notice = "Nothing is due."

    def action_ask_exam(self) -> None:
        """Start typing the day of an exam."""
        if self._session.keeps:
            self._typed = TypedLine(self._exam.isoformat() if self._exam else "")
        else:
            self.notice = "Nothing is kept here, an exam neither."

    def action_end_typing(self) -> None:
        """Stop typing, and keep the exam as it was."""
        self._typed = None

    async def action_set_exam(self) -> None:
        """Store the typed day."""
        if self._typed is not None:
            await self._set_exam(self._typed.text)

    async def _set_exam(self, text: str) -> None:
        """Store the typed day, or say what is wrong with it."""
        try:
            day = date.fromisoformat(text.strip()) if text.strip() else None
        except ValueError:
            self.notice = f"'{text.strip()}' is no day. Write it like 2026-12-31."
            return
        self._typed = None
        file = self._session.record_file
        if file is None:
            return
        try:
            await to_thread(History(file).set_exam, self._session.opened.deck.id, day)
        except RecordUnusable as error:
            self.notice = f"Not kept: {error.reason}."
        self._exam = day
        self.plan(datetime.now(UTC))
