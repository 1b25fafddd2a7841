"""The lessons that a host holds now, and the user names that lead into them.

A participant logs in as the code of the lesson, or as `CODE-TOKEN` to come back; a screen for the
whole class as `CODE-screen`; a presenter's console as `present`, with a key or a one-time code.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from hmac import compare_digest

import msgspec

from explainer.deck.loader import OpenDeck
from explainer.lesson.classroom import Classroom
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

    def gone(self, participant: str) -> None:
        """Note that a participant's connection has ended."""
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

    def __init__(self) -> None:
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

    def named(self, code: str) -> RunningLesson | None:
        """Return the lesson with a code."""
        return self._by_code.get(code)

    def only(self) -> RunningLesson | None:
        """Return the lesson of a host that holds one; None where it holds none or several."""
        return next(iter(self._by_code.values())) if len(self._by_code) == 1 else None

    def presenter_lesson(self, code: str) -> RunningLesson | None:
        """Return the lesson to which a one-time code belongs, which is then used up."""
        return next((one for one in self._by_code.values() if one.admits_presenter(code)), None)
