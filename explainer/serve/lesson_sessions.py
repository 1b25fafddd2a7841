"""Chooses the session of somebody who takes part in a lesson: participant, screen or presenter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from explainer.deck.text_file import clean
from explainer.lesson.shown import Size
from explainer.serve.client_terminal import ClientTerminal, Depth
from explainer.serve.follower_session import FollowerSession
from explainer.serve.hosted_app import DriverFactory, HostedApp, hosted_app
from explainer.serve.projector_session import ProjectorSession
from explainer.serve.running_lesson import PRESENT, RunningLesson, join_name
from explainer.serve.screen_session import ScreenSession
from explainer.serve.teacher_session import TeacherSession
from explainer.serve.visit_request import NotServed
from explainer.serve.visitor_session import Visit, VisitorSession
from explainer.ui.base.session import Session, Setup
from explainer.ui.base.settings import Settings
from explainer.ui.base.theme import DARK, TERMINAL
from explainer.ui.base.theme_choice import palette_named
from explainer.ui.start.lesson_start import go_on, talk_of
from explainer.ui.teach.console_link import ConsoleLink
from explainer.ui.teach.presenter_screen import PresenterScreen

_NAME = 200
"""Most characters of a command that are read as a name."""


def lesson_session(visit: Visit, command: str) -> VisitorSession | None:
    """Return the session of somebody who takes part in a lesson; None for other visitors.

    Args:
        visit: The visit; a visitor without a terminal is told that one is needed.
        command: What the client wants to have run: the name of a participant, who is then not
            asked for it.
    """
    lessons, visitor = visit.services.lessons, visit.visitor
    terminal = visit.terminal or _NO_TERMINAL
    if visitor.presents:
        lesson = lessons.named(visitor.presents)
        return None if lesson is None else _console_session(visit, terminal, lesson)
    found = join_name(visitor.name)
    lesson = lessons.named(found.code) if found is not None else None
    name = clean(command[:_NAME]).strip()
    if found is not None and lesson is not None:
        if found.is_screen:
            return ProjectorSession(visit, terminal, lesson)
        return FollowerSession(visit, terminal, lesson, token=found.token, name=name)
    if visitor.user is not None and visitor.user.teaches and visit.services.config.lessons:
        words = name.split()
        if words[:1] == [PRESENT]:
            return _teacher_session(visit, terminal, words[1:])
    only = lessons.only()
    if visit.services.config.reads or only is None:
        return None
    return FollowerSession(visit, terminal, only, name=name, asks_code=True)


_NO_TERMINAL = ClientTerminal(80, 24, Depth.NONE, "utf-8", ascii_only=True, is_dumb=True)


def _teacher_session(
    visit: Visit, terminal: ClientTerminal, words: Sequence[str]
) -> TeacherSession:
    """Return the session of a teacher, for `present [DECK] [ROUTE]`.

    Raises:
        NotServed: there is no such deck.
    """
    visible = visit.services.access.visible(visit.visitor)
    deck = words[0] if words else next(iter(visible), "")
    if deck not in visible or (not words and len(visible) > 1):
        raise NotServed(f"Say which deck to present: {', '.join(list(visible)[:12])}.")
    route = words[1] if len(words) > 1 else ""
    make = partial(_console_session, visit, terminal)
    return TeacherSession(visit, visible[deck], route, make)


def _console_session(
    visit: Visit,
    terminal: ClientTerminal,
    lesson: RunningLesson,
    when_over: Callable[[], None] = lambda: None,
) -> ScreenSession:
    """Return a presenter's console of a lesson that this process holds.

    Args:
        visit: The visit.
        terminal: The presenter's terminal.
        lesson: The lesson.
        when_over: Called once the presenter ends the lesson.
    """
    screens: list[PresenterScreen] = []

    def make(
        visit: Visit,
        terminal: ClientTerminal,
        *,
        make_driver: DriverFactory,
        tell_code: Callable[[str], None],
    ) -> HostedApp:
        session = Session(lesson.opened, Setup(Settings(), ascii_only=terminal.ascii_only))
        few_colours = terminal.depth in (Depth.NONE, Depth.BASIC)
        theme = lesson.opened.deck.theme or DARK.name
        palette = TERMINAL if few_colours else palette_named(theme)
        size = Size(terminal.columns, terminal.rows)
        talk = talk_of(session, lesson.route, size)
        go_on(talk, lesson.lesson.state)
        talk.host, talk.note, talk.notice = lesson.host, lesson.lesson.note, ""
        screen = PresenterScreen(talk, lesson.lesson.show, lambda: lesson.lesson.sizes)
        screens.append(screen)
        app = hosted_app(session, palette, make_driver, screen)
        ConsoleLink(app, screen, lesson.lesson)
        return app

    def goodbye() -> str:
        if lesson.teacher and screens and screens[0].is_over:
            when_over()
            return "The lesson is over."
        return "The lesson goes on without this console."

    return ScreenSession(visit, terminal, make, goodbye)
