"""Draws a dot plot: a line for each label, with a mark for each series on a common scale.

After William S. Cleveland, "Graphical Methods for Data Presentation: Full Scale Breaks, Dot Charts,
and Multibased Logging", The American Statistician 38 (1984).
"""

from __future__ import annotations

from rich.cells import cell_len

from explainer.render.chart.data import Point, Series
from explainer.render.chart.drawing import GAP, Axis, Drawing, in_column, tick_text, with_unit
from explainer.render.chart.edge import placed_line, words_at
from explainer.render.line import Line, TextRun, line_width, pad, wrap

_MOST_STUB = 0.45
_LEAST_PLOT = 14


def dot_lines(drawing: Drawing) -> list[Line]:
    """Return a line for each label, and the axis below."""
    data = drawing.data
    labels = [drawing.spelled(label) for label in data.labels]
    stub = max((cell_len(drawing.spelled(label)) for label in data.every_label), default=0)
    most = max(6, drawing.width // 5)
    rows = [[(one, one.points[n]) for one in data.series] for n in range(len(labels))]
    ends = [_end_values(drawing, row, most) for row in rows]
    lowest = in_column([before for before, _ in ends], most)
    ends = [(before, after) for before, (_, after) in zip(lowest, ends, strict=True)]
    left = max((line_width(before) for before, _ in ends), default=0)
    right = max((line_width(after) for _, after in ends), default=0)
    if data.hidden or data.beside:
        right = max(right, most)
    spare = left + right + (1 if left else 0) + 1
    if stub > drawing.width * _MOST_STUB or drawing.width - stub - GAP - spare < _LEAST_PLOT:
        stub = 0
    start = (stub + GAP if stub else 0) + (left + 1 if left else 0)
    columns = max(2, drawing.width - start - right - 1)
    drawing.axis_found(Axis(data.unit, drawing.scale, start, columns, is_upright=False))
    lines = _titles(drawing, rows, start, columns)
    spaced = not stub
    for n, (label, row) in enumerate(zip(labels, rows, strict=True)):
        if n and spaced:
            lines.append([])
        name = TextRun(label, _label_role(drawing, row) or _actor_role(drawing, n))
        above = [] if stub else wrap([name], drawing.width)
        before, after = ends[n]
        head = pad([name], stub + GAP) if stub else []
        lead = start - line_width(head) - line_width(before) - (1 if left else 0)
        head = [*head, TextRun(" " * lead), *before, *([TextRun(" ")] if left else [])]
        part = [*above, [*head, *_row(drawing, row, columns, after)]]
        lines.extend(drawing.parted(part) if n else part)
    return [*lines, *_axis(drawing, start, columns)]


def _known(row: list[tuple[Series, Point]]) -> list[tuple[float, Series, Point]]:
    return sorted(
        ((point.value, one, point) for one, point in row if point.value is not None),
        key=lambda known: known[0],
    )


def _label_role(drawing: Drawing, row: list[tuple[Series, Point]]) -> str:
    if not drawing.data.has_emphasis or any(one.is_emphasised for one, _ in row):
        return ""
    return "strong" if any(point.is_emphasised for _, point in row) else "muted"


def _actor_role(drawing: Drawing, n: int) -> str:
    return drawing.label_role(n) if len(drawing.data.series) > 1 else ""


def _end_values(drawing: Drawing, row: list[tuple[Series, Point]], most: int) -> tuple[Line, Line]:
    """Return the values before the lowest point of a line and after the highest."""
    known = _known(row)
    if not known:
        missing = next((point for _, point in row), None)
        if missing is None:
            return [], []
        return [], drawing.value(row[0][0], missing, most)
    after = drawing.value(known[-1][1], known[-1][2], most)
    if len(known) == 1 or known[0][0] == known[-1][0]:
        return [], after
    return drawing.value(known[0][1], known[0][2], most), after


def _row(
    drawing: Drawing, row: list[tuple[Series, Point]], columns: int, after: Line
) -> list[TextRun]:
    """Return the marks, the line between them, and the value after them."""
    known = _known(row)
    if not known:
        return after
    look = drawing.look
    cells: list[TextRun] = [TextRun(" ")] * columns
    places = [(_column(drawing, value, columns), one, point) for value, one, point in known]
    first, last = places[0][0], places[-1][0]
    if len(known) == 1:
        cells[:first] = [TextRun(look.guide, "faint")] * first
    else:
        for column in range(first, last):
            cells[column] = TextRun(look.range_line, "faint")
    for _, one, point in places:
        last = max(last, _draw_range(drawing, cells, one, point))
        last = max(last, _draw_guess(drawing, cells, one, point))
    taken: dict[int, int] = {}
    for column, one, point in sorted(places, key=lambda place: not drawing.is_quiet(*place[1:])):
        role = drawing.role(one, point)
        if drawing.is_at_cursor(one, point):
            role += " focus"
        taken[column] = taken.get(column, 0) + 1
        glyph = drawing.marker(one, point) if taken[column] == 1 else look.several
        target = drawing.value_target(point)
        cells[column] = TextRun(glyph, role, "", target)
    for column, _, point in places[1:-1]:
        _mark_doubt(drawing, cells, column, point)
    return [*_joined(cells[: last + 1]), TextRun(" "), *after]


def _column(drawing: Drawing, value: float, columns: int) -> int:
    return round(drawing.scale.fraction(value) * (columns - 1))


def _draw_range(drawing: Drawing, cells: list[TextRun], one: Series, point: Point) -> int:
    """Draw the range of a value; return the last column drawn."""
    if (point.low is None and point.high is None) or point.value is None:
        return 0
    look, role = drawing.look, drawing.role(one, point)
    here = _column(drawing, point.value, len(cells))
    low = here if point.low is None else _column(drawing, point.low, len(cells))
    high = here if point.high is None else _column(drawing, point.high, len(cells))
    for column in range(low, high + 1):
        cells[column] = TextRun(look.range_line, role)
    if low < here:
        cells[low] = TextRun(look.range_left, role)
    if high > here:
        cells[high] = TextRun(look.range_right, role)
    return high


def _draw_guess(drawing: Drawing, cells: list[TextRun], one: Series, point: Point) -> int:
    """Draw the reader's guess beside the record; return its column."""
    if point.guess is None or point.is_open:
        return 0
    column = _column(drawing, point.guess, len(cells))
    here = column if point.value is None else _column(drawing, point.value, len(cells))
    for between in range(min(column, here), max(column, here)):
        if cells[between].text in (" ", drawing.look.guide):
            cells[between] = TextRun(drawing.look.range_line, "muted")
    cells[column] = TextRun(drawing.guess_marker(one), "muted")
    return column


def _mark_doubt(drawing: Drawing, cells: list[TextRun], column: int, point: Point) -> None:
    """Draw the verdicts of a value that is not written out, after its point if there is room."""
    for n, verdict in enumerate(point.verdicts, start=column + 1):
        if n < len(cells) and cells[n].text in (" ", drawing.look.range_line):
            cells[n] = TextRun(drawing.look.marks[verdict], verdict.value)


def _joined(cells: list[TextRun]) -> Line:
    line: Line = []
    for run in cells:
        if line and line[-1][1:] == run[1:]:
            line[-1] = run._replace(text=line[-1].text + run.text)
        else:
            line.append(run)
    return line


def _titles(
    drawing: Drawing, rows: list[list[tuple[Series, Point]]], start: int, columns: int
) -> list[Line]:
    """Return the names of the series: above the points of the first line, else as a key."""
    series = drawing.data.series
    if len(series) < 2:
        return []
    known = _known(rows[0]) if rows else []
    runs = [
        (
            start + _column(drawing, value, columns),
            TextRun(drawing.spelled(one.title), drawing.role(one)),
        )
        for value, one, _ in known
    ]
    placed = words_at(runs, drawing.width, gap=2) if len(known) == len(series) else None
    if placed:
        return [placed_line(placed)]
    key: Line = []
    for one in series:
        key.extend(drawing.key_entry(one, drawing.marker(one, Point(0))))
    return drawing.key_lines(key)


def _tick_text(drawing: Drawing, tick: float, is_last: bool) -> str:
    """Return a number of the axis; the last one has the percent sign."""
    return with_unit(tick_text(tick), drawing.data.unit if is_last else "")


def _axis(drawing: Drawing, start: int, columns: int) -> list[Line]:
    """Return the numbers of the axis, as many as fit side by side."""
    # An axis on which one guesses is the same at every size, so that no size helps.
    counts = (3, 2) if drawing.data.hidden else (6, 5, 4, 3, 2)
    for count in counts:
        most = count if drawing.data.hidden else max(2, columns // 8)
        ticks = drawing.scale.ticks(min(count, most))
        words = [
            (
                start + _column(drawing, tick, columns),
                TextRun(drawing.spelled(_tick_text(drawing, tick, tick == ticks[-1])), "faint"),
            )
            for tick in ticks
        ]
        placed = words_at(words, drawing.width, gap=2)
        if placed:
            return [placed_line(placed)]
    return []
