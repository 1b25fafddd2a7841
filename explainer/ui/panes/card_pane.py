"""The pane of a question card: lines that somebody else makes, scrolled so that one is in sight."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from textual import events

from explainer.render.line import Line, TextRun
from explainer.ui.base.painted_widget import PaintedWidget

WIDEST = 80
"""Cells that a question takes at most."""


class Drawn(NamedTuple):
    """A card for one width."""

    lines: list[Line]
    """Top to bottom."""
    keep: int = -1
    """The line that stays in sight; -1 where the person scrolls."""


class CardPane(PaintedWidget):
    """Shows a card, and tells where it was clicked."""

    def __init__(
        self, draw: Callable[[int], Drawn], clicked: Callable[[int, int], None], id: str = "card"
    ) -> None:
        """`draw` makes the card for a width; `clicked` is given the line and the column."""
        super().__init__(base="pane", id=id, classes="main")
        self._draw = draw
        self._clicked = clicked
        self._top = 0
        self._count = 0
        self._is_looking = False

    @property
    def _margin(self) -> int:
        return 1 if self.size.width < 60 else 3

    @property
    def room(self) -> int:
        """Lines in sight at once."""
        return max(1, self.size.height - 1)

    @property
    def has_more(self) -> bool:
        """Whether there are lines below what is in sight."""
        return self._top + self.room < self._count

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """An empty row, then the lines in sight, with a word where there are more."""
        lines, keep = self._draw(max(1, min(WIDEST, width - 2 * self._margin)))
        self._count = len(lines)
        last = max(0, len(lines) - self.room)
        if keep >= 0 and not self._is_looking:
            self._top = max(keep - self.room + 2, min(self._top, keep))
        self._top = max(0, min(self._top, last))
        left = TextRun(" " * self._margin)
        shown = [[left, *line] if line else [] for line in lines[self._top : self._top + self.room]]
        if self.has_more and self.room > 3:
            more = self._count - self._top - self.room + 1
            shown[-1] = [left, TextRun(f"↓ {more} more lines", "faint")]
        return [[], *shown]

    def repaint(self) -> None:
        """Paint it anew, with what must stay in sight in sight."""
        self._is_looking = False
        super().repaint()

    def scroll_lines(self, lines: int) -> None:
        """Look elsewhere until the next change, as far as there is something to see."""
        self._top += lines
        self._is_looking = True
        super().repaint()

    def scroll_page(self, pages: int) -> None:
        """Look elsewhere by what is in sight, less two lines."""
        self.scroll_lines(pages * max(1, self.room - 2))

    def to_top(self) -> None:
        """Show the beginning, of another card."""
        self._top = 0

    def on_click(self, event: events.Click) -> None:
        """Tell the line and column of the card."""
        self._clicked(event.y - 1 + self._top, event.x - self._margin)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll."""
        event.stop()
        self.scroll_lines(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll."""
        event.stop()
        self.scroll_lines(-3)
