"""Keeps what a visitor did and will do, once they ask for it; deletes it again when they do."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.worker import WorkerCancelled, WorkerFailed

from explainer.learner.desk_session import DeskSession
from explainer.learner.history import History
from explainer.learner.moved_record import attempt_name, write_session
from explainer.learner.place import RecordUnusable
from explainer.learner.quiz_session import QuizSession
from explainer.ui.base.command import key_label
from explainer.ui.base.last_line import KeyHint, Status
from explainer.ui.base.painted_widget import PaintedWidget
from explainer.ui.deck_renewal import say_in_last_line
from explainer.ui.overlays.menu_screen import MenuEntry, MenuScreen
from explainer.ui.reader.reader_screen import ReaderScreen
from explainer.ui.reader.title_screen import TitleScreen

if TYPE_CHECKING:
    from explainer.learner.place import Place
    from explainer.quiz.attempt import Attempt
    from explainer.ui.app import ReaderApp
    from explainer.ui.base.keeper import Keeper
    from explainer.ui.base.session import Session

_GROUP = "keeping"
_WRITING = "record"
"""The workers that write places and read marks."""


def offer_to_keep(app: ReaderApp, said: Status) -> Status:
    """What the last line says behind a run of which nothing is kept: that, and the key that keeps.

    The card above has the title of the run.
    """
    done = said.place.partition(" · ")[0]
    keys = app.keys["keep-progress"]
    hints = [KeyHint(key_label(key), "keep", "keep-progress") for key in keys[:1]]
    return said._replace(place=f"{done} · nothing is kept", hints=[*hints, *said.hints])


def keep_progress(app: ReaderApp) -> None:
    """Keep everything from the beginning of the visit on; the keeper's words are shown."""
    keeper = app.session.keeper
    if keeper is not None and app.session.may_keep and not _is_busy(app):
        app.run_worker(_keep(app, keeper), group=_GROUP)


def _is_busy(app: ReaderApp) -> bool:
    return any(worker.group == _GROUP and not worker.is_finished for worker in app.workers)


async def _keep(app: ReaderApp, keeper: Keeper) -> None:
    session = app.session
    try:
        words = await to_thread(keeper.keep, session)
        kept, place = await to_thread(_join, app, session)
    except RecordUnusable as error:
        say_in_last_line(app, f"Not kept: {error.reason}.")
        return
    known = {attempt_name(attempt) for attempt in session.attempts}
    session.attempts[:0] = [one for one in kept if attempt_name(one) not in known]
    session.has_attempts = True
    if app.session is not session:
        app.session.record = session.record
    _show_again(app, place)
    say_in_last_line(app, words)


def _join(app: ReaderApp, session: Session) -> tuple[list[Attempt], Place | None]:
    """Have what is open kept too; gives what the record has of the deck, and where one left it.

    Raises:
        RecordUnusable: the record cannot be used.
    """
    record, deck = session.record, session.opened.deck.id
    if record is None:
        return [], None
    for quiz_session in _sittings(app):
        quiz_session.keep_in(record.file)
    reader = _reader(app, session)
    if reader is not None:
        session.keep_place(*reader.place())
    write_session(record.file, deck, session.attempts, session.read, None)
    for other in app.visited.values():
        write_session(record.file, other.opened.deck.id, other.attempts, other.read, None)
    app.visited.clear()
    place = session.load_progress()
    return History(record.file).attempts(deck), place


def _reader(app: ReaderApp, session: Session) -> ReaderScreen | None:
    """The reader of a sitting; a visit to a passage lies above it, and is no place to continue."""
    readers = (screen for screen in app.screen_stack if type(screen) is ReaderScreen)
    return next((reader for reader in readers if reader.session is session), None)


def _sittings(app: ReaderApp) -> Sequence[QuizSession | DeskSession]:
    """Runs and rounds that are open."""
    open_ones = [
        getattr(screen, "quiz_session", getattr(screen, "desk_session", None))
        for screen in app.screen_stack
    ]
    return [one for one in open_ones if isinstance(one, QuizSession | DeskSession)]


def _show_again(app: ReaderApp, place: Place | None) -> None:
    """Show what is kept now, on every screen that says something of it."""
    app.session.forget_pages()
    for screen in app.screen_stack:
        if isinstance(screen, TitleScreen):
            screen.show_deck(place)
        elif isinstance(screen, ReaderScreen):
            screen.show_again()
        else:
            for pane in screen.query(PaintedWidget):
                pane.repaint()


def ask_to_forget(app: ReaderApp) -> None:
    """Ask once more, and say what would be lost."""
    keeper = app.session.keeper
    if keeper is None or not app.session.may_forget or _is_busy(app):
        return
    entries = [
        MenuEntry("No, keep it", "nothing changes", _nothing),
        MenuEntry("Yes, forget me", _lost_words(app.session), _nothing),
    ]

    def chosen(number: int | None) -> None:
        if number == 1:
            app.run_worker(_forget(app, keeper), group=_GROUP)

    MenuScreen("Forget me?", entries).open_over(app, chosen)


def _nothing() -> None:
    """What is chosen is done by who asked."""


def _lost_words(session: Session) -> str:
    """What forgetting deletes, counted where this deck has it."""
    answers, read = len(session.attempts), len(session.read)
    counted = f"{answers} answer{'' if answers == 1 else 's'}"
    counted += f" and {read} read section{'' if read == 1 else 's'} of this lesson"
    return f"deletes {counted}, your place, your reviews, and the same of every other lesson here"


async def _forget(app: ReaderApp, keeper: Keeper) -> None:
    session = app.session
    writing = [worker for worker in app.workers if worker.group == _WRITING]
    for worker in writing:
        with suppress(WorkerCancelled, WorkerFailed):
            await worker.wait()  # what comes late would write the file anew
    for quiz_session in _sittings(app):
        await to_thread(quiz_session.stop_keeping)
    try:
        words = await to_thread(keeper.forget, session)
    except RecordUnusable as error:
        say_in_last_line(app, f"Not forgotten: {error.reason}.")
        return
    app.visited.clear()
    session.forget_reader()
    _show_again(app, None)
    say_in_last_line(app, words)
