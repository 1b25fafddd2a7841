"""What a host counts while it runs; `--status` tells it."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from pathlib import Path

import msgspec

_SAMPLES = 512


class Snapshot(msgspec.Struct):
    """The figures of one process at a moment."""

    sessions: int = 0
    """Sessions that are open."""
    served: int = 0
    """Sessions that ended."""
    logins: int = 0
    """Connections that logged in."""
    refusals: dict[str, int] = {}
    """Connections and sessions that were turned away, by cause."""
    crashes: int = 0
    """Sessions that a mistake of ours ended."""
    stalls: int = 0
    """Sessions that were ended since they held the loop."""
    held: int = 0
    """How often painting waited for a slow visitor."""
    render_ms: list[float] = []
    """Milliseconds from a key to the picture that went out: median, 95 of 100, and longest."""
    pause_ms: list[float] = []
    """Milliseconds of the collector's last pause, and of its longest."""
    memory_mb: float = 0.0
    """Resident memory of the process."""
    tasks: int = 0
    """Tasks of its loop."""
    descriptors: int = 0
    """Files and sockets that it has open."""


class Figures:
    """Counts, for one process."""

    def __init__(self) -> None:
        self.sessions = 0
        """Sessions that are open."""
        self.served = 0
        """Sessions that ended."""
        self.logins = 0
        """Connections that logged in."""
        self.refusals: dict[str, int] = {}
        """What was turned away, by cause; the causes are ours, so they are few."""
        self.crashes = 0
        """Sessions that a mistake of ours ended."""
        self.stalls = 0
        """Sessions that held the loop."""
        self.held = 0
        """How often painting waited for a slow visitor."""
        self._renders: deque[float] = deque(maxlen=_SAMPLES)
        self._last_pause = 0.0
        self._longest_pause = 0.0

    def refuse(self, cause: str) -> None:
        """Count somebody who was turned away."""
        self.refusals[cause] = self.refusals.get(cause, 0) + 1

    def count_render(self, seconds: float) -> None:
        """Count the time from a key to the picture that went out."""
        self._renders.append(seconds)

    def count_pause(self, seconds: float) -> None:
        """Count a pause of the collector."""
        self._last_pause = seconds
        self._longest_pause = max(self._longest_pause, seconds)

    def snapshot(self) -> Snapshot:
        """The figures now."""
        ordered = sorted(self._renders)
        renders = [
            round(1000 * ordered[min(len(ordered) - 1, int(len(ordered) * part))], 1)
            for part in (0.5, 0.95, 1.0)
            if ordered
        ]
        pauses = [round(1000 * value, 1) for value in (self._last_pause, self._longest_pause)]
        return Snapshot(
            self.sessions,
            self.served,
            self.logins,
            dict(self.refusals),
            self.crashes,
            self.stalls,
            self.held,
            renders,
            pauses,
            resident_memory(),
            len(asyncio.all_tasks()),
            open_descriptors(),
        )


def resident_memory() -> float:
    """Resident memory of this process in megabytes; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - no path is made for it
            pages = int(file.read().split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    import resource

    return round(pages * resource.getpagesize() / 1e6, 1)


def open_descriptors() -> int:
    """How many descriptors this process has open; 0 where the system does not tell."""
    with suppress(OSError):
        return sum(1 for _ in Path("/proc/self/fd").iterdir())
    return 0


def joined(snapshots: list[Snapshot]) -> Snapshot:
    """The figures of several processes as one: sums, and of times the worst."""
    whole = Snapshot()
    for one in snapshots:
        whole.sessions += one.sessions
        whole.served += one.served
        whole.logins += one.logins
        whole.crashes += one.crashes
        whole.stalls += one.stalls
        whole.held += one.held
        whole.tasks += one.tasks
        whole.descriptors += one.descriptors
        whole.memory_mb = round(whole.memory_mb + one.memory_mb, 1)
        for cause, count in one.refusals.items():
            whole.refusals[cause] = whole.refusals.get(cause, 0) + count
        whole.render_ms = _worst(whole.render_ms, one.render_ms)
        whole.pause_ms = _worst(whole.pause_ms, one.pause_ms)
    return whole


def _worst(one: list[float], other: list[float]) -> list[float]:
    if not one or not other:
        return one or other
    return [max(a, b) for a, b in zip(one, other, strict=True)]
