"""Rehearses a lesson on this process's terminal, with simulated students."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from rich.cells import cell_len

from explainer.deck.library import Address
from explainer.lesson.classroom import Classroom
from explainer.lesson.clock import duration_words
from explainer.lesson.event import HostOpened
from explainer.lesson.lesson_file import LessonFile
from explainer.lesson.lesson_folder import LessonFolder, read_all
from explainer.lesson.report import SectionTime, report_of
from explainer.lesson.simulated_class import SimulatedClass
from explainer.ui.start.lesson_start import LessonStart, prepare_lesson, run_lesson
from explainer.ui.start.reader_start import Terminal, print_end_words


def rehearse_on_terminal(
    address: Address,
    route: str,
    theme: str | None,
    terminal: Terminal,
    say: Callable[[str], None],
    *,
    mirror: bool,
) -> int:
    """Present a deck to a simulated class, say how long each section took, and keep nothing.

    Raises:
        ExplainerError: there is no such deck, section or route.
    """
    with TemporaryDirectory(prefix="explainer-rehearsal-") as name:
        folder = LessonFolder(Path(name))
        start = prepare_lesson(
            address, route, theme, terminal, mirror=mirror, anew=True, folder=folder
        )
        start.console.talk.host = RehearsalHost()
        code = asyncio.run(run_lesson(start, simulated_class))
        log = LessonFile(folder.lessons()[0])
        try:
            told = report_of(read_all(log), start.console.talk.session.opened.deck)
        finally:
            log.close_now()
    ended = print_end_words(start.app, code, start.warning)
    for line in section_times(told.sections):
        say(line)
    return ended


class RehearsalHost:
    """The host of a simulated class, which nobody else can join."""

    was_reached = True
    presenter_code = ""
    presenter_command = ""
    has_other_addresses = False

    def show_next_address(self) -> None:
        """Do nothing: there is no address."""


@asynccontextmanager
async def simulated_class(start: LessonStart) -> AsyncIterator[None]:
    """Seat simulated students while a lesson is rehearsed."""
    room = Classroom(start.lesson, start.console.talk.session.opened.deck)
    await room.open(HostOpened("", "", asks_confidence=True))
    random = Random()  # noqa: S311 - no secret depends on it
    students = asyncio.create_task(SimulatedClass(room, random).run())
    try:
        yield
    finally:
        students.cancel()
        await asyncio.gather(students, return_exceptions=True)


def section_times(sections: Sequence[SectionTime]) -> Iterator[str]:
    """Yield how long each section was in front of the class, and how long it may be."""
    shown = [one for one in sections if one.section]
    widest = max((cell_len(one.title) for one in shown), default=0)
    for one in shown:
        planned = f"  planned {duration_words(60 * one.planned)}" if one.planned else ""
        gap = " " * (widest - cell_len(one.title))
        yield f"{one.title}{gap}  {duration_words(one.seconds):>7}{planned}"
