"""Draws bars made of parts: stacked amounts, or shares of a whole."""

from __future__ import annotations

from math import fsum
from typing import NamedTuple

import msgspec
from rich.cells import cell_len

from explainer.deck.directive import ChartKind
from explainer.render.chart.data import PERCENT, ChartData, Point, Series
from explainer.render.chart.drawing import GAP, Drawing, with_unit
from explainer.render.chart.edge import placed_line, words_at
from explainer.render.line import Line, TextRun, pad, wrap
from explainer.render.value import number_text

_MOST_STUB = 0.42
_LEAST_BARS = 16
_GUESSING_ROOM = 1.6
_FULL_PERCENT = 100.5
"""Percentages with at most this sum are parts of 100 %; the rest is rounding."""


class _Part(NamedTuple):
    """A part of a bar."""

    series: Series
    """Series of the part."""
    point: Point
    """Its value."""
    start: int
    """First cell."""
    end: int
    """Cell after the last."""
    text: str
    """Its value in words."""


def can_stack(data: ChartData) -> bool:
    """True if the values can be stacked: none is below zero."""
    return all(
        point.value is None or point.value >= 0 for series in data.series for point in series.points
    )


def merged(data: ChartData, most: int) -> ChartData:
    """Return the chart with the least important series merged, so that the sum is kept."""
    if len(data.series) <= most:
        return data
    order = sorted(data.series, key=lambda one: (not one.is_emphasised, one.index))
    kept = sorted(order[: most - 1], key=lambda one: one.index)
    others = sorted(order[most - 1 :], key=lambda one: one.index)
    title = f"{len(others)} others"
    points = tuple(
        _sum_point(n, [one.points[n] for one in others]) for n in range(len(data.labels))
    )
    rest = Series(others[0].index, title, data.unit, points, colour=others[0].colour)
    return msgspec.structs.replace(data, series=(*kept, rest))


def _sum_point(label: int, points: list[Point]) -> Point:
    known = [point.value for point in points if point.value is not None]
    try:
        total = fsum(known)
    except OverflowError:
        return Point(label, missing="too large to add up")
    if not known:
        return Point(label, missing="no value")
    is_approximate = not all(point.is_exact for point in points)
    return Point(
        label,
        value=total,
        is_approximate=is_approximate,
        text=("~" if is_approximate else "") + number_text(total),
        is_open=any(point.is_open for point in points),
    )


def stack_lines(drawing: Drawing) -> tuple[list[Line], list[str]]:
    """Return a bar of parts for each label, and notes for below."""
    data = drawing.data
    labels = [drawing.spelled(label) for label in data.labels]
    stub = max((cell_len(drawing.spelled(label)) for label in data.every_label), default=0)
    if stub > drawing.width * _MOST_STUB or drawing.width - stub - GAP < _LEAST_BARS:
        stub = 0
    totals = [_total_text(drawing, n) for n in range(len(labels))]
    room = drawing.width - (stub + GAP if stub else 0)
    widest_total = max((cell_len(total) for total in totals), default=0)
    cells = max(4, room - (widest_total + 1 if widest_total else 0))
    wholes, most = _full_values(data), _greatest(data)
    bars = [_parts(drawing, n, whole, most, cells) for n, whole in enumerate(wholes)]
    titles = _titles_above(drawing, bars, stub)
    fills = _fills(drawing, has_titles=titles is not None)
    lines = _key(drawing, fills) if titles is None else [titles]
    below = None if _all_fit(bars) else _values_below(drawing, bars, stub)
    for n, (label, parts, total) in enumerate(zip(labels, bars, totals, strict=True)):
        if n and (not stub or below):
            lines.append([])
        bar = [
            run
            for part in parts
            for run in _part(drawing, part, _fill(drawing, part, fills), has_value=below is None)
        ]
        if total:
            bar.extend([*([TextRun(" ")] if bar else []), TextRun(total, "muted")])
        name = TextRun(label, drawing.label_role(n))
        above = [] if stub else wrap([name], drawing.width)
        head = pad([name], stub + GAP) if stub else []
        row = [*above, [*head, *bar], *([below[n]] if below else [])]
        lines.extend(drawing.parted(row) if n else row)
    return lines, _notes(drawing, are_shown=below is not None or _all_fit(bars))


def _all_fit(bars: list[list[_Part]]) -> bool:
    """True if every value fits inside its part, with some of the part still visible."""
    return all(_fits(part) for bar in bars for part in bar)


def _fits(part: _Part) -> bool:
    return cell_len(part.text) + 4 <= part.end - part.start


def _values_below(drawing: Drawing, bars: list[list[_Part]], stub: int) -> list[Line] | None:
    """Return the values on a line below each bar, or None if they would overlap."""
    lines = []
    for bar in bars:
        words = []
        for part in bar:
            target = drawing.value_target(part.point)
            size = cell_len(part.text)
            centre = part.start + max(size // 2, (part.end - part.start) // 2)
            role = drawing.role(part.series, part.point)
            words.append((centre, TextRun(part.text, role, "", target)))
        placed = words_at(words, drawing.width - (stub + GAP if stub else 0))
        if placed is None:
            return None
        lines.append([*([TextRun(" " * (stub + GAP))] if stub else []), *placed_line(placed)])
    return lines


def _greatest(data: ChartData) -> float:
    """Return the greatest value; sums in units of it cannot overflow."""
    return max(
        (point.value or 0.0 for series in data.series for point in series.points), default=0.0
    )


def _sums(data: ChartData) -> list[float]:
    """Return the sum of each label's values, in units of the greatest value."""
    most = _greatest(data)
    if most <= 0:
        return [0.0] * len(data.labels)
    return [
        fsum((series.points[n].value or 0.0) / most for series in data.series)
        for n in range(len(data.labels))
    ]


def _full_values(data: ChartData) -> list[float]:
    """Return the value of each label's full bar, in units of the greatest value."""
    sums, most = _sums(data), _greatest(data)
    if data.kind is not ChartKind.SHARE:
        longest = max(sums, default=0.0) * (_GUESSING_ROOM if data.hidden else 1.0)
        if most > 0:
            # At every value of a chart's facets its bars share a scale.
            others = (max(_sums(one), default=0.0) * (_greatest(one) / most) for one in data.beside)
            longest = max(longest, *others, 0.0)
        return [longest] * len(sums)
    if data.unit != PERCENT or most <= 0:
        return sums
    return [max(total, 100 / most) if total * most <= _FULL_PERCENT else total for total in sums]


def _parts(drawing: Drawing, n: int, whole: float, most: float, cells: int) -> list[_Part]:
    """Return the parts of a bar; each end is rounded from the sum, so errors do not add up."""
    parts: list[_Part] = []
    start, done = 0, 0.0
    for series in drawing.data.series:
        point = series.points[n]
        if not point.value or whole <= 0:
            continue
        done += point.value / most
        end = round(min(1.0, done / whole) * cells)
        text = _part_text(drawing, series, point, point.value / most / whole)
        parts.append(_Part(series, point, start, end, text))
        start = end
    return parts


def _part_text(drawing: Drawing, series: Series, point: Point, share: float) -> str:
    marks = "".join(drawing.look.marks[verdict] for verdict in point.verdicts)
    if point.is_open:
        text = "?" if point.guess is None else f"{number_text(point.guess)}?"
    elif drawing.data.kind is ChartKind.SHARE and series.unit != PERCENT:
        text = with_unit(number_text(round(share * 100, 1)), PERCENT)
    else:
        text = point.text
    return drawing.spelled(text + marks)


def _total_text(drawing: Drawing, n: int) -> str:
    """Return the sum of a label's parts if it is meaningful, marked if a value is missing."""
    data = drawing.data
    points = [series.points[n] for series in data.series]
    known = [point.value for point in points if point.value is not None]
    if not known:
        return drawing.spelled("– no values")
    if data.kind is ChartKind.SHARE or any(point.is_open for point in points):
        return ""
    try:
        total = fsum(known)
    except OverflowError:
        return ""
    approx = "" if all(point.is_exact for point in points) else "~"
    gap = "+ ?" if len(known) < len(points) else ""
    return drawing.spelled(f"{approx}{with_unit(number_text(total), data.unit)} {gap}".strip())


def _part(drawing: Drawing, part: _Part, fill: str, *, has_value: bool) -> Line:
    """Return one part, with its value inside if there is room."""
    cells = part.end - part.start
    if cells <= 0:
        return []
    look = drawing.look
    role = drawing.role(part.series, part.point)
    if drawing.is_at_cursor(part.series, part.point):
        role += " focus"
    # A solid part ends an eighth of a cell early, to leave a thin gap before the next.
    is_solid = fill == look.fills[0]
    last = look.eighths[-1] if is_solid and look.eighths else fill
    size = cell_len(part.text)
    bar = drawing.bar_target(part.point)
    if not has_value or not _fits(part):
        return [TextRun(fill * (cells - 1) + last, role, "", bar)]
    before = (cells - size - 2) // 2
    after = cells - size - 2 - before
    target = drawing.value_target(part.point)
    inside = f"{role} series-inside" if is_solid and look.eighths else role
    runs = [
        TextRun(fill * before, role, "", bar),
        TextRun(f" {part.text} ", inside, "", target),
        TextRun(fill * (after - 1) + last if after else "", role, "", bar),
    ]
    return [run for run in runs if run.text]


def _fills(drawing: Drawing, *, has_titles: bool) -> dict[int, str]:
    """Return the fill for the parts of each series.

    If the names stand above the parts, all are solid, else each has its own pattern. Parts that are
    not emphasised alternate between two faint patterns.
    """
    look, data = drawing.look, drawing.data
    fills: dict[int, str] = {}
    for number, series in enumerate(data.series):
        if data.has_emphasis and has_titles and look.eighths:
            is_quiet = drawing.is_quiet(series)
            fills[series.index] = look.quiet_fills[number % 2] if is_quiet else look.fills[0]
        elif has_titles and look.eighths:
            fills[series.index] = look.fills[0]
        elif not data.has_emphasis:
            fills[series.index] = look.fills[number % len(look.fills)]
        elif series.is_emphasised:
            fills[series.index] = look.fills[0]
        else:
            fills[series.index] = look.fills[1 + number % (len(look.fills) - 1)]
    return fills


def _fill(drawing: Drawing, part: _Part, fills: dict[int, str]) -> str:
    if part.point.is_weak or part.point.is_open:
        return drawing.look.hollow
    if part.point.is_emphasised and not part.series.is_emphasised:
        return drawing.look.fills[0]
    return fills[part.series.index]


def _titles_above(drawing: Drawing, bars: list[list[_Part]], stub: int) -> Line | None:
    """Return the names of the series above the parts of the first bar, or None if too long."""
    series = drawing.data.series
    first = bars[0] if bars and stub else []
    if len(first) != len(series):
        return None
    above = []
    for part in first:
        title = drawing.spelled(part.series.title)
        if cell_len(title) >= part.end - part.start:
            return None
        role = drawing.role(part.series) + (" strong" if part.series.is_emphasised else "")
        above.append((stub + GAP + part.start, TextRun(title, role)))
    return placed_line(above)


def _key(drawing: Drawing, fills: dict[int, str]) -> list[Line]:
    key: Line = []
    for one in drawing.data.series:
        key.extend(drawing.key_entry(one, fills[one.index] * 2))
    return drawing.key_lines(key)


def _notes(drawing: Drawing, *, are_shown: bool) -> list[str]:
    data = drawing.data
    notes = []
    if not are_shown:
        notes.append("values of narrow parts are in the table")
    missing = [
        series.title
        for series in data.series
        if any(point.value is None for point in series.points)
    ]
    if missing:
        notes.append(f"without values that are not known ({', '.join(missing[:4])})")
    if data.kind is ChartKind.SHARE:
        notes.extend(_share_notes(data))
    return notes


def _share_notes(data: ChartData) -> list[str]:
    """Return notes on the difference between the bars and the table."""
    if data.unit != PERCENT:
        return ["parts of the sum of the values shown"]
    most = _greatest(data)
    sums = [total * most for total in _sums(data)]
    if any(total > _FULL_PERCENT for total in sums):
        return ["where parts add up to more than 100\u00a0%, drawn as parts of their sum"]
    if any(total < 100 - (_FULL_PERCENT - 100) for total in sums):
        return ["the empty end of a bar is what the table does not name"]
    return []
