"""Attempts to get around a limit: none gets more than the limit allows."""

from __future__ import annotations

import asyncio
import re
import socket
from contextlib import AsyncExitStack, ExitStack, suppress
from pathlib import Path
from typing import Any

import asyncssh
import pytest
from asyncssh.packet import Boolean, String

from explainer.serve.passwords import hash_password
from tests.e2e.hosting import Host, hosting, needs_ssh

pytestmark = needs_ssh

USERAUTH_REQUEST = 50


class Reader(asyncssh.SSHClientSession[bytes]):
    """Gathers the output of one channel."""

    def __init__(self) -> None:
        self.got = bytearray()
        self.errors = bytearray()
        self._came = asyncio.Event()
        self.is_over = asyncio.Event()

    def data_received(self, data: bytes, datatype: int | None) -> None:
        (self.errors if datatype else self.got).extend(data)
        self._came.set()

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_over.set()
        self._came.set()

    async def wait_for(self, words: bytes) -> None:
        """Wait for some output, or the end."""
        async with asyncio.timeout(30):
            while words not in self.got and not self.is_over.is_set():
                self._came.clear()
                await self._came.wait()


async def connected(host: Host, **options: Any) -> asyncssh.SSHClientConnection:
    """Connect as a stranger, without keys."""
    return await asyncssh.connect(
        "127.0.0.1",
        host.port,
        **{"username": "x", "known_hosts": None, "client_keys": None, "config": None, **options},
    )


async def opened(
    connection: asyncssh.SSHClientConnection, command: str | None = "huawei", **options: Any
) -> tuple[asyncssh.SSHClientChannel[bytes], Reader]:
    """Open a session with a terminal."""
    return await connection.create_session(
        Reader, command, term_type="xterm-256color", term_size=(80, 24), encoding=None, **options
    )


async def seated(host: Host, stack: AsyncExitStack) -> None:
    """Open a session that stays, once those that ended have given their places back."""
    for _ in range(60):
        connection = await stack.enter_async_context(await connected(host))
        _, reader = await opened(connection)
        await reader.wait_for(b"\x1b[?1049h")
        if not reader.errors:
            return
        connection.abort()
    raise AssertionError("no place became free")


async def test_sessions_that_are_asked_for_at_once_are_counted_before_they_begin(
    tmp_path: Path,
) -> None:
    with hosting(tmp_path, "--sessions", "3", "--sessions-per-connection", "50") as host:
        async with await connected(host) as connection:
            sessions = await asyncio.gather(*(opened(connection) for _ in range(10)))
            readers = [reader for _, reader in sessions]
            await asyncio.gather(*(reader.wait_for(b"\x1b[?1049h") for reader in readers))
            let_in = [reader for reader in readers if reader.got and not reader.errors]
            assert len(let_in) == 3
            assert "full 7" in await asyncio.to_thread(host.status)
        async with AsyncExitStack() as stack:
            for _ in range(3):
                await seated(host, stack)


async def test_a_place_is_free_again_when_a_connection_breaks_while_it_opens(
    tmp_path: Path,
) -> None:
    with hosting(tmp_path, "--sessions", "2") as host:
        for _ in range(6):
            connection = await connected(host)
            connection.send_packet(90, String("session"), *(bytes(4) for _ in range(3)))
            connection.abort()
            await connection.wait_closed()
        async with AsyncExitStack() as stack:
            for _ in range(2):
                await seated(host, stack)


def test_an_address_that_connects_and_waits_keeps_nobody_else_out(tmp_path: Path) -> None:
    with hosting(tmp_path, "--handshakes", "4") as host, ExitStack() as stack:
        for _ in range(40):
            idle = stack.enter_context(socket.create_connection(("127.0.0.1", host.port), 5))
            idle.settimeout(5)
        answers = [host.run("huawei", options=("-T", "-b", "127.0.0.2")) for _ in range(3)]

        assert [answer.code for answer in answers] == [0, 0, 0]


async def test_one_connection_cannot_open_session_after_session(tmp_path: Path) -> None:
    with hosting(tmp_path, "--sessions-per-connection", "50") as host:
        refused = 0
        async with await connected(host) as connection:
            for _ in range(30):
                try:
                    channel, reader = await opened(connection)
                except asyncssh.ChannelOpenError:
                    refused += 1
                    continue
                await reader.wait_for(b"\x1b[?1049h")
                channel.abort()
                await reader.is_over.wait()

        assert refused >= 10
        assert f"rate {refused}" in await asyncio.to_thread(host.status)


async def test_variables_that_are_set_in_a_session_are_not_kept(tmp_path: Path) -> None:
    with hosting(tmp_path, "--bytes-per-second", "10000000") as host:
        async with await connected(host) as connection:
            channel, reader = await opened(connection)
            await reader.wait_for(b"\x1b[?1049h")
            before = _memory(await asyncio.to_thread(host.status))
            for number in range(20_000):
                channel._send_request(b"env", String(f"V{number}"), String("x" * 1000))
                if not number % 100:
                    await asyncio.sleep(0)
            after = _memory(await asyncio.to_thread(host.status))
            channel.write(b"q")
            await reader.is_over.wait()

        assert after - before < 10  # what was sent has 20


def _memory(status: str) -> float:
    """Return the megabytes of a host, as `--status` says."""
    found = re.search(r"([\d.]+) MB", status)
    assert found is not None, status
    return float(found[1])


@pytest.mark.parametrize(
    "variables",
    [
        {"LC_ALL": "C.\0"},
        {"LC_ALL": "\0", "TERM": "x"},
        {"LANG": "x.\x1b[31m\n"},
        {"LC_CTYPE": "."},
    ],
    ids=["nul", "only-nul", "controls", "dot"],
)
async def test_a_variable_that_is_no_text_is_as_good_as_none(
    tmp_path: Path, variables: dict[str, str]
) -> None:
    with hosting(tmp_path) as host:
        async with await connected(host) as connection:
            channel, reader = await opened(connection, env=variables)
            await reader.wait_for(b"\x1b[?1049h")
            channel.write(b"q")
            await reader.is_over.wait()
        assert "You were at “" in reader.got.decode()


async def test_an_exchange_of_keys_that_never_ends_is_cut(tmp_path: Path) -> None:
    with hosting(tmp_path, "--login-seconds", "1") as host:
        connection = await connected(host)
        channel, reader = await opened(connection)
        await reader.wait_for(b"\x1b[?1049h")
        connection._send_kexinit()
        connection._kexinit_sent = True
        connection._kex_complete = True  # goes on sending, as no honest client does
        transport: Any = connection._transport
        transport.pause_reading()  # and never answers
        with suppress(OSError):
            for number in range(100):
                channel.write(b"n" if number % 2 else b"p")
        await asyncio.to_thread(host.log.wait_for, "exchange|session ")
        assert "exchange 1" in await asyncio.to_thread(host.status)
        connection.abort()
        await connection.wait_closed()


class Guesser(asyncssh.SSHClient):
    """Sends guesses without waiting for answers."""

    def connection_made(self, conn: asyncssh.SSHClientConnection) -> None:
        self._connection = conn
        self.is_over = asyncio.Event()

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_over.set()

    async def password_auth_requested(self) -> str:
        for number in range(40):
            self._connection.send_packet(
                USERAUTH_REQUEST,
                String("class"),
                String("ssh-connection"),
                String("password"),
                Boolean(False),
                String(f"guess {number}"),
            )
        await self.is_over.wait()
        return ""


@pytest.mark.parametrize("workers", [0, 2])
async def test_guesses_that_are_dropped_for_the_next_are_counted(
    tmp_path: Path, workers: int
) -> None:
    users = tmp_path / "users.toml"
    users.write_text(
        f'format = 1\n[[user]]\nname = "class"\npassword = "{hash_password("right")}"\n'
    )
    users.chmod(0o600)
    with hosting(tmp_path / "h", "--users", str(users), "--workers", str(workers)) as host:
        for _ in range(3):
            with suppress(asyncssh.Error, OSError):
                async with asyncio.timeout(20):
                    await connected(
                        host, username="class", client_factory=Guesser, preferred_auth="password"
                    )
        assert "code 18" in await asyncio.to_thread(host.status)
