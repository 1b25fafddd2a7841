"""The parts that all kinds of charts share: size, characters, roles, and written values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec
from rich.cells import cell_len

from explainer.render.actor_colour import colour_role
from explainer.render.chart.canvas import DASHES, QUIET_DASH, SOLID
from explainer.render.chart.chart_scale import Scale
from explainer.render.chart.chart_view import ChartView, guess_step
from explainer.render.chart.data import PERCENT, ChartData, Point, Series
from explainer.render.chart.glyphs import LOOKS, Glyphs, Look, spelled
from explainer.render.line import NO_TARGET, Line, TextRun, align, crop, line_width, wrap
from explainer.render.table.point import at_point, point_shape
from explainer.render.value import number_text

GAP = 2
"""Cells between a label and the thing it names."""

UNMOVED = "?"
"""Character of a point that is to be guessed and was not moved yet."""

_LONGEST_TICK = 9


class Axis(NamedTuple):
    """Place of the axis of a unit in a drawing, by which a place on the screen means a value."""

    unit: str
    """The unit."""
    scale: Scale
    """Its scale."""
    start: int
    """The line of the highest value, or the cell of the lowest."""
    size: int
    """Number of lines or cells of the scale."""
    is_upright: bool
    """True if the values go up, False if they go to the right."""

    def lowered(self, lines: int) -> Axis:
        """Return the axis a number of lines further down."""
        return self._replace(start=self.start + lines) if self.is_upright else self

    def value(self, line: int, column: int) -> float:
        """Return the value at a place, within the scale."""
        at = (line if self.is_upright else column) - self.start
        part = min(1.0, max(0.0, at / max(1, self.size - 1)))
        part = 1 - part if self.is_upright else part
        return (self.scale.low / 2 * (1 - part) + self.scale.high / 2 * part) * 2


def _ignored(axis: Axis) -> None:
    """Do nothing: nobody asked for the axis."""


class Drawing(msgspec.Struct, frozen=True):
    """A chart of one unit with everything needed to draw it."""

    data: ChartData
    """The data, without the values that the reader may not see yet."""
    scale: Scale
    """Axis of the values."""
    width: int
    """Width in cells."""
    height: int
    """Number of lines to use, 0 for the usual number."""
    glyphs: Glyphs
    """Kind of characters that the terminal can draw."""
    view: ChartView
    """State of the reader."""
    target: Callable[[Point], int]
    """Returns the target to open at a point."""
    is_opened: bool = False
    """True for an opened chart, where bars have targets too, and so have points to guess."""
    axis_found: Callable[[Axis], None] = _ignored
    """Called with the axis once its place is known."""
    drawn: float = 1.0
    """Share of the way, 0 to 1, that the record has come from the guesses."""
    joint: tuple[TextRun, ...] = ()
    """Marks a line at which another page may begin; none where the chart is no part of a page."""

    def parted(self, lines: list[Line]) -> list[Line]:
        """Return lines before the first of which a page may be cut."""
        return [[*self.joint, *lines[0]], *lines[1:]] if lines else []

    @property
    def look(self) -> Look:
        """The characters that the terminal can draw."""
        return LOOKS[self.glyphs]

    def value_target(self, point: Point) -> int:
        """Return the target of a point's value and of its mark."""
        return NO_TARGET if point.is_open and not self.is_opened else self.target(point)

    def bar_target(self, point: Point) -> int:
        """Return the target of the bar of a point: none in the text, where focus inverts it."""
        return self.target(point) if self.is_opened else NO_TARGET

    def role(self, series: Series, point: Point | None = None) -> str:
        """Return the role of a series, or of one of its points that may be emphasised alone."""
        is_brought_out = series.is_emphasised or (point is not None and point.is_emphasised)
        if self.data.has_emphasis and not is_brought_out:
            return "series-quiet"
        own = point.colour if point is not None else ""
        return colour_role(own or series.colour)

    def is_quiet(self, series: Series, point: Point | None = None) -> bool:
        """True if it is drawn quietly because something else is emphasised."""
        return self.role(series, point) == "series-quiet"

    def words_role(self, series: Series, point: Point | None = None) -> str:
        """Return the role of a name or label that belongs to a series or point."""
        if not self.data.has_emphasis:
            return ""
        return "muted" if self.is_quiet(series, point) else "strong"

    def label_role(self, n: int) -> str:
        """Return the role of a label that names an actor, in that actor's colour; else empty."""
        colours = self.data.label_colours
        return colour_role(colours[n]) if n < len(colours) and colours[n] else ""

    def marker(self, series: Series, point: Point) -> str:
        """Return the character of a point: an outline if it is a guess or on weak sources.

        A point that is to be guessed and was not moved yet is a question mark.
        """
        look = self.look
        if point.is_open and point.guess is None:
            return UNMOVED
        markers = look.open_markers if point.is_weak or point.is_open else look.markers
        return markers[series.index % len(markers)]

    def guess_marker(self, series: Series) -> str:
        """Return the character of the reader's guess at a point."""
        markers = self.look.open_markers
        return markers[series.index % len(markers)]

    def is_at_cursor(self, series: Series, point: Point) -> bool:
        """True if the reader's cursor is on a point."""
        return self.view.cursor == (series.index, point.label)

    def value(self, series: Series, point: Point, room: int = 0) -> Line:
        """Return a value to stand beside its point, with the marks of verdicts that doubt it."""
        most = room or max(12, self.width // 3)
        if point.value is None:
            return self._missing(point, most)
        role = self.role(series, point)
        if self.is_at_cursor(series, point):
            role += " focus"
        target = self.value_target(point)
        marks = [
            TextRun(self.spelled(f"\u00a0{self.look.marks[verdict]}"), verdict.value, "", target)
            for verdict in point.verdicts
        ]
        if point.is_best:
            marks.insert(0, TextRun(f" {self.look.best}", "strong", "", target))
        used = sum(cell_len(run.text) for run in marks)
        text = self.cropped(self.spelled(value_text(point, series.unit)), max(4, most - used))
        return [TextRun(text, role, "", target), *marks]

    def _missing(self, point: Point, most: int) -> Line:
        text = point.text if point.text == "–" or not point.missing else f"{point.text},"
        words = self.spelled(f"{text} {point.missing}".strip())
        return [TextRun(self.cropped(words, most), "faint")]

    def key_entry(self, series: Series, sign: str) -> Line:
        """Return a sign and the name that it stands for, kept on one line."""
        name = self.spelled(series.title).replace(" ", "\u00a0")
        return [TextRun(sign, self.role(series)), TextRun(f"\u00a0{name}\u00a0\u00a0 ", "muted")]

    def key_lines(self, entries: Line) -> list[Line]:
        """Return the entries of a key on as many lines as they need."""
        lines = wrap(entries, self.width)
        for line in lines:
            line[-1] = line[-1]._replace(text=line[-1].text.rstrip("\u00a0 "))
        # The no-break spaces are no longer needed, and are not ASCII.
        return [[run._replace(text=self.spelled(run.text)) for run in line] for line in lines]

    def line_dash(self, series: Series, number: int, *, has_markers: bool) -> tuple[int, int]:
        """Return the dash of a line: different if there are no markers, or if it is quiet."""
        if series.is_emphasised:
            return SOLID
        if self.is_quiet(series):
            return QUIET_DASH
        return SOLID if has_markers else DASHES[number % len(DASHES)]

    def spelled(self, text: str) -> str:
        """Return the text in the characters that the terminal can draw."""
        return spelled(text, self.glyphs)

    def cropped(self, text: str, width: int) -> str:
        """Return the text, cut with an ellipsis if it is longer than a width."""
        return crop(text, width).replace("…", self.look.ellipsis)


def in_column(values: Sequence[Line], most: int) -> list[Line]:
    """Return values with their decimal points in line, if that takes at most `most` cells."""
    shape = point_shape(values)
    if shape.width <= most:
        return [at_point(value, shape) for value in values]
    width = max(line_width(value) for value in values)
    return [align(value, width, "right") for value in values]


def tick_text(value: float) -> str:
    """Return a short number for an axis."""
    text = number_text(value)
    return text if len(text) <= _LONGEST_TICK else f"{value:.3g}"


def value_text(point: Point, unit: str) -> str:
    """Return a point's value in words, with `%` for percentages and `you` for a guess."""
    if point.is_open:
        return UNMOVED if point.guess is None else guess_text(point.guess, unit)
    return with_unit(point.text, unit)


def guess_room(data: ChartData, scale: Scale, unit: str) -> int:
    """Return the cells of the widest guess at a hidden value, or 0 where nothing is hidden.

    With this room left from the beginning, a plot stays where it is when a point is moved.
    """
    if not data.hidden:
        return 0
    step = guess_step(scale)
    first, last = (round(end / step.size) for end in (scale.low, scale.high))
    values = (step.multiple(count) for count in (first, first + 1, last - 1, last))
    return max(cell_len(guess_text(value, unit)) for value in values)


def guess_text(value: float, unit: str) -> str:
    """Return a guess in words."""
    return f"you {with_unit(number_text(value), unit)}"


def with_unit(text: str, unit: str) -> str:
    """Return a number with a percent sign; other units stand in the chart's heading."""
    is_number = text[-1:].isdigit() or text.endswith(")")
    return f"{text}\u00a0%" if unit == PERCENT and is_number else text


def limited(data: ChartData, view: ChartView, series: int, labels: int) -> ChartData:
    """Return the chart with no more series and labels than can be told apart.

    Emphasised ones are kept, and so is the point at the cursor.
    """
    series_kept = _kept(
        len(data.series),
        series,
        [
            n
            for n, one in enumerate(data.series)
            if one.is_emphasised or (view.cursor and view.cursor[0] == one.index)
        ],
    )
    labels_kept = _kept(
        len(data.labels),
        labels,
        [
            n
            for n in range(len(data.labels))
            if (view.cursor and view.cursor[1] == n)
            or any(one.points[n].is_emphasised and not one.is_emphasised for one in data.series)
        ],
    )
    if len(series_kept) == len(data.series) and len(labels_kept) == len(data.labels):
        return data
    return msgspec.structs.replace(
        data,
        labels=tuple(data.labels[n] for n in labels_kept),
        places=tuple(data.places[n] for n in labels_kept) if data.places else (),
        label_colours=tuple(data.label_colours[n] for n in labels_kept)
        if data.label_colours
        else (),
        series=tuple(
            msgspec.structs.replace(
                data.series[at], points=tuple(data.series[at].points[n] for n in labels_kept)
            )
            for at in series_kept
        ),
    )


def _kept(count: int, most: int, first: list[int]) -> list[int]:
    """Return the numbers that are kept: the given ones, then the others in their order."""
    if count <= most:
        return list(range(count))
    chosen = dict.fromkeys([*first, *range(count)])
    return sorted(list(chosen)[:most])


def left_out(whole: ChartData, drawn: ChartData) -> list[str]:
    """Return notes on the series and labels that are not drawn."""
    notes = []
    series = len(whole.series) - len(drawn.series)
    labels = len(whole.labels) - len(drawn.labels)
    if series:
        notes.append(f"and {series} more in the table")
    if labels:
        notes.append(f"{len(drawn.labels)} of {len(whole.labels)} drawn; the table has all")
    return notes
