"""The lessons that a host holds now, and the user names that lead into them.

A participant logs in as the code of the lesson, or as `CODE-TOKEN` to come back; a screen for the
whole class as `CODE-screen`; a presenter's console as `present`, with a key or a one-time code.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Collection
from hmac import compare_digest
from pathlib import Path

import msgspec

from explainer.deck.loader import OpenDeck
from explainer.lesson.classroom import Classroom
from explainer.lesson.lesson_folder import LessonFolder
from explainer.lesson.participant import CODE_PATTERN, new_token
from explainer.lesson.presented_lesson import PresentedLesson
from explainer.serve.mirrors import Mirrors
from explainer.ui.teach.lesson_host import LessonHost

PRESENT = "present"
"""User name of a presenter's console."""

SCREEN = "screen"
"""Ending of the user name of a screen for the whole class."""

_ONE_TIME = 8
"""Characters of a one-time code."""


class JoinName(msgspec.Struct, frozen=True):
    """A user name that leads into a lesson."""

    code: str
    """The lesson's code."""
    token: str = ""
    """Token of a participant who comes back; empty for one who joins."""
    is_screen: bool = False
    """True for a screen for the whole class."""


def join_name(name: str) -> JoinName | None:
    """Return what a user name means for lessons; None for one that has no code."""
    code, _, rest = name.casefold().partition("-")
    if not CODE_PATTERN.fullmatch(code):
        return None
    return JoinName(code, "" if rest == SCREEN else rest, rest == SCREEN)


class RunningLesson:
    """A lesson that participants can join."""

    def __init__(
        self,
        code: str,
        lesson: PresentedLesson,
        opened: OpenDeck,
        route: str,
        command: Callable[[str], str],
    ) -> None:
        """Hold a lesson.

        Args:
            code: Its code.
            lesson: The lesson.
            opened: Its deck.
            route: Id of its route; empty for the whole deck.
            command: Returns the command that logs in under a user name.
        """
        self.code = code
        """Its code."""
        self.lesson = lesson
        """The lesson."""
        self.opened = opened
        """Its deck."""
        self.route = route
        """Id of its route; empty for the whole deck."""
        self.teacher = ""
        """User name of its teacher on a standing host; empty for a lesson on one's own machine."""
        self.host: LessonHost | None = None
        """The host as its consoles see it."""
        self.room = Classroom(lesson, opened.deck)
        """The participants' end of it."""
        self.mirrors = Mirrors(self.room, opened)
        """The pictures that participants see."""
        self.presenter_code = new_token()[:_ONE_TIME]
        """Code with which one console logs in; the next needs the next code."""
        self._command = command
        self._leaving: set[asyncio.Task[None]] = set()
        self._told: list[object] = []
        self._connections: Counter[str] = Counter()
        lesson.host_sizes = self.mirrors.sizes
        self._unlisten = lesson.listen(self.mirrors)

    def way_back(self, token: str) -> str:
        """Return the command by which a participant comes back."""
        return self._command(f"{self.code}-{token}")

    def admits_presenter(self, code: str) -> bool:
        """Return True for the one-time code, which is then used up."""
        if not compare_digest(code.strip().casefold().encode(), self.presenter_code.encode()):
            return False
        self.presenter_code = new_token()[:_ONE_TIME]
        self.lesson.notify()
        return True

    def told_sizes(self) -> None:
        """Let the console make pages for the sizes that are in use by now."""
        sizes: list[object] = list(self.mirrors.sizes())
        if sizes != self._told:
            self._told = sizes
            self.lesson.notify()

    def arrived(self, participant: str) -> None:
        """Note that a participant has a connection, perhaps beside an earlier one."""
        self._connections[participant] += 1

    def gone(self, participant: str) -> None:
        """Note that a connection of a participant has ended; with the last one they are gone."""
        self._connections[participant] -= 1
        if self._connections[participant]:
            return
        del self._connections[participant]
        leaving = asyncio.get_running_loop().create_task(self.room.leave(participant))
        self._leaving.add(leaving)
        leaving.add_done_callback(self._leaving.discard)

    async def close(self) -> None:
        """Let go of the lesson; participants have left before."""
        self._unlisten()
        self.mirrors.close()
        await asyncio.gather(*self._leaving, return_exceptions=True)


class RunningLessons:
    """The lessons of one process, by their codes."""

    def __init__(self, folder: str = "") -> None:
        """`folder` has those of teachers on a standing host; empty where there are none."""
        self._folder = folder
        self._by_code: dict[str, RunningLesson] = {}
        self.presenter_keys: Collection[bytes] = ()
        """Public keys, as SSH sends them, whose owners may present."""

    def __bool__(self) -> bool:
        """True if there is a lesson."""
        return bool(self._by_code)

    def add(self, lesson: RunningLesson) -> None:
        """Let participants into a lesson."""
        self._by_code[lesson.code] = lesson

    def remove(self, lesson: RunningLesson) -> None:
        """Let nobody in any more."""
        self._by_code.pop(lesson.code, None)

    def of_teacher(self, teacher: str, deck: str, route: str) -> RunningLesson | None:
        """Return a teacher's lesson of a deck and a route that is held now; None for none."""
        for one in self._by_code.values():
            if (one.teacher, one.opened.deck.id, one.route) == (teacher, deck, route):
                return one
        return None

    def folder_of(self, teacher: str) -> LessonFolder:
        """Return the folder of a teacher's lessons."""
        path = Path(self._folder) / teacher
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = LessonFolder(path)
        folder.forget_names()
        return folder

    def free_code(self, make: Callable[[], str]) -> str:
        """Return a new code that no other lesson has."""
        code = make()
        while code in self._by_code:
            code = make()
        return code

    async def end(self, lesson: RunningLesson, *, is_over: bool = True) -> None:
        """End a lesson of a standing host, or let go of one that goes on later."""
        self.remove(lesson)
        if is_over:
            await lesson.lesson.end()
        lesson.mirrors.dismiss()
        await lesson.close()
        await lesson.lesson.close(is_over=False)

    async def close(self) -> None:
        """Let go of the lessons of teachers; they go on when the host starts again."""
        for lesson in [one for one in self._by_code.values() if one.teacher]:
            await self.end(lesson, is_over=False)

    def named(self, code: str) -> RunningLesson | None:
        """Return the lesson with a code."""
        return self._by_code.get(code)

    def only(self) -> RunningLesson | None:
        """Return the lesson of a host that holds one; None where it holds none or several."""
        return next(iter(self._by_code.values())) if len(self._by_code) == 1 else None

    def presenter_lesson(self, code: str) -> RunningLesson | None:
        """Return the lesson to which a one-time code belongs, which is then used up."""
        return next((one for one in self._by_code.values() if one.admits_presenter(code)), None)
