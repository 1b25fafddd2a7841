"""Counters of a running host, which `--status` prints."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from contextlib import suppress
from pathlib import Path

import msgspec

_SAMPLES = 512
"""Most render times that are kept."""


class Snapshot(msgspec.Struct, frozen=True):
    """The figures of one process, or of several joined, at one time."""

    sessions: int = 0
    """Sessions that are open."""
    served: int = 0
    """Sessions that ended."""
    logins: int = 0
    """Connections that logged in."""
    refusals: dict[str, int] = {}
    """Number of refused connections and sessions, by cause."""
    crashes: int = 0
    """Sessions that an error of this program ended."""
    stalls: int = 0
    """Sessions that were ended because they held the loop."""
    held: int = 0
    """Number of times that painting waited for a slow visitor."""
    render_ms: list[float] = []
    """Milliseconds from a key to the redraw that was sent: median, 95th percentile and longest."""
    pause_ms: list[float] = []
    """Milliseconds of the last garbage collection, and of the longest."""
    memory_mb: float = 0.0
    """Resident memory of the process, in megabytes."""
    tasks: int = 0
    """Tasks of its event loop."""
    descriptors: int = 0
    """Open files and sockets."""


class Figures:
    """The counters of one process; change only on its loop."""

    def __init__(self) -> None:
        self.sessions = 0
        """Sessions that are open."""
        self.served = 0
        """Sessions that ended."""
        self.logins = 0
        """Connections that logged in."""
        self.refusals: dict[str, int] = {}
        """Number of refusals by cause; the causes are words of this program, so they are few."""
        self.crashes = 0
        """Sessions that an error of this program ended."""
        self.stalls = 0
        """Sessions that held the loop."""
        self.held = 0
        """Number of times that painting waited for a slow visitor."""
        self._renders: deque[float] = deque(maxlen=_SAMPLES)
        self._last_pause = 0.0
        self._longest_pause = 0.0

    def refuse(self, cause: str) -> None:
        """Count a refused connection, session or code."""
        self.refusals[cause] = self.refusals.get(cause, 0) + 1

    def count_render(self, seconds: float) -> None:
        """Add the time from a key to the redraw that was sent."""
        self._renders.append(seconds)

    def count_pause(self, seconds: float) -> None:
        """Add the time of a garbage collection."""
        self._last_pause = seconds
        self._longest_pause = max(self._longest_pause, seconds)

    def snapshot(self) -> Snapshot:
        """Return the figures of this moment."""
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
    """Return the resident memory of this process in megabytes; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - no path is made for it
            pages = int(file.read().split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    import resource

    return round(pages * resource.getpagesize() / 1e6, 1)


def open_descriptors() -> int:
    """Return the number of open descriptors of this process; 0 where the system does not say."""
    with suppress(OSError):
        return sum(1 for _ in Path("/proc/self/fd").iterdir())
    return 0


def joined(snapshots: list[Snapshot]) -> Snapshot:
    """Join the figures of several processes: the sums of counts, the worst of times."""
    refusals: Counter[str] = Counter()
    for one in snapshots:
        refusals.update(one.refusals)
    return Snapshot(
        sessions=sum(one.sessions for one in snapshots),
        served=sum(one.served for one in snapshots),
        logins=sum(one.logins for one in snapshots),
        refusals=dict(refusals),
        crashes=sum(one.crashes for one in snapshots),
        stalls=sum(one.stalls for one in snapshots),
        held=sum(one.held for one in snapshots),
        render_ms=_worst([one.render_ms for one in snapshots]),
        pause_ms=_worst([one.pause_ms for one in snapshots]),
        memory_mb=round(sum(one.memory_mb for one in snapshots), 1),
        tasks=sum(one.tasks for one in snapshots),
        descriptors=sum(one.descriptors for one in snapshots),
    )


def _worst(times: list[list[float]]) -> list[float]:
    """Return the worst of each kind of time; processes that measured none are left out."""
    return [max(values) for values in zip(*filter(None, times), strict=True)]
