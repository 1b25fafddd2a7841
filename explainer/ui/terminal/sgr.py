"""Shortens the output for a terminal: colours and attributes are sent only where they change.

Textual ends every piece of text with a reset and begins the next with its whole style, 30 to 40
bytes each time. Most neighbouring pieces differ in one colour or one attribute; over SSH that is
half of the bytes of a page. Sequences are those of ECMA-48 8.3.117 (SGR) with the usual 38 and 48
for colours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import NamedTuple

from explainer.ui.terminal.underline import with_underline

_SGR = re.compile(r"\x1b\[([0-9;]*)m")
# Cursor moves and links keep the style and draw nothing.
_DRAWS_NOTHING = re.compile(r"(?:\x1b\[[0-9;]*H|\x1b\]8;[^\x1b\x07]*\x1b\\)*")
# The same and spaces, of which only the background colour is visible.
_BLANK = re.compile(r"(?: |\x1b\[[0-9;]*H|\x1b\]8;[^\x1b\x07]*\x1b\\)*")
# A line feed before an absolute cursor move has no effect, except for scrolling on the last row.
_NEEDLESS_LINE_FEED = re.compile(r"\n(?=\x1b\[\d+;\d+H)")

_CURSOR_MOVE = re.compile(r"\x1b\[(\d+);(\d+)H")
# Sequences other than styles, moves and links may depend on what was drawn before them.
_ORDER_MATTERS = re.compile(r"\x1b(?!\[[0-9;]*[mH]|\]8;|\\)|[\n\r\b\t]")
_BEGINS_WITH_MOVE = re.compile(r"\x1b\[\d+;\d+H")
# Sequences around a picture: begin and end of a synchronized update.
_FRAME_MARKS = frozenset({"\x1b[?2026h", "\x1b[?2026l", ""})

_END_CODES = {1: 22, 2: 22, 3: 23, 4: 24, 5: 25, 7: 27, 9: 29}
"""SGR number that ends each attribute."""

_VISIBLE_ON_BLANKS = frozenset({4, 5, 7, 9})
"""Attributes that are visible on spaces: underline, strike, blink, and exchanged colours."""

_RESET = ""
"""SGR codes of ordinary text."""


class Style(NamedTuple):
    """The style that SGR codes result in."""

    attributes: frozenset[int]
    """SGR numbers of the attributes that are on."""
    colour: str
    """SGR codes of the text's colour; empty for the terminal's own."""
    behind: str
    """SGR codes of the background; empty for the terminal's own."""
    underline: str = ""
    """SGR codes of an underline that is dotted and has a colour; empty for any other."""


class StyleShortener:
    """Shortens the writes to one terminal; each begins and ends with ordinary text."""

    def __init__(self, underlines: Callable[[], Sequence[str]] = tuple) -> None:
        """`underlines` returns the colours of underlines; none where the terminal has none."""
        self._underlines = underlines
        self._coloured: Sequence[str] = ()
        self._own: dict[str, str] = {}
        self._changes: dict[tuple[str, str], str] = {}
        self._blanks: dict[tuple[str, str], bool] = {}
        self._drawn = ""

    def shorten(self, data: str) -> str:
        """Return the same picture in fewer bytes; empty if it is the one that was drawn last.

        Textual draws a new screen up to three times until its layout is final.
        """
        if "\x1b[0m" not in data:
            if data not in _FRAME_MARKS:
                self._drawn = ""
            return data
        if data == self._drawn and _BEGINS_WITH_MOVE.match(data):
            return ""
        self._drawn = data
        self._look_up_underlines()
        data = in_columns(_NEEDLESS_LINE_FEED.sub("", data))
        parts: list[str] = []
        now = wanted = _RESET
        position = 0
        for match in _SGR.finditer(data):
            between = data[position : match.start()]
            if between:
                if now != wanted and not self._looks_the_same(now, wanted, between):
                    parts.append(self._change(now, wanted))
                    now = wanted
                parts.append(between)
            codes = match[1]
            wanted = _RESET if codes in ("", "0") else self._with_underline(codes)
            position = match.end()
        rest = data[position:]
        if now != wanted and rest and not _DRAWS_NOTHING.fullmatch(rest):
            parts.append(self._change(now, wanted))
            now = wanted
        elif now != _RESET and wanted == _RESET:
            parts.append("\x1b[0m")
            now = _RESET
        parts.append(rest)
        if now != wanted:
            parts.append(self._change(now, wanted))
        return "".join(parts)

    def _look_up_underlines(self) -> None:
        """Forget what was worked out for the underlines of another theme."""
        colours = self._underlines()
        if colours != self._coloured:
            self._coloured = colours
            self._own.clear()

    def _with_underline(self, codes: str) -> str:
        own = self._own.get(codes)
        if own is None:
            own = self._own[codes] = with_underline(codes, self._coloured)
        return own

    def _looks_the_same(self, now: str, wanted: str, text: str) -> bool:
        """Return True if a text looks the same in the current style as in its own."""
        if _DRAWS_NOTHING.fullmatch(text):
            return True
        return _BLANK.fullmatch(text) is not None and self._same_on_blanks(now, wanted)

    def _same_on_blanks(self, one: str, other: str) -> bool:
        same = self._blanks.get((one, other))
        if same is None:
            same = same_on_blanks(one, other)
            self._blanks[one, other] = same
        return same

    def _change(self, before: str, after: str) -> str:
        change = self._changes.get((before, after))
        if change is None:
            change = style_change(before, after)
            self._changes[before, after] = change
        return change


def in_columns(data: str) -> str:
    """Return the pieces of a picture ordered by column instead of by row.

    Panes side by side have colours of their own: by row, every row changes them twice. Each piece
    begins with an absolute cursor move, so the order makes no difference to the picture.
    """
    first = data.find("\x1b[")
    matches = list(_CURSOR_MOVE.finditer(data))
    if matches and matches[-1].end() == len(data):
        # The last move places the cursor after drawing.
        return in_columns(data[: matches[-1].start()]) + matches[-1][0]
    places = [(int(match[1]), int(match[2])) for match in matches]
    if len(places) < 3 or matches[0].start() != first or places != sorted(places):
        return data
    if _ORDER_MATTERS.search(data):
        return data
    ends = [match.start() for match in matches[1:]] + [len(data)]
    pieces = [
        (column, data[match.start() : end])
        for match, (_, column), end in zip(matches, places, ends, strict=True)
    ]
    pieces.sort(key=itemgetter(0))
    return data[:first] + "".join(piece for _, piece in pieces)


def style_change(before: str, after: str) -> str:
    """Return the shortest sequence that changes one style to another, both given as SGR codes."""
    if after == _RESET:
        return "\x1b[0m"
    full = f"\x1b[{after}m" if before == _RESET else f"\x1b[0;{after}m"
    old, new = read_style(before), read_style(after)
    if old is None or new is None:
        return full
    codes: list[str] = []
    gone = old.attributes - new.attributes
    off = {_END_CODES[attribute] for attribute in gone}
    codes.extend(str(code) for code in sorted(off))
    # 22 ends both bold and dim, so the one that stays on is sent again.
    again = {a for a in new.attributes if _END_CODES[a] in off}
    codes.extend(str(a) for a in sorted((new.attributes - old.attributes) | again))
    if old.underline != new.underline:
        if old.underline and not new.underline:
            codes.append("4;59" if 4 in new.attributes else "59")
        codes.extend([new.underline] if new.underline else [])
    if old.colour != new.colour:
        codes.append(new.colour or "39")
    if old.behind != new.behind:
        codes.append(new.behind or "49")
    if not codes:
        return ""
    return min(f"\x1b[{';'.join(codes)}m", full, key=len)


def same_on_blanks(one: str, other: str) -> bool:
    """Return True if a space looks the same in two styles, given as SGR codes."""
    first, second = read_style(one), read_style(other)
    if first is None or second is None or first.behind != second.behind:
        return False
    shown = first.attributes & _VISIBLE_ON_BLANKS
    if shown != second.attributes & _VISIBLE_ON_BLANKS:
        return False
    return not shown or (first.colour, first.underline) == (second.colour, second.underline)


def read_style(codes: str) -> Style | None:
    """Return the style of SGR codes that begin from ordinary text; None if one is unknown."""
    attributes: set[int] = set()
    colour = behind = ""
    underline: list[str] = []
    numbers = codes.split(";") if codes else []
    index = 0
    while index < len(numbers):
        number = int(numbers[index]) if numbers[index].isdigit() else -1
        length = 1
        if number in (38, 48):
            kind = numbers[index + 1] if index + 1 < len(numbers) else ""
            length = {"2": 5, "5": 3}.get(kind, 0)
            if not length or index + length > len(numbers):
                return None
        value = ";".join(numbers[index : index + length])
        if value.startswith(("4:", "58:")):
            underline.append(value)
        elif number in _END_CODES:
            attributes.add(number)
        elif number == 38 or 30 <= number <= 37 or 90 <= number <= 97 or number == 39:
            colour = "" if number == 39 else value
        elif number == 48 or 40 <= number <= 47 or 100 <= number <= 107 or number == 49:
            behind = "" if number == 49 else value
        else:
            return None
        index += length
    if underline:
        attributes.add(4)
    return Style(frozenset(attributes), colour, behind, ";".join(underline))
