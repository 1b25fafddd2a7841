"""Garbage of every kind, before the handshake, in packets after it, and in the channel."""

from __future__ import annotations

import asyncio
import random
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import asyncssh
import pytest
from asyncssh.packet import String, UInt32

from tests.e2e.hosting import Host, hosting, needs_ssh

pytestmark = needs_ssh

ROUNDS = 60
SEED = 20261121
KEYS = (
    *(key.encode() for key in "oq?cSWeaQhjklwxdtymnpGgsrTKbfzvi/.,0123456789 "),
    *(b"\r", b"\x1b", b"\t", b"\x10", b"\x0f", b"\x07", b"\x7f") * 5,
    *(b"\x1b[A", b"\x1b[B", b"\x1b[5~", b"\x1b[6~", b"\x1b[H", b"\x1b[F", b"\x1bOP", b"\x1b[15~"),
)


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    with hosting(
        tmp_path_factory.mktemp("fuzz"),
        "--bytes-per-second",
        "1000000",
        "--handshakes",
        "500",
        "--keys-per-second",
        "10000",
    ) as host:
        yield host


def _connect(port: int) -> socket.socket:
    raw = socket.create_connection(("127.0.0.1", port), timeout=10)
    raw.settimeout(10)
    return raw


def _is_well(host: Host) -> None:
    """Check that another visitor can read."""
    answer = host.run("huawei")
    assert answer.code == 0, answer
    assert "Huawei" in answer.text


def test_garbage_in_place_of_a_handshake(host: Host) -> None:
    draw = random.Random(SEED)
    for number in range(ROUNDS):
        with _connect(host.port) as raw, suppress(OSError):
            if number % 3:
                raw.sendall(b"SSH-2.0-" + draw.randbytes(draw.randrange(40)) + b"\r\n")
            raw.sendall(draw.randbytes(draw.randrange(5000)))
            raw.shutdown(socket.SHUT_WR)
            while raw.recv(65_536):
                pass

    _is_well(host)


def test_a_version_line_without_end_is_cut_off(host: Host) -> None:
    with _connect(host.port) as raw, suppress(OSError):
        for _ in range(100):
            raw.sendall(b"x" * 4096)
        while raw.recv(65_536):
            pass

    _is_well(host)


async def _fuzz_packets(port: int, draw: random.Random) -> None:
    """Log in, open a session or not, and send unexpected packets."""
    connection = await asyncssh.connect(
        "127.0.0.1", port, username="x", known_hosts=None, client_keys=None, config=None
    )
    with suppress(asyncssh.Error, OSError):
        if draw.random() < 0.7:
            await connection.create_session(
                asyncssh.SSHClientSession,
                term_type="xterm" if draw.random() < 0.7 else None,
                term_size=(80, 24),
                encoding=None,
            )
        for _ in range(draw.randrange(1, 20)):
            kind = draw.choice((1, 2, 3, 4, 5, 20, 21, 30, 50, 80, 81, 82, *range(90, 101), 200))
            parts = [
                draw.choice(
                    (
                        UInt32(draw.choice((0, 1, 7, 2**31, 2**32 - 1))),
                        String(draw.randbytes(draw.randrange(60))),
                        String(
                            draw.choice((b"pty-req", b"env", b"exec", b"window-change", b"\xff"))
                        ),
                        bytes([draw.randrange(256)]),
                    )
                )
                for _ in range(draw.randrange(8))
            ]
            connection.send_packet(kind, *parts)
            await asyncio.sleep(0)
    connection.abort()
    await connection.wait_closed()


async def test_packets_that_nobody_asked_for(host: Host) -> None:
    draw = random.Random(SEED)
    for _ in range(ROUNDS):
        async with asyncio.timeout(30):
            await _fuzz_packets(host.port, draw)

    await asyncio.to_thread(_is_well, host)


class _Reader(asyncssh.SSHClientSession[bytes]):
    """Reads the output."""

    def __init__(self) -> None:
        self.got = bytearray()
        self._came = asyncio.Event()

    def data_received(self, data: bytes, datatype: int | None) -> None:
        self.got += data
        self._came.set()

    def connection_lost(self, exc: Exception | None) -> None:
        self._came.set()

    async def painted(self) -> None:
        """Wait for more output, or the end."""
        self._came.clear()
        await self._came.wait()


async def _session(
    connection: asyncssh.SSHClientConnection, size: tuple[int, int] = (80, 24)
) -> tuple[asyncssh.SSHClientChannel[bytes], _Reader]:
    return await connection.create_session(
        _Reader, "huawei", term_type="xterm-256color", term_size=size, encoding=None
    )


async def _gets(reader: _Reader, count: int = 1000) -> None:
    """Wait for a number of bytes; a redraw has more."""
    async with asyncio.timeout(30):
        while len(reader.got) < count:  # noqa: ASYNC110 - bytes set no event
            await asyncio.sleep(0.02)


async def test_bytes_of_every_kind_in_the_channel(host: Host) -> None:
    draw = random.Random(SEED)
    floods = [
        draw.randbytes(200_000),
        b"\0" * 100_000,
        b"\xc0\xaf\xed\xa0\x80\xf8\x88\x80\x80\x80" * 5000,
        b"\x1b[200~" + b"z" * 100_000,
        b"\x1b]10;" + b"1" * 100_000,
        b"\x1b[" + b"9;" * 50_000,
        b"\x1bP" + b"q" * 100_000,
        b"\x1b[<0;65535;65535M" * 5000,
        b"j" * 1_000_000,
    ]
    for flood in floods:
        async with asyncssh.connect(
            "127.0.0.1", host.port, username="x", known_hosts=None, client_keys=None, config=None
        ) as connection:
            channel, reader = await _session(connection)
            await _gets(reader)
            with suppress(OSError):
                channel.write(flood)
            other, its = await _session(connection)
            await _gets(its)
            other.abort()
            channel.abort()

    await asyncio.to_thread(_is_well, host)


async def _press_bursts(port: int, draw: random.Random, count: int) -> None:
    """Press keys in bursts, in one session after the other, since some of them leave."""
    async with asyncssh.connect(
        "127.0.0.1", port, username="x", known_hosts=None, client_keys=None, config=None
    ) as connection:
        while count > 0:
            channel, reader = await _session(connection)
            await _gets(reader)
            while count > 0 and not channel.is_closing():
                burst = b"".join(draw.choice(KEYS) for _ in range(draw.randint(1, 8)))
                count -= len(burst)
                with suppress(OSError):
                    channel.write(burst * draw.choice((1, 1, 3)))
                with suppress(TimeoutError):
                    await asyncio.wait_for(reader.painted(), 0.1)
            channel.abort()
            await channel.wait_closed()


async def test_bursts_of_keys_on_every_screen(host: Host) -> None:
    async with asyncio.timeout(120):
        await asyncio.gather(
            *(_press_bursts(host.port, random.Random(SEED + number), 1500) for number in range(4))
        )

    await asyncio.to_thread(_is_well, host)
    assert "0 by a mistake, 0 for holding the loop" in host.status()


@pytest.mark.parametrize("size", [(0, 0), (1, 1), (2, 500), (65535, 65535), (2**31 - 1, 1)])
async def test_sizes_of_every_kind(host: Host, size: tuple[int, int]) -> None:
    async with asyncssh.connect(
        "127.0.0.1", host.port, username="x", known_hosts=None, client_keys=None, config=None
    ) as connection:
        channel, reader = await _session(connection, size)
        for _ in range(10_000):
            channel.change_terminal_size(*size)
        channel.change_terminal_size(100, 30)
        await _gets(reader)
        channel.write(b"q")
        async with asyncio.timeout(20):
            await channel.wait_closed()

    assert b"You were at" in reader.got


def test_nothing_is_left(host: Host, tmp_path: Path) -> None:
    _is_well(host)

    assert "0 by a mistake, 0 for holding the loop" in host.status()
