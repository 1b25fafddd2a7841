"""The timers of a session: how long it may last, and how long a visitor may be idle in it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextvars import Context

from explainer.serve.limits import Limits

_WARNING = 60.0
"""Seconds between the warning of an idle visitor and the end."""


class SessionTimers:
    """The timers of one session; belongs to the loop on which it was created."""

    def __init__(
        self, limits: Limits, warn: Callable[[], None], end: Callable[[str], None]
    ) -> None:
        """`warn` is called for an idle visitor; `end`, with a cause, when the time is over."""
        self._limits = limits
        self._warn = warn
        self._end = end
        self._loop = asyncio.get_running_loop()
        self._heard = self._loop.time()
        self._timers: list[asyncio.TimerHandle] = []

    def begin(self) -> None:
        """Start the timers."""
        self.heard()
        self.after(self._limits.total_seconds, lambda: self._end("total"))
        self.after(self._limits.idle_seconds, self._look)

    def heard(self) -> None:
        """Note that the visitor did something."""
        self._heard = self._loop.time()

    def after(self, seconds: float, call: Callable[[], object]) -> None:
        """Call something after a while, unless the session is over by then."""
        now = self._loop.time()
        self._timers = [timer for timer in self._timers if timer.when() > now]
        # A timer that was cancelled keeps its context until it would have been due.
        self._timers.append(self._loop.call_later(seconds, call, context=Context()))

    def stop(self) -> None:
        """Stop all timers, and let go of the session that they would call."""
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()
        self._warn = _ignore_warning
        self._end = _ignore_end

    def _look(self) -> None:
        left = self._limits.idle_seconds - (self._loop.time() - self._heard)
        if left > 0:
            self.after(left, self._look)
            return
        self._warn()
        self.after(_WARNING, self._look_again)

    def _look_again(self) -> None:
        """End the session of a visitor who was warned and is still idle."""
        left = self._limits.idle_seconds - (self._loop.time() - self._heard)
        if left > 0:
            self.after(left, self._look)
        else:
            self._end("idle")


def _ignore_warning() -> None:
    """Do nothing: the session is over."""


def _ignore_end(cause: str) -> None:
    """Do nothing: the session is over."""
