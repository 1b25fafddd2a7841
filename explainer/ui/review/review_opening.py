"""Opens the review of a deck: what is due first, then the run."""

from __future__ import annotations

from asyncio import to_thread
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from explainer.learner.history import History
from explainer.learner.place import RecordUnusable
from explainer.learner.quiz_session import QuizSession, take_up
from explainer.quiz.passage import heading_titles
from explainer.quiz.run import Run, Subject, SubjectKind
from explainer.ui.quiz.quiz_opening import (
    load_attempts,
    open_quiz,
    record_file,
    refuse_if_quiz_open,
    show_run_from,
)

if TYPE_CHECKING:
    from explainer.ui.app import ReaderApp
    from explainer.ui.base.session import Session


def open_review(app: ReaderApp, count: int = 0) -> None:
    """Show what is due, and go on with a review that was left; `count` asks at most so many."""
    if not refuse_if_quiz_open(app):
        app.run_worker(_open(app, app.screen, count), group="quiz", exclusive=True)


async def _open(app: ReaderApp, asked_on: Screen[Any], count: int) -> None:
    session = app.session
    await load_attempts(session)
    exam, left = await to_thread(_kept, session)
    file, deck = record_file(session), session.opened.deck
    quiz_session = take_up(deck, left, file, session.attempts) if left is not None else None
    from explainer.ui.review.review_screen import ReviewScreen

    def chosen(names: tuple[str, ...] | None) -> None:
        if names is not None and quiz_session is not None:
            quiz_session.titles = heading_titles(session.opened)
            app.run_worker(_go_on(app, app.screen, quiz_session), group="quiz", exclusive=True)
        elif names:
            first = names[:count] if count else names
            open_quiz(app, Subject(SubjectKind.REVIEW, " ".join(first)))
        elif app.reader is None:
            app.leave_quiz()

    run = quiz_session.run if quiz_session is not None else None
    screen = await app.aside(partial(ReviewScreen, session, exam, run))

    def show() -> None:
        screen.open_over(app, chosen)

    await app.input_queue.open_from(asked_on, show)


async def _go_on(app: ReaderApp, asked_on: Screen[Any], quiz_session: QuizSession) -> None:
    """Take up a review that was left."""
    await to_thread(quiz_session.open)
    await show_run_from(app, asked_on, quiz_session)


def _kept(session: Session) -> tuple[date | None, Run | None]:
    """The day of the exam, and a review that was left with something answered."""
    file = record_file(session)
    if file is None:
        return None, None
    history, deck = History(file), session.opened.deck.id
    try:
        runs = [run for run in history.open_runs(deck) if run.responses]
        left = next((run for run in runs if run.subject.kind is SubjectKind.REVIEW), None)
        return history.exam(deck), left
    except RecordUnusable as error:
        session.record_trouble = error.reason
        return None, None
