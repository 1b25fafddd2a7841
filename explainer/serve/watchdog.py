"""Ends a session that blocks the event loop, for which all the others wait.

The handler of a timer signal looks which callback of the loop is running. If it is the same one for
too long, the handler raises an exception in it, which Textual takes for an error of the app whose
callback it is. Code that never returns to Python cannot be ended like this.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType

_LOOKS_PER_LIMIT = 4
"""Number of looks in the time that a callback may take."""


class HeldTheLoop(Exception):
    """A session blocked the event loop for too long."""


class Watchdog:
    """Watches the event loop of the main thread."""

    def __init__(self, limit: float) -> None:
        """`limit` is in seconds."""
        self._limit = limit
        self._running: FrameType | None = None
        self._since = 0.0

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch while the loop runs; only in the main thread."""
        before = signal.signal(signal.SIGALRM, self._look)
        signal.setitimer(
            signal.ITIMER_REAL, self._limit / _LOOKS_PER_LIMIT, self._limit / _LOOKS_PER_LIMIT
        )
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)

    def _look(self, number: int, frame: FrameType | None) -> None:
        callback = _callback_of(frame)
        if callback is None or callback is not self._running:
            self._running, self._since = callback, monotonic()
            return
        if monotonic() - self._since > self._limit:
            self._running = None
            raise HeldTheLoop(f"{self._limit:g} seconds in one go")


def _callback_of(frame: FrameType | None) -> FrameType | None:
    """Return the frame in which asyncio runs a callback, given one inside it; else None."""
    wanted = asyncio.events.Handle._run.__code__  # noqa: SLF001 - compared, never called
    while frame is not None:
        if frame.f_code is wanted:
            return frame
        frame = frame.f_back
    return None
