"""Key to painted pane, and bytes a changed cell, at 120×36 in 24-bit colour."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic

from tests.bench.measure import Measure
from tests.bench.place import ONE_LINE, Place, explainer
from tests.bundled import COUNT, FIRST
from tests.e2e.terminal import Cells, Terminal

_QUIET = 0.03
"""Seconds without output after which a change counts as painted."""

_BETWEEN = 0.08
"""Seconds of rest before the next key, so that no key meets the work of the one before."""


@dataclass
class Turns:
    """What came of keys of one kind."""

    seconds: list[float] = field(default_factory=list)
    bytes: list[float] = field(default_factory=list)
    bytes_a_cell: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Turn:
    """What came of one key."""

    seconds: float
    bytes: int
    cells: int


def press(terminal: Terminal, key: str) -> Turn:
    """Press a key; gives the time until the last byte of what it changed."""
    before = terminal.cells()
    terminal.wait_quiet(_BETWEEN)
    count = len(terminal.chunks)
    pressed = monotonic()
    terminal.press(key)
    if terminal.read(2.0):
        while terminal.read(_QUIET):
            pass
    chunks = terminal.chunks[count:]
    terminal.look()
    seconds = chunks[-1].at - pressed if chunks else 0.0
    changed = changed_cells(before, terminal.cells())
    return Turn(seconds, sum(len(chunk.data) for chunk in chunks), changed)


def changed_cells(before: Cells, after: Cells) -> int:
    """How many cells look different."""
    return sum(
        old != new
        for row_before, row_after in zip(before, after, strict=True)
        for old, new in zip(row_before, row_after, strict=True)
    )


def _section_number(terminal: Terminal) -> str:
    return terminal.last_line.split("/")[0].strip()


def measure_turns(place: Place, rounds: int) -> list[Measure]:
    """Walk through the bundled deck beside an app of one line; both get their keys in turn."""
    kinds = {name: Turns() for name in ("step", "section, first time", "section, seen before")}
    one_line: list[float] = []
    for _ in range(rounds):
        home = place.fresh_home("turn")
        environment = place.environment(home)
        with (
            Terminal(ONE_LINE, environment) as yardstick,
            Terminal(explainer(f"apple-alibaba#{FIRST}"), environment) as reader,
        ):
            yardstick.wait_for("ready 0")
            reader.wait_for(f"1/{COUNT}")
            for terminal in (yardstick, reader):
                terminal.wait_quiet(0.3)

            def turn(key: str, kinds_of: Turns) -> None:
                one_line.append(press(yardstick, "x").seconds)
                one = press(reader, key)
                if one.cells:
                    kinds_of.seconds.append(one.seconds)
                    kinds_of.bytes.append(one.bytes)
                    kinds_of.bytes_a_cell.append(one.bytes / one.cells)

            _walk(reader, turn, kinds)
            for terminal in (yardstick, reader):
                terminal.press("q")
                terminal.wait_exit()
    return _measures(kinds, one_line)


def _walk(reader: Terminal, turn: object, kinds: dict[str, Turns]) -> None:
    """Every page of every section, then the sections back and forth."""
    assert callable(turn)
    while True:
        before = _section_number(reader)
        shown = reader.text
        step = Turns()
        turn("Space", step)
        if "How it came out" in reader.last_line or reader.text == shown:
            press(reader, "Escape")  # the ending, which is no page of the text
            break
        kind = "step" if _section_number(reader) == before else "section, first time"
        for name in ("seconds", "bytes", "bytes_a_cell"):
            getattr(kinds[kind], name).extend(getattr(step, name))
    for key in ("p", "p", "p", "n", "n", "n"):
        turn(key, kinds["section, seen before"])


def _measures(kinds: dict[str, Turns], one_line: list[float]) -> list[Measure]:
    yardstick = "one-line widget updated by a key"
    times = [
        Measure(
            f"key: {name}",
            "s",
            turns.seconds,
            yardstick,
            one_line,
            3.0 if name == "step" else 5.0,
        )
        for name, turns in kinds.items()
    ]
    sizes = [
        Measure(
            f"bytes a changed cell: {name}",
            "B",
            turns.bytes_a_cell,
            budget=2.5,
            note=f"{sorted(turns.bytes)[len(turns.bytes) // 2]:,.0f} bytes",
        )
        for name, turns in kinds.items()
    ]
    return times + sizes
