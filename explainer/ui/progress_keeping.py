"""Starts and deletes the record of a visitor, when they ask for it."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from textual.worker import WorkerCancelled, WorkerFailed

from explainer.learner.desk_session import DeskSession
from explainer.learner.history import History
from explainer.learner.moved_record import write_session
from explainer.learner.place import Place, RecordUnusable
from explainer.learner.quiz_session import QuizSession
from explainer.quiz.attempt import Attempt
from explainer.ui.base.announcing import announce_in_front
from explainer.ui.base.keeper import Keeper, Kept
from explainer.ui.base.painted_app import WRITING, PaintedApp
from explainer.ui.base.session import Session
from explainer.ui.decks import Decks
from explainer.ui.desk.desk_screen import DeskScreen
from explainer.ui.overlays.menu_screen import MenuEntry, MenuScreen
from explainer.ui.quiz.quiz_screen import QuizScreen
from explainer.ui.reader.reader_screen import ReaderScreen
from explainer.ui.reader.title_screen import TitleScreen

_GROUP = "keeping"


class ProgressKeeping:
    """Creates and deletes the record of the visitor of one app."""

    def __init__(self, app: PaintedApp, decks: Decks) -> None:
        """`decks` has the sessions of other decks, which are kept too."""
        self._app = app
        self._decks = decks

    @property
    def _is_busy(self) -> bool:
        workers = self._app.workers
        return any(worker.group == _GROUP and not worker.is_finished for worker in workers)

    # --- keeping --------------------------------------------------------------------------

    def keep(self) -> None:
        """Create a record, and keep everything since the beginning of the visit in it."""
        keeper = self._app.session.setup.keeper
        if keeper is not None and self._app.session.may_keep and not self._is_busy:
            self._app.run_worker(self._keep(keeper), group=_GROUP)

    async def _keep(self, keeper: Keeper) -> None:
        session = self._app.session
        reader = self._reader(session)
        if reader is not None:
            session.leave_at(*reader.place())
        sessions = [session, *self._decks.visited.values()]
        work = partial(_begin, keeper, self._open_runs(), sessions)
        try:
            kept, attempts, place = await to_thread(work)
        except RecordUnusable as error:
            announce_in_front(self._app, f"Not kept: {error.reason}.")
            return
        self._decks.visited.clear()
        if self._app.session is not session:
            self._app.session.record = kept.record
        session.begin_keeping(kept.record, attempts)
        session.load_progress()
        self._show_place(place)
        announce_in_front(self._app, kept.words)

    def _reader(self, session: Session) -> ReaderScreen | None:
        """Return the reader of a session; a looked-up passage is no place to continue at."""
        readers = (one for one in self._app.screen_stack if type(one) is ReaderScreen)
        return next((reader for reader in readers if reader.session is session), None)

    def _open_runs(self) -> Sequence[QuizSession | DeskSession]:
        """Return the open quizzes and rounds at the desk."""
        runs: list[QuizSession | DeskSession] = []
        for screen in self._app.screen_stack:
            if isinstance(screen, QuizScreen):
                runs.append(screen.quiz_session)
            elif isinstance(screen, DeskScreen):
                runs.append(screen.desk_session)
        return runs

    def _show_place(self, place: Place | None) -> None:
        """Show on the title where the visitor left the deck."""
        for screen in self._app.screen_stack:
            if isinstance(screen, TitleScreen):
                screen.show_place(place)

    # --- forgetting -----------------------------------------------------------------------

    def ask_to_forget(self) -> None:
        """Ask for confirmation, and name what would be lost."""
        session = self._app.session
        keeper = session.setup.keeper
        if keeper is None or not session.may_forget or self._is_busy:
            return
        entries = [
            MenuEntry("No, keep it", "nothing changes"),
            MenuEntry("Yes, forget me", _lost_words(session)),
        ]

        def chosen(number: int | None) -> None:
            if number == 1:
                self._app.run_worker(self._forget(keeper), group=_GROUP)

        MenuScreen("Forget me?", entries).open_over(self._app, chosen)

    async def _forget(self, keeper: Keeper) -> None:
        session = self._app.session
        if session.record is None:
            return
        for worker in [one for one in self._app.workers if one.group == WRITING]:
            with suppress(WorkerCancelled, WorkerFailed):
                await worker.wait()  # a late write would create the file again
        for run in self._open_runs():
            await to_thread(run.stop_keeping)
        try:
            words = await to_thread(keeper.forget, session.record)
        except RecordUnusable as error:
            announce_in_front(self._app, f"Not forgotten: {error.reason}.")
            return
        self._decks.visited.clear()
        session.forget_person()
        self._show_place(None)
        announce_in_front(self._app, words)


def _begin(
    keeper: Keeper, runs: Sequence[QuizSession | DeskSession], sessions: Sequence[Session]
) -> tuple[Kept, list[Attempt], Place | None]:
    """Create a record, and write everything done before to it; called off the loop.

    Args:
        keeper: Creates the record.
        runs: Quizzes and rounds that are open.
        sessions: The session in front, then those of other decks; they are only read.

    Returns:
        The record, its answers to the deck in front, and the place where the person left that deck.

    Raises:
        RecordUnusable: the record cannot be used.
    """
    kept = keeper.keep()
    file = kept.record.file
    for run in runs:
        run.keep_in(file)
    front = sessions[0]
    for session in sessions:
        place = session.left_at if session is front else None
        begun = session.seen.every_section()
        write_session(file, session.opened.deck.id, session.attempts, session.read, place, begun)
    deck = front.opened.deck.id
    return kept, History(file).attempts(deck), kept.record.place(deck)


def _lost_words(session: Session) -> str:
    """Return what deleting the record would remove, counted for the open deck."""
    answers, read = len(session.attempts), len(session.read)
    counted = f"{answers} answer{'' if answers == 1 else 's'}"
    counted += f" and {read} read section{'' if read == 1 else 's'} of this lesson"
    return f"deletes {counted}, your place, your reviews, and the same of every other lesson here"
