"""Lays out the blocks of a section as lines of a page, for a terminal of any width."""

from __future__ import annotations

from typing import NamedTuple

from explainer.deck.block import (
    Block,
    Directive,
    Footnotes,
    Heading,
    Paragraph,
    Pause,
    Quote,
    Section,
    SlideBreak,
    SpeakerNote,
    block_id,
)
from explainer.deck.block_text import plain_text
from explainer.deck.model import Deck
from explainer.render.block_layout import BlockLayout
from explainer.render.directive_lines import directive_lines
from explainer.render.inline import InlineLayout
from explainer.render.line import Line, TextRun, wrap
from explainer.render.page import HEADING_ROW, JOINT, ROW_JOINT, STEP, Joint, Page, Step
from explainer.render.question_lines import bet_lines, settled_lines
from explainer.render.setting import LEARNING, Setting, SettledBet
from explainer.render.surface import ROOMY_WIDTH, is_on_surface, on_surface, stands_on_surface

_LEAF = 9  # Level below every heading, for blocks that contain no others.
_END = -1  # Level above every heading, for bets settled at the end of the section.


class Layout:
    """Lays out one section at one width."""

    def __init__(self, deck: Deck, width: int, setting: Setting = LEARNING) -> None:
        """`width` is for tables and code; text is at most as wide as the setting says."""
        self._deck = deck
        self._width = max(1, width)
        self._setting = setting
        self._widest = max(1, setting.widest)
        self._inline = InlineLayout(deck)
        self._blocks = BlockLayout(self._inline, setting, self._directive_lines)
        self._settling: list[tuple[int, SettledBet]] = []
        # A heading and a block under it may share an id, but a bet is settled only once.
        self._settled: set[str] = set()

    def page(self, section: Section) -> Page:
        """Return the page with the lines of a section."""
        lines: list[Line] = []
        starts: list[int] = []
        unseen: list[int] = []
        places: dict[str, int] = {}
        breaks = _PageStarts()
        first = _own_heading(section)
        if first is None and (bet := self._bet()):
            lines.extend(bet)
            if self._setting.asked is None:
                breaks.cuts.append(len(lines))
        if self._setting.asked is not None:
            self._settling = [(_END, bet) for bet in self._setting.asked.settled.get("", ())]
        for index, block in enumerate(section.blocks):
            breaks.add_settled(lines, self._settled_before(block))
            self._inline.block = index
            self._blocks.number = self._deck.number_of(section.id) if block is first else 0
            if isinstance(block, SlideBreak):
                self._inline.verdicts_met.clear()
            block_lines = self._blocks.stepped_lines(
                block, self._blocks.block_lines(block, self._width, 0)
            )
            if block_lines and stands_on_surface(block):
                block_lines = self._on_surface(block_lines)
            if block_lines and lines:
                space = _space_before(block, lines[-1], block_lines[0], self._width)
                lines.extend([] for _ in range(space))
            if block_lines:
                breaks.add_block(block, len(lines))
            starts.append(len(lines))
            if block_lines:
                starts[len(starts) - 1 - len(unseen) :] = [len(lines)] * (len(unseen) + 1)
                unseen = []
            else:
                unseen.append(index)
            if identifier := block_id(block):
                places.setdefault(identifier, len(lines))
            lines.extend(block_lines)
            if block is first:
                lines.extend(self._part_words(section))
            if block is first and self._setting.asked is None:
                breaks.cuts.extend(self._add_class_opening(lines, section))
            elif block is first:
                breaks.add_bet(lines, self._bet(), self._width)
            self._queue_bets(block)
        breaks.add_settled(lines, self._settled_before(None))
        marks = _taken_marks(lines)
        # A bet above the first block belongs to it.
        starts = [0 if start == starts[0] else start for start in starts]
        return Page(
            self._width,
            lines,
            starts,
            self._inline.targets,
            tuple(self._inline.sources),
            places,
            marks.steps,
            tuple(
                start
                for block, start in zip(section.blocks, starts, strict=True)
                if isinstance(block, SlideBreak)
            ),
            tuple(breaks.cuts),
            tuple(breaks.lines),
            frozenset(breaks.headings),
            marks.joints,
        )

    def _directive_lines(self, block: Directive, width: int) -> list[Line]:
        return directive_lines(block, self._deck, self._inline, width, self._setting)

    def _part_words(self, section: Section) -> list[Line]:
        """Return what a reader is told of the screens that a route leaves out."""
        if not section.left_out or not self._setting.part_words:
            return []
        width = min(self._width, self._widest)
        return wrap([TextRun(self._setting.part_words, "muted")], width)

    def _add_class_opening(self, lines: list[Line], section: Section) -> list[int]:
        """Add what a class sees below the heading: the summary, and on a page of its own the bet.

        Returns:
            The first line of the bet, and the line after its last; nothing without a bet.
        """
        bet = self._bet()
        if not bet:
            return []
        entry = self._deck.entry(section.id)
        if entry is not None and entry.summary:
            width = min(self._width, self._widest)
            lines.extend([[], *wrap([TextRun(entry.summary, "muted")], width)])
        begin = len(lines)
        lines.extend([[], *bet])
        return [begin, len(lines)]

    def _bet(self) -> list[Line]:
        """Return the bet of the section, below its heading, if one can be placed."""
        asked = self._setting.asked
        bet = asked.bet if asked else self._setting.bet
        if not bet:
            return []
        width = min(self._width, self._widest)
        lines = bet_lines(self._deck.questions[bet], self._deck, width, self._inline, asked)
        return self._on_surface(lines)

    def _on_surface(self, lines: list[Line]) -> list[Line]:
        return on_surface(lines, min(self._width, self._widest), self._width)

    def _queue_bets(self, block: Block) -> None:
        """Queue the bets that a block settles: for a heading, until all under it was shown."""
        asked = self._setting.asked
        name = block_id(block)
        if asked is None or not name or name in self._settled:
            return
        level = block.level if isinstance(block, Heading) else _LEAF
        self._settled.add(name)
        self._settling.extend((level, bet) for bet in asked.settled.get(name, ()))

    def _settled_before(self, block: Block | None) -> list[list[Line]]:
        """Return the queued bets that are settled before a block, or at the end of the section."""
        if not self._settling:
            return []
        level = block.level if isinstance(block, Heading) else _LEAF
        if isinstance(block, SlideBreak):
            level = 0
        elif block is None or isinstance(block, Footnotes):
            level = _END
        due = [bet for own, bet in self._settling if level <= own]
        self._settling = [(own, bet) for own, bet in self._settling if level > own]
        width = min(self._width, self._widest)
        return [
            self._on_surface(settled_lines(bet, self._deck, width, self._inline)) for bet in due
        ]


def lay_out(section: Section, deck: Deck, width: int, setting: Setting = LEARNING) -> Page:
    """Return the page of a section at a width."""
    return Layout(deck, width, setting).page(section)


class _PageStarts:
    """Gathers the lines at which a page may begin."""

    def __init__(self) -> None:
        self.lines: list[int] = []
        self.headings: list[int] = []
        self.cuts: list[int] = []
        self._before: Block | None = None

    def add_block(self, block: Block, line: int) -> None:
        """Add the first line of a block, unless it belongs to the block before it."""
        if not isinstance(block, SlideBreak) and not _belongs_together(self._before, block):
            self.lines.append(line)
            if isinstance(block, Heading):
                self.headings.append(line)
        self._before = block

    def add_bet(self, lines: list[Line], bet: list[Line], width: int) -> None:
        """Add the bet below the heading of a section; a page may begin after it."""
        if bet:
            self._before = None
            lines.extend([[]] if width >= ROOMY_WIDTH else [])
        lines.extend(bet)

    def add_settled(self, lines: list[Line], settled: list[list[Line]]) -> None:
        """Add bets that are settled, each a page of its own, to the lines of the section."""
        for bet in settled:
            self.cuts.append(len(lines))
            lines.append([])
            self.lines.append(len(lines))
            lines.extend(bet)
        if settled:
            self.cuts.append(len(lines))
            self._before = None


def _belongs_together(before: Block | None, block: Block) -> bool:
    """True if no page may end between two blocks."""
    if isinstance(before, Heading):
        return True
    if isinstance(before, Paragraph):
        return plain_text(before.content).rstrip().endswith(":")
    is_author = isinstance(block, Paragraph) and plain_text(block.content)[:1] in ("—", "–", "―")
    return isinstance(before, Quote) and is_author


class _Marks(NamedTuple):
    """The places of the marks in a section's lines."""

    steps: tuple[Step, ...]
    """Beginnings of steps."""
    joints: tuple[Joint, ...]
    """Lines within blocks at which a page may begin."""


def _taken_marks(lines: list[Line]) -> _Marks:
    """Remove the marks of steps and joints from some lines, and return their places."""
    steps: list[Step] = []
    joints: list[Joint] = []
    head = (0, 0)
    for number, line in enumerate(lines):
        if all(run.text for run in line):
            continue
        kept: Line = []
        for run in line:
            kind = "" if run.text else run.role.rpartition(" ")[2]
            if kind == STEP.role:
                step = Step(number, int(run.href), run.target) if run.href else Step(number)
                steps.append(step)
            elif kind == JOINT.role:
                joints.append(Joint(number))
            elif kind == ROW_JOINT.role:
                joints.append(Joint(number, *head))
            elif kind == HEADING_ROW.role:
                goes_on = number > 0 and head[1] == number
                head = (head[0] if goes_on else number, number + 1)
            else:
                kept.append(run)
        lines[number] = kept
    return _Marks(tuple(steps), tuple(joints))


def _own_heading(section: Section) -> Heading | None:
    """Return the heading that names a section: its first, unless text stands before it."""
    for block in section.blocks:
        if isinstance(block, Heading):
            return block
        if not isinstance(block, SpeakerNote | Pause | SlideBreak):
            return None
    return None


def _space_before(block: Block, before: Line, first: Line, width: int) -> int:
    """Return the number of empty lines between a block and the line before it.

    On a narrow screen the edge of a surface has to do, except where another surface follows.
    """
    if isinstance(block, Heading) and block.level <= 2:
        return 2
    if width >= ROOMY_WIDTH:
        return 1
    return 0 if is_on_surface(before) != is_on_surface(first) else 1
