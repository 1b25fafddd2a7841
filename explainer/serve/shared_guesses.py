"""Guesses of several workers, counted together by the process that accepts connections.

A worker says that a guess has begun, and waits for its turn; the acceptor counts it as it counts
its own, and tells the worker when the turn has come.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import msgspec

from explainer.serve.guesses import CountedGuess, Guesses


class GuessNews(msgspec.Struct, omit_defaults=True):
    """One thing that happened to a guess of a worker."""

    number: int
    """Its number in the worker, from 1."""
    address: str = ""
    """Where it comes from; only of one that has begun."""
    name: str = ""
    """The name that was given with it; only of one that has begun."""
    is_begun: bool = False
    """Whether it has begun."""
    is_dropped: bool = False
    """Whether the client dropped it before its turn."""
    is_right: bool | None = None
    """Whether it was right, once that is known."""
    is_over: bool = False
    """Whether nothing checks it any more."""


class WorkersGuesses:
    """The worker's end."""

    def __init__(self, tell: Callable[[GuessNews], None]) -> None:
        """`tell` tells the acceptor."""
        self._tell = tell
        self._numbers = 0
        self._turns: dict[int, asyncio.Future[None]] = {}

    def begin(self, address: str, name: str) -> WorkersGuess:
        """Begin a guess by somebody at an address, who gave a name."""
        self._numbers += 1
        self._tell(GuessNews(self._numbers, address, name, is_begun=True))
        return WorkersGuess(self._numbers, self)

    def has_turn(self, number: int) -> None:
        """Take in that the turn of a guess has come; one that was dropped meanwhile is over."""
        turn = self._turns.pop(number, None)
        if turn is None or turn.done():
            self._tell(GuessNews(number, is_over=True))
        else:
            turn.set_result(None)

    async def wait(self, number: int) -> None:
        """Wait for the turn of a guess."""
        turn = asyncio.get_running_loop().create_future()
        self._turns[number] = turn
        try:
            await turn
        except asyncio.CancelledError:
            was_told = self._turns.pop(number, None) is None
            self._tell(GuessNews(number, is_dropped=not was_told, is_over=was_told))
            raise

    def tell(self, news: GuessNews) -> None:
        """Tell the acceptor something of a guess."""
        self._tell(news)


class WorkersGuess:
    """A guess that the acceptor counts."""

    def __init__(self, number: int, guesses: WorkersGuesses) -> None:
        self._number = number
        self._guesses = guesses

    async def turn(self) -> None:
        """Wait until it may be checked."""
        await self._guesses.wait(self._number)

    def judged(self, *, is_right: bool) -> None:
        """Count it."""
        self._guesses.tell(GuessNews(self._number, is_right=is_right))

    def over(self) -> None:
        """Let the next one have its turn."""
        self._guesses.tell(GuessNews(self._number, is_over=True))


class GuessDesk:
    """The acceptor's end, for one worker."""

    def __init__(self, guesses: Guesses, call: Callable[[int], None]) -> None:
        """`call` tells the worker that the turn of a guess has come, by its number."""
        self._guesses = guesses
        self._call = call
        self._open: dict[int, CountedGuess] = {}
        self._turns: dict[int, asyncio.Task[None]] = {}

    def take(self, news: GuessNews) -> None:
        """Take in what happened to a guess."""
        number = news.number
        if news.is_begun:
            guess = self._guesses.begin(news.address, news.name)
            self._open[number] = guess
            self._turns[number] = asyncio.create_task(self._wait(number, guess))
        elif number in self._open:
            self._go_on(number, self._open[number], news)

    def _go_on(self, number: int, guess: CountedGuess, news: GuessNews) -> None:
        if news.is_right is not None:
            guess.judged(is_right=news.is_right)
        if news.is_dropped and number in self._turns:
            self._turns.pop(number).cancel()
        if news.is_over or news.is_dropped:
            guess.over()
        if guess.is_done:
            del self._open[number]

    async def _wait(self, number: int, guess: CountedGuess) -> None:
        await guess.turn()
        self._turns.pop(number, None)
        self._call(number)

    def close(self) -> None:
        """Let others have the turns of a worker that is gone; what it did not judge was wrong."""
        for turn in self._turns.values():
            turn.cancel()
        self._turns.clear()
        for guess in self._open.values():
            guess.judged(is_right=False)
            guess.over()
        self._open.clear()
