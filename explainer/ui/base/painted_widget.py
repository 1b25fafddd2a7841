"""Widget that paints its lines itself and sends only the cells that have changed.

One such widget replaces hundreds of Textual's: turning a page costs the difference of two pictures,
not a layout of widgets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len, get_character_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from explainer.render.line import Line, TextRun
from explainer.ui.base.theme import DARK, Styles, role_colours
from explainer.ui.terminal.textual_private import without_divide_cache


class PaintedWidget(Widget):
    """Shows the lines that its subclass returns from `visible_lines`."""

    ALLOW_SELECT = False

    def __init__(self, *, base: str, id: str | None = None, classes: str | None = None) -> None:
        """`base` is the role that every run of the widget starts with."""
        super().__init__(id=id, classes=classes)
        self._base = base
        self._styles = Styles(DARK, base)
        self._strips: list[Strip] = []
        self._painted_rows: list[tuple[TextRun, ...]] = []
        self._painted_width = 0

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """Return the lines to show now, at most `height` of them, none wider than `width`."""
        raise NotImplementedError

    def apply_theme(self, styles: Styles) -> None:
        """Change to the styles of a theme."""
        self._styles = styles
        self._strips, self._painted_rows = [], []
        self.repaint()

    @property
    def base(self) -> str:
        """The role that every run starts with."""
        return self._base

    def repaint(self) -> None:
        """Paint the result of `visible_lines`, sending only what differs from before."""
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
        """Paint for the new size, unless Textual has already asked for rows of that size."""
        if not self._is_painted_at(*self.size):
            self.repaint()

    def _is_painted_at(self, width: int, height: int) -> bool:
        """Return True if rows of this size were painted: `size` changes before `on_resize` runs."""
        rows = self._strips
        return bool(rows) and len(rows) == height and rows[0].cell_length == width

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows of a region, for Textual's compositor.

        Nothing here has a border, padding or opacity, so Textual's cache of styled lines would only
        cost time.
        """
        strips = [self.render_line(y) for y in crop.line_range]
        for line_filter in self.app.get_line_filters():
            strips = [strip.apply_filter(line_filter, self._background) for strip in strips]
        first, last = crop.column_span
        if (first, last) != (0, self.size.width):
            strips = [strip.crop(first, last) for strip in strips]
        return [without_divide_cache(strip) for strip in strips]

    @property
    def _background(self) -> Color:
        colour = role_colours(self._styles.palette, self._base)[1]
        return Color.parse("black" if colour == "default" else colour)

    def render_line(self, y: int) -> Strip:
        """Return one row of the widget, for Textual."""
        if not self._is_painted_at(*self.size):
            self._strips = self._paint(*self.size)
        if y < len(self._strips):
            return self._strips[y]
        return Strip.blank(self.size.width, self._styles.style(""))

    def _paint(self, width: int, height: int) -> list[Strip]:
        lines = self.visible_lines(width, height)[:height]
        rows = [tuple(line) for line in lines]
        before = self._painted_rows if self._painted_width == width else []
        # A row that stays as it was keeps its strip: nothing of it is made or compared again.
        kept = len(before) if len(self._strips) >= len(before) else 0
        strips = [
            self._strips[y] if y < kept and row == before[y] else self._strip(row, width)
            for y, row in enumerate(rows)
        ]
        self._painted_rows, self._painted_width = rows, width
        blank = Strip([Segment(" " * width, self._styles.style(""))], width)
        return strips + [blank] * (height - len(strips))

    def _strip(self, line: Sequence[TextRun], width: int) -> Strip:
        """Return a line as Textual's strip, padded or cropped to the width."""
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
    """Return start and end of the cells from the first to the last difference of two strips.

    Both have the same width; None where they are equal. If either holds a wide or a combining
    character, all cells count as changed, since positions in text and in cells then differ.
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
    """Return True if every character takes one cell, so that index and column agree."""
    return text.isascii() or all(get_character_cell_size(one) == 1 for one in set(text))


def _same_start(one: str, other: str) -> int:
    """Return the length of the common beginning of two texts of the same length."""
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
    """Return the number of cells at the beginning whose styles agree in two rows of segments."""
    mine, theirs = _style_ends(one), _style_ends(other)
    same = 0
    for (end, style), (other_end, other_style) in zip(mine, theirs, strict=False):
        if style is not other_style and style != other_style:
            return same
        same = min(end, other_end)
        if end != other_end:
            return same
    return same


def _style_ends(segments: Iterable[Segment]) -> list[tuple[int, Style | None]]:
    """Return the column where each stretch of one style ends, and the style."""
    ends: list[tuple[int, Style | None]] = []
    position = 0
    for text, style, _ in segments:
        position += len(text)
        ends.append((position, style))
    return ends
