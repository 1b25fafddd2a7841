"""Writes blocks and inlines as HTML for tools that show it, such as Anki."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from explainer.deck.block import (
    Block,
    Break,
    BulletList,
    Callout,
    Citation,
    ClaimText,
    CodeBlock,
    CodeText,
    Emphasis,
    FootnoteMark,
    Footnotes,
    Grid,
    Heading,
    Image,
    Inline,
    Link,
    Math,
    MathBlock,
    Paragraph,
    Picture,
    PlainText,
    Quote,
    Rule,
    SlideBreak,
    Strike,
    Strong,
    Subscript,
    Superscript,
    TermText,
    Text,
)

_FORMULA = re.compile(r"(\\(?=[(\[])|\[(?=\$\$?\]|latex\]))(.)")
"""Signs in ordinary text that begin a formula in Anki."""


def html_blocks(blocks: Iterable[Block], *, in_item: bool = False) -> str:
    """Return blocks as HTML; a paragraph has no tag, and a blank line parts it from the next.

    With `in_item` lists become lines, for a place that is an item of a list itself.
    """
    parts: list[str] = []
    is_after_text = False
    for block in blocks:
        written = _block(block, in_item)
        if not written:
            continue
        is_text = isinstance(block, Paragraph) or (in_item and isinstance(block, BulletList))
        if is_text and is_after_text:
            parts.append("<br><br>")
        parts.append(written)
        is_after_text = is_text
    return "".join(parts)


def _block(block: Block, in_item: bool) -> str:
    match block:
        case Paragraph(content=content):
            return html_line(content)
        case Heading(level=level, content=content):
            return f"<h{level}>{html_line(content)}</h{level}>"
        case CodeBlock(text=text, language=language):
            name = f' class="language-{escape(language)}"' if language else ""
            code = escape(text, quote=False).replace("\n", "<br>")
            return f"<pre><code{name}>{code}</code></pre>"
        case MathBlock(latex=latex):
            return f"\\[{_latex(latex)}\\]"
        case Image(alt=alt):
            return f"[{html_text(alt)}]"
        case BulletList():
            return _list_lines(block) if in_item else _list(block)
        case Quote(blocks=inner) | Callout(blocks=inner):
            return f"<blockquote>{html_blocks(inner, in_item=in_item)}</blockquote>"
        case Grid():
            return _table(block)
        case Rule() | SlideBreak():
            return "" if in_item else "<hr>"
        case Footnotes(notes=notes):
            return "<br><br>".join(html_blocks(note.blocks, in_item=in_item) for note in notes)
    return ""


def _list(block: BulletList) -> str:
    items = "".join(f"<li>{html_blocks(item.blocks)}</li>" for item in block.items)
    if block.start is None:
        return f"<ul>{items}</ul>"
    start = "" if block.start == 1 else f' start="{block.start}"'
    return f"<ol{start}>{items}</ol>"


def _list_lines(block: BulletList) -> str:
    marks = (
        "• " if block.start is None else f"{block.start + at}. " for at in range(len(block.items))
    )
    return "<br>".join(
        f"{mark}{html_blocks(item.blocks, in_item=True)}"
        for mark, item in zip(marks, block.items, strict=True)
    )


def _table(grid: Grid) -> str:
    aligns = [f' style="text-align: {align}"' if align else "" for align in grid.align]

    def row(cells: tuple[tuple[Inline, ...], ...], name: str) -> str:
        inner = "".join(
            f"<{name}{align}>{html_line(cell)}</{name}>"
            for cell, align in zip(cells, aligns, strict=False)
        )
        return f"<tr>{inner}</tr>"

    rows = "".join(row(cells, "td") for cells in grid.rows)
    return f"<table><thead>{row(grid.header, 'th')}</thead><tbody>{rows}</tbody></table>"


def html_line(content: Iterable[Inline]) -> str:
    """Return inlines as HTML."""
    return "".join(map(_inline, content))


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text=text):
            return html_text(text)
        case Break():
            return "<br>"
        case CodeText(text=text):
            return f"<code>{html_text(text)}</code>"
        case Math(latex=latex):
            return f"\\({_latex(latex)}\\)"
        case Picture(alt=alt):
            return f"[{html_text(alt)}]"
        case Link(href=href, content=content):
            return f'<a href="{escape(href)}">{html_line(content)}</a>'
        case Citation() | FootnoteMark():
            return ""
        case ClaimText(content=content) | TermText(content=content) | PlainText(content=content):
            return html_line(content)
    name = _NAMES[type(inline)]
    return f"<{name}>{html_line(inline.content)}</{name}>"


_NAMES: dict[type[Inline], str] = {
    Strong: "b",
    Emphasis: "i",
    Strike: "s",
    Superscript: "sup",
    Subscript: "sub",
}


def html_text(text: str) -> str:
    """Return text as HTML; its spaces and line ends are kept, and it begins no formula."""
    text = _FORMULA.sub("\\1\0\\2\1", text)
    written = escape(text, quote=False).replace("\n", "<br>").replace("\t", "&emsp;")
    written = written.replace("  ", " &nbsp;")
    return written.replace("\0", "<span>").replace("\1", "</span>")


def _latex(latex: str) -> str:
    return escape(" ".join(latex.split()), quote=False)
