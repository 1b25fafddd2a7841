"""A connection of which a client cannot make this process keep more than a fixed amount.

asyncssh queues whatever is sent while keys are exchanged anew, for as long as the client takes, and
keeps every variable that a client sets. Both are reached by private names of asyncssh, which are
here and nowhere else; a test watches each of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import asyncssh

from explainer.serve.client_terminal import LONGEST_VARIABLE, VARIABLES

MOST_DEFERRED = 1_000_000
"""Bytes that wait for the end of an exchange of keys, above which a connection is cut."""

_PACKET = 256
"""Bytes that a waiting packet takes beside what it carries."""

_KNOWN = frozenset(name.encode() for name in VARIABLES)


class KnownVariables(dict[bytes, bytes]):
    """The variables of a client that are looked at; others, and long values, are not kept."""

    def __setitem__(self, name: bytes, value: bytes) -> None:
        """Keep a variable that is known."""
        if name in _KNOWN and len(value) <= LONGEST_VARIABLE:
            super().__setitem__(name, value)


class BoundedConnection(asyncssh.SSHServerConnection):
    """The server's side of one connection."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        options: Any,
        exchange_seconds: float,
        when_cut: Callable[[], None],
    ) -> None:
        """A connection that serves once the login is done.

        Args:
            loop: The loop that it runs in.
            options: asyncssh's options of a server's connection.
            exchange_seconds: Seconds that the client may take to exchange keys anew.
            when_cut: Called before the connection is cut for what waits on it.
        """
        super().__init__(loop, options, wait="auth")
        self._clock = loop
        self._exchange_seconds = exchange_seconds
        self._when_cut = when_cut
        self._deferred = 0
        self._deadline: asyncio.TimerHandle | None = None

    @property
    def deferred_bytes(self) -> int:
        """Bytes that wait until keys are exchanged."""
        return self._deferred if self._deferred_packets else 0

    def send_packet(self, pkttype: int, *args: bytes, handler: Any = None) -> None:
        """Send a packet, or have it wait while keys are exchanged: not too many, nor for long."""
        before = len(self._deferred_packets)
        super().send_packet(pkttype, *args, handler=handler)
        if len(self._deferred_packets) <= before:
            return
        size = _PACKET + sum(map(len, args))
        self._deferred = size if before == 0 else self._deferred + size
        if self._deadline is None:
            self._deadline = self._clock.call_later(self._exchange_seconds, self._look)
        if self._deferred > MOST_DEFERRED:
            self._cut()

    def _look(self) -> None:
        """See whether the exchange that packets waited for is over."""
        self._deadline = None
        if self._deferred_packets:
            self._cut()

    def _cut(self) -> None:
        self._when_cut()
        self._deferred_packets.clear()
        self.abort()

    def connection_lost(self, exc: Exception | None = None) -> None:
        """Let go of what waits."""
        if self._deadline is not None:
            self._deadline.cancel()
        self._deferred_packets.clear()
        super().connection_lost(exc)

    def create_server_channel(
        self, encoding: str | None = "", errors: str = "", window: int = 0, max_pktsize: int = 0
    ) -> asyncssh.SSHServerChannel[Any]:
        """Make the channel of a session, which keeps only the variables that are looked at."""
        channel = super().create_server_channel(encoding, errors, window, max_pktsize)
        channel._env = KnownVariables(channel._env)  # noqa: SLF001 - there is no public way to
        return channel
