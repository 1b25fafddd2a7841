"""Reads the Markdown of a question's texts for the writers of other formats."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt

from explainer.deck.block import Block
from explainer.deck.markdown.blocks import BlockReader
from explainer.deck.markdown.image import ImageCheck, ImageFolder
from explainer.deck.markdown.inlines import Reading
from explainer.deck.markdown.parser import Parsed, markdown_parser, parse_markdown
from explainer.deck.markdown.source_text import SourceText
from explainer.deck.model import Deck
from explainer.problems import Problems, Span


@cache
def _parser() -> MarkdownIt:
    """Return the parser of questions; making it takes longer than parsing a text."""
    return markdown_parser(is_plain=False)


def parse_text(text: str) -> Parsed:
    """Parse a text of a question."""
    return parse_markdown(_parser(), text)


def text_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text of a question; what the deck lacks is not reported here."""
    problems = Problems()
    images = ImageCheck(ImageFolder(Path()), problems)
    reading = Reading(SourceText("", text), Deck("", "", (), Span("")), problems, images)
    return BlockReader(reading, parse_text(text)).read()
