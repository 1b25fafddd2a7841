"""Checks that a deck uses its sources, tables, timelines, terms and images."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import msgspec

from explainer.deck.block import (
    Block,
    Break,
    Broken,
    Citation,
    CodeText,
    Directive,
    FootnoteMark,
    Grid,
    Heading,
    Image,
    Inline,
    Math,
    Paragraph,
    Picture,
    Section,
    TermText,
    Text,
    walk,
)
from explainer.deck.block_text import block_text
from explainer.deck.directive import QuestionOptions, QuizOptions, TimelineOptions
from explainer.deck.markdown.source_text import SourceFiles
from explainer.deck.model import Cell, Deck, Term
from explainer.deck.question_reader import question_text
from explainer.deck.search import fold
from explainer.problems import Code, Problem, Problems, Span

_MOST_IMAGES = 10_000
_MOST_SEARCHED = 2_000_000_000
"""Most characters to search for terms; in long decks fewer terms are looked for."""


class _Used(msgspec.Struct):
    """Ids and paths that the sections use."""

    sources: set[str]
    """Sources that the text cites."""
    terms: set[str]
    """Terms that are linked."""
    tables: set[str]
    """Tables that are shown."""
    timelines: set[str]
    """Timelines that are shown."""
    images: set[str]
    """Paths of images."""


def check_unused(root: Path, deck: Deck, sections: Sequence[Section], problems: Problems) -> None:
    """Report sources, tables, timelines, terms and images that no section or question uses.

    Claims appear in the ledger and questions in the quiz, so these are never unused. If a file
    could not be read, nothing is reported, since it might use anything.
    """
    if any(_leaves_unread(problem) for problem in problems):
        return
    used = _used_by(sections, SourceFiles(root))
    _use_questions(deck, used)
    _check_sources(deck, used.sources, problems)
    for kind, records, shown in (
        ("table", deck.tables, used.tables),
        ("timeline", deck.timelines, used.timelines),
    ):
        for record in records.values():
            if record.id not in shown:
                problems.add(
                    Code.UNUSED,
                    Span(record.span.file),
                    f"No section shows the {kind} '{record.id}'.",
                    f"Show it with '{{{kind}}} {record.id}', or delete its file.",
                )
    _check_terms(deck, used.terms, sections, problems)
    _check_images(root, used.images, problems)


def _leaves_unread(problem: Problem) -> bool:
    """True if a problem kept a file from being read, which might name anything."""
    if problem.code in (Code.TOML_SYNTAX, Code.BAD_DATE):
        # In a section it is only a directive that could not be read, and is shown as broken.
        return not problem.span.keys and not problem.span.file.endswith((".md", ".csv"))
    return problem.code in (Code.FILE_TOO_LARGE, Code.FILE_UNREADABLE, Code.FILE_OUTSIDE_DECK)


# --- names in sections -------------------------------------------------------------------------


def _used_by(sections: Sequence[Section], places: SourceFiles) -> _Used:
    used = _Used(set(), set(), set(), set(), set())
    for section in sections:
        for block in walk(section.blocks):
            _use_block(block, used, places)
    return used


def _use_questions(deck: Deck, used: _Used) -> None:
    """Add what the texts of questions use."""
    for question in deck.questions.values():
        read = question_text(deck, question)
        for blocks in read.blocks.values():
            for block in walk(blocks):
                _use_block(block, used, None)
        for content in read.inlines.values():
            _use_inlines(content, used)


def _use_block(block: Block, used: _Used, places: SourceFiles | None) -> None:
    if isinstance(block, Heading | Paragraph):
        _use_inlines(block.content, used)
    elif isinstance(block, Grid):
        for row in (block.header, *block.rows):
            for cell in row:
                _use_inlines(cell, used)
    elif isinstance(block, Directive):
        options = block.options
        if isinstance(options, TimelineOptions):
            used.timelines.add(options.target)
        elif not isinstance(options, QuestionOptions | QuizOptions):
            used.tables.add(options.target)
    elif isinstance(block, Image):
        used.images.add(posixpath.normpath(block.path))
    elif isinstance(block, Broken) and places is not None:
        # Its target will be needed once the directive is corrected.
        kind, target = places.target(block.span)
        (used.timelines if kind == "timeline" else used.tables).add(target)


def _use_inlines(content: tuple[Inline, ...], used: _Used) -> None:
    for inline in content:
        if isinstance(inline, Citation):
            used.sources.add(inline.source)
        elif isinstance(inline, Picture):
            used.images.add(posixpath.normpath(inline.path))
        elif not isinstance(inline, Text | CodeText | Math | Break | FootnoteMark):
            if isinstance(inline, TermText):
                used.terms.add(inline.term)
            _use_inlines(inline.content, used)


# --- sources -----------------------------------------------------------------------------------


def _check_sources(deck: Deck, cited: set[str], problems: Problems) -> None:
    named = cited | _sources_of_records(deck)
    for source in deck.sources.values():
        if source.id not in named:
            problems.add(
                Code.UNUSED,
                _at(source.span, "id"),
                f"Nothing in the deck names the source '{source.id}'.",
                f"Cite it as [^{source.id}] where something rests on it, or delete it.",
            )


def _sources_of_records(deck: Deck) -> set[str]:
    """Return every source that a record names, including originals that pages restate."""
    named = {source.restates for source in deck.sources.values()}
    for claim in deck.claims.values():
        named.update(claim.sources, claim.said_by)
        for earlier in claim.earlier:
            named.update(earlier.sources)
    for term in deck.terms.values():
        named.update(term.sources)
    for table in deck.tables.values():
        named.update(table.sources)
        for row in table.rows:
            for cell in row.cells:
                named.update(cell.sources)
    for timeline in deck.timelines.values():
        named.update(timeline.sources)
        for event in timeline.events:
            named.update(event.sources)
    for question in deck.questions.values():
        named.update(question.sources)
    return named


# --- terms -------------------------------------------------------------------------------------


def _check_terms(
    deck: Deck, linked: set[str], sections: Sequence[Section], problems: Problems
) -> None:
    """Report terms that occur nowhere; in headings, claims and data they are not linked."""
    rest = [term for term in deck.terms.values() if term.id not in linked]
    if not rest:
        return
    words = " ".join(fold(text.replace("\n", " ")) for text in _all_words(deck, sections))
    most = _MOST_SEARCHED // (len(words) + 1)
    if len(rest) > most:
        problems.add(
            Code.UNUSED,
            _at(rest[most].span, "id"),
            f"From the term '{rest[most].term}' on, terms were not looked for in the text: there "
            f"are {len(rest) - most:,} too many of them.",
            "Delete terms that no section needs.",
        )
    for term in rest[:most]:
        if not any(fold(name) in words for name in _names(term)):
            problems.add(
                Code.UNUSED,
                _at(term.span, "id"),
                f"The term '{term.term}' stands in no section.",
                "Add the spelling that the text uses to its aliases, or delete it.",
            )


def _names(term: Term) -> list[str]:
    return [name for name in (term.term, *term.aliases) if name.strip()]


def _all_words(deck: Deck, sections: Sequence[Section]) -> list[str]:
    """Return the text of the sections, and of the records that they show."""
    words = [block_text(block) for section in sections for block in section.blocks]
    for table in deck.tables.values():
        words.extend((table.title, table.note, *(column.title for column in table.columns)))
        words.extend(_cell_words(cell) for row in table.rows for cell in row.cells)
    for timeline in deck.timelines.values():
        for event in timeline.events:
            words.extend((event.title, event.detail, event.lane))
    for claim in deck.claims.values():
        words.extend((claim.text, claim.correction))
    return words


def _cell_words(cell: Cell) -> str:
    return f"{cell.value} {cell.text}" if isinstance(cell.value, str) else cell.text


# --- images ------------------------------------------------------------------------------------


def _check_images(root: Path, shown: set[str], problems: Problems) -> None:
    for path in _images(root):
        if path not in shown:
            problems.add(
                Code.UNUSED,
                Span(path),
                f"No section shows the image '{path}'.",
                f"Show it with '![what it shows]({path})', or delete it.",
            )


def _images(root: Path) -> list[str]:
    """Return the paths of the files in the deck's folder for images."""
    try:
        entries = islice((root / "images").rglob("*"), _MOST_IMAGES)
        paths = [entry.relative_to(root).as_posix() for entry in entries if entry.is_file()]
    except OSError:
        return []
    return sorted(path for path in paths if not posixpath.basename(path).startswith("."))


def _at(span: Span, key: str) -> Span:
    return msgspec.structs.replace(span, keys=(*span.keys, key)) if span.keys else span
