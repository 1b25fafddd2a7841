"""The tree of a section: blocks, and the inlines in them.

A section is parsed once into this tree; terminal, plain text, HTML and Markdown are renderers of
it. Nothing here knows how anything looks.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from explainer.deck.directive import Options
from explainer.problems import Problem, Span

# --- Inlines ---------------------------------------------------------------------------------


class Text(msgspec.Struct, frozen=True, tag="text", array_like=True):
    """Characters, already free of control characters."""

    text: str
    """What it says; a line end of the source is one space."""


class Break(msgspec.Struct, frozen=True, tag="break", array_like=True):
    """A line end that the author asked for."""


class CodeText(msgspec.Struct, frozen=True, tag="code-text", array_like=True):
    """Code within a line."""

    text: str
    """The code."""


class Strong(msgspec.Struct, frozen=True, tag="strong", array_like=True):
    """Strong emphasis."""

    content: tuple[Inline, ...]
    """What is emphasised."""


class Emphasis(msgspec.Struct, frozen=True, tag="emphasis", array_like=True):
    """Emphasis."""

    content: tuple[Inline, ...]
    """What is emphasised."""


class Strike(msgspec.Struct, frozen=True, tag="strike", array_like=True):
    """Text that no longer holds."""

    content: tuple[Inline, ...]
    """What is struck."""


class Link(msgspec.Struct, frozen=True, tag="link", array_like=True):
    """A link to a page, or to a place in a deck."""

    href: str
    """Where it leads, as the author wrote it, free of control characters."""
    content: tuple[Inline, ...]
    """What it stands on."""
    title: str = ""
    """What the author says of it."""


class Picture(msgspec.Struct, frozen=True, tag="picture", array_like=True):
    """An image within a line."""

    path: str
    """Where it is."""
    alt: str
    """What it shows."""


class Citation(msgspec.Struct, frozen=True, tag="citation", array_like=True):
    """A mark that names a source."""

    source: str
    """Id of the source."""


class FootnoteMark(msgspec.Struct, frozen=True, tag="footnote-mark", array_like=True):
    """A mark that names a footnote of the section."""

    number: int
    """Its number in the section, from 1."""


class ClaimText(msgspec.Struct, frozen=True, tag="claim-text", array_like=True):
    """Text that states claims."""

    content: tuple[Inline, ...]
    """The text."""
    claims: tuple[str, ...]
    """Ids of the claims it states."""


class TermText(msgspec.Struct, frozen=True, tag="term-text", array_like=True):
    """A mention of a glossary term."""

    content: tuple[Inline, ...]
    """The text."""
    term: str
    """Id of the term."""


class PlainText(msgspec.Struct, frozen=True, tag="plain-text", array_like=True):
    """A figure that needs no source."""

    content: tuple[Inline, ...]
    """The text."""
    reason: str
    """Why it needs none."""


Inline = (
    Text
    | Break
    | CodeText
    | Strong
    | Emphasis
    | Strike
    | Link
    | Picture
    | Citation
    | FootnoteMark
    | ClaimText
    | TermText
    | PlainText
)
"""Whatever can stand in a line of text."""

# --- Blocks ----------------------------------------------------------------------------------


class Heading(msgspec.Struct, frozen=True, tag="heading"):
    """A heading."""

    level: int
    """1 to 6."""
    content: tuple[Inline, ...]
    """What it says."""
    id: str
    """Its slug as GitHub makes it, unique in the section."""
    span: Span
    """Where it stands."""


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph"):
    """A paragraph."""

    content: tuple[Inline, ...]
    """What it says."""
    span: Span
    """Where it stands."""


class ListItem(msgspec.Struct, frozen=True):
    """An item of a list."""

    blocks: tuple[Block, ...]
    """What it holds."""
    span: Span
    """Where it stands."""
    checked: bool | None = None
    """Whether a task is done; None where it is no task."""
    paused: bool = False
    """Whether the next step begins with this item."""


class BulletList(msgspec.Struct, frozen=True, tag="list"):
    """A list, ordered or not."""

    items: tuple[ListItem, ...]
    """Its items."""
    span: Span
    """Where it stands."""
    start: int | None = None
    """Number of the first item of an ordered list; None for bullets."""
    tight: bool = True
    """Whether its items stand without blank lines between."""


class Quote(msgspec.Struct, frozen=True, tag="quote"):
    """Somebody's words."""

    blocks: tuple[Block, ...]
    """What it holds."""
    span: Span
    """Where it stands."""


class Callout(msgspec.Struct, frozen=True, tag="callout"):
    """A GitHub alert."""

    kind: str
    """note, tip, important, warning or caution."""
    blocks: tuple[Block, ...]
    """What it holds."""
    span: Span
    """Where it stands."""


class CodeBlock(msgspec.Struct, frozen=True, tag="code"):
    """A block of code, shown and never run."""

    text: str
    """The code, without the last line end."""
    language: str
    """What follows the fence, or nothing."""
    span: Span
    """Where it stands."""
    steps: tuple[tuple[int, ...], ...] = ()
    """Lines in focus (from 1) at each step; an empty step is all of them."""
    highlight: tuple[tuple[str, int], ...] = ()
    """Roles and lengths of the text's pieces, from its beginning; the rest is ordinary."""


class Image(msgspec.Struct, frozen=True, tag="image"):
    """An image with a place of its own."""

    path: str
    """Where it is, relative to the deck."""
    alt: str
    """What it shows."""
    span: Span
    """Where it stands."""
    caption: str = ""
    """What stands under it."""
    width: int = 0
    """Preferred width in cells, 0 for what fits."""


class Grid(msgspec.Struct, frozen=True, tag="grid"):
    """A GFM table."""

    header: tuple[tuple[Inline, ...], ...]
    """The first row."""
    align: tuple[str, ...]
    """`left`, `right`, `center` or nothing, one a column."""
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    """The other rows, each as long as the header."""
    span: Span
    """Where it stands."""


class Directive(msgspec.Struct, frozen=True, tag="directive"):
    """A table, chart, timeline, question or quiz that stands here."""

    options: Options
    """What to show and how; its type says which directive it is."""
    id: str
    """Block id: the option `id`, else the target."""
    span: Span
    """Where it stands."""


class Rule(msgspec.Struct, frozen=True, tag="rule"):
    """A line across."""

    span: Span
    """Where it stands."""


class SlideBreak(msgspec.Struct, frozen=True, tag="slide-break"):
    """The end of a screenful."""

    span: Span
    """Where it stands."""


class Pause(msgspec.Struct, frozen=True, tag="pause"):
    """The next step begins here."""

    span: Span
    """Where it stands."""


class SpeakerNote(msgspec.Struct, frozen=True, tag="speaker-note"):
    """Words for the presenter only."""

    text: str
    """What it says."""
    span: Span
    """Where it stands."""


class Footnote(msgspec.Struct, frozen=True):
    """A footnote."""

    number: int
    """What its marks show."""
    blocks: tuple[Block, ...]
    """What it says."""


class Footnotes(msgspec.Struct, frozen=True, tag="footnotes"):
    """The footnotes of a section, in the order of their marks."""

    notes: tuple[Footnote, ...]
    """Each with its number."""
    span: Span
    """Where the first stands."""


class Broken(msgspec.Struct, frozen=True, tag="broken"):
    """What stands in the place of a part that could not be read."""

    problem: Problem
    """What is wrong with it."""
    span: Span
    """Where it stands."""


Block = (
    Heading
    | Paragraph
    | BulletList
    | Quote
    | Callout
    | CodeBlock
    | Image
    | Grid
    | Directive
    | Rule
    | SlideBreak
    | Pause
    | SpeakerNote
    | Footnotes
    | Broken
)
"""Whatever can stand in a section."""


class Section(msgspec.Struct, frozen=True):
    """A section, parsed and complete."""

    id: str
    """Its stable id."""
    title: str
    """What it is called."""
    blocks: tuple[Block, ...]
    """Its tree."""
    span: Span
    """Its lines."""
    problems: tuple[Problem, ...] = ()
    """What was wrong with it."""


# --- Walking the tree ------------------------------------------------------------------------


def block_id(block: Block) -> str:
    """The id that links name, or nothing where a block has none of its own."""
    if isinstance(block, Heading | Directive):
        return block.id
    return ""


def inner_blocks(block: Block) -> Iterator[Block]:
    """The blocks directly inside a block."""
    if isinstance(block, Quote | Callout):
        yield from block.blocks
    elif isinstance(block, BulletList):
        for item in block.items:
            yield from item.blocks
    elif isinstance(block, Footnotes):
        for note in block.notes:
            yield from note.blocks


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block of a tree, in reading order."""
    for block in blocks:
        yield block
        yield from walk(tuple(inner_blocks(block)))


def plain_text(content: tuple[Inline, ...]) -> str:
    """The characters of some inlines, without marks."""
    parts: list[str] = []
    for inline in content:
        if isinstance(inline, Text | CodeText):
            parts.append(inline.text)
        elif isinstance(inline, Break):
            parts.append(" ")
        elif isinstance(inline, Picture):
            parts.append(inline.alt)
        elif not isinstance(inline, Citation | FootnoteMark):
            parts.append(plain_text(inline.content))
    return "".join(parts)


def block_text(block: Block) -> str:
    """The words of a block and of everything in it, without marks."""
    parts: list[str] = []
    if isinstance(block, Heading | Paragraph):
        parts.append(plain_text(block.content))
    elif isinstance(block, CodeBlock | SpeakerNote):
        parts.append(block.text)
    elif isinstance(block, Image):
        parts.extend((block.alt, block.caption))
    elif isinstance(block, Grid):
        parts.extend(plain_text(cell) for row in (block.header, *block.rows) for cell in row)
    parts.extend(block_text(inner) for inner in inner_blocks(block))
    return "\n".join(part for part in parts if part)
