"""Draws a lesson once for all participants with the same size, colours and characters.

A mirror makes two things of each view: the rows that changed since the one before, for those who
have that on their screens, and the whole picture, for all others.
"""

from __future__ import annotations

from collections import OrderedDict

import msgspec
from rich.color import ColorSystem

from explainer.deck.loader import OpenDeck
from explainer.lesson.shown import Shown, Size
from explainer.render.charset import encoded
from explainer.render.line import Line, TextRun, crop_line, line_width
from explainer.serve.client_terminal import ClientTerminal, Depth
from explainer.serve.colour_depth import DepthFilter
from explainer.serve.size_class import size_class
from explainer.ui.base.session import Session, Setup
from explainer.ui.base.settings import Settings
from explainer.ui.base.theme import DARK, TERMINAL, Styles, role_colours, underline_colours
from explainer.ui.base.theme_choice import palette_named
from explainer.ui.start.lesson_start import class_view
from explainer.ui.terminal.sgr import StyleShortener

ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[2J"
"""Alternate screen, no cursor, no wrapping of lines."""

LEAVE = "\x1b[?7h\x1b[0m\x1b[?25h\x1b[?1049l"
"""Undoes `ENTER`."""

BEGIN_UPDATE, END_UPDATE = b"\x1b[?2026h", b"\x1b[?2026l"
"""Begin and end of a synchronized update."""

OWN_ROWS = 1
"""Rows at the bottom of a screen that are the participant's own."""

_MOST_OWN_LINES = 200
"""Last lines that are kept: most participants have the same."""

_MOST_STILLS = 32
"""Pictures of earlier pages that are kept."""


class MirrorKind(msgspec.Struct, frozen=True):
    """Everything about a terminal that changes what is sent to it."""

    size: Size
    """Size of the picture."""
    depth: Depth
    """Colours."""
    charset: str
    """Name of the codec of output."""
    ascii_only: bool
    """True if only ASCII characters show well."""
    coloured_underlines: bool
    """True if underlines can have a colour of their own."""


def kind_of(terminal: ClientTerminal, own_rows: int) -> MirrorKind:
    """Return the kind of a terminal, whose last `own_rows` rows are not part of the picture."""
    return MirrorKind(
        size_class(terminal.columns, max(1, terminal.rows - own_rows)),
        terminal.depth,
        terminal.charset,
        terminal.ascii_only,
        terminal.coloured_underlines,
    )


class Mirror:
    """The lesson at one size, with one set of colours and characters."""

    def __init__(self, kind: MirrorKind, opened: OpenDeck) -> None:
        """Draw a deck; nothing is shown yet."""
        self.kind = kind
        """The kind of terminal that it draws for."""
        few_colours = kind.depth in (Depth.NONE, Depth.BASIC)
        theme = opened.deck.theme or DARK.name
        self._palette = TERMINAL if few_colours else palette_named(theme)
        self._styles = Styles(self._palette, "pane")
        self._bar = Styles(self._palette, "bar")
        self._depth = DepthFilter(kind.depth)
        underlines = underline_colours(self._palette) if kind.coloured_underlines else ()
        self._shortener = StyleShortener(lambda: underlines)
        self._session = Session(opened, Setup(Settings(), kiosk=True, ascii_only=kind.ascii_only))
        self._view = class_view(self._session)
        self._rows: list[str] = []
        self._whole: bytes | None = None
        self._lines: OrderedDict[tuple[TextRun, ...], str] = OrderedDict()
        self._stills: OrderedDict[Shown, bytes] = OrderedDict()
        self._own_lines: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
        self.number = 0
        """Number of the picture, from 1; 0 before anything is shown."""
        self.change = b""
        """The rows of this picture that differ from those of the one before."""

    # --- the picture of the class -------------------------------------------------------------

    def show(self, shown: Shown) -> bool:
        """Draw a view; returns False if the picture stays as it is."""
        rows = self._drawn(shown)
        before = self._rows
        if rows == before:
            return False
        changed = [
            (number, row)
            for number, row in enumerate(rows, 1)
            if number > len(before) or row != before[number - 1]
        ]
        self._rows, self._whole = rows, None
        self.number += 1
        self.change = self._update("".join(f"\x1b[{number};1H{row}" for number, row in changed))
        return True

    @property
    def whole(self) -> bytes:
        """The whole picture."""
        if self._whole is None:
            self._whole = self._update(self._picture(self._rows))
        return self._whole

    def still(self, shown: Shown) -> bytes:
        """Return the whole picture of an earlier view, without changing that of the class."""
        found = self._stills.pop(shown, None)
        if found is None:
            found = self._update(self._picture(self._drawn(shown)))
        self._stills[shown] = found
        while len(self._stills) > _MOST_STILLS:
            self._stills.popitem(last=False)
        return found

    def clear(self) -> bytes:
        """Return what empties the screen."""
        return self._update(self._picture([]))

    def page(self, lines: list[Line]) -> bytes:
        """Return the whole picture of some lines."""
        height = self.kind.size.height
        rows = [self._row(line) for line in lines[:height]]
        return self._update(self._picture(rows))

    def own_line(self, row: int, line: Line, columns: int) -> bytes:
        """Return what writes a line of a participant's own, on a row of their screen."""
        key = (row, columns, *line)
        found = self._own_lines.pop(key, None)
        if found is None:
            gap = TextRun(" " * max(0, columns - line_width(line)))
            text = self._shorter(_rendered([*crop_line(line, columns), gap], self._bar))
            found = self._encoded(f"\x1b[{row};1H{text}")
        self._own_lines[key] = found
        while len(self._own_lines) > _MOST_OWN_LINES:
            self._own_lines.popitem(last=False)
        return found

    # --- rows -----------------------------------------------------------------------------

    def _drawn(self, shown: Shown) -> list[str]:
        """Return the rows of a view."""
        size = self.kind.size
        lines = self._view.lines(shown, size.width, size.height)[: size.height]
        rows = [self._row(crop_line(line, size.width)) for line in lines]
        return rows + [self._row([])] * (size.height - len(rows))

    def _row(self, line: Line) -> str:
        """Return a line with its colours, and the rest of its row in that of the background."""
        key = tuple(line)
        found = self._lines.pop(key, None)
        if found is None:
            rest = f"{self._ground()}\x1b[K\x1b[0m"
            found = self._shorter(_rendered(line, self._styles) + rest)
        self._lines[key] = found
        while len(self._lines) > 4 * self.kind.size.height:
            self._lines.popitem(last=False)
        return found

    def _shorter(self, text: str) -> str:
        return self._shortener.shorten(self._depth.convert(text))

    def _ground(self) -> str:
        """Return the codes for the colour of the background."""
        ground = role_colours(self._palette, "pane")[1]
        if ground == "default":
            return ""
        red, green, blue = (int(ground[place : place + 2], 16) for place in (1, 3, 5))
        return f"\x1b[48;2;{red};{green};{blue}m"

    def _picture(self, rows: list[str]) -> str:
        cleared = self._depth.convert(f"{self._ground()}\x1b[2J\x1b[0m")
        return cleared + "".join(f"\x1b[{number};1H{row}" for number, row in enumerate(rows, 1))

    def _update(self, text: str) -> bytes:
        return BEGIN_UPDATE + self._encoded(text) + END_UPDATE

    def _encoded(self, text: str) -> bytes:
        return encoded(text, self.kind.charset)


def _rendered(line: Line, styles: Styles) -> str:
    """Return a line with the codes of its styles."""
    return "".join(
        styles.style(role, href).render(text, color_system=ColorSystem.TRUECOLOR)
        for text, role, href, _ in line
        if text
    )
