"""Steps and screenfuls of a page: the part that one press of "next" uncovers, and its inverse.

All stops of a screenful are computed in order, so that "previous" is simply the stop before,
however the current one was reached.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from explainer.render.line import Line, with_role
from explainer.render.page import Page, Step

OVERLAP = 2
"""Lines that stay in sight when a long screenful is scrolled."""


class Screenful(msgspec.Struct, frozen=True):
    """The lines of a page between two slide breaks."""

    start: int
    """Its first line."""
    end: int
    """The line after its last."""
    steps: tuple[Step, ...] = ()
    """Its steps, in reading order."""
    part: int = 0
    """Number of slide breaks before it."""


class Stop(msgspec.Struct, frozen=True):
    """State of a screenful after a press of "next"."""

    step: int
    """Number of uncovered steps of the screenful."""
    top: int
    """First line of the page in sight."""


def screenfuls(page: Page) -> tuple[Screenful, ...]:
    """Return the screenfuls of a page, at least one; empty ones are left out."""
    found: list[Screenful] = []
    start = 0
    for part, end in enumerate((*page.breaks, len(page.lines))):
        first, last = start, end
        while first < last and not page.lines[first]:
            first += 1
        while last > first and not page.lines[last - 1]:
            last -= 1
        if last > first:
            steps = tuple(step for step in page.steps if first <= step.line < last)
            found.append(Screenful(first, last, steps, part))
        start = end + 1
    return tuple(found) or (Screenful(0, len(page.lines)),)


def covered_from(screenful: Screenful, step: int) -> int:
    """Return the first line still covered after a number of steps, or the screenful's end."""
    for later in screenful.steps[step:]:
        if not later.block:
            return later.line
    return screenful.end


def parts_shown(screenful: Screenful, step: int) -> Mapping[int, int]:
    """Return the number of additional parts of each block uncovered after a number of steps."""
    return {done.block: done.part for done in screenful.steps[:step] if done.block}


def stops(screenful: Screenful, room: int) -> tuple[Stop, ...]:
    """Return every stop of a screenful in order, with `room` lines in sight at once.

    A step in sight is uncovered without scrolling; otherwise the uncovered part below is scrolled
    to first.
    """
    room = max(1, room)
    stop = Stop(0, screenful.start)
    found = [stop]
    while (following := _after(screenful, stop, room)) is not None:
        stop = following
        found.append(stop)
    return tuple(found)


def _after(screenful: Screenful, stop: Stop, room: int) -> Stop | None:
    below = stop.top + room
    more = stop.step < len(screenful.steps)
    if more and screenful.steps[stop.step].line < below:
        return Stop(stop.step + 1, stop.top)
    limit = covered_from(screenful, stop.step)
    if limit > below:
        return Stop(stop.step, _scrolled(stop.top, limit, room))
    if more:
        limit = covered_from(screenful, stop.step + 1)
        return Stop(stop.step + 1, _scrolled(stop.top, limit, room))
    return None


def _scrolled(top: int, limit: int, room: int) -> int:
    """Return the top line a page further, but not further than the last line requires."""
    step = max(1, room - OVERLAP)
    return max(top + 1, min(top + step, limit - room))


def nearest_stop(found: tuple[Stop, ...], step: int, top: int) -> int:
    """Return the index of the stop with the given steps whose top line is nearest."""
    same = [place for place, stop in enumerate(found) if stop.step == step]
    if not same:
        return len(found) - 1
    return min(same, key=lambda place: abs(found[place].top - top))


def stage_lines(
    page: Page, screenful: Screenful, stop: Stop, room: int, spotlight: int = -1
) -> list[Line]:
    """Return the lines that a class sees; covered ones are left empty.

    Args:
        page: The section, laid out with the parts that the stop shows.
        screenful: The screenful in sight.
        stop: The uncovered steps and the first line in sight.
        room: Lines in sight at once.
        spotlight: Index of the block that stays bright while the others fade; -1 for none.
    """
    limit = covered_from(screenful, stop.step)
    lines = page.lines[stop.top : min(limit, stop.top + max(1, room))]
    if spotlight < 0:
        return lines
    first, last = block_range(page, spotlight)
    return [
        line if first <= number < last else _faded(line)
        for number, line in enumerate(lines, stop.top)
    ]


def block_range(page: Page, block: int) -> tuple[int, int]:
    """Return the first line of a block and the line after its last."""
    later = [start for start in page.starts[block + 1 :] if start > page.starts[block]]
    return page.starts[block], later[0] if later else len(page.lines)


def blocks_in_sight(page: Page, screenful: Screenful, stop: Stop, room: int) -> list[int]:
    """Return the blocks with a line in sight, without those that show nothing."""
    limit = min(covered_from(screenful, stop.step), stop.top + max(1, room))
    found: list[int] = []
    for block in range(len(page.starts)):
        first, last = block_range(page, block)
        is_last_of_line = block + 1 == len(page.starts) or page.starts[block + 1] > first
        if is_last_of_line and first < limit and last > stop.top:
            found.append(block)
    return found


def _faded(line: Line) -> Line:
    return [run._replace(role="faint", href="") for run in with_role(line, "")]
