"""Starts the class's screen on this process's terminal."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from functools import partial
from pathlib import Path

from explainer.deck.loader import OpenDeck, open_deck
from explainer.deck.model import Deck
from explainer.lesson.class_sight import class_shown
from explainer.lesson.followed_lesson import FollowedLessons
from explainer.lesson.lesson_folder import lesson_folder
from explainer.lesson.shown import Shown
from explainer.problems import Problems, Span
from explainer.ui.app import ReaderApp
from explainer.ui.base.session import Session, Setup
from explainer.ui.start.lesson_start import class_view
from explainer.ui.start.reader_start import (
    Terminal,
    driver_class,
    palette_of,
    person_settings,
    print_end_words,
    run_app,
    theme_pair_of,
)
from explainer.ui.teach.audience_screen import AudienceScreen

_RETRY_SECONDS = 0.4
"""Seconds between two attempts of a class's screen to find a presenter."""


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
    app = class_app(session, screen, theme, terminal)
    ended_by = asyncio.run(show_while(app, _follow_presenters(app, screen, follower)))
    return print_end_words(app, ended_by, "")


def class_app(
    session: Session, screen: AudienceScreen, theme: str | None, terminal: Terminal
) -> ReaderApp:
    """Return the app of a class's screen."""
    return ReaderApp(
        session,
        palette_of(session, theme, terminal),
        theme_pair_of(session, theme),
        driver_class=driver_class(terminal),
        first_screen=lambda: screen,
    )


async def show_while(app: ReaderApp, work: Coroutine[None, None, None]) -> int:
    """Run an app until somebody leaves it or some work ends; returns the exit code."""
    working = asyncio.create_task(work)
    working.add_done_callback(lambda _: app.exit() if app.is_running else None)
    try:
        return await run_app(app)
    finally:
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working


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
