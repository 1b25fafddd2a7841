"""Reads the texts of questions, which are Markdown as sections are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from enum import Enum, auto
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from explainer.deck.block import (
    Block,
    Broken,
    Directive,
    Image,
    Inline,
    MathBlock,
    Paragraph,
    Picture,
    Text,
    walk,
)
from explainer.deck.block_text import block_text, plain_text
from explainer.deck.model import Deck
from explainer.deck.question import Question, QuestionType
from explainer.deck.question_text import GAP, GAP_CHARACTER, QuestionText, one_line
from explainer.problems import Code, Problem, Problems, Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

    from explainer.deck.markdown.image import ImageFolder
    from explainer.deck.markdown.inlines import Reading

# The reader of Markdown is imported only for a text with markup: most questions have none, and
# importing it takes half of a start.

_MARKUP = re.compile(r"[\\`*_\[\]<>$&~|\n]")
"""Characters without which one line of text has no markup, but at its beginning."""

_LINE_MARKS = re.compile(r"[-+*] |#{1,6}(?: |$)|\d{1,9}[.)](?: |$)|>\s*[-+−=.]?\s*\d|>=")
"""The beginning of a line that stands for a number or a sign if the line is the whole text."""

_LARGEST_PART = 0.05
"""Largest share of a section's limit that a text may take: it is read while somebody waits."""

_REFUSED = ("question", "quiz")
"""Directives that may not stand in a question, which could contain itself."""


class TextKind(Enum):
    """The parts that a text of a question can have."""

    BLOCKS = auto()
    """Blocks, as a section has."""
    LINE = auto()
    """Inlines alone: it stands on a line."""
    GAPS = auto()
    """Inlines with gaps between them."""


class PlacedText(NamedTuple):
    """A text of a question and its place."""

    text: str
    """The text as written."""
    span: Span
    """The string in the file."""
    kind: TextKind
    """The parts that it can have."""


def question_text(deck: Deck, question: Question) -> QuestionText:
    """Return the texts of a question as they are shown; they are read once for each deck."""
    is_own = deck.questions.get(question.id) is question
    known = deck.read_texts.get(question.id) if is_own else None
    if known is not None:
        return known
    text = read_question_text(deck, question, Problems(), None)
    if is_own:
        deck.read_texts.add(question.id, text)
    return text


def read_question_texts(root: Path, deck: Deck, problems: Problems) -> None:
    """Read the texts of all questions of a deck, and report what is wrong in them."""
    from explainer.deck.markdown.image import ImageFolder

    images = ImageFolder(root)
    for question in deck.questions.values():
        # The texts of a card's other way are those of the card, and reported there.
        told = Problems() if question.reverse_of else problems
        deck.read_texts.add(question.id, read_question_text(deck, question, told, images))


def kept_texts(deck: Deck) -> dict[str, msgspec.Raw]:
    """Return the texts of a deck's questions for its kept form, without those without markup."""
    texts = {name: question_text(deck, question) for name, question in deck.questions.items()}
    return {
        name: msgspec.Raw(msgspec.msgpack.encode(text))
        for name, text in texts.items()
        if text.blocks or text.inlines
    }


def read_question_text(
    deck: Deck, question: Question, problems: Problems, images: ImageFolder | None
) -> QuestionText:
    """Read the texts of a question, and report what is wrong in them; without images no path is.

    Places of problems count lines and columns within the text, with the keys of its string.
    """
    reader: _TextReader | None = None
    blocks: dict[str, tuple[Block, ...]] = {}
    inlines: dict[str, tuple[Inline, ...]] = {}
    for placed in placed_texts(question):
        text = placed.text
        has_blocks = placed.kind is TextKind.BLOCKS
        if text in (blocks if has_blocks else inlines) or _is_plain(text):
            continue
        reader = reader or _TextReader(deck, problems, images)
        if has_blocks:
            blocks[text] = reader.blocks(placed)
        else:
            inlines[text] = reader.inlines(placed)
    return QuestionText(blocks, inlines)


def _is_plain(text: str) -> bool:
    """True if a text is one line without anything that could be markup."""
    words = text.strip()
    return _MARKUP.search(words) is None and _LINE_MARKS.match(words) is None


def placed_texts(question: Question) -> Iterator[PlacedText]:
    """Yield the texts of a question that are Markdown."""
    keys = question.span.keys

    def placed(kind: TextKind, text: str, *more: str | int) -> Iterator[PlacedText]:
        if text:
            yield PlacedText(text, Span(question.span.file, keys=(*keys, *more)), kind)

    prompt, back = "prompt", "back"
    if question.type is QuestionType.CARD:
        prompt, back = ("back", "front") if question.reverse_of else ("front", "back")
    yield from placed(TextKind.BLOCKS, question.prompt, prompt)
    yield from placed(TextKind.BLOCKS, question.back, back)
    yield from placed(TextKind.BLOCKS, question.explain, "explain")
    for number, hint in enumerate(question.hints):
        yield from placed(TextKind.BLOCKS, hint.text, "hints", number, "text")
    for number, choice in enumerate(question.choices):
        yield from placed(TextKind.BLOCKS, choice.text, "choices", number, "text")
        yield from placed(TextKind.BLOCKS, choice.why, "choices", number, "why")
    for number, pair in enumerate(question.pairs):
        yield from placed(TextKind.LINE, pair.left, "pairs", number, "left")
        yield from placed(TextKind.LINE, pair.right, "pairs", number, "right")
        yield from placed(TextKind.BLOCKS, pair.why, "pairs", number, "why")
    for number, item in enumerate(question.distractors):
        yield from placed(TextKind.LINE, item, "distractors", number)
    for number, item in enumerate(question.items):
        yield from placed(TextKind.LINE, item, "items", number)
    yield from placed(TextKind.GAPS, question.text, "text")
    for number, wrong in enumerate(question.why_wrong):
        yield from placed(TextKind.BLOCKS, wrong.why, "why_wrong", number, "why")


class _TextReader:
    """Reads the texts of one question; its parser is made once for all."""

    def __init__(self, deck: Deck, problems: Problems, images: ImageFolder | None) -> None:
        from explainer.deck.markdown.question_parser import question_parser

        self._deck = deck
        self._problems = problems
        self._images = images
        self._parser: MarkdownIt = question_parser()

    def blocks(self, placed: PlacedText) -> tuple[Block, ...]:
        """Return the blocks of a text; one that would show nothing stays as it is written."""
        from explainer.deck.markdown.blocks import BlockReader
        from explainer.deck.markdown.parser import parse_markdown
        from explainer.deck.markdown.text_limit import is_too_much

        body = dedent(placed.text.strip("\n")).rstrip()
        as_written = (Paragraph((Text(one_line(body)),), Span("")),)
        if is_too_much(body, _LARGEST_PART):
            return as_written
        if "\n" not in body and _LINE_MARKS.match(body.strip()):
            return (Paragraph(self.inlines(placed), Span("")),)
        reader = BlockReader(self._reading(placed, body), parse_markdown(self._parser, body))
        blocks = reader.read()
        footnotes = reader.footnotes()
        if footnotes is not None:
            return (*blocks, footnotes)
        return blocks if _shows(blocks) else as_written

    def inlines(self, placed: PlacedText) -> tuple[Inline, ...]:
        """Return the inlines of a text on a line; gaps are `GAP_CHARACTER`."""
        from explainer.deck.markdown.inlines import InlineReader
        from explainer.deck.markdown.text_limit import is_too_much

        body = placed.text.replace(GAP_CHARACTER, "").strip()
        if placed.kind is TextKind.GAPS:
            body = GAP.sub(GAP_CHARACTER, body)
        as_written = (Text(one_line(body)),)
        if is_too_much(body, _LARGEST_PART):
            return as_written
        tokens = self._parser.parseInline(body)
        content = InlineReader(self._reading(placed, body)).read(tokens[0]) if tokens else ()
        has_picture = any(isinstance(inline, Picture) and inline.path for inline in content)
        return content if has_picture or plain_text(content).strip() else as_written

    def _reading(self, placed: PlacedText, body: str) -> Reading:
        from explainer.deck.markdown.image import ImageCheck
        from explainer.deck.markdown.inlines import Reading
        from explainer.deck.markdown.source_text import SourceText

        problems = _TextProblems(placed, body, self._problems)
        images = ImageCheck(self._images, problems)
        source = SourceText(placed.span.file, body)
        return Reading(source, self._deck, problems, images, _REFUSED)


class _TextProblems(Problems):
    """Passes the problems of a text on, each with its place in the string that holds the text."""

    def __init__(self, placed: PlacedText, body: str, outer: Problems) -> None:
        super().__init__()
        self._string = placed.span
        self._outer = outer
        written = placed.text
        self._lines = len(written) - len(written.lstrip("\n"))
        first = body[: body.find("\n")] if "\n" in body else body
        self._columns = max(0, written[self._lines :].find(first)) if first else 0

    def add(self, code: Code, span: Span, message: str, help: str = "") -> Problem:
        return self._outer.add(code, self._in_string(span), message, help)

    def suggest(self, word: str, known: Collection[str]) -> str:
        return self._outer.suggest(word, known)

    def __getitem__(self, index: int) -> Problem:
        return self._outer[index]

    def _in_string(self, span: Span) -> Span:
        if span.line is None:
            return self._string
        lines, columns = self._lines, self._columns
        return Span(
            span.file,
            span.line + lines,
            None if span.column is None else span.column + columns,
            None if span.end_line is None else span.end_line + lines,
            None if span.end_column is None else span.end_column + columns,
            keys=self._string.keys,
            part="text",
        )


def _shows(blocks: tuple[Block, ...]) -> bool:
    """True if blocks show something, be it a picture."""
    return any(
        isinstance(block, Directive | MathBlock | Broken)
        or (isinstance(block, Image) and bool(block.path))
        or bool(block_text(block).strip())
        for block in walk(blocks)
    )
