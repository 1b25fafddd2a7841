"""How a section is laid out, beside how wide."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

WIDEST_TEXT = 88
"""Text is set no wider than this many cells, unless a person says otherwise: longer lines lose the
eye on its way back."""


class SettledBet(msgspec.Struct, frozen=True):
    """A bet as the block that settles it shows it."""

    prompt: str
    """What was asked."""
    guess: str
    """What was bet at last, in words."""
    record: str
    """What is right, in words; of an open question, what is known and what isn't."""
    is_right: bool | None
    """Whether the guess was; None where nobody knew when it was made."""
    is_open: bool = False
    """Whether nobody knows still."""
    first: str = ""
    """What was bet at first, in words, where that was something else."""
    reasons: tuple[str, ...] = ()
    """What speaks for what was bet, of an open question."""


class BetGuess(msgspec.Struct, frozen=True):
    """What was bet on a question so far."""

    words: str
    """What was bet at last."""
    first: str = ""
    """What was bet at first, where that was something else."""
    may_change: bool = True
    """Whether another bet counts; once the question was answered, it doesn't."""


class Asked(msgspec.Struct, frozen=True):
    """What a learner was asked of a section, and what they answered."""

    bet: str = ""
    """Id of the question that stands before the section; empty for none."""
    earlier: str = ""
    """Title of the first section before which the same bet stood; empty where this is the first."""
    guesses: Mapping[str, BetGuess] = {}
    """What was bet, by question."""
    settled: Mapping[str, tuple[SettledBet, ...]] = {}
    """Bets that the section settles, by the id of the block that does."""
    latest: Mapping[str, float] = {}
    """What the latest answer to each question was worth, 0 to 1, by question."""


class Setting(msgspec.Struct, frozen=True):
    """What a person, their terminal and their work ask of a layout."""

    widest: int = WIDEST_TEXT
    """Cells that text does take at most; tables, charts and code may take all."""
    ascii_only: bool = False
    """Whether charts are drawn with ASCII alone, since the terminal has no other signs."""
    views: Mapping[int, object] = {}
    """How the reader left blocks that they opened, by the line of the block in its file."""
    parts: Mapping[int, int] | None = None
    """While teaching, how many parts of a block are uncovered, by its line; None while learning,
    where nothing is hidden."""
    asked: Asked | None = None
    """What the learner answered; None where nobody can answer."""
    bet: str = ""
    """Where nobody can answer, id of the question that a class bets on before the section."""


LEARNING = Setting()
"""Nothing is set and nothing hidden."""
