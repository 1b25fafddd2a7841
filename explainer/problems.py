"""Problems: what is wrong with a deck, where, and what to do about it.

Loading never stops at the first mistake unless it is asked to: readers report to a `Problems`
collector, and `explainer check` prints all of them in one pass. A problem has a stable code (each
has a page, see `explainer explain`), a span, one sentence of message and one of help.

A made-up position is worse than none: a span names a line only where one was really found.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from heapq import nlargest
from typing import Literal

import msgspec


class Severity(StrEnum):
    """How bad a problem is."""

    ERROR = "error"
    """Something of the deck cannot be shown as its author meant it."""

    WARNING = "warning"
    """Everything shows, but probably not what was meant."""


class Code(StrEnum):
    """Every kind of problem there is; each member has a page in `explainer/codes`."""

    # The deck and its files
    DECK_EMPTY = "deck-empty"
    FILE_UNREADABLE = "file-unreadable"
    FILE_TOO_LARGE = "file-too-large"
    FILE_OUTSIDE_DECK = "file-outside-deck"
    NOT_UTF8 = "not-utf8"
    CONTROL_CHARACTER = "control-character"
    FORMAT_VERSION = "format-version"

    # TOML and CSV
    TOML_SYNTAX = "toml-syntax"
    CSV_SYNTAX = "csv-syntax"
    UNKNOWN_KEY = "unknown-key"
    MISSING_KEY = "missing-key"
    WRONG_TYPE = "wrong-type"
    WRONG_VALUE = "wrong-value"
    BAD_ID = "bad-id"
    DUPLICATE_ID = "duplicate-id"
    BAD_DATE = "bad-date"
    BAD_RANGE = "bad-range"
    UNIT_MISSING = "unit-missing"
    TABLE_TOO_LARGE = "table-too-large"

    # References between the parts of a deck
    UNKNOWN_SECTION = "unknown-section"
    UNKNOWN_BLOCK = "unknown-block"
    UNKNOWN_SOURCE = "unknown-source"
    UNKNOWN_CLAIM = "unknown-claim"
    UNKNOWN_TERM = "unknown-term"
    UNKNOWN_TABLE = "unknown-table"
    UNKNOWN_TIMELINE = "unknown-timeline"
    UNKNOWN_COLUMN = "unknown-column"
    UNKNOWN_ROW = "unknown-row"
    UNKNOWN_QUESTION = "unknown-question"
    UNKNOWN_TAG = "unknown-tag"
    UNKNOWN_LINK = "unknown-link"

    # Markdown
    FRONT_MATTER = "front-matter"
    SECTION_EMPTY = "section-empty"
    UNKNOWN_CITATION = "unknown-citation"
    UNKNOWN_DIRECTIVE = "unknown-directive"
    TARGET_MISSING = "target-missing"
    HEADING_UNDERLINE = "heading-underline"
    COMMAND_TEXT = "command-text"
    PAUSE_IN_TABLE = "pause-in-table"
    RAW_HTML = "raw-html"
    TOO_DEEP = "too-deep"
    LINE_STEPS = "line-steps"
    IMAGE_MISSING = "image-missing"
    ALT_MISSING = "alt-missing"

    # Evidence, and what a chart may put on one axis
    NUMBER_UNSOURCED = "number-unsourced"
    CLAIM_UNSOURCED = "claim-unsourced"
    MIXED_UNITS = "mixed-units"
    MIXED_PERIODS = "mixed-periods"
    PERIOD_MISSING = "period-missing"
    UNUSED = "unused"

    # Questions
    QUESTION_INCOMPLETE = "question-incomplete"
    SEVERAL_KEYS = "several-keys"
    NO_KEY = "no-key"
    OPEN_TYPE = "open-type"
    OPEN_SCORED = "open-scored"
    OPEN_ASKED = "open-asked"
    PATTERN_INVALID = "pattern-invalid"
    QUESTION_UNSOURCED = "question-unsourced"
    QUESTION_SECTION_MISSING = "question-section-missing"
    EXPLANATION_MISSING = "explanation-missing"
    WHY_MISSING = "why-missing"
    NEGATIVE_STEM = "negative-stem"
    NEAR_DUPLICATES = "near-duplicates"
    ALL_OF_THE_ABOVE = "all-of-the-above"
    LONGEST_KEY = "longest-key"
    ABSOLUTE_DISTRACTORS = "absolute-distractors"
    UNORDERED_NUMBERS = "unordered-numbers"
    KEY_POSITION = "key-position"

    # Settings
    UNKNOWN_THEME = "unknown-theme"
    UNKNOWN_COMMAND = "unknown-command"
    BAD_KEY = "bad-key"

    # Hosting
    FILE_EXPOSED = "file-exposed"
    PASSWORD_INVALID = "password-invalid"  # noqa: S105 - a code, no password
    PUBLIC_KEY_INVALID = "public-key-invalid"
    UNKNOWN_DECK = "unknown-deck"


WARNINGS = frozenset(
    {
        Code.CONTROL_CHARACTER,
        Code.HEADING_UNDERLINE,
        Code.COMMAND_TEXT,
        Code.RAW_HTML,
        Code.SECTION_EMPTY,
        Code.UNKNOWN_LINK,
        Code.NUMBER_UNSOURCED,
        Code.CLAIM_UNSOURCED,
        Code.MIXED_UNITS,
        Code.MIXED_PERIODS,
        Code.PERIOD_MISSING,
        Code.UNUSED,
        Code.QUESTION_UNSOURCED,
        Code.QUESTION_SECTION_MISSING,
        Code.EXPLANATION_MISSING,
        Code.WHY_MISSING,
        Code.NEGATIVE_STEM,
        Code.NEAR_DUPLICATES,
        Code.ALL_OF_THE_ABOVE,
        Code.LONGEST_KEY,
        Code.ABSOLUTE_DISTRACTORS,
        Code.UNORDERED_NUMBERS,
        Code.KEY_POSITION,
        Code.FILE_EXPOSED,
    }
)
"""Codes that are warnings; every other one is an error."""


class Span(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A place in a file: by line and column where a reader knows them, else by TOML keys.

    `tomli` gives no positions for keys, so what is read from TOML carries its key path, and
    `explainer.deck.position.locate` finds line and column when somebody wants to see them.
    """

    file: str
    """Path relative to the deck's folder, with `/`."""

    line: int | None = None
    """First line, counted from 1."""

    column: int | None = None
    """First column, counted from 1 in characters."""

    end_line: int | None = None
    """Last line, inclusive."""

    end_column: int | None = None
    """Column after the last character."""

    keys: tuple[str | int, ...] = ()
    """Path of keys and list indices in a TOML file, such as `("row", 3, "score")`."""

    part: Literal["key", "value"] = "value"
    """Whether the place is the last key itself or what stands behind it."""


class Problem(msgspec.Struct, frozen=True, gc=False):
    """One diagnostic."""

    code: Code
    """What kind of problem it is."""

    span: Span
    """Where it is."""

    message: str
    """What is wrong, in one sentence that is enough alone."""

    help: str = ""
    """What to do about it; empty where the message says it all."""

    related: Span | None = None
    """Where the other one is, of two that clash; `located` turns it into words of `help`."""

    more: int = 0
    """How many further problems of its code and file it stands for, where many are found."""

    @property
    def severity(self) -> Severity:
        """Error or warning; fixed by the code, so that no reader chooses."""
        return Severity.WARNING if self.code in WARNINGS else Severity.ERROR


_MOST_CHARACTERS = 2_000_000
"""Characters of words that one collector compares to find suggestions: about a second."""

_MOST_WORDS = 5_000_000
"""Known words that one collector sorts to find suggestions."""

_NEIGHBOURS = 16
"""Of many known words, those compared that begin, and those that end, most like the wrong one."""

_LONGEST_WORD = 100
_FEWEST_ALIKE = 0.6
_MOST_RANKED = 20


class _KnownWords:
    """Words that may be meant, sorted once so that each wrong word is compared with few."""

    def __init__(self, words: Collection[str]) -> None:
        self.words = words
        """The words, in whatever holds them."""
        self.answers: dict[str, str] = {}
        """Suggestions made so far, by wrong word."""
        self._by_beginning: list[str] | None = None
        self._by_end: list[str] = []

    def near(self, word: str) -> Collection[str]:
        """The words to compare one with."""
        if len(self.words) <= 2 * _NEIGHBOURS:
            return self.words
        if self._by_beginning is None:
            self._by_beginning = sorted(self.words)
            self._by_end = sorted(one[::-1] for one in self.words)
        beginnings = _around(self._by_beginning, word)
        ends = _around(self._by_end, word[::-1])
        return dict.fromkeys([*beginnings, *(one[::-1] for one in ends)])


def _around(ordered: list[str], word: str) -> list[str]:
    """The words before and after the place where another would stand."""
    at = bisect_left(ordered, word)
    return ordered[max(0, at - _NEIGHBOURS // 2) : at + _NEIGHBOURS // 2]


class Problems:
    """Collects every problem that readers report, in the order of their finding."""

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._known: dict[int, _KnownWords] = {}
        self._compared = 0
        self._sorted = 0

    def add(self, code: Code, span: Span, message: str, help: str = "") -> Problem:
        """Record one problem, and return it so that it can stand in the broken part's place."""
        problem = Problem(code, span, message, help)
        self._found.append(problem)
        return problem

    def add_clash(self, code: Code, span: Span, first: Span, message: str, help: str) -> Problem:
        """Record that something stands twice: here, and at `first`."""
        problem = msgspec.structs.replace(self.add(code, span, message, help), related=first)
        self._found[-1] = problem
        return problem

    def suggest(self, word: str, known: Collection[str]) -> str:
        """Suggest the nearest known word, as long as that stays quick.

        A renamed source can be wrong in ten thousand places: the same question is answered once,
        and a deck that is wrong everywhere gets its problems without suggestions after a while.
        """
        if len(word) > _LONGEST_WORD:
            return ""
        among = self._known.get(id(known))
        if among is None:
            if self._sorted > _MOST_WORDS:
                return ""
            self._sorted += len(known)
            # It holds the words, so that nothing else gets their identity.
            among = self._known[id(known)] = _KnownWords(known)
        if word not in among.answers:
            if self._compared > _MOST_CHARACTERS:
                return ""
            near = among.near(word)
            self._compared += len(near) * len(word) + sum(map(len, near))
            among.answers[word] = did_you_mean(word, near)
        return among.answers[word]

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __getitem__(self, index: int) -> Problem:
        return self._found[index]

    @property
    def errors(self) -> int:
        """How many of them are errors."""
        return sum(problem.severity is Severity.ERROR for problem in self._found)


class FirstError(Problems):
    """A collector for callers that want the deck whole or not at all."""

    def add(self, code: Code, span: Span, message: str, help: str = "") -> Problem:
        """Record a warning, raise `ProblemError` for an error."""
        problem = super().add(code, span, message, help)
        if problem.severity is Severity.ERROR:
            raise ProblemError(problem)
        return problem


class ExplainerError(Exception):
    """Something a person can put right; shown as one message, without a traceback."""

    exit_code = 2
    """What the process exits with."""


class ProblemError(ExplainerError):
    """A problem that stopped a caller who asked for a deck without errors."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.message)


def did_you_mean(word: str, known: Collection[str]) -> str:
    """Suggest the nearest known word, or nothing where none is near (as cargo and ruff do).

    Likeness is Ratcliff and Obershelp's, as in `difflib.get_close_matches`. It takes the square of
    the length, so only the words whose letters fit best are compared by it.
    """
    if len(word) > _LONGEST_WORD:
        return ""
    matcher: SequenceMatcher[str] = SequenceMatcher(None, b=word)
    fitting: list[tuple[float, str]] = []
    for one in known:
        matcher.set_seq1(one)
        if matcher.real_quick_ratio() < _FEWEST_ALIKE:
            continue
        likeness = matcher.quick_ratio()
        if likeness >= _FEWEST_ALIKE:
            fitting.append((likeness, one))
    ranked: list[tuple[float, str]] = []
    for _, one in nlargest(_MOST_RANKED, fitting):
        matcher.set_seq1(one)
        ranked.append((matcher.ratio(), one))
    likeness, near = max(ranked, default=(0.0, ""))
    return f"Did you mean '{near}'?" if likeness >= _FEWEST_ALIKE else ""
