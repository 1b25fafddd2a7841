"""Helpers: a person who opens a deck, turns pages and sees where they are."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.e2e.terminal import DARK, EXPLAINER, Home, Terminal

_PLACE = re.compile(r"(\d+)/(\d+)(?: · (?!page \d)(.*?))?(?: · page (\d+) of (\d+)|\s{2,}|$)")
"""The place in the last line, which leaves the title out where it has no room."""


_NUMBER = re.compile(r" (\d+) ── ")
"""The number of a section beside its heading."""


class Place(NamedTuple):
    """The place that the last line shows."""

    section: int
    sections: int
    title: str
    page: int
    """Number of the page in the section, from 1."""
    pages: int
    """Number of its pages; 1 if the line tells none."""


def place(terminal: Terminal) -> Place | None:
    """Return the place that the last line shows; None for none."""
    match = _PLACE.search(terminal.last_line)
    if match is None:
        return None
    return Place(
        int(match[1]), int(match[2]), match[3] or "", int(match[4] or 1), int(match[5] or 1)
    )


def section(terminal: Terminal) -> int:
    """Return the number of the section in sight; 0 for none.

    Where a host says something in the last line, the number above the heading tells it.
    """
    found = place(terminal)
    if found:
        return found.section
    above = _NUMBER.search(terminal.text)
    return int(above[1]) if above else 0


class is_at:  # noqa: N801 - reads as a sentence: wait_for(is_at(3))
    """Condition for `wait_for`: the section with this number is in sight."""

    def __init__(self, number: int) -> None:
        self._number = number

    def __call__(self, terminal: Terminal) -> bool:
        return section(terminal) == self._number

    def __repr__(self) -> str:
        return f"section {self._number}"


def reader(
    home: Home,
    *arguments: str,
    size: tuple[int, int] = (120, 36),
    background: str = DARK,
    silent: bool = False,
    folder: Path | None = None,
    variables: Mapping[str, str] | None = None,
) -> Terminal:
    """Return the installed command, to be started in a terminal."""
    return Terminal(
        [EXPLAINER, *arguments],
        home.environment(**(variables or {})),
        *size,
        background=background,
        silent=silent,
        folder=folder,
    )


@contextmanager
def reading(
    home: Home,
    *arguments: str,
    size: tuple[int, int] = (120, 36),
    variables: Mapping[str, str] | None = None,
) -> Iterator[Terminal]:
    """Start the reader and begin to read, past the title screen."""
    with reader(home, *arguments, size=size, variables=variables) as terminal:
        terminal.wait_for("Begin")
        terminal.press("Enter")
        terminal.wait_for(is_at(1))
        terminal.wait_quiet()
        yield terminal


def turn(terminal: Terminal, key: str, timeout: float = 5.0) -> None:
    """Press a key that changes the screen, and wait until it has."""
    before = terminal.cells()
    terminal.press(key)
    terminal.wait_for(lambda terminal: terminal.cells() != before, timeout)
    terminal.wait_quiet()


def press_and_wait(terminal: Terminal, key: str) -> None:
    """Press a key that may change nothing; Esc waits long enough not to begin a sequence."""
    terminal.press(key)
    terminal.wait_quiet(0.25 if key == "Escape" else 0.1)


def leave(terminal: Terminal) -> None:
    """Press q, and check that the terminal is restored."""
    terminal.press("q")
    assert terminal.wait_exit() == 0
    terminal.check_restored()


def run(
    home: Home,
    *arguments: str,
    folder: Path | None = None,
    variables: Mapping[str, str] | None = None,
) -> Done:
    """Run the command without a terminal."""
    done = subprocess.run(
        [EXPLAINER, *arguments],
        env=home.environment(**(variables or {})),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=30,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


class Done(NamedTuple):
    """The result of a command."""

    code: int
    output: str
    errors: str
