"""Hands keys, pastes and mouse events to the screens one at a time.

Textual puts each input event at once into the queue of the screen that is in front at that moment.
Of two keys that arrive together, the second then reaches a screen that the first has just closed,
which closes itself again, or answers a question that nobody sees any more. Here the second waits
until everything that the first one led to was handled, and goes to the screen in front by then.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from textual import events
from textual.app import App
from textual.errors import NoWidget
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget

MOST_WAITING = 2_000
"""Most events that may wait; later ones are dropped."""

_ROUNDS = 2
"""Passes through a widget's queue: one for the event, one for the messages that it posted."""


class InputQueue:
    """Input events of one app that were not handled yet; used on the app's loop only."""

    def __init__(
        self, app: App[Any], deliver: Callable[[events.InputEvent], Awaitable[None]]
    ) -> None:
        """`deliver` hands an event to the screen in front."""
        self._app = app
        self._deliver = deliver
        self._waiting: deque[events.InputEvent] = deque()
        self._turns: deque[asyncio.Future[None]] = deque()
        self._is_busy = False
        self._is_closed = False

    def __len__(self) -> int:
        """Number of events that wait."""
        return len(self._waiting)

    async def add(self, event: events.InputEvent) -> None:
        """Deliver an event, now or once those before it were handled."""
        if self._is_closed or len(self._waiting) >= MOST_WAITING:
            return
        self._waiting.append(event)
        await self._deliver_next()

    def close(self) -> None:
        """Drop the events that wait and all later ones: the app is leaving."""
        self._is_closed = True
        self._waiting.clear()

    @asynccontextmanager
    async def between_events(self) -> AsyncIterator[None]:
        """Wait until no event is being handled, and hold back the next one meanwhile.

        For background work that ends by opening a screen: it must not do so while the screen in
        front handles a key, since that key may close the screen.
        """
        if self._is_busy:
            await self._turn()
        self._is_busy = True
        try:
            yield
        finally:
            self._wait_for([])

    async def open_from(self, asked_on: Screen[Any], show: Callable[[], None]) -> bool:
        """Open a screen that was asked for on another one and took background work to prepare.

        Returns False, and opens nothing, where `asked_on` is no longer in front.
        """
        async with self.between_events():
            is_wanted = asked_on.is_active
            if is_wanted:
                show()
        return is_wanted

    async def _turn(self) -> None:
        turn = asyncio.get_running_loop().create_future()
        self._turns.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._wait_for([])
            raise

    def _give_turn(self) -> bool:
        """Let the work that has waited longest run between two events; False where none waits."""
        while self._turns:
            turn = self._turns.popleft()
            if not turn.done():
                turn.set_result(None)
                return True
        return False

    async def _deliver_next(self) -> None:
        if self._is_busy:
            return
        self._is_busy = True
        if self._give_turn():
            return
        if not self._waiting:
            self._is_busy = False
            return
        event = self._waiting.popleft()
        pumps = self._pumps_of(event)
        await self._deliver(event)
        self._wait_for(pumps)

    def _pumps_of(self, event: events.InputEvent) -> list[MessagePump]:
        """Return the message queues that an event passes, in order: widget, parents, screen."""
        screen = self._app.screen
        target: MessagePump | None = self._app.focused or screen
        if isinstance(event, events.MouseEvent):
            try:
                target, _ = screen.get_widget_at(int(event.x), int(event.y))
            except NoWidget:
                target = screen
        pumps: list[MessagePump] = []
        while isinstance(target, Widget):
            pumps.extend([target] * _ROUNDS)
            target = None if target is screen else target.parent
        return pumps

    def _wait_for(self, pumps: list[MessagePump]) -> None:
        """Continue once each of the queues was worked through; closed ones are skipped."""
        for place, pump in enumerate(pumps, 1):
            if pump.call_later(self._wait_for, pumps[place:]):
                return
        self._app.call_later(self._wait_for_front)

    def _wait_for_front(self) -> None:
        """Continue once the screen now in front has handled what the closed one sent it."""
        screens = self._app.screen_stack[-1:]
        if not (screens and screens[0].call_later(self._app.call_later, self._handled)):
            self._app.call_later(self._handled)

    async def _handled(self) -> None:
        self._is_busy = False
        await self._deliver_next()
