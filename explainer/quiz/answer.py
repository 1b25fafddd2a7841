"""What a learner can answer, one record a way of answering, so that attempts are kept as data."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from explainer.deck.text_file import clean


class Chosen(msgspec.Struct, frozen=True, tag="chosen", gc=False):
    """Answers a single or multiple question."""

    choices: tuple[int, ...]
    """Places of the chosen choices in the author's order, from 0, ascending."""


class Truth(msgspec.Struct, frozen=True, tag="truth", gc=False):
    """Answers a true-false question."""

    value: bool
    """What the learner holds the statement for."""


class Typed(msgspec.Struct, frozen=True, tag="typed", gc=False):
    """Answers a numeric or short question."""

    text: str
    """What was typed."""


class Matched(msgspec.Struct, frozen=True, tag="matched", gc=False):
    """Answers a match question."""

    rights: tuple[int, ...]
    """For each pair the place of the right side that was put to it, or -1: first the right sides
    of the pairs in the author's order, then the distractors, each text once."""


class Ordered(msgspec.Struct, frozen=True, tag="ordered", gc=False):
    """Answers an order question."""

    items: tuple[int, ...]
    """Places in the right order, from 0, in the order that the learner gave them."""


class Filled(msgspec.Struct, frozen=True, tag="filled", gc=False):
    """Answers a cloze question."""

    gaps: tuple[str, ...]
    """What was typed into each gap."""


class Placed(msgspec.Struct, frozen=True, tag="placed", gc=False):
    """Answers an open question.

    A record of its own, so that what is kept says by itself that nobody could be right or wrong,
    even where the deck is gone or the question was settled since.
    """

    choices: tuple[int, ...]
    """Places of the chosen choices in the author's order, from 0, ascending."""


Answer = Chosen | Truth | Typed | Matched | Ordered | Filled | Placed
"""An answer to a question of the type that each of them names."""


def cleaned(answer: Answer) -> Answer:
    """The answer with its typed words free of what no terminal may be sent."""
    match answer:
        case Typed(text):
            return Typed(clean(text))
        case Filled(gaps):
            return Filled(tuple(clean(gap) for gap in gaps))
    return answer


class Confidence(StrEnum):
    """How sure a learner said they were, before they saw the feedback."""

    GUESS = "guess"
    THINK = "think"
    SURE = "sure"
