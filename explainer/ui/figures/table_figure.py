"""An opened table: sort, columns, filter, pin, differences, transpose, copy."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

import msgspec

from explainer.deck.model import Deck, Table
from explainer.render.chart.glyphs import Glyphs
from explainer.render.line import Line, TextRun, crop, wrap
from explainer.render.table.cell_evidence import cell_evidence
from explainer.render.table.copy import MOST_COPIED, as_markdown, as_tsv
from explainer.render.table.row_motion import order_between
from explainer.render.table.table_drawing import DrawnTable, draw_table, status_words
from explainer.render.table.table_index import TableIndex
from explainer.render.table.table_view import (
    NO_ROW,
    TableView,
    order_of,
    pinned_or_not,
    sorted_by,
    with_columns,
    with_next_difference,
    with_next_spotlight,
    with_offered,
)
from explainer.render.value import column_title
from explainer.ui.base.command import Command
from explainer.ui.base.copying import COPYING_IS_OFF
from explainer.ui.base.typed_line import EDITING, TypedLine
from explainer.ui.figures.clicked_target import nearest_on_line, target_places
from explainer.ui.figures.figure import Copy, StillFigure
from explainer.ui.figures.table_commands import TABLE, TABLE_COLUMNS, TABLE_FILTER

_COLUMNS_HEAD = 2
"""Lines above the list of columns."""

_FRAMES = 8
"""Pictures in which sorted rows move to their places."""

_SECONDS = 0.4
"""Seconds that this takes."""

_MOST_MOVING = 60
"""Rows above which none moves: most of them would come from out of sight."""

_TALLEST_ROW = 40
"""Lines around a click that are searched for the cells of its row."""


class _Mode(Enum):
    CELLS = auto()
    FILTER = auto()
    COLUMNS = auto()


class TableFigure(StillFigure):
    """An opened table, which can be sorted, filtered, compared by row, and cut to some columns."""

    def __init__(
        self,
        table: Table,
        view: TableView,
        deck: Deck,
        copy: Copy | None,
        glyphs: Glyphs = Glyphs.FULL,
        *,
        has_motion: bool = True,
    ) -> None:
        """Open a table in a certain view.

        Args:
            table: The table.
            view: The view in which it was left.
            deck: Has its claims and sources.
            copy: Copies a text; None where nothing can be copied.
            glyphs: Characters of bars.
            has_motion: True if sorted rows may be seen moving to their places.
        """
        self.notice = ""
        """Words for the last line until the next key; empty for none."""
        self.index = TableIndex(table)
        """Index for sorting and filtering."""
        self._view = view
        shown = self.index.shown_rows(view)
        if view.row == NO_ROW and shown:
            self._view = msgspec.structs.replace(view, row=shown[0])
        self._deck = deck
        self._copy = copy
        self._glyphs = glyphs
        self._mode = _Mode.CELLS
        self._typed = TypedLine(view.needle)
        self._chosen = 0
        self._top = 0
        self._drawn: DrawnTable | None = None
        self._head = 0
        self._first_column = 0
        self._has_motion = has_motion
        self._left: list[int] = []
        self._frame = _FRAMES

    @property
    def commands(self) -> tuple[Command, ...]:
        """Commands of the table, of its filter or of the list of its columns."""
        if self._mode is _Mode.FILTER:
            return (*TABLE_FILTER, *EDITING)
        return TABLE if self._mode is _Mode.CELLS else TABLE_COLUMNS

    @property
    def has_cursor(self) -> bool:
        """True while the cursor is on a cell."""
        return self._mode is _Mode.CELLS

    @property
    def typed(self) -> TypedLine | None:
        """The words to filter by, while they are being typed."""
        return self._typed if self._mode is _Mode.FILTER else None

    @property
    def view(self) -> TableView:
        """The view as the reader has it now."""
        return self._view

    def do(self, action: str) -> None:
        """Run one of its commands."""
        match action:
            case "sort":
                self.sort()
            case "columns":
                self.choose_columns()
            case "filter":
                self.start_filter()
            case "pin":
                self._view = pinned_or_not(self._view)
            case "difference":
                self._view = with_next_difference(self._view)
            case "spotlight":
                self._view = with_next_spotlight(self._view)
            case "transpose":
                self.transpose()
            case "copy":
                self._send(as_markdown(self.index, self._view, self._deck), "Markdown")
            case "copy_tsv":
                self._send(as_tsv(self.index, self._view, self._deck), "tab-separated values")
            case "keep":
                self._mode = _Mode.CELLS
            case "down" | "up":
                self._mode = _Mode.CELLS
                self.move(0, 1 if action == "down" else -1)
            case "next" | "previous":
                by = 1 if action == "next" else -1
                self._chosen = max(0, min(self._chosen + by, len(self._view.offered) - 1))
            case "carry_down" | "carry_up":
                self._move_column(1 if action == "carry_down" else -1)
            case "toggle":
                self._toggle_column(self._view.offered[self._chosen])
            case _:
                raise LookupError(f"A table has no command '{action}'.")

    def prepare(self) -> None:
        """Compute the sort and filter keys of a long table."""
        self.index.prepare(self._view)

    # --- drawing --------------------------------------------------------------------------

    def lines(self, width: int, height: int) -> list[Line]:
        """Return the table, or the list of its columns while columns are chosen."""
        if self._mode is _Mode.COLUMNS:
            return self._column_lines(width, height)
        head: list[Line] = []
        if self._mode is _Mode.FILTER:
            found, count = self.index.count(self._view), len(self._view.rows)
            words = [TextRun("Filter: ", "here"), *self._typed.runs(max(8, width - 24))]
            head = wrap([*words, TextRun(f"  {found} of {count}", "muted")], width)[:2]
        self._head = len(head)
        room = height - len(head)
        self._drawn = draw_table(
            self.index,
            self._view,
            self._deck,
            width,
            room,
            self._top,
            self._glyphs,
            self._order(),
        )
        self._top = self._drawn.top
        return [*head, *self._drawn.lines]

    def status(self, total: int) -> list[str]:
        """Return the number of rows shown among `total`, then the order and other settings."""
        return status_words(self.index, self._view, total)

    def _column_lines(self, width: int, height: int) -> list[Line]:
        lines: list[Line] = [[TextRun("Columns", "caption-title")], []]
        room = max(1, height - len(lines))
        first = max(0, min(self._chosen - room + 2, len(self._view.offered) - room))
        self._first_column = first
        for place, column in list(enumerate(self._view.offered))[first : first + room]:
            shown = "☑ " if column in self._view.columns else "☐ "
            here = place == self._chosen
            title = crop(column_title(self.index.columns[column]), max(1, width - 6))
            role = "here" if here else ""
            lines.append(
                [
                    TextRun("▌ " if here else "  ", "here"),
                    TextRun(shown, "marker"),
                    TextRun(title, role),
                ]
            )
        return lines

    def evidence(self, width: int) -> list[Line]:
        """Return the evidence of the cell under the cursor."""
        if self._view.row == NO_ROW or self._view.column not in self.index.columns:
            return []
        column = self.index.columns[self._view.column]
        return cell_evidence(self.index.table, self._view.row, column, self._deck, width)

    def place(self) -> str:
        """Words for the row and column under the cursor."""
        view = self._view
        if self._mode is _Mode.COLUMNS:
            return f"{len(view.columns)} of {len(view.offered)} columns"
        if self._mode is _Mode.FILTER:
            return "Type words to filter by"
        if view.row == NO_ROW:
            return self.index.table.title
        column = self.index.columns[view.column].title
        return f"{self.index.label(view, view.row)} · {column}"

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the ids of the most useful commands now, with a word or two for each."""
        if self._mode is _Mode.FILTER:
            return (("table-filter-keep", "keep"), ("close", "show all"))
        if self._mode is _Mode.COLUMNS:
            carry = ("columns-carry-up+columns-carry-down", "carry")
            return (("columns-toggle", "show or hide"), carry, ("columns-done", "done"))
        return (
            ("table-sort", "sort"),
            ("table-pin", "unpin" if NO_ROW != self._view.pinned == self._view.row else "pin"),
            *self._difference_hint(),
            ("block-evidence", "evidence"),
            ("table-filter", "filter"),
            ("table-columns", "columns"),
            ("table-transpose", "turn"),
            ("help", "all keys"),
        )

    def _difference_hint(self) -> Sequence[tuple[str, str]]:
        """Return the hint for differences, which matter once a row is pinned."""
        return (("table-difference", "differences"),) if self._view.pinned != NO_ROW else ()

    # --- moving ---------------------------------------------------------------------------

    def move(self, across: int, down: int) -> None:
        """Move the cursor by cells, in the directions of the screen."""
        if self._drawn is not None and self._drawn.as_cards:
            self._move_in_cards(across, down)
        elif self._view.transposed:
            self._move_cell(across, down)
        else:
            self._move_cell(down, across)

    def _move_cell(self, rows: int, columns: int) -> None:
        view, shown = self._view, self.index.shown_rows(self._view)
        if not shown:
            return
        at = shown.index(view.row) if view.row in shown else 0
        row = shown[max(0, min(at + rows, len(shown) - 1))]
        place = view.columns.index(view.column) if view.column in view.columns else 0
        column = view.columns[max(0, min(place + columns, len(view.columns) - 1))]
        self._view = msgspec.structs.replace(view, row=row, column=column)

    def _move_in_cards(self, rows: int, fields: int) -> None:
        """Move left and right between cards; up and down between fields, on to the next card."""
        view, shown = self._view, self.index.shown_rows(self._view)
        place = view.columns.index(view.column) if view.column in view.columns else 0
        if fields and not 0 <= place + fields < len(view.columns) and view.row in shown:
            at = shown.index(view.row)
            if 0 <= at + fields < len(shown):
                column = view.columns[0 if fields > 0 else -1]
                self._view = msgspec.structs.replace(view, row=shown[at + fields], column=column)
            return
        self._move_cell(rows, fields)

    def page(self, pages: int) -> None:
        """Move by the number of rows in sight."""
        hits = self._drawn.hits if self._drawn else []
        seen = len({hit.row for hit in hits if hit.row != NO_ROW})
        by = pages * max(1, seen - 2)
        self._move_cell(by, 0)

    def edge(self, end: int) -> None:
        """Move to the first or last row."""
        self._move_cell(10**9 if end else -(10**9), 0)

    def click(self, line: int, column: int) -> bool:
        """Sort by a clicked heading, or move the cursor to a clicked cell; choose a column."""
        if self._mode is _Mode.COLUMNS:
            self._click_column(line)
            return False
        target = self._clicked(line - self._head, column)
        if self._drawn is None or target is None:
            return False
        hit = self._drawn.hits[target]
        self._view = msgspec.structs.replace(
            self._view, column=hit.column, row=self._view.row if hit.row == NO_ROW else hit.row
        )
        if hit.row == NO_ROW:
            self.sort()
        return hit.row != NO_ROW

    def _clicked(self, line: int, column: int) -> int | None:
        """Return the target of the cell at a place, which has blank room and several lines."""
        if self._drawn is None or not 0 <= line < len(self._drawn.lines):
            return None
        lines, hits = self._drawn.lines, self._drawn.hits
        on_line = list(target_places(lines, [line]))
        if self._drawn.as_cards or not on_line:
            return nearest_on_line(on_line, line, column)

        def group(target: int) -> object:
            return hits[target].column if self._view.transposed else hits[target].row

        wanted = {group(one.target) for one in on_line}
        tall = range(max(0, line - _TALLEST_ROW), line + _TALLEST_ROW)
        same = [one for one in target_places(lines, tall) if group(one.target) in wanted]
        return nearest_on_line(same, line, column)

    def _click_column(self, line: int) -> None:
        """Show or hide a column that was clicked in the list of columns."""
        place = self._first_column + line - _COLUMNS_HEAD
        if line >= _COLUMNS_HEAD and place < len(self._view.offered):
            self._chosen = place
            self._toggle_column(self._view.offered[place])

    # --- rows move to their places --------------------------------------------------------

    @property
    def seconds_per_step(self) -> float:
        """Seconds between two frames."""
        return _SECONDS / _FRAMES

    @property
    def is_running(self) -> bool:
        """True while rows move to their places."""
        return self._frame < _FRAMES

    def advance(self) -> None:
        """Move the rows a little further."""
        self._frame += 1

    def begin_key(self) -> None:
        """Clear the notice, and put all rows in their places."""
        super().begin_key()
        self._frame = _FRAMES

    def _start_moving(self, before: list[int]) -> None:
        """Have the rows move from their places in an earlier order."""
        is_wide = self._drawn is not None and not self._drawn.as_cards
        if self._has_motion and is_wide and len(before) <= _MOST_MOVING:
            self._left = before
            self._frame = 0

    def _order(self) -> list[int] | None:
        """Return the rows as they are on their way; None if all are in their places."""
        if not self.is_running:
            return None
        share = (self._frame + 1) / _FRAMES
        return order_between(self._left, self.index.shown_rows(self._view), share)

    # --- commands -------------------------------------------------------------------------

    def sort(self) -> None:
        """Sort by the column under the cursor; the cursor stays in its row."""
        column = self.index.columns[self._view.column]
        before = self.index.shown_rows(self._view)
        self._view = sorted_by(self._view, column)
        self._start_moving(before)
        order = order_of(self._view, column.id).value
        self.notice = f"Sorted by {column.title} {order}" if order else "As it was"

    def transpose(self) -> None:
        """Exchange rows and columns."""
        self._top = 0
        self._view = msgspec.structs.replace(self._view, transposed=not self._view.transposed)

    def start_filter(self) -> None:
        """Start typing words to filter by."""
        self._mode = _Mode.FILTER
        self._typed = TypedLine(self._view.needle)

    def choose_columns(self) -> None:
        """Open the list of columns."""
        self._mode = _Mode.COLUMNS
        self._chosen = self._view.offered.index(self._view.column)

    def _send(self, text: str, what: str) -> None:
        if self._copy is None:
            self.notice = COPYING_IS_OFF
            return
        self._copy(text)
        count = len(self.index.shown_rows(self._view))
        rows = f"{MOST_COPIED} of {count}" if count > MOST_COPIED else str(count)
        self.notice = f"Sent {rows} row{'' if count == 1 else 's'} to the clipboard as {what}."

    # --- typing ---------------------------------------------------------------------------

    def typed_changed(self) -> None:
        """Filter by the typed words."""
        self._set_needle(self._typed.text)

    def _set_needle(self, needle: str) -> None:
        self._view = msgspec.structs.replace(self._view, needle=needle)
        shown = self.index.shown_rows(self._view)
        if self._view.row not in shown:
            row = shown[0] if shown else NO_ROW
            self._view = msgspec.structs.replace(self._view, row=row)

    def _move_column(self, by: int) -> None:
        """Move the chosen column up or down in the list."""
        offered = list(self._view.offered)
        to = self._chosen + by
        if 0 <= to < len(offered):
            offered[self._chosen], offered[to] = offered[to], offered[self._chosen]
            self._chosen = to
            self._view = with_offered(self._view, tuple(offered))

    def _toggle_column(self, column: str) -> None:
        shown = set(self._view.columns) ^ {column}
        if not shown:
            self.notice = "One column has to stay."
        columns = tuple(one for one in self._view.offered if one in shown)
        self._view = with_columns(self._view, columns)

    def close_layer(self) -> bool:
        """Close the list of columns; else clear the filter; else end the comparison."""
        if self._mode is _Mode.COLUMNS:
            self._mode = _Mode.CELLS
            return True
        if self._mode is _Mode.FILTER or self._view.needle:
            self._mode = _Mode.CELLS
            self._set_needle("")
            return True
        return False
