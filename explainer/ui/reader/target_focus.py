"""Which claim, term, source, link or code block of a page is in focus, and how far it is opened."""

from __future__ import annotations

from explainer.deck.block import CodeBlock, Section
from explainer.render.line import NO_TARGET
from explainer.render.page import Page, Target


class TargetFocus:
    """What Tab found on the page in sight."""

    def __init__(self) -> None:
        self.index = NO_TARGET
        """The target in focus, by its place in the page's targets, or `NO_TARGET`."""
        self.step: int | None = None
        """Step of the opened code block, from 0; None where none is opened."""

    @property
    def is_stepping(self) -> bool:
        """Whether a code block is opened and takes the keys."""
        return self.step is not None

    def clear(self) -> None:
        """Nothing is in focus, as at the beginning of a section."""
        self.index, self.step = NO_TARGET, None

    def target(self, page: Page) -> Target | None:
        """The target in focus."""
        return page.targets[self.index] if 0 <= self.index < len(page.targets) else None

    def move(self, page: Page, by: int, top: int, room: int) -> int | None:
        """To the next target (`by` 1) or the one before (-1).

        Args:
            page: The page in sight.
            by: Which way.
            top: First line in sight.
            room: Lines in sight.

        Returns:
            The first line to show so that the target is in sight; None where there are no targets.
        """
        self.step = None
        order = _in_reading_order(page)
        if not order:
            return None
        at = [target for _, target in order]
        if self.index in at and self._is_seen(page, top, room):
            position = at.index(self.index) + by
        else:
            seen = [i for i, (line, _) in enumerate(order) if top <= line < top + room]
            ahead = [i for i, (line, _) in enumerate(order) if line >= top]
            near = seen or ahead[:1] or [0]
            position = near[0] if by > 0 else near[-1]
        line, self.index = order[position % len(order)]
        return top if top <= line < top + room - 1 else line - room // 3

    def _is_seen(self, page: Page, top: int, room: int) -> bool:
        """Whether what is in focus is in sight: who left it behind goes on from where they are."""
        lines = page.lines[top : top + room]
        return any(run.target == self.index for line in lines for run in line)

    def turn_step(self, by: int, section: Section, page: Page) -> None:
        """Focus another step of the opened code block."""
        target = self.target(page)
        if self.step is None or target is None:
            return
        block = section.blocks[target.block]
        count = len(block.steps) if isinstance(block, CodeBlock) else 0
        self.step = max(0, min(self.step + by, count - 1))


def _in_reading_order(page: Page) -> list[tuple[int, int]]:
    """First line and index of every target of a page."""
    first: dict[int, int] = {}
    for number, line in enumerate(page.lines):
        for run in line:
            if run.target != NO_TARGET:
                first.setdefault(run.target, number)
    return [(line, target) for target, line in first.items()]
