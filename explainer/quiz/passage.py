"""What passages are called on screen: the section's title, and the heading that a reader sees."""

from __future__ import annotations

from collections.abc import Callable

from explainer.deck.block import Heading, Section, block_id, plain_text, walk
from explainer.deck.loader import OpenDeck
from explainer.deck.model import Deck

PassageTitle = Callable[[str, str], str]
"""Gives the words for a section and a block of it, both by id; empty where there is no section."""


def slug_titles(deck: Deck) -> PassageTitle:
    """Titles as far as ids tell them, without parsing a section."""

    def title(section: str, block: str) -> str:
        return _joined(deck, section, block.replace("-", " "))

    return title


def heading_titles(opened: OpenDeck) -> PassageTitle:
    """Titles with the headings as they are written; their sections are parsed when asked for."""

    def title(section: str, block: str) -> str:
        if opened.deck.entry(section) is None or not block:
            return _joined(opened.deck, section, "")
        return _joined(opened.deck, section, heading_over(opened.section(section), block))

    return title


def heading_over(section: Section, block: str) -> str:
    """The text of a heading by its id, or of the one that a block stands under."""
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
