"""A session of a screen for the whole class: what the presenter shows, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from time import monotonic

import msgspec

from explainer.serve.client_terminal import ClientTerminal, clamped
from explainer.serve.key_parser import KeyParser
from explainer.serve.mirror import ENTER, LEAVE, Mirror, kind_of
from explainer.serve.running_lesson import RunningLesson
from explainer.serve.visitor_session import REASONS, SessionOutcome, Visit

_LEAVING = ("q", "ctrl+c", "ctrl+d")


class ProjectorSession:
    """Shows a lesson on a screen that nobody votes on."""

    def __init__(self, visit: Visit, terminal: ClientTerminal, lesson: RunningLesson) -> None:
        """A session that has not begun; `terminal` is that of the visit."""
        self._visit = visit
        self._wire = visit.wire
        self._limits = visit.services.limits
        self._terminal = terminal
        self._lesson = lesson
        self._keys = KeyParser()
        self._mirror: Mirror | None = None
        self._seen = 0
        self._slow_since = 0.0
        self._over = asyncio.Event()
        self._end_cause = ""

    @property
    def deck(self) -> str:
        """Id of the deck of the lesson."""
        return self._lesson.opened.deck.id

    async def run(self) -> SessionOutcome:
        """Show the lesson until it ends or somebody leaves."""
        self._wire.write(ENTER.encode())
        self._follow()
        try:
            await self._over.wait()
        finally:
            self._lesson.mirrors.detach(self)
            self._lesson.told_sizes()
        self._wire.write(LEAVE.encode())
        if words := REASONS.get(self._end_cause):
            self._wire.say(words)
        return SessionOutcome(0, self._end_cause or "left")

    def _follow(self) -> None:
        kind = kind_of(self._terminal, 0)
        self._mirror = self._lesson.mirrors.attach(self, kind)
        self._lesson.told_sizes()
        self._seen = 0
        self.take_picture(self._mirror)

    @property
    def is_slow(self) -> bool:
        """True while earlier pictures are still on their way."""
        return self._wire.backlog() > self._limits.buffered_bytes

    def take_picture(self, mirror: Mirror) -> None:
        """Show the newest picture, unless it is seen already."""
        if mirror is not self._mirror or self._seen == mirror.number:
            return
        if self.is_slow:
            self._slow_since = self._slow_since or monotonic()
            self._lesson.mirrors.note_slow(self)
            return
        self._slow_since = 0.0
        self._visit.control.keep_awake()
        is_next = self._seen and self._seen == mirror.number - 1
        self._wire.write(mirror.change if is_next else mirror.whole)
        self._seen = mirror.number

    def check_line(self) -> None:
        """End the session of a screen that has read nothing for long."""
        if self._slow_since and monotonic() - self._slow_since > self._limits.stalled_seconds:
            self._visit.control.cut("stalled")

    def feed(self, data: bytes) -> None:
        """Leave by a key."""
        if any(key in _LEAVING for key in self._keys.feed(data)):
            self._over.set()

    def end_input(self) -> None:
        """Leave: nothing can be typed any more."""
        self._over.set()

    def resize(self, columns: int, rows: int) -> None:
        """Take a new size of the screen."""
        columns, rows = clamped((columns, rows), self._limits)
        self._terminal = msgspec.structs.replace(self._terminal, columns=columns, rows=rows)
        if self._mirror is not None:
            self._follow()

    def announce(self, words: str) -> None:
        """Do nothing: the class reads the lesson."""

    def renew(self, changed: Collection[str]) -> None:
        """Do nothing: a lesson goes on with the deck that it began with."""

    def leave(self, cause: str) -> bool:
        """End the session."""
        self._end_cause = "" if cause == "closed" else cause
        self._over.set()
        return True
