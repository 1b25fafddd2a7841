"""The parts of an answer in a GIFT question: its fields, its weight, its feedback."""

from __future__ import annotations

import re

import msgspec

from explainer.deck.question import Choice, Pair, QuestionType, WrongAnswer
from explainer.importers.gift_text import GiftPiece
from explainer.importers.item import LeftOut, Remarks, short

NO_REASON = "Partly right."
"""Reason given to a partly right answer without feedback."""

WEIGHT = re.compile(r"%(-?\d+(?:\.\d*)?)%")
"""The weight in per cent before an answer that counts partly."""
_DIGITS = 7
"""Digits of a weight after the point: GIFT writes per cent with five."""
_NO_WEIGHT = re.compile(r"%[-+ \d.,]*%")


class Answers(msgspec.Struct, frozen=True, gc=False):
    """The answers in braces, as the fields of a question."""

    type: QuestionType
    """Type of the question."""
    explain: str = ""
    """Feedback on right answers, if these have no reason of their own."""
    choices: tuple[Choice, ...] = ()
    """For single and multiple."""
    answer: bool | float | None = None
    """For true-false and numeric."""
    tolerance: float | None = None
    """For numeric."""
    low: float | None = None
    """For numeric."""
    high: float | None = None
    """For numeric."""
    accept: tuple[str, ...] = ()
    """For short."""
    pattern: str = ""
    """For short, from answers with `*`."""
    pairs: tuple[Pair, ...] = ()
    """For match."""
    distractors: tuple[str, ...] = ()
    """For match."""
    why_wrong: tuple[WrongAnswer, ...] = ()
    """For true-false, numeric and short."""


def weight_of(piece: GiftPiece, remarks: Remarks) -> tuple[float | None, GiftPiece]:
    """Split an answer from the `%50%` before it; return None if there is no weight."""
    match = WEIGHT.match(piece.marks)
    if match is None:
        if _NO_WEIGHT.match(piece.marks):
            end = piece.marks.find("%", 1) + 1
            message = f"'{short(piece.text[:end])}' is no weight for Moodle, so it is text."
            remarks.warn(message, piece.place())
        return None, piece
    weight = round(float(match[1]) / 100, _DIGITS)
    if not -1 <= weight <= 1:
        raise LeftOut(f"A weight of {short(match[1])} % is none.", piece.place())
    return weight, piece.cut(match.end())


def wrong_answer(
    match: str, why: str, weight: float, piece: GiftPiece, remarks: Remarks
) -> WrongAnswer | None:
    """Return the record of an answer that is not fully right; None if it has no use."""
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
