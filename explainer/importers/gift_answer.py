"""What an answer of a GIFT question is made of: its fields, its weight, what is said to it."""

from __future__ import annotations

import re

import msgspec

from explainer.deck.question import Choice, Pair, QuestionType, WrongAnswer
from explainer.importers.gift_text import GiftPiece
from explainer.importers.item import LeftOut, Remarks, short

NO_REASON = "Partly right."
"""What stands as the reason of an answer that counts in part and has no feedback."""

WEIGHT = re.compile(r"%(-?\d+(?:\.\d*)?)%")
"""What stands before an answer that counts in part, in per cent."""
_NO_WEIGHT = re.compile(r"%[-+ \d.,]*%")


class Answers(msgspec.Struct, frozen=True, gc=False):
    """What the block in braces says, as the fields of a question."""

    type: QuestionType
    """How it is answered."""
    explain: str = ""
    """Feedback on right answers where these have no reason of their own."""
    choices: tuple[Choice, ...] = ()
    """single, multiple."""
    answer: bool | float | None = None
    """true-false, numeric."""
    tolerance: float | None = None
    """numeric."""
    low: float | None = None
    """numeric."""
    high: float | None = None
    """numeric."""
    accept: tuple[str, ...] = ()
    """short."""
    pattern: str = ""
    """short, from answers with `*`."""
    pairs: tuple[Pair, ...] = ()
    """match."""
    distractors: tuple[str, ...] = ()
    """match."""
    why_wrong: tuple[WrongAnswer, ...] = ()
    """true-false, numeric, short."""


def weight_of(piece: GiftPiece, remarks: Remarks) -> tuple[float | None, GiftPiece]:
    """Part an answer from the `%50%` before it; None where there is none."""
    match = WEIGHT.match(piece.marks)
    if match is None:
        if _NO_WEIGHT.match(piece.marks):
            end = piece.marks.find("%", 1) + 1
            message = f"'{short(piece.text[:end])}' is no weight for Moodle, so it is text."
            remarks.warn(message, piece.place())
        return None, piece
    weight = float(match[1]) / 100
    if not -1 <= weight <= 1:
        raise LeftOut(f"A weight of {short(match[1])} % is none.", piece.place())
    return weight, piece.cut(match.end())


def expected(
    match: str, why: str, weight: float, piece: GiftPiece, remarks: Remarks
) -> WrongAnswer | None:
    """Make the record of an answer that is not wholly right; None where it says nothing."""
    if weight < 0:
        remarks.change("A typed answer cannot count less than nothing; it counts 0.", piece.place())
        weight = 0.0
    if not why.strip():
        if not weight:
            message = f"'{short(match)}' counts nothing and says nothing, so it was left out."
            remarks.change(message, piece.place())
            return None
        message = f"'{short(match)}' counts in part without a reason; '{NO_REASON}' stands for it."
        remarks.change(message, piece.place())
        why = NO_REASON
    return WrongAnswer(match, why, weight)
