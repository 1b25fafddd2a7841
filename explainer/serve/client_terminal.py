"""The visitor's terminal: its size, colours and charset.

All of it is what the client says, so sizes are clamped and names are only compared.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum

import msgspec

from explainer.render.charset import UTF_8, locale_charset
from explainer.serve.limits import Limits
from explainer.ui.terminal.underline import has_coloured_underlines

VARIABLES = ("COLORTERM", "NO_COLOR", "LC_ALL", "LC_CTYPE", "LANG")
"""The environment variables of a client that are read; all others are dropped."""

LONGEST_VARIABLE = 64
"""Most bytes of a variable, or characters of a terminal type, that are read."""

_TRUE_COLOUR = re.compile(
    r"(xterm-)?(kitty|ghostty|alacritty|foot|contour|wezterm|iterm2?)\b|.*-(direct|truecolor)\b"
)
_INDEXED = re.compile(r".*-256color")
_DUMB = frozenset({"", "dumb", "unknown"})
_ASCII_TERMINALS = frozenset({"vt52", "vt100", "vt102", "vt220", "ansi", "cons25"})


class Depth(Enum):
    """The colours that a terminal can show."""

    NONE = "none"
    """No colours: NO_COLOR is set."""
    BASIC = "16"
    """The terminal's own sixteen."""
    INDEXED = "256"
    """xterm's palette of 256."""
    TRUE = "truecolor"
    """Red, green and blue, 8 bits each."""


class ClientTerminal(msgspec.Struct, frozen=True):
    """A terminal as its client describes it."""

    columns: int
    """Columns, clamped."""
    rows: int
    """Rows, clamped."""
    depth: Depth
    """Its colours."""
    charset: str
    """Name of the codec for output."""
    ascii_only: bool
    """True if it shows only ASCII characters well."""
    is_dumb: bool
    """True if it can only print lines."""
    coloured_underlines: bool = False
    """True if its underlines can have a colour of their own."""


def client_terminal(
    term: str, size: tuple[int, int], variables: Mapping[bytes, bytes], limits: Limits
) -> ClientTerminal:
    """Describe a terminal by its type, its size and the client's environment variables."""
    known = {name: _text(variables.get(name.encode(), b"")) for name in VARIABLES}
    term = term[:LONGEST_VARIABLE].lower()
    charset = "ascii" if term in _ASCII_TERMINALS else locale_charset(known)
    columns, rows = clamped(size, limits)
    return ClientTerminal(
        columns,
        rows,
        _depth(term, known),
        charset,
        term == "linux" or charset != UTF_8,
        term in _DUMB,
        has_coloured_underlines(term) and not known["NO_COLOR"],
    )


def clamped(size: tuple[int, int], limits: Limits) -> tuple[int, int]:
    """Return a size within the limits; 80 by 24 where the client gives none."""
    columns, rows = size
    columns = columns if columns > 0 else 80
    rows = rows if rows > 0 else 24
    return min(max(columns, 2), limits.columns), min(max(rows, 2), limits.rows)


def _text(value: bytes) -> str:
    """Return the text of a variable; empty unless it is printable ASCII."""
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
