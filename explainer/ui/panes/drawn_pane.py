"""A pane whose lines a function draws for each size."""

from __future__ import annotations

from collections.abc import Callable

from explainer.render.line import Line
from explainer.ui.base.painted_widget import PaintedWidget

Draw = Callable[[int, int], list[Line]]
"""Returns lines for a width in cells and a height in rows, the most of each."""


class DrawnPane(PaintedWidget):
    """Shows the lines that a function returns."""

    def __init__(self, draw: Draw, *, base: str, id: str, classes: str | None = None) -> None:
        """`base` is the role that every run starts with."""
        super().__init__(base=base, id=id, classes=classes)
        self._draw = draw

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """Return the lines to show now."""
        return self._draw(width, height)
