"""The state of a reader with a chart: the cursor, the guesses, and whether they are revealed."""

from __future__ import annotations

import msgspec

from explainer.deck.directive import ChartKind
from explainer.render.chart.chart_scale import (
    NiceStep,
    Scale,
    guessing_scale,
    nice_step,
    value_scale,
)
from explainer.render.chart.data import PERCENT, ChartData, Point, Series, with_hidden

Place = tuple[int, int]
"""A point, as its series and label."""

BIG_STEP = 5
"""Steps of a big change of a guess."""

_STEPS = 50


class ChartGuess(msgspec.Struct, frozen=True):
    """A reader's guess at a hidden point."""

    place: Place
    """The point."""
    value: float
    """The guess, in the unit of its series."""


class ChartView(msgspec.Struct, frozen=True, tag="chart"):
    """State of a reader with a chart; independent of screens."""

    cursor: Place | None = None
    """The point under the cursor."""
    guesses: tuple[ChartGuess, ...] = ()
    """Guesses at the points that were moved."""
    is_revealed: bool = False
    """True if the record is shown beside the guesses."""

    def guess(self, place: Place) -> float | None:
        """Return the guess at a point, or None if it was not moved yet."""
        return next((guess.value for guess in self.guesses if guess.place == place), None)


def moved(view: ChartView, data: ChartData, dx: int, ds: int) -> ChartView:
    """Return the view with the cursor on another point with a value, if there is one.

    Args:
        view: The view so far.
        data: The chart, whole.
        dx: Labels to move forward, or back if negative.
        ds: Series to move forward, or back if negative.
    """
    if view.cursor is None or _point(data, view.cursor) is None:
        places = data.hidden or _known_places(data)
        return msgspec.structs.replace(view, cursor=places[0]) if places else view
    place = view.cursor
    for _ in range(abs(dx)):
        place = _next_label(data, place, 1 if dx > 0 else -1)
    for _ in range(abs(ds)):
        place = _next_series(data, place, 1 if ds > 0 else -1)
    return msgspec.structs.replace(view, cursor=place)


def guessed(view: ChartView, data: ChartData, by: int) -> ChartView:
    """Return the view with the guess at the cursor higher or lower by a number of steps."""
    place = view.cursor
    if place is None or view.is_revealed or place not in data.hidden:
        return view
    now = view.guess(place)
    start = guess_start(data, place) if now is None else now
    scale = chart_scale(data, data.series[place[0]].unit)
    step = guess_step(scale)
    count = round(start / step.size) + by
    return _with_guess(view, place, scale.clamped(step.multiple(count)))


def put(view: ChartView, data: ChartData, place: Place, value: float) -> ChartView:
    """Return the view with the cursor on a hidden point and its guess at a value."""
    if view.is_revealed or place not in data.hidden:
        return view
    scale = chart_scale(data, data.series[place[0]].unit)
    step = guess_step(scale)
    guess = scale.clamped(step.multiple(round(scale.clamped(value) / step.size)))
    return msgspec.structs.replace(_with_guess(view, place, guess), cursor=place)


def can_reveal(view: ChartView, data: ChartData) -> bool:
    """True if every hidden point was moved, so that the record may be shown."""
    made = {guess.place for guess in view.guesses}
    return bool(data.hidden) and not view.is_revealed and made.issuperset(data.hidden)


def revealed(view: ChartView) -> ChartView:
    """Return the view with the record shown beside the guesses."""
    return msgspec.structs.replace(view, is_revealed=True)


def chart_scale(data: ChartData, unit: str) -> Scale:
    """Return the axis for the values of one unit, the same before and after they are revealed."""
    if data.kind is ChartKind.SHARE and not data.hidden:
        return Scale(0.0, 100.0)
    seen: list[float] = []
    hidden: list[float] = []
    for series in (*data.series, *(series for one in data.beside for series in one.series)):
        for point in series.points if series.unit == unit else ():
            ends = hidden if (series.index, point.label) in data.hidden else seen
            ends.extend(e for e in (point.value, point.low, point.high) if e is not None)
    on_a_line = data.kind in (ChartKind.LINE, ChartKind.DOT, ChartKind.SLOPE)
    if data.hidden:
        return guessing_scale(seen, hidden, from_zero=not on_a_line, is_share=unit == PERCENT)
    is_tight = data.kind is ChartKind.SLOPE
    return value_scale(seen, from_zero=not on_a_line, is_tight=is_tight)


def guess_step(scale: Scale) -> NiceStep:
    """Return the step by which a guess moves."""
    return nice_step(scale.high / 2 - scale.low / 2, _STEPS)


def guess_start(data: ChartData, place: Place) -> float:
    """Return the first position of a hidden point: at the last visible value, or the middle."""
    series = data.series[place[0]]
    scale = chart_scale(data, series.unit)
    step = guess_step(scale)
    seen = [
        point.value
        for point in series.points[: place[1]]
        if point.value is not None and (series.index, point.label) not in data.hidden
    ]
    start = seen[-1] if seen else scale.low / 2 + scale.high / 2
    return scale.clamped(step.multiple(round(start / step.size)))


def shown_data(data: ChartData, view: ChartView) -> ChartData:
    """Return the chart as the reader may see it: hidden points show the guess and no record."""
    return with_hidden(data, lambda series, point: _shown(data, view, series, point))


def on_the_way(shown: ChartData, part: float) -> ChartData:
    """Return a revealed chart with each record still on its way from the guess.

    Args:
        shown: The chart as the reader sees it once the record is shown.
        part: Share of the way, 0 to 1.
    """
    return with_hidden(shown, lambda _, point: _between(point, part))


def _between(point: Point, part: float) -> Point:
    if point.guess is None or point.value is None or point.is_open:
        return point
    value = point.guess * (1 - part) + point.value * part
    return Point(
        point.label,
        point.row,
        point.column,
        value=value,
        text="…",
        is_emphasised=point.is_emphasised,
        guess=point.guess,
        colour=point.colour,
    )


def _shown(data: ChartData, view: ChartView, series: Series, point: Point) -> Point:
    place = (series.index, point.label)
    guess = view.guess(place)
    if view.is_revealed:
        return msgspec.structs.replace(point, guess=guess)
    return Point(
        point.label,
        point.row,
        point.column,
        value=guess_start(data, place) if guess is None else guess,
        text="?",
        is_emphasised=point.is_emphasised,
        guess=guess,
        is_open=True,
    )


def _with_guess(view: ChartView, place: Place, value: float) -> ChartView:
    others = tuple(guess for guess in view.guesses if guess.place != place)
    return msgspec.structs.replace(view, guesses=(*others, ChartGuess(place, value)))


def _point(data: ChartData, place: Place) -> Point | None:
    series, label = place
    if not 0 <= series < len(data.series) or not 0 <= label < len(data.labels):
        return None
    return data.series[series].points[label]


def _known_places(data: ChartData) -> list[Place]:
    return [
        (series.index, point.label)
        for series in data.series
        for point in series.points
        if point.value is not None
    ]


def _next_label(data: ChartData, place: Place, way: int) -> Place:
    """Return the next point of the same series that has a value."""
    series, label = place
    while 0 <= label + way < len(data.labels):
        label += way
        if data.series[series].points[label].value is not None:
            return series, label
    return place


def _next_series(data: ChartData, place: Place, way: int) -> Place:
    """Return a point of the next series that has a value, at the same label or the nearest."""
    series, label = place
    while 0 <= series + way < len(data.series):
        series += way
        known = [p.label for p in data.series[series].points if p.value is not None]
        if known:
            return series, min(known, key=lambda other: (abs(other - label), other))
    return place
