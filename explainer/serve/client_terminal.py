"""What is known of a visitor's terminal: its type, its size, and the few variables we look at.

Everything here is the visitor's word, so sizes are clamped and names are only compared.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from enum import Enum

import msgspec
from rich.cells import cell_len

from explainer.serve.limits import Limits

VARIABLES = ("COLORTERM", "NO_COLOR", "LC_ALL", "LC_CTYPE", "LANG")
"""The variables of a client that are looked at, and no others."""

LONGEST_VARIABLE = 64
"""Bytes of a variable, or characters of a terminal's name, that mean anything."""

_TRUE_COLOUR = re.compile(
    r"(xterm-)?(kitty|ghostty|alacritty|foot|contour|wezterm|iterm2?)\b|.*-(direct|truecolor)\b"
)
_INDEXED = re.compile(r".*-256color")
_DUMB = frozenset({"", "dumb", "unknown"})
_ASCII_TERMINALS = frozenset({"vt52", "vt100", "vt102", "vt220", "ansi", "cons25"})
_UTF_8 = "utf-8"
# One byte a character and ASCII below 128: what a picture can be sent in. Other names are not even
# looked up: Python keeps every name that it was ever asked for.
_EIGHT_BITS = re.compile(r"(iso8859\d{1,2}|(cp|windows)125\d|koi8[ru]|latin\d{1,2})")
_BETWEEN = re.compile(r"[-_ ]")

_PAIRS = (
    '│| ┃| ▎| ▏| ▌# █# ─- ━- ┄- ╌- ┌+ ┐+ └+ ┘+ ├+ ┤+ ┬+ ┴+ ┼+ ╭+ ╮+ ╰+ ╯+ ✓v ≈~ ✗x ❝" ⧗~ ●* ○o ◆* '
    '◇o ▲A ▼V ▶> ◀< →> ←< ↑^ ↓v ↔- …. –- —- “" ”" „" ‘\' ’\' ‚, •* ·. ×x ≥> ≤< −- ■# □o ▪.'
    " ❯> ☑x ☐o ±~ ◉* ▣# ▒# ░. ▐# ‹< ›> ‑- ⁰0 ¹1 ²2 ³3 ⁴4 ⁵5 ⁶6 ⁷7 ⁸8 ⁹9"
)
_PLAIN = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split(" ")})
"""Replacements as wide as the characters that this program draws, for charsets without them."""


class Depth(Enum):
    """How many colours a terminal shows."""

    NONE = "none"
    """None: NO_COLOR is set."""
    BASIC = "16"
    """The terminal's own sixteen."""
    INDEXED = "256"
    """xterm's palette of 256."""
    TRUE = "truecolor"
    """Red, green and blue, 8 bits each."""


class ClientTerminal(msgspec.Struct, frozen=True):
    """A terminal as its owner describes it."""

    columns: int
    """Columns, clamped."""
    rows: int
    """Rows, clamped."""
    depth: Depth
    """How many colours it shows."""
    charset: str
    """Name of the codec for what is sent to it."""
    ascii_only: bool
    """Whether it has no signs but ASCII's."""
    is_dumb: bool
    """Whether it can only print lines."""


def client_terminal(
    term: str, size: tuple[int, int], variables: Mapping[bytes, bytes], limits: Limits
) -> ClientTerminal:
    """A terminal by its type, size and the client's variables."""
    known = {name: _text(variables.get(name.encode(), b"")) for name in VARIABLES}
    term = term[:LONGEST_VARIABLE].lower()
    charset = "ascii" if term in _ASCII_TERMINALS else _charset(known)
    columns, rows = clamped(size, limits)
    return ClientTerminal(
        columns,
        rows,
        _depth(term, known),
        charset,
        term == "linux" or charset != _UTF_8,
        term in _DUMB,
    )


def clamped(size: tuple[int, int], limits: Limits) -> tuple[int, int]:
    """Columns and rows that can be drawn on; nothing said means 80 by 24."""
    columns, rows = size
    columns = columns if columns > 0 else 80
    rows = rows if rows > 0 else 24
    return min(max(columns, 2), limits.columns), min(max(rows, 2), limits.rows)


def _text(value: bytes) -> str:
    """The text of a variable; nothing where it is no text of one line."""
    text = value[:LONGEST_VARIABLE].decode("ascii", "replace")
    return text if text.isprintable() else ""


def _depth(term: str, known: Mapping[str, str]) -> Depth:
    if known["NO_COLOR"]:
        return Depth.NONE
    if known["COLORTERM"].lower() in ("truecolor", "24bit") or _TRUE_COLOUR.match(term):
        return Depth.TRUE
    if _INDEXED.fullmatch(term):
        return Depth.INDEXED
    return Depth.BASIC


def _charset(known: Mapping[str, str]) -> str:
    """The codec of a locale, as POSIX finds it; UTF-8 where it names none that we can send."""
    locale = known["LC_ALL"] or known["LC_CTYPE"] or known["LANG"]
    _, _, name = locale.partition(".")
    name = name.partition("@")[0]
    if not _EIGHT_BITS.fullmatch(_BETWEEN.sub("", name.lower())):
        return _UTF_8
    try:
        return codecs.lookup(name).name
    except LookupError:
        return _UTF_8


def encoded(text: str, charset: str) -> bytes:
    """Text in a charset; what it lacks is a sign of ours as wide, or a dot, or a question mark."""
    if charset == "utf-8":
        return text.encode("utf-8", "replace")
    try:
        return text.encode(charset)
    except UnicodeEncodeError:
        return "".join(_plain(character, charset) for character in text).encode(charset, "replace")


def _plain(character: str, charset: str) -> str:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        found = character.translate(_PLAIN)
        if found.isascii():
            return found
        # A question mark is a verdict here, so what is no letter is a dot.
        return ("?" if character.isalpha() else ".") * cell_len(character)
    return character
