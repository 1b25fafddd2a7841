"""Questions as records; grading and runs are elsewhere and pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from explainer.problems import Span


class QuestionType(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true-false"
    NUMERIC = "numeric"
    SHORT = "short"
    MATCH = "match"
    ORDER = "order"
    CLOZE = "cloze"


class Hint(msgspec.Struct, frozen=True, gc=False):
    """Help that a learner can ask for."""

    text: str
    """What it says."""
    cost: float = 0.0
    """What it takes off, as a fraction of the points, 0 to 1."""


class Choice(msgspec.Struct, frozen=True, gc=False):
    """A choice of a single or multiple question: a key or a distractor."""

    text: str
    """What it says."""
    span: Span
    """Where it stands."""
    correct: bool = False
    """Whether it is a key."""
    why: str = ""
    """Why it is right or wrong; of an open question, what speaks for it."""
    fixed: bool = False
    """Whether it keeps its place when choices are shuffled."""
    weight: float | None = None
    """What choosing it adds, as a fraction of the points, -1 to 1; None for what its type gives."""


class Pair(msgspec.Struct, frozen=True, gc=False):
    """Two things that belong together in a match question."""

    left: str
    """What is given."""
    right: str
    """What belongs to it."""
    why: str = ""
    """Why they belong together."""


class WrongAnswer(msgspec.Struct, frozen=True, gc=False):
    """An answer without choices that is expected and not right, and why."""

    match: str
    """The answer, compared like an accepted one: words, a number, a range `3..5`, or `*` for
    whatever nothing else matches."""
    why: str
    """Why it is wrong."""
    weight: float = 0.0
    """What it is worth all the same, as a fraction of the points, 0 to 1."""


class Question(msgspec.Struct, frozen=True, gc=False):
    """A question, defined once and used alone, in class and in review under the same id."""

    id: str
    """Stable id; attempts hang on it."""
    type: QuestionType
    """How it is answered."""
    prompt: str
    """What is asked."""
    span: Span
    """Where it stands."""
    section: str = ""
    """The section that it belongs to."""
    settles: str = ""
    """The block of that section that settles it."""
    open: bool = False
    """single, multiple: whether nobody knows the answer. It is bet on, never asked for marks."""
    tags: tuple[str, ...] = ()
    """Words to group questions by."""
    confuses: tuple[str, ...] = ()
    """Questions or words that learners mix up with this one."""
    points: float = 1.0
    """What a right answer is worth."""
    hints: tuple[Hint, ...] = ()
    """Help, in the order it is given."""
    explain: str = ""
    """Why the key is right; of an open question, what is known and what isn't."""
    sources: tuple[str, ...] = ()
    """What the key rests on."""
    claims: tuple[str, ...] = ()
    """Claims that it asks about."""
    choices: tuple[Choice, ...] = ()
    """single, multiple: the choices in the author's order."""
    answer: bool | float | None = None
    """true-false: the truth value; numeric: the value."""
    tolerance: float | None = None
    """numeric: how far off still counts, absolute, in the unit."""
    low: float | None = None
    """numeric: lower end of what counts."""
    high: float | None = None
    """numeric: upper end of what counts."""
    unit: str = ""
    """numeric: unit of the answer."""
    accept: tuple[str, ...] = ()
    """short: answers that count."""
    pattern: str = ""
    """short: RE2 pattern that the whole answer must match."""
    pairs: tuple[Pair, ...] = ()
    """match: what belongs together."""
    distractors: tuple[str, ...] = ()
    """match: right sides that belong to nothing."""
    items: tuple[str, ...] = ()
    """order: in the right order."""
    text: str = ""
    """cloze: text with `[[answer|alternative]]` gaps."""
    why_wrong: tuple[WrongAnswer, ...] = ()
    """true-false, numeric, short, cloze: answers that are expected and not right."""


def scored_questions(questions: Mapping[str, Question]) -> dict[str, Question]:
    """The questions that have a key, by id: runs, reviews and every figure are about these."""
    return {name: question for name, question in questions.items() if not question.open}
