"""Helpers: contents of the bundled deck, so that tests of the reader do not repeat its words.

A test that is about the deck belongs in `tests/unit/test_bundled_deck.py`. Other tests get a
section, a heading or a claim here, so that they still pass after the deck was edited.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

import tomli

from explainer.deck.block import (
    Block,
    ClaimText,
    Grid,
    Heading,
    Inline,
    Paragraph,
    block_id,
    walk,
)
from explainer.deck.block_text import plain_text
from explainer.deck.library import content_folder
from explainer.deck.loader import OpenDeck, open_deck
from explainer.deck.model import Claim, Deck
from explainer.problems import Problems

BUNDLED = content_folder() / "apple-alibaba"
"""Folder of the deck."""

SECTIONS: tuple[str, ...] = tuple(
    tomli.loads((BUNDLED / "deck.toml").read_text(encoding="utf-8"))["sections"]
)
"""Ids of its sections, in order."""

COUNT = len(SECTIONS)
FIRST, SECOND, THIRD, LAST = *SECTIONS[:3], SECTIONS[-1]
MIDDLE = SECTIONS[COUNT // 2]


class Place(NamedTuple):
    """A section and a block, as `make_app` and an address need them."""

    section: str
    block: str


class Stated(NamedTuple):
    """A claim that the text states."""

    place: Place
    """The heading or block that contains it."""
    claim: Claim
    """The claim."""
    words: str
    """The words that state it there."""


@cache
def opened() -> OpenDeck:
    """Return the deck, loaded once."""
    return open_deck(BUNDLED, Problems())


def deck() -> Deck:
    """Return its records."""
    return opened().deck


def number(section: str) -> int:
    """Return the number of a section, from 1, as the reader shows it."""
    return SECTIONS.index(section) + 1


def title(section: str) -> str:
    """Return the title of a section in the outline."""
    entry = deck().entry(section)
    assert entry is not None
    return entry.title


def headings(section: str) -> list[Heading]:
    """Return the headings of a section, of which the first is its own."""
    return [block for block in blocks(section) if isinstance(block, Heading)]


def blocks(section: str) -> list[Block]:
    """Return all blocks of a section, in reading order."""
    return list(walk(opened().section(section).blocks))


def place_where(wanted: Callable[[Block], bool]) -> Place:
    """Return the first block of a kind; if it has no id, the heading above it."""
    for section in SECTIONS:
        under = ""
        for block in blocks(section):
            under = block_id(block) or under
            if wanted(block):
                return Place(section, under)
    raise LookupError("the bundled deck has no such block")


def stated(wanted: Callable[[Claim], bool] = lambda claim: True) -> Stated:
    """Return the first claim of a kind that the text states."""
    return next(one for section in SECTIONS for one in all_stated(section) if wanted(one.claim))


def all_stated(section: str) -> Iterator[Stated]:
    """Yield the claims that a section states, in reading order."""
    under = ""
    for block in blocks(section):
        if isinstance(block, Heading):
            under = block.id
        for text in _claim_texts(_inlines(block)):
            claim = deck().claims[text.claims[0]]
            yield Stated(Place(section, under), claim, plain_text(text.content))


def _inlines(block: Block) -> tuple[Inline, ...]:
    """Return the text of a block itself, without the blocks in it."""
    if isinstance(block, Heading | Paragraph):
        return block.content
    if isinstance(block, Grid):
        return tuple(one for row in (block.header, *block.rows) for cell in row for one in cell)
    return ()


def _claim_texts(inlines: tuple[Inline, ...]) -> Iterator[ClaimText]:
    for inline in inlines:
        if isinstance(inline, ClaimText):
            yield inline
        elif content := getattr(inline, "content", ()):
            yield from _claim_texts(content)
