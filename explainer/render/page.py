"""A section laid out for one width: its lines, with the places of blocks, targets and steps."""

from __future__ import annotations

from bisect import bisect_right
from enum import StrEnum

import msgspec
from rich.cells import cell_len

from explainer.render.line import NO_TARGET, Line, TextRun

STEP = TextRun(text="", role="step")
"""Marks the beginning of a step while teaching; removed before a page is complete."""

JOINT = TextRun(text="", role="joint")
"""Marks a line within a block at which another page may begin; removed like a step's mark."""

ROW_JOINT = TextRun(text="", role="row-joint")
"""Marks the same between the rows of a table, whose heading is repeated there."""

HEADING_ROW = TextRun(text="", role="heading-row")
"""Marks the lines of a table's heading; removed likewise."""


def part_marks(line: int, parts: int) -> list[TextRun]:
    """Return marks for the steps that uncover the parts of a block after the first."""
    return [TextRun("", STEP.role, str(line), part) for part in range(1, parts)]


class Step(msgspec.Struct, frozen=True):
    """A part of a page uncovered by one press of "next" while teaching."""

    line: int
    """First line of the page that it uncovers, or on which it changes a block."""
    block: int = 0
    """Line, in its file, of the block of which it uncovers another part; 0 for none."""
    part: int = 0
    """Number of parts of that block that are uncovered in addition to the first."""


class Joint(msgspec.Struct, frozen=True):
    """A line within a block at which another page may begin."""

    line: int
    """The line."""
    head_start: int = 0
    """First line of the heading to repeat above it."""
    head_end: int = 0
    """The line after the last of that heading; equal to `head_start` where there is none."""


class TargetKind(StrEnum):
    """Kinds of targets."""

    CLAIM = "claim"
    TERM = "term"
    SOURCE = "source"
    FOOTNOTE = "footnote"
    LINK = "link"
    CODE = "code"
    BLOCK = "block"
    QUESTION = "question"
    BET = "bet"
    CHOICE = "choice"


class Target(msgspec.Struct, frozen=True):
    """A part of a page that Tab selects and Enter opens."""

    kind: TargetKind
    """Kind of the target."""
    ids: tuple[str, ...]
    """Ids of claims, a term, a source; a link's address; a code block's index; the line in its file
    of a table, chart or timeline; ids of questions; a question's id, `bet` or `question`, and the
    number of a choice."""
    block: int
    """Index of the block of the section that it stands in."""


_OPENED_WHOLE = (TargetKind.BLOCK, TargetKind.QUESTION, TargetKind.BET)
"""Kinds of targets of which every line of their block opens them."""


class Page(msgspec.Struct, frozen=True):
    """The lines of a section at one width."""

    width: int
    """Most cells of a line."""
    lines: list[Line]
    """Lines from top to bottom."""
    starts: list[int]
    """First line of each block of the section; a block without lines shares that of the next."""
    targets: list[Target]
    """Targets, in reading order."""
    sources: tuple[str, ...] = ()
    """Sources that the section cites, in the order of their numbers."""
    places: dict[str, int] = {}
    """Line of each block id."""
    steps: tuple[Step, ...] = ()
    """Beginnings of steps, in reading order."""
    breaks: tuple[int, ...] = ()
    """Lines of the slide breaks."""
    cuts: tuple[int, ...] = ()
    """Lines at which a screenful begins without a slide break: a class's bet, a settled bet, and
    what follows it."""
    page_starts: tuple[int, ...] = ()
    """Lines at which a page may begin: of every block that does not belong to the one before."""
    headings: frozenset[int] = frozenset()
    """Those of them at which a heading stands."""
    joints: tuple[Joint, ...] = ()
    """Lines within blocks at which a page may begin where a block is longer than the pane."""

    def block_at(self, line: int) -> int:
        """Return the index of the block that a line belongs to."""
        found = 0
        for index, start in enumerate(self.starts):
            if start > line:
                break
            found = index
        return found

    def block_range(self, block: int) -> tuple[int, int]:
        """Return the first line of a block and the line after its last."""
        start = self.starts[block]
        after = bisect_right(self.starts, start)
        if block + 1 < after:
            return start, start  # of blocks that share a line, only the last shows something
        return start, self.starts[after] if after < len(self.starts) else len(self.lines)

    def figure_at(self, line: int) -> int:
        """Return the target that opens the figure, question or bet on a line, or `NO_TARGET`.

        Its first line must have that target: in a list or a quote a figure is a part of the block.
        """
        if not 0 <= line < len(self.lines):
            return NO_TARGET
        for run in self.lines[line]:
            if run.target != NO_TARGET and self.targets[run.target].kind is TargetKind.CHOICE:
                return run.target
        own = range(*self.block_range(self.block_at(line)))
        shown = [number for number in own if any(run.text.strip() for run in self.lines[number])]
        if not shown or line > shown[-1]:
            return NO_TARGET
        for run in self.lines[shown[0]]:
            if run.target != NO_TARGET and self.targets[run.target].kind in _OPENED_WHOLE:
                return run.target
        return NO_TARGET

    def target_at(self, line: int, column: int) -> int:
        """Return the index of the target at a cell, or `NO_TARGET`."""
        if not 0 <= line < len(self.lines):
            return NO_TARGET
        position = 0
        for run in self.lines[line]:
            position += cell_len(run.text)
            if column < position:
                return run.target
        return NO_TARGET
