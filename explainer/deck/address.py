"""Addresses of blocks: they name a block of a section and find it again after an edit."""

from __future__ import annotations

import re
from zlib import crc32

from explainer.deck.block import (
    Block,
    Heading,
    Section,
    block_id,
    walk,
)
from explainer.deck.block_text import block_text
from explainer.problems import ExplainerError, did_you_mean

_PLACE = re.compile(r"(.*)~([0-9]{1,6})(?:@([0-9a-f]{8}))?", re.DOTALL)


def block_address(section: Section, index: int) -> str:
    """Return the address of a block: its own id, or its heading's with ordinal and content hash.

    A block with an id has its id as address; any other has one such as `slug~3@1f2e3d4c`: the third
    block under the heading `slug`, with a hash of its text.
    """
    block = section.blocks[index]
    if identifier := block_id(block):
        return identifier
    heading, ordinal = "", 0
    for earlier in section.blocks[: index + 1]:
        if isinstance(earlier, Heading):
            heading, ordinal = earlier.id, 0
        else:
            ordinal += 1
    return f"{heading}~{ordinal}@{_content_hash(block)}"


def find_block(section: Section, address: str) -> int | None:
    """Return the index of the block with an address, or None where there is nothing like it.

    A block that moved is found by its content; of several with the same content the nearest counts.
    A block that was edited in its place is found by its ordinal.
    """
    for index, block in enumerate(section.blocks):
        if block_id(block) == address and address:
            return index
    match = _PLACE.fullmatch(address)
    if match is None or not section.blocks:
        return None
    heading, ordinal, content = match[1], int(match[2]), match[3]
    place = _place(section, heading, ordinal)
    same = [
        index
        for index, block in enumerate(section.blocks)
        if content and not block_id(block) and _content_hash(block) == content
    ]
    return min(same, key=lambda index: abs(index - (place or 0))) if same else place


def _place(section: Section, heading: str, ordinal: int) -> int | None:
    """Return the index of the block with a number under a heading, or of the last one there."""
    start = 0
    if heading:
        ids = [block_id(block) for block in section.blocks]
        if heading not in ids:
            return None
        start = ids.index(heading) + 1
    end = start
    while end < len(section.blocks) and not isinstance(section.blocks[end], Heading):
        end += 1
    return max(0, min(start + max(1, ordinal), end) - 1)


def _content_hash(block: Block) -> str:
    words = block_text(block).encode("utf-8", "replace")
    return f"{crc32(words):08x}"


def check_block(tree: Section, block: str) -> None:
    """Raise an error that lists the blocks of a section if the one asked for is not there.

    Raises:
        ExplainerError: there is no such block.
    """
    known = [block_id(inner) for inner in walk(tree.blocks) if block_id(inner)]
    if block in known or find_block(tree, block) is not None:
        return
    hint = did_you_mean(block, known) or f"There are {', '.join(known[:12])}."
    raise ExplainerError(f"The section '{tree.id}' has no block '{block}'. {hint}")
