"""Bounds of the memory of a connection: known variables only, and few waiting packets."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import asyncssh
import pytest

from explainer.serve.bounded_connection import (
    MOST_DEFERRED,
    BoundedConnection,
    KnownVariables,
)

KEY = asyncssh.generate_private_key("ssh-ed25519")
DATA = 94


class Cut:
    """A connection before its key exchange, with the number of times that it was cut."""

    def __init__(self, options: Any, seconds: float) -> None:
        self.count = 0
        self.connection = BoundedConnection(
            asyncio.get_running_loop(), options, seconds, self._note
        )

    def _note(self) -> None:
        self.count += 1


async def _options() -> Any:
    options: Any = await asyncssh.SSHServerConnectionOptions.construct(server_host_keys=[KEY])
    options.waiter = None
    return options


async def _connection(seconds: float = 60.0) -> Cut:
    """Create a connection on which all packets wait."""
    return Cut(await _options(), seconds)


def _give_transport(connection: asyncssh.SSHServerConnection) -> None:
    """Make a connection look open."""
    open_one: Any = SimpleNamespace(abort=lambda: None)
    connection._transport = open_one


async def test_what_waits_for_an_exchange_of_keys_counts_as_on_its_way() -> None:
    cut = await _connection()
    assert cut.connection.deferred_bytes == 0

    cut.connection.send_packet(DATA, b"x" * 1000)
    cut.connection.send_packet(DATA, b"y" * 500, b"z" * 500)

    assert 2000 <= cut.connection.deferred_bytes < 4000
    cut.connection._deferred_packets.clear()
    assert cut.connection.deferred_bytes == 0
    cut.connection.send_packet(DATA, b"x")
    assert cut.connection.deferred_bytes < 1000


@pytest.mark.parametrize("size", [0, 10_000])
async def test_a_connection_on_which_too_much_waits_is_cut(size: int) -> None:
    cut = await _connection()
    sent = 0
    while not cut.count and sent < 100_000:
        cut.connection.send_packet(DATA, b"x" * size)
        sent += 1

    assert cut.count == 1
    assert sent * size <= MOST_DEFERRED + size
    assert cut.connection.deferred_bytes == 0


async def test_an_exchange_that_takes_too_long_is_cut() -> None:
    cut = await _connection(seconds=0.01)
    cut.connection.send_packet(DATA, b"x")
    async with asyncio.timeout(5):
        while not cut.count:  # noqa: ASYNC110 - what is waited for is seen from outside only
            await asyncio.sleep(0.005)


async def test_an_exchange_that_ended_in_time_is_not_cut() -> None:
    cut = await _connection(seconds=0.01)
    cut.connection.send_packet(DATA, b"x")
    cut.connection._deferred_packets.clear()
    deadline: Any = cut.connection._deadline
    deadline._run()

    assert cut.count == 0


def test_only_variables_that_are_looked_at_are_kept() -> None:
    variables = KnownVariables()
    variables[b"LC_ALL"] = b"C.UTF-8"
    variables[b"LANG"] = b"x" * 65
    for number in range(1000):
        variables[b"V%d" % number] = b"x"

    assert variables == {b"LC_ALL": b"C.UTF-8"}


async def test_the_channel_of_a_session_keeps_them_so() -> None:
    cut = await _connection()
    _give_transport(cut.connection)
    channel = cut.connection.create_server_channel(encoding=None)

    assert isinstance(channel._env, KnownVariables)
    channel._env[b"PATH"] = b"/"
    assert dict(channel.get_environment_bytes()) == {}


@pytest.mark.parametrize("name", ["_deferred_packets"])
async def test_asyncssh_has_the_private_names_that_are_used(name: str) -> None:
    connection = asyncssh.SSHServerConnection(asyncio.get_running_loop(), await _options())
    _give_transport(connection)

    assert getattr(connection, name) == []
    assert isinstance(connection.create_server_channel()._env, dict)
