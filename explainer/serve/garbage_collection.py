"""Collects garbage in small portions: a full collection would stop every session for a while.

What exists after the start lives as long as the process and is frozen. From then on the young
generations are collected often, the old one only while few sessions are open. Apps that ended are
taken apart by hand (`HostedApp.dispose_later`), so that the old generation hardly grows meanwhile.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from time import perf_counter

from explainer.serve.figures import Figures

_INTERVAL = 0.25
_YOUNG = 10_000
"""Number of new objects from which the young generations are collected."""

_FEW = 10
"""Most open sessions while the old generation may be collected: a pass over theirs is short."""

_SERVED = 100
"""Number of sessions that ended after which a collection of the old generation is worth it."""

_OLD_EVERY = 5.0
"""Seconds between collections of the old generation."""


class GarbageCollection:
    """Takes the place of Python's automatic collection, from `begin` to `end`."""

    def __init__(self, figures: Figures, sessions: Callable[[], int]) -> None:
        """`sessions` returns the number of open sessions."""
        self._figures = figures
        self._sessions = sessions
        self._old_at = 0.0
        self._served = 0
        self._timer: asyncio.TimerHandle | None = None

    def begin(self) -> None:
        """Freeze what exists, and collect by a timer from now on."""
        gc.collect()
        gc.freeze()
        gc.disable()
        self._collect_later()

    def end(self) -> None:
        """Return to Python's automatic collection."""
        if self._timer is not None:
            self._timer.cancel()
        gc.unfreeze()
        gc.enable()

    def _collect_later(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(_INTERVAL, self._collect_if_due)

    def _collect_if_due(self) -> None:
        self._collect_later()
        now = asyncio.get_running_loop().time()
        is_worth_it = self._figures.served - self._served >= _SERVED
        if is_worth_it and self._sessions() <= _FEW and now - self._old_at > _OLD_EVERY:
            self._old_at, self._served = now, self._figures.served
            self._collect(2)
        elif gc.get_count()[0] > _YOUNG:
            # With the middle one every time: left alone, it would grow to a pause of its own.
            self._collect(1)

    def _collect(self, generation: int) -> None:
        begun = perf_counter()
        gc.collect(generation)
        self._figures.count_pause(perf_counter() - begun)
