"""Opens quizzes and bets, from the text, from the menu, and one after the other."""

from __future__ import annotations

from asyncio import CancelledError, Future, ensure_future, shield, to_thread
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from explainer.deck.question import scored_questions
from explainer.learner.place import RecordUnusable
from explainer.learner.quiz_session import QuizOptions, QuizSession, open_quiz_session
from explainer.learner.record_file import RecordFile
from explainer.quiz.passage import heading_titles
from explainer.quiz.run import Subject, SubjectKind

if TYPE_CHECKING:
    from explainer.ui.app import ReaderApp
    from explainer.ui.base.session import Session
    from explainer.ui.reader.reader_screen import ReaderScreen


def ask_about_section(reader: ReaderScreen) -> None:
    """Ask about the section in sight."""
    section = reader.session.opened.deck.outline[reader.index].id
    open_quiz(reader.app, Subject(SubjectKind.SECTION, section))


def ask_questions(reader: ReaderScreen, names: tuple[str, ...]) -> None:
    """Ask the questions of a block of the text."""
    open_quiz(reader.app, Subject(SubjectKind.QUESTION, " ".join(names)))


def open_quiz(app: ReaderApp, subject: Subject, options: QuizOptions | None = None) -> None:
    """Take up the open run of a subject, or begin one; the record is read off the loop."""
    if refuse_if_quiz_open(app):
        return
    app.run_worker(_open(app, app.screen, subject, options), group="quiz", exclusive=True)


def refuse_if_quiz_open(app: ReaderApp) -> bool:
    """Whether a run or a case is open already, which is then said: one is enough at a time."""
    is_open = any(getattr(screen, "is_asking", False) for screen in app.screen_stack)
    if is_open:
        app.say_here("A question is open; Esc leads back to it.")
    return is_open


async def _open(
    app: ReaderApp, asked_on: Screen[Any], subject: Subject, options: QuizOptions | None
) -> None:
    session = app.session
    await load_attempts(session)
    quiz_session = await _opened(partial(_open_session, session, subject, options))
    if quiz_session is None:
        app.say_here(_nothing_words(subject))
        return
    await show_run_from(app, asked_on, quiz_session)


async def _opened(open_quiz_session: Callable[[], QuizSession | None]) -> QuizSession | None:
    """Open a sitting off the loop; one that nobody waits for any more is closed again."""
    work = ensure_future(to_thread(open_quiz_session))
    try:
        return await shield(work)
    except CancelledError:
        work.add_done_callback(_close_unused)
        raise


def _close_unused(work: Future[QuizSession | None]) -> None:
    if not work.cancelled() and work.exception() is None and (quiz_session := work.result()):
        quiz_session.close()


async def show_run_from(app: ReaderApp, asked_on: Screen[Any], quiz_session: QuizSession) -> None:
    """Show a run that was asked for on a screen, or close it where that is not in front."""
    is_shown = False
    try:
        show = partial(show_run, app, quiz_session)
        is_shown = await app.input_queue.open_from(asked_on, show)
    finally:
        if not is_shown:
            quiz_session.close()


def _open_session(
    session: Session, subject: Subject, options: QuizOptions | None
) -> QuizSession | None:
    file = record_file(session)
    deck = session.opened.deck
    try:
        quiz_session = open_quiz_session(deck, subject, file, session.attempts, options)
    except RecordUnusable as error:
        session.record_trouble = error.reason
        quiz_session = open_quiz_session(deck, subject, None, session.attempts, options)
    if quiz_session is not None:
        quiz_session.titles = heading_titles(session.opened)
        quiz_session.open()
    return quiz_session


def record_file(session: Session) -> RecordFile | None:
    """Where answers are kept; None where nothing is."""
    return session.record.file if session.record is not None and session.keeps else None


def show_run(app: ReaderApp, quiz_session: QuizSession) -> None:
    """Show a run; when it is left, what it begot, or the text as it is now."""
    from explainer.ui.quiz.quiz_screen import NextQuiz, QuizScreen

    def closed(following: NextQuiz | None) -> None:
        app.session.forget_pages()
        app.session.record_trouble = app.session.record_trouble or quiz_session.trouble
        if app.reader is not None:
            app.reader.show_again()
        if following is not None:
            open_quiz(app, following.subject, following.options)
        elif app.reader is None:
            app.leave_quiz()

    QuizScreen(quiz_session).open_over(app, closed)


def _nothing_words(subject: Subject) -> str:
    match subject.kind:
        case SubjectKind.SECTION:
            return "This section has no questions."
        case SubjectKind.MISSED:
            return "Nothing is missed: every question you answered was right at last."
        case SubjectKind.REVIEW:
            return "Nothing is due."
    return "There are no questions."


async def load_attempts(session: Session) -> None:
    """Read what was answered before, once."""
    async with session.reading_attempts:
        if session.has_attempts or session.record is None or not session.keeps:
            session.has_attempts = True
            return
        from explainer.learner.history import History

        history = History(session.record.file)
        try:
            session.attempts[:0] = await to_thread(history.attempts, session.opened.deck.id)
        except RecordUnusable as error:
            session.record_trouble = error.reason
        session.has_attempts = True


async def show_attempts(app: ReaderApp) -> None:
    """Read what was answered before, and show it: in the text, or on the title what is due."""
    session = app.session
    await load_attempts(session)
    if not session.attempts:
        return
    if app.reader is not None:
        session.forget_pages()
        app.reader.show_again()
        return
    from explainer.ui.reader.title_screen import TitleScreen

    due = await app.aside(partial(count_due, session))
    if due and isinstance(app.screen, TitleScreen):
        app.screen.show_due(due)


def count_due(session: Session) -> int:
    """How many questions of the deck are due for review; may be called off the loop."""
    from datetime import UTC, datetime

    from explainer.learner.history import History
    from explainer.quiz.review import due_now, exam_ahead, schedule

    questions = scored_questions(session.opened.deck.questions)
    file, now = record_file(session), datetime.now(UTC)
    exam = History(file).exam(session.opened.deck.id) if file is not None else None
    due = due_now(schedule(session.attempts, exam_ahead(exam, now.astimezone().date())), now)
    return sum(name in questions for name in due)


def open_bet(reader: ReaderScreen, name: str) -> None:
    """Ask for a bet, with what was bet before marked; that is read first, where it wasn't yet."""
    session = reader.session
    if session.has_attempts or session.record is None or not session.keeps:
        _show_bet(reader, name)
    else:
        reader.app.run_worker(_read_and_bet(reader, name), group="quiz", exclusive=True)


async def _read_and_bet(reader: ReaderScreen, name: str) -> None:
    app = reader.app  # the reader may be closed once the record was read
    await load_attempts(reader.session)
    await app.input_queue.open_from(reader, partial(_show_bet, reader, name))


def _show_bet(reader: ReaderScreen, name: str) -> None:
    from explainer.quiz.bet import settled_bets
    from explainer.quiz.question_hash import question_hash
    from explainer.ui.quiz.bet_screen import BetScreen

    app, session = reader.app, reader.session
    question = session.opened.deck.questions[name]
    bet = settled_bets(session.attempts).get(name)
    if bet is not None and bet.before.question_hash != question_hash(question):
        bet = None  # what was answered was another question
    if bet is not None and bet.after is not None:
        reader.notice("You have answered this since; your bet stands as it was.")
        return
    before = bet.before.answer if bet is not None else None

    def closed(placed: bool | None) -> None:
        if placed:
            session.forget_pages()
            reader.focus_state.clear()
            reader.show_again()
            settles = "Nobody has settled it." if question.open else "The text settles it."
            reader.notice(f"Your bet stands. {settles}")

    BetScreen(question, session, before).open_over(app, closed)


def show_menu(reader: ReaderScreen) -> None:
    """Everything that can be asked, played or reviewed."""
    if not refuse_if_quiz_open(reader.app):
        app = reader.app
        app.run_worker(_menu(reader, app.screen), group="quiz", exclusive=True)


async def _menu(reader: ReaderScreen, asked_on: Screen[Any]) -> None:
    from explainer.ui.overlays.menu_screen import MenuScreen
    from explainer.ui.quiz.quiz_menu import menu_entries

    app, session = reader.app, reader.session
    section = session.opened.deck.outline[reader.index].id
    await load_attempts(session)
    entries = await app.aside(partial(menu_entries, app, section))

    def chosen(number: int | None) -> None:
        if number is not None:
            entries[number].run()

    def show() -> None:
        MenuScreen("Quiz and review", entries).open_over(app, chosen)

    await app.input_queue.open_from(asked_on, show)
