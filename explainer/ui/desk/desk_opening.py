"""Opens the evidence desk, from the menu or from the command line."""

from __future__ import annotations

from asyncio import to_thread
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from explainer.learner.desk_session import (
    DeskOptions,
    DeskSession,
    no_case_words,
    open_desk_session,
)
from explainer.learner.place import RecordUnusable
from explainer.quiz.docket import Docket
from explainer.ui.overlays.menu_screen import MenuEntry
from explainer.ui.quiz.quiz_opening import record_file

if TYPE_CHECKING:
    from explainer.ui.app import ReaderApp
    from explainer.ui.base.session import Session


def desk_entry(app: ReaderApp) -> MenuEntry:
    """What the menu of quizzes says of the desk; may be called off the loop."""
    return MenuEntry("The evidence desk", _known(app.session), partial(open_desk, app), "Judge")


def _known(session: Session) -> str:
    """The case that waits, or else how many there are."""
    desk_session = _desk_session(session, None)
    if desk_session is None:
        return "no claim makes a fair case"
    if desk_session.place or desk_session.case.moves:
        return f"case {desk_session.place + 1} of {len(desk_session.cases)} waits"
    count = Docket(session.opened.deck).count()
    return "1 assertion" if count == 1 else f"{count} assertions"


def open_desk(app: ReaderApp, options: DeskOptions | None = None) -> None:
    """Take up the round that was left, or begin one; the record is read off the loop."""
    app.run_worker(
        _open(app, app.screen, options), exit_on_error=False, group="quiz", exclusive=True
    )


async def _open(app: ReaderApp, asked_on: Screen[Any], options: DeskOptions | None) -> None:
    desk_session = await to_thread(_open_session, app.session, options)
    if desk_session is None:
        app.say_here(no_case_words(app.session.opened.deck))
        return
    from explainer.ui.desk.desk_screen import DeskScreen

    def closed(again: bool | None) -> None:
        if again:
            open_desk(app, DeskOptions(fresh=True))
        elif app.reader is None:
            app.leave_quiz()

    def show() -> None:
        DeskScreen(desk_session).open_over(app, closed)

    await app.input_queue.open_from(asked_on, show)


def _open_session(session: Session, options: DeskOptions | None) -> DeskSession | None:
    desk_session = _desk_session(session, options)
    if desk_session is not None:
        desk_session.open()
    return desk_session


def _desk_session(session: Session, options: DeskOptions | None) -> DeskSession | None:
    file, deck = record_file(session), session.opened.deck
    try:
        return open_desk_session(deck, file, options)
    except RecordUnusable as error:
        session.record_trouble = error.reason
        return open_desk_session(deck, None, options)
