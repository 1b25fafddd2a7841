"""Guesses at codes: each is counted when it begins, waits its turn, and is checked after a delay.

A check costs a tenth of a second of a core and 64 MB on purpose. So one address has one guess under
way at a time, few are checked at a time in all, and each wrong code makes the next guess from the
address, and at the name, wait longer. A guess that the client drops for the next one counts as
wrong, and keeps its place among the checks until the thread that checks it has ended.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Protocol

MOST_CHECKS = 2
"""Most checks at a time, of all addresses."""

_REMEMBERED = 4096
"""Most addresses and names that are remembered; the oldest are forgotten first."""

_FORGIVEN = 600.0
"""Seconds after which a wrong code is forgotten."""

_LONGEST_DELAY = 8.0
"""Most seconds that a guess waits before it is checked."""

_FREE = 2
"""Wrong codes without a delay for the next: people mistype."""


class PasswordGuess(Protocol):
    """One guess at a code, which has begun."""

    async def turn(self) -> None:
        """Wait until it may be checked; if this is cancelled, the guess is over."""

    def judged(self, *, is_right: bool) -> None:
        """Count it as right or wrong; one that was dropped counts as wrong."""

    def over(self) -> None:
        """Give its turn to the next guess: it is checked no longer. May be called twice."""


class GuessBook(Protocol):
    """Counts guesses, for one process or for several."""

    def begin(self, address: str, name: str) -> PasswordGuess:
        """Begin a guess from an address, at the code of a name."""


class Guesses:
    """Counts the guesses of one host; belongs to the loop of the process that accepts."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """`clock` returns seconds that only grow."""
        self._clock = clock
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}
        self._checks: deque[asyncio.Future[None]] = deque()
        self._checking = 0

    def begin(self, address: str, name: str) -> CountedGuess:
        """Begin a guess from an address, at the code of a name."""
        return CountedGuess(self, address, name)

    # --- how long a guess waits -----------------------------------------------------------

    def delay(self, address: str, name: str) -> float:
        """Return the seconds that the next guess from an address, at a name, waits."""
        worst = max(self._count(f"@{address}"), self._count(name))
        return 0.0 if worst < _FREE else min(_LONGEST_DELAY, 0.25 * 2 ** (worst - _FREE))

    def wrong(self, address: str, name: str) -> None:
        """Count a wrong code."""
        for who in (f"@{address}", name):
            count = self._count(who) + 1
            self._wrong.pop(who, None)
            self._wrong[who] = (min(count, 16), self._clock())
        while len(self._wrong) > _REMEMBERED:
            self._wrong.popitem(last=False)

    def right(self, address: str) -> None:
        """Forget the wrong codes from an address; those at a name may be somebody else's."""
        self._wrong.pop(f"@{address}", None)

    def _count(self, who: str) -> int:
        count, at = self._wrong.get(who, (0, 0.0))
        return count if self._clock() - at < _FORGIVEN else 0

    # --- turns ----------------------------------------------------------------------------

    async def enter_address(self, address: str) -> None:
        """Wait until no other guess from an address is under way."""
        if address not in self._waiting:
            self._waiting[address] = deque()
            return
        turn = asyncio.get_running_loop().create_future()
        self._waiting[address].append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.leave_address(address)
            raise

    def leave_address(self, address: str) -> None:
        """Let the next guess from an address begin."""
        waiting = self._waiting[address]
        if not _wake_next(waiting):
            del self._waiting[address]

    async def enter_check(self) -> None:
        """Wait until one more check may run."""
        if self._checking < MOST_CHECKS:
            self._checking += 1
            return
        turn = asyncio.get_running_loop().create_future()
        self._checks.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.leave_check()
            raise

    def leave_check(self) -> None:
        """Let the next check run."""
        if not _wake_next(self._checks):
            self._checking -= 1


class CountedGuess:
    """A guess that `Guesses` counts."""

    def __init__(self, guesses: Guesses, address: str, name: str) -> None:
        self._guesses = guesses
        self._address = address
        self._name = name
        self._holds_address = False
        self._holds_check = False
        self._is_judged = False
        self._is_over = False

    @property
    def is_done(self) -> bool:
        """True if it was counted and is checked no longer."""
        return self._is_judged and self._is_over

    async def turn(self) -> None:
        """Wait for the guesses before it from its address, for its delay, and for a free check."""
        guesses = self._guesses
        await guesses.enter_address(self._address)
        self._holds_address = True
        try:
            await asyncio.sleep(guesses.delay(self._address, self._name))
            await guesses.enter_check()
        except asyncio.CancelledError:
            self.over()
            raise
        self._holds_check = True

    def judged(self, *, is_right: bool) -> None:
        """Count it as right or wrong."""
        if self._is_judged:
            return
        self._is_judged = True
        if is_right:
            self._guesses.right(self._address)
        else:
            self._guesses.wrong(self._address, self._name)

    def over(self) -> None:
        """Give its turn to the next guess."""
        self._is_over = True
        if self._holds_check:
            self._holds_check = False
            self._guesses.leave_check()
        if self._holds_address:
            self._holds_address = False
            self._guesses.leave_address(self._address)


def _wake_next(waiting: deque[asyncio.Future[None]]) -> bool:
    """Give a place to whoever waits longest; false if nobody waits."""
    while waiting:
        turn = waiting.popleft()
        if not turn.done():
            turn.set_result(None)
            return True
    return False
