"""The records of a deck: frozen, and complete when they exist.

The records are `msgspec` structs, so that the kept form of a deck can be read back without a second
validator. Blocks of a section are in `block.py`, questions in `question.py`. A record refers only
to records made before it, so no reference cycle can arise and the garbage collector need not look
at them (`gc=False`); that makes loading a third faster and keeps a host's pauses short.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum
from functools import cached_property

import msgspec

from explainer.deck.partial_date import PartialDate
from explainer.deck.question import Question
from explainer.deck.question_text import ReadTexts
from explainer.deck.route import Route
from explainer.problems import Span

THEMES = (
    "dark",
    "light",
    "contrast",
    "terminal",
    "catppuccin",
    "gruvbox",
    "nord",
    "solarized-dark",
    "solarized-light",
)
"""Themes that a deck or a person can name."""

AUTO = "auto"
"""Name that stands for the theme that suits the terminal's background."""

LIGHT_THEMES = ("light", "solarized-light")
"""Themes with dark text on a light background."""

COLOURS = ("blue", "orange", "green", "purple", "red", "teal", "gold", "pink")
"""Names of the categorical colours, which a deck can give to its actors."""


class Verdict(StrEnum):
    """Verdict of the record on a claim."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    CONTRADICTED = "contradicted"
    UNVERIFIED = "unverified"
    OPINION = "opinion"
    FORECAST = "forecast"


class SourceGrade(StrEnum):
    """Weight that a source carries on its own."""

    A = "A"
    """Primary: the vendor's own page, the tracker, an official statement."""

    B = "B"
    """Established press, or a clear copy of a wire report."""

    C = "C"
    """Restates a named original."""

    D = "D"
    """Weak; never enough on its own."""


class ColumnKind(StrEnum):
    """Kind of a column's values; decides how they are drawn, sorted and compared."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    DATE = "date"
    BOOL = "bool"
    VERDICT = "verdict"


NUMERIC_KINDS = frozenset({ColumnKind.NUMBER, ColumnKind.PERCENT, ColumnKind.MONEY})
"""Kinds of columns whose values are numbers."""


class Source(msgspec.Struct, frozen=True, gc=False):
    """A publication that can be cited."""

    id: str
    """Id that `[^id]`, cells and claims name."""
    title: str
    """Title as printed, or a short description."""
    span: Span
    """Position in the file."""
    publisher: str = ""
    """Publisher of the page that was read."""
    date: PartialDate | None = None
    """Date of publication, as far as it is known."""
    url: str = ""
    """Web address; shown, and never opened by a host."""
    grade: SourceGrade | None = None
    """Weight that it carries on its own."""
    restates: str = ""
    """The original that this page repeats; several pages of one original count once."""
    note: str = ""
    """Anything a reader should know about it."""


class EarlierVerdict(msgspec.Struct, frozen=True, gc=False):
    """A verdict on a claim that was reasonable until a date."""

    until: PartialDate
    """Last day on which it was reasonable."""
    verdict: Verdict
    """The verdict then."""
    why: str
    """Reason: the facts known then, and those not yet known."""
    span: Span
    """Position in the file."""
    sources: tuple[str, ...] = ()
    """Sources that could be read then."""


class Claim(msgspec.Struct, frozen=True, gc=False):
    """An assertion, with its sources, its verdict and the correction."""

    id: str
    """Id that spans and cells name."""
    text: str
    """The assertion in the deck's own words."""
    verdict: Verdict
    """The verdict now."""
    span: Span
    """Position in the file."""
    said_by: tuple[str, ...] = ()
    """Sources that make the assertion."""
    said_on: PartialDate | None = None
    """Date of the assertion."""
    correction: str = ""
    """The assertion as it should be."""
    sources: tuple[str, ...] = ()
    """Sources of the verdict."""
    as_of: PartialDate | None = None
    """Date when the verdict was last checked."""
    note: str = ""
    """Qualifications of the verdict."""
    earlier: tuple[EarlierVerdict, ...] = ()
    """Earlier verdicts that were reasonable at their time, oldest first."""


class Term(msgspec.Struct, frozen=True, gc=False):
    """A glossary entry."""

    id: str
    """Id that `{term=id}` names."""
    term: str
    """The word or phrase as it stands in text."""
    definition: str
    """One or two plain sentences."""
    span: Span
    """Position in the file."""
    aliases: tuple[str, ...] = ()
    """Other spellings with the same meaning."""
    sources: tuple[str, ...] = ()
    """Sources of the definition."""


class Column(msgspec.Struct, frozen=True, gc=False):
    """A column of a table."""

    id: str
    """Key of its cells in rows."""
    title: str
    """The heading."""
    span: Span
    """Position in the file."""
    kind: ColumnKind = ColumnKind.TEXT
    """Kind of its values."""
    unit: str = ""
    """Unit of its numbers; required for money."""
    better: str = ""
    """`high` or `low` where one end is better, else empty."""
    width: int = 0
    """Preferred width in cells, 0 for the width of its content."""
    align: str = ""
    """`left`, `right` or `center`; empty for the alignment of its kind."""


class Cell(msgspec.Struct, frozen=True, gc=False):
    """A value of a table, with its uncertainty and its evidence."""

    value: str | float | bool | None = None
    """Text, number or truth value; a date or verdict as text; None if there is no value."""
    low: float | None = None
    """Lower end of a range, in the column's unit."""
    high: float | None = None
    """Upper end of a range, in the column's unit."""
    approx: bool = False
    """True if the value is approximate."""
    text: str = ""
    """Text to show in place of the formatted value."""
    missing: str = ""
    """Reason why there is no value."""
    sources: tuple[str, ...] = ()
    """Sources of this cell, in addition to the table's."""
    claims: tuple[str, ...] = ()
    """Claims that this cell states."""
    note: str = ""
    """Anything a reader should know about it."""


class Row(msgspec.Struct, frozen=True, gc=False):
    """A row of a table."""

    cells: tuple[Cell, ...]
    """One cell for each column, in the table's order."""
    span: Span
    """Position in the file; a cell's position is this with the column's id as last key."""
    id: str = ""
    """Id that `rows`, `highlight` and `{compare}` name; empty if it has none."""


class Table(msgspec.Struct, frozen=True, dict=True):
    """Columns and rows from a file in `data/`."""

    id: str
    """Name of its file without the ending."""
    title: str
    """Title of the table."""
    columns: tuple[Column, ...]
    """Columns from left to right."""
    rows: tuple[Row, ...]
    """Rows from top to bottom."""
    span: Span
    """Position of the table's start."""
    note: str = ""
    """Anything a reader should know about it."""
    sources: tuple[str, ...] = ()
    """Sources of every cell."""
    as_of: PartialDate | None = None
    """Date when its values were last checked."""

    @cached_property
    def columns_by_id(self) -> dict[str, Column]:
        """The columns by id."""
        return {column.id: column for column in self.columns}

    @cached_property
    def rows_by_id(self) -> dict[str, Row]:
        """The rows that have an id, by that id."""
        return {row.id: row for row in self.rows if row.id}

    def cell_span(self, row: Row, column: Column) -> Span:
        """Return the position of a cell (in a CSV file, of its row)."""
        if not row.span.keys:
            return row.span
        return Span(row.span.file, keys=(*row.span.keys, column.id))


class Event(msgspec.Struct, frozen=True, gc=False):
    """An event of a timeline."""

    date: PartialDate
    """Date when it happened or began."""
    title: str
    """The event in a few words."""
    span: Span
    """Position in the file."""
    id: str = ""
    """Id that links name; empty if it has none."""
    until: PartialDate | None = None
    """Date when it ended."""
    detail: str = ""
    """One or two more sentences."""
    lane: str = ""
    """Lane of the timeline that it belongs to."""
    sources: tuple[str, ...] = ()
    """Sources of the event."""
    claims: tuple[str, ...] = ()
    """Claims that it settles or states."""


class Timeline(msgspec.Struct, frozen=True, gc=False):
    """Events from a file in `data/`."""

    id: str
    """Name of its file without the ending."""
    title: str
    """Title of the timeline."""
    events: tuple[Event, ...]
    """Events by date; those of one date in the order of the file."""
    span: Span
    """Position of the timeline's start."""
    note: str = ""
    """Anything a reader should know about it."""
    sources: tuple[str, ...] = ()
    """Sources of every event."""


class SectionEntry(msgspec.Struct, frozen=True, gc=False):
    """Facts about a section that the outline needs before it is parsed."""

    id: str
    """Stable id: file name without number and ending, unless front matter sets one."""
    title: str
    """Title from front matter, else the first heading, else the id."""
    span: Span
    """Its file; in a plain Markdown file, the lines of its part."""
    summary: str = ""
    """Summary in one sentence."""
    minutes: int = 0
    """Minutes it takes to read, 0 if the author gave none."""
    objectives: tuple[str, ...] = ()
    """Skills that a reader has afterwards."""
    bets: tuple[str, ...] = ()
    """Ids of the questions asked before the text."""
    tags: tuple[str, ...] = ()
    """Words by which sections are grouped."""
    depth: int = 0
    """Number of sections and labels of the outline that it stands below."""
    labels: tuple[str, ...] = ()
    """Headings of the outline right above it, which lead to no section, outermost first."""


class ActorColour(msgspec.Struct, frozen=True, gc=False):
    """Colour that a deck gives to an actor wherever it appears."""

    colour: str
    """One of `COLOURS`."""
    span: Span
    """Its line in `deck.toml`."""


class Deck(msgspec.Struct, frozen=True, dict=True):
    """A deck: the unit that is opened, checked and hosted.

    Tables for frequent lookups are made once for each deck, on first use.
    """

    id: str
    """Stable id; recorded progress and links refer to it."""
    title: str
    """Title of the deck."""
    outline: tuple[SectionEntry, ...]
    """The sections in order."""
    span: Span
    """Its `deck.toml`, or the file or folder it was made from."""
    summary: str = ""
    """Summary in a sentence or two."""
    language: str = "en"
    """BCP 47 tag of its text."""
    authors: tuple[str, ...] = ()
    """Names of the authors."""
    licence: str = ""
    """SPDX expression or words."""
    as_of: PartialDate | None = None
    """Date when its facts were last checked."""
    minutes: int = 0
    """Minutes that the deck takes, 0 if the author gave none."""
    theme: str = ""
    """The theme its author prefers; empty for the reader's."""
    colours: dict[str, ActorColour] = {}
    """Colours of actors, by the id of a row or series, or by the id made of a lane's name."""
    is_plain: bool = False
    """True for plain Markdown without a `deck.toml`, where none of our own syntax applies."""
    routes: tuple[Route, ...] = ()
    """Routes: cuts of the deck for occasions."""
    sources: dict[str, Source] = {}
    """Sources by id, in the order of the file."""
    claims: dict[str, Claim] = {}
    """Claims by id, in the order of the file."""
    terms: dict[str, Term] = {}
    """Terms by id, in the order of the file."""
    tables: dict[str, Table] = {}
    """Tables by id."""
    timelines: dict[str, Timeline] = {}
    """Timelines by id."""
    questions: dict[str, Question] = {}
    """Questions by id, in the order of their files."""

    def entry(self, section: str) -> SectionEntry | None:
        """Return the outline's entry of a section, or None if there is no such section."""
        return self._entries.get(section)

    def number_of(self, section: str) -> int:
        """Return the place of a section among several, from 1; 0 if there is no such section."""
        return self._numbers.get(section, 0) if len(self.outline) > 1 else 0

    def section_in(self, file: str) -> SectionEntry | None:
        """Return the first section in a file, or None if there is none."""
        return self._entries_by_file.get(file)

    @property
    def files(self) -> Collection[str]:
        """Paths of the files that hold the sections."""
        return self._entries_by_file

    def first_with_bet(self, question: str) -> SectionEntry | None:
        """Return the first section before which a question is asked as a bet."""
        return self._first_with_bet.get(question)

    def questions_of(self, section: str) -> tuple[Question, ...]:
        """Return the questions of a section, including open ones, in the deck's order."""
        return self._questions_by_section.get(section, ())

    def questions_with(self, tag: str) -> tuple[Question, ...]:
        """Return the questions with a tag, including open ones, in the deck's order."""
        return self._questions_by_tag.get(tag, ())

    @property
    def tags(self) -> Collection[str]:
        """Tags of the questions, each once."""
        return self._questions_by_tag

    @property
    def section_ids(self) -> Collection[str]:
        """Ids of the sections."""
        return self._entries

    @cached_property
    def read_texts(self) -> ReadTexts:
        """The texts of its questions that have been read; `question_text` reads the others."""
        return ReadTexts()

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {entry.id: number for number, entry in enumerate(self.outline, 1)}

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
    """Return the first entry for each key, in order."""
    found: dict[str, SectionEntry] = {}
    for key, entry in entries:
        found.setdefault(key, entry)
    return found
