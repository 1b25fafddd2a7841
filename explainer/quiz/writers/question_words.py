"""The texts of a question for the writers of other formats: as blocks, and as plain words."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.deck.block import (
    Block,
    Break,
    BulletList,
    Callout,
    CodeBlock,
    Footnotes,
    Grid,
    Heading,
    Image,
    Inline,
    MathBlock,
    Paragraph,
    Picture,
    Quote,
    Text,
    walk,
)
from explainer.deck.block_text import plain_text
from explainer.deck.model import Deck
from explainer.deck.question import Question
from explainer.deck.question_reader import question_text
from explainer.problems import Span
from explainer.quiz.writers.export import Losses


class QuestionWords:
    """The texts of one question, which are Markdown in its record."""

    def __init__(self, question: Question, deck: Deck | None, losses: Losses) -> None:
        """Read the texts; without a deck no citation in them is known."""
        self._texts = question_text(deck or Deck("", "", (), Span("")), question)
        self._losses = losses

    def blocks(self, text: str) -> tuple[Block, ...]:
        """Return the blocks of a text that may have several, and report its pictures."""
        blocks = self._texts.blocks.get(text)
        if blocks is None:
            return (Paragraph((Text(text.strip()),), Span("")),) if text.strip() else ()
        if self.has_picture(text):
            self._losses.add("Its pictures are left out; what describes them stands for them.")
        return blocks

    def line(self, text: str) -> tuple[Inline, ...]:
        """Return the inlines of a text that stands on a line; `GAP_CHARACTER` for each gap."""
        inlines = self._texts.inlines.get(text)
        return (Text(text.strip()),) if inlines is None else inlines

    def is_plain(self, text: str) -> bool:
        """Return True if a text with blocks or on a line is plain words, in lines."""
        inlines = self._texts.inlines.get(text, ())
        blocks = self._texts.blocks.get(text, ())
        return _is_words(inlines) and all(
            isinstance(block, Paragraph) and _is_words(block.content) for block in blocks
        )

    def words(self, text: str) -> str:
        """Return a text with blocks as plain words, and report what that loses."""
        self._report_marks(text)
        return "\n\n".join("\n".join(_lines(block)) for block in self.blocks(text))

    def line_words(self, text: str) -> str:
        """Return a text on a line as plain words, and report what that loses."""
        self._report_marks(text)
        return _words(self.line(text))

    def has_picture(self, text: str) -> bool:
        """Return True if a text with blocks shows a picture."""
        return any(map(_has_picture, walk(self._texts.blocks.get(text, ()))))

    def has_code_lines(self, text: str) -> bool:
        """Return True if there is code of several lines in a text."""
        blocks = walk(self._texts.blocks.get(text, ()))
        return any(isinstance(block, CodeBlock) and "\n" in block.text for block in blocks)

    def _report_marks(self, text: str) -> None:
        if not self.is_plain(text):
            self._losses.add("Its markup became plain words.")


def _is_words(content: tuple[Inline, ...]) -> bool:
    return all(isinstance(inline, Text | Break) for inline in content)


def _has_picture(block: Block) -> bool:
    if isinstance(block, Image):
        return True
    content = block.content if isinstance(block, Paragraph | Heading) else ()
    return any(isinstance(inline, Picture) for inline in content)


def _words(content: tuple[Inline, ...]) -> str:
    return "".join(
        "\n" if isinstance(inline, Break) else plain_text((inline,)) for inline in content
    )


def _lines(block: Block) -> Iterator[str]:
    """Yield the lines of a block in plain words."""
    match block:
        case Paragraph(content=content) | Heading(content=content):
            yield from _words(content).split("\n")
        case CodeBlock(text=text):
            yield from text.split("\n")
        case MathBlock(latex=latex):
            yield latex
        case Image(alt=alt):
            yield alt
        case BulletList(items=items, start=start):
            for at, item in enumerate(items):
                mark = "- " if start is None else f"{start + at}. "
                lines = [line for inner in item.blocks for line in _lines(inner)]
                yield mark + (lines[0] if lines else "")
                yield from (f"{' ' * len(mark)}{line}" for line in lines[1:])
        case Quote(blocks=blocks) | Callout(blocks=blocks):
            for inner in blocks:
                yield from _lines(inner)
        case Grid(header=header, rows=rows):
            for row in (header, *rows):
                yield " | ".join(_words(cell).replace("\n", " ") for cell in row)
        case Footnotes(notes=notes):
            for note in notes:
                for inner in note.blocks:
                    yield from _lines(inner)
