"""The presenter's end of a lesson: writes what is shown to its log, and reads who follows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import msgspec

from explainer.lesson.event import (
    Event,
    LessonBegan,
    LessonEnded,
    ScreenLeft,
    StageShown,
)
from explainer.lesson.lesson_file import LessonFile
from explainer.lesson.lesson_folder import LessonFolder, open_presence, presenter_lock, screen_lock
from explainer.lesson.lesson_log import LessonUnusable, PositionTaken
from explainer.lesson.lesson_state import LessonState, folded
from explainer.lesson.presence import Presence, is_present
from explainer.lesson.shown import Shown, Size

_LOOK = 1.0
"""Seconds between two looks at whether the screens of the class are still there."""


_ENDED = "ended"
"""Key of the last event, which is written once, whoever ends the lesson."""


class LessonListener(Protocol):
    """Somebody who is told of a lesson's changes, on its loop."""

    def lesson_changed(self) -> None:
        """Take note that the state has changed."""

    def lesson_failed(self, words: str) -> None:
        """Take note that the log cannot be used any more, for a reason in words."""


class PresentedLesson:
    """A lesson that this process presents."""

    def __init__(
        self,
        path: Path,
        presence: Presence,
        began: LessonBegan,
    ) -> None:
        """Present a lesson.

        Args:
            path: Its log.
            presence: The lock of its presenter.
            began: How it begins, unless it began before.
        """
        self._log = LessonFile(path)
        self._path = path
        self._presence = presence
        self._began = began
        self._listeners: list[LessonListener] = []
        self._moved = asyncio.Event()
        self.state = LessonState()
        """State of the lesson, as far as it was read."""
        self.host_sizes: Callable[[], Sequence[Size]] = list
        """Returns the sizes at which a host shows the lesson to its participants."""
        self.consoles = 0
        """Number of consoles that present the lesson."""
        self._newest: Shown | None = None
        self._wanted = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._appending: set[asyncio.Task[None]] = set()
        self._has_failed = False

    @property
    def sizes(self) -> list[Size]:
        """Sizes of the class's screens that are there, and of those of participants."""
        return [*self.state.screens.values(), *self.host_sizes()]

    @property
    def is_written(self) -> bool:
        """True if nothing that the presenter did waits for its commit."""
        return not self._appending

    @property
    def is_settled(self) -> bool:
        """True if what was shown last is in the state."""
        return self._newest is None or self._newest == self.state.shown

    def listen(self, listener: LessonListener) -> Callable[[], None]:
        """Tell a listener of every change from now on; returns a function that ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def open(self) -> None:
        """Read what there is, and begin if nothing is there.

        Raises:
            LessonUnusable: the log cannot be used.
        """
        await asyncio.to_thread(self._read_on)
        if self.state.began is None:
            await self._log.append(self._began, "began")
        for work in (self._follow(), self._write_shown(), self._watch_screens()):
            self._tasks.append(asyncio.create_task(work))

    def _read_on(self) -> None:
        while entries := self._log.read(self.state.position):
            self.state = folded(entries, self.state)

    def show(self, shown: Shown) -> None:
        """Show the class something else; while that is written, only the newest waits."""
        # The vote and the lobby follow from other events.
        shown = msgspec.structs.replace(shown, vote=None, lobby=None)
        if shown != self._newest:
            self._newest = shown
            self._wanted.set()

    def note(self, event: Event) -> None:
        """Append an event that the presenter caused, after those before it."""
        appending = asyncio.create_task(self._append(event))
        self._appending.add(appending)
        appending.add_done_callback(self._appending.discard)

    async def append(self, event: Event, key: str) -> int:
        """Append an event of a participant or of the host; see `LessonLog`."""
        return await self._log.append(event, key)

    def notify(self) -> None:
        """Tell the listeners that something is different."""
        for listener in list(self._listeners):
            listener.lesson_changed()

    async def reach(self, position: int) -> None:
        """Wait until the state has taken in an event."""
        while self.state.position < position:
            self._moved.clear()
            await self._moved.wait()

    async def end(self) -> None:
        """Write that the lesson is over, and wait until the state says so.

        Raises:
            LessonUnusable: the log cannot be written.
        """
        await self.reach(await self.append(LessonEnded(), _ENDED))

    async def close(self, *, is_over: bool) -> None:
        """Write what waits, and let go of the lesson; one that is not over can go on later."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, *self._appending, return_exceptions=True)
        if self._newest is not None and self._newest != self.state.shown:
            await self._append(StageShown(self._newest))
        if is_over:
            await self._append(LessonEnded(), _ENDED)
        await self._log.close()
        self._presence.give_up()

    # --- work beside the keys -------------------------------------------------------------

    async def _append(self, event: Event, key: str = "") -> None:
        """Append an event; a log that cannot be written is told once, and the lesson goes on."""
        try:
            await self._log.append(event, key or uuid4().hex)
        except (LessonUnusable, PositionTaken) as error:
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        if not self._has_failed:
            self._has_failed = True
            for listener in list(self._listeners):
                listener.lesson_failed(str(error))

    async def _write_shown(self) -> None:
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            if self._newest is not None:
                await self._append(StageShown(self._newest))

    async def _follow(self) -> None:
        try:
            async for entries in self._log.follow(self.state.position):
                self.state = folded(entries, self.state)
                self._moved.set()
                self.notify()
        except LessonUnusable as error:
            self._fail(error)

    async def _watch_screens(self) -> None:
        """Note the screens that are gone, whatever became of them."""
        while True:
            await asyncio.sleep(_LOOK)
            for screen in list(self.state.screens):
                if not is_present(screen_lock(self._path, screen)):
                    key = f"left {screen} {self.state.position}"
                    await self._append(ScreenLeft(screen), key)


def take_lesson(folder: LessonFolder, began: LessonBegan, *, anew: bool) -> PresentedLesson:
    """Return the lesson of a deck that was cut off, or a new one.

    Args:
        folder: The lessons.
        began: The deck and the route.
        anew: True to begin a new lesson in any case.
    """
    path = None if anew else folder.cut_off(began.deck, began.route)
    presence = None if path is None else open_presence(presenter_lock(path))
    while path is None or presence is None:
        path = folder.new()
        presence = open_presence(presenter_lock(path))
    return PresentedLesson(path, presence, began)
