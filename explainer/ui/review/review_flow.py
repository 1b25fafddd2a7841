"""Opens the review of a deck: the list of due questions, then the run."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import NamedTuple

from explainer.learner.history import History
from explainer.learner.place import RecordUnusable
from explainer.quiz.run import Run, Subject, SubjectKind
from explainer.ui.base.asked_on import AnyScreen, refuse_if_quiz_open
from explainer.ui.base.painted_app import PaintedApp
from explainer.ui.base.requests import OpenQuiz, ResumeQuiz
from explainer.ui.base.session import Session
from explainer.ui.review.review_screen import ReviewScreen


class ReviewFlow:
    """Opens the screen of a review on request, and then its questions."""

    def __init__(self, app: PaintedApp) -> None:
        """`app` shows the screen."""
        self._app = app

    def open(self, count: int = 0) -> None:
        """Show what is due, with a review that was left; ask `count` questions at most."""
        if not refuse_if_quiz_open(self._app):
            work = partial(self._open, self._app.screen, count)
            self._app.open_beside(work)

    async def _open(self, asked_on: AnyScreen, count: int) -> None:
        app, session = self._app, self._app.session
        await session.load_attempts()
        kept = await to_thread(_read_state, session)
        if kept.trouble:
            session.note_trouble(kept.trouble)

        def chosen(names: tuple[str, ...] | None) -> None:
            if names is not None and kept.run is not None:
                app.post_message(ResumeQuiz(kept.run))
            elif names:
                first = names[:count] if count else names
                app.post_message(OpenQuiz(Subject(SubjectKind.REVIEW, " ".join(first))))
            else:
                app.leave_if_launched()

        make: Callable[[], ReviewScreen] = partial(ReviewScreen, session, kept.exam, kept.run)
        screen = await app.aside(make)
        await app.open_from(asked_on, partial(screen.open_over, app, chosen))


class _ReviewState(NamedTuple):
    """The day of the exam, a review that was left, and why the record cannot be used."""

    exam: date | None
    run: Run | None
    trouble: str


def _read_state(session: Session) -> _ReviewState:
    """Read the exam, and the last unfinished review that has an answer."""
    file = session.record_file
    if file is None:
        return _ReviewState(None, None, "")
    history, deck = History(file), session.opened.deck.id
    try:
        runs = [run for run in history.open_runs(deck) if run.responses]
        left = next((run for run in runs if run.subject.kind is SubjectKind.REVIEW), None)
        return _ReviewState(history.exam(deck), left, "")
    except RecordUnusable as error:
        return _ReviewState(None, None, error.reason)
