"""Replays a lesson that was held, as its class saw it, on this process's terminal."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from explainer.deck.loader import open_deck
from explainer.lesson.class_sight import class_shown
from explainer.lesson.event import Entry
from explainer.lesson.lesson_state import LessonState, folded
from explainer.lesson.shown import Size
from explainer.problems import ExplainerError, Problems
from explainer.ui.app import ReaderApp
from explainer.ui.base.session import Session, Setup
from explainer.ui.start.audience_start import class_app, show_while
from explainer.ui.start.lesson_start import class_view
from explainer.ui.start.reader_start import (
    Terminal,
    person_settings,
    print_end_words,
)
from explainer.ui.teach.audience_screen import AudienceScreen

_LONGEST_WAIT = 5.0
"""Most seconds between two pictures, however long the class looked at one."""

_LAST_PICTURE = 3.0
"""Seconds for which the last picture stays."""


def replay_on_terminal(
    entries: Sequence[Entry], speed: float, theme: str | None, terminal: Terminal
) -> int:
    """Replay a lesson; returns the exit code.

    Args:
        entries: Its log.
        speed: Seconds of the lesson that pass in one second.
        theme: Name of the theme; None for that of the settings.
        terminal: The terminal.

    Raises:
        ExplainerError: nothing was shown in the lesson, or its deck cannot be opened.
    """
    began = folded(entries).began
    if began is None:
        raise ExplainerError("Nothing was shown in this lesson.")
    opened = open_deck(Path(began.deck), Problems())
    session = Session(opened, Setup(person_settings(Problems()), ascii_only=terminal.ascii_only))
    screen = AudienceScreen(_note_nothing, class_view)
    app = class_app(session, screen, theme, terminal)
    playing = _play(app, screen, session, entries, speed)
    return print_end_words(app, asyncio.run(show_while(app, playing)), "")


def _note_nothing(size: Size) -> None:
    """Do nothing: no presenter makes pages for this screen."""


async def _play(
    app: ReaderApp, screen: AudienceScreen, session: Session, entries: Sequence[Entry], speed: float
) -> None:
    """Show one view after another, each for its share of the time."""
    state, before = LessonState(), None
    for entry in entries:
        passed = entry.at - state.at if state.position else 0.0
        state = folded([entry], state)
        shown = class_shown(state, session.opened.deck)
        await asyncio.sleep(min(_LONGEST_WAIT, max(0.0, passed / speed)))
        if shown is not None and shown != before:
            before = shown
            app.call_later(screen.show, session, shown)
    await asyncio.sleep(_LAST_PICTURE)
