"""A session of a teacher on a standing host: a lesson that they begin, or go on with."""

from __future__ import annotations

from collections.abc import Callable, Collection

from explainer.deck.loader import OpenDeck
from explainer.deck.route import route_of
from explainer.lesson.event import HostOpened, LessonBegan
from explainer.lesson.participant import new_code
from explainer.lesson.presented_lesson import take_lesson
from explainer.problems import ExplainerError
from explainer.serve.running_lesson import PRESENT, RunningLesson
from explainer.serve.screen_session import ScreenSession
from explainer.serve.session_services import SessionServices
from explainer.serve.visit_request import NotServed
from explainer.serve.visitor_session import SessionOutcome, Visit
from explainer.ui.start.lesson_start import lesson_title

ConsoleFactory = Callable[[RunningLesson, Callable[[], None]], ScreenSession]
"""Creates a console of a lesson; the function is called once its presenter ends the lesson."""


class StandingHost:
    """A standing host as the console of one of its lessons sees it."""

    was_reached = True
    presenter_code = ""
    has_other_addresses = False

    def __init__(self, presenter_command: str) -> None:
        self.presenter_command = presenter_command
        """Command by which the teacher comes back to the lesson."""

    def show_next_address(self) -> None:
        """Do nothing: the host has one name."""


class TeacherSession:
    """Opens the lesson of a teacher, and shows its console."""

    def __init__(
        self, visit: Visit, opened: OpenDeck, route: str, make_console: ConsoleFactory
    ) -> None:
        """A session that has not begun.

        Args:
            visit: The visit.
            opened: The deck to present.
            route: Id of the route; empty for the whole deck.
            make_console: Creates the console.
        """
        self._visit = visit
        self._opened = opened
        self._route = route
        self._make_console = make_console
        self._console: ScreenSession | None = None
        self._is_over = False

    @property
    def deck(self) -> str:
        """Id of the deck that is presented."""
        return self._opened.deck.id

    async def run(self) -> SessionOutcome:
        """Open the lesson, and present it until the teacher leaves."""
        services, teacher = self._visit.services, self._visit.visitor.name
        lesson = services.lessons.of_teacher(teacher, self.deck, self._route)
        if lesson is None:
            lesson = await open_lesson(services, teacher, self._opened, self._route)
        self._console = self._make_console(lesson, self._end)
        try:
            return await self._console.run()
        finally:
            self._console = None
            if self._is_over:
                await services.lessons.end(lesson)

    def _end(self) -> None:
        self._is_over = True

    def feed(self, data: bytes) -> None:
        """Pass input to the console."""
        if self._console is not None:
            self._console.feed(data)

    def end_input(self) -> None:
        """End the session: nothing can be typed any more."""
        if self._console is not None:
            self._console.end_input()

    def resize(self, columns: int, rows: int) -> None:
        """Pass a new size to the console."""
        if self._console is not None:
            self._console.resize(columns, rows)

    def announce(self, words: str) -> None:
        """Show a message from the host on the console."""
        if self._console is not None:
            self._console.announce(words)

    def renew(self, changed: Collection[str]) -> None:
        """Do nothing: a lesson goes on with the deck that it began with."""

    def leave(self, cause: str) -> bool:
        """Let the console leave; the lesson stays."""
        return self._console is not None and self._console.leave(cause)


async def open_lesson(
    services: SessionServices, teacher: str, opened: OpenDeck, route: str
) -> RunningLesson:
    """Open a lesson on a standing host, or one that was cut off when the host ended.

    Raises:
        NotServed: the deck has no such route.
        LessonUnusable: the lesson's log cannot be used.
    """
    config, lessons = services.config, services.lessons
    try:
        title = lesson_title(opened.deck, route_of(opened.deck.routes, opened.deck.id, route))
    except ExplainerError as error:
        raise NotServed(str(error)) from error
    began = LessonBegan(str(opened.path.resolve()), title, route, teacher)
    presented = take_lesson(lessons.folder_of(teacher), began, anew=False)
    await presented.open()
    port = "" if config.port == 22 else f" -p {config.port}"

    def command(name: str) -> str:
        return f"ssh{port} {name}@{config.visible_name}"

    before = presented.state.host
    code = before.code if before is not None else lessons.free_code(new_code)
    lesson = RunningLesson(code, presented, opened, route, command)
    lesson.teacher = teacher
    lesson.host = StandingHost(f"ssh -t{port} {teacher}@{config.visible_name} {PRESENT}")
    await lesson.room.open(HostOpened(code, command(code)))
    lessons.add(lesson)
    return lesson
