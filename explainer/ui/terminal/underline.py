"""Coloured underlines: which terminals have them, and the codes that ask for one.

A style carries the number of its underline's colour in SGR 51, 52 and 53 (framed, encircled,
overlined: bits 1, 2 and 4), which nothing else uses. Before output is sent they are replaced by a
dotted underline in that colour (SGR 4:4 and 58), or left out where the terminal would not
understand these: the plain underline stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

_KNOWN_TERMS = re.compile(r"(xterm-)?(kitty|ghostty|alacritty|foot|contour|wezterm|iterm2?)\b")
_KNOWN_PROGRAMS = frozenset({"iTerm.app", "WezTerm", "ghostty", "vscode"})
_FIRST_VTE = 5200
"""Version of VTE, the widget of GNOME's and other terminals, from which underlines have colours."""

_BITS = {"51": 1, "52": 2, "53": 4}
_LENGTHS = {"2": 5, "5": 3}
"""Codes that a colour takes after 38 and 48, by its kind."""


@runtime_checkable
class HasUnderlineColours(Protocol):
    """An app that knows the colours of its underlines."""

    @property
    def underline_colours(self) -> Sequence[str]:
        """Colours as `#rrggbb`, by their number from 1."""


def has_coloured_underlines(term: str, program: str = "", vte: str = "") -> bool:
    """Return True if a terminal is known to have coloured underlines.

    Others may take the numbers of the colour for attributes, so an unknown one gets none.

    Args:
        term: Type of the terminal, as in `TERM`.
        program: Name of the terminal, as in `TERM_PROGRAM`.
        vte: Version of VTE, as in `VTE_VERSION`.
    """
    if term.startswith(("screen", "tmux")):
        return False
    if _KNOWN_TERMS.match(term) or program in _KNOWN_PROGRAMS:
        return True
    return vte.isascii() and vte.isdecimal() and len(vte) < 9 and int(vte) >= _FIRST_VTE


def underline_source(app: object, is_supported: bool) -> Callable[[], Sequence[str]]:
    """Return the function that gives an app's colours of underlines now, or none if unsupported."""
    if is_supported and isinstance(app, HasUnderlineColours):
        return lambda: app.underline_colours
    return tuple


def with_underline(codes: str, colours: Sequence[str]) -> str:
    """Return SGR codes with the underline's colour in place of its number.

    Args:
        codes: Codes of a whole style.
        colours: Colours by their number from 1; empty where the terminal has none.
    """
    numbers = codes.split(";")
    kept: list[str] = []
    number = index = 0
    while index < len(numbers):
        code = numbers[index]
        length = 1
        if code in ("38", "48") and index + 1 < len(numbers):
            length = _LENGTHS.get(numbers[index + 1], 1)
        if code in _BITS:
            number += _BITS[code]
        else:
            kept.extend(numbers[index : index + length])
        index += length
    if not number:
        return codes
    if number <= len(colours):
        colour = colours[number - 1]
        rgb = ":".join(str(int(colour[start : start + 2], 16)) for start in (1, 3, 5))
        kept = [*_dotted(kept), f"58:2::{rgb}"]
    return ";".join(kept)


def _dotted(codes: list[str]) -> list[str]:
    """Return the codes of a style with its underline dotted; attributes stand before colours."""
    for at, code in enumerate(codes):
        if code in ("38", "48"):
            break
        if code == "4":
            return [*codes[:at], "4:4", *codes[at + 1 :]]
    return codes
