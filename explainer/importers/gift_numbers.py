"""Reads the numbers of a GIFT question, `#3.14:0.01` and `#3.1..3.2`."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import NamedTuple

from explainer.deck.question import QuestionType, WrongAnswer
from explainer.importers.gift_answer import Answers, weight_of, wrong_answer
from explainer.importers.gift_format import GiftTexts, joined
from explainer.importers.gift_text import GiftPiece
from explainer.importers.item import MOST_ANSWERS, LeftOut, Remarks, short

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
_EQUALS = re.compile("=")
_LONGEST = 60


class _Range(NamedTuple):
    """The numbers that count as right: a value with a tolerance, or two ends."""

    value: Decimal | None
    tolerance: Decimal | None
    low: Decimal | None
    high: Decimal | None

    @property
    def written(self) -> str:
        """The range as written in `WrongAnswer.match`."""
        if self.value is None:
            return f"{_written(self.low)}..{_written(self.high)}"
        if not self.tolerance:
            return _written(self.value)
        low, high = self.value - self.tolerance, self.value + self.tolerance
        return f"{_written(low)}..{_written(high)}"


def read_numeric(block: GiftPiece, texts: GiftTexts, remarks: Remarks) -> Answers:
    """Read `=3:0.1#feedback =%50%3:1 ~#feedback on anything else`."""
    wrong: list[WrongAnswer] = []
    otherwise: WrongAnswer | None = None
    tilde = block.marks.find("~")
    if tilde >= 0:
        otherwise = _anything_else(block.cut(tilde + 1), texts, remarks)
        block = block.cut(0, tilde)
    parts = [part for part in block.split(_EQUALS) if part.text not in ("", "=")]
    if not parts:
        raise LeftOut("It has no number that counts as right.", block.place())
    if len(parts) > MOST_ANSWERS:
        raise LeftOut(f"It has more than {MOST_ANSWERS} answers.", block.place())
    key: _Range | None = None
    explain = ""
    for part in parts:
        piece = part.cut(1) if part.marks.startswith("=") else part
        weight, piece = weight_of(piece, remarks)
        weight = 1.0 if weight is None else weight
        piece, why = texts.feedback(piece)
        if piece.text == "*":
            if weight == 1:
                raise LeftOut("Everything would count as right: '*'.", piece.place())
            answer = wrong_answer("*", why, weight, piece, remarks)
        elif weight == 1 and key is None:
            key = _range(piece)
            explain = joined(explain, why)
            continue
        else:
            found = _range(piece)
            if weight == 1:
                message = f"'{short(piece.text)}' counts in full beside the answer, as expected."
                remarks.change(message, piece.place())
                why = why or "That counts too."
            answer = wrong_answer(found.written, why, weight, piece, remarks)
        if answer is not None:
            wrong.append(answer)
    if key is None:
        raise LeftOut("It has no number that counts in full.", block.place())
    if otherwise is not None and all(answer.match != "*" for answer in wrong):
        wrong.append(otherwise)
    return Answers(
        QuestionType.NUMERIC,
        explain=explain,
        answer=_float(key.value),
        tolerance=_float(key.tolerance) if key.tolerance else None,
        low=_float(key.low),
        high=_float(key.high),
        why_wrong=tuple(wrong),
    )


def _anything_else(piece: GiftPiece, texts: GiftTexts, remarks: Remarks) -> WrongAnswer | None:
    """Read the feedback on any answer that nothing else matches."""
    if piece.marks.startswith("#"):
        piece = piece.cut(1)
    why = texts.markdown(piece)
    return wrong_answer("*", why, 0.0, piece, remarks) if why.strip() else None


def _range(piece: GiftPiece) -> _Range:
    """Read `3`, `3:0.1` or `2.9..3.1`."""
    text = piece.text
    low, dots, high = text.partition("..")
    if dots:
        ends = _number(low, piece), _number(high, piece)
        if ends[0] > ends[1]:
            raise LeftOut(f"The range '{short(text)}' begins above its end.", piece.place())
        return _Range(None, None, *ends)
    value, colon, tolerance = text.partition(":")
    if not colon:
        return _Range(_number(value, piece), None, None, None)
    off = _number(tolerance, piece)
    if off < 0:
        raise LeftOut(f"The tolerance of '{short(text)}' is below 0.", piece.place())
    return _Range(_number(value, piece), off, None, None)


def _number(text: str, piece: GiftPiece) -> Decimal:
    """Read a number as Moodle does: with a point, without spaces and units."""
    text = text.strip()
    if len(text) <= _LONGEST and _NUMBER.fullmatch(text) and math.isfinite(float(text)):
        return Decimal(text)
    help = ""
    if re.fullmatch(r"[+-]?[0-9]{1,20},[0-9]{1,20}", text):
        help = f" Write {text.replace(',', '.')}."
    message = f"'{short(text)}' is no number, and Moodle would take every answer for right.{help}"
    raise LeftOut(message, piece.place())


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


def _written(number: Decimal | None) -> str:
    """Return the shortest text for a number without loss of precision."""
    assert number is not None
    value = float(number)
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
