"""Helpers: write a section's tree in few words, one line for each block, for fixtures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from explainer.deck.block import (
    Block,
    Break,
    Broken,
    BulletList,
    Callout,
    Citation,
    ClaimText,
    CodeBlock,
    CodeText,
    Directive,
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
    Pause,
    Picture,
    PlainText,
    Quote,
    Rule,
    SlideBreak,
    SpeakerNote,
    Strike,
    Strong,
    Subscript,
    Superscript,
    TermText,
    Text,
)
from explainer.problems import Problem


def tree_text(blocks: Iterable[Block]) -> str:
    """The tree, inner blocks indented by two spaces."""
    return "\n".join(line for block in blocks for line in _lines(block))


def problem_text(problems: Iterable[Problem]) -> str:
    """Each problem as `! line:column code`, without the parts that are not known."""
    return "\n".join(
        " ".join(
            [
                "!",
                ":".join(str(n) for n in (problem.span.line, problem.span.column) if n is not None),
                problem.code.value,
            ]
        )
        for problem in problems
    )


def inline_text(content: Iterable[Inline]) -> str:
    """Inlines on one line: text in quotes, everything else as `kind(...)`."""
    return " ".join(_inline(inline) for inline in content)


def _lines(block: Block) -> Iterator[str]:  # noqa: C901 (one case a kind of block)
    match block:
        case Heading():
            yield f"heading {block.level} #{block.id} {inline_text(block.content)}"
        case Paragraph():
            yield f"paragraph {inline_text(block.content)}"
        case BulletList():
            number = "" if block.start is None else f" {block.start}."
            yield f"list{number}{'' if block.tight else ' loose'}"
            for item in block.items:
                box = {None: "", True: " [x]", False: " [ ]"}[item.checked]
                yield f"  item{box}{' paused' if item.paused else ''}"
                yield from _indented(item.blocks, 4)
        case Quote():
            yield "quote"
            yield from _indented(block.blocks)
        case Callout():
            yield f"callout {block.kind}"
            yield from _indented(block.blocks)
        case CodeBlock():
            steps = f" {[list(step) for step in block.steps]}" if block.steps else ""
            yield f"code {block.language}{steps}".rstrip()
            yield from (f"  |{line}" for line in block.text.split("\n"))
        case MathBlock():
            yield "math"
            yield from (f"  |{line}" for line in block.latex.split("\n"))
        case Image():
            more = f" caption={block.caption!r}" if block.caption else ""
            yield f"image {block.path} {block.alt!r}{more}{f' {block.width}' * bool(block.width)}"
        case Grid():
            yield f"grid {' '.join(align or '-' for align in block.align)}"
            for row in (block.header, *block.rows):
                yield f"  {' | '.join(inline_text(cell) for cell in row)}"
        case Directive():
            fields = msgspec.structs.fields(block.options)
            values = {f.name: getattr(block.options, f.name) for f in fields if f.name != "target"}
            shown = [f"{k}={v}" for k, v in values.items() if v not in ((), "", None, False, 0)]
            kind = block.options.__struct_config__.tag
            yield " ".join([f"{kind} {block.options.target}".strip(), f"#{block.id}", *shown])
        case SpeakerNote():
            yield f"speaker-note {block.text!r}"
        case Footnotes():
            yield "footnotes"
            for note in block.notes:
                yield f"  note {note.number}"
                yield from _indented(note.blocks, 4)
        case Broken():
            yield f"broken {block.problem.code.value}"
        case Rule():
            yield "rule"
        case SlideBreak():
            yield "slide-break"
        case Pause():
            yield "pause"


def _indented(blocks: Iterable[Block], by: int = 2) -> Iterator[str]:
    return (" " * by + line for block in blocks for line in _lines(block))


def _inline(inline: Inline) -> str:  # noqa: C901 (one case a kind of inline)
    match inline:
        case Text():
            return f'"{inline.text}"'
        case Break():
            return "break"
        case CodeText():
            return f"code({inline.text})"
        case Math():
            return f"math({inline.latex})"
        case Strong():
            return f"strong({inline_text(inline.content)})"
        case Emphasis():
            return f"em({inline_text(inline.content)})"
        case Strike():
            return f"strike({inline_text(inline.content)})"
        case Superscript():
            return f"sup({inline_text(inline.content)})"
        case Subscript():
            return f"sub({inline_text(inline.content)})"
        case Link():
            title = f" title={inline.title!r}" if inline.title else ""
            return f"link({inline.href}{title} {inline_text(inline.content)})"
        case Picture():
            return f"picture({inline.path} {inline.alt!r})"
        case Citation():
            return f"cite({inline.source})"
        case FootnoteMark():
            return f"mark({inline.number})"
        case ClaimText():
            return f"claim({','.join(inline.claims)} {inline_text(inline.content)})"
        case TermText():
            return f"term({inline.term} {inline_text(inline.content)})"
        case PlainText():
            return f"plain({inline.reason!r} {inline_text(inline.content)})"
    raise AssertionError(inline)
