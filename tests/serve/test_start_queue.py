"""The queue in which sessions wait for their start."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from explainer.serve.start_queue import StartQueue


class _Guest:
    """A session that enters the queue, and starts until told to go."""

    def __init__(self, queue: StartQueue) -> None:
        self.numbers: list[int] = []
        self.is_inside = False
        self.leave = asyncio.Event()
        self.task = asyncio.create_task(self._stay(queue))

    async def _stay(self, queue: StartQueue) -> None:
        async with queue.entered(self.numbers.append):
            self.is_inside = True
            await self.leave.wait()
        self.is_inside = False


async def _settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_those_who_wait_are_told_their_number_as_it_changes() -> None:
    queue = StartQueue(1)
    guests = [_Guest(queue) for _ in range(4)]
    await _settle()
    assert [guest.is_inside for guest in guests] == [True, False, False, False]

    for guest in guests:
        guest.leave.set()
        await _settle()

    assert [guest.numbers for guest in guests] == [[], [1], [2, 1], [3, 2, 1]]
    assert all(guest.task.done() for guest in guests)


async def test_whoever_gives_up_moves_the_others_up() -> None:
    queue = StartQueue(1)
    first, second, third = (_Guest(queue) for _ in range(3))
    await _settle()

    second.task.cancel()
    await _settle()
    assert third.numbers == [2, 1]
    first.leave.set()
    await _settle()

    assert third.is_inside
    third.leave.set()
    await third.task


async def test_a_place_is_not_lost_with_somebody_who_was_just_let_in() -> None:
    queue = StartQueue(1)
    first, second, third = (_Guest(queue) for _ in range(3))
    await _settle()

    first.leave.set()
    await asyncio.sleep(0)
    second.task.cancel()
    with suppress(asyncio.CancelledError):
        await second.task
    await _settle()

    assert third.is_inside
    third.leave.set()
    await third.task


async def test_several_places_are_given_at_once() -> None:
    queue = StartQueue(2)
    guests = [_Guest(queue) for _ in range(3)]
    await _settle()

    assert [guest.is_inside for guest in guests] == [True, True, False]
    for guest in guests:
        guest.leave.set()
    await asyncio.gather(*(guest.task for guest in guests))


async def test_who_is_cancelled_in_the_moment_of_their_turn_blocks_nobody() -> None:
    queue = StartQueue(1)
    first, second, third = (_Guest(queue) for _ in range(3))
    await _settle()

    second.task.cancel()
    first.leave.set()
    await _settle()

    assert third.is_inside
    third.leave.set()
    await third.task
    fourth = _Guest(queue)
    await _settle()
    assert fourth.is_inside
    fourth.leave.set()
    await fourth.task
