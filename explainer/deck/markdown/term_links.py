"""Links the first mention of each glossary term of a section, without the author's doing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import east_asian_width

import msgspec

from explainer.deck.block import (
    Block,
    BulletList,
    Callout,
    Emphasis,
    Inline,
    ListItem,
    Paragraph,
    Quote,
    Strong,
    TermText,
    Text,
)
from explainer.deck.model import Term


def _whole_word(word: str) -> str:
    """A pattern for a word between others; scripts that write no spaces have no such ends."""
    before = "" if east_asian_width(word[0]) in "WF" else r"(?<!\w)"
    behind = "" if east_asian_width(word[-1]) in "WF" else r"(?!\w)"
    return f"{before}{re.escape(word)}{behind}"


class TermLinker:
    """Finds terms in the text of one deck; holds what was compiled, nothing of a section."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._ids: dict[str, str] = {}
        for term in terms:
            for word in (term.term, *term.aliases):
                if word.strip():
                    self._ids.setdefault(word, term.id)
                    # A sentence may begin with the term.
                    self._ids.setdefault(word[0].upper() + word[1:], term.id)
        words = sorted(self._ids, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(_whole_word, words))) if words else None

    def link(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """The blocks with the first mention of every term linked.

        Headings, code, links and claims keep their text as it is; a mention that the author
        linked counts as the first.
        """
        if self._pattern is None:
            return blocks
        return self._blocks(blocks, set())

    def _blocks(self, blocks: tuple[Block, ...], seen: set[str]) -> tuple[Block, ...]:
        return tuple(self._block(block, seen) for block in blocks)

    def _block(self, block: Block, seen: set[str]) -> Block:
        if isinstance(block, Paragraph):
            return Paragraph(self._inlines(block.content, seen), block.span)
        if isinstance(block, Quote):
            return Quote(self._blocks(block.blocks, seen), block.span)
        if isinstance(block, Callout):
            return Callout(block.kind, self._blocks(block.blocks, seen), block.span)
        if isinstance(block, BulletList):
            items = tuple(
                ListItem(self._blocks(item.blocks, seen), item.span, item.checked, item.paused)
                for item in block.items
            )
            return msgspec.structs.replace(block, items=items)
        return block

    def _inlines(self, content: tuple[Inline, ...], seen: set[str]) -> tuple[Inline, ...]:
        linked: list[Inline] = []
        for inline in content:
            if isinstance(inline, Text):
                linked.extend(self._text(inline.text, seen))
            elif isinstance(inline, Strong):
                linked.append(Strong(self._inlines(inline.content, seen)))
            elif isinstance(inline, Emphasis):
                linked.append(Emphasis(self._inlines(inline.content, seen)))
            else:
                if isinstance(inline, TermText):
                    seen.add(inline.term)
                linked.append(inline)
        return tuple(linked)

    def _text(self, text: str, seen: set[str]) -> list[Inline]:
        assert self._pattern is not None
        parts: list[Inline] = []
        position = 0
        for match in self._pattern.finditer(text):
            term = self._ids[match[0]]
            if term in seen:
                continue
            seen.add(term)
            if match.start() > position:
                parts.append(Text(text[position : match.start()]))
            parts.append(TermText((Text(match[0]),), term))
            position = match.end()
        if position < len(text) or not parts:
            parts.append(Text(text[position:]))
        return parts
