"""Starts the presenter's console or the class's screen on this process's terminal."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import datetime
from shutil import get_terminal_size
from time import time
from typing import NamedTuple

from explainer.deck.block import Directive
from explainer.deck.library import Address
from explainer.deck.model import Deck
from explainer.deck.route import Route, route_of
from explainer.lesson.event import LessonBegan
from explainer.lesson.lesson_folder import LessonFolder, lesson_folder
from explainer.lesson.lesson_log import LessonUnusable
from explainer.lesson.lesson_state import LessonState
from explainer.lesson.presented_lesson import PresentedLesson, take_lesson
from explainer.lesson.shown import Size
from explainer.problems import ExplainerError
from explainer.ui.app import ReaderApp
from explainer.ui.base.session import Session
from explainer.ui.figures.figure import Figure
from explainer.ui.figures.figure_opening import FigureSetting, figure_of
from explainer.ui.start.reader_start import (
    Terminal,
    driver_class,
    open_session,
    palette_of,
    print_end_words,
    run_app,
    theme_pair_of,
)
from explainer.ui.teach.class_view import ClassView
from explainer.ui.teach.console_link import ConsoleLink
from explainer.ui.teach.presenter_screen import PresenterScreen
from explainer.ui.teach.talk import Talk


def talk_of(session: Session, route: str, size: Size) -> Talk:
    """Return the lesson on a route, or on the whole deck, for a screen of a certain size.

    Raises:
        ExplainerError: the deck has no such route, or the route no section of the deck.
    """
    deck = session.opened.deck
    chosen = route_of(deck.routes, deck.id, route)
    if chosen is None:
        minutes = deck.minutes or sum(entry.minutes for entry in deck.outline)
        return Talk(session, lesson_title(deck, None), range(len(deck.outline)), minutes, size)
    session.route = chosen
    wanted = chosen.sections or tuple(entry.id for entry in deck.outline)
    found = [session.section_index(section) for section in wanted]
    places = tuple(index for index in found if index is not None)
    if not places:
        raise ExplainerError(f"The route '{route}' names no section of the deck '{deck.id}'.")
    return Talk(session, lesson_title(deck, chosen), places, chosen.minutes, size)


def lesson_title(deck: Deck, route: Route | None) -> str:
    """Return the title of a lesson on a route, or on the whole deck."""
    return deck.title if route is None else f"{deck.title} · {route.title}"


class LessonStart(NamedTuple):
    """A lesson that is ready to run."""

    app: ReaderApp
    """The presenter's app."""
    console: PresenterScreen
    """Its first screen."""
    lesson: PresentedLesson
    """The lesson."""
    warning: str
    """Words about settings or the deck for after the lesson; empty for none."""


Beside = Callable[[LessonStart], AbstractAsyncContextManager[None]]
"""Returns what runs while a lesson is presented."""


@asynccontextmanager
async def nothing_beside(start: LessonStart) -> AsyncIterator[None]:
    """Run nothing beside the console."""
    yield


def present_on_terminal(
    address: Address, route: str, theme: str | None, terminal: Terminal, *, mirror: bool, anew: bool
) -> int:
    """Present a deck to a class; return the exit code.

    Raises:
        ExplainerError: there is no such deck, section or route, or no private folder.
    """
    start = prepare_lesson(address, route, theme, terminal, mirror=mirror, anew=anew)
    return print_end_words(start.app, asyncio.run(run_lesson(start)), start.warning)


def prepare_lesson(
    address: Address,
    route: str,
    theme: str | None,
    terminal: Terminal,
    *,
    mirror: bool,
    anew: bool,
    folder: LessonFolder | None = None,
) -> LessonStart:
    """Prepare a lesson on this process's terminal.

    A lesson of the deck and route that was cut off goes on, unless a new one is to begin; a
    `folder` takes the place of the person's own.

    Raises:
        ExplainerError: there is no such deck, section or route, or no private folder.
    """
    opening = open_session(address, terminal, kiosk=False)
    # Teaching is not the presenter's own reading, so nothing is recorded.
    session = Session(opening.session.opened, opening.session.setup)
    columns, rows = get_terminal_size()
    talk = talk_of(session, route, Size(columns, rows))
    start = session.section_index(opening.start.section) if opening.start else None
    if start in talk.route:
        talk.go_to_section(talk.route.index(start))
    path = str(session.opened.path.resolve())
    began = LessonBegan(path, talk.title, route)
    if folder is None:
        folder = lesson_folder()
        folder.forget_names()
    lesson = take_lesson(folder, began, anew=anew or start is not None)
    # The mirror is the class's screen itself: no other screen decides for what size pages are made.
    console = PresenterScreen(talk, lesson.show, list if mirror else lambda: lesson.sizes)
    if mirror:
        console.mirror(class_view(session))
    app = ReaderApp(
        session,
        palette_of(session, theme, terminal),
        theme_pair_of(session, theme),
        driver_class=driver_class(terminal),
        first_screen=lambda: console,
    )
    return LessonStart(app, console, lesson, opening.warning)


async def run_lesson(start: LessonStart, beside: Beside = nothing_beside) -> int:
    """Run a lesson to its end; returns the exit code.

    Args:
        start: The lesson.
        beside: Holds what runs beside the console once the lesson's log is open, such as a host.
    """
    app, console, lesson, _ = start
    await lesson.open()
    try:
        go_on(console.talk, lesson.state)
        console.talk.note = lesson.note
        link = ConsoleLink(app, console, lesson)
        try:
            async with beside(start):
                code = await run_app(app)
                if console.is_over:
                    # Before the host goes, so that participants are told.
                    with suppress(LessonUnusable):
                        await lesson.end()
                return code
        finally:
            link.close()
    finally:
        await lesson.close(is_over=console.is_over)


def go_on(talk: Talk, state: LessonState) -> None:
    """Go on where a lesson was cut off; nothing for one that begins."""
    talk.take(state, is_written=True)
    if state.shown is None:
        return
    started = state.clock_started
    talk.go_on(state.shown, None if started is None else max(0.0, time() - started))
    begun = datetime.fromtimestamp(state.began_at).astimezone().strftime("%H:%M")
    talk.notice = f"The lesson of {begun} goes on where it was cut off; --new begins another."


def class_view(session: Session) -> ClassView:
    """Return the drawing of a deck for a class, with its figures in the presenter's views."""

    def figure(block: Directive, session: Session, view: object) -> Figure | None:
        return figure_of(block, session, view, FigureSetting())

    return ClassView(session, figure)
