"""A widget that paints lines by itself and sends only the cells that changed.

One such widget stands for what would be hundreds: a page turn costs the difference of two screens,
not a layout of widgets.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from explainer.render.line import Line
from explainer.ui.theme import DARK, Styles

_GAP_WORTH_A_JUMP = 10
"""Equal cells between two changes that are cheaper to jump over than to send again."""


class PaintedWidget(Widget):
    """Shows lines; subclasses say which."""

    ALLOW_SELECT = False

    def __init__(self, *, base: str, id: str | None = None) -> None:
        """`base` is the role that every run of the widget wears first."""
        super().__init__(id=id)
        self._base = base
        self._styles = Styles(DARK, base)
        self._strips: list[Strip] = []

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """The lines to show now, at most `height` of them, none wider than `width`."""
        raise NotImplementedError

    def wear(self, styles: Styles) -> None:
        """Take on a theme."""
        self._styles = styles
        self._strips = []
        self.repaint()

    @property
    def base(self) -> str:
        """The role that every run wears first."""
        return self._base

    def repaint(self) -> None:
        """Paint what `visible_lines` says now, sending only what differs from before."""
        width, height = self.size
        if not width or not height or not self.display:
            return
        before, self._strips = self._strips, self._paint(width, height)
        if not before:
            self.refresh()
            return
        regions = [
            Region(start, y, end - start, 1)
            for y, (old, new) in enumerate(zip_longest(before, self._strips))
            if old is not None and new is not None
            for start, end in changed_spans(old, new)
        ]
        if regions:
            self.refresh(*regions)

    def on_resize(self) -> None:
        """Lay out anew for the new size."""
        self._strips = []
        self.repaint()

    def render_line(self, y: int) -> Strip:
        """One line of the widget, for Textual."""
        if not self._strips:
            width, height = self.size
            self._strips = self._paint(width, height)
        if y < len(self._strips):
            return self._strips[y]
        return Strip.blank(self.size.width, self._styles.style(""))

    def _paint(self, width: int, height: int) -> list[Strip]:
        lines = self.visible_lines(width, height)[:height]
        strips = [self._strip(line, width) for line in lines]
        blank = Strip([Segment(" " * width, self._styles.style(""))], width)
        return strips + [blank] * (height - len(strips))

    def _strip(self, line: Line, width: int) -> Strip:
        style = self._styles.style
        segments = [Segment(run.text, style(run.role, run.href)) for run in line]
        return Strip(segments).adjust_cell_length(width, style("")).simplify()


def changed_spans(old: Strip, new: Strip) -> Iterator[tuple[int, int]]:
    """The stretches of cells, start and end, in which two strips of one width differ."""
    if old is new or old == new:
        return
    start = -1
    last = -1
    for column, (before, after) in enumerate(zip_longest(_cells(old), _cells(new))):
        if before == after:
            continue
        if start >= 0 and column - last > _GAP_WORTH_A_JUMP:
            yield start, last + 1
            start = column
        if start < 0:
            start = column
        last = column
    if start >= 0:
        yield start, last + 1


def _cells(strip: Strip) -> list[tuple[str, object]]:
    """What stands in each cell; a wide character fills its second cell with an empty text."""
    cells: list[tuple[str, object]] = []
    for text, style, _ in strip:
        if text.isascii():
            cells.extend((character, style) for character in text)
            continue
        for character in text:
            width = Segment(character).cell_length
            if width == 0 and cells:
                cells[-1] = (str(cells[-1][0]) + character, style)
                continue
            cells.append((character, style))
            cells.extend(("", style) for _ in range(width - 1))
    return cells
