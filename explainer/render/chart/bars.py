"""Draws horizontal bars, one for each value, alone or in groups, always from zero."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len

from explainer.render.chart.data import Point, Series
from explainer.render.chart.drawing import GAP, Axis, Drawing, with_unit
from explainer.render.line import NO_TARGET, Line, TextRun, line_width, pad, wrap
from explainer.render.value import number_text

_MOST_STUB = 0.45
_LEAST_BARS = 22
_MOST_SPACED = 5


class _Bar(NamedTuple):
    """One line with a bar."""

    label: str
    """Label before the bar; empty if an earlier line has it."""
    series: Series
    """Series of the value."""
    point: Point
    """The value."""
    is_guess: bool = False
    """True if the bar shows the reader's guess and not the record."""
    role: str = ""
    """Role of the label."""

    @property
    def amount(self) -> float:
        """Value at the end of the bar."""
        value = self.point.guess if self.is_guess else self.point.value
        return value or 0.0


def bar_lines(drawing: Drawing) -> list[Line]:
    """Return a bar for each value, with its label before and its value after it."""
    groups = _groups(drawing)
    if not groups:
        return []
    stub = _stub(drawing)
    frame = _frame(drawing, [bar for group in groups for bar in group], drawing.width - stub.width)
    drawing.axis_found(_axis(drawing, frame, stub))
    spaced = _is_spaced(drawing, groups, stub)
    lines: list[Line] = []
    for group in groups:
        if lines and spaced:
            lines.append([])
        part = _group_lines(drawing, group, frame, stub)
        lines.extend(drawing.parted(part) if lines else part)
    return lines


def _groups(drawing: Drawing) -> list[list[_Bar]]:
    groups = []
    for n, label in enumerate(drawing.data.labels):
        group: list[_Bar] = []
        for series in drawing.data.series:
            point = series.points[n]
            group.append(_Bar("" if group else label, series, point, role=drawing.label_role(n)))
            if point.guess is not None and not point.is_open:
                group.append(_Bar("", series, point, is_guess=True))
        if group:
            groups.append(group)
    return groups


class _Stub(NamedTuple):
    """Widths of the columns before the bars; without room for them, labels stand above the bars."""

    labels: int
    """Cells for labels, 0 if they stand above."""
    titles: int
    """Cells for names of series, 0 if they stand above or there is only one series."""

    @property
    def width(self) -> int:
        """Cells for both columns, with the gaps."""
        return sum(cells + GAP for cells in self if cells)


def _stub(drawing: Drawing) -> _Stub:
    """Return the widths of labels and names before the bars that leave enough room for bars."""
    labels = max((cell_len(drawing.spelled(one)) for one in drawing.data.every_label), default=0)
    titles = 0
    if len(drawing.data.series) > 1:
        titles = max(cell_len(drawing.spelled(one.title)) for one in drawing.data.series)
    for stub in (_Stub(labels, titles), _Stub(0, titles)):
        room = drawing.width - stub.width
        if stub.width <= drawing.width * _MOST_STUB + GAP and room >= _LEAST_BARS:
            return stub
    return _Stub(0, 0)


def _is_spaced(drawing: Drawing, groups: list[list[_Bar]], stub: _Stub) -> bool:
    """True if empty lines separate the bars: in groups, below a few labels, or where they fit."""
    bars = sum(len(group) for group in groups)
    if drawing.height:
        heads = 0 if stub.labels else len(groups)
        return bars + heads + len(groups) <= drawing.height + 1
    return bars > len(groups) or (not stub.labels and len(groups) <= _MOST_SPACED)


class _BarFrame(NamedTuple):
    """Start and scale of the bars."""

    left: int
    """Cells to the left of zero for negative bars and their values."""
    per_unit: float
    """Cells for the whole scale."""
    room: int
    """Cells for bars and values."""
    most: int
    """Most cells of a value."""


def _frame(drawing: Drawing, bars: list[_Bar], room: int) -> _BarFrame:
    """Return the largest frame in which the longest bar still has room for its value."""
    scale = drawing.scale
    most = room // (3 if scale.low < 0 else 2)
    widths = {id(bar): line_width(_value(drawing, bar, most)) + 1 for bar in bars}
    drawn = [bar for bar in bars if bar.point.value is not None]
    if scale.low < 0:
        below = max((widths[id(bar)] for bar in drawn if bar.amount < 0), default=0)
        above = max((widths[id(bar)] for bar in drawn if bar.amount >= 0), default=0)
        cells = float(max(2, room - below - above - 2))
        left = below + round(cells * scale.fraction(0.0))
        return _BarFrame(left, cells, room, most)
    cells = float(room)
    for bar in drawn:
        part = scale.fraction(_far_end(bar))
        if part > 0:
            cells = min(cells, (room - widths[id(bar)] - 1) / part)
    if drawing.data.hidden or drawing.data.beside:
        # A wide value that is revealed or chosen later must not change the scale.
        cells = min(cells, room - max(16, max(widths.values(), default=0)) - 1)
    return _BarFrame(0, max(1.0, cells), room, most)


def _axis(drawing: Drawing, frame: _BarFrame, stub: _Stub) -> Axis:
    cells = round(frame.per_unit)
    if drawing.scale.low >= 0:
        return Axis(drawing.data.unit, drawing.scale, stub.width, cells, is_upright=False)
    below = round(frame.per_unit * drawing.scale.fraction(0.0))
    start = stub.width + frame.left - below
    return Axis(drawing.data.unit, drawing.scale, start, cells, is_upright=False)


def _far_end(bar: _Bar) -> float:
    if bar.is_guess or bar.point.high is None:
        return bar.amount
    return max(bar.amount, bar.point.high)


def _group_lines(drawing: Drawing, group: list[_Bar], frame: _BarFrame, stub: _Stub) -> list[Line]:
    first = group[0]
    is_grouped = len(drawing.data.series) > 1
    role = first.role if is_grouped else drawing.words_role(first.series, first.point)
    lines: list[Line] = []
    if not stub.labels and first.label:
        weight = "strong" if is_grouped else ""
        heading = TextRun(drawing.spelled(first.label), f"{role} {weight}".strip())
        lines.extend(wrap([heading], drawing.width))
    for bar in group:
        line: Line = []
        if stub.labels:
            line.extend(pad([TextRun(drawing.spelled(bar.label), role)], stub.labels + GAP))
        title = drawing.spelled(bar.series.title) if is_grouped and not bar.is_guess else ""
        name = TextRun(title, drawing.words_role(bar.series, bar.point) or "muted")
        if stub.titles:
            line.extend(pad([name], stub.titles + GAP))
        elif title:
            lines.extend(wrap([name], drawing.width))
        lines.append([*line, *_with_target(drawing, bar, _bar(drawing, bar, frame))])
    return lines


def _with_target(drawing: Drawing, bar: _Bar, line: Line) -> Line:
    """Return a bar and its value as one target, where a click on either means its point."""
    target = drawing.bar_target(bar.point)
    return line if target == NO_TARGET else [run._replace(target=target) for run in line]


def _value(drawing: Drawing, bar: _Bar, room: int) -> Line:
    if bar.is_guess:
        text = with_unit(number_text(bar.amount), bar.series.unit)
        return [TextRun(drawing.cropped(drawing.spelled(f"you {text}"), room), "muted")]
    return drawing.value(bar.series, bar.point, room)


def _bar(drawing: Drawing, bar: _Bar, frame: _BarFrame) -> Line:
    """Return the bar, followed by its value."""
    if bar.point.value is None:
        return _no_bar(drawing, frame, _value(drawing, bar, frame.room))
    value = _value(drawing, bar, frame.most)
    if bar.amount < 0:
        return _bar_below(drawing, bar, frame, value)
    shape = _shape(drawing, bar, frame)
    line = [*pad([], frame.left), *_zero(drawing), *shape]
    return [*line, *([TextRun(" ")] if shape else []), *value]


def _no_bar(drawing: Drawing, frame: _BarFrame, value: Line) -> Line:
    """Return words in place of a bar: after zero if they fit there."""
    if frame.left + 2 + line_width(value) <= frame.room:
        return [*pad([], frame.left), *_zero(drawing), *value]
    return [*pad([], frame.room - line_width(value)), *value]


def _zero(drawing: Drawing) -> Line:
    return [TextRun(drawing.look.zero, "rule")] if drawing.scale.low < 0 else []


def _cells(drawing: Drawing, frame: _BarFrame, value: float) -> float:
    """Return the cells between zero and a value."""
    scale = drawing.scale
    return frame.per_unit * abs(scale.fraction(value) - scale.fraction(0.0))


def _shape(drawing: Drawing, bar: _Bar, frame: _BarFrame) -> Line:
    """Return a bar to the right of zero."""
    point = bar.point
    role = "muted" if bar.is_guess else drawing.role(bar.series, point)
    length = _cells(drawing, frame, bar.amount)
    if bar.is_guess or point.is_open or point.is_weak:
        return hollow_bar(drawing, length, role)
    if point.high is None and point.low is None:
        return solid_bar(drawing, length, role)
    solid = length if point.is_stated else _cells(drawing, frame, max(0.0, point.low or 0.0))
    whisker = _cells(drawing, frame, point.high if point.high is not None else bar.amount) - solid
    return [*solid_bar(drawing, solid, role), *_whisker(drawing, whisker, role)]


def solid_bar(drawing: Drawing, length: float, role: str) -> Line:
    """Return a filled bar with a thin gap above it; never empty above zero.

    Only one of less than a cell is exact to an eighth: no character is both narrower and lower.
    """
    look = drawing.look
    if length <= 0:
        return []
    if look.eighths and length < 1 - 1 / 16:
        return [TextRun(look.eighths[max(1, round(length * 8)) - 1], role)]
    return [TextRun(look.bar * max(1, round(length)), role)]


def hollow_bar(drawing: Drawing, length: float, role: str) -> Line:
    """Return a bar as an outline."""
    return [TextRun(_outline(drawing, length), role)] if length > 0 else []


def _outline(drawing: Drawing, length: float) -> str:
    look = drawing.look
    cells = round(length)
    if cells < 2:
        return look.hollow_end
    return look.hollow_start + look.hollow * (cells - 2) + look.hollow_end


def _whisker(drawing: Drawing, length: float, role: str) -> Line:
    """Return the line from the end of a bar to the upper end of a range."""
    cells = round(length)
    if cells < 1:
        return []
    return [TextRun(drawing.look.range_line * (cells - 1) + drawing.look.range_right, role)]


def _bar_below(drawing: Drawing, bar: _Bar, frame: _BarFrame, value: Line) -> Line:
    """Return a bar to the left of zero, after its value."""
    point, look = bar.point, drawing.look
    role = "muted" if bar.is_guess else drawing.role(bar.series, point)
    length = _cells(drawing, frame, bar.amount)
    if bar.is_guess or point.is_open or point.is_weak:
        text = _outline(drawing, length)
    elif look.below_zero_end:
        whole, half = divmod(max(1, round(length * 2)), 2)
        text = look.below_zero_end * half + look.below_zero * whole
    else:
        text = look.below_zero * max(1, round(length))
    missing = frame.left - line_width(value) - 1 - cell_len(text)
    return [*pad([], missing), *value, TextRun(" "), TextRun(text, role), *_zero(drawing)]
