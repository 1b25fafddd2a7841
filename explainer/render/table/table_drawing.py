"""Draws an opened table in a pane: as columns, as some columns beside the first, or as cards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from rich.cells import cell_len

from explainer.deck.model import Deck
from explainer.render.actor_colour import actor_role
from explainer.render.chart.glyphs import Glyphs
from explainer.render.column_widths import GAP, fitted_widths
from explainer.render.grid import RowSetting, stripe
from explainer.render.line import (
    NO_TARGET,
    Line,
    TextRun,
    crop_line,
    line_width,
    with_role,
    wrap,
)
from explainer.render.scroll import from_top, scrolled_words
from explainer.render.setting import WIDEST_TEXT as WIDEST_NOTE
from explainer.render.table.cell_bar import BAR_WIDTHS, bar_runs
from explainer.render.table.cells import BEST, PINNED, WORST, CellPainter, shown_title
from explainer.render.table.measure import Difference, comparable
from explainer.render.table.point import PointShape, at_point, point_shape
from explainer.render.table.table_index import TableIndex
from explainer.render.table.table_view import NO_ROW, SortOrder, TableView, is_faded, order_of
from explainer.render.value import column_align

NARROWEST_COLUMNS = 44
"""Width in cells below which a table is drawn as cards."""

_MARGIN = 1
_WIDEST_COLUMN = 30
_NARROWEST_TEXT = 14
_ROWS_MEASURED = 60
_ANY_ARROW = f" {SortOrder.DOWN.value}"
"""Arrow for which every heading has room, so that sorting moves no column."""


class Hit(msgspec.Struct, frozen=True):
    """The cell of a table at a place that can be clicked."""

    row: int
    """Index of the row in the table, `NO_ROW` for a heading."""
    column: str
    """Id of the column."""


class DrawnTable(msgspec.Struct, frozen=True):
    """The lines of a view, and the cells on them."""

    lines: list[Line]
    """The lines, at most as many as fit; the targets of their runs are indices into `hits`."""
    hits: list[Hit]
    """The cells that can be clicked."""
    top: int
    """The first item in sight, to be passed to the next drawing."""
    as_cards: bool
    """True if there is a card for each row in place of columns."""


def draw_table(
    index: TableIndex,
    view: TableView,
    deck: Deck,
    width: int,
    height: int,
    top: int = 0,
    glyphs: Glyphs = Glyphs.FULL,
    order: Sequence[int] | None = None,
) -> DrawnTable:
    """Draw a view.

    Args:
        index: The table.
        view: State of the reader.
        deck: The deck with the verdicts of claims.
        width: Cells of a line.
        height: Number of lines.
        top: First item of the previous drawing; it moves only as far as the cursor needs.
        glyphs: Characters of bars.
        order: Rows on their way to the order of the view; None once they are there.
    """
    drawing = _Drawing(index, view, deck, max(1, width), glyphs)
    if order is not None:
        drawing.put_in(order)
    return drawing.drawn(max(1, height), top)


def status_words(index: TableIndex, view: TableView, total: int = 0) -> list[str]:
    """Return the number of rows shown, then the order and other settings, in words.

    Args:
        index: The table.
        view: State of the reader.
        total: Number of rows to count the shown ones among; 0 for those of the view.
    """
    count, shown = total or len(view.rows), index.count(view)
    words = [f"{shown} of {count} rows" if shown != count else _counted(count, "row")]
    if view.needle:
        words.append(f"with “{view.needle}”")
    column = view.sort.removeprefix("-")
    if column in index.columns:
        arrow = order_of(view, column).value
        words.append(f"by {index.columns[column].title} {arrow}")
    if view.difference is not Difference.OFF:
        how = "in per cent" if view.difference is Difference.PERCENT else "absolute"
        words.append(f"differences from {index.label(view, view.pinned)}, {how}")
    hidden = len(view.offered) - len(view.columns)
    if hidden:
        words.append(f"{_counted(hidden, 'column')} hidden")
    return words


class _Drawing:
    """One drawing of a view."""

    def __init__(
        self, index: TableIndex, view: TableView, deck: Deck, width: int, glyphs: Glyphs
    ) -> None:
        self._index = index
        self._view = view
        self._deck = deck
        self._glyphs = glyphs
        self._scales = index.bar_scales(view)
        self._width = width
        self._rows = index.shown_rows(view)
        self._painter = CellPainter(index, view, deck)
        self._hits: list[Hit] = []
        self._scrolled = ""

    def put_in(self, order: Sequence[int]) -> None:
        """Draw the rows in another order than that of the view."""
        self._rows = list(order)

    def drawn(self, height: int, top: int) -> DrawnTable:
        """Return the lines: title, status, headings, rows."""
        as_cards = self._width < NARROWEST_COLUMNS and len(self._view.columns) > 2
        head = wrap([TextRun(self._index.table.title, "caption-title")], self._width)[:2]
        draw = self._turned if self._view.transposed else self._columns
        if as_cards:
            draw = self._cards
        head.extend(
            wrap(
                [TextRun(" · ".join(status_words(self._index, self._view)), "muted")], self._width
            )[:2]
        )
        body, top = draw(max(1, height - len(head) - 1), top)
        head.append([TextRun(self._scrolled, "faint")] if self._scrolled else [])
        foot = self._foot()
        if len(head) + len(body) + len(foot) + 1 <= height:
            body = [*body, [], *foot]
        lines = [crop_line(line, self._width) for line in [*head, *body][:height]]
        return DrawnTable(lines, self._hits, top, as_cards)

    def _foot(self) -> list[Line]:
        """Return the author's note, and the meaning of the marks in use."""
        view = self._view
        width = min(self._width, WIDEST_NOTE)
        note = self._index.table.note
        lines = wrap([TextRun(note, "muted")], width) if note else []
        marks = [f"{BEST} best  {WORST} worst"] if self._painter.marks_extremes else []
        marks.extend([f"{PINNED}pinned"] if view.pinned != NO_ROW else [])
        return lines + (wrap([TextRun("  ".join(marks), "faint")], width) if marks else [])

    def _hit(self, row: int, column: str) -> int:
        self._hits.append(Hit(row, column))
        return len(self._hits) - 1

    # --- columns --------------------------------------------------------------------------

    def _columns(self, height: int, top: int) -> tuple[list[Line], int]:
        view = self._view
        at = self._rows.index(view.row) if view.row in self._rows else 0
        # Those measured are the same in every order, so that sorting moves no column.
        sample = sorted({*view.rows[:_ROWS_MEASURED], *self._rows[max(0, at - 60) : at + 60]})
        grid = self._barred_columns(sample)
        head = grid.header_lines()
        if grid.is_partial:
            first, last = grid.shown[1] + 1, grid.shown[-1] + 1
            more = f"columns {first}–{last} of {len(view.columns)}"
            left = "‹ " if first > 2 else ""
            right = " ›" if last < len(view.columns) else ""
            head.insert(0, [TextRun(f"{left}{more}{right}", "faint")])
        cursor = at
        room = max(1, height - len(head))

        def lines_of(place: int) -> list[Line]:
            row = self._rows[place]
            cells = [self._cell(row, view.columns[j]) for j in grid.shown]
            bars = {j: self._bar(row, view.columns[j], room) for j, room in grid.bars.items()}
            return grid.row_lines(cells, self._row_role(row, place), bars)

        body, top, end = from_top(len(self._rows), cursor, room, top, lines_of)
        self._scrolled = scrolled_words(top, end, len(self._rows), "rows")
        if not self._rows:
            body = self._no_rows()
        return [*head, *body], top

    def _barred_columns(self, sample: list[int]) -> _Columns:
        """Return the columns, with the widest bars for which all of them have room."""
        view = self._view
        header = [self._heading(column) for column in view.columns]
        with_arrows = [[TextRun(f"{self._title(one)}{_ANY_ARROW}")] for one in view.columns]
        how = [column_align(self._index.columns[column]) for column in view.columns]
        cells = [[self._plain_cell(row, column) for column in view.columns] for row in sample]
        cursor = view.columns.index(view.column) if view.column in view.columns else 0
        barred = [at for at, column in enumerate(view.columns) if column in self._scales]

        def fitted(bar_width: int) -> _Columns:
            bars = dict.fromkeys(barred, bar_width)
            return _Columns(header, how, cells, self._width, cursor, bars, measured=with_arrows)

        *wider, least = BAR_WIDTHS
        for bar_width in wider if barred else []:
            grid = fitted(bar_width)
            if grid.is_whole:
                return grid
        return fitted(least)

    def _bar(self, row: int, column: str, width: int) -> Line:
        """Return the bar of a cell."""
        value, scale = comparable(self._index.cell(row, column)), self._scales[column]
        deck, record = self._deck, self._index.table.rows[row]
        role = actor_role(deck, record.id) or actor_role(deck, column)
        line = bar_runs(value, scale, width, self._glyphs, role)
        if is_faded(self._view, row, column):
            return [run._replace(role="faint") for run in line]
        return line

    def _no_rows(self) -> list[Line]:
        words = "No row has these words." if self._view.needle else "There are no rows."
        return wrap([TextRun(words, "muted")], self._width)

    def _heading(self, column: str) -> list[TextRun]:
        order = order_of(self._view, column)
        arrow = f" {order.value}" if order is not SortOrder.NONE else ""
        role = "here" if column == self._view.column else "table-head"
        text = f"{self._title(column)}{arrow}"
        return [TextRun(text, role, "", self._hit(NO_ROW, column))]

    def _title(self, column: str) -> str:
        return shown_title(self._index.columns[column], self._view)

    def _cell(self, row: int, column: str) -> list[TextRun]:
        view = self._view
        runs = self._painter.runs(row, column, self._hit(row, column))
        if row == view.pinned and column == view.columns[0]:
            runs.insert(0, TextRun(PINNED, "here"))
        if row == view.row and column == view.column:
            return [run._replace(role=f"{run.role} focus".strip()) for run in runs]
        if is_faded(view, row, column):
            return [run._replace(role="faint") for run in runs]
        return runs

    def _plain_cell(self, row: int, column: str) -> list[TextRun]:
        """Return a cell to be measured and not shown; any row has room for being pinned."""
        runs = self._painter.runs(row, column, NO_TARGET)
        if column == self._view.columns[0]:
            runs.insert(0, TextRun(PINNED))
        return runs

    def _row_role(self, row: int, place: int) -> str:
        """Return the role of a row, at a place among those shown."""
        if row == self._view.row:
            return "highlight"
        striped = stripe(place, len(self._rows))
        record = self._index.table.rows[row]
        if row == self._view.pinned or (record.id and record.id in self._view.highlight):
            return f"{striped} strong".strip()
        return striped

    # --- turned ---------------------------------------------------------------------------

    def _turned(self, height: int, top: int) -> tuple[list[Line], int]:
        view = self._view
        label, *columns = view.columns
        at = self._rows.index(view.row) if view.row in self._rows else 0
        near = range(max(0, at - 8), min(len(self._rows), at + 9))
        shown = [self._rows[place] for place in near]
        grid = _Columns(
            [self._heading(label), *([*self._cell(row, label)] for row in shown)],
            ["left"] * (len(shown) + 1),
            [
                [self._heading(column), *(self._cell(r, column) for r in shown)]
                for column in columns
            ],
            self._width,
            shown.index(view.row) + 1 if view.row in shown else 0,
            {},
        )
        head = grid.header_lines()
        if grid.is_partial or len(shown) < len(self._rows):
            first = near.start + grid.shown[1]
            last = near.start + grid.shown[-1]
            left, right = "‹ " if first > 1 else "", " ›" if last < len(self._rows) else ""
            words = f"{left}rows {first}–{last} of {len(self._rows)}{right}"
            head.insert(0, [TextRun(words, "faint")])
        cursor = columns.index(view.column) if view.column in columns else 0
        rows = [shown[j - 1] for j in grid.shown[1:]]

        def lines_of(place: int) -> list[Line]:
            column = columns[place]
            cells = [self._heading(column), *(self._cell(row, column) for row in rows)]
            is_here = column == view.column
            return grid.row_lines(cells, "highlight" if is_here else stripe(place, len(columns)))

        room = max(1, height - len(head))
        body, top, end = from_top(len(columns), cursor, room, top, lines_of)
        self._scrolled = scrolled_words(top, end, len(columns), "lines")
        return [*head, *body], top

    # --- cards ----------------------------------------------------------------------------

    def _cards(self, height: int, top: int) -> tuple[list[Line], int]:
        view = self._view
        columns = view.columns
        at = self._rows.index(view.row) if view.row in self._rows else 0
        field = columns.index(view.column) if view.column in columns else 0

        def lines_of(place: int) -> list[Line]:
            row, column = self._rows[place // len(columns)], columns[place % len(columns)]
            return self._field(row, column, is_last=column == columns[-1])

        count = len(self._rows) * len(columns)
        if not count:
            return self._no_rows(), 0
        body, top, end = from_top(count, at * len(columns) + field, height, top, lines_of)
        first, last = top // len(columns), -(-end // len(columns))
        self._scrolled = scrolled_words(first, last, len(self._rows), "cards")
        return body, top

    def _field(self, row: int, column: str, *, is_last: bool) -> list[Line]:
        cell = self._cell(row, column)
        if column in self._scales:
            cell = [*cell, TextRun(" "), *self._bar(row, column, BAR_WIDTHS[-1])]
        after: list[Line] = [[]] if is_last else []
        if column == self._view.columns[0]:
            return [with_role(line, "strong") for line in wrap(cell, self._width)] + after
        title = shown_title(self._index.columns[column], self._view)
        order = order_of(self._view, column)
        arrow = f" {order.value}" if order is not SortOrder.NONE else ""
        heading = TextRun(f"  {title}{arrow}: ", "muted", "", self._hit(NO_ROW, column))
        lines = wrap(
            [TextRun(heading.text.strip(), "muted", "", heading.target), TextRun(" "), *cell],
            max(1, self._width - 4),
        )
        return [
            [TextRun("    " if number else "  "), *line] for number, line in enumerate(lines)
        ] + after


class _Columns:
    """The columns of a drawing that fit beside the first one, their widths and alignment."""

    def __init__(
        self,
        header: list[list[TextRun]],
        how: list[str],
        sample: Sequence[list[list[TextRun]]],
        width: int,
        cursor: int,
        bars: Mapping[int, int],
        measured: list[list[TextRun]] | None = None,
    ) -> None:
        """Fit columns into a width.

        Args:
            header: Runs of each heading.
            how: `left`, `right`, `center` or `point` for each column.
            sample: Runs of the cells of some rows.
            width: Cells of a row.
            cursor: Index of the column with the cursor.
            bars: Width of the bars behind the numbers of some columns, by index.
            measured: Headings that the widths have room for; None for those of `header`.
        """
        widest = measured or header
        self.bars = bars
        """Width of the bars behind the numbers of some columns, by index."""
        self._header = header
        self._shapes: list[PointShape | None] = [
            point_shape(row[j] for row in sample) if how[j] == "point" or j in bars else None
            for j in range(len(header))
        ]
        blank = {j: [TextRun(" " * cells)] for j, cells in bars.items()}
        padded = [[self._set(cell, j, blank) for j, cell in enumerate(row)] for row in sample]
        numbers = frozenset(j for j, shape in enumerate(self._shapes) if shape is not None)
        room = max(1, width - 2 * _MARGIN)
        widths = fitted_widths(widest, padded, numbers, room)
        self.is_partial = widths is None
        """True if some columns are out of sight."""
        self.shown = list(range(len(header)))
        """Indices of the columns in sight; the first column always is."""
        if widths is None:
            natural = [
                max(1, _heading_width(widest[j]), *(line_width(row[j]) for row in padded))
                for j in range(len(header))
            ]
            natural[0] = min(natural[0], max(10, width // 3))
            least = [natural[j] if j in numbers else _NARROWEST_TEXT for j in range(len(header))]
            self.shown, widths = _group(natural, least, room, cursor)
            self.is_partial = len(self.shown) < len(header)
        self.is_whole = not self.is_partial and all(
            line_width(row[j]) <= widths[j] for row in padded for j in self.shown
        )
        """True if all columns are in sight, and no cell is wrapped."""
        self._setting = RowSetting(
            [widths[j] for j in self.shown], [self._align(how[j], j) for j in self.shown], _MARGIN
        )

    def _align(self, how: str, j: int) -> str:
        if j in self.bars:
            return "left"
        return "right" if how == "point" else how

    def _set(self, cell: list[TextRun], j: int, bars: Mapping[int, Line]) -> list[TextRun]:
        shape = self._shapes[j]
        cell = at_point(cell, shape) if shape is not None else cell
        return [*cell, TextRun(" "), *bars[j]] if j in bars else cell

    def header_lines(self) -> list[Line]:
        """Return the headings and the line under them."""
        return self._setting.heading_lines([self._header[j] for j in self.shown])

    def row_lines(
        self, cells: list[list[TextRun]], role: str, bars: Mapping[int, Line] | None = None
    ) -> list[Line]:
        """Return the lines of one row, given the cells of the columns in sight."""
        barred = bars or {}
        padded = [self._set(cell, j, barred) for cell, j in zip(cells, self.shown, strict=True)]
        return self._setting.row_lines(padded, role)


def _heading_width(cell: list[TextRun]) -> int:
    """Return the cells for a heading: its longest word, or a third of it if that is more."""
    words = [cell_len(word) for run in cell for word in run.text.split()]
    return max([*words, -(-line_width(cell) // 3)], default=1)


def _group(
    natural: list[int], least: list[int], width: int, cursor: int
) -> tuple[list[int], list[int]]:
    """Return the first column and those that share a screen with the cursor's, and all widths.

    The groups do not depend on the way of the cursor, so that a column is always found in its
    place. The last column of a group may be narrower than it should be.
    """
    widths = [min(one, _WIDEST_COLUMN, width) for one in natural]
    room = max(1, width - widths[0] - GAP)
    group: list[int] = []
    used = 0
    for j in range(1, len(widths)):
        widths[j] = min(widths[j], room)
        left = room - used - (GAP if group else 0)
        if group and left < min(widths[j], least[j]):
            if cursor <= group[-1]:
                break
            group, used, left = [], 0, room
        widths[j] = min(widths[j], left)
        used += widths[j] + (GAP if group else 0)
        group.append(j)
    return [0, *group], widths


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}".replace(",", "\u202f")
