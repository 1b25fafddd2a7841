"""Base of screens that show one card: a question, a record, a menu, a list of due questions."""

from __future__ import annotations

from abc import abstractmethod

from textual.app import ComposeResult
from textual.screen import ScreenResultType

from explainer.ui.base.painted_screen import PaintedScreen
from explainer.ui.panes.card_pane import WIDEST, CardPane, Drawn


class CardedScreen(PaintedScreen[ScreenResultType]):
    """A card over the last line; a long card is scrolled."""

    def __init__(self, widest: int = WIDEST) -> None:
        """Create the pane of the card, drawn by `draw`, with lines of at most `widest` cells."""
        super().__init__()
        self.pane = CardPane(self.draw, self._take_click, widest=widest)
        """Pane of the card."""
        self._has_scrolled = False

    @abstractmethod
    def draw(self, width: int) -> Drawn:
        """Return the card for a width in cells."""

    def click_card(self, line: int, column: int) -> None:
        """Handle a click on a line and column of the card."""

    def compose_panes(self) -> ComposeResult:
        """Yield the card."""
        yield self.pane

    def action_scroll(self, lines: int) -> None:
        """Scroll the card."""
        self.pane.scroll_lines(lines)
        self._has_scrolled = True

    def action_scroll_page(self, pages: int) -> None:
        """Scroll the card by a screenful less two lines."""
        self.pane.scroll_page(pages)
        self._has_scrolled = True

    def after_key(self) -> None:
        """Draw the card again; one that was scrolled stays where it is."""
        if self._has_scrolled:
            self._has_scrolled = False
            self.last_line.repaint()
        else:
            self.redraw()

    def _take_click(self, line: int, column: int) -> None:
        self.begin_key(None)
        self.click_card(line, column)
        self.after_key()
