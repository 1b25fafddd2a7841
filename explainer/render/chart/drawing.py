"""What every kind of chart needs while it is drawn: room, characters, roles, and written values."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from rich.cells import cell_len

from explainer.render.chart.canvas import DASHES, QUIET_DASH, SOLID
from explainer.render.chart.chart_scale import Scale
from explainer.render.chart.chart_view import ChartView
from explainer.render.chart.data import PERCENT, ChartData, Point, Series
from explainer.render.chart.glyphs import LOOKS, Glyphs, Look, spelled
from explainer.render.line import NO_TARGET, Line, TextRun, align, crop, line_width, wrap
from explainer.render.table.point import at_point, point_shape
from explainer.render.value import number_text

GAP = 2
"""Cells between a label and what it labels."""

_COLOURS = 6
_LONGEST_TICK = 9


class Drawing(msgspec.Struct, frozen=True):
    """A chart of one unit, about to be drawn."""

    data: ChartData
    """What is drawn, without what the reader may not see yet."""
    scale: Scale
    """The axis of values."""
    width: int
    """Cells across."""
    height: int
    """Lines that it should take, 0 for what suits it."""
    glyphs: Glyphs
    """What the terminal can draw."""
    view: ChartView
    """What the reader has done with it."""
    target: Callable[[Point], int]
    """What can be opened at a point."""

    @property
    def look(self) -> Look:
        """The characters at hand."""
        return LOOKS[self.glyphs]

    def role(self, series: Series, point: Point | None = None) -> str:
        """The role of a series, or of one of its points that may be brought out alone."""
        if not self.data.has_emphasis:
            return f"series-{series.index % _COLOURS + 1}"
        if not series.is_emphasised and not (point is not None and point.is_emphasised):
            return "series-quiet"
        brought_out = [one.index for one in self.data.series if one.is_emphasised]
        if series.index in brought_out[1:]:
            return f"series-{(brought_out.index(series.index) - 1) % _COLOURS + 1}"
        return "series-main"

    def is_quiet(self, series: Series, point: Point | None = None) -> bool:
        """Whether it stays behind what is brought out."""
        return self.role(series, point) == "series-quiet"

    def words_role(self, series: Series, point: Point | None = None) -> str:
        """The role of a name or label that goes with a series or point."""
        if not self.data.has_emphasis:
            return ""
        return "muted" if self.is_quiet(series, point) else "strong"

    def marker(self, series: Series, point: Point) -> str:
        """The character of a point: an outline where it rests on weak sources or is a guess."""
        look = self.look
        markers = look.open_markers if point.is_weak or point.is_open else look.markers
        return markers[series.index % len(markers)]

    def guess_marker(self, series: Series) -> str:
        """The character of what the reader thought a point to be."""
        markers = self.look.open_markers
        return markers[series.index % len(markers)]

    def is_at_cursor(self, series: Series, point: Point) -> bool:
        """Whether the reader's cursor is on a point."""
        return self.view.cursor == (series.index, point.label)

    def value(self, series: Series, point: Point, room: int = 0) -> Line:
        """A value as it stands beside its point, with the marks of what puts it in doubt."""
        most = room or max(12, self.width // 3)
        if point.value is None:
            return self._missing(point, most)
        role = self.role(series, point)
        if self.is_at_cursor(series, point):
            role += " focus"
        target = NO_TARGET if point.is_open else self.target(point)
        marks = [
            TextRun(self.spelled(f"\u00a0{self.look.marks[verdict]}"), verdict.value, "", target)
            for verdict in point.verdicts
        ]
        used = sum(cell_len(run.text) for run in marks)
        text = self.cropped(self.spelled(value_text(point, series.unit)), max(4, most - used))
        return [TextRun(text, role, "", target), *marks]

    def _missing(self, point: Point, most: int) -> Line:
        text = point.text if point.text == "–" or not point.missing else f"{point.text},"
        words = self.spelled(f"{text} {point.missing}".strip())
        return [TextRun(self.cropped(words, most), "faint")]

    def key_entry(self, series: Series, sign: str) -> Line:
        """A sign and the name it stands for, which stay on one line."""
        name = self.spelled(series.title).replace(" ", "\u00a0")
        return [TextRun(sign, self.role(series)), TextRun(f"\u00a0{name}\u00a0\u00a0 ", "muted")]

    def key_lines(self, entries: Line) -> list[Line]:
        """Entries of a key in as many lines as they need."""
        lines = wrap(entries, self.width)
        for line in lines:
            line[-1] = line[-1]._replace(text=line[-1].text.rstrip("\u00a0 "))
        # Hard spaces have done their work, and are no ASCII.
        return [[run._replace(text=self.spelled(run.text)) for run in line] for line in lines]

    def line_dash(self, series: Series, number: int, *, has_markers: bool) -> tuple[int, int]:
        """How a line is broken: where no markers tell the series apart, or where it is quiet."""
        if series.is_emphasised:
            return SOLID
        if self.is_quiet(series):
            return QUIET_DASH
        return SOLID if has_markers else DASHES[number % len(DASHES)]

    def spelled(self, text: str) -> str:
        """The text in the characters at hand."""
        return spelled(text, self.glyphs)

    def cropped(self, text: str, width: int) -> str:
        """The text, with a sign that it goes on where it is longer than a width."""
        return crop(text, width).replace("…", self.look.ellipsis)


def in_column(values: Sequence[Line], most: int) -> list[Line]:
    """Values under each other, at their point where that takes no more than so many cells."""
    shape = point_shape(values)
    if shape.width <= most:
        return [at_point(value, shape) for value in values]
    width = max(line_width(value) for value in values)
    return [align(value, width, "right") for value in values]


def tick_text(value: float) -> str:
    """A number of an axis, short."""
    text = number_text(value)
    return text if len(text) <= _LONGEST_TICK else f"{value:.3g}"


def value_text(point: Point, unit: str) -> str:
    """A point's value in words: with `%` where it is one, and `you` where it is a guess."""
    if point.is_open:
        return "?" if point.guess is None else f"you {with_unit(number_text(point.guess), unit)}"
    return with_unit(point.text, unit)


def with_unit(text: str, unit: str) -> str:
    """A number with the sign of percentages; other units stand in the chart's heading."""
    is_number = text[-1:].isdigit() or text.endswith(")")
    return f"{text}\u00a0%" if unit == PERCENT and is_number else text


def limited(data: ChartData, view: ChartView, series: int, labels: int) -> ChartData:
    """The chart with no more series and labels than can be told apart.

    What is brought out stays, and so does what is under the cursor.
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
        series=tuple(
            msgspec.structs.replace(
                data.series[at], points=tuple(data.series[at].points[n] for n in labels_kept)
            )
            for at in series_kept
        ),
    )


def _kept(count: int, most: int, first: list[int]) -> list[int]:
    """Which of so many are kept: the ones named, then the others in their order."""
    if count <= most:
        return list(range(count))
    chosen = dict.fromkeys([*first, *range(count)])
    return sorted(list(chosen)[:most])


def left_out(whole: ChartData, drawn: ChartData) -> list[str]:
    """What is not drawn, in words."""
    notes = []
    series = len(whole.series) - len(drawn.series)
    labels = len(whole.labels) - len(drawn.labels)
    if series:
        notes.append(f"and {series} more in the table")
    if labels:
        notes.append(f"{len(drawn.labels)} of {len(whole.labels)} drawn; the table has all")
    return notes
