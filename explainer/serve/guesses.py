"""Guesses at codes: each is counted when it begins, waits its turn, and is checked after a delay.

A check costs a tenth of a second of a core and 64 MB on purpose. So one address has one guess under
way at a time, there are few checks at a time in all, and each wrong code makes the next guess of
the address, and of the name, wait longer. A guess that the client drops for the next one counts as
a wrong one, and keeps its place among the checks until the thread that checks it is done.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Protocol

MOST_CHECKS = 2
"""Checks at a time, of all addresses."""

_REMEMBERED = 4096
"""Addresses and names that are remembered at most; the oldest are forgotten first."""

_FORGIVEN = 600.0
"""Seconds after which a wrong code is forgotten."""

_LONGEST_DELAY = 8.0
"""Seconds that a guess waits at most before it is checked."""

_FREE = 2
"""Wrong codes that make nobody wait yet: people mistype."""


class Guess(Protocol):
    """One guess that has begun."""

    async def turn(self) -> None:
        """Wait until it may be checked; one that is cancelled here is over."""

    def judged(self, *, is_right: bool) -> None:
        """Count it; one that was dropped counts as wrong."""

    def over(self) -> None:
        """Let the next one have its turn: nothing checks this one any more. May be called twice."""


class GuessBook(Protocol):
    """Counts guesses, for this process or for several."""

    def begin(self, address: str, name: str) -> Guess:
        """Begin a guess by somebody at an address, who gave a name."""


class Guesses:
    """The guesses of one host; belongs to the loop of the process that accepts connections."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """`clock` gives seconds that only grow."""
        self._clock = clock
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}
        self._checks: deque[asyncio.Future[None]] = deque()
        self._checking = 0

    def begin(self, address: str, name: str) -> CountedGuess:
        """Begin a guess by somebody at an address, who gave a name."""
        return CountedGuess(self, address, name)

    # --- how long a guess waits -----------------------------------------------------------

    def delay(self, address: str, name: str) -> float:
        """Seconds that the next guess of an address, at a name, waits."""
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
        """Forget the wrong codes of an address; those of a name may be somebody else's."""
        self._wrong.pop(f"@{address}", None)

    def _count(self, who: str) -> int:
        count, at = self._wrong.get(who, (0, 0.0))
        return count if self._clock() - at < _FORGIVEN else 0

    # --- turns ----------------------------------------------------------------------------

    async def enter_address(self, address: str) -> None:
        """Wait until no other guess of an address is under way."""
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
        """Let the next guess of an address begin."""
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
        """Whether it was counted and nothing checks it any more."""
        return self._is_judged and self._is_over

    async def turn(self) -> None:
        """Wait until it may be checked: for those before it, then for its delay."""
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
        """Count it."""
        if self._is_judged:
            return
        self._is_judged = True
        if is_right:
            self._guesses.right(self._address)
        else:
            self._guesses.wrong(self._address, self._name)

    def over(self) -> None:
        """Let the next one have its turn."""
        self._is_over = True
        if self._holds_check:
            self._holds_check = False
            self._guesses.leave_check()
        if self._holds_address:
            self._holds_address = False
            self._guesses.leave_address(self._address)


def _wake_next(waiting: deque[asyncio.Future[None]]) -> bool:
    """Give a place to whoever waits longest; false where nobody does."""
    while waiting:
        turn = waiting.popleft()
        if not turn.done():
            turn.set_result(None)
            return True
    return False
