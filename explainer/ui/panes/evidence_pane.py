"""The evidence pane: the focused claim, term or source, or else the sources of the section."""

from __future__ import annotations

from collections.abc import Callable

from explainer.render.line import Line, TextRun
from explainer.ui.base.scrolled_widget import ScrolledWidget

LinesFor = Callable[[int], list[Line]]
"""Makes the lines of the pane for a width in cells."""


def _no_lines(width: int) -> list[Line]:
    return []


class EvidencePane(ScrolledWidget):
    """Shows and scrolls lines that it is given."""

    def __init__(self, id: str) -> None:
        super().__init__(base="panel", id=id)
        self.more_key = ""
        """Label of the key that scrolls, for the note where there is more."""
        self.foot: Line = []
        """Words on what may be done with the evidence, in the last row where there is room."""
        self._lines_for: LinesFor = _no_lines
        self._lines: list[Line] = []
        self._made_for = 0
        self._top = 0

    def show(self, lines_for: LinesFor) -> None:
        """Show other lines, from their beginning."""
        self._lines_for = lines_for
        self._made_for = 0
        self._top = 0
        self.repaint()

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """Return an empty row, then the lines, and a note where there are more."""
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
        elif self.foot and len(lines) < height - 2:
            lines.extend([] for _ in range(height - 2 - len(lines)))
            lines.append([TextRun("  "), *self.foot])
        return lines

    def scroll_lines(self, lines: int) -> None:
        """Scroll, as far as there is more to see."""
        last = max(0, len(self._lines) - max(1, self.size.height - 2))
        self._top = max(0, min(self._top + lines, last))
        self.repaint()

    def scroll_page(self, pages: int) -> None:
        """Scroll by a screenful less two lines."""
        self.scroll_lines(pages * max(1, self.size.height - 4))
