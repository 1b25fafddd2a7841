"""Checks links within a deck, in sections and questions, once every section is known."""

from __future__ import annotations

import re
from bisect import bisect_left
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
from explainer.deck.model import Deck
from explainer.deck.question import Question
from explainer.deck.question_reader import placed_texts, question_text
from explainer.deck.section_file import LARGEST_FILE
from explainer.deck.text_file import read_text
from explainer.problems import Code, Problems, Span

_LINK = re.compile(r"\]\(([^\s)]*)")
_ADDRESS_END = re.compile(r"[\s)]")


def check_links(root: Path, deck: Deck, sections: Sequence[Section], problems: Problems) -> None:
    """Report links that lead to no section, no block and no other deck."""
    places = _LinkPlaces(root)
    blocks = {
        section.id: {block_id(block): None for block in walk(section.blocks) if block_id(block)}
        for section in sections
    }
    known = [f"#{entry.id}" for entry in deck.outline]
    known += [entry.span.file for entry in deck.outline]
    for section in sections:
        for block in walk(section.blocks):
            for href in _links(block):
                if not _leads_somewhere(deck, section.id, href, blocks):
                    help = _nearest(deck, section.id, href, blocks, known, problems)
                    _report(href, places.find(block, href), help, problems)
    for question, text, span in _question_texts(deck):
        for href in text:
            if not _leads_somewhere(deck, question.section, href, blocks):
                help = _nearest(deck, question.section, href, blocks, known, problems)
                _report(href, span, help, problems)


def _report(href: str, place: Span, help: str, problems: Problems) -> None:
    problems.add(
        Code.UNKNOWN_LINK,
        place,
        f"The link '{href}' leads to nothing in this deck.",
        help or "Link to '#section', 'file.md#heading' or 'deck#section'.",
    )


def _question_texts(deck: Deck) -> Iterator[tuple[Question, list[str], Span]]:
    """Yield each text of a question that has links, as question, addresses and place."""
    for question in deck.questions.values():
        if question.reverse_of:
            continue  # it has the texts of its card
        read = question_text(deck, question)
        if not read.blocks and not read.inlines:
            continue
        for placed in placed_texts(question):
            blocks = walk(read.blocks.get(placed.text, ()))
            hrefs = [href for block in blocks for href in _links(block)]
            hrefs.extend(_links_in(read.inlines.get(placed.text, ())))
            if hrefs:
                yield question, hrefs, placed.span


_Blocks = dict[str, dict[str, None]]
"""Ids of blocks by section."""


def _leads_somewhere(deck: Deck, section: str, href: str, blocks: _Blocks) -> bool:
    if is_external(href) or _is_other_deck(href, deck):
        return True
    found = link_target(deck, section, href)
    return found is not None and (not found[1] or found[1] in blocks.get(found[0], {}))


def _nearest(
    deck: Deck,
    section: str,
    href: str,
    blocks: _Blocks,
    known: Sequence[str],
    problems: Problems,
) -> str:
    """Return a suggestion for a link: another block of the section it names, or another section."""
    found = link_target(deck, section, href)
    if found is None:
        return problems.suggest(href, known)
    file, _, anchor = href.partition("#")
    near = problems.suggest(anchor, blocks.get(found[0], {}))
    return near.replace("'", f"'{file}#", 1)


class _LinkPlaces:
    """The positions of the links in each file, all found in one pass over its text."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._files: dict[str, dict[str, list[tuple[int, int]]]] = {}

    def find(self, block: Block, href: str) -> Span:
        """Return the position of a link in its block; if it is not found, of the block."""
        span = block.span
        if span.line is None:
            return span
        if span.file not in self._files:
            self._files[span.file] = self._read(span.file)
        places = self._files[span.file].get(_address(href), [])
        at = bisect_left(places, (span.line, 0))
        if at == len(places) or places[at][0] > (span.end_line or span.line):
            return span
        line, column = places[at]
        return Span(span.file, line, column, line, column + len(href))

    def _read(self, file: str) -> dict[str, list[tuple[int, int]]]:
        """Return line and column of every address after a link's text."""
        found: dict[str, list[tuple[int, int]]] = {}
        text = read_text(self._root, file, Problems(), max_bytes=LARGEST_FILE) or ""
        for number, line in enumerate(text.split("\n"), 1):
            for match in _LINK.finditer(line):
                found.setdefault(match[1], []).append((number, match.start(1) + 1))
        return found


def _address(href: str) -> str:
    """Return the part of an address by which its position is looked up."""
    return _ADDRESS_END.split(href, maxsplit=1)[0]


def _is_other_deck(href: str, deck: Deck) -> bool:
    """True if it names another deck, which may be installed elsewhere: `deck#section`."""
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
