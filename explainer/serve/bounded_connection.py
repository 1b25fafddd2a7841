"""A connection with bounded memory, whatever the client does.

asyncssh queues whatever is sent during a key re-exchange, for as long as the client takes, and
keeps every environment variable that a client sets. Both are only reachable by private names of
asyncssh, which are used here and nowhere else; a test watches each of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import asyncssh
from asyncssh.constants import MSG_IGNORE
from asyncssh.packet import SSHPacketLogger

from explainer.serve.client_terminal import LONGEST_VARIABLE, VARIABLES

MOST_DEFERRED = 1_000_000
"""Bytes that wait for the end of a key re-exchange, above which a connection is closed."""

_PACKET = 256
"""Bytes of memory that a waiting packet takes beside its payload."""

_KNOWN = frozenset(name.encode() for name in VARIABLES)


class KnownVariables(dict[bytes, bytes]):
    """The environment variables that this program reads; others, and long values, are dropped."""

    def __setitem__(self, name: bytes, value: bytes) -> None:
        """Set a variable, if it is one of those read."""
        if name in _KNOWN and len(value) <= LONGEST_VARIABLE:
            super().__setitem__(name, value)


class BoundedConnection(asyncssh.SSHServerConnection):
    """The server's side of one connection."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        options: asyncssh.SSHServerConnectionOptions,
        exchange_seconds: float,
        when_cut: Callable[[], None],
    ) -> None:
        """A connection that serves once the login is complete.

        Args:
            loop: The loop that it runs in.
            options: Its options.
            exchange_seconds: Seconds that the client may take for a key re-exchange.
            when_cut: Called before the connection is closed for exceeding a bound.
        """
        super().__init__(loop, options, wait="auth")
        self._clock = loop
        self._exchange_seconds = exchange_seconds
        self._when_cut = when_cut
        self._deferred = 0
        self._deadline: asyncio.TimerHandle | None = None

    @property
    def deferred_bytes(self) -> int:
        """Bytes that wait for the end of a key re-exchange."""
        return self._deferred if self._deferred_packets else 0

    def send_packet(
        self, pkttype: int, *args: bytes, handler: SSHPacketLogger | None = None
    ) -> None:
        """Send a packet, or queue it during a key re-exchange, within bounds of size and time.

        asyncssh sends an empty packet before every other one, which protects ciphers in CBC mode
        (RFC 4253, 9.3.1). A host offers none of these, so the empty ones are left out: they would
        take a third of the time of a page turn.
        """
        if pkttype == MSG_IGNORE:
            return
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
        """Close the connection if packets still wait for the key re-exchange."""
        self._deadline = None
        if self._deferred_packets:
            self._cut()

    def _cut(self) -> None:
        self._when_cut()
        self._deferred_packets.clear()
        self.abort()

    def connection_lost(self, exc: Exception | None = None) -> None:
        """Drop the packets that wait."""
        if self._deadline is not None:
            self._deadline.cancel()
        self._deferred_packets.clear()
        super().connection_lost(exc)

    def create_server_channel(
        self, encoding: str | None = "", errors: str = "", window: int = 0, max_pktsize: int = 0
    ) -> asyncssh.SSHServerChannel[Any]:
        """Create the channel of a session, which keeps only the variables that are read."""
        channel = super().create_server_channel(encoding, errors, window, max_pktsize)
        channel._env = KnownVariables(channel._env)  # noqa: SLF001 - there is no public way to
        return channel
