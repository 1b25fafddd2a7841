"""Blocks of a deck's sections that were on the screen long enough to be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zlib import crc32

from explainer.deck.block import Block, block_id
from explainer.deck.block_text import block_text
from explainer.learner.place import BegunSection


def block_digests(blocks: Iterable[Block]) -> list[int]:
    """Return a digest of each block's id and text, by which it is known again after an edit.

    Of several blocks with the same text each has a digest of its own.
    """
    counts: dict[str, int] = {}
    digests: list[int] = []
    for block in blocks:
        words = f"{block_id(block)}\n{block_text(block)}"
        counts[words] = counts.get(words, 0) + 1
        digests.append(crc32(f"{counts[words]}\n{words}".encode("utf-8", "replace")))
    return digests


class SeenBlocks:
    """The blocks that one person saw, by section; blocks are known by their digests."""

    def __init__(self) -> None:
        self._seen: dict[str, set[int]] = {}
        self._shares: dict[str, float] = {}
        self._unkept: set[str] = set()

    @property
    def begun(self) -> frozenset[str]:
        """Ids of the sections of which something was seen."""
        return frozenset(self._shares)

    @property
    def shares(self) -> dict[str, float]:
        """Share of each begun section that was seen, 0 to 1."""
        return dict(self._shares)

    def note(self, section: str, shown: Sequence[int], seen: Iterable[int]) -> bool:
        """Note what was seen of a section; return True if it changed anything.

        Args:
            section: Id of the section.
            shown: Digests of all blocks of the section, or of the part that a route shows.
            seen: Digests of those that were seen now.
        """
        known = self._seen.setdefault(section, set())
        count, before = len(known), self._shares.get(section)
        known.update(seen)
        share = sum(one in known for one in shown) / len(shown) if shown else 1.0
        self._shares[section] = share
        if len(known) == count and share == before:
            return False
        self._unkept.add(section)
        return True

    def load(self, sections: Iterable[BegunSection]) -> None:
        """Add what the record holds; a share that this session counted already stays."""
        for begun in sections:
            self._seen.setdefault(begun.section, set()).update(begun.blocks)
            self._shares.setdefault(begun.section, begun.share)

    def take_unkept(self) -> list[BegunSection]:
        """Return what the record does not have yet, once."""
        unkept, self._unkept = sorted(self._unkept), set()
        return [self._begun(section) for section in unkept]

    def every_section(self) -> list[BegunSection]:
        """Return everything that was seen."""
        return [self._begun(section) for section in sorted(self._shares)]

    def _begun(self, section: str) -> BegunSection:
        return BegunSection(section, frozenset(self._seen[section]), self._shares[section])

    def clear(self) -> None:
        """Forget everything."""
        self._seen.clear()
        self._shares.clear()
        self._unkept.clear()
