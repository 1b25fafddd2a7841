"""Idle and total time of a session, by a clock that the test sets."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import msgspec
import pytest

from explainer.serve.limits import Limits
from explainer.serve.session_timers import SessionTimers

LIMITS = msgspec.structs.replace(Limits(), idle_seconds=600, total_seconds=3600)


class SkippingLoop(asyncio.SelectorEventLoop):
    """A loop that never sleeps: its clock jumps to the next timer."""

    def __init__(self) -> None:
        super().__init__()
        self._now = 0.0
        selector: Any = self._selector  # type: ignore[attr-defined] # what a loop sleeps in
        select = selector.select

        def skip(timeout: float | None) -> object:
            self._now += timeout or 0.0
            return select(0)

        selector.select = skip

    def time(self) -> float:
        return self._now


class Visit:
    """Notes when its timers warn and end it."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.told: list[tuple[int, str]] = []
        self.timers = SessionTimers(LIMITS, self.warn, self.end)

    def warn(self) -> None:
        self.told.append((round(self.loop.time()), "warned"))

    def end(self, cause: str) -> None:
        self.told.append((round(self.loop.time()), cause))
        self.timers.stop()


def run(story: Callable[[Visit], Coroutine[Any, Any, None]]) -> list[tuple[int, str]]:
    """Return the calls of the timers during a story, and long after it."""

    async def visit() -> list[tuple[int, str]]:
        one = Visit()
        one.timers.begin()
        await story(one)
        await asyncio.sleep(10_000)
        return one.told

    with asyncio.Runner(loop_factory=SkippingLoop) as runner:
        return runner.run(visit())


async def act_every(visit: Visit, seconds: float, until: float) -> None:
    while visit.loop.time() + seconds <= until:
        await asyncio.sleep(seconds)
        visit.timers.heard()


def test_whoever_does_nothing_is_warned_and_then_let_go() -> None:
    async def nothing(visit: Visit) -> None:
        return

    assert run(nothing) == [(600, "warned"), (660, "idle")]


def test_whoever_does_something_after_the_warning_stays() -> None:
    async def wake(visit: Visit) -> None:
        await asyncio.sleep(630)
        visit.timers.heard()

    assert run(wake) == [(600, "warned"), (1230, "warned"), (1290, "idle")]


@pytest.mark.parametrize("seconds", [10, 599])
def test_whoever_goes_on_is_let_go_when_the_whole_time_is_over(seconds: float) -> None:
    async def busy(visit: Visit) -> None:
        await act_every(visit, seconds, 5000)

    assert run(busy) == [(3600, "total")]


def test_time_is_counted_from_the_last_that_was_done() -> None:
    async def once(visit: Visit) -> None:
        await asyncio.sleep(400)
        visit.timers.heard()

    assert run(once) == [(1000, "warned"), (1060, "idle")]


def test_a_session_that_is_over_is_told_nothing_and_calls_nothing() -> None:
    async def stop(visit: Visit) -> None:
        visit.timers.after(100, lambda: visit.told.append((0, "called")))
        visit.timers.stop()

    assert run(stop) == []


def test_what_is_asked_for_is_called_in_time() -> None:
    async def ask(visit: Visit) -> None:
        visit.timers.after(100, lambda: visit.told.append((round(visit.loop.time()), "called")))
        await asyncio.sleep(200)
        visit.timers.stop()

    assert run(ask) == [(100, "called")]


def test_timers_that_are_over_are_not_kept() -> None:
    visits: list[Visit] = []

    async def many(visit: Visit) -> None:
        visits.append(visit)
        for _ in range(100):
            visit.timers.after(1, lambda: None)
            await asyncio.sleep(2)
        assert len(visit.timers._timers) <= 4

    run(many)
    assert visits[0].timers._timers == []
