"""Makes a deck of one plain Markdown file."""

from __future__ import annotations

from pathlib import Path

from explainer.deck.block import (
    Block,
    Broken,
    CodeBlock,
    FootnoteMark,
    Grid,
    Heading,
    Inline,
    Paragraph,
    Picture,
    Section,
    walk,
)
from explainer.deck.block_text import plain_text
from explainer.deck.markdown.blocks import BlockReader
from explainer.deck.markdown.front_matter import split_yaml_front_matter
from explainer.deck.markdown.image import ImageCheck, ImageFolder
from explainer.deck.markdown.inlines import Reading
from explainer.deck.markdown.parser import markdown_parser, parse_markdown
from explainer.deck.markdown.slug import Slugs, heading_slug
from explainer.deck.markdown.source_text import SourceText
from explainer.deck.markdown.text_limit import is_too_much
from explainer.deck.model import Deck, SectionEntry
from explainer.deck.section_file import LARGEST_FILE, TOO_MUCH
from explainer.deck.text_file import read_text
from explainer.problems import Code as ProblemCode
from explainer.problems import Problems, Span


def file_deck(root: Path, file: str, problems: Problems) -> tuple[Deck, dict[str, Section]]:
    """Return a deck of one file: each H1 a section; with fewer than two of them, each H2.

    Text before the first such heading is a section of its own, if it is more than the file's title.
    """
    name = Path(file).stem
    identifier = heading_slug(name) or "deck"
    draft = Deck(identifier, name, (), Span(file), is_plain=True)
    title, blocks, reader = read_plain_file(root, file, draft, problems)
    level = 1 if sum(_is_heading(block, 1) for block in blocks) >= 2 else 2
    headings = (_heading_words(block) for block in blocks if isinstance(block, Heading))
    title = title or next(filter(None, headings), name)
    slugs = Slugs()
    sections: dict[str, Section] = {}
    for part in _parts(blocks, level):
        heading = part[0]
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
    return Deck(identifier, title, outline, Span(file), is_plain=True), sections


def read_plain_file(
    root: Path, file: str, deck: Deck, problems: Problems
) -> tuple[str, tuple[Block, ...], BlockReader | None]:
    """Return the title in a file's front matter, its blocks, and the reader of its footnotes."""
    text = read_text(root, file, problems, max_bytes=LARGEST_FILE)
    if text is None:
        problem = problems[-1]
        return "", (Broken(problem, problem.span),), None
    title, split = split_yaml_front_matter(text)
    if is_too_much(split.body):
        problem = problems.add(
            ProblemCode.FILE_TOO_LARGE,
            Span(file, 1, 1),
            f"'{file}' {TOO_MUCH}, so it shows as plain text.",
        )
        span = Span(file, split.body_line)
        return title, (Broken(problem, span), CodeBlock(split.body.rstrip("\n"), "", span)), None
    source = SourceText(file, split.body, split.body_line)
    reading = Reading(source, deck, problems, ImageCheck(ImageFolder(root), problems))
    reader = BlockReader(reading, parse_markdown(markdown_parser(is_plain=True), split.body))
    return title, reader.read(), reader


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


def _is_heading(block: Block, level: int) -> bool:
    return isinstance(block, Heading) and block.level == level


def _parts(blocks: tuple[Block, ...], level: int) -> list[list[Block]]:
    """Cut at headings of a level; a title on its own belongs to the part after it."""
    parts: list[list[Block]] = []
    for block in blocks:
        if not parts or (_is_heading(block, level) and not _is_title(parts[-1])):
            parts.append([])
        parts[-1].append(block)
    return parts


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
