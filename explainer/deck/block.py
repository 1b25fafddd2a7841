"""The tree of a section: blocks, and the inlines in them.

A section is parsed once into this tree; terminal lines, plain text, HTML and Markdown are rendered
from it. Nothing here knows about appearance.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from explainer.deck.directive import Options
from explainer.problems import Problem, Span

# --- Inlines ---------------------------------------------------------------------------------


class Text(msgspec.Struct, frozen=True, tag="text", array_like=True):
    """Characters, already without control characters."""

    text: str
    """The characters; a line end of the source is one space."""


class Break(msgspec.Struct, frozen=True, tag="break", array_like=True):
    """A line end that the author asked for (a hard line break)."""


class CodeText(msgspec.Struct, frozen=True, tag="code-text", array_like=True):
    """Code within a line."""

    text: str
    """The code."""


class Math(msgspec.Struct, frozen=True, tag="math", array_like=True):
    """A formula within a line."""

    latex: str
    """Its source in LaTeX, on one line."""


class Strong(msgspec.Struct, frozen=True, tag="strong", array_like=True):
    """Strong emphasis."""

    content: tuple[Inline, ...]
    """The emphasised text."""


class Emphasis(msgspec.Struct, frozen=True, tag="emphasis", array_like=True):
    """Emphasis."""

    content: tuple[Inline, ...]
    """The emphasised text."""


class Strike(msgspec.Struct, frozen=True, tag="strike", array_like=True):
    """Text that is struck out because it is no longer true."""

    content: tuple[Inline, ...]
    """The struck text."""


class Superscript(msgspec.Struct, frozen=True, tag="superscript", array_like=True):
    """Text that is raised, such as an exponent."""

    content: tuple[Inline, ...]
    """The raised text."""


class Subscript(msgspec.Struct, frozen=True, tag="subscript", array_like=True):
    """Text that is lowered, such as an index."""

    content: tuple[Inline, ...]
    """The lowered text."""


class Link(msgspec.Struct, frozen=True, tag="link", array_like=True):
    """A link to a page, or to a place in a deck."""

    href: str
    """The address as the author wrote it, without control characters."""
    content: tuple[Inline, ...]
    """The text of the link."""
    title: str = ""
    """The title that the author gave the link."""


class Picture(msgspec.Struct, frozen=True, tag="picture", array_like=True):
    """An image within a line."""

    path: str
    """Path of the image, relative to the deck."""
    alt: str
    """Text that stands in for the image."""


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
    """The author's reason why it needs none."""


Inline = (
    Text
    | Break
    | CodeText
    | Math
    | Strong
    | Emphasis
    | Strike
    | Superscript
    | Subscript
    | Link
    | Picture
    | Citation
    | FootnoteMark
    | ClaimText
    | TermText
    | PlainText
)
"""Anything that can stand in a line of text."""

# --- Blocks ----------------------------------------------------------------------------------


class Heading(msgspec.Struct, frozen=True, tag="heading"):
    """A heading."""

    level: int
    """1 to 6."""
    content: tuple[Inline, ...]
    """The text of the heading."""
    id: str
    """Its slug as GitHub makes it, unique in the section."""
    span: Span
    """Position in the file."""


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph"):
    """A paragraph."""

    content: tuple[Inline, ...]
    """The text of the paragraph."""
    span: Span
    """Position in the file."""


class ListItem(msgspec.Struct, frozen=True):
    """An item of a list."""

    blocks: tuple[Block, ...]
    """The blocks in the item."""
    span: Span
    """Position in the file."""
    checked: bool | None = None
    """True if a task is done; None if the item is not a task."""
    paused: bool = False
    """True if the next step begins with this item."""


class BulletList(msgspec.Struct, frozen=True, tag="list"):
    """A list, ordered or not."""

    items: tuple[ListItem, ...]
    """Its items."""
    span: Span
    """Position in the file."""
    start: int | None = None
    """Number of the first item of an ordered list; None for bullets."""
    tight: bool = True
    """True if no blank lines stand between the items."""


class Quote(msgspec.Struct, frozen=True, tag="quote"):
    """A block quote."""

    blocks: tuple[Block, ...]
    """The blocks in the quote."""
    span: Span
    """Position in the file."""


class Callout(msgspec.Struct, frozen=True, tag="callout"):
    """A GitHub alert."""

    kind: str
    """note, tip, important, warning or caution."""
    blocks: tuple[Block, ...]
    """The blocks in the alert."""
    span: Span
    """Position in the file."""


class CodeBlock(msgspec.Struct, frozen=True, tag="code"):
    """A block of code, shown and never run."""

    text: str
    """The code, without the last line end."""
    language: str
    """The word after the opening fence, or nothing."""
    span: Span
    """Position in the file."""
    steps: tuple[tuple[int, ...], ...] = ()
    """Lines in focus (from 1) at each step; an empty step means all of them."""
    highlight: tuple[tuple[str, int], ...] = ()
    """Role and length of each piece of the text from its beginning; the rest has no role."""


class MathBlock(msgspec.Struct, frozen=True, tag="math-block"):
    """A displayed formula."""

    latex: str
    """Its source in LaTeX, with its lines."""
    span: Span
    """Position in the file."""


class Image(msgspec.Struct, frozen=True, tag="image"):
    """An image that is a block of its own."""

    path: str
    """Path of the file, relative to the deck."""
    alt: str
    """Text that stands in for the image."""
    span: Span
    """Position in the file."""
    caption: str = ""
    """Text below the image."""
    width: int = 0
    """Preferred width in cells, 0 for what fits."""


class Grid(msgspec.Struct, frozen=True, tag="grid"):
    """A GFM table."""

    header: tuple[tuple[Inline, ...], ...]
    """The first row."""
    align: tuple[str, ...]
    """`left`, `right`, `center` or nothing, for each column."""
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    """The other rows, each as long as the header."""
    span: Span
    """Position in the file."""


class Directive(msgspec.Struct, frozen=True, tag="directive"):
    """A table, chart, timeline, question or quiz shown in the text."""

    options: Options
    """Options of the directive; their type says which directive it is."""
    id: str
    """Block id: the option `id`, else the target."""
    span: Span
    """Position in the file."""


class Rule(msgspec.Struct, frozen=True, tag="rule"):
    """A horizontal rule."""

    span: Span
    """Position in the file."""


class SlideBreak(msgspec.Struct, frozen=True, tag="slide-break"):
    """A slide break: the end of a screenful."""

    span: Span
    """Position in the file."""


class Pause(msgspec.Struct, frozen=True, tag="pause"):
    """The beginning of the next step."""

    span: Span
    """Position in the file."""


class SpeakerNote(msgspec.Struct, frozen=True, tag="speaker-note"):
    """A note that only the presenter sees."""

    text: str
    """The note."""
    span: Span
    """Position in the file."""


class Footnote(msgspec.Struct, frozen=True):
    """A footnote."""

    number: int
    """The number that its marks show."""
    blocks: tuple[Block, ...]
    """The blocks of the footnote."""


class Footnotes(msgspec.Struct, frozen=True, tag="footnotes"):
    """The footnotes of a section, in the order of their marks."""

    notes: tuple[Footnote, ...]
    """The footnotes with their numbers."""
    span: Span
    """Position of the first footnote."""


class Broken(msgspec.Struct, frozen=True, tag="broken"):
    """Stands in the tree in the place of a part that could not be read."""

    problem: Problem
    """The problem that is shown there."""
    span: Span
    """Position in the file."""


Block = (
    Heading
    | Paragraph
    | BulletList
    | Quote
    | Callout
    | CodeBlock
    | MathBlock
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
"""Anything that can be a block of a section."""


class Section(msgspec.Struct, frozen=True):
    """A section, parsed and complete."""

    id: str
    """Its stable id."""
    title: str
    """Title of the section."""
    blocks: tuple[Block, ...]
    """The blocks of the section, from top to bottom."""
    span: Span
    """The lines of the section in its file."""
    problems: tuple[Problem, ...] = ()
    """The problems found while it was parsed."""
    left_out: int = 0
    """Number of its screens that a route leaves out."""


# --- Walking the tree ------------------------------------------------------------------------


def block_id(block: Block) -> str:
    """Return the id that links name, or an empty string if a block has none of its own."""
    if isinstance(block, Heading | Directive):
        return block.id
    return ""


def inner_blocks(block: Block) -> Iterator[Block]:
    """Yield the blocks directly inside a block."""
    if isinstance(block, Quote | Callout):
        yield from block.blocks
    elif isinstance(block, BulletList):
        for item in block.items:
            yield from item.blocks
    elif isinstance(block, Footnotes):
        for note in block.notes:
            yield from note.blocks


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield every block of a tree, in reading order."""
    for block in blocks:
        yield block
        yield from walk(tuple(inner_blocks(block)))
