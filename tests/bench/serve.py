"""Hosting: what a visitor costs and waits for, beside a one-line app hosted in the same way, and
beside a process for every visitor.

Visitors are in this process, the host in others; times are those at which bytes came here.
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
"""Times the processor time of a one-line app that the start of a session may take (DESIGN 10)."""

COMPLETE_BUDGET = 0.1
"""Seconds from connecting to the first complete pane, where nobody else is there."""

BURST_BUDGET = 2.0
"""Seconds until the last of 25 reads who came at once."""

MEMORY_BUDGET = 4.0
"""Megabytes for each of a hundred who read."""

PAINT_BUDGET = 0.03
"""Seconds from a key to its picture, for 95 of 100, while fifty read."""

PAUSE_BUDGET = 0.05
"""Seconds that the collector may stop everybody."""

BESIDE_BUDGET = 1.5
"""Times what a reader waits alone that they may wait beside somebody who misbehaves."""

KEYS = ("n", "n", "p", "p")
"""What readers press: every key changes the section."""

_RATE = 20.0
"""Keys a second of all readers together."""

_OWN_RATE = 4.0
"""Keys a second of one reader at most; a screen is read between two of them."""

_TITLE = ("apple-alibaba", b"leave")
_SECTION = (f"apple-alibaba/{SECOND}", b"overview")
_ONE_LINE = ("", b"ready 0")


@dataclass(frozen=True)
class Extent:
    """How much is measured."""

    starts: int
    """Rounds of visitors who come one at a time."""
    burst: int
    """Visitors who come at once."""
    crowds: tuple[int, ...]
    """How many read at a time."""
    active: int
    """Of them the crowd that the budget of a picture is for."""
    idle: int
    """Of them the crowd that the budget of memory is for."""
    processes: tuple[int, ...]
    """How many read at a time, where each has a process."""
    seconds: float
    """For how long keys are pressed."""
    beside: float
    """For how long keys are pressed beside somebody who misbehaves."""
    rounds: int
    """How often that is done."""
    hosts: tuple[int, ...]
    """Numbers of workers for which crowds are measured."""


FULL = Extent(20, 25, (1, 25, 50, 100), 50, 100, (1, 10), 10.0, 5.0, 3, (0, 2))
QUICK = Extent(2, 10, (50,), 50, 50, (), 2.0, 0.75, 1, (0,))


def measure_serve(place: Place, extent: Extent) -> list[Measure]:
    """Everything about hosting but what a long time brings, which `soak` measures."""
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
    """What one visitor took from connecting to the end of their first picture."""

    seconds: float
    """Until the picture was complete."""
    processor: float
    """Seconds of the host's processor."""


async def start_once(host: Host, command: str, words: bytes) -> Start:
    """Come, see the first picture, leave."""
    before = host.processor()
    visitor = await visit(host, command)
    await visitor.wait_for(words)
    await visitor.wait_quiet()
    start = Start(visitor.complete_after(), host.processor() - before)
    await visitor.leave()
    return start


async def burst(host: Host, count: int, command: str, words: bytes) -> list[float]:
    """Seconds until each of so many reads who connect at once, from that moment."""
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
    """Visitors who come to hosts of every kind in turn."""
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
    """Visits of every kind, round by round; the first round warms up."""
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
    """What came of so many readers at a time."""

    count: int
    """How many."""
    memory: float
    """Megabytes for each."""
    idle: float
    """Part of a processor while nobody did anything."""
    paints: list[float]
    """Seconds from a key to its picture, the shortest first."""
    processor: float
    """Seconds of processor for each key."""
    pause: float
    """Seconds of the collector's longest pause; 0 where the host does not tell."""

    @property
    def late(self) -> float:
        """What 95 of 100 keys stay below."""
        return percentile(self.paints, 0.95)


async def crowd(
    host: Host, count: int, command: str, words: bytes, keys: Sequence[str], seconds: float
) -> Crowd:
    """So many come, do nothing for a while, and then press keys."""
    for _ in range(2):
        await start_once(host, command, words)
    await asyncio.sleep(1.5)  # what those two left is taken apart after a second
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
    """What a part of the samples stays below."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def _crowds(place: Place, extent: Extent) -> list[Measure]:
    """Crowds of every size, each at a host of its own, whose memory nobody used before."""
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
    """Somebody who presses keys and reads nothing."""
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
    """Somebody who sends 20,000 keys in one packet."""
    visitor = await visit(host, _SECTION[0])
    await visitor.wait_for(_SECTION[1])
    visitor.send("".join(KEYS).encode() * (20_000 // len(KEYS)))
    yield
    visitor.cut()


@asynccontextmanager
async def _hanging_up(host: Host) -> AsyncIterator[None]:
    """Somebody who connects four times a second, and is gone as soon as the first bytes come.

    Four are as many as one address may begin where no limit was lifted.
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
    """One reader, alone and beside each kind of trouble in turn."""
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
