"""Decides which sections count as read: those whose pages were on the screen long enough."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from textual.timer import Timer

from explainer.render.line import line_text
from explainer.render.page import Page

SECONDS_A_WORD = 60 / 500 / 4
"""Shortest time on screen for each word of a page: a quarter of what a fast reader takes.

Fast readers of prose reach 400 to 500 words a minute (Brysbaert 2019, J Mem Lang 109).
"""

PASSED = 0.8
"""Share of a section's questions that must be right for the section to count as read."""


class InSight(NamedTuple):
    """The section and its lines that are on the screen."""

    section: str
    """Id of the section."""
    page: Page
    """The section as it is laid out."""
    lines: range
    """The lines in sight."""


class PageWatch:
    """The blocks of each section that were on the screen long enough to be read."""

    def __init__(
        self, set_timer: Callable[[float, Callable[[], None]], Timer], read: Callable[[str], None]
    ) -> None:
        """`set_timer` calls a function after some seconds; `read` takes a section that is read."""
        self._set_timer = set_timer
        self._read = read
        self._seen: dict[str, set[int]] = {}
        self._counts: dict[str, int] = {}
        self._watched: InSight | None = None
        self._timer: Timer | None = None

    @property
    def begun(self) -> frozenset[str]:
        """Ids of the sections of which something was on the screen long enough."""
        return frozenset(self._seen)

    @property
    def shares(self) -> dict[str, float]:
        """Share of the blocks of each section that were on the screen long enough, 0 to 1."""
        counts = self._counts
        return {name: len(seen) / max(1, counts[name]) for name, seen in self._seen.items()}

    def watch(self, now: InSight) -> None:
        """Wait until what is in sight can have been read, unless that is so already."""
        before = self._watched
        if before is not None and (before.page is now.page and before.lines == now.lines):
            return
        self.stop()
        self._watched = now
        seconds = seconds_to_read(now)
        if seconds > 0:
            self._timer = self._set_timer(seconds, partial(self._note, now))
        else:
            self._note(now)

    def forget(self, section: str) -> None:
        """Count the blocks of a section anew, since another part of it is shown."""
        self.stop()
        self._seen.pop(section, None)
        self._counts.pop(section, None)

    def stop(self) -> None:
        """Watch nothing, since something else is on the screen."""
        self._watched = None
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _note(self, now: InSight) -> None:
        """Note that the lines in sight were there long enough; a block counts by its last line."""
        seen = self._seen.setdefault(now.section, set())
        lasts = {block: _last_line(now.page, block) for block in range(len(now.page.starts))}
        shown = {block: last for block, last in lasts.items() if last is not None}
        seen.update(block for block, last in shown.items() if last in now.lines)
        self._counts[now.section] = len(shown)
        if seen.issuperset(shown):
            self._read(now.section)


def seconds_to_read(now: InSight) -> float:
    """Return the seconds for which lines must be in sight to count as read."""
    lines = now.page.lines[now.lines.start : now.lines.stop]
    return SECONDS_A_WORD * sum(len(line_text(line).split()) for line in lines)


def has_passed(right: int, count: int) -> bool:
    """True if enough of a section's questions were right at the last try."""
    return count > 0 and right >= PASSED * count


def _last_line(page: Page, block: int) -> int | None:
    """Return the last line of a block with something on it; None if no page shows the block."""
    start, end = page.block_range(block)
    if start in page.breaks:
        return None
    while end > start and not page.lines[end - 1]:
        end -= 1
    return end - 1 if end > start else None
