"""Lists everything in a deck that a search can find, each entry with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from explainer.deck.block import (
    Block,
    CodeBlock,
    Directive,
    Grid,
    Heading,
    Image,
    MathBlock,
    Paragraph,
    Section,
    SpeakerNote,
    inner_blocks,
)
from explainer.deck.block_text import plain_text
from explainer.deck.directive import ChartOptions, QuestionOptions, QuizOptions, TimelineOptions
from explainer.deck.model import Deck
from explainer.deck.question import Question, with_fronts_only
from explainer.deck.question_reader import question_text
from explainer.deck.search import EntryKind, SearchEntry, fold
from explainer.render.directive_table import shown_table
from explainer.render.selection import quiz_questions, shown_events
from explainer.render.value import cell_text, column_title, date_text

_GAPS = re.compile(r"[ \t\n\r]+")  # not the thin space within a number
_BETWEEN = " · "


def findable(deck: Deck, sections: Sequence[Section], *, notes: bool = False) -> list[SearchEntry]:
    """Return everything in a deck that can be found, in reading order; claims and terms last.

    Args:
        deck: The records.
        sections: Its sections, in order.
        notes: True to include speaker notes.
    """
    gatherer = _Gatherer(deck, with_notes=notes)
    for number, section in enumerate(sections):
        gatherer.add_section(number, section)
    return [
        *gatherer.entries,
        *gatherer.questions_not_shown(sections),
        *_claims(deck),
        *_terms(deck),
    ]


class _Gatherer:
    """Collects the entries for the sections of one deck."""

    def __init__(self, deck: Deck, *, with_notes: bool) -> None:
        self.entries: list[SearchEntry] = []
        self._deck = deck
        self._with_notes = with_notes
        self._section = 0
        self._block = -1
        self._asked: set[str] = set()

    def add_section(self, number: int, section: Section) -> None:
        self._section, self._block = number, -1
        headings = [b for b in section.blocks if isinstance(b, Heading)]
        title = fold(section.title)
        if not any(fold(plain_text(heading.content)) == title for heading in headings[:1]):
            self._add(EntryKind.HEADING, section.title)
        for index, block in enumerate(section.blocks):
            self._block = index
            self._add_block(block)

    def _add(self, kind: EntryKind, text: str, title: str = "") -> None:
        text = _GAPS.sub(" ", text).strip()
        if text:
            name = len(text) if kind is EntryKind.HEADING else 0
            entry = SearchEntry(kind, text, self._section, self._block, name=name, title=title)
            self.entries.append(entry)

    def _add_row(self, cells: Sequence[str], columns: Sequence[str], title: str) -> None:
        cells = [_GAPS.sub(" ", cell).strip() for cell in cells]
        starts: list[tuple[int, str]] = []
        position = 0
        for cell, column in zip(cells, columns, strict=True):
            starts.append((position, column))
            position += len(cell) + len(_BETWEEN)
        self.entries.append(
            SearchEntry(
                EntryKind.ROW,
                _BETWEEN.join(cells),
                self._section,
                self._block,
                title=title,
                columns=tuple(starts),
            )
        )

    def _add_block(self, block: Block) -> None:
        if isinstance(block, Heading):
            self._add(EntryKind.HEADING, plain_text(block.content))
        elif isinstance(block, Paragraph):
            self._add(EntryKind.TEXT, plain_text(block.content))
        elif isinstance(block, CodeBlock):
            self._add(EntryKind.TEXT, block.text)
        elif isinstance(block, MathBlock):
            self._add(EntryKind.TEXT, block.latex)
        elif isinstance(block, Image):
            self._add(EntryKind.TEXT, f"{block.alt} {block.caption}")
        elif isinstance(block, Grid):
            header = [plain_text(cell) for cell in block.header]
            if any(header):
                self._add(EntryKind.ROW, _BETWEEN.join(header))
            for row in block.rows:
                self._add_row([plain_text(cell) for cell in row], header, "")
        elif isinstance(block, Directive):
            self._add_directive(block)
        elif isinstance(block, SpeakerNote) and self._with_notes:
            self._add(EntryKind.NOTE, block.text)
        for inner in inner_blocks(block):
            self._add_block(inner)

    def _add_directive(self, block: Directive) -> None:
        options = block.options
        shown = shown_table(block, self._deck)
        if shown is not None:
            table = shown.table
            title = options.title if isinstance(options, ChartOptions) else ""
            self._add(EntryKind.TEXT, title or table.title)
            header = [column_title(column) for column in shown.columns]
            self._add(EntryKind.ROW, _BETWEEN.join(header), table.title)
            at = shown.positions()
            for row in shown.rows:
                pairs = zip(map(row.cells.__getitem__, at), shown.columns, strict=True)
                words = [cell_text(cell, column) for cell, column in pairs]
                self._add_row(words, header, table.title)
            self._add(EntryKind.TEXT, table.note)
        elif isinstance(options, TimelineOptions):
            timeline = self._deck.timelines[options.target]
            self._add(EntryKind.TEXT, timeline.title)
            for event in shown_events(timeline, options):
                parts = (date_text(event.date), event.title, event.lane, event.detail)
                line = _BETWEEN.join(part for part in parts if part)
                self._add(EntryKind.EVENT, line, timeline.title)
            self._add(EntryKind.TEXT, timeline.note)
        elif isinstance(options, QuestionOptions):
            question = self._deck.questions.get(options.target)
            if question is not None:
                self._add_question(question)
        elif isinstance(options, QuizOptions):
            for question in with_fronts_only(quiz_questions(block, options, self._deck)):
                self._add_question(question)

    def _add_question(self, question: Question) -> None:
        self._asked.add(question.id)
        words = question_text(self._deck, question).words(question.prompt)
        self._add(EntryKind.QUESTION, words)

    def questions_not_shown(self, sections: Sequence[Section]) -> Iterator[SearchEntry]:
        """Yield the questions that no block shows, at the beginning of their section."""
        at = {section.id: number for number, section in enumerate(sections)}
        for question in with_fronts_only(self._deck.questions.values()):
            if question.id not in self._asked and question.section in at:
                words = question_text(self._deck, question).words(question.prompt)
                yield SearchEntry(EntryKind.QUESTION, words, at[question.section])


def _claims(deck: Deck) -> Iterator[SearchEntry]:
    for claim in deck.claims.values():
        words = _BETWEEN.join(part for part in (claim.text, claim.correction, claim.note) if part)
        yield SearchEntry(EntryKind.CLAIM, _GAPS.sub(" ", words).strip(), id=claim.id)


def _terms(deck: Deck) -> Iterator[SearchEntry]:
    for term in deck.terms.values():
        name = _GAPS.sub(" ", ", ".join((term.term, *term.aliases))).strip()
        words = f"{name}: {_GAPS.sub(' ', term.definition).strip()}"
        yield SearchEntry(EntryKind.TERM, words, id=term.id, name=len(name))
