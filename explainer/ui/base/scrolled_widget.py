"""Widget of lines that the mouse wheel scrolls."""

from __future__ import annotations

from abc import abstractmethod

from textual import events

from explainer.ui.base.painted_widget import PaintedWidget

_WHEEL_LINES = 3
"""Lines that one step of the wheel scrolls."""


class ScrolledWidget(PaintedWidget):
    """Shows a part of its lines, and scrolls them by the wheel."""

    @abstractmethod
    def scroll_lines(self, lines: int) -> None:
        """Scroll by lines, up where negative."""

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down."""
        event.stop()
        self.scroll_lines(_WHEEL_LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up."""
        event.stop()
        self.scroll_lines(-_WHEEL_LINES)
