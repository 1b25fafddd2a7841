"""Opens the evidence desk, from the menu or from the command line."""

from __future__ import annotations

from asyncio import to_thread
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from explainer.learner.desk_sitting import DeskSitting, DeskWish, no_case_words, sit_at_desk
from explainer.learner.place import RecordUnusable
from explainer.quiz.docket import Docket
from explainer.ui.quizzing import record_file
from explainer.ui.screens.menu import Entry

if TYPE_CHECKING:
    from explainer.ui.app import ReaderApp
    from explainer.ui.session import Session


def desk_entry(app: ReaderApp) -> Entry:
    """What the menu of quizzes says of the desk; may be called off the loop."""
    return Entry("The evidence desk", _known(app.session), partial(open_desk, app), "Judge")


def _known(session: Session) -> str:
    """The case that waits, or else how many there are."""
    sitting = _sitting(session, None)
    if sitting is None:
        return "no claim makes a fair case"
    if sitting.place or sitting.case.moves:
        return f"case {sitting.place + 1} of {len(sitting.cases)} waits"
    count = Docket(session.opened.deck).count()
    return "1 assertion" if count == 1 else f"{count} assertions"


def open_desk(app: ReaderApp, wish: DeskWish | None = None) -> None:
    """Take up the round that was left, or begin one; the record is read off the loop."""
    app.run_worker(_open(app, app.screen, wish), exit_on_error=False, group="quiz", exclusive=True)


async def _open(app: ReaderApp, asked_on: Screen[Any], wish: DeskWish | None) -> None:
    sitting = await to_thread(_sit_down, app.session, wish)
    if sitting is None:
        app.say_here(no_case_words(app.session.opened.deck))
        return
    from explainer.ui.screens.desk import DeskScreen

    def closed(again: bool | None) -> None:
        if again:
            open_desk(app, DeskWish(fresh=True))
        elif app.reader is None:
            app.leave_quiz()

    def show() -> None:
        DeskScreen(sitting).open_over(app, closed)

    await app.input_queue.open_from(asked_on, show)


def _sit_down(session: Session, wish: DeskWish | None) -> DeskSitting | None:
    sitting = _sitting(session, wish)
    if sitting is not None:
        sitting.open()
    return sitting


def _sitting(session: Session, wish: DeskWish | None) -> DeskSitting | None:
    file, deck = record_file(session), session.opened.deck
    try:
        return sit_at_desk(deck, file, wish)
    except RecordUnusable as error:
        session.record_trouble = error.reason
        return sit_at_desk(deck, None, wish)
