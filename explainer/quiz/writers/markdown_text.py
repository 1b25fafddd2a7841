"""Writes texts of a deck as Markdown in which nothing but their words and code is left.

What a deck's author wrote is escaped: it can neither begin a heading nor become a link, an image,
a list or HTML in the file that is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from explainer.deck.block import (
    Block,
    Break,
    BulletList,
    CodeBlock,
    CodeText,
    Directive,
    Grid,
    Image,
    Inline,
    MathBlock,
    inner_blocks,
)
from explainer.deck.block_text import plain_text

_ALWAYS = re.compile(r"[\\`*_\[\]<>&|~$^]")
_AT_START = re.compile(r"(?:#{1,6}(?=\s|$)|[-+=](?=[\s=+-]|$)|:(?=\s))")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_ADDRESS = re.compile(r"https?://[^\s<>\\`]+")
_TICKS = re.compile(r"`+")


def escaped(text: str) -> str:
    """Return plain words as Markdown that shows the same words; line ends stay."""
    return "\n".join(map(_escaped_line, text.split("\n")))


def escaped_line(text: str) -> str:
    """Return plain words as Markdown on one line."""
    return _escaped_line(" ".join(text.split()))


def _escaped_line(line: str) -> str:
    line = _ALWAYS.sub(r"\\\g<0>", line.strip())
    line = line.replace("://", r"\://")
    if _AT_START.match(line):
        return f"\\{line}"
    return _NUMBERED.sub(r"\1\\\2", line, count=1) if _NUMBERED.match(line) else line


def code_span(text: str) -> str:
    """Return code within a line."""
    words = " ".join(text.split())
    ticks = "`" * (_longest(words) + 1)
    pad = " " if "`" in words else ""
    return f"{ticks}{pad}{words}{pad}{ticks}" if words else ""


def address(url: str) -> str:
    """Return a web address as a link to itself; any other text as words."""
    return f"<{url}>" if _ADDRESS.fullmatch(url) else escaped_line(url)


def inlines(content: Iterable[Inline]) -> str:
    """Return inlines as words and code; a line end that the author asked for stays."""
    parts = [code_span(one.text) if isinstance(one, CodeText) else _inline(one) for one in content]
    return "".join(parts)


def _inline(inline: Inline) -> str:
    if isinstance(inline, Break):
        return "\\\n"
    return _ALWAYS.sub(r"\\\g<0>", plain_text((inline,))).replace("://", r"\://")


def blocks(content: Iterable[Block]) -> list[str]:
    """Return the lines of blocks, with an empty line between two."""
    lines: list[str] = []
    for block in content:
        written = list(_lines(block))
        if written:
            lines.extend([""] if lines else [])
            lines.extend(written)
    return lines


def _lines(block: Block) -> Iterator[str]:
    match block:
        case CodeBlock(text=text):
            yield from _fenced(text)
        case MathBlock(latex=latex):
            yield from _fenced(latex)
        case Image(alt=alt):
            yield escaped_line(alt)
        case BulletList(items=items, start=start):
            for at, item in enumerate(items):
                mark = "- " if start is None else f"{start + at}. "
                yield from hung(blocks(item.blocks), mark)
        case Grid(header=header, rows=rows):
            for row in (header, *rows):
                yield "- " + "; ".join(inlines(cell).replace("\\\n", " ") for cell in row)
        case Directive(id=id):
            yield escaped_line(f"({id})")
        case _:
            if content := getattr(block, "content", ()):
                yield from _started(inlines(content))
            yield from blocks(inner_blocks(block))


def _started(text: str) -> Iterator[str]:
    """Yield the lines of a paragraph, none of which begins something else."""
    for line in map(str.strip, text.split("\n")):
        if _AT_START.match(line):
            yield f"\\{line}"
        else:
            yield _NUMBERED.sub(r"\1\\\2", line, count=1) if _NUMBERED.match(line) else line


def _fenced(text: str) -> Iterator[str]:
    fence = "`" * max(3, _longest(text) + 1)
    yield fence
    yield from text.split("\n")
    yield fence


def _longest(text: str) -> int:
    """Return the length of the longest run of backticks in a text."""
    return max((len(run) for run in _TICKS.findall(text)), default=0)


def hung(lines: Iterable[str], mark: str) -> Iterator[str]:
    """Yield lines as an item of a list: behind a mark, and indented below it."""
    indent = " " * len(mark)
    for number, line in enumerate(lines):
        yield f"{mark}{line}" if not number else f"{indent}{line}".rstrip()
