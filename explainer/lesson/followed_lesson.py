"""The end of a class's screen: reads from the log of a lesson what to show."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from secrets import token_hex

from explainer.lesson.event import ScreenSized
from explainer.lesson.lesson_file import LessonFile
from explainer.lesson.lesson_folder import (
    LessonFolder,
    open_presence,
    presenter_lock,
    screen_lock,
)
from explainer.lesson.lesson_log import LessonUnusable
from explainer.lesson.lesson_state import LessonState, after
from explainer.lesson.presence import Presence, is_present
from explainer.lesson.shown import Size

_LOOK = 0.3
"""Seconds between two looks at whether the presenter is still there."""


class FollowedLessons:
    """Follows one presenter after another, as a screen of their class."""

    def __init__(self, folder: LessonFolder) -> None:
        self._folder = folder
        self._screen = token_hex(6)
        self._log: LessonFile | None = None
        self._size: Size | None = None
        self._told: set[asyncio.Task[None]] = set()

    async def follow(self) -> AsyncIterator[LessonState]:
        """Yield the state of the newest lesson, until its presenter leaves; nothing without one.

        Of what happened while this screen was busy only the last state is yielded.
        """
        path = await asyncio.to_thread(self._folder.presented)
        presence = None if path is None else open_presence(screen_lock(path, self._screen))
        if path is None or presence is None:
            return
        self._log = LessonFile(path)
        self._tell_size()
        try:
            async for state in self._follow(path, self._log):
                yield state
        except LessonUnusable:
            return  # a lesson of another version, or one that was deleted
        finally:
            await self._leave(presence)

    async def _follow(self, path: Path, log: LessonFile) -> AsyncIterator[LessonState]:
        """Yield the state of a lesson that shows something, while its presenter is there."""
        state = LessonState()
        entries = log.follow()
        upcoming = asyncio.ensure_future(anext(entries))
        try:
            while True:
                done, _ = await asyncio.wait({upcoming}, timeout=_LOOK)
                if done:
                    for entry in upcoming.result():
                        state = after(state, entry)
                    upcoming = asyncio.ensure_future(anext(entries))
                    if state.shown is not None:
                        yield state
                if state.has_ended or not (done or is_present(presenter_lock(path))):
                    return
        finally:
            upcoming.cancel()
            await asyncio.gather(upcoming, return_exceptions=True)
            await entries.aclose()

    async def _leave(self, presence: Presence) -> None:
        log, self._log = self._log, None
        for told in list(self._told):
            await asyncio.gather(told, return_exceptions=True)
        if log is not None:
            await log.close()
        presence.give_up()

    def tell_size(self, size: Size) -> None:
        """Tell the presenter the size of this screen."""
        self._size = size
        self._tell_size()

    def _tell_size(self) -> None:
        if self._log is None or self._size is None:
            return
        told = asyncio.get_running_loop().create_task(self._append(self._log, self._size))
        self._told.add(told)
        told.add_done_callback(self._told.discard)

    async def _append(self, log: LessonFile, size: Size) -> None:
        try:
            await log.append(ScreenSized(self._screen, size), f"size {self._screen} {token_hex(6)}")
        except LessonUnusable:
            return  # the presenter makes pages for another size; following tells what is wrong
