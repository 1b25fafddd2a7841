"""Parses Markdown as the reader of questions does, to see what a text would be read as."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from explainer.deck.markdown.parser import parse_markdown
from explainer.deck.markdown.question_parser import question_parser

_NO_BLOCK = re.compile(r"[-+*] |#{1,6}(?: |$)|\d{1,9}[.)](?: |$)")
"""The beginning of a text of one line that `explainer.deck.question_reader` reads as words."""


@cache
def _parser() -> MarkdownIt:
    """Return the parser; making it takes longer than parsing a text."""
    return question_parser()


def parse_text(text: str) -> list[Token]:
    """Return the block tokens of a whole text that may have blocks."""
    if "\n" not in text and _NO_BLOCK.match(text):
        return _as_paragraph(parse_line(text))
    return parse_part(text)


def parse_part(text: str) -> list[Token]:
    """Return the block tokens of a text that is part of another."""
    return parse_markdown(_parser(), text).tokens


def parse_line(text: str) -> list[Token]:
    """Return the token of a text that stands on a line, with what is in it as children."""
    return _parser().parseInline(text)


def _as_paragraph(tokens: list[Token]) -> list[Token]:
    return [Token("paragraph_open", "p", 1), *tokens, Token("paragraph_close", "p", -1)]
