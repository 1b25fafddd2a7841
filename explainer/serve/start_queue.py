"""Lets sessions start a few at a time: started all at once, all of them would be ready last."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager


class StartQueue:
    """A queue that tells everybody in it their number."""

    def __init__(self, places: int) -> None:
        """`places` is the most sessions that start at a time."""
        self._free = places
        self._waiting: deque[tuple[asyncio.Future[None], Callable[[int], None]]] = deque()

    @asynccontextmanager
    async def entered(self, tell: Callable[[int], None]) -> AsyncIterator[None]:
        """Wait for a place, and hold it; `tell` gets the number, from 1, whenever it changes."""
        if self._free:
            self._free -= 1
        else:
            turn = asyncio.get_running_loop().create_future()
            entry = (turn, tell)
            self._waiting.append(entry)
            tell(len(self._waiting))
            try:
                await turn
            except asyncio.CancelledError:
                if turn.done() and not turn.cancelled():
                    self._give_place()
                elif entry in self._waiting:
                    self._waiting.remove(entry)
                    self._tell_numbers()
                raise
        try:
            yield
        finally:
            self._give_place()

    def _give_place(self) -> None:
        """Give a place to whoever waits longest."""
        while self._waiting:
            turn, _ = self._waiting.popleft()
            if not turn.done():  # one that was cancelled in this turn of the loop needs none
                turn.set_result(None)
                self._tell_numbers()
                return
        self._free += 1

    def _tell_numbers(self) -> None:
        for number, (_, tell) in enumerate(self._waiting, 1):
            tell(number)
