"""Writes plain text and blocks as the Markdown that a question's texts are in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from explainer.deck.block import (
    Block,
    Break,
    BulletList,
    CodeBlock,
    CodeText,
    Grid,
    Heading,
    Inline,
    Math,
    MathBlock,
    Paragraph,
    Quote,
    Rule,
    Text,
    walk,
)
from explainer.importers.code_lines import split_code
from explainer.importers.markdown_inlines import cell_markdown, has_tight_marks, inline_markdown
from explainer.importers.parsed_text import parse_line, parse_part, parse_text
from explainer.problems import Span

EMPHASIS_IN_WORDS = "Emphasis of a part of a word was left out; Markdown reads none there."
"""Remark on a text with `has_emphasis_in_words`."""

_NOWHERE = Span("")
_TICKS = re.compile("`{3,}")


def plain_markdown(text: str) -> str:
    """Return plain text as Markdown: its line ends stay, and lines of code are fenced."""
    return block_markdown(plain_blocks(text))


def plain_line_markdown(text: str) -> str:
    """Return plain text as Markdown for a text that stands on a line; its line ends stay."""
    return inline_markdown(lines_of(text), parse_line)


def plain_blocks(text: str) -> tuple[Block, ...]:
    """Return plain text as paragraphs and blocks of code."""
    return tuple(
        CodeBlock(part, "", _NOWHERE) if is_code else Paragraph(lines_of(part), _NOWHERE)
        for part, is_code in split_code(text)
    )


def lines_of(text: str) -> tuple[Inline, ...]:
    """Return plain text as inlines with its line ends."""
    inlines: list[Inline] = []
    for line in text.strip("\n").split("\n"):
        inlines.extend((Break(), Text(line)) if inlines else (Text(line),))
    return tuple(inlines)


def block_markdown(blocks: Iterable[Block]) -> str:
    """Return the blocks of a whole text as Markdown, with a blank line between them."""
    blocks = tuple(blocks)
    if len(blocks) == 1 and isinstance(only := blocks[0], Paragraph):
        return inline_markdown(only.content, parse_text)
    return _part_markdown(blocks)


def _part_markdown(blocks: Iterable[Block]) -> str:
    """Return blocks that are part of a text as Markdown."""
    parts: list[str] = []
    last: Block | None = None
    for block in blocks:
        written = _block(block, last)
        if written:
            parts.append(written)
            last = block
    return "\n\n".join(parts)


def _block(block: Block, last: Block | None) -> str:
    """Return one block; a list right after another gets other marks, to be a list of its own."""
    match block:
        case Paragraph(content=content):
            return inline_markdown(content, parse_part)
        case Heading(level=level, content=content):
            words = tuple(Text(" ") if isinstance(one, Break) else one for one in content)
            line = inline_markdown(words, parse_line)
            return f"{'#' * level} {line}" if line else ""
        case CodeBlock(text=text, language=language):
            return fenced(text, language)
        case MathBlock(latex=latex):
            lines = "\n".join(line for line in latex.split("\n") if line.strip())
            return f"$$\n{lines}\n$$"
        case Quote(blocks=inner):
            return "\n".join(f"> {line}".rstrip() for line in _part_markdown(inner).split("\n"))
        case BulletList():
            return _list(block, isinstance(last, BulletList))
        case Grid():
            return _grid(block)
        case Rule():
            return "***"
    return ""


def fenced(text: str, language: str = "") -> str:
    """Return code in a fence, longer than any run of backticks in it."""
    longest = max((len(run) for run in _TICKS.findall(text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def _list(block: BulletList, is_second: bool) -> str:
    items: list[str] = []
    for at, item in enumerate(block.items):
        bullet = "*" if is_second else "-"
        if block.start is not None:
            bullet = f"{block.start + at}{')' if is_second else '.'}"
        parts = [item.blocks] if not _is_tight(item.blocks) else [item.blocks[:1], item.blocks[1:]]
        inner = "\n".join(map(_part_markdown, parts)).split("\n")
        pad = " " * (len(bullet) + 1)
        lines = [f"{bullet} {inner[0]}".rstrip(), *(f"{pad}{line}".rstrip() for line in inner[1:])]
        items.append("\n".join(lines))
    is_loose = any(len(item.blocks) > 1 and not _is_tight(item.blocks) for item in block.items)
    return ("\n\n" if is_loose else "\n").join(items)


def _is_tight(blocks: Sequence[Block]) -> bool:
    return len(blocks) == 2 and isinstance(blocks[1], BulletList)


def _grid(grid: Grid) -> str:
    marks = {"left": ":--", "right": "--:", "center": ":-:"}
    rows = [
        [cell_markdown(cell) for cell in grid.header],
        [marks.get(align, "---") for align in grid.align],
        *([cell_markdown(cell) for cell in row] for row in grid.rows),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def has_emphasis_in_words(blocks: Iterable[Block]) -> bool:
    """Return True if a part of a word is emphasised in some blocks, which Markdown cannot say."""
    return any(
        has_tight_marks(content) for block in walk(tuple(blocks)) for content in _contents(block)
    )


def _contents(block: Block) -> Iterable[tuple[Inline, ...]]:
    """Yield the inlines that stand directly in a block."""
    if isinstance(block, Paragraph | Heading):
        yield block.content
    elif isinstance(block, Grid):
        for row in (block.header, *block.rows):
            yield from row


def line_markdown(blocks: Sequence[Block]) -> str:
    """Return blocks as Markdown for a text that has none: a line for each part of them."""
    return inline_markdown(flattened(blocks), parse_line)


def is_one_line(blocks: Sequence[Block]) -> bool:
    """Return True if blocks are paragraphs, which lines can stand for."""
    return all(isinstance(block, Paragraph | Heading | MathBlock) for block in blocks)


def flattened(blocks: Sequence[Block]) -> tuple[Inline, ...]:
    """Return blocks as inlines: a line for each paragraph, item, row, and line of code."""
    inlines: list[Inline] = []
    for block in blocks:
        for line in _lines(block):
            inlines.extend((Break(), *line) if inlines else line)
    return tuple(inlines)


def _lines(block: Block) -> Iterable[tuple[Inline, ...]]:
    match block:
        case Paragraph(content=content) | Heading(content=content):
            yield content
        case CodeBlock(text=text):
            for code in text.split("\n"):
                yield (CodeText(code),)
        case MathBlock(latex=latex):
            yield (Math(" ".join(latex.split())),)
        case Quote(blocks=inner):
            for one in inner:
                yield from _lines(one)
        case BulletList(items=items, start=start):
            for at, item in enumerate(items):
                mark = "• " if start is None else f"{start + at}. "
                for number, line in enumerate(row for one in item.blocks for row in _lines(one)):
                    yield line if number else (Text(mark), *line)
        case Grid(header=header, rows=rows):
            for row in (header, *rows):
                cells: list[Inline] = []
                for cell in row:
                    cells.extend((Text(" | "), *cell) if cells else cell)
                yield tuple(cells)
