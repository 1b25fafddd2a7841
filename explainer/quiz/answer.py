"""The answers to questions, a record for each way of answering, so that they are kept as data."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from explainer.deck.text_file import clean


class Chosen(msgspec.Struct, frozen=True, tag="chosen", gc=False):
    """Answers a single or multiple question."""

    choices: tuple[int, ...]
    """Indices of the chosen choices in the author's order, from 0, ascending."""


class Truth(msgspec.Struct, frozen=True, tag="truth", gc=False):
    """Answers a true-false question."""

    value: bool
    """The truth value that the learner chose."""


class Typed(msgspec.Struct, frozen=True, tag="typed", gc=False):
    """Answers a numeric or short question."""

    text: str
    """The text that was typed."""


class Matched(msgspec.Struct, frozen=True, tag="matched", gc=False):
    """Answers a match question."""

    rights: tuple[int, ...]
    """For each pair, the index of the right side given to it, or -1. Right sides are those of the
    pairs in the author's order, then the distractors, each text once."""


class Ordered(msgspec.Struct, frozen=True, tag="ordered", gc=False):
    """Answers an order question."""

    items: tuple[int, ...]
    """Indices into the right order, from 0, in the order that the learner gave."""


class Filled(msgspec.Struct, frozen=True, tag="filled", gc=False):
    """Answers a cloze question."""

    gaps: tuple[str, ...]
    """The text typed into each gap."""


class Placed(msgspec.Struct, frozen=True, tag="placed", gc=False):
    """Answers an open question.

    It is a record of its own, so that a kept answer shows that nothing was right or wrong, even if
    the deck is gone or the question has a key by now.
    """

    choices: tuple[int, ...]
    """Indices of the chosen choices in the author's order, from 0, ascending."""


class Rating(StrEnum):
    """Ratings that a learner gives their own recall of a card; those of FSRS."""

    AGAIN = "again"
    """Not known."""
    HARD = "hard"
    """Known after a long time, or in part."""
    GOOD = "good"
    """Known."""
    EASY = "easy"
    """Known at once."""


class Recalled(msgspec.Struct, frozen=True, tag="recalled", gc=False):
    """Answers a card: the learner compares their own answer with its back."""

    rating: Rating
    """The learner's own rating."""


Answer = Chosen | Truth | Typed | Matched | Ordered | Filled | Placed | Recalled
"""An answer of any kind."""


def cleaned(answer: Answer) -> Answer:
    """Return the answer with its typed words free of characters that a terminal must not get."""
    match answer:
        case Typed(text):
            return Typed(clean(text))
        case Filled(gaps):
            return Filled(tuple(clean(gap) for gap in gaps))
    return answer


class Confidence(StrEnum):
    """Confidence of a learner in an answer, asked before the feedback."""

    GUESS = "guess"
    THINK = "think"
    SURE = "sure"
