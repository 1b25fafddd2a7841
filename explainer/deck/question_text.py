"""The texts of a question as blocks and inlines, and the questions whose texts have been read.

Records of questions hold their texts as written, in Markdown. Most are a line of plain words, which
needs no parser; the others are read when they are first shown, or come from the kept form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress

import msgspec

from explainer.deck.block import Block, Inline, Paragraph, Text
from explainer.deck.block_text import block_text, plain_text
from explainer.problems import Span

GAP = re.compile(r"\[\[((?:(?!\[\[).)+?)\]\]", re.DOTALL)
"""A gap of a cloze text: its answers with `|` between them."""

GAP_CHARACTER = "\ue000"
"""Stands for a gap of a cloze text in its inlines; a character of no script."""


class QuestionText(msgspec.Struct, frozen=True):
    """The texts of one question, as they are shown.

    Only texts with markup are stored; any other is a paragraph with its words.
    """

    blocks: dict[str, tuple[Block, ...]] = {}
    """Blocks of prompts, explanations, hints, choices and reasons, by text."""
    inlines: dict[str, tuple[Inline, ...]] = {}
    """Inlines of pairs, items and texts with gaps, by text."""

    def of(self, text: str) -> tuple[Block, ...]:
        """Return the blocks of a text that may have several."""
        found = self.blocks.get(text)
        return (Paragraph((Text(one_line(text)),), Span("")),) if found is None else found

    def on_line(self, text: str) -> tuple[Inline, ...]:
        """Return the inlines of a text that stands on a line."""
        found = self.inlines.get(text)
        return (Text(one_line(text)),) if found is None else found

    def words(self, text: str) -> str:
        """Return the words of a text on one line, without marks."""
        if (blocks := self.blocks.get(text)) is not None:
            return one_line(" ".join(map(block_text, blocks)))
        return one_line(plain_text(self.on_line(text)))


def one_line(text: str) -> str:
    """Return a text on one line, with single spaces."""
    return " ".join(text.split())


class ReadTexts:
    """The texts of a deck's questions that have been read, or are in the kept form."""

    def __init__(self) -> None:
        self._read: dict[str, QuestionText] = {}
        self._kept: Mapping[str, msgspec.Raw] = {}

    def get(self, question: str) -> QuestionText | None:
        """Return the texts of a question, or None if they have not been read."""
        found = self._read.get(question)
        if found is not None or question not in self._kept:
            return found
        with suppress(msgspec.MsgspecError, RecursionError, ValueError):
            found = msgspec.msgpack.decode(self._kept[question], type=QuestionText)
            self._read[question] = found
        return found

    def add(self, question: str, text: QuestionText) -> None:
        """Add the texts of a question."""
        self._read[question] = text

    def add_kept(self, kept: Mapping[str, msgspec.Raw]) -> None:
        """Add texts from a kept form; each is decoded when it is asked for."""
        self._kept = kept
