"""Writes blocks as plain text: those of a section, or of a question."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from explainer.deck.block import (
    Block,
    Broken,
    BulletList,
    Callout,
    CodeBlock,
    Directive,
    Footnotes,
    Grid,
    Heading,
    Image,
    MathBlock,
    Paragraph,
    Quote,
    Rule,
    SlideBreak,
)
from explainer.render.line import NARROWEST_TEXT
from explainer.render.plain_inline import PlainInlines
from explainer.render.plain_lines import columns, text_width, wrapped

DirectiveText = Callable[[Directive, int], Iterator[str]]
"""Yields the lines of a directive within a width."""


class PlainBlocks:
    """Writes blocks that belong together: their sources are numbered in one row."""

    def __init__(self, inlines: PlainInlines, directive_lines: DirectiveText) -> None:
        """`directive_lines` writes the directives that may stand among the blocks."""
        self._inlines = inlines
        self._directive_lines = directive_lines

    def lines(self, blocks: tuple[Block, ...], width: int, tight: bool = False) -> Iterator[str]:
        """Yield the lines of some blocks, with an empty line between two unless `tight`."""
        is_first = True
        for block in blocks:
            is_begun = False
            for line in self._block(block, width):
                if not (is_begun or is_first or tight):
                    yield ""
                is_begun, is_first = True, False
                yield line

    def _block(self, block: Block, width: int) -> Iterator[str]:
        if isinstance(block, Heading):
            words = self._inlines.words(block.content)
            yield from wrapped(words, width)
            if block.level <= 2:
                yield ("=" if block.level == 1 else "-") * min(width, text_width(words))
        elif isinstance(block, Paragraph):
            yield from wrapped(self._inlines.words(block.content), width)
        elif isinstance(block, BulletList):
            yield from self._list(block, width)
        elif isinstance(block, Quote):
            yield from self.behind("> ", "> ", block.blocks, width)
        elif isinstance(block, Callout):
            yield f"{block.kind.capitalize()}:"
            yield from self.lines(block.blocks, width)
        elif isinstance(block, CodeBlock):
            yield from wrapped(f"Code{f' ({block.language})' if block.language else ''}:", width)
            yield from ("    " + line.expandtabs(4) for line in block.text.split("\n"))
        elif isinstance(block, MathBlock):
            # As it is written: a drawing of several lines says nothing to a screen reader.
            yield from ("    " + line for line in ("$$", *block.latex.split("\n"), "$$"))
        elif isinstance(block, Image):
            words = f"Image: {block.alt or block.path}"
            yield from wrapped(f"{words} {block.caption}".strip(), width)
        elif isinstance(block, Grid):
            header = [self._inlines.words(cell) for cell in block.header]
            rows = [[self._inlines.words(cell) for cell in row] for row in block.rows]
            yield from columns(header, block.align, rows, width)
        elif isinstance(block, Directive):
            yield from self._directive_lines(block, width)
        elif isinstance(block, Footnotes):
            for note in block.notes:
                mark = f"({note.number}) "
                yield from self.behind(mark, " " * len(mark), note.blocks, width)
        elif isinstance(block, Broken):
            problem = block.problem
            place = problem.span.file + (f":{problem.span.line}" if problem.span.line else "")
            words = f"{problem.severity.value}[{problem.code.value}] {problem.message}"
            yield from wrapped(f"{words} {problem.help} ({place})".replace("  ", " "), width)
        elif isinstance(block, Rule | SlideBreak):
            yield "* * *"

    def _list(self, block: BulletList, width: int) -> Iterator[str]:
        for index, item in enumerate(block.items):
            if index and not block.tight:
                yield ""
            marker = "- " if block.start is None else f"{block.start + index}. "
            if item.checked is not None:
                marker = "[x] " if item.checked else "[ ] "
            rest = " " * len(marker)
            yield from self.behind(marker, rest, item.blocks, width, tight=block.tight)

    def behind(
        self, first: str, rest: str, blocks: tuple[Block, ...], width: int, tight: bool = False
    ) -> Iterator[str]:
        """Yield blocks with something in front of each line, as long as there is room for it."""
        if width - len(first) < NARROWEST_TEXT:
            yield first.rstrip()
            yield from self.lines(blocks, width, tight)
            return
        is_begun = False
        for line in self.lines(blocks, width - len(first), tight):
            yield (rest + line if is_begun else first + line).rstrip()
            is_begun = True
        if not is_begun:
            yield first.rstrip()
