"""Alphabets of mathematics, such as blackboard bold."""

from __future__ import annotations

from string import ascii_lowercase, ascii_uppercase, digits

from explainer.render.math.box import CannotDraw

_STARTS = {"mathbb": 0x1D538, "mathcal": 0x1D49C, "mathscr": 0x1D49C, "mathfrak": 0x1D504}
_LOWER_STARTS = {"mathbb": 0x1D552, "mathcal": 0x1D4B6, "mathscr": 0x1D4B6, "mathfrak": 0x1D51E}
_ELSEWHERE = {
    "mathbb": dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)),
    "mathcal": dict(zip("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ", strict=True)),
    "mathscr": dict(zip("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ", strict=True)),
    "mathfrak": dict(zip("CHIRZ", "ℭℌℑℜℨ", strict=True)),
}
_DIGITS = 0x1D7D8

ALPHABETS = frozenset(_STARTS)
"""Commands with an alphabet of their own."""


def in_alphabet(text: str, command: str) -> str:
    """Return a text in the alphabet of a command."""
    letters: list[str] = []
    for letter in text:
        if letter in _ELSEWHERE[command]:
            letters.append(_ELSEWHERE[command][letter])
        elif letter in ascii_uppercase:
            letters.append(chr(_STARTS[command] + ascii_uppercase.index(letter)))
        elif letter in ascii_lowercase:
            letters.append(chr(_LOWER_STARTS[command] + ascii_lowercase.index(letter)))
        elif letter in digits and command == "mathbb":
            letters.append(chr(_DIGITS + int(letter)))
        elif letter in digits or not letter.isascii():
            letters.append(letter)
        else:
            raise CannotDraw
    return "".join(letters)
