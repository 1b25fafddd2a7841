"""Titles of passages on screen: the section's title, and the heading above the block."""

from __future__ import annotations

from collections.abc import Callable

from explainer.deck.block import (
    Heading,
    Section,
    block_id,
    walk,
)
from explainer.deck.block_text import plain_text
from explainer.deck.loader import OpenDeck
from explainer.deck.model import Deck

PassageTitle = Callable[[str, str], str]
"""Returns the title for a section and a block, both by id; empty if there is no such section."""


def slug_titles(deck: Deck) -> PassageTitle:
    """Return titles made from ids, without parsing a section."""

    def title(section: str, block: str) -> str:
        return _joined(deck, section, block.replace("-", " "))

    return title


def heading_titles(opened: OpenDeck) -> PassageTitle:
    """Return titles with headings as written; their sections are parsed when asked for."""

    def title(section: str, block: str) -> str:
        if opened.deck.entry(section) is None or not block:
            return _joined(opened.deck, section, "")
        return _joined(opened.deck, section, heading_over(opened.section(section), block))

    return title


def heading_over(section: Section, block: str) -> str:
    """Return the text of a heading by its id, or of the heading above a block."""
    last = ""
    for one in walk(section.blocks):
        if isinstance(one, Heading):
            last = plain_text(one.content)
        if block_id(one) == block:
            return last
    return block.replace("-", " ")


def _joined(deck: Deck, section: str, heading: str) -> str:
    entry = deck.entry(section)
    if entry is None:
        return ""
    return f"{entry.title} › {heading}" if heading and heading != entry.title else entry.title
