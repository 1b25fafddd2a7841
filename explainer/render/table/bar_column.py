"""Puts bars behind the numbers of the columns that an author names."""

from __future__ import annotations

import msgspec

from explainer.deck.model import Deck
from explainer.render.actor_colour import actor_role
from explainer.render.chart.glyphs import Glyphs
from explainer.render.directive_table import ShownTable
from explainer.render.grid import GridCells, GridForm, grid_form
from explainer.render.table.cell_bar import BAR_WIDTHS, BarScale, bar_runs, bar_scale
from explainer.render.table.measure import comparable
from explainer.render.value import is_numeric


class _Bars(msgspec.Struct, frozen=True):
    """The numbers of a column, and the scale of their bars."""

    values: list[float | None]
    """A number for each row of the table, None where there is none."""
    scale: BarScale
    """The scale."""
    role: str
    """Role of the bars where the column is an actor and the rows are none; empty for no actor."""


def with_bars(
    cells: GridCells,
    shown: ShownTable,
    wanted: tuple[str, ...],
    deck: Deck,
    width: int,
    *,
    ascii_only: bool,
) -> GridCells:
    """Return the cells of the first rows with bars in some columns, as wide as there is room for.

    Where only a table without bars fits as columns, it has none: rows are easier to compare by
    their numbers under each other than by bars on cards.
    """
    columns = _bar_columns(shown, wanted, deck)
    if not columns:
        return cells
    glyphs = Glyphs.PLAIN if ascii_only else Glyphs.FULL
    roles = [actor_role(deck, row.id) for row in shown.rows[: len(cells.rows)]]

    def drawn(bar_width: int) -> GridCells:
        bars = {
            at: [
                bar_runs(value, column.scale, bar_width, glyphs, role or column.role)
                for value, role in zip(column.values, roles, strict=False)
            ]
            for at, column in columns.items()
        }
        align = ["point" if at in bars else how for at, how in enumerate(cells.align)]
        return msgspec.structs.replace(cells, align=align, bars=bars)

    for bar_width in BAR_WIDTHS:
        barred = drawn(bar_width)
        if grid_form(barred, width) is GridForm.WHOLE:
            return barred
    smallest = drawn(BAR_WIDTHS[-1])
    has_room = grid_form(smallest, width) is not GridForm.CARDS
    return smallest if has_room or grid_form(cells, width) is GridForm.CARDS else cells


def _bar_columns(shown: ShownTable, wanted: tuple[str, ...], deck: Deck) -> dict[int, _Bars]:
    """Return the columns that get bars, by their index among those shown."""
    found: dict[int, _Bars] = {}
    for at, (place, column) in enumerate(zip(shown.positions(), shown.columns, strict=True)):
        if column.id not in wanted or not is_numeric(column):
            continue
        values = [comparable(row.cells[place]) for row in shown.rows]
        if scale := bar_scale(values):
            found[at] = _Bars(values, scale, actor_role(deck, column.id))
    return found
