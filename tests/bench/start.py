"""Start to first complete pane: from the process's start until the screen is as it stays."""

from __future__ import annotations

from tests.bench.measure import Measure
from tests.bench.place import ONE_LINE, Place, explainer
from tests.bundled import COUNT, SECOND
from tests.e2e.terminal import Home, Model, Terminal

_QUIET = 0.3
"""Seconds without output after which a screen counts as final."""


def time_to_complete(terminal: Terminal, expected: str) -> float:
    """Seconds from the start until the screen showed what it still showed when all was quiet.

    The output is noted while it comes and looked at afterwards, so that looking costs nothing.
    """
    terminal.wait_for(expected, timeout=60)
    terminal.wait_quiet(_QUIET, timeout=60)
    final = terminal.cells()
    model = Model(terminal.columns, terminal.rows)
    complete = 0.0
    for chunk in terminal.chunks:
        model.feed(chunk.data)
        if model.screen.cells() != final:
            complete = 0.0
        elif not complete:
            complete = chunk.at
    return complete - terminal.started


def start_once(place: Place, home: Home, command: list[str], expected: str) -> float:
    """Start a command, see it complete, leave it."""
    with Terminal(command, place.environment(home)) as terminal:
        seconds = time_to_complete(terminal, expected)
        terminal.press("q")
        terminal.wait_exit()
    return seconds


def keep_deck(place: Place, home: Home, command: list[str], expected: str) -> float:
    """Start a command, and leave it once it has kept its deck: leaving waits for no parsing."""
    with Terminal(command, place.environment(home)) as terminal:
        seconds = time_to_complete(terminal, expected)
        terminal.wait_for(lambda _: any(home.cache.rglob("*.deck")), timeout=300)
        terminal.press("q")
        terminal.wait_exit()
    return seconds


def measure_starts(place: Place, rounds: int) -> list[Measure]:
    """Title screen and a deep link, each with and without a kept form of the deck."""
    title = (explainer(), "Enter")
    deep = (explainer(f"apple-alibaba#{SECOND}"), f"2/{COUNT}")
    warm = place.home("warm")
    start_once(place, warm, ONE_LINE, "ready")
    for command, expected in (title, deep):
        keep_deck(place, warm, command, expected)
    one_line: list[float] = []
    times: dict[str, list[float]] = {
        "start: title, warm": [],
        "start: title, cold": [],
        "start: section, warm": [],
        "start: section, cold": [],
    }
    for _ in range(rounds):
        one_line.append(start_once(place, warm, ONE_LINE, "ready"))
        for what, seconds in times.items():
            command, expected = title if "title" in what else deep
            # A place that was kept would change the title screen, and a record is part of neither.
            home = place.fresh_home("cold") if "cold" in what else warm
            seconds.append(start_once(place, home, command, expected))
    return [
        Measure(
            what,
            "s",
            seconds,
            "a one-line Textual app",
            one_line,
            1.6 if "cold" in what else 1.3,
        )
        for what, seconds in times.items()
    ]
