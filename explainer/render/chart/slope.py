"""Draws a slope chart: two labels, and a line for each series from one value to the other.

After Edward Tufte, The Visual Display of Quantitative Information (1983), p. 158.
"""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len

from explainer.render.chart.canvas import FAINT_DASH, Canvas, Pen
from explainer.render.chart.data import Point, Series
from explainer.render.chart.drawing import Axis, Drawing, guess_room, in_column
from explainer.render.chart.edge import spread
from explainer.render.chart.stem import GUESS_PEN, draw_stems
from explainer.render.line import Line, TextRun, align, line_width, pad, wrap

_LEAST_PLOT = 8
_ROWS = 9
_SMALL = 44
_ROWS_WHERE_SMALL = 6
"""Rows on the smallest screens, which are also low: no page is to end within a plot."""


class _SlopeEdge(NamedTuple):
    """The labels on one side."""

    rows: dict[int, Line]
    """The words in each row."""
    width: int
    """Cells for the widest row."""


def slope_lines(drawing: Drawing) -> tuple[list[Line], list[str]]:
    """Return the values left and right with lines between them, and notes for below."""
    data = drawing.data
    if not data.series or not data.labels:
        return [], []
    ends = (0, len(data.labels) - 1)
    usual = _ROWS if drawing.width >= _SMALL else _ROWS_WHERE_SMALL
    rows = max(len(data.series), drawing.height - 2 if drawing.height else usual)
    left, right, has_names = _edges(drawing, ends, rows)
    columns = max(4, drawing.width - left.width - right.width - 2)
    canvas = Canvas(columns, rows, drawing.look)
    heads = _heads(drawing, ends, left.width, columns, right.width)
    drawing.axis_found(Axis(data.unit, drawing.scale, len(heads), rows, is_upright=True))
    for n, series in enumerate(data.series):
        _draw(drawing, canvas, series, ends, n)
    lines = heads
    for row, middle in enumerate(canvas.lines()):
        before = align(left.rows.get(row, []), left.width, "right")
        line = [
            *pad(before, left.width),
            TextRun(" "),
            *middle,
            TextRun(" "),
            *right.rows.get(row, []),
        ]
        lines.append(_trimmed(line))
    if not has_names:
        lines.extend(_key(drawing))
    if not data.between:
        return lines, []
    return lines, [f"first and last of {data.between + 2} shown; the table has all"]


def _edges(
    drawing: Drawing, ends: tuple[int, int], rows: int
) -> tuple[_SlopeEdge, _SlopeEdge, bool]:
    """Return the labels of both sides, with names on both, on one, or as a key."""
    for named_left, named_right in ((True, True), (True, False)):
        left = _edge(drawing, ends[0], rows, has_names=named_left, is_left=True)
        right = _edge(drawing, ends[1], rows, has_names=named_right, is_left=False)
        spare = 12 if named_right else _LEAST_PLOT
        if left.width + right.width + 2 + spare <= drawing.width:
            return left, right, named_left
    left = _edge(drawing, ends[0], rows, has_names=False, is_left=True)
    return left, _edge(drawing, ends[1], rows, has_names=False, is_left=False), False


def _edge(drawing: Drawing, end: int, rows: int, *, has_names: bool, is_left: bool) -> _SlopeEdge:
    series = drawing.data.series
    most = max(6, min(max(10, drawing.width // 4), (drawing.width - 14) // 2))
    values = in_column([drawing.value(one, one.points[end], most) for one in series], most)
    wanted = [_row(drawing, one.points[end], rows) for one in series]
    # Sorted by value, since points in one row need not have one value.
    known = sorted(
        (n for n, row in enumerate(wanted) if row is not None),
        key=lambda n: -(series[n].points[end].value or 0.0),
    )
    absent = [n for n, row in enumerate(wanted) if row is None]
    # A series without a value on this side is listed at the bottom.
    asked = [wanted[n] or 0 for n in known] + [rows - 1] * len(absent)
    found: dict[int, Line] = {}
    placed = spread(asked, rows)
    hidden, width = set(drawing.data.hidden), 0
    for n, row in zip([*known, *absent], placed, strict=True):
        value = values[n]
        name = drawing.spelled(series[n].title)
        marker = drawing.marker(series[n], series[n].points[end])
        # If labels were moved from their points, the points' markers identify them.
        name = f"{marker} {name}" if has_names and placed != asked else name
        words = TextRun(name if has_names else marker, _name_role(drawing, series[n]))
        if not has_names and not is_left:
            found[row] = [*value, TextRun(" "), words] if placed != asked else value
        elif not has_names or is_left:
            found[row] = [words, TextRun("  "), *value]
        else:
            found[row] = [*value, TextRun("  "), words]
        # Room for a guess is left before it is made.
        is_hidden = (series[n].index, series[n].points[end].label) in hidden
        spare = (
            guess_room(drawing.data, drawing.scale, series[n].unit) - line_width(value)
            if is_hidden
            else 0
        )
        width = max(width, line_width(found[row]) + max(0, spare))
    return _SlopeEdge(found, width)


def _name_role(drawing: Drawing, series: Series) -> str:
    role = drawing.role(series)
    return f"{role} strong" if series.is_emphasised else role


def _row(drawing: Drawing, point: Point, rows: int) -> int | None:
    if point.value is None:
        return None
    down = drawing.look.dots[1]
    return round((1 - drawing.scale.fraction(point.value)) * (rows * down - 1)) // down


def _draw(
    drawing: Drawing, canvas: Canvas, series: Series, ends: tuple[int, int], number: int
) -> None:
    left, right = (series.points[end] for end in ends)
    is_quiet = drawing.is_quiet(series)
    look = drawing.look
    is_open = left.is_open or right.is_open
    dash = FAINT_DASH if is_open else drawing.line_dash(series, number, has_markers=True)
    pen = Pen(
        drawing.role(series),
        0 if is_quiet else 1,
        dash,
        look.strokes[number % len(look.strokes)] if look.strokes else "",
        is_dotted=is_quiet or is_open,
    )
    last = canvas.across - 1
    places = {ends[0]: 0, ends[1]: last}
    heights = [
        None if point.value is None else canvas.y(drawing.scale.fraction(point.value))
        for point in (left, right)
    ]
    start, end = heights
    has_arrived = drawing.drawn >= 1 or right.guess is None
    if start is not None and end is not None and ends[0] != ends[1]:
        part = 1.0 if has_arrived else drawing.drawn
        to = (round(last * part), round(start + (end - start) * part))
        canvas.line((0, start), to, pen)
    _draw_guess_line(drawing, canvas, left, right)
    for point, x, y in ((left, 0, start), (right, last, end)):
        if y is None or (x == last and not has_arrived):
            continue
        column, row = canvas.cell(x, y)
        role = pen.role + (" focus" if drawing.is_at_cursor(series, point) else "")
        target = drawing.value_target(point)
        canvas.put(column, row, TextRun(drawing.marker(series, point), role, "", target))
    for point, x in ((left, 0), (right, last)):
        if point.guess is None or point.is_open:
            continue
        column, row = canvas.cell(x, canvas.y(drawing.scale.fraction(point.guess)))
        if not canvas.has_word(column, row):
            canvas.put(column, row, TextRun(drawing.guess_marker(series), "muted"))
    stems = [places.get(n) for n in range(len(series.points))] if has_arrived else ()
    if stems:
        draw_stems(drawing, canvas, series, stems)


def _draw_guess_line(drawing: Drawing, canvas: Canvas, left: Point, right: Point) -> None:
    """Draw a dim line to the guess, or between two guesses."""
    if left.is_open or right.is_open or (left.guess is None and right.guess is None):
        return
    ends = [point.value if point.guess is None else point.guess for point in (left, right)]
    if ends[0] is None or ends[1] is None:
        return
    heights = [canvas.y(drawing.scale.fraction(end)) for end in ends if end is not None]
    canvas.line((0, heights[0]), (canvas.across - 1, heights[1]), GUESS_PEN)


def _heads(
    drawing: Drawing, ends: tuple[int, int], left: int, columns: int, right: int
) -> list[Line]:
    """Return the two labels above their sides, or one below the other if they are long."""
    first, last = (drawing.spelled(drawing.data.labels[end]) for end in ends)
    if cell_len(first) + cell_len(last) + 2 > drawing.width:
        lines = wrap([TextRun(first, "table-head")], drawing.width)
        tail = wrap([TextRun(last, "table-head")], drawing.width)
        return [*lines, *(align(line, drawing.width, "right") for line in tail)]
    # Each stands at its side's values, as near as its length allows.
    start = max(0, left - cell_len(first))
    place = left + 2 + columns
    place = min(place, drawing.width - cell_len(last))
    start = max(0, min(start, place - 2 - cell_len(first)))
    gap = place - start - cell_len(first)
    head = TextRun(first, "table-head")
    return [
        [
            *([TextRun(" " * start)] if start else []),
            head,
            TextRun(" " * gap),
            TextRun(last, "table-head"),
        ]
    ]


def _key(drawing: Drawing) -> list[Line]:
    lines: list[Line] = []
    for one in drawing.data.series:
        marker = TextRun(f"{drawing.marker(one, Point(0))} ", drawing.role(one))
        lines.extend(wrap([marker, TextRun(drawing.spelled(one.title), "muted")], drawing.width))
    return lines


def _trimmed(line: Line) -> Line:
    while line and not line[-1].text.strip(" "):
        line.pop()
    return line
