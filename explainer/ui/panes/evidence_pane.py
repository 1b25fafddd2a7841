"""The evidence: what the focused claim, term or source says, else what the section rests on."""

from __future__ import annotations

from collections.abc import Callable

from textual import events

from explainer.render.line import Line, TextRun
from explainer.ui.base.painted_widget import PaintedWidget

LinesFor = Callable[[int], list[Line]]
"""Makes the lines of the pane for a width."""


def _nothing(width: int) -> list[Line]:
    return []


class EvidencePane(PaintedWidget):
    """Shows lines that somebody else chose, and scrolls them."""

    def __init__(self, id: str) -> None:
        super().__init__(base="panel", id=id)
        self.more_key = ""
        """What is said of the key that scrolls on."""
        self._lines_for: LinesFor = _nothing
        self._lines: list[Line] = []
        self._made_for = 0
        self._top = 0

    def show(self, lines_for: LinesFor) -> None:
        """Show other lines from their beginning."""
        self._lines_for = lines_for
        self._made_for = 0
        self._top = 0
        self.repaint()

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """An empty row, then the lines, and a word where there are more."""
        inner = max(1, width - 4)
        if self._made_for != inner:
            self._lines, self._made_for = self._lines_for(inner), inner
        shown = self._lines[self._top : self._top + height - 2]
        lines: list[Line] = [[], *([TextRun("  "), *line] if line else [] for line in shown)]
        more = len(self._lines) - self._top - len(shown)
        if more > 0:
            lines.extend([] for _ in range(height - 1 - len(lines)))
            words = "1 more line" if more == 1 else f"{more} more lines"
            lines.append([TextRun(f"  … {words}{self.more_key}", "faint")])
        return lines

    def scroll_lines(self, lines: int) -> None:
        """Scroll as far as there is something to see."""
        last = max(0, len(self._lines) - max(1, self.size.height - 2))
        self._top = max(0, min(self._top + lines, last))
        self.repaint()

    def scroll_page(self, pages: int) -> None:
        """Scroll by what is in sight, less two lines."""
        self.scroll_lines(pages * max(1, self.size.height - 4))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll."""
        event.stop()
        self.scroll_lines(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll."""
        event.stop()
        self.scroll_lines(-3)
