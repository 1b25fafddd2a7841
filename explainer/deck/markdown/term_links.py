"""Links the first mention of each glossary term in a section automatically."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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

_WORD = re.compile(r"\w+")

_LONGEST_TERM = 200
"""Longest term that is looked for."""


class TermLinker:
    """Finds terms in the text of a deck; keeps no state of a section."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._ids: dict[str, str] = {}
        for term in terms:
            for word in (term.term, *term.aliases):
                if word.strip() and len(word) <= _LONGEST_TERM:
                    self._ids.setdefault(word, term.id)
                    # A term may begin a sentence.
                    self._ids.setdefault(word[0].upper() + word[1:], term.id)
        # The lookup is by word (by character in scripts without spaces), then by each length of a
        # term with this beginning: thirty thousand terms take no longer than three.
        self._by_first_word: dict[str, list[int]] = {}
        self._by_character: dict[str, list[int]] = {}
        for word in sorted(self._ids, key=len, reverse=True):
            first = _WORD.match(word)
            if first is None or east_asian_width(word[0]) in "WF":
                lengths = self._by_character.setdefault(word[0], [])
            else:
                lengths = self._by_first_word.setdefault(first[0], [])
            if lengths[-1:] != [len(word)]:
                lengths.append(len(word))
        characters = "".join(map(re.escape, self._by_character))
        self._unspaced = re.compile(f"[{characters}]") if characters else None

    def link(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """Return the blocks with the first mention of every term linked.

        Text in headings, code, links and claims is left alone. A mention that the author linked
        counts as the first.
        """
        if not self._ids:
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
        parts: list[Inline] = []
        position = 0
        for start, word in self._mentions(text):
            term = self._ids[word]
            if term in seen or start < position:
                continue
            seen.add(term)
            if start > position:
                parts.append(Text(text[position:start]))
            parts.append(TermText((Text(word),), term))
            position = start + len(word)
        if position < len(text) or not parts:
            parts.append(Text(text[position:]))
        return parts

    def _mentions(self, text: str) -> list[tuple[int, str]]:
        """Return positions and words of the terms in a text, in reading order."""
        found: list[tuple[int, str]] = []
        for match in _WORD.finditer(text):
            start = match.start()
            for length in self._by_first_word.get(match[0], ()):
                word = text[start : start + length]
                if word in self._ids and _ends(text, start, word):
                    found.append((start, word))
                    break
        if self._unspaced is not None:
            found.extend(self._unspaced_mentions(text, self._unspaced))
            found.sort()
        return found

    def _unspaced_mentions(
        self, text: str, beginnings: re.Pattern[str]
    ) -> Iterator[tuple[int, str]]:
        """Yield the terms in scripts without spaces, and those that begin with no letter."""
        end = 0
        for match in beginnings.finditer(text):
            start = match.start()
            if start < end:
                continue
            for length in self._by_character[match[0]]:
                word = text[start : start + length]
                if word in self._ids:
                    end = start + length
                    yield start, word
                    break


def _ends(text: str, start: int, word: str) -> bool:
    """True if a word found in a text ends there and is not the beginning of a longer word."""
    end = start + len(word)
    return (
        end >= len(text)
        or not (text[end].isalnum() or text[end] == "_")
        or not (word[-1].isalnum() or word[-1] == "_")
        or east_asian_width(word[-1]) in "WF"
    )
