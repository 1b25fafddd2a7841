"""Everything about a layout other than its width: views, steps, answers."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

WIDEST_TEXT = 88
"""Widest text in cells, unless a person sets another: on longer lines the eye gets lost on its way
back."""


class Argument(msgspec.Struct, frozen=True):
    """An argument for a choice of an open question."""

    choice: str
    """The choice, in words; empty if only one was taken."""
    why: str
    """The argument, as written in the question."""


class SettledBet(msgspec.Struct, frozen=True):
    """A bet as it is shown at the block that settles it."""

    question: str
    """Id of the question."""
    guess: str
    """The last guess, in words."""
    record: str
    """The right answer, in words; empty for an open question, which explains what is known."""
    is_right: bool | None
    """True if the guess was right; None if the question had no key when it was made."""
    is_open: bool = False
    """True if the question is still open."""
    first: str = ""
    """The first guess, in words, if it was another."""
    arguments: tuple[Argument, ...] = ()
    """Arguments for the guess, of an open question."""


class BetGuess(msgspec.Struct, frozen=True):
    """The guesses at a question so far."""

    words: str
    """The last guess."""
    first: str = ""
    """The first guess, if it was another."""
    may_change: bool = True
    """True if another guess counts; false once the question was answered."""
    choices: tuple[int, ...] = ()
    """Numbers of the choices that it takes, in the author's order; of a statement, 0 for true."""


class Asked(msgspec.Struct, frozen=True):
    """The questions of a section and a learner's answers to them."""

    bet: str = ""
    """Id of the question asked before the section; empty for none."""
    earlier: str = ""
    """Title of the first section before which the same bet stood; empty if it is this one."""
    guesses: Mapping[str, BetGuess] = {}
    """Guesses by question."""
    settled: Mapping[str, tuple[SettledBet, ...]] = {}
    """Bets that the section settles, by the id of the block that settles them."""
    latest: Mapping[str, float] = {}
    """Score of the latest answer to each question, 0 to 1, by question."""


class Setting(msgspec.Struct, frozen=True):
    """Everything that a layout depends on apart from section and width."""

    widest: int = WIDEST_TEXT
    """Widest text in cells; tables, charts and code may use the whole width."""
    ascii_only: bool = False
    """True if charts are drawn with ASCII alone, for terminals without other characters."""
    views: Mapping[int, object] = {}
    """Views that the reader left of opened blocks, by the line of the block in its file."""
    parts: Mapping[int, int] | None = None
    """While teaching, the number of uncovered parts of each block, by its line; None while
    learning, when nothing is hidden."""
    asked: Asked | None = None
    """The learner's answers; None where nothing can be answered."""
    bet: str = ""
    """Id of the question that a class bets on before the section, where nothing can be answered."""
    part_words: str = ""
    """Words below the title of a section of which a route shows a part; empty for none."""


LEARNING = Setting()
"""A setting with nothing set and nothing hidden."""
