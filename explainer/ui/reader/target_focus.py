"""The target of a page (claim, term, source, link or code block) that is in focus."""

from __future__ import annotations

from explainer.deck.block import CodeBlock, Section
from explainer.render.line import NO_TARGET
from explainer.render.page import Page, Target, TargetKind


class TargetFocus:
    """The target in focus on the page in sight, and the step of an opened code block."""

    def __init__(self) -> None:
        self.index = NO_TARGET
        """Index of the target in focus in the page's targets, or `NO_TARGET`."""
        self.step: int | None = None
        """Step of the opened code block, from 0; None where none is open."""

    @property
    def is_stepping(self) -> bool:
        """True while an opened code block takes the keys."""
        return self.step is not None

    def clear(self) -> None:
        """Focus nothing, as at the beginning of a section."""
        self.index, self.step = NO_TARGET, None

    def target(self, page: Page) -> Target | None:
        """Return the target in focus; None for none."""
        return page.targets[self.index] if 0 <= self.index < len(page.targets) else None

    def move(self, page: Page, by: int, in_sight: range) -> int | None:
        """Focus the next target (`by` 1) or the one before (-1).

        Args:
            page: The section as it is laid out.
            by: 1 or -1.
            in_sight: The lines in sight.

        Returns:
            The line that the target stands on; None where there are no targets.
        """
        self.step = None
        order = _in_reading_order(page)
        if not order:
            return None
        at = [target for _, target in order]
        if self.index in at and self.is_in_sight(page, in_sight):
            position = at.index(self.index) + by
        else:
            seen = [i for i, (line, _) in enumerate(order) if line in in_sight]
            ahead = [i for i, (line, _) in enumerate(order) if line >= in_sight.start]
            near = seen or ahead[:1] or [0]
            position = near[0] if by > 0 else near[-1]
        line, self.index = order[position % len(order)]
        return line

    def is_in_sight(self, page: Page, in_sight: range) -> bool:
        """True if the target in focus is in sight."""
        lines = page.lines[in_sight.start : in_sight.stop]
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
    """Return first line and index of every target of a page, from top to bottom."""
    first: dict[int, int] = {}
    for number, line in enumerate(page.lines):
        for run in line:
            # Digits and clicks take choices; for Tab the whole question is one mark.
            if run.target != NO_TARGET and page.targets[run.target].kind is not TargetKind.CHOICE:
                first.setdefault(run.target, number)
    return [(line, target) for target, line in first.items()]
