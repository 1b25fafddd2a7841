"""Which span of time a label names: a year, a half, a quarter, a month."""

from __future__ import annotations

import re

_YEAR = r"(?:FY ?)?[12][0-9]{3}"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_SHAPES = {
    "years": re.compile(rf"{_YEAR}(?:[–/-][0-9]{{2}}(?:[0-9]{{2}})?)?", re.IGNORECASE),
    "halves": re.compile(rf"H[12][ /-]?{_YEAR}|{_YEAR}[ /-]?H[12]", re.IGNORECASE),
    "quarters": re.compile(rf"Q[1-4][ /-]?{_YEAR}|{_YEAR}[ /-]?Q[1-4]", re.IGNORECASE),
    "months": re.compile(
        rf"{_MONTH}\.? {_YEAR}|{_YEAR} {_MONTH}|[12][0-9]{{3}}-(?:0[1-9]|1[0-2])", re.IGNORECASE
    ),
}
_NAMES_A_YEAR = re.compile(r"(?<![\w.,])[12][0-9]{3}(?![\w,]|\.[0-9])")


def period_kind(label: str) -> str:
    """What a label is by its shape, such as `quarters` for `Q1 2024`; empty for other text."""
    # `2011-12` may be a season or a December; as a label beside months it is a month.
    kinds = [kind for kind, shape in _SHAPES.items() if shape.fullmatch(label.strip())]
    return kinds[-1] if kinds else ""


def names_a_time(text: str) -> bool:
    """Whether some words say when, by naming a year."""
    return _NAMES_A_YEAR.search(text) is not None
