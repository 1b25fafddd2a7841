"""Reads choices that are only a number, an amount, a range or a date, to check their order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_LONGEST = 60
"""Longest choice that is read as a number."""

_ABOUT = re.compile(r"^(?:about|around|roughly|nearly|almost|approximately|circa|ca\.?|[~≈])\s*")
_DIGITS = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_AMOUNT = re.compile(
    rf"(?P<before>[^\d\s+.,-]{{0,4}})\s?(?P<low>{_DIGITS})"
    rf"(?:\s?(?:-|to)\s?(?P<high>{_DIGITS}))?\s?(?P<after>[^\d.,]{{0,30}})",
    re.ASCII,
)
_LARGE = {
    "thousand": 1e3,
    "million": 1e6,
    "mn": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[12]\d{3})"
_DATES = [
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"{_YEAR}-(?P<number>\d{{2}})(?:-(?P<day>\d{{2}}))?",
        rf"(?:{_DAY} )?{_MONTH},? {_YEAR}",
        rf"{_MONTH} {_DAY},? {_YEAR}",
        rf"(?P<kind>[qh])(?P<part>[1-4])[ /-]?{_YEAR}",
        rf"{_YEAR}[ /-]?(?P<kind>[qh])(?P<part>[1-4])",
    )
]

_Quantity = tuple[str, tuple[float, ...]]
"""Unit of a quantity, and the numbers by which it is ordered."""


def in_order(texts: Sequence[str]) -> bool:
    """True if some texts are in ascending or descending order, or have no order at all.

    They have an order only if each is a number, an amount, a range or a date, all of one unit.
    """
    found = [_quantity(text) for text in texts]
    quantities = [quantity for quantity in found if quantity is not None]
    if len(quantities) < len(found) or len({unit for unit, _ in quantities}) > 1:
        return True
    values = [numbers for _, numbers in quantities]
    return values in (sorted(values), sorted(values, reverse=True))


def _quantity(text: str) -> _Quantity | None:
    if len(text) > _LONGEST:
        return None
    plain = unicodedata.normalize("NFKC", text).casefold().strip().rstrip(".")
    plain = plain.translate({ord("−"): "-", ord("–"): "-", ord("—"): "-"})
    plain = _ABOUT.sub("", " ".join(plain.split()))
    for pattern in _DATES:
        if date := pattern.fullmatch(plain):
            return "date" + (date.groupdict().get("kind") or ""), _day(date)
    amount = _AMOUNT.fullmatch(plain)
    if amount is None:
        return None
    words = amount["after"].split()
    times = _LARGE.get(words[0], 0.0) if words else 0.0
    unit = " ".join([amount["before"], *(words[1:] if times else words)]).removesuffix("s")
    low = _number(amount["low"]) * (times or 1.0)
    high = _number(amount["high"]) * (times or 1.0) if amount["high"] else low
    return unit.strip(), (low, high)


def _day(date: re.Match[str]) -> tuple[float, ...]:
    """Return year, month or part, and day, with 0 for parts that are not given."""
    parts = date.groupdict()
    month = parts.get("number") or parts.get("part") or "0"
    if parts.get("month"):
        month = str(_MONTHS.index(parts["month"][:3]) + 1)
    return float(parts["year"]), float(month), float(parts.get("day") or 0)


def _number(digits: str) -> float:
    return float(digits.replace(",", ""))
