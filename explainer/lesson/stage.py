"""Steps and screenfuls of a page: the part that one press of "next" uncovers, and its inverse.

All stops of a screenful are computed in order, so that "previous" is simply the stop before,
however the current one was reached.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from explainer.render import paging
from explainer.render.line import Line, with_role
from explainer.render.page import Page, Step
from explainer.render.paging import PageCut
from explainer.render.surface import SURFACE, is_on_surface


class Screenful(msgspec.Struct, frozen=True):
    """The lines of a section between two slide breaks, with the steps in them."""

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
    cut: PageCut
    """The page in sight."""

    @property
    def top(self) -> int:
        """First line of the page in sight."""
        return self.cut.start


def screenfuls(page: Page) -> tuple[Screenful, ...]:
    """Return the screenfuls of a section, at least one; empty ones are left out."""
    return tuple(
        Screenful(
            one.start,
            one.end,
            tuple(step for step in page.steps if one.start <= step.line < one.end),
            one.part,
        )
        for one in paging.screenfuls(page)
    )


def covered_from(screenful: Screenful, step: int) -> int:
    """Return the first line still covered after a number of steps, or the screenful's end."""
    for later in screenful.steps[step:]:
        if not later.block:
            return later.line
    return screenful.end


def parts_shown(screenful: Screenful, step: int) -> Mapping[int, int]:
    """Return the number of additional parts of each block uncovered after a number of steps."""
    return {done.block: done.part for done in screenful.steps[:step] if done.block}


def stops(page: Page, screenful: Screenful, room: int) -> tuple[Stop, ...]:
    """Return every stop of a screenful in order, with `room` lines in sight at once.

    The steps of a page are uncovered before the next page is turned to; a page never begins with
    nothing uncovered on it.
    """
    whole = paging.Screenful(screenful.start, screenful.end, screenful.part)
    steps = screenful.steps
    found: list[Stop] = []
    step = 0
    for number, cut in enumerate(paging.cut_screenful(page, whole, room)):
        while number and step < len(steps) and covered_from(screenful, step) <= cut.start:
            step += 1
        found.append(Stop(step, cut))
        while step < len(steps) and steps[step].line < cut.end:
            step += 1
            found.append(Stop(step, cut))
    return tuple(found)


def nearest_stop(found: tuple[Stop, ...], step: int, top: int) -> int:
    """Return the index of the stop with the given steps whose top line is nearest."""
    same = [place for place, stop in enumerate(found) if stop.step == step]
    if not same:
        return len(found) - 1
    return min(same, key=lambda place: abs(found[place].top - top))


def stage_lines(page: Page, screenful: Screenful, stop: Stop, spotlight: int = -1) -> list[Line]:
    """Return the lines that a class sees; covered ones are left empty.

    Args:
        page: The section, laid out with the parts that the stop shows.
        screenful: The screenful in sight.
        stop: The uncovered steps and the page in sight.
        spotlight: Index of the block that stays bright while the others fade; -1 for none.
    """
    limit = covered_from(screenful, stop.step)
    numbers = [number for number in stop.cut.line_numbers if number < limit]
    if spotlight < 0:
        return [page.lines[number] for number in numbers]
    first, last = page.block_range(spotlight)
    return [
        page.lines[number] if first <= number < last else _faded(page.lines[number])
        for number in numbers
    ]


def blocks_in_sight(page: Page, screenful: Screenful, stop: Stop) -> list[int]:
    """Return the blocks with a line in sight, without those that show nothing."""
    limit = min(covered_from(screenful, stop.step), stop.cut.end)
    return [
        block
        for block in range(len(page.starts))
        for first, last in (page.block_range(block),)
        if first < last and first < limit and last > stop.top
    ]


def _faded(line: Line) -> Line:
    faint = f"{SURFACE} faint" if is_on_surface(line) else "faint"
    return [run._replace(role=faint, href="") for run in with_role(line, "")]
