"""A pane whose lines somebody else draws, anew for every size."""

from __future__ import annotations

from collections.abc import Callable

from explainer.render.line import Line
from explainer.ui.base.painted_widget import PaintedWidget

Draw = Callable[[int, int], list[Line]]
"""Draws at most so many lines (second) of at most so many cells (first)."""


class DrawnPane(PaintedWidget):
    """Shows what a function draws."""

    def __init__(self, draw: Draw, *, base: str, id: str, classes: str | None = None) -> None:
        """`base` is the role that every run wears first."""
        super().__init__(base=base, id=id, classes=classes)
        self._draw = draw

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """The lines to show now."""
        return self._draw(width, height)
