"""Starts the presenter's console or the class's screen on this process's terminal."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from shutil import get_terminal_size
from time import time
from typing import NamedTuple

from explainer.deck.block import Directive
from explainer.deck.library import Address
from explainer.deck.loader import OpenDeck, open_deck
from explainer.deck.model import Deck, Route
from explainer.lesson.class_sight import class_shown
from explainer.lesson.event import LessonBegan
from explainer.lesson.followed_lesson import FollowedLessons
from explainer.lesson.lesson_folder import LessonFolder, lesson_folder
from explainer.lesson.lesson_log import LessonUnusable
from explainer.lesson.lesson_state import LessonState
from explainer.lesson.presented_lesson import PresentedLesson, take_lesson
from explainer.lesson.shown import Shown, Size
from explainer.problems import ExplainerError, Problems, Span, did_you_mean
from explainer.ui.app import ReaderApp
from explainer.ui.base.session import Session, Setup
from explainer.ui.figures.figure import Figure
from explainer.ui.figures.figure_opening import FigureSetting, figure_of
from explainer.ui.start.reader_start import (
    Terminal,
    driver_class,
    open_session,
    palette_of,
    person_settings,
    print_end_words,
    run_app,
    theme_pair_of,
)
from explainer.ui.teach.audience_screen import AudienceScreen
from explainer.ui.teach.class_view import ClassView
from explainer.ui.teach.console_link import ConsoleLink
from explainer.ui.teach.presenter_screen import PresenterScreen
from explainer.ui.teach.talk import Talk

_RETRY_SECONDS = 0.4
"""Seconds between two attempts of a class's screen to find a presenter."""


def talk_of(session: Session, route: str, size: Size) -> Talk:
    """Return the lesson on a route, or on the whole deck, for a screen of a certain size.

    Raises:
        ExplainerError: the deck has no such route, or the route no section of the deck.
    """
    deck = session.opened.deck
    chosen = _route(deck, route)
    if chosen is None:
        minutes = deck.minutes or sum(entry.minutes for entry in deck.outline)
        return Talk(session, deck.title, range(len(deck.outline)), minutes, size)
    session.route = chosen
    wanted = chosen.sections or tuple(entry.id for entry in deck.outline)
    found = [session.section_index(section) for section in wanted]
    places = tuple(index for index in found if index is not None)
    if not places:
        raise ExplainerError(f"The route '{route}' names no section of the deck '{deck.id}'.")
    return Talk(session, f"{deck.title} · {chosen.title}", places, chosen.minutes, size)


def route_title(deck: Deck, route: str) -> str | None:
    """Return the title of a lesson on a route, or on the whole deck; None if there is no route."""
    if not route:
        return deck.title
    found = next((one for one in deck.routes if one.id == route), None)
    return None if found is None else f"{deck.title} · {found.title}"


def _route(deck: Deck, route: str) -> Route | None:
    if not route:
        return None
    known = {one.id: one for one in deck.routes}
    if route not in known:
        hint = did_you_mean(route, list(known))
        hint = hint or (f"There are {', '.join(known)}." if known else "It has none.")
        raise ExplainerError(f"The deck '{deck.id}' has no route '{route}'. {hint}")
    return known[route]


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


def follow_on_terminal(theme: str | None, terminal: Terminal) -> int:
    """Follow a presenter on this machine; return the exit code.

    Raises:
        ExplainerError: there is no private folder.
    """
    follower = FollowedLessons(lesson_folder())
    screen = AudienceScreen(follower.tell_size, class_view)
    # There is no deck before a presenter is found.
    nothing = OpenDeck(Deck("none", "", (), Span("")), Path(), None, Problems())
    settings = person_settings(Problems())
    session = Session(nothing, Setup(settings, ascii_only=terminal.ascii_only))
    app = ReaderApp(
        session,
        palette_of(session, theme, terminal),
        theme_pair_of(session, theme),
        driver_class=driver_class(terminal),
        first_screen=lambda: screen,
    )
    ended_by = asyncio.run(_follow(app, screen, follower))
    return print_end_words(app, ended_by, "")


async def _follow(app: ReaderApp, screen: AudienceScreen, follower: FollowedLessons) -> int:
    following = asyncio.create_task(_follow_presenters(app, screen, follower))
    following.add_done_callback(lambda _: app.exit() if app.is_running else None)
    try:
        return await run_app(app)
    finally:
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following


async def _follow_presenters(
    app: ReaderApp, screen: AudienceScreen, follower: FollowedLessons
) -> None:
    """Follow presenters, one after another, until the screen is closed."""
    session: Session | None = None
    while True:
        async for state in follower.follow():
            assert state.shown is not None
            if session is None or str(session.opened.path) != state.shown.deck:
                session = await app.aside(partial(_open_for_class, state.shown, app.session))
            shown = class_shown(state, session.opened.deck)
            if shown is not None:
                app.call_later(screen.show, session, shown)
        app.call_later(screen.show_waiting)
        await asyncio.sleep(_RETRY_SECONDS)


def _open_for_class(shown: Shown, before: Session) -> Session:
    opened = open_deck(Path(shown.deck), Problems())
    return Session(opened, before.setup)


def class_view(session: Session) -> ClassView:
    """Return the drawing of a deck for a class, with its figures in the presenter's views."""

    def figure(block: Directive, session: Session, view: object) -> Figure | None:
        return figure_of(block, session, view, FigureSetting())

    return ClassView(session, figure)
