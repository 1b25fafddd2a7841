"""Converts the fields of an Anki note to Markdown, or to plain text where an answer is typed."""

from __future__ import annotations

from html import escape

from explainer.deck.block import Block, CodeText, Inline, Text
from explainer.deck.question_text import GAP_CHARACTER
from explainer.importers.anki_text import Header
from explainer.importers.html_markup import HtmlText
from explainer.importers.html_math import ANKI_MATH
from explainer.importers.item import Remarks
from explainer.importers.markdown_inlines import inline_markdown
from explainer.importers.markdown_text import (
    EMPHASIS_IN_WORDS,
    block_markdown,
    flattened,
    has_emphasis_in_words,
    is_one_line,
    plain_blocks,
)
from explainer.importers.parsed_text import parse_line


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
        if self.is_html:
            return self.noted(self.html(text))
        if ANKI_MATH.search(text) is None:
            return plain_blocks(text)
        # Anki draws formulas in fields without HTML too.
        return self.noted(self.html(escape(text, quote=False).replace("\n", "<br>")))

    def noted(self, html: HtmlText) -> tuple[Block, ...]:
        """Return HTML as blocks, and collect what Markdown cannot say of it."""
        self._lost.extend(tag for tag in html.lost if tag not in self._lost)
        blocks = html.blocks()
        if has_emphasis_in_words(blocks):
            self._remarks.change(EMPHASIS_IN_WORDS)
        return blocks

    def gap_line(self, blocks: tuple[Block, ...]) -> str:
        """Return blocks with gaps as Markdown for a text on a line; no gap is within code."""
        if not is_one_line(blocks):
            self._remarks.change("Lists, tables and code in it became lines of one text.")
        content: list[Inline] = []
        for inline in flattened(blocks):
            content.extend(_split_at_gaps(inline))
        return inline_markdown(tuple(content), parse_line)

    def finish(self) -> None:
        """Report what the note lost."""
        if self._lost:
            message = f"Markdown cannot say {', '.join(self._lost)}; their text stays."
            self._remarks.change(message)


def _split_at_gaps(inline: Inline) -> list[Inline]:
    """Return code as the parts between its gaps, with the gaps as text; others as they are."""
    if not isinstance(inline, CodeText) or GAP_CHARACTER not in inline.text:
        return [inline]
    parts: list[Inline] = []
    for number, part in enumerate(inline.text.split(GAP_CHARACTER)):
        if number:
            parts.append(Text(GAP_CHARACTER))
        if part:
            parts.append(CodeText(part))
    return parts
