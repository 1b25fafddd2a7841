"""Measures a host's memory after hostile visitors, beside idle ones who limit its collections.

Part of the soak. Each kind repeats its attack and leaves; then the host's memory is compared with
that before.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import asyncssh

from tests.bench.measure import Measure
from tests.bench.place import Place
from tests.bench.serve_host import Host, resident_megabytes, serving
from tests.bench.serve_visitors import Visitor, VisitorSession, visit
from tests.bundled import SECOND

_IDLE = 12
"""Number of idle visitors: above it a host does not collect its old generation."""

_WARM = 30
"""Rounds before the first look at memory, in which caches fill up."""

_SETTLED = 2.0
"""Seconds after which the memory of ended sessions is freed."""

_BUDGET = 1.1
_READING = f"apple-alibaba/{SECOND}"

Rounds = Callable[[Host, int], Awaitable[None]]
"""Repeats an attack on a host, and leaves."""


def measure_hostile(place: Place, rounds: int) -> list[Measure]:
    """Measure the growth of a host of one process after each kind of hostile visitor."""
    measures: list[Measure] = []
    with serving(place, "hostile visitors", 0) as host:
        measures += asyncio.run(_beside_idle_ones(host, rounds))
    return measures


async def _beside_idle_ones(host: Host, rounds: int) -> list[Measure]:
    idle = [await _reading(host) for _ in range(_IDLE)]
    measures = []
    for what, run in _KINDS:
        await run(host, _WARM)
        await asyncio.sleep(_SETTLED)
        before = resident_megabytes(host.pid)
        await run(host, rounds)
        await asyncio.sleep(_SETTLED)
        after = resident_megabytes(host.pid)
        name = f"memory after a visitor who {what}, {rounds} times"
        note = f"beside {_IDLE} who sit idle"
        measures.append(Measure(name, "MB", [after], "before", [before], _BUDGET, note))
    for visitor in idle:
        visitor.cut()
    return measures


async def _reading(host: Host) -> Visitor:
    visitor = await visit(host, _READING)
    await visitor.wait_for(b"overview")
    return visitor


def _keys(*keys: bytes) -> Rounds:
    """Press keys, each once the one before was answered."""

    async def run(host: Host, rounds: int) -> None:
        visitor = await _reading(host)
        for number in range(rounds):
            for key in keys:
                count = len(visitor.chunks)
                visitor.send(key)
                # An Escape counts as the key once nothing follows for a tenth of a second.
                await _answered(visitor, count)
            del visitor.chunks[: -1 if number % 10 else None]
        await visitor.leave()

    return run


async def _answered(visitor: Visitor, count: int) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(2):
            while len(visitor.chunks) <= count and not visitor.is_over:  # noqa: ASYNC110 - bytes set no event
                await asyncio.sleep(0.005)


async def _open_sessions(host: Host, rounds: int) -> None:
    """Open session after session on one connection, and end each at its first output."""
    connection = await _connected(host)
    for _ in range(rounds):
        with suppress(asyncssh.ChannelOpenError):
            visitor = Visitor()
            channel, _ = await connection.create_session(
                lambda visitor=visitor: VisitorSession(visitor),
                _READING,
                term_type="xterm-256color",
                term_size=(100, 30),
                encoding=None,
            )
            await _answered(visitor, 0)
            channel.abort()
            continue
        await asyncio.sleep(0.02)
    connection.abort()
    await connection.wait_closed()


async def _set_variables(host: Host, rounds: int) -> None:
    """Set a hundred variables a round in a session that has begun."""
    connection = await _connected(host)
    visitor = Visitor()
    channel: Any
    channel, _ = await connection.create_session(
        lambda: VisitorSession(visitor),
        _READING,
        term_type="xterm",
        term_size=(80, 24),
        encoding=None,
    )
    await visitor.wait_for(b"overview")
    for number in range(rounds):
        for variable in range(100):
            name, value = f"V{number}-{variable}".encode(), b"x" * 100
            channel._send_request(b"env", _string(name), _string(value))
        await asyncio.sleep(0.02)
    connection.abort()
    await connection.wait_closed()


def _string(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + data


async def _connected(host: Host) -> asyncssh.SSHClientConnection:
    return await asyncssh.connect(
        "127.0.0.1",
        host.port,
        username=host.user,
        known_hosts=None,
        client_keys=None,
        agent_path=None,
        config=None,
    )


_KINDS: tuple[tuple[str, Rounds], ...] = (
    ("opens and closes the claims", _keys(b"c", b"\x1b")),
    ("opens and closes the palette", _keys(b"\x10", b"\x1b")),
    ("opens a quiz and leaves it", _keys(b"a", b"\x1b")),
    ("changes the theme", _keys(b"T")),
    ("opens session after session", _open_sessions),
    ("sets a hundred variables", _set_variables),
)
