"""Draws a line chart: values over time or another order, with names at the right ends of lines."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len

from explainer.render.chart.canvas import FAINT_DASH, SOLID, Canvas, Pen
from explainer.render.chart.data import ChartData, Point, Series
from explainer.render.chart.drawing import (
    Axis,
    Drawing,
    guess_room,
    in_column,
    tick_text,
    value_text,
    with_unit,
)
from explainer.render.chart.edge import axis_labels, spread
from explainer.render.chart.stem import GUESS_PEN, draw_stems
from explainer.render.line import Line, TextRun, line_text, line_width, pad, wrap
from explainer.render.table.point import at_point, point_shape

_ROWS = 10
_ROWS_WHERE_NARROW = 8
_NARROW = 56
_SMALL = 44
_ROWS_WHERE_SMALL = 6
"""Rows on the smallest screens, which are also low: no page is to end within a plot."""
_FEW_TICKS = 4
_LEAST_PLOT = 10
_CELLS_A_MARKER = 5
_MOST_NAME = 0.36
_LEAST_NAME = 15
_MOST_STARTS = 4
_MARKER = 2
"""Cells of the marker of a line before its name, and the gap behind it."""


class _LineEdge(NamedTuple):
    """The labels to the right of the lines."""

    rows: dict[int, Line]
    """The words in each row."""
    width: int
    """Cells for the widest row."""
    has_names: bool
    """True if they name the series; else there is a key."""


def line_lines(drawing: Drawing) -> list[Line]:
    """Return the plot with its axis on the left, names on the right, and labels below."""
    data = drawing.data
    if not data.labels or not data.series:
        return []
    rows = _rows(drawing)
    ticks = _ticks(drawing, rows)
    left = max((cell_len(text) for text in ticks.values()), default=0) + 1
    edge = _edge(drawing, rows, drawing.width - left - 1 - _LEAST_PLOT)
    columns = max(4, drawing.width - left - edge.width - 1)
    canvas = Canvas(columns, rows, drawing.look)
    for row in ticks:
        canvas.grid(row)
    places = _places(drawing, canvas)
    drawing.axis_found(Axis(data.unit, drawing.scale, 0, rows, is_upright=True))
    front = _front(drawing, places)
    for number, series in _quiet_first(drawing):
        _draw(drawing, canvas, series, number, places, front)
    for series in data.series:
        draw_stems(drawing, canvas, series, [x if x <= front else None for x in places])
    for _, series in _quiet_first(drawing):
        _write_first(drawing, canvas, series, places)
    lines: list[Line] = []
    for row, middle in enumerate(canvas.lines()):
        tick = ticks.get(row, "")
        before = TextRun(" " * (left - 1 - cell_len(tick)) + tick + " ", "faint")
        lines.append(_trimmed([before, *middle, TextRun(" "), *edge.rows.get(row, [])]))
    cells = [left + canvas.cell(x, 0)[0] for x in places]
    labels = [drawing.spelled(label) for label in data.labels]
    lines.extend(axis_labels(cells, labels, drawing.width))
    return lines if edge.has_names else [*lines, *_key(drawing)]


def _rows(drawing: Drawing) -> int:
    rows = _ROWS if drawing.width >= _NARROW else _ROWS_WHERE_NARROW
    rows = rows if drawing.width >= _SMALL else _ROWS_WHERE_SMALL
    if drawing.height:
        rows = max(4, drawing.height - 2)
    return max(rows, len(drawing.data.series))


def _row(drawing: Drawing, value: float, rows: int) -> int:
    """Return the row of the plot that a value is in."""
    down = drawing.look.dots[1]
    return round((1 - drawing.scale.fraction(value)) * (rows * down - 1)) // down


def _ticks(drawing: Drawing, rows: int) -> dict[int, str]:
    """Return the numbers of the axis by row; the top one has the percent sign."""
    # An axis on which one guesses is the same at every size, so that no size helps.
    few = _FEW_TICKS if rows >= _ROWS and not drawing.data.hidden else _FEW_TICKS - 1
    found_ticks = [drawing.scale.ticks(count) for count in range(2, few + 2)]
    ticks = min(found_ticks, key=lambda ticks: (abs(len(ticks) - few), len(ticks)))
    found: dict[int, str] = {}
    for tick in ticks:
        found[_row(drawing, tick, rows)] = drawing.spelled(tick_text(tick))
    if found:
        top = min(found)
        found[top] = drawing.spelled(with_unit(found[top], drawing.data.unit))
    shape = point_shape([TextRun(text)] for text in found.values())
    return {row: line_text(at_point([TextRun(text)], shape)) for row, text in found.items()}


def _places(drawing: Drawing, canvas: Canvas) -> list[int]:
    """Return the columns of dots for the labels, to scale if they are times or numbers."""
    data = drawing.data
    count = len(data.labels)
    if data.places:
        first, last = min(data.places), max(data.places)
        half = last / 2 - first / 2
        if half > 0:
            return [canvas.x((place / 2 - first / 2) / half) for place in data.places]
    if count == 1:
        return [canvas.across // 2]
    return [canvas.x(n / (count - 1)) for n in range(count)]


def _last(series: Series) -> Point:
    known = [point for point in series.points if point.value is not None]
    return known[-1] if known else series.points[-1]


def _first(series: Series) -> Point:
    return next((point for point in series.points if point.value is not None), series.points[0])


def _edge(drawing: Drawing, rows: int, room: int) -> _LineEdge:
    """Return names and last values, each beside the end of its line, moved apart."""
    data = drawing.data
    most = max(6, drawing.width // 5)
    lasts = [_last(series) for series in data.series]
    values = in_column(
        [drawing.value(one, last, most) for one, last in zip(data.series, lasts, strict=True)], most
    )
    names = [_name(drawing, one, last) for one, last in zip(data.series, lasts, strict=True)]
    widest = max(cell_len(name.text) for name in names)
    # Room for a guess at the end of a line is left before it is made.
    reserved = max(
        (guess_room(drawing.data, drawing.scale, data.series[n].unit) for n in _ends_hidden(data)),
        default=0,
    )
    named = widest + max(*map(line_width, values), reserved) + 3
    has_names = named <= min(max(_LEAST_NAME, drawing.width * _MOST_NAME), room)
    # Sorted by value, since lines that end in one row need not end at one value.
    known = sorted(
        (n for n, last in enumerate(lasts) if last.value is not None),
        key=lambda n: -(lasts[n].value or 0.0),
    )
    absent = [n for n, last in enumerate(lasts) if last.value is None]
    asked = [_row(drawing, lasts[n].value or 0.0, rows) for n in known] + [rows - 1] * len(absent)
    placed = spread(asked, rows)
    found: dict[int, Line] = {}
    width = (widest + 1 if has_names else 0) + reserved + _MARKER if reserved else 0
    for n, row in zip([*known, *absent], placed, strict=True):
        marker = TextRun(
            drawing.marker(data.series[n], lasts[n]) + " ", drawing.role(data.series[n])
        )
        # If labels were moved from the ends of their lines, the lines' markers identify them.
        sign = [marker] if placed != asked or not has_names else []
        name = [*sign, *pad([names[n]], widest + 1)] if has_names else sign
        found[row] = _trimmed([*name, *values[n]])
        width = max(width, line_width(found[row]))
        if drawing.drawn < 1 and lasts[n].guess is not None:
            # The last record is not told before its line has arrived there.
            found[row] = _trimmed(name)
    return _LineEdge(found, width, has_names)


def _ends_hidden(data: ChartData) -> list[int]:
    """Return the numbers of the series whose last point is to be guessed."""
    hidden = set(data.hidden)
    return [n for n, one in enumerate(data.series) if (one.index, _last(one).label) in hidden]


def _name(drawing: Drawing, series: Series, last: Point) -> TextRun:
    """Return the name of a series, with the label where its line ends before the others."""
    role = drawing.role(series)
    title = drawing.spelled(series.title)
    if last.value is not None and last is not series.points[-1]:
        place = series.points.index(last)
        title = f"{title} ({drawing.spelled(drawing.data.labels[place])})"
    return TextRun(title, f"{role} strong" if series.is_emphasised else role)


def _quiet_first(drawing: Drawing) -> list[tuple[int, Series]]:
    """Return the series with emphasised ones last, so that they are drawn over the others."""
    numbered = list(enumerate(drawing.data.series))
    return sorted(numbered, key=lambda one: (not drawing.is_quiet(one[1]), -one[0]))


def _front(drawing: Drawing, places: list[int]) -> int:
    """Return the column of dots up to which the record has been drawn."""
    if drawing.drawn >= 1:
        return places[-1]
    guessed = [
        n
        for series in drawing.data.series
        for n, point in enumerate(series.points)
        if point.guess is not None
    ]
    first = places[max(0, min(guessed, default=0) - 1)]
    return first + round((places[-1] - first) * drawing.drawn)


def _draw(
    drawing: Drawing, canvas: Canvas, series: Series, number: int, places: list[int], front: int
) -> None:
    look = drawing.look
    is_quiet = drawing.is_quiet(series)
    has_room = len(places) * _CELLS_A_MARKER <= canvas.columns
    dash = drawing.line_dash(series, number, has_markers=has_room)
    stroke = look.strokes[number % len(look.strokes)] if look.strokes else ""
    pen = Pen(drawing.role(series), 0 if is_quiet else 1, dash, stroke, is_quiet)
    dots = [
        None if p.value is None else (x, canvas.y(drawing.scale.fraction(p.value)))
        for p, x in zip(series.points, places, strict=True)
    ]
    _join_guesses(drawing, canvas, series, places)
    drawn = 0
    open_pen = pen._replace(dash=FAINT_DASH, is_dotted=True)
    for n in range(len(dots) - 1):
        start, end = dots[n], dots[n + 1]
        if start is None or end is None or (series.points[n + 1].guess and start[0] >= front):
            continue
        is_open = series.points[n].is_open or series.points[n + 1].is_open
        if series.points[n + 1].guess is not None:
            end = _cut(start, end, front)
        drawn = canvas.line(start, end, open_pen if is_open else pen, drawn)
    for n, (point, dot) in enumerate(zip(series.points, dots, strict=True)):
        if dot is None or (point.guess is not None and dot[0] > front):
            continue
        is_alone = (n == 0 or dots[n - 1] is None) and (n + 1 == len(dots) or dots[n + 1] is None)
        if has_room or is_alone or _is_special(drawing, series, point):
            _mark(drawing, canvas, series, point, dot)
        _bounds(drawing, canvas, point, dot[0], pen)


def _cut(start: tuple[int, int], end: tuple[int, int], front: int) -> tuple[int, int]:
    """Return the end of a line, or where it crosses the column of dots that was reached."""
    if end[0] <= front or end[0] == start[0]:
        return end
    part = (front - start[0]) / (end[0] - start[0])
    return front, round(start[1] + (end[1] - start[1]) * part)


def _join_guesses(drawing: Drawing, canvas: Canvas, series: Series, places: list[int]) -> None:
    """Draw a dim line through the guesses, from the last value that was seen before them."""
    before: tuple[int, int] | None = None
    for point, x in zip(series.points, places, strict=True):
        value = point.value if point.guess is None else point.guess
        if value is None or point.is_open:
            before = None
            continue
        here = (x, canvas.y(drawing.scale.fraction(value)))
        if point.guess is not None:
            if before is not None:
                canvas.line(before, here, GUESS_PEN)
            canvas.put(*canvas.cell(*here), TextRun(drawing.guess_marker(series), "muted"))
        before = here


def _is_special(drawing: Drawing, series: Series, point: Point) -> bool:
    """True if a point must be visible as a point even when there are many."""
    if drawing.is_at_cursor(series, point) or point.is_emphasised != series.is_emphasised:
        return True
    return point.is_weak or point.is_open or bool(point.verdicts) or point.guess is not None


def _mark(
    drawing: Drawing, canvas: Canvas, series: Series, point: Point, dot: tuple[int, int]
) -> None:
    column, row = canvas.cell(*dot)
    role = drawing.role(series, point)
    if drawing.is_at_cursor(series, point):
        role += " focus"
    target = drawing.value_target(point)
    canvas.put(column, row, TextRun(drawing.marker(series, point), role, "", target))
    for verdict in point.verdicts if point is not _last(series) else ():
        for place in ((column, row - 1), (column, row + 1)):
            if canvas.is_free(*place):
                canvas.put(*place, TextRun(drawing.look.marks[verdict], verdict.value, "", target))
                break


def _write_first(drawing: Drawing, canvas: Canvas, series: Series, places: list[int]) -> None:
    """Write the value at the start of a line, above or below it if there is room."""
    if len(drawing.data.series) > _MOST_STARTS and not series.is_emphasised:
        return
    point = _first(series)
    if point is _last(series) or point.value is None:
        return
    x = places[series.points.index(point)]
    column, row = canvas.cell(x, canvas.y(drawing.scale.fraction(point.value)))
    role = drawing.role(series, point)
    text = drawing.spelled(value_text(point, series.unit))
    for line in (row - 1, row + 1):
        # Beside a number of the axis, a value would look like another one.
        if not canvas.has_grid(line) and all(
            canvas.is_free(column + n, line) for n in range(cell_len(text) + 1)
        ):
            target = drawing.value_target(point)
            canvas.put(column, line, TextRun(text, role, "", target))
            return


def _bounds(drawing: Drawing, canvas: Canvas, point: Point, x: int, pen: Pen) -> None:
    """Draw a thin line between the ends of a range."""
    if point.value is None or (point.low is None and point.high is None):
        return
    low = point.value if point.low is None else point.low
    high = point.value if point.high is None else point.high
    ends = [(x, canvas.y(drawing.scale.fraction(end))) for end in (low, high)]
    canvas.line(ends[0], ends[1], pen._replace(dash=SOLID))


def _key(drawing: Drawing) -> list[Line]:
    """Return the names with their markers, for names too long for the edge."""
    lines: list[Line] = []
    for one in drawing.data.series:
        marker = TextRun(f"{drawing.marker(one, Point(0))} ", drawing.role(one))
        lines.extend(wrap([marker, _name(drawing, one, _last(one))], drawing.width))
    return lines


def _trimmed(line: Line) -> Line:
    while line and not line[-1].text.strip(" "):
        line.pop()
    return line
