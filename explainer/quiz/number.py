"""Reads numbers as people type them.

A decimal comma and thousands separators are accepted if they can mean only one thing. A number that
can be read in two ways is refused with an explanation, because a wrong reading would mark a right
answer wrong.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

import msgspec

LONGEST = 60
"""Most characters of a typed number."""

_LARGEST_EXPONENT = 300
_SPACES = " \u00a0\u2009\u202f"
_APOSTROPHES = "'’"
_MINUS = str.maketrans({"−": "-", "–": "-", "﹣": "-"})
_FORMS = ("<wide>", "<narrow>", "<noBreak>", "<compat>")
_NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<digits>\d[\d.,_'’ ]*|[.,]\d+)(?:e(?P<exponent>[+-]?\d{1,4}))?",
    re.IGNORECASE | re.ASCII,
)


class TypedNumber(msgspec.Struct, frozen=True):
    """A number that was typed."""

    value: Decimal
    """The exact number."""
    read_as: str
    """The number in plain digits, if it was written in another way; else empty."""


class NumberRefused(msgspec.Struct, frozen=True):
    """Refusal of a text that is no number, or could be two."""

    why: str
    """A sentence that says what to type instead."""


def read_number(text: str, unit: str = "") -> TypedNumber | NumberRefused:
    """Read a typed number, with or without the unit of the question."""
    shown = text.strip()
    if not shown:
        return NumberRefused("Type a number.")
    if len(shown) > LONGEST:
        return NumberRefused("That is too long for a number.")
    plain = _normalised(shown).translate(_MINUS).strip()
    plain = _without_unit(plain, _normalised(unit).strip())
    plain = _without_unit(plain, unicodedata.normalize("NFKC", unit).strip())
    plain = re.sub(f"[{_SPACES}]", " ", plain).strip()
    found = _NUMBER.fullmatch(plain)
    if found is None:
        return NumberRefused(_not_a_number(shown, plain, unit))
    digits = _plain_digits(found["digits"])
    if isinstance(digits, NumberRefused):
        return digits
    exponent = int(found["exponent"] or 0)
    if abs(exponent) > _LARGEST_EXPONENT:
        return NumberRefused("That number is out of all proportion.")
    value = Decimal(f"{found['sign']}{digits}e{exponent}")
    is_plain = found["digits"] == digits and not found["exponent"]
    return TypedNumber(value, "" if is_plain else f"{value:f}")


def _normalised(text: str) -> str:
    """Return the text with wide and narrow characters as ordinary ones, but not raised digits."""
    return "".join(
        unicodedata.normalize("NFKC", character)
        if unicodedata.decomposition(character).startswith(_FORMS)
        else character
        for character in unicodedata.normalize("NFC", text)
    )


def _without_unit(text: str, unit: str) -> str:
    """Return the text without the unit before or after it, in any case."""
    if not unit:
        return text
    folded = text.casefold()
    if folded.endswith(unit.casefold()):
        return text[: -len(unit)].strip()
    if folded.startswith(unit.casefold()):
        return text[len(unit) :].strip()
    return text


def _not_a_number(shown: str, plain: str, unit: str) -> str:
    found = _NUMBER.match(plain)
    behind = plain[found.end() :].strip() if found else ""
    if found and behind and not behind[0].isdigit() and len(behind) <= LONGEST // 2:
        wanted = f"The answer is in {unit}. " if unit else ""
        return f"{wanted}Type the number alone, without '{behind}'."
    return f"'{shown}' is not a number. Type digits, such as 12.5."


def _plain_digits(text: str) -> str | NumberRefused:
    """Return digits with at most one point, from digits with any separators."""
    marks = [character for character in text if not character.isdigit()]
    kinds = set(marks)
    if not kinds:
        return text
    grouping = kinds & {" ", "_", *_APOSTROPHES}
    if len(grouping) > 1:
        return _unclear(text)
    for mark in grouping:
        head, _, fraction = _split_fraction(text)
        if not _is_grouped(head, mark):
            return _unclear(text)
        text = head.replace(mark, "") + fraction
        kinds = {character for character in text if not character.isdigit()}
    if kinds == {".", ","}:
        decimal = max(kinds, key=text.rfind)
        group = "," if decimal == "." else "."
        whole, _, fraction = text.rpartition(decimal)
        if decimal in whole or group in fraction or not _is_grouped(whole, group):
            return _unclear(text)
        return f"{whole.replace(group, '')}.{fraction}" if fraction else _unclear(text)
    if kinds == {"."} or kinds == {","}:
        return _one_mark(text, kinds.pop())
    return text


def _split_fraction(text: str) -> tuple[str, str, str]:
    """Return the whole part, the separator, and the separator with the digits after it."""
    places = [place for place in (text.find("."), text.find(",")) if place >= 0]
    at = min(places, default=len(text))
    return text[:at], text[at : at + 1], text[at:]


def _one_mark(text: str, mark: str) -> str | NumberRefused:
    """Read digits with one kind of separator: one alone is decimal, several are thousands."""
    whole, _, fraction = text.partition(mark)
    if mark in fraction:
        return text.replace(mark, "") if _is_grouped(text, mark) else _unclear(text)
    if not fraction:
        return _unclear(text)
    if mark == "," and len(fraction) == 3 and whole.lstrip("0") and len(whole) <= 3:
        either = f"{whole}{fraction} or {whole}.{fraction}"
        return NumberRefused(f"'{text}' can be read in two ways. Type {either}.")
    return f"{whole or '0'}.{fraction}"


def _is_grouped(text: str, mark: str) -> bool:
    """True if digits stand in groups of three, after a first group of one to three."""
    first, *rest = text.split(mark)
    return (
        1 <= len(first) <= 3
        and first.isdigit()
        and all(len(group) == 3 and group.isdigit() for group in rest)
    )


def _unclear(text: str) -> NumberRefused:
    return NumberRefused(f"'{text}' is not clear as a number. Type it without thousands marks.")
