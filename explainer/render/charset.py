"""Replaces characters that a terminal's charset lacks by others of the same width.

A picture of the reader is laid out in cells, so a stand-in of another width would push everything
behind it out of its column.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Mapping

_PAIRS = (
    '▎| ▏| ▌# █# ✓v ≈~ ✗x ❝" ◷~ ●* ○o ◆* ◇o ▲A ▼V ▶> ◀< →> ←< ↑^ ↓v ↔- …. –- —- ―- “" ”" „" ‟" ‘\' '
    "’' ‚, •* ·. ×x ÷/ ≥> ≤< ≠# −- ■# □o ▪. ❯> ☑x ☐o ±~ ◉* ▣# ▒# ░. ▓# ▐# ‹< ›> «< »> ‑- ‐- √v "
    "∞8 ∙. ⋅. €E £L ¥Y ©c ®r °o §S ¶P"
)
_STAND_INS = {pair[0]: pair[1] for pair in _PAIRS.split(" ")}
_LINES = range(0x2500, 0x2580)
_HORIZONTAL = frozenset("─━┄┅┈┉╌╍═╴╶╸╺╼╾")
_VERTICAL = frozenset("│┃┆┇┊┋╎╏║╵╷╹╻╽╿")
_BLOCKS = range(0x2580, 0x25A0)
_BRAILLE = range(0x2800, 0x2900)

UTF_8 = "utf-8"
"""Name of the codec of most terminals."""

ASCII_LOCALES = frozenset({"C", "POSIX"})
"""Locales without a charset of their own, whose programs write ASCII."""

# Charsets of one byte a character with ASCII below 128, in which output can be encoded. Other names
# are not even looked up: Python keeps every name that it was ever asked for.
_EIGHT_BITS = re.compile(r"(iso8859\d{1,2}|(cp|windows)125\d|koi8[ru]|latin\d{1,2})")
_BETWEEN = re.compile(r"[-_ ]")

STAND_IN = "explainer-stand-in"
"""Name of the way to treat such characters, for `str.encode` and for streams of text."""


def encoded(text: str, charset: str) -> bytes:
    """Encode text; characters that the charset lacks become others as wide."""
    if charset == "utf-8":
        return text.encode("utf-8", "replace")
    return text.encode(charset, STAND_IN)


def locale_name(variables: Mapping[str, str]) -> str:
    """Return the name of the locale for characters, by POSIX's rules; empty where none is set."""
    names = (variables.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    return next(filter(None, names), "")


def locale_charset(variables: Mapping[str, str]) -> str:
    """Return the codec that the name of the locale ends with; UTF-8 if it names none of use."""
    _, _, name = locale_name(variables).partition(".")
    name = name.partition("@")[0]
    if not _EIGHT_BITS.fullmatch(_BETWEEN.sub("", name.lower())):
        return UTF_8
    try:
        return codecs.lookup(name).name
    except LookupError:
        return UTF_8


def in_charset(text: str, charset: str) -> str:
    """Return text with stand-ins for the characters that a charset lacks."""
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return encoded(text, charset).decode(charset)
    return text


def _replace(error: UnicodeError) -> tuple[str | bytes, int]:
    """Return the stand-ins for characters that could not be encoded, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_stand_in(character) for character in lacking), error.end


def _stand_in(character: str) -> str:
    """Return ASCII characters as wide as another character, and as like it as possible."""
    if found := _STAND_INS.get(character):
        return found
    number = ord(character)
    if number in _LINES:
        return "-" if character in _HORIZONTAL else "|" if character in _VERTICAL else "+"
    if number in _BLOCKS:
        return "#"
    if number in _BRAILLE:
        return "." if number > _BRAILLE.start else " "
    from rich.cells import cell_len

    width = cell_len(character)
    letters = "".join(part for part in unicodedata.normalize("NFKD", character) if part.isascii())
    if len(letters) == width and letters.isprintable():
        return letters
    # A question mark is the mark of a verdict, so it only stands for letters.
    return ("?" if character.isalpha() else ".") * width


codecs.register_error(STAND_IN, _replace)
