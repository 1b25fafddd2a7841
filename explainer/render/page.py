"""A section laid out for one width: lines, where its blocks begin, what can be opened."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from explainer.render.line import NO_TARGET, Line, TextRun

STEP = TextRun(text="", role="step")
"""Stands where a step begins while teaching; taken out before a page is complete."""


def part_marks(line: int, parts: int) -> list[TextRun]:
    """Marks of the steps that uncover a block part by part, where the first part is there."""
    return [TextRun("", STEP.role, str(line), part) for part in range(1, parts)]


class Step(msgspec.Struct, frozen=True):
    """What one press of "next" uncovers while teaching."""

    line: int
    """The first line of the page that it uncovers, or on which it changes a block."""
    block: int = 0
    """The line in its file of the block that it uncovers another part of; 0 for none."""
    part: int = 0
    """How many more parts of that block are uncovered than at first."""


class TargetKind(StrEnum):
    """What can be opened in a section."""

    CLAIM = "claim"
    TERM = "term"
    SOURCE = "source"
    FOOTNOTE = "footnote"
    LINK = "link"
    CODE = "code"
    BLOCK = "block"
    QUESTION = "question"
    BET = "bet"


class Target(msgspec.Struct, frozen=True):
    """Something on a page that Tab finds and Enter opens."""

    kind: TargetKind
    """What it is."""
    ids: tuple[str, ...]
    """Ids of claims, a term, a source; a link's address; a code block's index; the line in its
    file of a table, chart or timeline; ids of questions."""
    block: int
    """Index of the block of the section that it stands in."""


class Page(msgspec.Struct, frozen=True):
    """The lines of a section at one width."""

    width: int
    """Cells that no line exceeds."""
    lines: list[Line]
    """Top to bottom."""
    starts: list[int]
    """First line of each block of the section; blocks that show nothing share the next one's."""
    targets: list[Target]
    """What can be opened, in reading order."""
    sources: tuple[str, ...] = ()
    """Sources that the section cites, in the order of their numbers."""
    places: dict[str, int] = {}
    """Line of each block id."""
    steps: tuple[Step, ...] = ()
    """Where steps begin, in reading order."""
    breaks: tuple[int, ...] = ()
    """Lines of the slide breaks."""

    def block_at(self, line: int) -> int:
        """Index of the block that a line belongs to."""
        found = 0
        for index, start in enumerate(self.starts):
            if start > line:
                break
            found = index
        return found

    def target_at(self, line: int, column: int) -> int:
        """The target at a cell, or `NO_TARGET`."""
        from rich.cells import cell_len

        if not 0 <= line < len(self.lines):
            return NO_TARGET
        position = 0
        for run in self.lines[line]:
            position += cell_len(run.text)
            if column < position:
                return run.target
        return NO_TARGET
