"""How long a session may last, and how long a visitor may do nothing in it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextvars import Context

from explainer.serve.limits import Limits

_WARNING = 60.0
"""Seconds between the warning of an idle visitor and the end."""


class Patience:
    """The timers of one session; it belongs to the loop that it was made in."""

    def __init__(
        self, limits: Limits, warn: Callable[[], None], end: Callable[[str], None]
    ) -> None:
        """`warn` is called when nothing was done for long; `end`, with a cause, when it is over."""
        self._limits = limits
        self._warn = warn
        self._end = end
        self._loop = asyncio.get_running_loop()
        self._heard = self._loop.time()
        self._timers: list[asyncio.TimerHandle] = []

    def begin(self) -> None:
        """Count from now."""
        self.heard()
        self.after(self._limits.total_seconds, lambda: self._end("total"))
        self.after(self._limits.idle_seconds, self._look)

    def heard(self) -> None:
        """The visitor did something."""
        self._heard = self._loop.time()

    def after(self, seconds: float, call: Callable[[], object]) -> None:
        """Call something, unless the session is over by then."""
        now = self._loop.time()
        self._timers = [timer for timer in self._timers if timer.when() > now]
        # A timer that was cancelled keeps its context until it would have been due.
        self._timers.append(self._loop.call_later(seconds, call, context=Context()))

    def stop(self) -> None:
        """The session is over."""
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()
        self._warn = _nothing
        self._end = _no_end

    def _look(self) -> None:
        left = self._limits.idle_seconds - (self._loop.time() - self._heard)
        if left > 0:
            self.after(left, self._look)
            return
        self._warn()
        self.after(_WARNING, self._look_again)

    def _look_again(self) -> None:
        """Let go whoever was warned and went on doing nothing."""
        left = self._limits.idle_seconds - (self._loop.time() - self._heard)
        if left > 0:
            self.after(left, self._look)
        else:
            self._end("idle")


def _nothing() -> None:
    """What is called of a session that is over, which this must not keep alive."""


def _no_end(cause: str) -> None:
    """The same for its end."""
