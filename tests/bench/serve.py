"""Measures hosting: cost and delays of visitors, beside a one-line app hosted in the same way and
beside a process for every visitor.

Visitors run in this process, the host in others; times are those at which bytes arrive here.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from statistics import median
from time import monotonic

from tests.bench.measure import Measure
from tests.bench.place import Place
from tests.bench.serve_host import ONE_LINE, SSH, Host, client_home, process_each, serving
from tests.bench.serve_visitors import (
    SIZE,
    Visitor,
    no_pauses,
    press_in_turn,
    visit,
    visited,
)
from tests.bench.start import time_to_complete
from tests.bundled import SECOND
from tests.e2e.terminal import Terminal

START_BUDGET = 5.0
"""Budget of the processor time of a start, as a multiple of that of a one-line app (DESIGN 10)."""

COMPLETE_BUDGET = 0.1
"""Budget of seconds from the connection to the first complete pane, without other visitors."""

BURST_BUDGET = 2.0
"""Budget of seconds until the last of 25 who connect at once can read."""

MEMORY_BUDGET = 4.0
"""Budget of megabytes for each of a hundred readers."""

PAINT_BUDGET = 0.03
"""Budget of seconds from a key to its redraw: 95th percentile, with fifty readers."""

PAUSE_BUDGET = 0.05
"""Budget of seconds of one garbage collection."""

BESIDE_BUDGET = 1.5
"""Budget of the delay of a reader beside a hostile visitor, as a multiple of that alone."""

KEYS = ("n", "n", "p", "p")
"""The keys that readers press: each changes the section."""

_RATE = 20.0
"""Keys a second of all readers together."""

_OWN_RATE = 4.0
"""Most keys a second of one reader, who reads a screen between two of them."""

_TITLE = ("apple-alibaba", b"leave")
_SECTION = (f"apple-alibaba/{SECOND}", b"overview")
_ONE_LINE = ("", b"ready 0")


@dataclass(frozen=True)
class Extent:
    """The size of a measurement."""

    starts: int
    """Rounds of visitors who come one at a time."""
    burst: int
    """Visitors who come at once."""
    crowds: tuple[int, ...]
    """Numbers of readers at a time."""
    active: int
    """The number of readers for which the budget of redraws holds."""
    idle: int
    """The number of readers for which the budget of memory holds."""
    processes: tuple[int, ...]
    """Number of readers at a time, with a process each."""
    seconds: float
    """Seconds for which keys are pressed."""
    beside: float
    """Seconds for which keys are pressed beside a hostile visitor."""
    rounds: int
    """Number of rounds beside a hostile visitor."""
    hosts: tuple[int, ...]
    """Numbers of workers for which crowds are measured."""


FULL = Extent(20, 25, (1, 25, 50, 100), 50, 100, (1, 10), 10.0, 5.0, 3, (0, 2))
QUICK = Extent(2, 10, (50,), 50, 50, (), 2.0, 0.75, 1, (0,))


def measure_serve(place: Place, extent: Extent) -> list[Measure]:
    """Measure hosting, except for its growth over many sessions, which `soak` measures."""
    with no_pauses():
        measures = _starts(place, extent)
        measures += _crowds(place, extent)
        for workers in extent.hosts:
            with serving(place, _host_name(workers), workers) as host:
                measures += asyncio.run(_beside(host, extent))
    return measures


def _host_name(workers: int) -> str:
    return f"{workers} workers" if workers else "one process"


# --- one at a time, and all at once -----------------------------------------------------------


@dataclass(frozen=True)
class Start:
    """The cost of one visitor from the connection to the end of their first redraw."""

    seconds: float
    """Seconds until the redraw was complete."""
    processor: float
    """Seconds of the host's processor."""


async def start_once(host: Host, command: str, words: bytes) -> Start:
    """Connect, wait for the first redraw, leave."""
    before = host.processor()
    visitor = await visit(host, command)
    await visitor.wait_for(words)
    await visitor.wait_quiet()
    start = Start(visitor.complete_after(), host.processor() - before)
    await visitor.leave()
    return start


async def burst(host: Host, count: int, command: str, words: bytes) -> list[float]:
    """Seconds until each of several visitors who connect at once can read."""
    begun = monotonic()

    async def come() -> Visitor:
        visitor = await visit(host, command)
        visitor.started = begun
        await visitor.wait_for(words)
        return visitor

    visitors = await asyncio.gather(*(come() for _ in range(count)))
    await asyncio.gather(*(visitor.wait_quiet() for visitor in visitors))
    times = sorted(visitor.complete_after() for visitor in visitors)
    await asyncio.gather(*(visitor.leave() for visitor in visitors))
    return times


def _starts(place: Place, extent: Extent) -> list[Measure]:
    """Measure visitors who come one at a time, to each kind of host in turn."""
    with ExitStack() as hosts:
        one_line = hosts.enter_context(serving(place, "one line", program=ONE_LINE))
        alone = hosts.enter_context(serving(place, "one process"))
        crew = hosts.enter_context(serving(place, "2 workers", 2))
        each = hosts.enter_context(process_each(place))
        kinds = {
            "title, one process": (alone, *_TITLE),
            "one line": (one_line, *_ONE_LINE),
            "section, one process": (alone, *_SECTION),
            "title, 2 workers": (crew, *_TITLE),
            "a process each": (each, *_TITLE),
            "section, 2 workers": (crew, *_SECTION),
        }
        starts = asyncio.run(_in_turn(kinds, extent.starts))
        measures = _start_measures(starts)
        if SSH and each.port:
            measures.append(_openssh(place, alone, each, max(1, extent.starts // 2)))
        measures += _bursts(one_line, (alone, crew), extent.burst)
    return measures


async def _in_turn(
    kinds: dict[str, tuple[Host, str, bytes]], rounds: int
) -> dict[str, list[Start]]:
    """Visit each kind of host, round by round; the first round warms up."""
    starts: dict[str, list[Start]] = {name: [] for name in kinds}
    for number in range(rounds + 1):
        for name, (host, command, words) in kinds.items():
            start = await start_once(host, command, words)
            if number:
                starts[name].append(start)
    return starts


def _start_measures(starts: dict[str, list[Start]]) -> list[Measure]:
    one_line = [start.processor for start in starts["one line"]]
    each = median(start.seconds for start in starts["a process each"])
    seen = median(start.seconds for start in starts["one line"])
    measures = [
        Measure(
            f"processor of a start: {name}",
            "s",
            [start.processor for start in some],
            "a one-line app hosted the same way",
            one_line,
            None if name == "a process each" else START_BUDGET,
        )
        for name, some in starts.items()
        if name != "one line"
    ]
    return measures + [
        Measure(
            f"connect to complete: {name}",
            "s",
            [start.seconds for start in some],
            budget=COMPLETE_BUDGET,
            note=f"one line {_ms(seen)}, a process each {_ms(each)}",
        )
        for name, some in starts.items()
        if name not in ("one line", "a process each")
    ]


def _openssh(place: Place, host: Host, each: Host, rounds: int) -> Measure:
    """The same with OpenSSH's client, whose own start is part of it."""
    environment = client_home(place).environment()
    times: dict[str, list[float]] = {host.name: [], each.name: []}
    for _ in range(rounds):
        for one, command in ((host, "apple-alibaba"), (each, "")):
            with Terminal(one.client(*filter(None, [command])), environment, *SIZE) as terminal:
                times[one.name].append(time_to_complete(terminal, "Begin"))
                terminal.press("q")
                terminal.wait_exit()
    return Measure(
        "connect to complete: title, OpenSSH's client",
        "s",
        times[host.name],
        budget=COMPLETE_BUDGET,
        note=f"a process each {_ms(median(times[each.name]))}",
    )


def _bursts(one_line: Host, hosts: Sequence[Host], count: int) -> list[Measure]:
    beside = asyncio.run(burst(one_line, count, *_ONE_LINE))
    measures = []
    for host in hosts:
        times = asyncio.run(burst(host, count, *_SECTION))
        note = f"median {_ms(median(times))}; one line {_ms(median(beside))}, {_ms(beside[-1])}"
        measures.append(
            Measure(
                f"{count} at once, the last complete: section, {host.name}",
                "s",
                times[-1:],
                budget=BURST_BUDGET,
                note=note,
            )
        )
    return measures


# --- many at a time -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Crowd:
    """The result of a number of readers at a time."""

    count: int
    """Number of readers."""
    memory: float
    """Megabytes for each reader."""
    idle: float
    """Part of a processor in use while nobody does anything."""
    paints: list[float]
    """Seconds from keys to their redraws, the shortest first."""
    processor: float
    """Processor time of each key, in seconds."""
    pause: float
    """Seconds of the longest garbage collection; 0 where the host does not say."""

    @property
    def late(self) -> float:
        """The 95th percentile of `paints`."""
        return percentile(self.paints, 0.95)


async def crowd(
    host: Host, count: int, command: str, words: bytes, keys: Sequence[str], seconds: float
) -> Crowd:
    """Have a number of readers come, do nothing for a while, and then press keys."""
    for _ in range(2):
        await start_once(host, command, words)
    await asyncio.sleep(1.5)  # the apps of those two are freed after a second
    before = host.memory()
    async with visited(host, count, command, words) as visitors:
        await asyncio.sleep(1.0)
        memory = (host.memory() - before) / count
        busy = host.processor()
        await asyncio.sleep(seconds / 3)
        idle = (host.processor() - busy) / (seconds / 3)
        if words == _TITLE[1]:
            for visitor in visitors:
                visitor.send(b"\r")
            await asyncio.gather(*(visitor.wait_for(_SECTION[1]) for visitor in visitors))
            await asyncio.sleep(1.0)
        busy = host.processor()
        paints = await press_in_turn(visitors, keys, min(_RATE, _OWN_RATE * count), seconds)
        processor = (host.processor() - busy) / len(paints)
        pause = host.longest_pause() if host.tells else 0.0
    return Crowd(count, memory, idle, paints, processor, pause)


def percentile(ordered: Sequence[float], part: float) -> float:
    """Return the value that a part of the samples stays below."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def _crowds(place: Place, extent: Extent) -> list[Measure]:
    """Measure each number of readers at a fresh host, whose memory nobody used before."""
    yardsticks: dict[int, Crowd] = {}
    for count in sorted({extent.active, extent.idle}):
        with serving(place, "one line", program=ONE_LINE) as host:
            one = crowd(host, count, *_ONE_LINE, ("x",), extent.seconds)
            yardsticks[count] = asyncio.run(one)
    measures = []
    for workers in extent.hosts:
        for count in extent.crowds:
            with serving(place, _host_name(workers), workers) as host:
                some = asyncio.run(crowd(host, count, *_SECTION, KEYS, extent.seconds))
                measures += _crowd_measures(host.name, some, yardsticks.get(count), extent)
    for count in extent.processes:
        with process_each(place) as host:
            some = asyncio.run(crowd(host, count, "", _TITLE[1], KEYS, extent.seconds))
            measures += _crowd_measures(host.name, some, None, extent)
    return measures


def _crowd_measures(
    name: str, some: Crowd, one_line: Crowd | None, extent: Extent
) -> list[Measure]:
    has_budget = name != "a process each"
    is_idle = has_budget and some.count == extent.idle
    is_active = has_budget and some.count == extent.active
    beside = f"one line {one_line.memory:.2f} MB, " if one_line else ""
    late = f"; one line {_ms(one_line.late)}" if one_line else ""
    who = f"{some.count} reading, {name}"
    measures = [
        Measure(
            f"memory for each: {who}",
            "MB",
            [some.memory],
            budget=MEMORY_BUDGET if is_idle else None,
            note=f"{beside}idle {some.idle:.1%} of a processor",
        ),
        Measure(
            f"key to picture, 95 of 100: {who}",
            "s",
            [some.late],
            budget=PAINT_BUDGET if is_active else None,
            note=f"median {_ms(median(some.paints))}, longest {_ms(some.paints[-1])}, "
            f"{len(some.paints)} keys, {_ms(some.processor)} of processor each{late}",
        ),
    ]
    if has_budget:
        budget = PAUSE_BUDGET if is_active else None
        what = f"collector's longest pause: {who}"
        measures.append(Measure(what, "s", [some.pause], budget=budget))
    return measures


# --- beside somebody who misbehaves ---------------------------------------------------------------


@asynccontextmanager
async def _stalled(host: Host) -> AsyncIterator[None]:
    """Press keys and read nothing."""
    visitor = await visit(host, _SECTION[0])
    await visitor.wait_for(_SECTION[1])
    visitor.stop_reading()

    async def press() -> None:
        for number in range(10_000):
            visitor.send(KEYS[number % len(KEYS)].encode())
            await asyncio.sleep(0.1)

    task = asyncio.create_task(press())
    yield
    task.cancel()
    visitor.cut()


@asynccontextmanager
async def _flooding(host: Host) -> AsyncIterator[None]:
    """Send 20,000 keys in one packet."""
    visitor = await visit(host, _SECTION[0])
    await visitor.wait_for(_SECTION[1])
    visitor.send("".join(KEYS).encode() * (20_000 // len(KEYS)))
    yield
    visitor.cut()


@asynccontextmanager
async def _hanging_up(host: Host) -> AsyncIterator[None]:
    """Connect four times a second, and leave as soon as the first bytes come.

    Four a second is the default limit of one address.
    """

    async def come_and_go() -> None:
        while True:
            visitor = await visit(host, _SECTION[0])
            await visitor.wait_for(b"\x1b[?1049h")
            visitor.cut()
            await asyncio.sleep(0.25)

    task = asyncio.create_task(come_and_go())
    yield
    task.cancel()


async def _beside(host: Host, extent: Extent) -> list[Measure]:
    """Measure one reader, alone and beside each kind of hostile visitor in turn."""
    kinds = {
        "one who reads nothing": _stalled,
        "20,000 keys in a packet": _flooding,
        "one who hangs up, 4 a second": _hanging_up,
    }
    late: dict[str, list[float]] = {}
    alone: list[float] = []
    async with visited(host, 1, *_SECTION) as visitors:
        await press_in_turn(visitors, KEYS, _OWN_RATE, 1.0)
        for _ in range(extent.rounds):
            for name, trouble in kinds.items():
                alone += await press_in_turn(visitors, KEYS, 2 * _OWN_RATE, extent.beside)
                async with trouble(host):
                    times = await press_in_turn(visitors, KEYS, 2 * _OWN_RATE, extent.beside)
                late.setdefault(name, []).extend(times)
                await asyncio.sleep(0.5)
    alone.sort()
    return [
        Measure(
            f"key to picture, 95 of 100, beside {name}: {host.name}",
            "s",
            [percentile(sorted(times), 0.95)],
            "the same reader alone",
            [percentile(alone, 0.95)],
            BESIDE_BUDGET,
            f"medians {_ms(median(times))}, {_ms(median(alone))}; longest {_ms(max(times))}",
        )
        for name, times in late.items()
    ]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"
