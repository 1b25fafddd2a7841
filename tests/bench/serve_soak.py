"""Measures the growth of a host over thousands of sessions, a third of which break off."""

from __future__ import annotations

import asyncio
import re
import socket
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from struct import pack
from time import monotonic

import asyncssh

from tests.bench.measure import Measure
from tests.bench.place import Place
from tests.bench.serve_host import Host, open_descriptors, resident_megabytes, serving
from tests.bench.serve_visitors import visit
from tests.bundled import SECOND

AT_A_TIME = 8
"""Sessions at a time."""

MEMORY_BUDGET = 1.1
"""Budget of memory at the end, as a multiple of that after a tenth of the sessions."""

_PARTS = 10
_SEED = 8
_LONGEST_CUT = 5_500
"""Bytes of a visit to a title: a break falls into the handshake, the login or the redraw."""

_CALM = 2.5
"""Seconds after which ended sessions are freed, and replaced workers are gone."""

_PLACES = (("apple-alibaba", b"leave"), (f"apple-alibaba/{SECOND}", b"overview"))
_MISTAKE = re.compile(
    r"Traceback|Warning:|^\S+ (?:crash|held-the-loop|worker-ended|worker-silent|no-worker)\b",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Mark:
    """The state of a host without visitors."""

    memory: float
    """Resident megabytes."""
    descriptors: int
    """Open files, sockets and pipes."""
    sessions: int
    """Open sessions, as it says itself."""
    tasks: int
    """Tasks of its loops; -1 where it does not say."""


@dataclass
class Soak:
    """The result of one host."""

    host: str
    """Name of the host."""
    before: Mark
    """Its state after the first few visitors."""
    marks: list[Mark] = field(default_factory=list)
    """Its state after each tenth of the sessions."""
    read: int = 0
    """Number of visitors who saw their place and left by its key."""
    cut: int = 0
    """Number of visitors whose connection was cut."""
    failed: int = 0
    """Number of visitors who were not served, though their connection was not cut."""
    seconds: float = 0.0
    """Seconds of all sessions, pauses aside."""
    bad_lines: int = 0
    """Lines of the log about an error of the program."""


def measure_soak(place: Place, count: int) -> list[Measure]:
    """Measure a number of sessions at a host of one process, and at one with workers."""
    measures: list[Measure] = []
    for name, workers in (("one process", 0), ("2 workers", 2)):
        with serving(place, name, workers) as host:
            measures += _measures(asyncio.run(_soak(host, count)), count)
    return measures


async def _soak(host: Host, count: int) -> Soak:
    chance = Random(_SEED)
    await _some(Soak("", Mark(0, 0, 0, 0)), host, AT_A_TIME, chance)
    soak = Soak(host.name, await _mark(host))
    for _ in range(_PARTS):
        begun = monotonic()
        await _some(soak, host, max(1, count // _PARTS), chance)
        soak.seconds += monotonic() - begun
        soak.marks.append(await _mark(host))
    log = host.log.read_text(errors="replace")
    soak.bad_lines = len(_MISTAKE.findall(log))
    return soak


async def _some(soak: Soak, host: Host, count: int, chance: Random) -> None:
    """Run sessions, several at a time; every third is cut after a number of bytes."""
    plans = [chance.randrange(_LONGEST_CUT) if n % 3 == 2 else None for n in range(count)]

    async def come_in_turn() -> None:
        while plans:
            cut = plans.pop()
            if cut is None:
                await _read_and_leave(soak, host, *_PLACES[len(plans) % len(_PLACES)])
            else:
                await _come_and_be_cut(host, cut)
                soak.cut += 1

    await asyncio.gather(*(come_in_turn() for _ in range(AT_A_TIME)))


async def _read_and_leave(soak: Soak, host: Host, command: str, words: bytes) -> None:
    try:
        visitor = await visit(host, command)
        await visitor.wait_for(words, 20)
        visitor.send(b"q")
        await visitor.wait_over()
        visitor.cut()
        soak.read += 1
    except (OSError, TimeoutError, asyncssh.Error):
        soak.failed += 1


async def _come_and_be_cut(host: Host, after: int) -> None:
    """Visit over a connection that breaks after a number of bytes from the host."""
    loop = asyncio.get_running_loop()
    ours, theirs = _pair()
    out = socket.socket()
    for one in (ours, theirs, out):
        one.setblocking(False)
    await loop.sock_connect(out, ("127.0.0.1", host.port))
    wire = asyncio.create_task(_carry(theirs, out, after))
    with suppress(OSError, TimeoutError, asyncssh.Error):
        visitor = await visit(host, _PLACES[0][0], sock=ours)
        await visitor.wait_over(0.5)
    wire.cancel()
    with suppress(asyncio.CancelledError):
        await wire
    with theirs, out:
        # With a linger time of 0, closing is a reset.
        out.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, pack("ii", 1, after % 2))


def _pair() -> tuple[socket.socket, socket.socket]:
    """Return both ends of a loopback connection; asyncssh needs the address of the other end."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        one = socket.create_connection(listening.getsockname())
        return one, listening.accept()[0]


async def _carry(one: socket.socket, other: socket.socket, most: int) -> None:
    """Forward bytes both ways until a number came from the host; then send the visitor nothing."""
    loop = asyncio.get_running_loop()

    async def out() -> None:
        while data := await loop.sock_recv(one, 65_536):
            await loop.sock_sendall(other, data)

    sending = asyncio.create_task(out())
    left = most
    try:
        while left > 0 and (data := await loop.sock_recv(other, min(left, 65_536))):
            left -= len(data)
            await loop.sock_sendall(one, data)
    except OSError:
        pass
    finally:
        sending.cancel()
        with suppress(asyncio.CancelledError, OSError):
            await sending
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)


async def _mark(host: Host) -> Mark:
    """Wait until no session is open, and look at the state of the host."""
    for _ in range(20):
        await asyncio.sleep(_CALM)
        figures = await asyncio.to_thread(host.status)
        if not figures["sessions"]:
            break
    sessions, tasks = figures["sessions"], figures.get("tasks", -1)
    assert isinstance(sessions, int)
    assert isinstance(tasks, int)
    return Mark(resident_megabytes(host.pid), open_descriptors(host.pid), sessions, tasks)


def _measures(soak: Soak, count: int) -> list[Measure]:
    first, last = soak.marks[0], soak.marks[-1]
    what = f"after {count:,} sessions, {soak.host}"
    course = " ".join(f"{mark.memory:.0f}" for mark in soak.marks)
    ended = soak.read + soak.cut + soak.failed
    measures = [
        Measure(
            f"memory {what}",
            "MB",
            [last.memory],
            "after a tenth of them",
            [first.memory],
            MEMORY_BUDGET,
            f"{soak.before.memory:.0f} MB before; {course}",
        ),
        Measure(
            f"open descriptors {what}",
            "open",
            [float(last.descriptors)],
            "before",
            [float(soak.before.descriptors)],
            1.0,
            " ".join(str(mark.descriptors) for mark in soak.marks),
        ),
        Measure(f"sessions left {what}", "open", [float(last.sessions)], budget=0),
        Measure(
            f"visitors not served {what}",
            "people",
            [float(soak.failed)],
            budget=0,
            note=f"{soak.read} read and left, {soak.cut} were cut off; "
            f"{ended / soak.seconds:.0f} a second",
        ),
        Measure(f"mistakes in the log {what}", "lines", [float(soak.bad_lines)], budget=0),
    ]
    if last.tasks >= 0:
        tasks, before = [float(last.tasks)], [float(soak.before.tasks)]
        measures.append(Measure(f"tasks {what}", "open", tasks, "before", before, 1.0))
    return measures
