"""The link from a lesson to a console: tells the console what others do."""

from __future__ import annotations

import asyncio
from contextvars import Context

from explainer.lesson.presented_lesson import PresentedLesson
from explainer.ui.base.painted_app import PaintedApp
from explainer.ui.teach.console_screen import ConsoleScreen
from explainer.ui.teach.presenter_screen import PresenterScreen

_TOLD_EVERY = 0.05
"""Seconds in which changes of a lesson are shown together on the console."""


class ConsoleLink:
    """Tells a console what happens in its lesson, at most some times a second."""

    def __init__(self, app: PaintedApp, console: PresenterScreen, lesson: PresentedLesson) -> None:
        """Begin to tell; `app` runs the console."""
        self._app = app
        self._console = console
        self._lesson = lesson
        self._later: asyncio.TimerHandle | None = None
        self._has_run = False
        self._is_closed = False
        self._unlisten = lesson.listen(self)
        lesson.consoles += 1

    def lesson_changed(self) -> None:
        """Show the change in a moment, together with those until then."""
        if self._later is None:
            loop = asyncio.get_running_loop()
            self._later = loop.call_later(_TOLD_EVERY, self._tell, context=Context())

    def lesson_failed(self, words: str) -> None:
        """Show why the lesson is not kept any more."""
        if self._app.is_running:
            self._app.call_later(self._console.tell, words)

    def _tell(self) -> None:
        self._later = None
        if self._app.is_running:
            self._has_run = True
            self._app.call_later(self._take)
        elif self._has_run:
            self.close()

    def _take(self) -> None:
        """Take in the state; called in the app."""
        talk, lesson = self._console.talk, self._lesson
        talk.take(lesson.state, is_written=lesson.is_written)
        shown = lesson.state.shown
        if lesson.consoles > 1 and lesson.is_settled and shown is not None:
            talk.follow(shown)
        if self._app.screen is not self._console:
            self._console.fit_class()
        if isinstance(self._app.screen, ConsoleScreen):
            self._app.screen.class_changed()

    def close(self) -> None:
        """Tell nothing more."""
        if self._is_closed:
            return
        self._is_closed = True
        self._lesson.consoles -= 1
        self._unlisten()
        if self._later is not None:
            self._later.cancel()
