"""A protocol between a socket and the SSH protocol that limits input and measures output.

asyncssh reads whatever a client sends, before and after login, and queues whatever is written. A
client that sends faster than its rate is read later; one that sends much without logging in is cut
off.
"""

from __future__ import annotations

import asyncio
import fcntl
import socket
import sys
from collections.abc import Callable
from contextlib import suppress

_BEFORE_LOGIN = 65_536
"""Bytes that a login may take; a long list of keys needs about 20,000."""

_BURST = 4
"""Seconds of the rate that may come at once."""

_LARGEST_GULP = 16_384
"""Most bytes that are passed on in one turn of the loop, so that other clients get their turn."""

_SIOCOUTQ = 0x5411
"""Linux's ioctl for the bytes that a socket has sent and not seen acknowledged (tcp(7))."""

_SO_NWRITE = 0x1024
"""The same as an option of sockets on macOS."""


class Meter(asyncio.BufferedProtocol):
    """Passes bytes on to another protocol, at most so many a second."""

    def __init__(
        self,
        inner: asyncio.Protocol,
        rate: int,
        *,
        is_logged_in: Callable[[], bool],
        when_lost: Callable[[], None] = lambda: None,
    ) -> None:
        """A meter of a connection that is not open yet.

        Args:
            inner: The protocol that gets the bytes.
            rate: Bytes a second that the client may send.
            is_logged_in: Returns true once the login is complete.
            when_lost: Called once the connection is gone.
        """
        self._inner = inner
        self._rate = rate
        self._is_logged_in = is_logged_in
        self._when_lost = when_lost
        self._allowance = float(rate * _BURST)
        self._allowance_at = 0.0
        self._received = 0
        self._buffer = bytearray(_LARGEST_GULP)
        self._resume: asyncio.TimerHandle | None = None
        self.transport: asyncio.Transport | None = None
        """The transport of the socket, once it is connected."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Start to count, and pass the transport on."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._allowance_at = asyncio.get_running_loop().time()
        self._inner.connection_made(transport)

    def get_buffer(self, sizehint: int) -> bytearray:
        """Return the buffer for the next bytes."""
        return self._buffer

    def buffer_updated(self, nbytes: int) -> None:
        """Pass bytes on, and pause reading for a while if the client sent more than its rate."""
        assert self.transport is not None
        self._received += nbytes
        if self._received > _BEFORE_LOGIN and not self._is_logged_in():
            self.transport.abort()
            return
        self._take_from_allowance(nbytes)
        _acknowledge_at_once(self.transport)
        self._inner.data_received(bytes(self._buffer[:nbytes]))

    def _take_from_allowance(self, count: int) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        grown = self._allowance + (now - self._allowance_at) * self._rate
        self._allowance = min(grown, float(self._rate * _BURST)) - count
        self._allowance_at = now
        assert self.transport is not None
        if self._allowance < 0 and self._resume is None and not self.transport.is_closing():
            self.transport.pause_reading()
            self._resume = loop.call_later(-self._allowance / self._rate, self._read_on)

    def _read_on(self) -> None:
        self._resume = None
        if self.transport is not None and not self.transport.is_closing():
            self.transport.resume_reading()

    def backlog(self) -> int:
        """Return the number of bytes that were written and not acknowledged by the client."""
        if self.transport is None or self.transport.is_closing():
            return 0
        return self.transport.get_write_buffer_size() + _in_kernel(self.transport)

    def eof_received(self) -> bool | None:
        """Pass on that the client will send no more."""
        return self._inner.eof_received()

    def pause_writing(self) -> None:
        """Do nothing: drivers look at the backlog themselves."""

    def resume_writing(self) -> None:
        """Do nothing, as for `pause_writing`."""

    def connection_lost(self, exc: Exception | None) -> None:
        """Pass on that the connection is gone."""
        if self._resume is not None:
            self._resume.cancel()
        self._inner.connection_lost(exc)
        self._when_lost()


def _acknowledge_at_once(transport: asyncio.Transport) -> None:
    """Have the next packet acknowledged without delay, where the system can.

    Clients send the parts of a login, and of a key, one by one, each once the last was
    acknowledged; a delay of 40 ms between them would be most of the time until something is
    painted. Linux returns to delaying by itself, so the option is set each time.
    """
    quickly = getattr(socket, "TCP_QUICKACK", None)
    if quickly is not None:
        with suppress(OSError):
            transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, quickly, 1)


def _in_kernel(transport: asyncio.Transport) -> int:
    """Return the bytes of a socket that the kernel still holds; 0 where it does not say."""
    sock = transport.get_extra_info("socket")
    with suppress(OSError, ValueError):
        if sys.platform == "linux":
            answer = fcntl.ioctl(sock.fileno(), _SIOCOUTQ, bytes(4))
            return int.from_bytes(answer, sys.byteorder)
        if sys.platform == "darwin":
            return int(sock.getsockopt(socket.SOL_SOCKET, _SO_NWRITE))
    return 0
