"""A widget that paints lines by itself and sends only the cells that changed.

One such widget stands for what would be hundreds: a page turn costs the difference of two screens,
not a layout of widgets.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len, get_character_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from explainer.render.line import Line
from explainer.ui.base.theme import DARK, Styles, role_colours
from explainer.ui.terminal.textual_private import without_cycle


class PaintedWidget(Widget):
    """Shows lines; subclasses say which."""

    ALLOW_SELECT = False

    def __init__(self, *, base: str, id: str | None = None, classes: str | None = None) -> None:
        """`base` is the role that every run of the widget wears first."""
        super().__init__(id=id, classes=classes)
        self._base = base
        self._styles = Styles(DARK, base)
        self._strips: list[Strip] = []

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """The lines to show now, at most `height` of them, none wider than `width`."""
        raise NotImplementedError

    def apply_theme(self, styles: Styles) -> None:
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
            self._strips = []  # painted once it is seen
            return
        is_same_size = self._is_painted_at(width, height)
        before, self._strips = self._strips, self._paint(width, height)
        if not is_same_size:
            self.refresh()
            return
        regions: list[Region] = []
        for y, (old, new) in enumerate(zip(before, self._strips, strict=True)):
            span = changed_span(old, new)
            if span is None:
                continue
            start, end = span
            regions.append(Region(start, y, end - start, 1))
        if regions:
            self.refresh(*regions)

    def on_resize(self) -> None:
        """Lay out anew, unless Textual asked for rows of this size before it told of it."""
        if not self._is_painted_at(*self.size):
            self.repaint()

    def _is_painted_at(self, width: int, height: int) -> bool:
        """Whether rows were painted, and for this size: it changes before a widget is told."""
        rows = self._strips
        return bool(rows) and len(rows) == height and rows[0].cell_length == width

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a region, for Textual's compositor.

        Nothing here has a border, padding or opacity, so the detour over Textual's cache of styled
        lines would only cost time.
        """
        strips = [self.render_line(y) for y in crop.line_range]
        for line_filter in self.app.get_line_filters():
            strips = [strip.apply_filter(line_filter, self._background) for strip in strips]
        first, last = crop.column_span
        if (first, last) != (0, self.size.width):
            strips = [strip.crop(first, last) for strip in strips]
        return [without_cycle(strip) for strip in strips]

    @property
    def _background(self) -> Color:
        colour = role_colours(self._styles.palette, self._base)[1]
        return Color.parse("black" if colour == "default" else colour)

    def render_line(self, y: int) -> Strip:
        """One line of the widget, for Textual."""
        if not self._is_painted_at(*self.size):
            self._strips = self._paint(*self.size)
        if y < len(self._strips):
            return self._strips[y]
        return Strip.blank(self.size.width, self._styles.style(""))

    def _paint(self, width: int, height: int) -> list[Strip]:
        lines = self.visible_lines(width, height)[:height]
        strips = [self._strip(line, width) for line in lines]
        blank = Strip([Segment(" " * width, self._styles.style(""))], width)
        return strips + [blank] * (height - len(strips))

    def _strip(self, line: Line, width: int) -> Strip:
        """The line as Textual wants it, filled or cut to the width."""
        segments: list[Segment] = []
        used = 0
        before: Style | None = None
        for text, role, href, _ in line:
            style = self._styles.style(role, href)
            used += cell_len(text)
            earlier = segments.pop().text if style is before else ""
            segments.append(Segment(earlier + text, style))
            before = style
        if used < width:
            blank = self._styles.style("")
            gap = " " * (width - used)
            if blank is before:
                gap = segments.pop().text + gap
            segments.append(Segment(gap, blank))
        strip = Strip(segments, max(used, width))
        return strip if used <= width else strip.crop(0, width)


def changed_span(old: Strip, new: Strip) -> tuple[int, int] | None:
    """The cells, start and end, between the first and the last difference of two strips.

    Both are of one width; None where they are equal. Where a wide or a combining character stands
    anywhere in them, all cells count as changed, since positions in text and cells differ.
    """
    if old is new or old == new:
        return None
    before, after = old.text, new.text
    width = new.cell_length
    if not (_has_a_cell_each(before) and _has_a_cell_each(after)):
        return (0, width)
    first = min(_same_start(before, after), _same_styles(old, new))
    last = max(
        width - _same_start(before[::-1], after[::-1]),
        width - _same_styles(list(reversed(list(old))), list(reversed(list(new)))),
    )
    return (first, last) if first < last else None


def _has_a_cell_each(text: str) -> bool:
    """Whether every character takes one cell, so that the n-th stands in the n-th."""
    return text.isascii() or all(get_character_cell_size(one) == 1 for one in set(text))


def _same_start(one: str, other: str) -> int:
    """How many characters two texts of one length begin with alike."""
    if one == other:
        return len(one)
    low, high = 0, len(one)
    while high - low > 1:
        middle = (low + high) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle
    return low


def _same_styles(one: Iterable[Segment], other: Iterable[Segment]) -> int:
    """How many cells two rows of segments begin with in the same styles."""
    mine, theirs = _style_ends(one), _style_ends(other)
    same = 0
    for (end, style), (other_end, other_style) in zip(mine, theirs, strict=False):
        if style != other_style:
            return same
        same = min(end, other_end)
        if end != other_end:
            return same
    return same


def _style_ends(segments: Iterable[Segment]) -> list[tuple[int, Style | None]]:
    """Where each stretch of one style ends, and the style."""
    ends: list[tuple[int, Style | None]] = []
    position = 0
    for text, style, _ in segments:
        position += len(text)
        ends.append((position, style))
    return ends
