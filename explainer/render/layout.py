"""Blocks to the lines of a page, for a terminal of any width."""

from __future__ import annotations

from explainer.deck.block import (
    Block,
    Broken,
    BulletList,
    Callout,
    Code,
    Directive,
    Footnotes,
    Grid,
    Heading,
    Image,
    ListItem,
    Paragraph,
    Pause,
    Quote,
    Rule,
    Section,
    SlideBreak,
    SpeakerNote,
    block_id,
)
from explainer.deck.model import Deck
from explainer.render.code import code_lines
from explainer.render.directive import directive_lines
from explainer.render.grid import GridCells, grid_lines
from explainer.render.inline import InlineLayout, footnote_mark
from explainer.render.line import Line, Run, line_width, pad, wrap
from explainer.render.page import Page, Target, TargetKind

WIDEST_TEXT = 88
"""Text is set no wider than this many cells, unless a person says otherwise: longer lines lose the
eye on its way back."""

NARROWEST_TEXT = 14
"""Nested blocks stop being indented where their text would get narrower than this."""

_BULLETS = ("•", "◦", "▪")
_CALLOUTS = {
    "note": "Note",
    "tip": "Tip",
    "important": "Important",
    "warning": "Warning",
    "caution": "Caution",
}


class Layout:
    """Lays out one section at one width."""

    def __init__(self, deck: Deck, width: int, widest: int = WIDEST_TEXT) -> None:
        """`width` is what tables and code may take, `widest` what text does at most."""
        self._deck = deck
        self._width = max(1, width)
        self._widest = max(1, widest)
        self._inline = InlineLayout(deck)

    def page(self, section: Section) -> Page:
        """The lines of a section."""
        lines: list[Line] = []
        starts: list[int] = []
        places: dict[str, int] = {}
        for index, block in enumerate(section.blocks):
            self._inline.block = index
            block_lines = self.block_lines(block, self._width, 0)
            if block_lines and lines:
                lines.extend([] for _ in range(_space_before(block)))
            starts.append(len(lines))
            if identifier := block_id(block):
                places.setdefault(identifier, len(lines))
            lines.extend(block_lines)
        return Page(
            self._width,
            lines,
            starts,
            self._inline.targets,
            tuple(self._inline.sources),
            places,
        )

    def block_lines(self, block: Block, width: int, depth: int) -> list[Line]:
        """The lines of one block; none for what only a presenter or a step knows."""
        width = max(1, width)
        if isinstance(block, Paragraph):
            return wrap(self._inline.runs(block.content), min(width, self._widest))
        if isinstance(block, Heading):
            return self._heading(block, width)
        if isinstance(block, BulletList):
            return self._list(block, width, depth)
        if isinstance(block, Quote):
            inner = self._blocks(block.blocks, _narrowed(width, 2), depth + 1)
            return [[Run("▎ ", "quote-bar"), *_in_role(line, "quote")] for line in inner]
        if isinstance(block, Callout):
            return self._callout(block, width, depth)
        if isinstance(block, Code):
            target = -1
            if block.steps:
                self._inline.targets.append(
                    Target(TargetKind.CODE, (str(self._inline.block),), self._inline.block)
                )
                target = len(self._inline.targets) - 1
            return code_lines(block, width, target)
        if isinstance(block, Grid):
            return self._grid(block, width)
        if isinstance(block, Directive):
            return directive_lines(block, self._deck, self._inline, width)
        if isinstance(block, Image):
            return _image(block, min(width, self._widest))
        if isinstance(block, Rule):
            return [[Run("─" * min(width, 24), "rule")]]
        if isinstance(block, SlideBreak):
            return [[Run("─" * min(width, self._widest), "rule")]]
        if isinstance(block, Footnotes):
            return self._footnotes(block, width, depth)
        if isinstance(block, Broken):
            return broken_lines(block, min(width, self._widest))
        assert isinstance(block, Pause | SpeakerNote)
        return []

    def _blocks(
        self, blocks: tuple[Block, ...], width: int, depth: int, tight: bool = False
    ) -> list[Line]:
        lines: list[Line] = []
        for block in blocks:
            inner = self.block_lines(block, width, depth)
            if lines and inner and not tight:
                lines.append([])
            lines.extend(inner)
        return lines

    def _heading(self, block: Heading, width: int) -> list[Line]:
        role = f"heading-{min(block.level, 4)}"
        return wrap(self._inline.runs(block.content, role), min(width, self._widest))

    def _list(self, block: BulletList, width: int, depth: int) -> list[Line]:
        lines: list[Line] = []
        last = (block.start or 0) + len(block.items) - 1
        for index, item in enumerate(block.items):
            if index and not block.tight:
                lines.append([])
            lines.extend(self._item(block, index, item, width, depth, len(str(last))))
        return lines

    def _item(
        self, block: BulletList, index: int, item: ListItem, width: int, depth: int, digits: int
    ) -> list[Line]:
        marker = _marker(block, index, item, depth, digits)
        indent = line_width(marker)
        roomy = width - indent >= NARROWEST_TEXT
        inner = self._blocks(
            item.blocks, width - indent if roomy else width - 2, depth + 1, block.tight
        ) or [[]]
        rest = Run(" " * (indent if roomy else 0))
        return [
            [*marker, *line] if not number else ([rest, *line] if line else [])
            for number, line in enumerate(inner)
        ]

    def _callout(self, block: Callout, width: int, depth: int) -> list[Line]:
        inner = self._blocks(block.blocks, _narrowed(min(width, self._widest), 2), depth + 1)
        role = f"callout-{block.kind}"
        label = _CALLOUTS.get(block.kind, block.kind.capitalize())
        return [
            [Run("▎ ", role), Run(label, f"{role} strong")],
            *([Run("▎ ", role), *line] for line in inner),
        ]

    def _grid(self, block: Grid, width: int) -> list[Line]:
        cells = GridCells(
            [self._inline.runs(cell) for cell in block.header],
            block.align,
            [[self._inline.runs(cell) for cell in row] for row in block.rows],
        )
        return grid_lines(cells, width)

    def _footnotes(self, block: Footnotes, width: int, depth: int) -> list[Line]:
        lines: list[Line] = [[Run("─" * min(12, width), "rule")]]
        for note in block.notes:
            inner = self._blocks(note.blocks, _narrowed(min(width, self._widest), 2), depth + 1)
            mark = pad([Run(footnote_mark(note.number), "source")], 2)
            lines.extend(
                [*mark, *_in_role(line, "muted")] if not number else [Run("  "), *line]
                for number, line in enumerate(inner)
            )
        return lines


def lay_out(section: Section, deck: Deck, width: int, widest: int = WIDEST_TEXT) -> Page:
    """The page of a section at a width."""
    return Layout(deck, width, widest).page(section)


def broken_lines(block: Broken, width: int) -> list[Line]:
    """What stands in the place of a broken part: what is wrong, where, and what to do."""
    problem = block.problem
    place = problem.span.file
    if problem.span.line is not None:
        place += f":{problem.span.line}"
    runs = [
        Run(f"{problem.severity.value}[{problem.code.value}] ", "error strong"),
        Run(problem.message),
    ]
    lines = wrap(runs, _narrowed(width, 2))
    if problem.help:
        lines.extend(wrap([Run(problem.help, "muted")], _narrowed(width, 2)))
    lines.extend(wrap([Run(place, "faint")], _narrowed(width, 2)))
    return [[Run("▎ ", "error"), *line] for line in lines]


def _image(block: Image, width: int) -> list[Line]:
    """A frame with the image's words."""
    inner = max(1, min(block.width or width, width) - 4)
    words = block.alt or "An image without a description."
    body = wrap([Run("▣ ", "muted"), Run(words)], inner)
    body.extend(wrap([Run(block.path, "faint")], inner))
    top = Run("╭" + "─" * (inner + 2) + "╮", "rule")
    bottom = Run("╰" + "─" * (inner + 2) + "╯", "rule")
    edge = Run("│", "rule")
    lines: list[Line] = [[top]]
    lines.extend([edge, Run(" "), *pad(line, inner), Run(" "), edge] for line in body)
    lines.append([bottom])
    if block.caption:
        lines.extend(wrap([Run(block.caption, "muted")], width))
    return lines


def _marker(block: BulletList, index: int, item: ListItem, depth: int, digits: int) -> list[Run]:
    if item.checked is not None:
        return [Run("☑ " if item.checked else "☐ ", "marker")]
    if block.start is not None:
        return [Run(f"{block.start + index:>{digits}}. ", "marker")]
    return [Run(f"{_BULLETS[min(depth, len(_BULLETS) - 1)]} ", "marker")]


def _narrowed(width: int, by: int) -> int:
    return max(1, width - by)


def _in_role(line: Line, role: str) -> Line:
    return [run._replace(role=f"{role} {run.role}".strip()) for run in line]


def _space_before(block: Block) -> int:
    """Empty lines between a block and what stands before it."""
    return 2 if isinstance(block, Heading) and block.level <= 2 else 1
