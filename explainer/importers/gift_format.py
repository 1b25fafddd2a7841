"""Converts texts of a GIFT question to Markdown, from any format that they name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from explainer.importers.gift_text import GiftPiece
from explainer.importers.html_markup import HtmlText, has_picture, is_only_picture
from explainer.importers.html_math import MOODLE_MATH
from explainer.importers.html_tags import CODE, KNOWN
from explainer.importers.item import Remarks
from explainer.importers.markdown_pictures import without_pictures
from explainer.importers.markdown_text import (
    EMPHASIS_IN_WORDS,
    block_markdown,
    has_emphasis_in_words,
    is_one_line,
    line_markdown,
    plain_line_markdown,
    plain_markdown,
)
from explainer.importers.subject_tags import are_about_tags, speaks_of_tags

_FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]")
_NO_HTML = ("plain", "markdown")

DEFAULT = "moodle"
"""Format of a text that names none: HTML in which line ends count."""


class GiftPrompt(NamedTuple):
    """The prompt of a question."""

    markdown: str
    """The prompt as Markdown."""
    words: str
    """The prompt without marks, for its name and its id."""


class GiftTexts:
    """Converts the pieces of a question to Markdown, and collects what that loses."""

    def __init__(self, default: str, remarks: Remarks) -> None:
        self._default = default
        self._remarks = remarks
        self._lost: list[str] = []
        self._kept: list[str] = []
        self._has_picture = False
        self._is_flattened = False
        self._is_in_words = False
        self._is_about_tags = False

    def markdown(self, piece: GiftPiece) -> str:
        """Return a piece as Markdown."""
        own, piece = own_format(piece)
        return self._convert(piece.text, own or self._default)

    def prompt(self, text: str, kind: str) -> GiftPrompt:
        """Return the prompt; the tags of answers are read in its light."""
        if kind in _NO_HTML:
            words = text
            markdown = self._convert(text, kind)
        else:
            html = _html(text, kind)
            words = html.text
            markdown = self._written(text, html)
        self._is_about_tags = bool(self._kept) or speaks_of_tags(words)
        return GiftPrompt(markdown, words)

    def answers(self, pieces: Sequence[GiftPiece], *, is_line: bool = False) -> list[str]:
        """Return the texts that a learner chooses by as Markdown; `is_line` is True for pairs.

        Their tags stay if they are what the answers differ in.
        """
        formats = [(kind or self._default, piece.text) for kind, piece in map(own_format, pieces)]
        texts = [_read_answer(text, kind) for kind, text in formats]
        html = [text for kind, text in formats if kind not in _NO_HTML]
        has_kept = any(text is not None and text.kept for text in texts)
        words = {
            given if read is None else read.text
            for (_, given), read in zip(formats, texts, strict=True)
        }
        is_about_tags = are_about_tags(html, is_asked=has_kept or self._is_about_tags)
        if is_about_tags or len(words) < len(set(formats)):
            staying = KNOWN - CODE if is_about_tags else KNOWN
            texts = [_read_answer(text, kind, staying) for kind, text in formats]
        return [
            self._convert(given, kind, is_line=is_line)
            if read is None
            else self._written(given, read, is_line=is_line)
            for (kind, given), read in zip(formats, texts, strict=True)
        ]

    def is_picture(self, piece: GiftPiece) -> bool:
        """Return True if a piece shows a picture and says nothing beside it."""
        own, piece = own_format(piece)
        return (own or self._default) != "plain" and is_only_picture(piece.text)

    def feedback(self, piece: GiftPiece) -> tuple[GiftPiece, str]:
        """Split an answer from the feedback after its first `#`."""
        at = piece.marks.find("#")
        if at < 0:
            return piece.cut(0), ""
        return piece.cut(0, at), self.markdown(piece.cut(at + 1))

    def finish(self) -> None:
        """Report what the question lost, and the tags in it."""
        if self._has_picture:
            self._remarks.change("A picture was left out; what describes it stands for it.")
        if self._lost:
            self._remarks.change(f"Markdown cannot say {_listed(self._lost)}; their text stays.")
        if self._is_in_words:
            self._remarks.change(EMPHASIS_IN_WORDS)
        if self._is_flattened:
            self._remarks.change("Lists, tables and code in it became lines of one text.")
        if self._kept:
            message = f"These tags are read as text: {_listed(self._kept)}."
            self._remarks.warn(message)

    def _convert(self, text: str, kind: str, *, is_line: bool = False) -> str:
        """Return text in a format as Markdown."""
        if kind == "plain":
            return plain_line_markdown(text) if is_line else plain_markdown(text)
        if kind == "markdown":
            without = without_pictures(text)
            self._has_picture = self._has_picture or without != text
            return without
        return self._written(text, _html(text, kind), is_line=is_line)

    def _written(self, given: str, html: HtmlText, *, is_line: bool = False) -> str:
        """Return a text read as HTML as Markdown, and collect what it loses."""
        self._has_picture = self._has_picture or ("<img>" in html.removed and has_picture(given))
        self._lost.extend(tag for tag in html.lost if tag not in self._lost)
        self._kept.extend(tag for tag in html.kept if tag not in self._kept)
        blocks = html.blocks()
        self._is_in_words = self._is_in_words or has_emphasis_in_words(blocks)
        if not is_line:
            return block_markdown(blocks)
        self._is_flattened = self._is_flattened or not is_one_line(blocks)
        return line_markdown(blocks)


def _html(text: str, kind: str) -> HtmlText:
    return HtmlText(text, keeps_lines=kind == DEFAULT, math=MOODLE_MATH)


def _read_answer(text: str, kind: str, staying: frozenset[str] = frozenset()) -> HtmlText | None:
    """Read the text of an answer as HTML; return None if its format is another."""
    if kind in _NO_HTML:
        return None
    return HtmlText(
        text, keeps_lines=kind == DEFAULT, is_answer=True, staying=staying, math=MOODLE_MATH
    )


def _listed(tags: list[str]) -> str:
    more = ", …" if len(tags) > 8 else ""
    return f"{', '.join(tags[:8])}{more}"


def own_format(piece: GiftPiece) -> tuple[str, GiftPiece]:
    """Split a text from the format at its start; empty if it names none."""
    match = _FORMAT.match(piece.marks)
    return (match[1], piece.cut(match.end())) if match else ("", piece)


def joined(first: str, second: str) -> str:
    """Join two explanations as paragraphs; equal ones are not repeated."""
    if not first or not second or first == second:
        return first or second
    return f"{first}\n\n{second}"
