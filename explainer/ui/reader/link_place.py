"""Resolves links of a section that lead to a place in the same deck."""

from __future__ import annotations

from explainer.deck.block import block_id, walk
from explainer.deck.link import link_target
from explainer.ui.base.session import Session


def link_place(session: Session, href: str, index: int) -> tuple[int, str] | None:
    """Return the section and block that a link leads to; None for links out of the deck."""
    deck = session.opened.deck
    found = link_target(deck, deck.outline[index].id, href)
    if found is None:
        return None
    section, block = found
    place = session.section_index(section)
    if place is not None and block and not _has_block(session, place, block):
        # In plain Markdown an anchor may be in any section of the file.
        file = deck.outline[place].span.file
        for other, entry in enumerate(deck.outline):
            if entry.span.file == file and _has_block(session, other, block):
                return other, block
    return (place, block) if place is not None else None


def _has_block(session: Session, index: int, block: str) -> bool:
    return any(block_id(b) == block for b in walk(session.whole_section(index).blocks))
