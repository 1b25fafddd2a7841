"""Opens the progress in a deck: reads the day of the exam, and counts what falls due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import NamedTuple

from explainer.deck.question import scored_questions
from explainer.learner.history import History
from explainer.learner.place import RecordUnusable
from explainer.quiz.bet_standing import bet_standings
from explainer.quiz.due_calendar import due_calendar
from explainer.quiz.progress_page import ProgressState
from explainer.quiz.review import exam_ahead, schedule
from explainer.quiz.section_scores import section_scores
from explainer.ui.base.asked_on import AnyScreen
from explainer.ui.base.painted_app import PaintedApp
from explainer.ui.base.session import Session
from explainer.ui.review.progress_screen import ProgressScreen


class ReadSoFar(NamedTuple):
    """The place of the reader, as far as it is not in the record."""

    here: str
    """Id of the section in which the reader is; empty for none."""
    shares: Mapping[str, float]
    """Share of each section that was begun, 0 to 1."""


class ProgressFlow:
    """Opens the progress screen on request."""

    def __init__(self, app: PaintedApp) -> None:
        """`app` shows the screen."""
        self._app = app

    def open(self, so_far: ReadSoFar) -> None:
        """Show the progress; the record is read off the loop."""
        self._app.open_beside(partial(self._open, self._app.screen, so_far))

    async def _open(self, asked_on: AnyScreen, so_far: ReadSoFar) -> None:
        app, session = self._app, self._app.session
        await session.load_attempts()
        now = datetime.now(UTC)
        counted = await app.aside(partial(count_progress, session, so_far, now))
        if counted.trouble:
            session.note_trouble(counted.trouble)
        screen = ProgressScreen(session, counted.state)
        await app.open_from(asked_on, partial(app.push_screen, screen))


class CountedProgress(NamedTuple):
    """The state of progress."""

    state: ProgressState
    """The state."""
    trouble: str
    """Reason why the record cannot be used; empty while it can."""


def count_progress(session: Session, so_far: ReadSoFar, now: datetime) -> CountedProgress:
    """Count what was read and answered, and what falls due; called off the loop."""
    deck, file, trouble, exam = session.opened.deck, session.record_file, "", None
    if file is not None:
        try:
            exam = History(file).exam(deck.id)
        except RecordUnusable as error:
            trouble = error.reason
    due = schedule(session.attempts, exam_ahead(exam, now.astimezone().date()))
    questions = scored_questions(deck.questions)
    state = ProgressState(
        session.read,
        so_far.shares,
        section_scores(deck, session.attempts),
        due_calendar([one for name, one in due.items() if name in questions], now),
        bet_standings(deck, session.attempts, session.read),
        so_far.here,
    )
    return CountedProgress(state, trouble)
