"""Guesses at codes: counted when they begin, one at a time from an address, ever slower."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from explainer.serve.guesses import MOST_CHECKS, CountedGuess, Guesses
from explainer.serve.shared_guesses import GuessDesk, GuessNews, WorkersGuesses

_sleep = asyncio.sleep


class _Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the list of the delays of guesses, which take no time here."""
    found: list[float] = []

    async def sleep(seconds: float) -> None:
        found.append(seconds)
        await _sleep(0)

    monkeypatch.setattr("explainer.serve.guesses.asyncio.sleep", sleep)
    return found


async def _turns(count: int = 5) -> None:
    for _ in range(count):
        await _sleep(0)


async def _begun(guesses: Guesses, address: str = "a", name: str = "algebra") -> CountedGuess:
    guess = guesses.begin(address, name)
    await guess.turn()
    return guess


def test_a_wrong_code_makes_the_next_guess_slower_for_the_address_and_for_the_name() -> None:
    guesses = Guesses(_Clock())
    assert guesses.delay("a", "algebra") == 0

    delays = []
    for _ in range(12):
        guesses.wrong("a", "algebra")
        delays.append(guesses.delay("a", "other"))

    assert delays[0] == 0
    assert delays == sorted(delays)
    assert delays[-1] == max(delays) <= 8
    assert guesses.delay("b", "algebra") == delays[-1]
    assert guesses.delay("b", "other") == 0


def test_wrong_codes_are_forgotten_after_a_while_and_with_a_right_one() -> None:
    clock = _Clock()
    guesses = Guesses(clock)
    for _ in range(5):
        guesses.wrong("a", "algebra")

    guesses.right("a")
    assert guesses.delay("a", "other") == 0
    assert guesses.delay("a", "algebra") > 0
    clock.now += 3600
    assert guesses.delay("a", "algebra") == 0


def test_no_flood_of_guesses_fills_the_memory() -> None:
    guesses = Guesses(_Clock())
    for number in range(10_000):
        guesses.wrong(str(number), f"name {number}")

    assert len(guesses._wrong) <= 4096


async def test_guesses_that_the_next_one_cancels_are_counted(waits: list[float]) -> None:
    guesses = Guesses(_Clock())
    for _ in range(8):
        guess = guesses.begin("a", "algebra")
        waiting = asyncio.create_task(guess.turn())
        await _turns(1)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        guess.judged(is_right=False)

    assert guesses.delay("a", "algebra") == 8


async def test_an_address_has_one_guess_under_way_and_others_go_on(waits: list[float]) -> None:
    guesses = Guesses(_Clock())
    first = await _begun(guesses)
    second = asyncio.create_task(_begun(guesses))
    other = await _begun(guesses, "b")
    await _turns()
    assert not second.done()

    first.judged(is_right=False)
    first.over()
    (await second).over()
    other.over()
    assert guesses._waiting == {}


async def test_few_checks_run_at_a_time_in_all(waits: list[float]) -> None:
    guesses = Guesses(_Clock())
    running = [await _begun(guesses, str(number)) for number in range(MOST_CHECKS)]
    waiting = [asyncio.create_task(_begun(guesses, f"w{number}")) for number in range(3)]
    await _turns()
    assert not any(task.done() for task in waiting)

    for guess in running:
        guess.over()
        guess.over()
    await _turns()
    assert [task.done() for task in waiting] == [True, True, False]
    for task in waiting[:2]:
        task.result().over()
    (await waiting[2]).over()
    assert guesses._checking == 0


@pytest.mark.parametrize("place", ["address", "check"])
async def test_who_gives_up_waiting_makes_room(place: str, waits: list[float]) -> None:
    guesses = Guesses(_Clock())
    own = [await _begun(guesses, str(number)) for number in range(MOST_CHECKS)]
    dropped = guesses.begin("0" if place == "address" else "c", "algebra")
    waiting = asyncio.create_task(dropped.turn())
    await _turns()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    for guess in own:
        guess.over()
    await _turns()

    assert (guesses._waiting, guesses._checking, len(guesses._checks)) == ({}, 0, 0)


async def test_who_is_cancelled_in_the_moment_of_their_turn_hands_it_on(waits: list[float]) -> None:
    guesses = Guesses(_Clock())
    first = await _begun(guesses)
    waiting = [asyncio.create_task(_begun(guesses)) for _ in range(2)]
    await _turns()

    first.over()
    waiting[0].cancel()
    await asyncio.gather(waiting[0], return_exceptions=True)

    (await asyncio.wait_for(waiting[1], 5)).over()
    assert guesses._waiting == {}


class _Workers:
    """Workers of one acceptor, whose messages arrive at once."""

    def __init__(self, count: int) -> None:
        self.guesses = Guesses(_Clock())
        self.desks: list[GuessDesk] = []
        self.books: list[WorkersGuesses] = []
        for number in range(count):
            self.desks.append(GuessDesk(self.guesses, self._caller(number)))
            self.books.append(WorkersGuesses(self._teller(number)))

    def _caller(self, number: int) -> Any:
        def call(guess: int) -> None:
            self.books[number].has_turn(guess)

        return call

    def _teller(self, number: int) -> Any:
        def tell(news: GuessNews) -> None:
            self.desks[number].take(news)

        return tell


async def test_what_was_guessed_at_one_worker_slows_the_guesses_at_another(
    waits: list[float],
) -> None:
    workers = _Workers(2)
    for number in range(6):
        guess = workers.books[number % 2].begin("a", "algebra")
        await guess.turn()
        guess.judged(is_right=False)
        guess.over()
        await _turns()

    assert waits == [0, 0, 0.25, 0.5, 1.0, 2.0]
    assert all(not desk._open for desk in workers.desks)


async def test_an_address_has_one_guess_under_way_at_all_workers(waits: list[float]) -> None:
    workers = _Workers(2)
    first = workers.books[0].begin("a", "algebra")
    await first.turn()
    second = workers.books[1].begin("a", "algebra")
    waiting = asyncio.create_task(second.turn())
    await _turns()
    assert not waiting.done()

    workers.desks[0].close()  # the worker has died
    await asyncio.wait_for(waiting, 5)
    second.judged(is_right=True)
    second.over()
    assert workers.guesses._waiting == {}


async def test_a_guess_that_a_client_drops_at_a_worker_is_counted_and_over(
    waits: list[float],
) -> None:
    workers = _Workers(1)
    first = workers.books[0].begin("a", "algebra")
    await first.turn()
    dropped = workers.books[0].begin("a", "algebra")
    waiting = asyncio.create_task(dropped.turn())
    await _turns()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    dropped.judged(is_right=False)
    first.judged(is_right=False)
    first.over()
    await _turns()

    assert workers.guesses.delay("a", "algebra") == 0.25
    assert workers.guesses._waiting == {}
    assert not workers.desks[0]._open
    assert not workers.books[0]._turns
