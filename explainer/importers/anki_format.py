"""Converts the fields of an Anki note to Markdown, or to plain text where an answer is typed."""

from __future__ import annotations

from explainer.deck.block import Block
from explainer.importers.anki_text import Header
from explainer.importers.html_markup import HtmlText
from explainer.importers.html_math import ANKI_MATH
from explainer.importers.item import Remarks
from explainer.importers.markdown_text import (
    block_markdown,
    is_one_line,
    line_markdown,
    plain_blocks,
)


class AnkiTexts:
    """Converts the fields of one note, and collects what that loses."""

    def __init__(self, header: Header, remarks: Remarks) -> None:
        self.is_html = header.html is True
        """True if the fields are HTML."""
        # Anki escapes tags that are meant as text.
        self._is_by_anki = not header.is_guessed
        self._remarks = remarks
        self._lost: list[str] = []

    def html(self, text: str, *, is_answer: bool = False) -> HtmlText:
        """Return a field of HTML; with `is_answer` it is never empty for its tags."""
        return HtmlText(text, is_answer=is_answer, breaks_lines=self._is_by_anki, math=ANKI_MATH)

    def plain(self, text: str) -> str:
        """Return a field as plain text."""
        return self.html(text).text.strip() if self.is_html else text.strip()

    def markdown(self, text: str) -> str:
        """Return a field as Markdown."""
        return block_markdown(self.blocks(text))

    def blocks(self, text: str) -> tuple[Block, ...]:
        """Return a field as blocks."""
        return self.noted(self.html(text)) if self.is_html else plain_blocks(text)

    def noted(self, html: HtmlText) -> tuple[Block, ...]:
        """Return HTML as blocks, and collect what Markdown cannot say of it."""
        self._lost.extend(tag for tag in html.lost if tag not in self._lost)
        return html.blocks()

    def line(self, blocks: tuple[Block, ...]) -> str:
        """Return blocks as Markdown for a text that stands on a line."""
        if not is_one_line(blocks):
            self._remarks.change("Lists, tables and code in it became lines of one text.")
        return line_markdown(blocks)

    def finish(self) -> None:
        """Report what the note lost."""
        if self._lost:
            message = f"Markdown cannot say {', '.join(self._lost)}; their text stays."
            self._remarks.change(message)
