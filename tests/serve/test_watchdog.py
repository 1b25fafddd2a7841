"""The watchdog, which ends a session that blocks the loop."""

from __future__ import annotations

import asyncio
import signal
import time
from types import FrameType

import pytest

from explainer.serve.watchdog import HeldTheLoop, Watchdog


def _hold_by_work() -> None:
    while True:
        pass


def _hold_by_sleep() -> None:
    time.sleep(60)


@pytest.mark.parametrize("hold", [_hold_by_work, _hold_by_sleep])
def test_a_callback_that_does_not_return_is_ended_and_the_others_go_on(hold: object) -> None:
    seen: list[object] = []

    async def run() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: seen.append(context["exception"]))
        assert callable(hold)
        loop.call_soon(hold)
        loop.call_soon(seen.append, "others")
        async with asyncio.timeout(20):
            while len(seen) < 2:  # noqa: ASYNC110 - callbacks set no event
                await asyncio.sleep(0.01)

    with Watchdog(0.2).watching():
        asyncio.run(run())

    assert [type(one) for one in seen] == [HeldTheLoop, str]


def test_many_short_callbacks_are_no_offence() -> None:
    looks = 0
    limit = 0.4

    async def run() -> None:
        while looks < 12:  # noqa: ASYNC110 - three limits, of looks that set no event
            await asyncio.sleep(0)

    with Watchdog(limit).watching():
        look = signal.getsignal(signal.SIGALRM)
        assert callable(look)

        def counted(number: int, frame: FrameType | None) -> None:
            nonlocal looks
            looks += 1
            look(number, frame)

        signal.signal(signal.SIGALRM, counted)
        asyncio.run(run())


def test_the_signal_is_given_back() -> None:
    before = signal.getsignal(signal.SIGALRM)

    with Watchdog(0.2).watching():
        assert signal.getsignal(signal.SIGALRM) is not before

    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
