"""Guesses of several workers, counted together by the process that accepts connections.

A worker reports that a guess has begun, and waits for its turn; the acceptor counts it as it would
its own, and tells the worker when it has its turn.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import msgspec

from explainer.serve.guesses import CountedGuess, Guesses


class GuessNews(msgspec.Struct, frozen=True, omit_defaults=True):
    """An event of one guess of a worker."""

    number: int
    """Number of the guess in the worker, from 1."""
    address: str = ""
    """Address of the client; only when the guess begins."""
    name: str = ""
    """User name whose code is guessed; only when the guess begins."""
    is_begun: bool = False
    """True when the guess begins."""
    is_dropped: bool = False
    """True if the client dropped it before its turn."""
    is_right: bool | None = None
    """True or false once the code was checked; None before."""
    is_over: bool = False
    """True once it is checked no longer."""


class WorkersGuesses:
    """The worker's end: the `GuessBook` of a worker."""

    def __init__(self, tell: Callable[[GuessNews], None]) -> None:
        """`tell` sends an event to the acceptor."""
        self._tell = tell
        self._numbers = 0
        self._turns: dict[int, asyncio.Future[None]] = {}

    def begin(self, address: str, name: str) -> WorkersGuess:
        """Begin a guess from an address, at the code of a name."""
        self._numbers += 1
        self._tell(GuessNews(self._numbers, address, name, is_begun=True))
        return WorkersGuess(self._numbers, self)

    def has_turn(self, number: int) -> None:
        """Give a guess its turn; one that was dropped meanwhile is over."""
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
        """Send an event of a guess to the acceptor."""
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
        """Report that it was right or wrong."""
        self._guesses.tell(GuessNews(self._number, is_right=is_right))

    def over(self) -> None:
        """Report that it is checked no longer."""
        self._guesses.tell(GuessNews(self._number, is_over=True))


class GuessDesk:
    """The acceptor's end, for one worker."""

    def __init__(self, guesses: Guesses, call: Callable[[int], None]) -> None:
        """`call` tells the worker that a guess, given by its number, has its turn."""
        self._guesses = guesses
        self._call = call
        self._open: dict[int, CountedGuess] = {}
        self._turns: dict[int, asyncio.Task[None]] = {}

    def take(self, news: GuessNews) -> None:
        """Take in an event of a guess."""
        number = news.number
        if news.is_begun:
            guess = self._guesses.begin(news.address, news.name)
            self._open[number] = guess
            self._turns[number] = asyncio.create_task(self._wait(number, guess))
        elif number in self._open:
            self._apply(number, self._open[number], news)

    def _apply(self, number: int, guess: CountedGuess, news: GuessNews) -> None:
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
        """End the guesses of a worker that is gone; those that it did not judge count as wrong."""
        for turn in self._turns.values():
            turn.cancel()
        self._turns.clear()
        for guess in self._open.values():
            guess.judged(is_right=False)
            guess.over()
        self._open.clear()
