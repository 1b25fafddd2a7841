"""Problems of a deck: the kind, the place, a message and help.

Loading does not stop at the first mistake unless it is asked to: readers report to a `Problems`
collector, and `explainer check` prints all of them in one pass. A problem has a stable code (each
has a page, see `explainer explain`), a span, one sentence of message and one of help.

A wrong position is worse than none: a span has a line only if it was really found.
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
    """Severity of a problem."""

    ERROR = "error"
    """A part of the deck cannot be shown as its author meant it."""

    WARNING = "warning"
    """Everything is shown, but probably not as it was meant."""


class Code(StrEnum):
    """Codes of all kinds of problems; each has a page in `explainer/codes`."""

    # The deck and its files
    DECK_EMPTY = "deck-empty"
    FILE_UNREADABLE = "file-unreadable"
    FILE_TOO_LARGE = "file-too-large"
    FILE_OUTSIDE_DECK = "file-outside-deck"
    FOLDER_TOO_LARGE = "folder-too-large"
    ORDER_UNREADABLE = "order-unreadable"
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
    UNKNOWN_ACTOR = "unknown-actor"

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
    FENCE_OPTION = "fence-option"
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
    CARD_BET = "card-bet"
    SAME_SIDES = "same-sides"
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
    ANSWER_GIVEN_AWAY = "answer-given-away"

    # Settings
    UNKNOWN_THEME = "unknown-theme"
    UNKNOWN_COLOUR = "unknown-colour"
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
        Code.ORDER_UNREADABLE,
        Code.HEADING_UNDERLINE,
        Code.COMMAND_TEXT,
        Code.FENCE_OPTION,
        Code.RAW_HTML,
        Code.SECTION_EMPTY,
        Code.UNKNOWN_LINK,
        Code.NUMBER_UNSOURCED,
        Code.CLAIM_UNSOURCED,
        Code.MIXED_UNITS,
        Code.MIXED_PERIODS,
        Code.PERIOD_MISSING,
        Code.UNUSED,
        Code.SAME_SIDES,
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
        Code.ANSWER_GIVEN_AWAY,
        Code.FILE_EXPOSED,
    }
)
"""Codes that are warnings; all others are errors."""


class Span(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A place in a file: by line and column if the reader knows them, else by TOML keys.

    `tomli` gives no positions for keys, so values read from TOML carry their key path, and
    `explainer.deck.position.locate` finds line and column when a problem is shown.
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

    part: Literal["key", "value", "text"] = "value"
    """`key` if the place is the last key itself, `value` if it is the key's value; `text` if line
    and column count within the text that is the value."""


class Problem(msgspec.Struct, frozen=True, gc=False):
    """A problem of a deck."""

    code: Code
    """Kind of the problem."""

    span: Span
    """Place of the problem."""

    message: str
    """The problem in one sentence that can stand alone."""

    help: str = ""
    """Advice on the correction; empty if the message is enough."""

    related: Span | None = None
    """Place of the other one of two that clash; `located` turns it into words of `help`."""

    more: int = 0
    """Number of further problems of the same code and file that it stands for."""

    @property
    def severity(self) -> Severity:
        """Error or warning; determined by the code."""
        return Severity.WARNING if self.code in WARNINGS else Severity.ERROR


_MOST_CHARACTERS = 2_000_000
"""Most characters of words that one collector compares for suggestions: about a second."""

_MOST_WORDS = 5_000_000
"""Most known words that one collector sorts for suggestions."""

_NEIGHBOURS = 16
"""Number of known words compared by their beginning, and by their end."""

_LONGEST_WORD = 100
_FEWEST_ALIKE = 0.6
_MOST_RANKED = 20


class _KnownWords:
    """Known words, sorted once so that each wrong word is compared with few of them."""

    def __init__(self, words: Collection[str]) -> None:
        self.words = words
        """The words."""
        self.answers: dict[str, str] = {}
        """Suggestions made so far, by wrong word."""
        self._by_beginning: list[str] | None = None
        self._by_end: list[str] = []

    def near(self, word: str) -> Collection[str]:
        """Return the words to compare a word with."""
        if len(self.words) <= 2 * _NEIGHBOURS:
            return self.words
        if self._by_beginning is None:
            self._by_beginning = sorted(self.words)
            self._by_end = sorted(one[::-1] for one in self.words)
        beginnings = _around(self._by_beginning, word)
        ends = _around(self._by_end, word[::-1])
        return dict.fromkeys([*beginnings, *(one[::-1] for one in ends)])


def _around(ordered: list[str], word: str) -> list[str]:
    """Return the words before and after the place of a word in a sorted list."""
    at = bisect_left(ordered, word)
    return ordered[max(0, at - _NEIGHBOURS // 2) : at + _NEIGHBOURS // 2]


class Problems:
    """Collects the problems that readers report, in the order of finding."""

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._known: dict[int, _KnownWords] = {}
        self._compared = 0
        self._sorted = 0

    def add(self, code: Code, span: Span, message: str, help: str = "") -> Problem:
        """Record a problem, and return it to be shown in the place of the broken part."""
        problem = Problem(code, span, message, help)
        self._found.append(problem)
        return problem

    def add_clash(self, code: Code, span: Span, first: Span, message: str, help: str) -> Problem:
        """Record a problem of two things that clash: one here, the other at `first`."""
        problem = msgspec.structs.replace(self.add(code, span, message, help), related=first)
        self._found[-1] = problem
        return problem

    def suggest(self, word: str, known: Collection[str]) -> str:
        """Return a suggestion of the most similar known word, as long as that is quick.

        A renamed source can be wrong in ten thousand places: each wrong word is looked up once, and
        after a while a deck with very many mistakes gets no more suggestions.
        """
        if len(word) > _LONGEST_WORD:
            return ""
        among = self._known.get(id(known))
        if among is None:
            if self._sorted > _MOST_WORDS:
                return ""
            self._sorted += len(known)
            # It keeps the words alive, so that their identity is not used for other words.
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
        """Number of errors among them."""
        return sum(problem.severity is Severity.ERROR for problem in self._found)


class FirstError(Problems):
    """A collector for callers that want a deck without errors or none at all."""

    def add(self, code: Code, span: Span, message: str, help: str = "") -> Problem:
        """Record a warning; raise `ProblemError` for an error."""
        problem = super().add(code, span, message, help)
        if problem.severity is Severity.ERROR:
            raise ProblemError(problem)
        return problem


class ExplainerError(Exception):
    """An error that a person can correct; shown as one message, without a traceback."""

    exit_code = 2
    """Exit code of the process."""


class ProblemError(ExplainerError):
    """Raised at the first error, for callers that need a deck without errors."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.message)


def did_you_mean(word: str, known: Collection[str]) -> str:
    """Return a suggestion of the most similar known word, or nothing if none is similar.

    Similarity is Ratcliff and Obershelp's, as in `difflib.get_close_matches`. It takes time
    quadratic in the length, so it is computed only for the words with the most similar letters.
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
