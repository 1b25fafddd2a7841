"""Decides which sections count as read: those whose pages were on the screen long enough."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from textual.timer import Timer

from explainer.deck.block import Section
from explainer.render.line import line_text
from explainer.render.page import Page
from explainer.ui.base.seen_blocks import SeenBlocks, block_digests

SECONDS_A_WORD = 60 / 500 / 4
"""Shortest time on screen for each word of a page: a quarter of what a fast reader takes.

Fast readers of prose reach 400 to 500 words a minute (Brysbaert 2019, J Mem Lang 109).
"""

PASSED = 0.8
"""Share of a section's questions that must be right for the section to count as read."""


class InSight(NamedTuple):
    """The section and its lines that are on the screen."""

    section: Section
    """The section."""
    page: Page
    """The section as it is laid out."""
    lines: range
    """The lines in sight."""


class PageWatch:
    """Notes the blocks of sections that were on the screen long enough to be read."""

    def __init__(
        self,
        set_timer: Callable[[float, Callable[[], None]], Timer],
        seen: SeenBlocks,
        read: Callable[[str], None],
        changed: Callable[[], None],
    ) -> None:
        """Begin with nothing in sight.

        Args:
            set_timer: Calls a function after some seconds.
            seen: Blocks that were seen before; those seen from now on are added.
            read: Takes the id of a section of which everything was seen.
            changed: Called when more was seen than before.
        """
        self._set_timer = set_timer
        self._read = read
        self._changed = changed
        self.seen = seen
        """The blocks that were on the screen long enough."""
        self._digested: tuple[Section, list[int]] | None = None
        self._watched: InSight | None = None
        self._timer: Timer | None = None

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

    def stop(self) -> None:
        """Watch nothing, since something else is on the screen."""
        self._watched = None
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _note(self, now: InSight) -> None:
        """Note that the lines in sight were there long enough; a block counts by its last line."""
        digests = self._digests(now.section)
        lasts = [_last_line(now.page, block) for block in range(len(now.page.starts))]
        shown = [(digests[block], last) for block, last in enumerate(lasts) if last is not None]
        section, every = now.section.id, [digest for digest, _ in shown]
        is_more = self.seen.note(section, every, [one for one, at in shown if at in now.lines])
        if self.seen.shares[section] >= 1:
            self._read(section)
        if is_more:
            self._changed()

    def _digests(self, section: Section) -> list[int]:
        """Return the digests of a section's blocks, made once while it is in sight."""
        if self._digested is None or self._digested[0] is not section:
            self._digested = section, block_digests(section.blocks)
        return self._digested[1]


def seconds_to_read(now: InSight) -> float:
    """Return the seconds for which lines must be in sight to count as read."""
    lines = now.page.lines[now.lines.start : now.lines.stop]
    return SECONDS_A_WORD * sum(len(line_text(line).split()) for line in lines)


def passed_sections(scores: Mapping[str, tuple[int, int]]) -> list[str]:
    """Return the ids of the sections of which enough questions were right at the last try.

    Args:
        scores: For each section with answers, its questions that were right, and all that it has.
    """
    return [name for name, (right, count) in scores.items() if count and right >= PASSED * count]


def _last_line(page: Page, block: int) -> int | None:
    """Return the last line of a block with something on it; None if no page shows the block."""
    start, end = page.block_range(block)
    if start in page.breaks:
        return None
    while end > start and not page.lines[end - 1]:
        end -= 1
    return end - 1 if end > start else None
