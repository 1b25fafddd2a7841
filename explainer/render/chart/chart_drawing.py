"""Draws a chart of any kind within a width; a list of values if there is no room to draw."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from explainer.deck.directive import ChartKind
from explainer.render.chart.chart_scale import Scale
from explainer.render.chart.chart_view import ChartView, chart_scale, on_the_way, shown_data
from explainer.render.chart.data import PERCENT, ChartData, Point, panels
from explainer.render.chart.drawing import Axis, Drawing, left_out, limited, value_text
from explainer.render.chart.glyphs import LOOKS, Glyphs, spelled
from explainer.render.line import NO_TARGET, Line, TextRun, wrap
from explainer.render.value import number_text

NARROWEST = 24
"""Least cells to draw in; in fewer a chart is a list of its values."""

_MOST_SERIES = {
    ChartKind.BAR: 8,
    ChartKind.GROUPED: 8,
    ChartKind.STACKED: 8,
    ChartKind.SHARE: 8,
    ChartKind.LINE: 12,
    ChartKind.DOT: 6,
    ChartKind.SLOPE: 24,
}
_MOST_LABELS = 60
_LEAST_ROWS = 8
_MOST_LISTED = 200
_EVERY_LABEL = 1_000_000


def chart_header(data: ChartData, width: int, glyphs: Glyphs = Glyphs.FULL) -> list[Line]:
    """Return the title, and below it the quantity, the unit and the period."""
    lines = wrap([TextRun(data.title, "caption-title")], width) if data.title else []
    measured = "" if data.measured.casefold() in data.title.casefold() else data.measured
    unit = "" if data.unit in measured else data.unit
    words = [word for word in (measured, unit, data.period) if word]
    if words:
        lines.extend(
            wrap([TextRun(spelled(LOOKS[glyphs].joint.join(words), glyphs), "muted")], width)
        )
    return lines


def chart_lines(
    data: ChartData,
    width: int,
    *,
    height: int = 0,
    glyphs: Glyphs = Glyphs.FULL,
    view: ChartView | None = None,
    value_target: Callable[[Point], int] | None = None,
    axis_found: Callable[[Axis], None] | None = None,
    is_opened: bool = False,
    drawn: float = 1.0,
    joint: tuple[TextRun, ...] = (),
    foot: Callable[[], list[Line]] = list,
) -> list[Line]:
    """Return the chart below its header: the drawing, and notes on it.

    Args:
        data: The chart's data.
        width: Most cells of a line.
        height: Number of lines to use if possible, 0 for the usual number.
        glyphs: Characters that the terminal can draw.
        view: State of the reader.
        value_target: Returns the target to open at a point, or `NO_TARGET`.
        axis_found: Called with the axis of each unit, by which a place means a value.
        is_opened: True if bars and points to guess have targets too, for clicks.
        drawn: Share of the way, 0 to 1, that the record has come from the guesses.
        joint: Marks a line at which another page may begin.
        foot: Called after the drawing for the lines below the notes.
    """
    view = view or ChartView()
    width = max(1, width)
    target = _cached(value_target) if value_target else _no_target
    shown = shown_data(data, view)
    if drawn < 1 and data.kind not in (ChartKind.LINE, ChartKind.SLOPE):
        shown = on_the_way(shown, drawn)
    if not any(series.points for series in data.series):
        return wrap([TextRun("No values to draw.", "muted")], width)
    parts = panels(shown)
    answers = _answers(data, view, width, glyphs)
    if height:
        height = max(_LEAST_ROWS, (height - len(answers) - 1) // len(parts))
    lines: list[Line] = []
    notes: list[str] = []
    for part in parts:
        if lines:
            lines.append([])
        if len(parts) > 1:
            lines.extend(_panel_head(part, width, glyphs))
        unit = part.series[0].unit
        scale = chart_scale(data, unit)
        found = _below(axis_found, len(lines)) if axis_found else _no_axis
        drawing = Drawing(
            part, scale, width, height, glyphs, view, target, is_opened, found, drawn, joint
        )
        body, said = _list(drawing) if width < NARROWEST else _drawn(drawing)
        lines.extend(body)
        notes.extend(said)
    notes.extend(_legend(shown, glyphs))
    below = [*_note_lines(notes, width, glyphs), *answers, *foot()]
    if below and joint:
        below[0] = [*joint, *below[0]]
    return [*lines, [], *below] if below and not height else [*lines, *below]


def _cached(value_target: Callable[[Point], int]) -> Callable[[Point], int]:
    """Cache the target of each point: a value that is measured and then drawn has one target."""
    known: dict[tuple[int, int, int], int] = {}

    def target(point: Point) -> int:
        key = (point.row, point.column, point.label)
        if key not in known:
            known[key] = value_target(point)
        return known[key]

    return target


def _below(axis_found: Callable[[Axis], None], lines: int) -> Callable[[Axis], None]:
    """Return a function that passes on an axis that is drawn below a number of lines."""

    def found(axis: Axis) -> None:
        axis_found(axis.lowered(lines))

    return found


def _no_axis(axis: Axis) -> None:
    """Do nothing: nobody asked for the axis."""


def _no_target(point: Point) -> int:
    return NO_TARGET


def _panel_head(part: ChartData, width: int, glyphs: Glyphs) -> list[Line]:
    """Return the heading of one of several units."""
    titles = ", ".join(series.title for series in part.series[:3])
    unit = "" if part.unit in titles else f" ({part.unit})"
    return wrap([TextRun(spelled(f"{titles}{unit}", glyphs), "muted strong")], width)


def _drawn(drawing: Drawing) -> tuple[list[Line], list[str]]:
    """Return the drawing for one unit, with no more than can be told apart.

    Each kind of chart is imported when it is drawn, so that a start imports no other.
    """
    kind = drawing.data.kind
    if kind in (ChartKind.STACKED, ChartKind.SHARE):
        from explainer.render.chart.stack import can_stack

        if can_stack(drawing.data):
            return _stacked(drawing)
        lines, notes = _drawn(_with_kind(drawing, kind=ChartKind.GROUPED))
        return lines, ["side by side, since values below zero cannot be stacked", *notes]
    whole = drawing.data
    most = _MOST_LABELS if kind in (ChartKind.BAR, ChartKind.GROUPED, ChartKind.DOT) else 0
    part = limited(whole, drawing.view, _MOST_SERIES[kind], most or _EVERY_LABEL)
    drawing = msgspec.structs.replace(drawing, data=part)
    notes = [*left_out(whole, part), *_axis_note(drawing), *_guess_notes(drawing)]
    if kind is ChartKind.LINE:
        from explainer.render.chart.line_chart import line_lines

        return line_lines(drawing), notes
    if kind is ChartKind.DOT:
        from explainer.render.chart.dot import dot_lines

        return dot_lines(drawing), notes
    if kind is ChartKind.SLOPE:
        from explainer.render.chart.slope import slope_lines

        lines, said = slope_lines(drawing)
        return lines, [*said, *notes]
    from explainer.render.chart.bars import bar_lines

    return bar_lines(drawing), notes


def _with_kind(drawing: Drawing, kind: ChartKind) -> Drawing:
    return msgspec.structs.replace(drawing, data=msgspec.structs.replace(drawing.data, kind=kind))


def _stacked(drawing: Drawing) -> tuple[list[Line], list[str]]:
    from explainer.render.chart.stack import merged, stack_lines

    whole = drawing.data
    part = limited(whole, drawing.view, len(whole.series), _MOST_LABELS)
    joined = merged(part, _MOST_SERIES[whole.kind])
    lines, notes = stack_lines(msgspec.structs.replace(drawing, data=joined))
    return lines, [*left_out(whole, part), *notes, *_guess_notes(drawing)]


def _guess_notes(drawing: Drawing) -> list[str]:
    """Return notes on the outlines that show the reader's guesses."""
    drawn = [
        (series, point)
        for series in drawing.data.series
        for point in series.points
        if point.is_open or point.guess is not None
    ]
    if drawing.data.kind in (ChartKind.LINE, ChartKind.DOT, ChartKind.SLOPE):
        # Points that were not moved have a mark of their own.
        drawn = [one for one in drawn if one[1].guess is not None]
    if not drawn:
        return []
    is_open = any(point.is_open for _, point in drawn)
    kind, look = drawing.data.kind, drawing.look
    if kind in (ChartKind.STACKED, ChartKind.SHARE):
        # Beside the record, a guess has no part of its own: it is given only in words.
        signs = [look.hollow * 2] if is_open else []
    elif kind in (ChartKind.BAR, ChartKind.GROUPED):
        signs = [look.hollow_start + look.hollow + look.hollow_end]
    else:
        signs = list(dict.fromkeys(drawing.guess_marker(series) for series, _ in drawn))
    if not signs:
        return []
    return [f"{' '.join(signs)} {'where you put it' if is_open else 'your guess'}"]


def _axis_note(drawing: Drawing) -> list[str]:
    scale: Scale = drawing.scale
    if scale.low <= 0 <= scale.high or drawing.data.kind is ChartKind.SLOPE:
        return []
    start = number_text(scale.low if scale.low > 0 else scale.high)
    unit = f"\u00a0{PERCENT}" if drawing.data.unit == PERCENT else ""
    return [f"the axis {'begins' if scale.low > 0 else 'ends'} at {start}{unit}, not at 0"]


def _legend(data: ChartData, glyphs: Glyphs) -> list[str]:
    """Return notes on the marks that the drawing contains."""
    points = [point for series in data.series for point in series.points]
    verdicts = dict.fromkeys(
        verdict for point in points if point.value is not None for verdict in point.verdicts
    )
    notes = [f"{LOOKS[glyphs].marks[verdict]} {verdict.value}" for verdict in verdicts]
    if any(point.is_weak and point.value is not None for point in points):
        notes.append("hollow: rests on weak sources only")
    if any(point.is_best for point in points):
        notes.append(f"{LOOKS[glyphs].best} best")
    if any(point.is_open and point.guess is None for point in points):
        notes.append("?: yours to guess")
    return notes


def _note_lines(notes: list[str], width: int, glyphs: Glyphs) -> list[Line]:
    if not notes:
        return []
    text = LOOKS[glyphs].joint.join(dict.fromkeys(notes))
    return wrap([TextRun(spelled(text, glyphs), "muted")], width)


def _answers(data: ChartData, view: ChartView, width: int, glyphs: Glyphs) -> list[Line]:
    """Return how far off the guesses were, in words."""
    if not view.is_revealed:
        return []
    from explainer.render.chart.chart_words import miss_words

    return [
        line
        for words in miss_words(data, view)
        for line in wrap([TextRun(spelled(words, glyphs))], width)
    ]


def _list(drawing: Drawing) -> tuple[list[Line], list[str]]:
    """Return one value on each line, for panes too narrow to draw in."""
    lines: list[Line] = []
    data = drawing.data
    rows = [
        (label, one, one.points[n]) for n, label in enumerate(data.labels) for one in data.series
    ]
    for label, one, point in rows[:_MOST_LISTED]:
        words = [label] if len(data.series) == 1 else [label, one.title]
        value = value_text(point, one.unit) if point.value is not None else f"– {point.missing}"
        marks = "".join(f"\u00a0{drawing.look.marks[verdict]}" for verdict in point.verdicts)
        unit = f" {one.unit}" if one.unit not in ("", PERCENT) and point.value is not None else ""
        role = drawing.role(one, point)
        if drawing.is_at_cursor(one, point):
            role += " focus"
        target = drawing.value_target(point)
        name = TextRun(drawing.spelled(", ".join(words)) + " ", drawing.words_role(one, point))
        text = drawing.spelled(f"{value}{marks}{unit}")
        lines.extend(wrap([name, TextRun(text, role, "", target)], drawing.width))
    if len(rows) > _MOST_LISTED:
        return lines, [f"and {len(rows) - _MOST_LISTED} more in the table"]
    return lines, []
