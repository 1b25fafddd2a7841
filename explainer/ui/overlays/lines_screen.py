"""Lines to read and scroll over another screen: the help, or a card about a claim or a term."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import ModalScreen

from explainer.render.line import Line, TextRun, pad
from explainer.ui.base.command import Command
from explainer.ui.base.common_commands import (
    BOTTOM,
    CLOSING,
    EVIDENCE,
    HELP,
    LIGHT_DARK,
    NEXT,
    PREVIOUS,
    SCROLL_DOWN,
    SCROLL_UP,
    TOP,
)
from explainer.ui.base.last_line import Status
from explainer.ui.base.painted_screen import PaintedScreen
from explainer.ui.base.requests import LinesFor
from explainer.ui.base.scrolled_widget import ScrolledWidget

LINES = (
    Command(
        "lines-done", ("enter", "backspace"), "Done", "Close it again.", "In the help or a card",
        "close",
    ),
)  # fmt: skip
"""Commands of a screen of lines."""

_LINE_KEYS = (
    *LINES,
    *CLOSING,
    HELP.doing("close"),
    EVIDENCE.doing("close"),
    SCROLL_DOWN.doing("scroll_lines(1)"),
    SCROLL_UP.doing("scroll_lines(-1)"),
    NEXT.doing("scroll_page(1)"),
    PREVIOUS.doing("scroll_page(-1)"),
    TOP.doing("scroll_lines(-1000000)"),
    BOTTOM.doing("scroll_lines(1000000)"),
    LIGHT_DARK,
)


class LinesPane(ScrolledWidget):
    """Lines made for the width of the pane, which can be scrolled."""

    def __init__(self, lines_for: LinesFor, widest: int, base: str = "pane") -> None:
        """`widest` is the most cells of a line."""
        super().__init__(base=base, id="lines", classes="main")
        self._lines_for = lines_for
        self._widest = widest
        self._lines: list[Line] = []
        self._made_for = 0
        self._top = 0

    @property
    def room(self) -> int:
        """Number of lines in sight at once."""
        return max(1, self.size.height - 1)

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """Return the lines in sight, with a note where there are more."""
        inner = self._inner(width)
        if self._made_for != inner:
            self._lines, self._made_for = self._lines_for(inner), inner
        last = max(0, len(self._lines) - self.room)
        self._top = max(0, min(self._top, last))
        left = TextRun(" " * max(1, (width - inner) // 2))
        shown = self._lines[self._top : self._top + height - 1]
        return [[], *([left, *line] if line else [] for line in shown)]

    def scroll_lines(self, lines: int) -> None:
        """Scroll, as far as there is more to see."""
        last = max(0, len(self._lines) - self.room)
        self._top = max(0, min(self._top + lines, last))
        self.repaint()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines, plus an empty row above and below."""
        return len(self._lines_for(self._inner(width))) + 2

    def _inner(self, width: int) -> int:
        return max(1, min(self._widest, width - 4))

    @property
    def has_more(self) -> bool:
        """True if there are lines below those in sight."""
        return self._top + self.room < len(self._lines)


class FramedLinesPane(LinesPane):
    """The same with a frame, for lines over other text."""

    def _inner(self, width: int) -> int:
        return max(1, min(self._widest, width - 6))

    @property
    def room(self) -> int:
        """Number of lines in sight at once, within the frame."""
        return max(1, self.size.height - 2)

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """Return the lines in sight, framed."""
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

    KEY_COMMANDS = _LINE_KEYS

    def __init__(self, place: str, lines_for: LinesFor, widest: int = 72) -> None:
        """`place` is their name in the last line; `widest` the most cells of a line."""
        super().__init__()
        self._place = place
        self.pane = self.make_pane(lines_for, widest)

    def make_pane(self, lines_for: LinesFor, widest: int) -> LinesPane:
        """Return the pane that shows the lines."""
        return LinesPane(lines_for, widest)

    def compose_panes(self) -> ComposeResult:
        """Yield the lines."""
        yield self.pane

    def on_mount(self) -> None:
        """Update the last line after layout, when it is known if there is more to see."""
        self.call_after_refresh(self.last_line.repaint)

    def status(self) -> Status:
        """Return the hints for closing, and for scrolling where there is more."""
        more = [("scroll-down", "more")] if self.pane.has_more else []
        return Status(self._place, self.hints([*more, ("close", "back")]), self.notice)

    def action_scroll_lines(self, lines: int) -> None:
        """Scroll by lines."""
        self.pane.scroll_lines(lines)

    def action_scroll_page(self, pages: int) -> None:
        """Scroll by a screenful less two lines."""
        self.pane.scroll_lines(pages * max(1, self.pane.room - 2))


class CardScreen(LinesScreen, ModalScreen[None]):
    """Lines in a box over the text that they are about."""

    DEFAULT_CSS = """
    CardScreen, CardScreen:ansi { align: center middle; background: transparent; }
    CardScreen > #lines { width: 80; max-width: 100%; height: auto; max-height: 100%; }
    CardScreen > #last-line { dock: bottom; height: 1; }
    """

    def make_pane(self, lines_for: LinesFor, widest: int) -> LinesPane:
        """Return the pane with a frame around it."""
        return FramedLinesPane(lines_for, widest, "card")
