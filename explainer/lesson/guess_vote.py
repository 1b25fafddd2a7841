"""Votes on a hidden point of a chart: everybody guesses a number, then the record shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import quantiles

import msgspec

from explainer.deck.block import Directive
from explainer.deck.directive import ChartOptions
from explainer.deck.model import Deck
from explainer.quiz.answer import Answer, Typed
from explainer.quiz.number import TypedNumber, read_number
from explainer.render.chart.chart_scale import guessing_scale
from explainer.render.chart.data import ChartData, chart_data
from explainer.render.line import Line, TextRun, crop_line, line_width, wrap

_TALLEST = 6
"""Most rows of the cloud; where more guesses meet, one dot stands for several."""

_NARROWEST = 12
"""Fewest columns of the cloud."""


class GuessPoint(msgspec.Struct, frozen=True):
    """A hidden point of a chart that the class guesses."""

    prompt: str
    """The question."""
    unit: str
    """Unit of the value; empty for none."""
    low: float
    """Left end of the axis."""
    high: float
    """Right end of the axis."""
    record: float | None = None
    """The value; None as long as the class does not know it."""


def guess_points(block: Directive, deck: Deck) -> list[GuessPoint]:
    """Return the hidden points of a chart, in the order in which they are guessed."""
    options = block.options
    if not isinstance(options, ChartOptions) or not options.guess or options.facets:
        return []
    table = deck.tables.get(options.target)
    if table is None:
        return []
    data = chart_data(table, options, deck)
    found: list[GuessPoint] = []
    for series, label in data.hidden:
        value = data.series[series].points[label].value
        if value is not None:
            found.append(_point(data, options.title or table.title, series, label, value))
    return found


def _point(data: ChartData, title: str, series: int, label: int, value: float) -> GuessPoint:
    one = data.series[series]
    hidden = set(data.hidden)
    seen = [
        point.value
        for point in one.points
        if point.value is not None and (series, point.label) not in hidden
    ]
    scale = guessing_scale(seen, [value], from_zero=True, is_share=one.unit == "%")
    where = data.labels[label]
    name = where if len(data.series) == 1 else f"{where}, {one.title}"
    unit = f" ({one.unit})" if one.unit else ""
    return GuessPoint(f"{title}: {name}{unit}?", one.unit, scale.low, scale.high, value)


def guessed_values(answers: Iterable[Answer], unit: str) -> list[float]:
    """Return the numbers of some answers, from the smallest."""
    found: list[float] = []
    for answer in answers:
        number = read_number(answer.text, unit) if isinstance(answer, Typed) else None
        if isinstance(number, TypedNumber):
            found.append(float(number.value))
    return sorted(found)


def cloud_lines(point: GuessPoint, values: Sequence[float], width: int) -> list[Line]:
    """Return the guesses as a cloud of dots above an axis, and below it the record if it is known.

    Guesses beyond the axis stand at its end, and the line below says how many these are.
    """
    columns = max(_NARROWEST, width - 4)
    counts = [0] * columns
    for value in values:
        counts[_column(value, point, columns)] += 1
    share = max(1, -(-max(counts, default=0) // _TALLEST))
    heights = [-(-count // share) for count in counts]
    lines: list[Line] = []
    for row in range(max(heights, default=0), 0, -1):
        dots = "".join("●" if height >= row else " " for height in heights)
        lines.append([TextRun("  "), TextRun(dots.rstrip(), "here")])
    lines.append([TextRun("  "), TextRun("─" * columns, "muted")])
    if point.record is not None:
        lines.append(_record_line(point, point.record, columns))
    lines.append(_ends_line(point, columns))
    outside = sum(not point.low <= value <= point.high for value in values)
    notes = [f"{outside} beyond the axis"] if outside else []
    notes.extend([f"A dot is up to {share} guesses"] if share > 1 else [])
    for note in notes:
        words = wrap([TextRun(note, "muted")], max(1, width - 2))
        lines.extend([TextRun("  "), *line] for line in words)
    return [crop_line(line, width) for line in lines]


def _column(value: float, point: GuessPoint, columns: int) -> int:
    span = point.high - point.low
    share = (value - point.low) / span if span else 0.0
    return min(columns - 1, max(0, round(share * (columns - 1))))


def _record_line(point: GuessPoint, record: float, columns: int) -> Line:
    words = f"▲ {_amount(record, point.unit)}"
    column = _column(record, point, columns)
    if column + len(words) > columns:
        words = f"{_amount(record, point.unit)} ▲"
        column = max(0, column - len(words) + 1)
    return [TextRun("  " + " " * column), TextRun(words, "strong")]


def _ends_line(point: GuessPoint, columns: int) -> Line:
    low, high = _amount(point.low, point.unit), _amount(point.high, point.unit)
    gap = max(1, columns - line_width([TextRun(low + high)]))
    return [TextRun(f"  {low}{' ' * gap}{high}", "muted")]


def _amount(value: float, unit: str) -> str:
    return f"{value:g} {unit}".strip()


def spread_words(point: GuessPoint, values: Sequence[float]) -> str:
    """Return the middle half of the guesses, and the record, for the presenter."""
    words = f"Record: {_amount(point.record, point.unit)}." if point.record is not None else ""
    if len(values) < 2:
        return words
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return f"Median {middle:.3g}, half from {low:.3g} to {high:.3g}. {words}".rstrip()
