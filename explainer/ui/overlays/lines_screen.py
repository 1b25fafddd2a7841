"""Screens that lie over the reader: a list of lines to scroll, closed by Esc."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import ModalScreen

from explainer.render.line import Line, TextRun, pad
from explainer.ui.base.last_line import KeyHint, LastLine, Status
from explainer.ui.base.painted_screen import PaintedScreen
from explainer.ui.base.painted_widget import PaintedWidget
from explainer.ui.base.theme import Styles

if TYPE_CHECKING:
    from explainer.ui.app import ReaderApp

LinesFor = Callable[[int], list[Line]]
"""Makes the lines of an overlay for a width."""

_CLOSING = frozenset({"escape", "q", "enter", "backspace"})


class LinesPane(PaintedWidget):
    """Scrolls lines that were made for its width."""

    def __init__(self, lines_for: LinesFor, widest: int, base: str = "pane") -> None:
        """`widest` is how many cells a line may take at most."""
        super().__init__(base=base, id="lines")
        self._lines_for = lines_for
        self._widest = widest
        self._lines: list[Line] = []
        self._made_for = 0
        self._top = 0

    @property
    def room(self) -> int:
        """Lines in sight at once."""
        return max(1, self.size.height - 1)

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """The lines in sight, with a word where there are more."""
        inner = self._inner(width)
        if self._made_for != inner:
            self._lines, self._made_for = self._lines_for(inner), inner
        last = max(0, len(self._lines) - self.room)
        self._top = max(0, min(self._top, last))
        left = TextRun(" " * max(1, (width - inner) // 2))
        shown = self._lines[self._top : self._top + height - 1]
        return [[], *([left, *line] if line else [] for line in shown)]

    def scroll_lines(self, lines: int) -> None:
        """Scroll as far as there is something to see."""
        last = max(0, len(self._lines) - self.room)
        self._top = max(0, min(self._top + lines, last))
        self.repaint()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the lines take, with an empty one above and below."""
        return len(self._lines_for(self._inner(width))) + 2

    def _inner(self, width: int) -> int:
        return max(1, min(self._widest, width - 4))

    @property
    def has_more(self) -> bool:
        """Whether there are lines below what is in sight."""
        return self._top + self.room < len(self._lines)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll."""
        event.stop()
        self.scroll_lines(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll."""
        event.stop()
        self.scroll_lines(-3)


class FramedLinesPane(LinesPane):
    """The same in a frame, since it lies over other text."""

    def _inner(self, width: int) -> int:
        return max(1, min(self._widest, width - 6))

    @property
    def room(self) -> int:
        """Lines in sight at once, within the frame."""
        return max(1, self.size.height - 2)

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """The lines in sight, framed."""
        edge = TextRun("─" * max(0, width - 2), "rule")
        side = TextRun("│", "rule")
        lines: list[Line] = [[TextRun("╭", "rule"), edge, TextRun("╮", "rule")]]
        for line in super().visible_lines(width - 2, height - 1)[1:]:
            lines.append([side, *pad(line, width - 2), side])
        lines.extend(
            [side, TextRun(" " * (width - 2)), side] for _ in range(height - 1 - len(lines))
        )
        lines.append([TextRun("╰", "rule"), edge, TextRun("╯", "rule")])
        return lines


class LinesScreen(PaintedScreen[None]):
    """Lines on a screen of their own, such as the help."""

    DEFAULT_CSS = """
    LinesScreen { layout: vertical; }
    LinesScreen #lines { height: 1fr; }
    LinesScreen #last-line { height: 1; }
    """

    app: ReaderApp

    def __init__(self, place: str, lines_for: LinesFor, widest: int = 72) -> None:
        """`place` is what the last line calls it."""
        super().__init__()
        self._place = place
        self.pane = self.make_pane(lines_for, widest)
        self.last_line = LastLine("last-line")

    def make_pane(self, lines_for: LinesFor, widest: int) -> LinesPane:
        """The pane that shows the lines."""
        return LinesPane(lines_for, widest)

    def compose(self) -> ComposeResult:
        """The lines over the last line."""
        yield self.pane
        yield self.last_line

    def on_mount(self) -> None:
        """Dress the panes."""
        self.apply_theme()
        self.call_after_refresh(self._show_last_line)

    def apply_theme(self) -> None:
        """Take on the app's theme."""
        for pane in (self.pane, self.last_line):
            pane.apply_theme(Styles(self.app.reader_palette, pane.base))

    def _show_last_line(self) -> None:
        if not self.is_active:
            return  # closed before it was painted
        hints = [KeyHint("Esc", "back", "close")]
        if self.pane.has_more:
            hints.insert(0, KeyHint("↓", "more", "scroll-down"))
        said = Status(self._place, hints)
        self.last_line.show(lambda: said)

    def on_key(self, event: events.Key) -> None:
        """Scroll or close."""
        event.stop()
        command = self.app.keymap.get(event.key)
        identifier = command.id if command else ""
        if event.key in _CLOSING or identifier in ("close", "help", "evidence"):
            self.dismiss()
        elif identifier == "quit":
            self.app.leave()
        elif identifier in ("scroll-down", "scroll-up"):
            self.pane.scroll_lines(1 if identifier == "scroll-down" else -1)
        elif identifier in ("next", "previous"):
            page = max(1, self.pane.room - 2)
            self.pane.scroll_lines(page if identifier == "next" else -page)
        elif identifier in ("top", "bottom"):
            self.pane.scroll_lines(-(10**9) if identifier == "top" else 10**9)
        elif identifier == "light-dark":
            self.app.toggle_theme()
        self._show_last_line()

    @on(LastLine.HintClicked)
    def _run_clicked(self, message: LastLine.HintClicked) -> None:
        if message.command == "close":
            self.dismiss()
        else:
            self.pane.scroll_lines(1)
            self._show_last_line()


class CardScreen(LinesScreen, ModalScreen[None]):
    """Lines in a box over the text that they are about."""

    DEFAULT_CSS = """
    CardScreen, CardScreen:ansi { align: center middle; background: transparent; }
    CardScreen #lines { width: 80; max-width: 100%; height: auto; max-height: 100%; }
    CardScreen #last-line { dock: bottom; height: 1; }
    """

    def make_pane(self, lines_for: LinesFor, widest: int) -> LinesPane:
        """The same in a frame."""
        return FramedLinesPane(lines_for, widest, "card")
