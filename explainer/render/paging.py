"""Cuts a section into pages: what one press of "next" shows, for a pane of some lines.

A page is what stands between two slide breaks. Where the pane is too short for it, it is cut
further: before a heading, between blocks, or between the rows or items of a block that is longer
than the pane, whose heading row is then repeated. Blocks that belong together stay together.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice, pairwise, takewhile

import msgspec

from explainer.render.line import Line
from explainer.render.page import Joint, Page

_FULLEST_SHARE = 0.5
"""Share of the pane that a page fills at least before it may end at a heading."""

_MOST_EVENED = 12
"""Most pages of one screenful that are made even; with more, the last one hardly matters."""

_FEWEST_ABOVE = 6
"""Fewest lines that may stand on a page without the figure that they lead to."""

_FEWEST_LINES = 4
"""Fewest lines of a block longer than the pane that are worth beginning it on a page."""


class Screenful(msgspec.Struct, frozen=True):
    """The lines of a section between two slide breaks."""

    start: int
    """Its first line."""
    end: int
    """The line after its last."""
    part: int = 0
    """Number of slide breaks before it."""


class PageCut(msgspec.Struct, frozen=True):
    """The lines of a section that are one page."""

    start: int
    """Its first line."""
    end: int
    """The line after its last."""
    head_start: int = 0
    """First line of a table's heading that is repeated above it."""
    head_end: int = 0
    """The line after the last of that heading; equal to `head_start` where none is repeated."""

    @property
    def line_numbers(self) -> list[int]:
        """The numbers of its lines in the section, those of a repeated heading first."""
        return [*range(self.head_start, self.head_end), *range(self.start, self.end)]


def screenfuls(page: Page) -> tuple[Screenful, ...]:
    """Return the screenfuls of a section, at least one; empty ones are left out."""
    found: list[Screenful] = []
    start = 0
    for part, end in enumerate((*page.breaks, len(page.lines))):
        edges = (start, *(cut for cut in page.cuts if start < cut < end), end)
        for edge, following in pairwise(edges):
            first, last = _trimmed(page.lines, edge, following)
            if last > first:
                found.append(Screenful(first, last, part))
        start = end + 1
    return tuple(found) or (Screenful(0, len(page.lines)),)


def cut_pages(page: Page, room: int) -> tuple[PageCut, ...]:
    """Return the pages of a section in order, at least one, for a pane of `room` lines."""
    cuts = [cut for one in screenfuls(page) for cut in cut_screenful(page, one, room)]
    return tuple(cuts)


def cut_screenful(page: Page, screenful: Screenful, room: int) -> list[PageCut]:
    """Return the pages of one screenful, at least one.

    These are as few as possible, and of those as even as possible, so that the last one is not left
    with a line or two.
    """
    room = max(1, room)
    fewest = _filled(page, screenful, room, room)
    if not 1 < len(fewest) <= _MOST_EVENED:
        return fewest
    best, low, high = fewest, (screenful.end - screenful.start) // len(fewest), room
    while low < high:
        middle = (low + high) // 2
        cuts = _filled(page, screenful, room, max(1, middle))
        if len(cuts) > len(fewest):
            low = middle + 1
        else:
            best, high = cuts, middle
    return best


def _filled(page: Page, screenful: Screenful, room: int, most: int) -> list[PageCut]:
    """Return the pages of a screenful, each of at most `most` lines, or of more if need be."""
    start, end = screenful.start, screenful.end
    head = (0, 0)
    cuts: list[PageCut] = []
    while True:
        taken = head[1] - head[0]
        space = max(1, most - taken)
        if end - start <= space:
            return [*cuts, PageCut(start, end, *head)]
        whole = max(1, room - taken)
        joint = _next_start(page, start, end, space, whole, room)
        if joint is None and end - start <= whole:
            return [*cuts, PageCut(start, end, *head)]
        if joint is None:
            joint = (
                _after_first(page, start, end, whole)
                or _next_start(page, start, end, whole, whole, room)
                or _torn(page, start, whole)
            )
        _, last = _trimmed(page.lines, start, joint.line)
        if last - start > whole:
            last = _end_before(page, joint)
        cuts.append(PageCut(start, max(last, start + 1), *head))
        start, _ = _trimmed(page.lines, joint.line, end)
        head = (joint.head_start, joint.head_end)


def page_at(cuts: tuple[PageCut, ...], line: int) -> int:
    """Return the index of the page that a line stands on, or of the one before it."""
    return max(0, bisect_right([cut.start for cut in cuts], line) - 1)


def _next_start(
    page: Page, start: int, end: int, space: int, whole: int, room: int
) -> Joint | None:
    """Return where the page after the one from `start` begins; None if nothing ends within it.

    Args:
        page: The section.
        start: First line of the page.
        end: The line after the last one of the screenful.
        space: Lines to fill.
        whole: Lines that the page may have at most.
        room: Lines of the pane.
    """
    limit = start + space
    fitting: list[int] = []
    after = end
    for line in islice(page.page_starts, bisect_right(page.page_starts, start), None):
        if line >= end or _trimmed(page.lines, start, line)[1] > limit:
            after = min(line, end)
            break
        fitting.append(line)
    last = fitting[-1] if fitting else start
    inner = list(takewhile(lambda one: _end_before(page, one) <= limit, _joints(page, last, after)))
    if _trimmed(page.lines, last, after)[1] - last > room:
        # What follows is longer than the pane: it begins here, if there is room for some of it.
        far = [joint for joint in inner if joint.line >= last + _FEWEST_LINES]
        if far and _figure_below(page, last, after, limit, whole) is None:
            return _with_low_head(far[-1], room)
    if fitting:
        headings = [line for line in fitting if line in page.headings]
        if headings and headings[-1] - start >= space * _FULLEST_SHARE:
            last = headings[-1]
        return Joint(last)
    if not inner or _trimmed(page.lines, start, after)[1] - start <= whole:
        return None
    figure = _figure_below(page, start, after, limit, whole)
    return _with_low_head(inner[-1], room) if figure is None else Joint(figure)


def _figure_below(page: Page, start: int, end: int, limit: int, whole: int) -> int | None:
    """Return the first line of a block that a page would cut, if it is not longer than the pane.

    Rather than the figure, its heading and its lead-in are parted from it, unless these are so few
    lines that a page of them would look left behind.
    """
    place = bisect_right(page.starts, limit) - 1
    first = page.starts[place] if place >= 0 else start
    last = page.starts[place + 1] if place + 1 < len(page.starts) else end
    if (
        first < start + _FEWEST_ABOVE
        or _trimmed(page.lines, first, min(last, end))[1] - first > whole
    ):
        return None
    return first


def _after_first(page: Page, start: int, end: int, whole: int) -> Joint | None:
    """Return the end of the blocks at a line that belong together, if a page has room for them."""
    place = bisect_right(page.page_starts, start)
    following = page.page_starts[place] if place < len(page.page_starts) else end
    if following >= end or _trimmed(page.lines, start, following)[1] - start > whole:
        return None
    return Joint(following)


def _torn(page: Page, start: int, space: int) -> Joint:
    """Return where a page ends that cannot be filled well.

    Rather than a figure a heading is parted from what follows.
    """
    limit = start + space
    loose = page.starts[bisect_right(page.starts, start) : bisect_right(page.starts, limit)]
    return Joint(loose[-1] if loose else _line_between(page.lines, start, limit))


def _joints(page: Page, start: int, end: int) -> Iterator[Joint]:
    """Yield the joints between two lines."""
    first = bisect_right(page.joints, start, key=lambda joint: joint.line)
    for joint in islice(page.joints, first, None):
        if joint.line >= end:
            return
        yield joint


def _end_before(page: Page, joint: Joint) -> int:
    """Return the line after the last one with words before a joint.

    An empty row of a figure's surface may fall between two pages.
    """
    end = joint.line
    while end > 0 and not any(run.text.strip() for run in page.lines[end - 1]):
        end -= 1
    return end


def _with_low_head(joint: Joint, room: int) -> Joint:
    """Return a joint without its heading where that would take more than half of the pane."""
    return joint if 2 * (joint.head_end - joint.head_start) <= room else Joint(joint.line)


def _line_between(lines: list[Line], start: int, limit: int) -> int:
    """Return the line after the last empty one in the lower half, or the first that has no room."""
    for line in range(limit, start + (limit - start) // 2, -1):
        if not any(run.text.strip() for run in lines[line - 1]):
            return line
    return limit


def _trimmed(lines: list[Line], start: int, end: int) -> tuple[int, int]:
    """Return a range of lines without the empty ones at both ends."""
    while start < end and not lines[start]:
        start += 1
    while end > start and not lines[end - 1]:
        end -= 1
    return start, end
