"""Collects garbage in small portions: a full collection would stop every session for a second.

What lives as long as the process is frozen after the warm-up. From then on the young generations
are collected often, the old one only when hardly anybody is there; apps that ended are taken apart
by hand, so that little is left for it.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from time import perf_counter

from explainer.serve.figures import Figures

_INTERVAL = 0.25
_YOUNG = 10_000
"""New objects from which the young generations are collected."""

_FEW = 10
"""Sessions at most while the old generation may be collected: the pass over theirs is short."""

_SERVED = 100
"""Sessions that ended after which it is worth it."""

_OLD_EVERY = 5.0
"""Seconds between collections of the old generation."""


class Housekeeper:
    """Takes over from the collector."""

    def __init__(self, figures: Figures, sessions: Callable[[], int]) -> None:
        """`sessions` says how many are open."""
        self._figures = figures
        self._sessions = sessions
        self._old_at = 0.0
        self._served = 0
        self._timer: asyncio.TimerHandle | None = None

    def begin(self) -> None:
        """Freeze what is there, and collect from now on."""
        gc.collect()
        gc.freeze()
        gc.disable()
        self._later()

    def end(self) -> None:
        """Give the collector back."""
        if self._timer is not None:
            self._timer.cancel()
        gc.unfreeze()
        gc.enable()

    def _later(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(_INTERVAL, self._keep_house)

    def _keep_house(self) -> None:
        self._later()
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
