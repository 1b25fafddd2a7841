"""Checks links within a deck, once every section is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from explainer.deck.block import (
    Block,
    Grid,
    Heading,
    Inline,
    Link,
    Paragraph,
    Section,
    block_id,
    walk,
)
from explainer.deck.link import is_external, link_target
from explainer.deck.markdown.source_text import SourceText
from explainer.deck.model import Deck
from explainer.deck.text_file import read_text
from explainer.problems import Code, Problems, Span, did_you_mean


def check_links(root: Path, deck: Deck, sections: Sequence[Section], problems: Problems) -> None:
    """Report links that lead to no section, no block and no other deck."""
    texts: dict[str, SourceText] = {}
    blocks = {
        section.id: {block_id(block) for block in walk(section.blocks) if block_id(block)}
        for section in sections
    }
    for section in sections:
        for block in walk(section.blocks):
            for href in _links(block):
                if not _leads_somewhere(deck, section, href, blocks):
                    place = _place(root, block, href, texts)
                    problems.add(Code.UNKNOWN_LINK, place, *_words(deck, section, href, blocks))


def _leads_somewhere(deck: Deck, section: Section, href: str, blocks: dict[str, set[str]]) -> bool:
    if is_external(href) or _is_other_deck(href, deck):
        return True
    found = link_target(deck, section.id, href)
    return found is not None and (not found[1] or found[1] in blocks.get(found[0], set()))


def _words(deck: Deck, section: Section, href: str, blocks: dict[str, set[str]]) -> tuple[str, str]:
    """Message and help."""
    found = link_target(deck, section.id, href)
    if found is None:
        known = [f"#{entry.id}" for entry in deck.outline]
        known += [entry.span.file for entry in deck.outline]
    else:
        known = [f"{href.partition('#')[0]}#{name}" for name in blocks.get(found[0], set())]
    help = did_you_mean(href, known) or "Link to '#section', 'file.md#heading' or 'deck#section'."
    return f"The link '{href}' leads to nothing in this deck.", help


def _place(root: Path, block: Block, href: str, texts: dict[str, SourceText]) -> Span:
    """Where the link stands in its block, or the block where that cannot be told."""
    span = block.span
    if span.line is None:
        return span
    if span.file not in texts:
        texts[span.file] = SourceText(span.file, read_text(root, span.file, Problems()) or "")
    for line in range(span.line, (span.end_line or span.line) + 1):
        column = texts[span.file].line(line - 1).find(f"]({href}")
        if column >= 0:
            return Span(span.file, line, column + 3, line, column + 3 + len(href))
    return span


def _is_other_deck(href: str, deck: Deck) -> bool:
    """Whether it names another deck, which may be installed elsewhere: `deck#section`."""
    name, mark, _ = href.partition("#")
    return bool(mark and name and name != deck.id and "." not in name and "/" not in name)


def _links(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph | Heading):
        yield from _links_in(block.content)
    elif isinstance(block, Grid):
        for row in (block.header, *block.rows):
            for cell in row:
                yield from _links_in(cell)


def _links_in(content: tuple[Inline, ...]) -> Iterator[str]:
    for inline in content:
        if isinstance(inline, Link):
            yield inline.href
        yield from _links_in(getattr(inline, "content", ()))
