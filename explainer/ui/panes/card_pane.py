"""The pane of a card: lines made by a function, scrolled so that one of them is in sight."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from textual import events

from explainer.render.line import Line, TextRun
from explainer.ui.base.scrolled_widget import ScrolledWidget

WIDEST = 80
"""Most cells of a line of a card."""


class Drawn(NamedTuple):
    """A card as lines for one width."""

    lines: list[Line]
    """The lines, top to bottom."""
    keep: int = -1
    """Line to keep in sight; -1 where the person scrolls."""


class CardPane(ScrolledWidget):
    """Shows a card, and reports clicks on it."""

    def __init__(
        self,
        draw: Callable[[int], Drawn],
        clicked: Callable[[int, int], None],
        id: str = "card",
        widest: int = WIDEST,
    ) -> None:
        """Show a card.

        Args:
            draw: Makes the card for a width.
            clicked: Called with line and column of a click.
            id: Id of the widget.
            widest: Most cells of a line.
        """
        super().__init__(base="pane", id=id, classes="main")
        self._draw = draw
        self._clicked = clicked
        self._widest = widest
        self._top = 0
        self._count = 0
        self._is_looking = False

    @property
    def _margin(self) -> int:
        """Cells to the left of a card: it stands in the middle."""
        return max(1 if self.size.width < 60 else 3, (self.size.width - WIDEST) // 2)

    @property
    def room(self) -> int:
        """Number of lines in sight at once."""
        return max(1, self.size.height - 1)

    @property
    def has_more(self) -> bool:
        """True if there are lines below those in sight."""
        return self._top + self.room < self._count

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """Return an empty row, then the lines in sight, with a note where there are more."""
        lines, keep = self._draw(max(1, min(self._widest, width - 2 * self._margin)))
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
        """Draw the card again, and scroll so that its `keep` line is in sight."""
        self._is_looking = False
        super().repaint()

    def scroll_lines(self, lines: int) -> None:
        """Scroll, as far as there is more to see; a change of the card scrolls back to `keep`."""
        self._top += lines
        self._is_looking = True
        super().repaint()

    def scroll_page(self, pages: int) -> None:
        """Scroll by a screenful less two lines."""
        self.scroll_lines(pages * max(1, self.room - 2))

    def to_top(self) -> None:
        """Scroll to the beginning, for another card."""
        self._top = 0

    def on_click(self, event: events.Click) -> None:
        """Report the line and column of the card."""
        self._clicked(event.y - 1 + self._top, event.x - self._margin)
