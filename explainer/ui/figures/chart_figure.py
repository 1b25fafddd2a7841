"""An opened chart: enlarged, read point by point, with hidden points to guess."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from explainer.deck.directive import ChartKind, ChartOptions, TableOptions
from explainer.deck.model import Deck, Table
from explainer.render.chart.chart_drawing import chart_header, chart_lines
from explainer.render.chart.chart_view import (
    BIG_STEP,
    ChartView,
    Place,
    can_reveal,
    guessed,
    moved,
    put,
    revealed,
    shown_data,
)
from explainer.render.chart.chart_words import readout
from explainer.render.chart.data import ChartData, Point, chart_data
from explainer.render.chart.drawing import Axis
from explainer.render.chart.glyphs import Glyphs
from explainer.render.line import NO_TARGET, Line, TextRun, crop, wrap
from explainer.render.selection import chart_columns
from explainer.render.setting import WIDEST_TEXT
from explainer.render.table.cell_evidence import cell_evidence
from explainer.render.table.copy import as_markdown
from explainer.render.table.table_index import TableIndex
from explainer.render.table.table_view import table_view
from explainer.ui.base.command import Command
from explainer.ui.base.copying import COPYING_IS_OFF
from explainer.ui.figures.clicked_target import (
    TargetPlace,
    nearest_around,
    nearest_on_line,
    target_places,
)
from explainer.ui.figures.figure import Copy, FixedFigure, Label

_IN_ROWS = (
    ChartKind.BAR,
    ChartKind.GROUPED,
    ChartKind.STACKED,
    ChartKind.SHARE,
    ChartKind.DOT,
)
"""Kinds of chart that put their labels one below the other."""


_FRAMES = 15
"""Pictures in which the record is drawn in."""

_SECONDS = 0.5
"""Seconds that this takes."""

_NEAR = 3
"""Lines around a click in which a point of a line or slope is looked for."""

_GROUP = "In an opened chart"

CHART = (
    Command("chart-reveal", ("r",), "Record",
            "Show the record beside your guesses, once every point was moved.",
            _GROUP, "figure('reveal')"),
    Command("chart-much-higher", ("shift+up", "K"), "Much higher", "A guess five steps higher.",
            _GROUP, "figure('higher')"),
    Command("chart-much-lower", ("shift+down", "J"), "Much lower", "A guess five steps lower.",
            _GROUP, "figure('lower')"),
    Command("chart-copy", ("y",), "Copy as Markdown",
            "Copy the chart's numbers as a Markdown table.", _GROUP, "figure('copy')"),
)  # fmt: skip
"""Commands of an opened chart."""


class ChartFigure(FixedFigure):
    """An opened chart: enlarged, read point by point, with hidden points to guess."""

    commands = CHART

    def __init__(
        self,
        table: Table,
        options: ChartOptions,
        view: ChartView | None,
        deck: Deck,
        copy: Copy | None,
        label: Label,
        *,
        ascii_only: bool,
        has_motion: bool = True,
        data: ChartData | None = None,
    ) -> None:
        """Open a chart.

        Args:
            table: Its table.
            options: Options set by its author.
            view: The view in which it was left; None for a new one.
            deck: Has its claims and sources.
            copy: Copies text to the clipboard; None where copying is off.
            label: Returns the key of a command.
            ascii_only: True if it is drawn with ASCII alone.
            has_motion: True if the record may be drawn in by itself.
            data: Its data, if it shares a scale with others; None for that of its table.
        """
        self.notice = ""
        """Words for the last line until the next key; empty for none."""
        self._table = table
        self._options = options
        self._deck = deck
        self._copy = copy
        self._label = label
        self._glyphs = Glyphs.PLAIN if ascii_only else Glyphs.FULL
        self._data = data or chart_data(table, options, deck)
        self._view = view or ChartView()
        self._lines: list[Line] = []
        self._clickable: list[Place] = []
        self._axes: dict[str, Axis] = {}
        self._head = 0
        self._has_motion = has_motion
        self._frame = _FRAMES
        self._top = self._max_top = 0
        if self._view.cursor is None:
            self._view = moved(self._view, self._data, 0, 0)

    @property
    def view(self) -> ChartView:
        """The view as the reader has it now."""
        return self._view

    @property
    def _is_guessing(self) -> bool:
        return bool(self._data.hidden) and not self._view.is_revealed

    def do(self, action: str) -> None:
        """Run one of its commands."""
        match action:
            case "reveal":
                self.reveal()
            case "higher":
                self.guess_by(1)
            case "lower":
                self.guess_by(-1)
            case "copy":
                self.copy_numbers()
            case _:
                raise LookupError(f"A chart has no command '{action}'.")

    # --- drawing --------------------------------------------------------------------------

    def lines(self, width: int, height: int) -> list[Line]:
        """Return header, chart, the point under the cursor and the note, as far as they fit."""
        head = chart_header(self._data, width, self._glyphs)
        words = self._point_words()
        said = [[], *wrap(words, width)] if words else []
        note: list[Line] = []
        if self._table.note:
            text = wrap([TextRun(self._table.note, "muted")], min(width, WIDEST_TEXT))
            note = [[], *text]
        room = height - len(head) - 1 - len(said)
        self._clickable = []
        self._axes = {}
        self._head = len(head) + 1
        body = chart_lines(
            self._data,
            width,
            height=max(3, room),
            glyphs=self._glyphs,
            view=self._view,
            value_target=self._target_of,
            axis_found=self._take_axis,
            is_opened=True,
            drawn=self._frame / _FRAMES,
        )
        lines = [*head, [], *body, *said]
        self._lines = lines
        if len(lines) + len(note) <= height:
            return [*lines, *note]
        self._max_top = max(0, len(lines) - height + 1) if len(lines) > height else 0
        self._top = min(self._top, self._max_top)
        if not self._max_top:
            return lines
        below = self._top < self._max_top
        key = self._label("block-page-down" if below else "block-page-up")
        more = f"… {key} shows more" if below else f"… {key} goes back up"
        return [*lines[self._top : self._top + height - 1], [TextRun(crop(more, width), "faint")]]

    def _target_of(self, point: Point) -> int:
        """Return the target that a click on a point means: its index in `_clickable`."""
        for series in self._data.series:
            own = series.points[point.label]
            if (own.row, own.column) == (point.row, point.column) != (-1, -1):
                self._clickable.append((series.index, point.label))
                return len(self._clickable) - 1
        return NO_TARGET

    def _take_axis(self, axis: Axis) -> None:
        self._axes[axis.unit] = axis.lowered(self._head)

    def drag(self, line: int, column: int) -> bool:
        """Put the guess that is nearest to the mouse where the mouse is."""
        if not self._is_guessing:
            return False
        line += self._top if self._max_top else 0
        place = self._guess_near(line, column)
        axis = None if place is None else self._axes.get(self._data.series[place[0]].unit)
        if place is None or axis is None:
            return False
        self._view = put(self._view, self._data, place, axis.value(line, column))
        return True

    def _guess_near(self, line: int, column: int) -> Place | None:
        """Return the point to guess that is nearest along the axis of the labels."""
        in_rows = self._data.kind in _IN_ROWS

        def distance(one: TargetPlace) -> tuple[int, int]:
            rows, cells = abs(one.line - line), one.cells_from(column)
            return (rows, cells) if in_rows else (cells, rows)

        places = target_places(self._lines, range(len(self._lines)))
        hidden = set(self._data.hidden)
        near = [one for one in places if self._clickable[one.target] in hidden]
        found = min(near, key=distance, default=None)
        return None if found is None else self._clickable[found.target]

    def click(self, line: int, column: int) -> bool:
        """Move the cursor to the bar or point that was clicked, or to the nearest one."""
        line += self._top if self._max_top else 0
        if self._data.kind in _IN_ROWS:
            # A line without a value is a label or a blank one; its value follows below.
            rows = ([line], [line + 1]) if 0 <= line < len(self._lines) else ()
            found = [list(target_places(self._lines, row)) for row in rows]
            target = nearest_on_line(next(filter(None, found), []), line, column)
        else:
            near = range(line - _NEAR, line + _NEAR + 1)
            target = nearest_around(list(target_places(self._lines, near)), line, column)
        place = None if target is None else self._clickable[target]
        if place is None or (self._is_guessing and place not in self._data.hidden):
            return False
        self._view = msgspec.structs.replace(self._view, cursor=place)
        return not self._is_guessing

    def _point_words(self) -> list[TextRun]:
        """Return the words about the point under the cursor, or how to guess it."""
        runs = readout(self._data, self._view)
        if not self._is_guessing:
            return runs
        left = len(self._data.hidden) - len(self._view.guesses)
        key = self._label("chart-reveal")
        more = f"{left} to move" if left > 0 else f"every point is moved: {key} shows the record"
        return [*runs, TextRun(f"  ·  {more}", "muted")]

    @property
    def _point(self) -> Point | None:
        place = self._view.cursor
        if place is None:
            return None
        return shown_data(self._data, self._view).series[place[0]].points[place[1]]

    def evidence(self, width: int) -> list[Line]:
        """Return the evidence of the value under the cursor; nothing while it is to be guessed."""
        point = self._point
        if point is None or point.is_open or point.row < 0 or point.column < 0:
            return []
        column = self._table.columns[point.column]
        return cell_evidence(self._table, point.row, column, self._deck, width)

    def place(self) -> str:
        """Words for the point under the cursor."""
        place = self._view.cursor
        if place is None:
            return self._data.title
        series = self._data.series[place[0]].title
        label = self._data.labels[place[1]]
        return f"{label} · {series}" if len(self._data.series) > 1 else label

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the ids of the most useful commands now, with a word or two for each."""
        if self._is_guessing:
            record = ("chart-reveal", "record")
            moving = (("block-up+block-down", "move it"), ("block-right", "next"))
            return (record, *moving) if can_reveal(self._view, self._data) else (*moving, record)
        return (("block-right", "next"), ("block-evidence", "evidence"), ("chart-copy", "copy"))

    # --- moving ---------------------------------------------------------------------------

    def move(self, across: int, down: int) -> None:
        """Move to another point; where points are to be guessed, up and down move the guess."""
        if self._is_guessing:
            if down:
                self._view = guessed(self._view, self._data, -down)
            else:
                self._move_to_hidden(across)
            return
        labels, series = (down, across) if self._data.kind in _IN_ROWS else (across, down)
        if len(self._data.series) == 1:
            labels, series = across + down, 0
        self._view = moved(self._view, self._data, labels, series)

    def _move_to_hidden(self, by: int) -> None:
        """Move to the next point that is to be guessed."""
        hidden = list(self._data.hidden)
        cursor = self._view.cursor
        at = hidden.index(cursor) if cursor in hidden else 0
        to = max(0, min(at + by, len(hidden) - 1))
        self._view = ChartView(hidden[to], self._view.guesses, self._view.is_revealed)

    def page(self, pages: int) -> None:
        """Scroll rows that do not fit; where all fit, move the cursor by several points."""
        if self._max_top:
            self._top = max(0, min(self._top + 4 * pages, self._max_top))
        elif not self._is_guessing:
            self._view = moved(self._view, self._data, 5 * pages, 0)

    def edge(self, end: int) -> None:
        """Move to the first or last point."""
        if self._is_guessing:
            self._move_to_hidden(10**9 if end else -(10**9))
            return
        self._view = moved(self._view, self._data, len(self._data.labels) * (1 if end else -1), 0)

    def close_layer(self) -> bool:
        """Return False: a chart has no layers."""
        return False

    # --- the record is drawn in -----------------------------------------------------------

    @property
    def seconds_per_step(self) -> float:
        """Seconds between two frames."""
        return _SECONDS / _FRAMES

    @property
    def is_running(self) -> bool:
        """True while the record is drawn in."""
        return self._frame < _FRAMES

    def advance(self) -> None:
        """Draw the record a little further."""
        self.draw_to(self._frame + 1)

    def draw_to(self, frame: int) -> None:
        """Draw the record as far as a frame."""
        self._frame = max(0, min(frame, _FRAMES))

    def begin_key(self) -> None:
        """Clear the notice, and draw the whole record at once."""
        super().begin_key()
        self._frame = _FRAMES

    # --- commands -------------------------------------------------------------------------

    def guess_by(self, strides: int) -> None:
        """Move the guess under the cursor by large steps."""
        self._view = guessed(self._view, self._data, strides * BIG_STEP)

    def reveal(self) -> None:
        """Show the true values, once every hidden point has been guessed."""
        if not self._data.hidden:
            self.notice = "Nothing is hidden here."
        elif self._view.is_revealed:
            self.notice = "This is the record."
        elif can_reveal(self._view, self._data):
            self._view = revealed(self._view)
            self._frame = 0 if self._has_motion else _FRAMES
        else:
            left = len(self._data.hidden) - len(self._view.guesses)
            points = "1 point" if left == 1 else f"{left} points"
            up, down = self._label("block-up"), self._label("block-down")
            self.notice = f"Move {points} more with {up} and {down} first."

    def copy_numbers(self) -> None:
        """Copy the chart's numbers, unless some are still to be guessed."""
        if self._is_guessing:
            self.notice = "The numbers can be copied once the record shows."
            return
        if self._copy is None:
            self.notice = COPYING_IS_OFF
            return
        label, values = chart_columns(self._table, self._options)
        columns = tuple(dict.fromkeys((label.id, *(column.id for column in values))))
        options = TableOptions(self._options.target, columns, self._options.rows)
        index = TableIndex(self._table)
        self._copy(as_markdown(index, table_view(self._table, options), self._deck))
        self.notice = "Sent the chart's numbers to the clipboard as Markdown."
