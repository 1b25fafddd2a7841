"""Describes a chart in sentences, for people who cannot see it, and the point at the cursor."""

from __future__ import annotations

from itertools import pairwise
from math import fsum, isfinite
from typing import NamedTuple

from explainer.deck.directive import ChartKind
from explainer.deck.model import Verdict
from explainer.render.chart.chart_view import ChartView, shown_data
from explainer.render.chart.data import PERCENT, ChartData, Point, Series, panels, with_hidden
from explainer.render.chart.drawing import value_text, with_unit
from explainer.render.line import TextRun
from explainer.render.value import MARKS, number_text, verdict_mark

_KINDS = {
    ChartKind.BAR: "Bar chart",
    ChartKind.GROUPED: "Grouped bars",
    ChartKind.STACKED: "Stacked bars",
    ChartKind.LINE: "Line chart",
    ChartKind.DOT: "Dot plot",
    ChartKind.SLOPE: "Slope chart",
    ChartKind.SHARE: "Parts of a whole",
}
_MOST_NAMED = 12
_MOST_CROSSINGS = 3


def chart_words(data: ChartData) -> list[str]:
    """Return sentences about the chart, without the values that are to be guessed.

    Pass `uncovered(data)` to describe a chart after its guesses are made.
    """
    sentences = [_opening(data)]
    if data.between:
        sentences.append(f"The first and the last of {data.between + 2} values of each.")
    known = with_hidden(data, lambda _, point: Point(point.label))
    for part in panels(known):
        if part.kind in (ChartKind.LINE, ChartKind.SLOPE):
            sentences.extend(_course(part))
        elif part.kind in (ChartKind.STACKED, ChartKind.SHARE) or len(part.series) > 1:
            sentences.extend(_by_label(part))
        else:
            sentences.extend(_ranking(part))
    sentences.extend(_doubts(known))
    if data.hidden:
        count = len(data.hidden)
        things = "1 value is" if count == 1 else f"{count} values are"
        sentences.append(f"{things} for you to guess.")
    return sentences


def guess_words(data: ChartData, view: ChartView) -> list[str]:
    """Return each guess beside its record with the difference, once the record may be shown."""
    if not view.is_revealed:
        return []
    words = []
    for series, label in data.hidden:
        one = data.series[series]
        point = one.points[label]
        guess = view.guess((series, label))
        if guess is None or point.value is None:
            continue
        name = _name(data, one, point)
        words.append(
            f"{name}: you {_number(guess, one)}, record {_written(point, one)}"
            f"{_difference(guess, point.value, one)}."
        )
    return words


def miss_words(data: ChartData, view: ChartView) -> list[str]:
    """Return one sentence for each unit on how far off the guesses were and which way.

    A single guess is put beside its record. Nothing is returned before the record may be shown.
    """
    misses: dict[str, list[_Miss]] = {}
    for series, label in data.hidden if view.is_revealed else ():
        one = data.series[series]
        point = one.points[label]
        guess = view.guess((series, label))
        if guess is not None and point.value is not None and isfinite(guess - point.value):
            misses.setdefault(one.unit, []).append(_Miss(one, point, guess - point.value))
    if sum(map(len, misses.values())) == 1:
        return guess_words(data, view)
    return [_misses(data, found) for found in misses.values()]


class _Miss(NamedTuple):
    """A guess beside its record."""

    series: Series
    """Series of the point."""
    point: Point
    """The record."""
    apart: float
    """The guess minus the record."""


def _misses(data: ChartData, misses: list[_Miss]) -> str:
    high = sum(miss.apart > 0 for miss in misses)
    low = sum(miss.apart < 0 for miss in misses)
    count = len(misses)
    if not high and not low:
        return "You were right about every point." if count > 1 else "You were exactly right."
    average = float(f"{fsum(abs(miss.apart) / count for miss in misses):.2g}")
    worst = max(misses, key=lambda miss: abs(miss.apart))
    way = f"too high {_times(high)} and too low {_times(low)}"
    if high == count or low == count:
        way = f"always too {'high' if high else 'low'}"
    elif not high or not low:
        way = f"too {'high' if high else 'low'} {_times(high or low)}"
    place = _name(data, worst.series, worst.point)
    furthest = f"furthest at {place}, by {_amount(abs(worst.apart), worst.series)}"
    return f"You were {_amount(average, worst.series)} off on average, {way}; {furthest}."


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def readout(data: ChartData, view: ChartView) -> list[TextRun]:
    """Return the point at the cursor on one line; nothing if there is no cursor."""
    place = view.cursor
    if place is None or not 0 <= place[0] < len(data.series):
        return []
    series = shown_data(data, view).series[place[0]]
    if not 0 <= place[1] < len(series.points):
        return []
    point = series.points[place[1]]
    runs = [TextRun(data.labels[place[1]], "strong")]
    if len(data.series) > 1:
        runs.append(TextRun(f", {series.title}"))
    if point.is_open:
        guess = "not moved yet" if point.guess is None else f"you {_number(point.guess, series)}"
        return [*runs, TextRun(": "), TextRun(guess, "strong")]
    if point.value is None:
        return [*runs, TextRun(f": no value, {point.missing}" if point.missing else ": no value")]
    runs.extend([TextRun(": "), TextRun(_written(point, series), "strong")])
    for verdict in point.verdicts:
        runs.extend([TextRun("  "), TextRun(verdict_mark(verdict), verdict.value)])
    if point.is_weak:
        runs.append(TextRun("  weak sources only", "muted"))
    if point.guess is not None:
        runs.append(TextRun(f" · you {_number(point.guess, series)}", "muted"))
    return runs


def _opening(data: ChartData) -> str:
    """Return a sentence with kind, title, quantity, unit and period."""
    words = [f"{_KINDS[data.kind]}: {data.title}".rstrip(": ")]
    if data.measured and data.measured.casefold() not in data.title.casefold():
        words.append(data.measured)
    if data.unit and data.unit != PERCENT:
        words.append(f"in {data.unit}")
    if data.unit == PERCENT:
        words.append("in percent")
    if data.period:
        words.append(data.period)
    return _sentence(", ".join(words))


def _known(series: Series) -> list[tuple[float, Point]]:
    return [(point.value, point) for point in series.points if point.value is not None]


def _label(data: ChartData, point: Point) -> str:
    return data.labels[point.label] if 0 <= point.label < len(data.labels) else ""


def _name(data: ChartData, series: Series, point: Point) -> str:
    label = _label(data, point)
    return label if len(data.series) == 1 else f"{label}, {series.title}".lstrip(", ")


def _number(value: float, series: Series) -> str:
    text = with_unit(number_text(value), series.unit)
    return text if series.unit in ("", PERCENT) else f"{text} {series.unit}"


def _written(point: Point, series: Series) -> str:
    text = value_text(point, series.unit)
    return text if series.unit in ("", PERCENT) else f"{text} {series.unit}"


def _difference(guess: float, value: float, series: Series) -> str:
    apart = guess - value
    if not isfinite(apart):
        return ""
    if apart == 0:
        return ", exactly"
    return f", {_amount(abs(apart), series)} too {'high' if apart > 0 else 'low'}"


def _amount(apart: float, series: Series) -> str:
    """Return a difference in words, in the unit of a series."""
    text = number_text(float(f"{apart:.6g}"))
    points = " point" if text == "1" else " points"
    return f"{text}{points}" if series.unit == PERCENT else f"{text} {series.unit}".rstrip()


def _course(data: ChartData) -> list[str]:
    """Return the first, last, highest and lowest value of each line, and where two cross."""
    sentences = []
    for series in data.series[:_MOST_NAMED]:
        known = _known(series)
        if not known:
            sentences.append(f"{series.title}: no values.")
            continue
        first, last = known[0][1], known[-1][1]
        if len(known) == 1:
            sentences.append(f"{series.title}: {_written(first, series)} ({_label(data, first)}).")
            continue
        words = (
            f"{series.title}: from {_written(first, series)} ({_label(data, first)}) "
            f"to {_written(last, series)} ({_label(data, last)})"
        )
        sentences.append(_sentence(words + _extremes(data, series, known)))
    return [*sentences, *_more(data.series), *_crossings(data)]


def _extremes(data: ChartData, series: Series, known: list[tuple[float, Point]]) -> str:
    """Return the highest and lowest value, unless they are at the ends."""
    words = ""
    ends = (known[0][0], known[-1][0])
    for word, extreme in (("highest", max), ("lowest", min)):
        value, point = extreme(known, key=lambda one: one[0])
        if value not in ends:
            words += f"; {word} {_written(point, series)} ({_label(data, point)})"
    return words


def _crossings(data: ChartData) -> list[str]:
    """Return a sentence that says which of two lines is above and when, if that changes.

    These are the two emphasised lines, or the only two; labels without a value of both are ignored.
    """
    chosen = [series for series in data.series if series.is_emphasised] or list(data.series)
    if len(chosen) != 2:
        return []
    one, other = chosen
    leads: list[_Lead] = []
    for a, b in zip(one.points, other.points, strict=True):
        if a.value is None or b.value is None or a.value == b.value:
            continue
        upper, lower = (one, other) if a.value > b.value else (other, one)
        if leads and leads[-1].upper is upper:
            leads[-1] = leads[-1]._replace(last=a)
        else:
            leads.append(_Lead(upper, lower, a, a))
    crossings = len(leads) - 1
    if crossings < 1:
        return []
    if crossings > _MOST_CROSSINGS:
        return [f"{one.title} and {other.title} cross {crossings} times."]
    first, *between, last = leads
    words = [
        f"{first.upper.title} is above {first.lower.title} {_when(data, first)}",
        *(_later(lead, _when(data, lead)) for lead in between),
        _later(last, _when_last(data, last)),
    ]
    return [_sentence("; ".join(words))]


class _Lead(NamedTuple):
    """A range of labels along which one of two lines is above the other."""

    upper: Series
    """The line above."""
    lower: Series
    """The line below."""
    first: Point
    """Beginning of the range."""
    last: Point
    """End of the range."""


def _later(lead: _Lead, when: str) -> str:
    return f"{when}, {lead.upper.title} is above {lead.lower.title}"


def _when(data: ChartData, lead: _Lead) -> str:
    """Return the range of labels in words."""
    if lead.first.label == lead.last.label:
        return f"in {_label(data, lead.first)}"
    return f"from {_label(data, lead.first)} to {_label(data, lead.last)}"


def _when_last(data: ChartData, lead: _Lead) -> str:
    """Return the last range in words; it may go on to the end of the chart."""
    if lead.last.label == len(data.labels) - 1:
        return f"from {_label(data, lead.first)}"
    return _when(data, lead)


def _ranking(data: ChartData) -> list[str]:
    """Return the values of one series from the largest to the smallest, and their ratio."""
    if not data.series:
        return ["No values."]
    series = data.series[0]
    known = sorted(_known(series), key=lambda one: -one[0])
    if not known:
        return ["No values."]
    named = [f"{_label(data, p)} {_written(p, series)}".strip() for _, p in known[:_MOST_NAMED]]
    words = "; ".join(named)
    more = len(known) - _MOST_NAMED
    if more > 0:
        last = known[-1][1]
        words += f"; and {more} more, down to {_label(data, last)} {_written(last, series)}"
    order = "From the largest to the smallest: " if len(known) > 1 else ""
    sentences = [_sentence(f"{order}{words}")]
    points = [point for _, point in known]
    return [*sentences, *_order_doubt(points), *_ratio(data, points[0], points[-1])]


def _order_doubt(points: list[Point]) -> list[str]:
    """Return a warning if the true order of the points may differ from the one given.

    If any two ranges overlap, two neighbours do: each value lies within its own range.
    """
    if len(points) < 2:
        return []
    is_vague = any(point.is_approximate or _is_one_sided(point) for point in points)
    if is_vague or any(_least(one) < _most(other) for one, other in pairwise(points)):
        return ["Some of these are ranges or estimates, so their order may differ."]
    return []


def _is_one_sided(point: Point) -> bool:
    return (point.low is None) != (point.high is None)


def _least(point: Point) -> float:
    return point.low if point.low is not None else point.value or 0.0


def _most(point: Point) -> float:
    return point.high if point.high is not None else point.value or 0.0


def _ratio(data: ChartData, largest: Point, smallest: Point) -> list[str]:
    """Return the ratio of the largest to the smallest value, if both are known exactly."""
    high, low = largest.value or 0.0, smallest.value or 0.0
    if not (largest.is_exact and smallest.is_exact) or low <= 0:
        return []
    if not isfinite(high / low) or high / low < 1.5:
        return []
    ratio = number_text(float(f"{high / low:.2g}"))
    words = f"The largest, {_label(data, largest)}, is about {ratio} times the smallest"
    return [f"{words}, {_label(data, smallest)}."]


def _by_label(data: ChartData) -> list[str]:
    """Return the values of all series, label by label."""
    sentences = []
    for n, label in enumerate(data.labels[:_MOST_NAMED]):
        points = [(one, one.points[n]) for one in data.series[:_MOST_NAMED]]
        words = ", ".join(
            f"{one.title} {_share(data, n, one, point)}"
            for one, point in points
            if point.value is not None
        )
        sentences.append(_sentence(f"{label}: {words or 'no values'}"))
    if len(data.labels) > _MOST_NAMED:
        sentences.append(f"And {len(data.labels) - _MOST_NAMED} more in the table.")
    return [*sentences, *_more(data.series)]


def _share(data: ChartData, n: int, series: Series, point: Point) -> str:
    """Return a value, with its share of the whole in charts of shares."""
    text = _written(point, series)
    if data.kind is not ChartKind.SHARE or series.unit == PERCENT or point.value is None:
        return text
    values = [one.points[n].value or 0.0 for one in data.series]
    most = max(values)
    if most <= 0 or min(values) < 0:
        return text
    share = point.value / most / fsum(value / most for value in values) * 100
    return f"{text} ({with_unit(number_text(round(share, 1)), PERCENT)})"


def _more(series: tuple[Series, ...]) -> list[str]:
    more = len(series) - _MOST_NAMED
    return [f"And {more} more in the table."] if more > 0 else []


def _doubts(data: ChartData) -> list[str]:
    """Return the disputed values, those on weak sources only, and the missing ones, by name."""
    found: dict[str, list[str]] = {}
    for series in data.series:
        for point in series.points:
            name = _name(data, series, point)
            for verdict in point.verdicts if point.value is not None else ():
                found.setdefault(_verdict_words(verdict), []).append(name)
            if point.is_weak and point.value is not None:
                found.setdefault("Rests on weak sources only", []).append(name)
            if point.value is None and point.missing:
                found.setdefault("No value", []).append(f"{name} ({point.missing})")
    sentences = []
    for words, names in found.items():
        more = len(names) - _MOST_NAMED
        tail = f"; and {more} more" if more > 0 else ""
        sentences.append(_sentence(f"{words}: {'; '.join(names[:_MOST_NAMED])}{tail}"))
    return sentences


def _verdict_words(verdict: Verdict) -> str:
    return f"{MARKS[verdict]} {verdict.value.capitalize()}"


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."
