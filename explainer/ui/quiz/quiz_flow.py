"""Opens quizzes and bets over the screen in front, one at a time."""

from __future__ import annotations

from asyncio import CancelledError, Future, ensure_future, shield, to_thread
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from explainer.deck.question import Question
from explainer.learner.place import RecordUnusable
from explainer.learner.quiz_session import (
    QuizOptions,
    QuizSession,
    open_quiz_session,
    resume_quiz_session,
)
from explainer.quiz.answer import Answer
from explainer.quiz.bet import Settled, settled_bets
from explainer.quiz.passage import heading_titles
from explainer.quiz.question_hash import question_hash
from explainer.quiz.run import Run, Subject, SubjectKind
from explainer.ui.base.asked_on import AnyScreen, refuse_if_quiz_open
from explainer.ui.base.painted_app import PaintedApp
from explainer.ui.base.session import Session
from explainer.ui.quiz.bet_screen import BetScreen, keep_bet
from explainer.ui.quiz.quiz_screen import NextQuiz, QuizScreen

if TYPE_CHECKING:
    from explainer.learner.record_file import RecordFile


class QuizFlow:
    """Opens the screen of a quiz or a bet on request, and the next quiz after one."""

    def __init__(self, app: PaintedApp) -> None:
        """`app` shows the screens."""
        self._app = app

    def open(
        self,
        subject: Subject,
        options: QuizOptions | None = None,
        answer: Answer | None = None,
    ) -> None:
        """Resume the open run about a subject, or begin one; the record is read off the loop.

        With an answer, its first question is answered and the feedback shown.
        """
        if not refuse_if_quiz_open(self._app):
            work = partial(self._open, self._app.screen, subject, options, answer)
            self._app.open_beside(work)

    async def _open(
        self,
        asked_on: AnyScreen,
        subject: Subject,
        options: QuizOptions | None,
        answer: Answer | None,
    ) -> None:
        session = self._app.session
        await session.load_attempts()
        found = await _open_off_loop(partial(_open_session, session, subject, options))
        if found.trouble:
            session.note_trouble(found.trouble)
        if found.quiz_session is None:
            self._app.say(_no_questions_words(subject))
        else:
            if answer is not None:
                await to_thread(found.quiz_session.answer, answer)
                session.add_attempts(found.quiz_session.own_attempts)
            await self.show_from(asked_on, found.quiz_session, is_in_text=answer is not None)

    def resume(self, run: Run) -> None:
        """Resume a run that was left."""
        work = partial(self._resume, self._app.screen, run)
        self._app.open_beside(work)

    async def _resume(self, asked_on: AnyScreen, run: Run) -> None:
        session = self._app.session
        found = await _open_off_loop(partial(_resume_session, session, run))
        if found.quiz_session is not None:
            await self.show_from(asked_on, found.quiz_session)

    async def show_from(
        self, asked_on: AnyScreen, quiz_session: QuizSession, *, is_in_text: bool = False
    ) -> None:
        """Show a run over the screen that asked for it; close it if that is no longer in front.

        With `is_in_text` its question was answered in the text, and one goes back there.
        """
        is_shown = False
        try:
            screen = QuizScreen(quiz_session, is_in_text=is_in_text)
            show = partial(screen.open_over, self._app, partial(self._closed, quiz_session))
            is_shown = await self._app.open_from(asked_on, show)
        finally:
            if not is_shown:
                quiz_session.close()

    def _closed(self, quiz_session: QuizSession, following: NextQuiz | None) -> None:
        if quiz_session.trouble:
            self._app.session.note_trouble(quiz_session.trouble)
        if following is not None:
            self.open(following.subject, following.options)
        else:
            self._app.leave_if_launched()

    # --- bets -----------------------------------------------------------------------------

    def open_bet(self, name: str) -> None:
        """Open a bet, with the earlier guess marked; the record is read for it first."""
        session = self._app.session
        if session.has_loaded or not session.keeps:
            self._show_bet(name)
        else:
            work = partial(self._read_and_bet, self._app.screen, name)
            self._app.open_beside(work)

    async def _read_and_bet(self, asked_on: AnyScreen, name: str) -> None:
        await self._app.session.load_attempts()
        await self._app.open_from(asked_on, partial(self._show_bet, name))

    def place_bet(self, name: str, answer: Answer) -> None:
        """Place a bet without opening its screen; the record is read first."""
        say = self._app.later_say()
        self._app.open_beside(partial(self._place_bet, name, answer, say))

    async def _place_bet(self, name: str, answer: Answer, say: Callable[[str], None]) -> None:
        session = self._app.session
        await session.load_attempts()
        if self._may_bet(name, say):
            question = session.opened.deck.questions[name]
            await keep_bet(session, question, answer)
            say(_bet_words(question))

    def _may_bet(self, name: str, say: Callable[[str], None]) -> bool:
        """True unless a question was answered since it was bet on; then say so."""
        bet = self._bet_on(name)
        if bet is None or bet.after is None:
            return True
        say("You have answered this since; your bet stands as it was.")
        return False

    def _bet_on(self, name: str) -> Settled | None:
        """Return the bet on a question; None if there is none, or it was edited since."""
        session = self._app.session
        bet = settled_bets(session.attempts).get(name)
        is_same = bet is not None and bet.before.question_hash == question_hash(
            session.opened.deck.questions[name]
        )
        return bet if is_same else None

    def _show_bet(self, name: str) -> None:
        session = self._app.session
        question = session.opened.deck.questions[name]
        bet = self._bet_on(name)
        if not self._may_bet(name, self._app.say):
            return

        def closed(is_placed: bool | None) -> None:
            if is_placed:
                self._app.say(_bet_words(question))

        before = bet.before.answer if bet is not None else None
        BetScreen(question, session, before).open_over(self._app, closed)


def _bet_words(question: Question) -> str:
    settles = "Nobody has settled it." if question.open else "The text settles it."
    return f"Your bet stands. {settles}"


class _OpenedRun:
    """A run that was opened off the loop, and why it is not kept."""

    def __init__(self, quiz_session: QuizSession | None, trouble: str) -> None:
        self.quiz_session = quiz_session
        self.trouble = trouble


async def _open_off_loop(open_it: Callable[[], _OpenedRun]) -> _OpenedRun:
    """Open a run off the loop; if this is cancelled meanwhile, close the run again."""
    work = ensure_future(to_thread(open_it))
    try:
        return await shield(work)
    except CancelledError:
        work.add_done_callback(_close_unused)
        raise


def _close_unused(work: Future[_OpenedRun]) -> None:
    if not work.cancelled() and work.exception() is None:
        quiz_session = work.result().quiz_session
        if quiz_session is not None:
            quiz_session.close()


def _open_session(session: Session, subject: Subject, options: QuizOptions | None) -> _OpenedRun:
    """Open the run about a subject; called off the loop, so it only reads the session."""
    quiz_session, trouble = _find(session, subject, options, session.record_file)
    if quiz_session is not None:
        quiz_session.titles = heading_titles(session.opened)
        quiz_session.open()
    return _OpenedRun(quiz_session, trouble)


def _resume_session(session: Session, run: Run) -> _OpenedRun:
    """Open a run that was left; called off the loop, so it only reads the session."""
    deck, attempts = session.opened.deck, list(session.attempts)
    quiz_session = resume_quiz_session(deck, run, session.record_file, attempts)
    if quiz_session is not None:
        quiz_session.titles = heading_titles(session.opened)
        quiz_session.open()
    return _OpenedRun(quiz_session, "")


def _find(
    session: Session, subject: Subject, options: QuizOptions | None, file: RecordFile | None
) -> tuple[QuizSession | None, str]:
    deck, attempts = session.opened.deck, list(session.attempts)
    try:
        return open_quiz_session(deck, subject, file, attempts, options), ""
    except RecordUnusable as error:
        return open_quiz_session(deck, subject, None, attempts, options), error.reason


def _no_questions_words(subject: Subject) -> str:
    match subject.kind:
        case SubjectKind.SECTION:
            return "This section has no questions."
        case SubjectKind.MISSED:
            return "Nothing is missed: every question you answered was right at last."
        case SubjectKind.REVIEW:
            return "Nothing is due."
    return "There are no questions."
