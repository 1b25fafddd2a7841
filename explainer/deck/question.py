"""The records of questions; grading and runs are in `explainer.quiz`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

import msgspec

from explainer.problems import Span


class QuestionType(StrEnum):
    """Types of questions, named for the way of answering."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true-false"
    NUMERIC = "numeric"
    SHORT = "short"
    MATCH = "match"
    ORDER = "order"
    CLOZE = "cloze"
    CARD = "card"


class Hint(msgspec.Struct, frozen=True, gc=False):
    """Help that a learner can ask for."""

    text: str
    """Text of the hint."""
    cost: float = 0.0
    """Cost of the hint, as a fraction of the points, 0 to 1."""


class Choice(msgspec.Struct, frozen=True, gc=False):
    """A choice of a single or multiple question: a key or a distractor."""

    text: str
    """Text of the choice."""
    span: Span
    """Position in the file."""
    correct: bool = False
    """True if it is a key."""
    why: str = ""
    """Reason why it is right or wrong; of an open question, the arguments for it."""
    fixed: bool = False
    """True if it keeps its place when choices are shuffled."""
    weight: float | None = None
    """Fraction of the points that choosing it adds, -1 to 1; None for the usual one of its type."""


class Pair(msgspec.Struct, frozen=True, gc=False):
    """Two items that belong together in a match question."""

    left: str
    """The given item."""
    right: str
    """The item that belongs to it."""
    why: str = ""
    """Reason why they belong together."""


class WrongAnswer(msgspec.Struct, frozen=True, gc=False):
    """A wrong answer to a question without choices that the author expects, with the reason."""

    match: str
    """The wrong answer, compared like an accepted one: words, a number, a range `3..5`, or `*` for
    any answer that nothing else matches."""
    why: str
    """Reason why it is wrong."""
    weight: float = 0.0
    """Fraction of the points that it is worth all the same, 0 to 1."""


class Question(msgspec.Struct, frozen=True, gc=False):
    """A question, defined once and used alone, in class and in review under the same id."""

    id: str
    """Stable id; recorded attempts refer to it."""
    type: QuestionType
    """Type: the way of answering."""
    prompt: str
    """Text of the question; of a card, its front."""
    span: Span
    """Position in the file."""
    section: str = ""
    """The section that it belongs to."""
    settles: str = ""
    """The block of that section with the answer."""
    open: bool = False
    """single, multiple: true if the answer is not known. It is bet on, never asked for marks."""
    tags: tuple[str, ...] = ()
    """Words by which questions are grouped."""
    confuses: tuple[str, ...] = ()
    """Ids or tags of questions that learners confuse with this one."""
    points: float = 1.0
    """Points for a right answer."""
    hints: tuple[Hint, ...] = ()
    """Hints, in the order they are given."""
    explain: str = ""
    """Reason why the key is right; of an open question, the state of knowledge."""
    sources: tuple[str, ...] = ()
    """Sources of the key."""
    claims: tuple[str, ...] = ()
    """Claims that it asks about."""
    choices: tuple[Choice, ...] = ()
    """single, multiple: the choices in the author's order."""
    answer: bool | float | None = None
    """true-false: the truth value; numeric: the value."""
    tolerance: float | None = None
    """numeric: largest difference that still counts as right, in the unit."""
    low: float | None = None
    """numeric: lower end of the range that counts as right."""
    high: float | None = None
    """numeric: upper end of the range that counts as right."""
    unit: str = ""
    """numeric: unit of the answer."""
    accept: tuple[str, ...] = ()
    """short: answers that count as right."""
    pattern: str = ""
    """short: RE2 pattern that a whole answer may match instead."""
    pairs: tuple[Pair, ...] = ()
    """match: the items that belong together."""
    distractors: tuple[str, ...] = ()
    """match: right sides that belong to nothing."""
    items: tuple[str, ...] = ()
    """order: the items in the right order."""
    text: str = ""
    """cloze: text with `[[answer|alternative]]` gaps."""
    why_wrong: tuple[WrongAnswer, ...] = ()
    """true-false, numeric, short, cloze: wrong answers that the author expects; match: distractors
    with the reason why they belong to nothing."""
    back: str = ""
    """card: the back."""
    reversed: bool = False
    """card: true if its entry asks both ways; the other way is a question of its own."""
    reverse_of: str = ""
    """card: id of the question whose front and back this one has swapped; else empty."""


def scored_questions(questions: Mapping[str, Question]) -> dict[str, Question]:
    """Return the questions that are not open, by id; runs, reviews and figures use only these."""
    return {name: question for name, question in questions.items() if not question.open}


def with_fronts_only(questions: Iterable[Question]) -> list[Question]:
    """Return the questions without reverses of cards that are among them.

    A list of prompts would otherwise show the back of a card beside its front.
    """
    listed = list(questions)
    names = {question.id for question in listed}
    return [question for question in listed if question.reverse_of not in names]
