"""Opens the evidence desk, one round at a time."""

from __future__ import annotations

from asyncio import to_thread
from functools import partial

from explainer.learner.desk_session import (
    DeskOptions,
    DeskSession,
    no_case_words,
    open_desk_session,
)
from explainer.learner.place import RecordUnusable
from explainer.quiz.docket import Docket
from explainer.ui.base.asked_on import AnyScreen
from explainer.ui.base.painted_app import PaintedApp
from explainer.ui.base.session import Session
from explainer.ui.desk.desk_screen import DeskScreen


class DeskFlow:
    """Opens the screen of the desk on request, and the next round after one."""

    def __init__(self, app: PaintedApp) -> None:
        """`app` shows the screen."""
        self._app = app

    def open(self, options: DeskOptions | None = None) -> None:
        """Resume the round that was left, or begin one; the record is read off the loop."""
        work = partial(self._open, self._app.screen, options)
        self._app.open_beside(work)

    async def _open(self, asked_on: AnyScreen, options: DeskOptions | None) -> None:
        session = self._app.session
        desk_session, trouble = await to_thread(_begin, session, options)
        if trouble:
            session.note_trouble(trouble)
        if desk_session is None:
            self._app.say(no_case_words(session.opened.deck))
            return

        def closed(again: bool | None) -> None:
            if again:
                self.open(DeskOptions(fresh=True))
            else:
                self._app.leave_if_launched()

        screen = DeskScreen(desk_session)
        await self._app.open_from(asked_on, partial(screen.open_over, self._app, closed))


def describe_desk(session: Session) -> tuple[str, str]:
    """Return which case is next, or else the number of cases; and why the record cannot be used.

    Called off the loop.
    """
    desk_session, trouble = _find(session, None)
    if desk_session is None:
        return "no claim makes a fair case", trouble
    if desk_session.place or desk_session.case.moves:
        return f"case {desk_session.place + 1} of {len(desk_session.cases)} waits", trouble
    count = Docket(session.opened.deck).count()
    return "1 assertion" if count == 1 else f"{count} assertions", trouble


def _begin(session: Session, options: DeskOptions | None) -> tuple[DeskSession | None, str]:
    """Open a round with its record; called off the loop, so it only reads the session."""
    desk_session, trouble = _find(session, options)
    if desk_session is not None:
        desk_session.open()
    return desk_session, trouble


def _find(session: Session, options: DeskOptions | None) -> tuple[DeskSession | None, str]:
    deck = session.opened.deck
    try:
        return open_desk_session(deck, session.record_file, options), ""
    except RecordUnusable as error:
        return open_desk_session(deck, None, options), error.reason
