"""Limits of the input of a connection, and its backlog of output."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from explainer.serve.meter import Meter


class Inner(asyncio.Protocol):
    """The protocol behind the meter."""

    def __init__(self) -> None:
        self.received = 0
        self.is_lost = asyncio.Event()
        self.transport: asyncio.BaseTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.received += len(data)

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_lost.set()


@asynccontextmanager
async def metered(
    rate: int, *, logged_in: bool, when_lost: Callable[[], None] = lambda: None
) -> AsyncIterator[tuple[Inner, Meter, socket.socket]]:
    ours, theirs = socket.socketpair()
    theirs.setblocking(False)
    inner = Inner()
    meter = Meter(inner, rate, is_logged_in=lambda: logged_in, when_lost=when_lost)
    transport, _ = await asyncio.get_running_loop().create_connection(lambda: meter, sock=ours)
    try:
        yield inner, meter, theirs
    finally:
        transport.abort()
        theirs.close()
        await inner.is_lost.wait()


async def _until_received(inner: Inner, count: int) -> None:
    async with asyncio.timeout(10):
        while inner.received < count:  # noqa: ASYNC110 - bytes come without an event
            await asyncio.sleep(0.01)


async def test_what_is_within_the_allowance_comes_at_once() -> None:
    async with metered(100_000, logged_in=True) as (inner, meter, theirs):
        await asyncio.get_running_loop().sock_sendall(theirs, b"x" * 100_000)

        await _until_received(inner, 100_000)

        assert meter.transport is not None
        assert meter.transport.is_reading()


async def test_what_is_above_it_waits_and_then_comes() -> None:
    async with metered(20_000, logged_in=True) as (inner, meter, theirs):
        sending = asyncio.create_task(
            asyncio.get_running_loop().sock_sendall(theirs, b"x" * 100_000)
        )
        await _until_received(inner, 80_000)
        assert meter.transport is not None
        assert not meter.transport.is_reading()
        assert inner.received < 100_000

        await _until_received(inner, 100_000)
        await sending


async def test_much_before_a_login_is_cut_off() -> None:
    async with metered(1_000_000, logged_in=False) as (inner, _, theirs):
        sending = asyncio.create_task(
            asyncio.get_running_loop().sock_sendall(theirs, b"x" * 1_000_000)
        )

        async with asyncio.timeout(10):
            await inner.is_lost.wait()

        sending.cancel()
        assert inner.received <= 65_536


async def test_the_backlog_is_what_was_not_read_wherever_it_waits() -> None:
    async with metered(1000, logged_in=True) as (inner, meter, theirs):
        assert meter.transport is not None
        assert inner.transport is meter.transport
        assert meter.backlog() == 0

        meter.transport.write(b"x" * 1000)
        assert meter.transport.get_write_buffer_size() == 0
        assert meter.backlog() >= 1000
        meter.transport.write(b"x" * 10_000_000)
        assert meter.backlog() > meter.transport.get_write_buffer_size() > 1_000_000

        left = 10_001_000
        while left:
            left -= len(await asyncio.get_running_loop().sock_recv(theirs, left))
        assert meter.backlog() == 0


async def test_a_connection_that_is_gone_has_no_backlog() -> None:
    meter = Meter(Inner(), 1000, is_logged_in=lambda: True)
    assert meter.backlog() == 0

    async with metered(1000, logged_in=True) as (_, meter, _theirs):
        assert meter.transport is not None
        meter.transport.write(b"x" * 1000)
        meter.transport.close()

        assert meter.backlog() == 0


async def test_whoever_asked_is_told_when_the_connection_is_gone() -> None:
    told = asyncio.Event()
    async with metered(1000, logged_in=True, when_lost=told.set) as (_, _meter, theirs):
        theirs.close()

        async with asyncio.timeout(10):
            await told.wait()
