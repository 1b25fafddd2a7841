"""The open sessions of one process, and the places for more."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from contextlib import suppress

from explainer.serve.figures import Figures
from explainer.serve.log import Log
from explainer.serve.session_channel import SessionChannel

_FAREWELL = 5.0
"""Seconds in which sessions end after they were told to, and as many for their last words."""


class SessionRegister:
    """Counts sessions, logs each when it ends, and ends all of them with the host."""

    def __init__(self, places: int, figures: Figures, log: Log) -> None:
        """`places` is the most sessions at a time."""
        self._free = places
        self._figures = figures
        self._log = log
        self._open: set[SessionChannel] = set()
        self._parting: set[SessionChannel] = set()
        self._is_empty = asyncio.Event()
        self._is_empty.set()
        self._is_closing = False

    @property
    def is_closing(self) -> bool:
        """True if no more sessions may begin: the host closes."""
        return self._is_closing

    def take_place(self) -> bool:
        """Take the place of one session, which has to be given back; false if none is free."""
        if self._free <= 0:
            return False
        self._free -= 1
        return True

    def give_place(self) -> None:
        """Give back the place of a session."""
        self._free += 1

    def enter(self, session: SessionChannel) -> None:
        """Add a session that has started."""
        self._open.add(session)
        self._is_empty.clear()
        self._figures.sessions += 1

    def leave(self, session: SessionChannel) -> None:
        """Remove a session that has ended, and log it; nothing if it never started."""
        if session not in self._open:
            return
        self._open.discard(session)
        self._parting = {one for one in self._parting if not one.is_gone} | {session}
        if not self._open:
            self._is_empty.set()
        self._figures.sessions -= 1
        self._figures.served += 1
        self._log.event("session", **session.log_record())

    def renew(self, changed: Collection[str]) -> None:
        """Show the new versions of decks, given by id, in all sessions."""
        for session in list(self._open):
            session.renew(changed)

    async def close(self, drain: float) -> None:
        """Announce the end, give visitors `drain` seconds to leave, then end their sessions."""
        self._is_closing = True
        for session in list(self._open):
            session.announce("This host closes in a moment. The way back stays on your screen.")
        await self._wait_until_empty(drain)
        for session in list(self._open):
            session.end("goodbye")
        await self._wait_until_empty(_FAREWELL)
        await self._wait_until_read(_FAREWELL)

    async def _wait_until_empty(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._is_empty.wait(), seconds)

    async def _wait_until_read(self, seconds: float) -> None:
        """Wait until those who left have their last words: connections are cut after this."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                for session in list(self._parting):
                    await session.wait_gone()
