"""Checks that what questions say about blocks of sections is so."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from explainer.deck.block import Section, block_id, walk
from explainer.deck.model import Deck
from explainer.problems import Code, Problems


def check_settled(deck: Deck, sections: Sequence[Section], problems: Problems) -> None:
    """Report questions whose `settles` names no block of their section."""
    blocks = {
        section.id: {block_id(block): None for block in walk(section.blocks) if block_id(block)}
        for section in sections
    }
    for question in deck.questions.values():
        known = blocks.get(question.section, {})
        if not question.settles or question.section not in blocks or question.settles in known:
            continue
        span = msgspec.structs.replace(question.span, keys=(*question.span.keys, "settles"))
        problems.add(
            Code.UNKNOWN_BLOCK,
            span,
            f"The section '{question.section}' has no block '{question.settles}'.",
            problems.suggest(question.settles, known)
            or "Name a heading's slug or a directive's id.",
        )
