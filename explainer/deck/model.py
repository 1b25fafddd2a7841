"""What a deck holds: frozen records, complete when they exist.

The records are `msgspec` structs, so that the kept, parsed form of a deck can be read back without
a second validator. Blocks of a section are in `block.py`, questions in `question.py`. They refer
only to what was there before them, so that no cycle can arise and the garbage collector need not
look at them (`gc=False`); that makes loading a third faster and keeps a host's pauses short.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum
from functools import cached_property

import msgspec

from explainer.deck.question import Question
from explainer.problems import Span

THEMES = ("dark", "light", "contrast", "terminal")
"""Themes that a deck or a person can name."""


class Verdict(StrEnum):
    """What the record says about a claim."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    CONTRADICTED = "contradicted"
    UNVERIFIED = "unverified"
    OPINION = "opinion"
    FORECAST = "forecast"


class SourceGrade(StrEnum):
    """How much weight a source carries alone."""

    A = "A"
    """Primary: the vendor's own page, the tracker, an official statement."""

    B = "B"
    """Established press, or a clear copy of a wire report."""

    C = "C"
    """Restates a named original."""

    D = "D"
    """Weak; never enough alone."""


class ColumnKind(StrEnum):
    """What the cells of a column are; decides how they are drawn, sorted and compared."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    DATE = "date"
    BOOL = "bool"
    VERDICT = "verdict"


class PartialDate(msgspec.Struct, frozen=True, array_like=True, order=True, gc=False):
    """A date known to the year, the month or the day (ISO 8601, reduced precision)."""

    year: int
    """Proleptic Gregorian year, 1 to 9999."""

    month: int = 0
    """1 to 12, or 0 where only the year is known."""

    day: int = 0
    """1 to 31, or 0 where only year and month are known."""

    @property
    def first(self) -> tuple[int, int, int]:
        """The first day that it can mean."""
        return self.year, self.month or 1, self.day or 1

    @property
    def last(self) -> tuple[int, int, int]:
        """A day no earlier than the last that it can mean; to compare, not to show."""
        return self.year, self.month or 12, self.day or 31

    def __str__(self) -> str:
        if not self.month:
            return f"{self.year:04d}"
        if not self.day:
            return f"{self.year:04d}-{self.month:02d}"
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"


class Source(msgspec.Struct, frozen=True, gc=False):
    """A publication that can be cited."""

    id: str
    """The id that `[^id]`, cells and claims name."""
    title: str
    """As printed, or a short description."""
    span: Span
    """Where it stands."""
    publisher: str = ""
    """Who published the page that was read."""
    date: PartialDate | None = None
    """When it was published, as far as it is known."""
    url: str = ""
    """Where it can be read; shown, never opened by a host."""
    grade: SourceGrade | None = None
    """How much weight it carries alone."""
    restates: str = ""
    """The original that this page repeats; several pages of one original count once."""
    note: str = ""
    """What a reader should know about it."""


class EarlierVerdict(msgspec.Struct, frozen=True, gc=False):
    """What was reasonable to think about a claim until a date."""

    until: PartialDate
    """Last day on which it was reasonable."""
    verdict: Verdict
    """The verdict then."""
    why: str
    """What was known and what was not."""
    span: Span
    """Where it stands."""
    sources: tuple[str, ...] = ()
    """What could be read then."""


class Claim(msgspec.Struct, frozen=True, gc=False):
    """An assertion, who made it, and what the record says."""

    id: str
    """The id that spans and cells name."""
    text: str
    """The assertion in the deck's own words."""
    verdict: Verdict
    """What the record says now."""
    span: Span
    """Where it stands."""
    said_by: tuple[str, ...] = ()
    """Sources that assert it."""
    said_on: PartialDate | None = None
    """When it was asserted."""
    correction: str = ""
    """The better version."""
    sources: tuple[str, ...] = ()
    """What the verdict rests on."""
    as_of: PartialDate | None = None
    """When the verdict was last looked at."""
    note: str = ""
    """Qualifiers."""
    earlier: tuple[EarlierVerdict, ...] = ()
    """What was reasonable to think before, oldest first."""


class Term(msgspec.Struct, frozen=True, gc=False):
    """A glossary entry."""

    id: str
    """The id that `{term=id}` names."""
    term: str
    """The word or phrase as it stands in text."""
    definition: str
    """One or two plain sentences."""
    span: Span
    """Where it stands."""
    aliases: tuple[str, ...] = ()
    """Other spellings that mean the same."""
    sources: tuple[str, ...] = ()
    """What the definition rests on."""


class Column(msgspec.Struct, frozen=True, gc=False):
    """A column of a table."""

    id: str
    """The key that rows use."""
    title: str
    """The heading."""
    span: Span
    """Where it stands."""
    kind: ColumnKind = ColumnKind.TEXT
    """What its cells are."""
    unit: str = ""
    """Unit of its numbers; required for money."""
    better: str = ""
    """`high` or `low` where one end is better, else empty."""
    width: int = 0
    """Preferred width in cells, 0 for what its content needs."""
    align: str = ""
    """`left`, `right` or `center`; empty for what its kind wants."""


class Cell(msgspec.Struct, frozen=True, gc=False):
    """A value of a table, with what is known about how well it is known."""

    value: str | float | bool | None = None
    """Text, number, truth value; dates and verdicts as text; None where there is none."""
    low: float | None = None
    """Lower end of a range, in the column's unit."""
    high: float | None = None
    """Upper end of a range, in the column's unit."""
    approx: bool = False
    """Whether the value is approximate."""
    text: str = ""
    """What to show in place of the formatted value."""
    missing: str = ""
    """Why there is no value."""
    sources: tuple[str, ...] = ()
    """Sources of this cell, beside the table's."""
    claims: tuple[str, ...] = ()
    """Claims that this cell states."""
    note: str = ""
    """What a reader should know about it."""


class Row(msgspec.Struct, frozen=True, gc=False):
    """A row of a table."""

    cells: tuple[Cell, ...]
    """One a column, in the table's order."""
    span: Span
    """Where it stands; a cell's place is the row's with the column's id as last key."""
    id: str = ""
    """The id that `rows`, `highlight` and `{compare}` name; empty where it has none."""


class Table(msgspec.Struct, frozen=True, dict=True):
    """Columns and rows from a file in `data/`."""

    id: str
    """Its file's name without ending."""
    title: str
    """What it shows."""
    columns: tuple[Column, ...]
    """Left to right."""
    rows: tuple[Row, ...]
    """Top to bottom."""
    span: Span
    """Where it begins."""
    note: str = ""
    """What a reader should know about it."""
    sources: tuple[str, ...] = ()
    """Sources of every cell."""
    as_of: PartialDate | None = None
    """When its values were looked at."""

    @cached_property
    def columns_by_id(self) -> dict[str, Column]:
        """The columns, by id."""
        return {column.id: column for column in self.columns}

    @cached_property
    def rows_by_id(self) -> dict[str, Row]:
        """The rows that have an id, by it."""
        return {row.id: row for row in self.rows if row.id}

    def cell_span(self, row: Row, column: Column) -> Span:
        """Where a cell stands (in a CSV file, where its row does)."""
        if not row.span.keys:
            return row.span
        return Span(row.span.file, keys=(*row.span.keys, column.id))


class Event(msgspec.Struct, frozen=True, gc=False):
    """Something on a timeline."""

    date: PartialDate
    """When it happened or began."""
    title: str
    """What happened, in a few words."""
    span: Span
    """Where it stands."""
    id: str = ""
    """The id that links name; empty where it has none."""
    until: PartialDate | None = None
    """When it ended."""
    detail: str = ""
    """One or two sentences more."""
    lane: str = ""
    """The strand of the story it belongs to."""
    sources: tuple[str, ...] = ()
    """What it rests on."""
    claims: tuple[str, ...] = ()
    """Claims that it settles or states."""


class Timeline(msgspec.Struct, frozen=True, gc=False):
    """Events from a file in `data/`."""

    id: str
    """Its file's name without ending."""
    title: str
    """What it shows."""
    events: tuple[Event, ...]
    """By date; of the same date as in the file."""
    span: Span
    """Where it begins."""
    note: str = ""
    """What a reader should know about it."""
    sources: tuple[str, ...] = ()
    """Sources of every event."""


class Route(msgspec.Struct, frozen=True, gc=False):
    """A cut of the deck for an occasion."""

    id: str
    """The id that commands name."""
    title: str
    """What it is for."""
    span: Span
    """Where it stands."""
    minutes: int = 0
    """How long it takes, 0 where nobody said."""
    sections: tuple[str, ...] = ()
    """Section ids in order; empty for all."""
    questions: tuple[str, ...] = ()
    """Question ids in order."""


class SectionEntry(msgspec.Struct, frozen=True, gc=False):
    """What the outline knows of a section before it is parsed."""

    id: str
    """Stable id: file name without number and ending, unless front matter sets one."""
    title: str
    """From front matter, else the first heading, else the id."""
    span: Span
    """Its file; in a plain Markdown file, the lines of its part."""
    summary: str = ""
    """One sentence."""
    minutes: int = 0
    """How long it takes to read, 0 where nobody said."""
    objectives: tuple[str, ...] = ()
    """What one can do afterwards."""
    bets: tuple[str, ...] = ()
    """Questions asked before the text."""
    tags: tuple[str, ...] = ()
    """Free words to group sections by."""


class Deck(msgspec.Struct, frozen=True, dict=True):
    """The unit that is opened, checked, hosted, exported.

    What is looked up again and again is sorted once for each deck, when it is first asked for.
    """

    id: str
    """Stable id; progress and links hang on it."""
    title: str
    """What it is called."""
    outline: tuple[SectionEntry, ...]
    """Its sections in order."""
    span: Span
    """Its `deck.toml`, or the file or folder it was made from."""
    summary: str = ""
    """What it is about, in a sentence or two."""
    language: str = "en"
    """BCP 47 tag of its text."""
    authors: tuple[str, ...] = ()
    """Who wrote it."""
    licence: str = ""
    """SPDX expression or words."""
    as_of: PartialDate | None = None
    """When its facts were last looked at."""
    minutes: int = 0
    """How long it takes, 0 where nobody said."""
    theme: str = ""
    """The theme its author prefers; empty for the reader's."""
    is_plain: bool = False
    """Whether it is plain Markdown without a `deck.toml`, where no syntax of ours applies."""
    routes: tuple[Route, ...] = ()
    """Cuts for occasions."""
    sources: dict[str, Source] = {}
    """By id, in the order of the file."""
    claims: dict[str, Claim] = {}
    """By id, in the order of the file."""
    terms: dict[str, Term] = {}
    """By id, in the order of the file."""
    tables: dict[str, Table] = {}
    """By id."""
    timelines: dict[str, Timeline] = {}
    """By id."""
    questions: dict[str, Question] = {}
    """By id, in the order of their files."""

    def entry(self, section: str) -> SectionEntry | None:
        """The outline's entry of a section, or None where there is no such section."""
        return self._entries.get(section)

    def section_in(self, file: str) -> SectionEntry | None:
        """The first section that a file holds, or None where it holds none."""
        return self._entries_by_file.get(file)

    def first_with_bet(self, question: str) -> SectionEntry | None:
        """The first section before which a question is asked as a bet."""
        return self._first_with_bet.get(question)

    def questions_of(self, section: str) -> tuple[Question, ...]:
        """Questions of a section, open ones too, in the deck's order."""
        return self._questions_by_section.get(section, ())

    def questions_with(self, tag: str) -> tuple[Question, ...]:
        """Questions with a tag, open ones too, in the deck's order."""
        return self._questions_by_tag.get(tag, ())

    @property
    def tags(self) -> Collection[str]:
        """Tags of questions, each once."""
        return self._questions_by_tag

    @property
    def section_ids(self) -> Collection[str]:
        """Ids of the sections."""
        return self._entries

    @cached_property
    def _entries(self) -> dict[str, SectionEntry]:
        return _first_by_key((entry.id, entry) for entry in self.outline)

    @cached_property
    def _entries_by_file(self) -> dict[str, SectionEntry]:
        return _first_by_key((entry.span.file, entry) for entry in self.outline)

    @cached_property
    def _first_with_bet(self) -> dict[str, SectionEntry]:
        return _first_by_key((bet, entry) for entry in self.outline for bet in entry.bets)

    @cached_property
    def _questions_by_section(self) -> dict[str, tuple[Question, ...]]:
        found: dict[str, list[Question]] = {}
        for question in self.questions.values():
            found.setdefault(question.section, []).append(question)
        return {section: tuple(questions) for section, questions in found.items()}

    @cached_property
    def _questions_by_tag(self) -> dict[str, tuple[Question, ...]]:
        found: dict[str, dict[str, Question]] = {}
        for question in self.questions.values():
            for tag in question.tags:
                found.setdefault(tag, {})[question.id] = question
        return {tag: tuple(questions.values()) for tag, questions in found.items()}


def _first_by_key(entries: Iterable[tuple[str, SectionEntry]]) -> dict[str, SectionEntry]:
    """The first entry of each key, in order."""
    found: dict[str, SectionEntry] = {}
    for key, entry in entries:
        found.setdefault(key, entry)
    return found
