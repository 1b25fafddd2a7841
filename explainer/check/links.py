"""Checks links within a deck, once every section is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
from explainer.problems import Code, Problems, did_you_mean


def check_links(deck: Deck, sections: Sequence[Section], problems: Problems) -> None:
    """Report links that lead to no section, no block and no other deck."""
    blocks = {
        section.id: {block_id(block) for block in walk(section.blocks) if block_id(block)}
        for section in sections
    }
    for section in sections:
        for block in walk(section.blocks):
            for href in _links(block):
                _check_link(deck, section, block, href, blocks, problems)


def _check_link(
    deck: Deck,
    section: Section,
    block: Block,
    href: str,
    blocks: dict[str, set[str]],
    problems: Problems,
) -> None:
    if is_external(href) or _is_other_deck(href, deck):
        return
    found = link_target(deck, section.id, href)
    if found is not None and (not found[1] or found[1] in blocks.get(found[0], set())):
        return
    if found is None:
        known = [f"#{entry.id}" for entry in deck.outline]
        known += [entry.span.file for entry in deck.outline]
    else:
        known = [f"{href.partition('#')[0]}#{name}" for name in blocks.get(found[0], set())]
    problems.add(
        Code.UNKNOWN_LINK,
        block.span,
        f"The link '{href}' leads to nothing in this deck.",
        did_you_mean(href, known) or "Link to '#section', 'file.md#heading' or 'deck#section'.",
    )


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
