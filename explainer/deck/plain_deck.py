"""Makes a deck of one plain Markdown file."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from explainer.deck.block import (
    Block,
    Broken,
    CodeBlock,
    FootnoteMark,
    Grid,
    Heading,
    Inline,
    Paragraph,
    Pause,
    Picture,
    Section,
    SlideBreak,
    SpeakerNote,
    walk,
)
from explainer.deck.block_text import plain_text
from explainer.deck.library import is_notebook
from explainer.deck.markdown.blocks import BlockReader
from explainer.deck.markdown.front_matter import split_yaml_front_matter
from explainer.deck.markdown.image import ImageCheck, ImageFolder
from explainer.deck.markdown.inlines import Reading
from explainer.deck.markdown.parser import markdown_parser, parse_markdown
from explainer.deck.markdown.slug import Slugs, heading_slug
from explainer.deck.markdown.source_text import SourceText
from explainer.deck.markdown.text_limit import is_too_much
from explainer.deck.model import Deck, SectionEntry
from explainer.deck.section_file import LARGEST_FILE, TOO_MUCH, first_heading
from explainer.deck.slides.draft import Left
from explainer.deck.slides.notebook import NotebookUnreadable, read_notebook
from explainer.deck.slides.read_slides import Slides, read_slides
from explainer.deck.text_file import clean, read_text
from explainer.problems import Code as ProblemCode
from explainer.problems import Problems, Span


class PlainText(NamedTuple):
    """The Markdown in a file, before it is parsed."""

    title: str
    """Title in its front matter, or empty."""
    body: str
    """The Markdown."""
    line: int
    """Line of the file, from 1, on which it begins."""
    slides: Slides | None = None
    """The slides in it, if it was written for a tool that shows slides."""
    is_slides: bool = False
    """True if slide breaks part it into slides."""
    left: tuple[Left, ...] = ()
    """Things that a deck has no counterpart for."""
    images: tuple[tuple[str, bytes], ...] = ()
    """Path and bytes of each image in a notebook."""


class PlainFile(NamedTuple):
    """A Markdown file without a deck around it, parsed."""

    title: str
    """Title in its front matter, or empty."""
    blocks: tuple[Block, ...]
    """Its blocks, without footnotes."""
    reader: BlockReader | None
    """Reader of its footnotes; None for a file that could not be parsed."""
    text: PlainText | None = None
    """The Markdown that was parsed; None for a file that could not be read."""


_UNSEEN = (SlideBreak, Pause, SpeakerNote)
"""Blocks of which a reader sees nothing."""


def file_deck(root: Path, file: str, problems: Problems) -> tuple[Deck, dict[str, Section]]:
    """Return a deck of one file: each H1 a section; with fewer than two of them, each H2.

    Text before the first such heading is a section of its own, if it is more than the file's title.
    In a file of slides only a heading that begins a slide begins a section.
    """
    name = Path(file).stem
    identifier = heading_slug(name) or "deck"
    draft = Deck(identifier, name, (), Span(file), is_plain=True)
    title, blocks, reader, text = read_plain_file(root, file, draft, problems)
    slides = text.slides if text else None
    begins = _Beginnings(blocks, is_slides=text is not None and text.is_slides)
    headings = (_heading_words(block) for block in blocks if isinstance(block, Heading))
    title = title or next(filter(None, headings), name)
    slugs = Slugs()
    sections: dict[str, Section] = {}
    for part in _parts(blocks, begins):
        heading = next((block for block in part if not isinstance(block, _UNSEEN)), part[0])
        words = _heading_words(heading) if isinstance(heading, Heading) else ""
        part_id = slugs.unique(words or name)
        notes = reader.footnotes(_note_numbers(part)) if reader else None
        tree = (*part, notes) if notes else tuple(part)
        first, last = part[0].span, part[-1].span
        span = Span(file, first.line, first.column, last.end_line, last.end_column)
        sections[part_id] = Section(part_id, words or title, tree, span)
    outline = tuple(SectionEntry(s.id, s.title, s.span) for s in sections.values())
    if not outline:
        problems.add(ProblemCode.DECK_EMPTY, Span(file), f"There is no text in '{file}'.")
    deck = Deck(
        identifier,
        title,
        outline,
        Span(file),
        is_plain=True,
        summary=slides.subtitle if slides else "",
        authors=slides.authors if slides else (),
    )
    return deck, sections


def read_plain_file(root: Path, file: str, deck: Deck, problems: Problems) -> PlainFile:
    """Parse a Markdown file; one of slides has its slide breaks, pauses and notes."""
    text = plain_text_of(root, file, problems)
    if text is None:
        problem = problems[-1]
        return PlainFile("", (Broken(problem, problem.span),), None)
    if is_too_much(text.body):
        problem = problems.add(
            ProblemCode.FILE_TOO_LARGE,
            Span(file, 1, 1),
            f"'{file}' {TOO_MUCH}, so it shows as plain text.",
        )
        span = Span(file, text.line)
        code = CodeBlock(text.body.rstrip("\n"), "", span)
        return PlainFile(text.title, (Broken(problem, span), code), None, text)
    source = SourceText(file, text.body, text.line)
    reading = Reading(source, deck, problems, ImageCheck(ImageFolder(root), problems))
    reader = BlockReader(reading, parse_markdown(markdown_parser(is_plain=True), text.body))
    blocks = reader.read()
    return PlainFile(
        text.title, text.slides.stepped(blocks) if text.slides else blocks, reader, text
    )


def plain_text_of(root: Path, file: str, problems: Problems, images: str = "") -> PlainText | None:
    """Return the Markdown in a file, of slides of another tool, or of a notebook.

    `images` is the folder for the images of a notebook, if it is to keep them.
    """
    text = read_text(root, file, problems, max_bytes=LARGEST_FILE)
    if text is None:
        return None
    if is_notebook(file):
        try:
            notebook = read_notebook(text, images)
        except NotebookUnreadable as error:
            problems.add(ProblemCode.FILE_UNREADABLE, Span(file), f"Cannot read '{file}': {error}")
            return None
        body, left, is_slides = clean(notebook.markdown), notebook.left, notebook.has_slides
        return PlainText("", body, 1, None, is_slides, left, notebook.images)
    title, split = split_yaml_front_matter(text)
    slides = None if is_too_much(split.body) else read_slides(text)
    if slides is None:
        return PlainText(title, split.body, split.body_line)
    title = first_heading(f"# {slides.title or title}")
    return PlainText(title, slides.body, 1, slides, True, slides.left)


def _heading_words(heading: Heading) -> str:
    """Return the words of a heading; its images are left out unless it has nothing else."""
    return _words_beside_images(heading.content).strip() or plain_text(heading.content)


def _words_beside_images(content: tuple[Inline, ...]) -> str:
    parts: list[str] = []
    for inline in content:
        if inner := getattr(inline, "content", ()):
            parts.append(_words_beside_images(inner))
        elif not isinstance(inline, Picture):
            parts.append(plain_text((inline,)))
    return " ".join("".join(parts).split())


class _Beginnings:
    """Tells which headings begin a section: those of one level."""

    def __init__(self, blocks: tuple[Block, ...], *, is_slides: bool) -> None:
        candidates = _slide_titles(blocks) if is_slides else list(blocks)
        level = 1 if sum(_is_heading(block, 1) for block in candidates) >= 2 else 2
        self._places = {id(block) for block in candidates if _is_heading(block, level)}

    def begins(self, block: Block) -> bool:
        """True if a block begins a section."""
        return id(block) in self._places


def _slide_titles(blocks: tuple[Block, ...]) -> list[Block]:
    """Return the headings that begin a slide."""
    found: list[Block] = []
    is_first = True
    for block in blocks:
        if isinstance(block, SlideBreak):
            is_first = True
        elif not isinstance(block, _UNSEEN):
            if is_first and isinstance(block, Heading):
                found.append(block)
            is_first = False
    return found


def _is_heading(block: Block, level: int) -> bool:
    return isinstance(block, Heading) and block.level == level


def _parts(blocks: tuple[Block, ...], beginnings: _Beginnings) -> list[list[Block]]:
    """Cut at the headings that begin a section; a title on its own belongs to the part after it.

    A part neither begins nor ends with a slide break, and notes before its heading belong to it.
    """
    parts: list[list[Block]] = []
    for block in blocks:
        if not parts or (beginnings.begins(block) and not _is_title(parts[-1])):
            before = parts[-1] if parts else []
            own = len(before)
            while own and isinstance(before[own - 1], Pause | SpeakerNote):
                own -= 1
            is_cut = bool(own) and isinstance(before[own - 1], SlideBreak)
            parts.append(before[own:] if is_cut else [])
            if is_cut:
                del before[own:]
        parts[-1].append(block)
    return [kept for part in parts if (kept := _without_breaks(part))]


def _without_breaks(part: list[Block]) -> list[Block]:
    """Return a part without slide breaks at its ends; nothing if nothing of it is shown."""
    if all(isinstance(block, _UNSEEN) for block in part):
        return []
    start, end = 0, len(part)
    while isinstance(part[start], SlideBreak):
        start += 1
    while isinstance(part[end - 1], SlideBreak):
        end -= 1
    return part[start:end]


def _is_title(part: list[Block]) -> bool:
    return len(part) == 1 and _is_heading(part[0], 1)


def _note_numbers(part: list[Block]) -> set[int]:
    """Return the numbers of the footnotes that a part's marks name."""
    return {number for block in walk(tuple(part)) for number in _marks(block)}


def _marks(block: Block) -> list[int]:
    if isinstance(block, Paragraph | Heading):
        return _marks_in(block.content)
    if isinstance(block, Grid):
        return [n for row in (block.header, *block.rows) for cell in row for n in _marks_in(cell)]
    return []


def _marks_in(content: tuple[Inline, ...]) -> list[int]:
    numbers: list[int] = []
    for inline in content:
        if isinstance(inline, FootnoteMark):
            numbers.append(inline.number)
        elif inner := getattr(inline, "content", ()):
            numbers.extend(_marks_in(inner))
    return numbers
