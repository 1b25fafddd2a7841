"""Addresses of blocks: how a place in a section is named, and found again after an edit."""

from __future__ import annotations

from zlib import crc32

from explainer.deck.block import Block, Heading, Section, block_id, block_text


def block_address(section: Section, index: int) -> str:
    """The address of a block: its own id, or its heading's with ordinal and content hash.

    `slug` for what has an id, else `slug~3@1f2e3d4c`: the third block under that heading.
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
    """The index of the block with an address, or None where nothing like it is left.

    A block that moved is found by its content; one that was edited in its place by its ordinal.
    """
    for index, block in enumerate(section.blocks):
        if block_id(block) == address and address:
            return index
    heading, _, rest = address.partition("~")
    ordinal, _, content = rest.partition("@")
    if not rest:
        return None
    if content:
        for index, block in enumerate(section.blocks):
            if not block_id(block) and _content_hash(block) == content:
                return index
    start = 0
    if heading:
        start = next(
            (i + 1 for i, block in enumerate(section.blocks) if block_id(block) == heading), -1
        )
    if start < 0:
        return None
    place = start + (int(ordinal) if ordinal.isdigit() else 1) - 1
    return min(place, len(section.blocks) - 1) if section.blocks else None


def _content_hash(block: Block) -> str:
    words = block_text(block).encode("utf-8", "replace")
    return f"{crc32(words):08x}"
