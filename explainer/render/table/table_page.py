"""Sets a table of the deck into a section, as its author asks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
from rich.cells import cell_len

from explainer.deck.block import Directive
from explainer.deck.directive import CompareOptions, TableOptions
from explainer.deck.model import Cell, Column, ColumnKind, Deck, Row, Table
from explainer.render.actor_colour import actor_role
from explainer.render.directive_table import ShownTable, column_positions, shown_sources
from explainer.render.frame import foot_lines, title_lines, with_foot
from explainer.render.grid import GridCells, grid_lines
from explainer.render.inline import InlineLayout
from explainer.render.line import Line, TextRun, with_role, wrap
from explainer.render.page import Target, TargetKind, part_marks
from explainer.render.selection import ordered_rows, shown_columns
from explainer.render.setting import LEARNING, Setting
from explainer.render.surface import ROOMY_WIDTH
from explainer.render.table.measure import (
    Difference,
    best_and_worst,
    comparable,
    difference_text,
)
from explainer.render.value import (
    MARKS,
    cell_text,
    column_align,
    column_title,
    is_blank,
    is_numeric,
)

if TYPE_CHECKING:
    from explainer.render.facet.facet_page import Narrowed

MOST_ROWS = 40
"""Most rows shown in a section; the opened table has all of them."""


def table_lines(
    block: Directive,
    options: TableOptions,
    deck: Deck,
    inline: InlineLayout,
    width: int,
    setting: Setting = LEARNING,
    narrowed: Narrowed | None = None,
) -> list[Line]:
    """Return a table with its title, note and sources; while teaching, only the uncovered part.

    `narrowed` is the part of it at the chosen values of its facets.
    """
    table = deck.tables[options.target] if narrowed is None else narrowed.table
    columns = shown_columns(table, options.columns)
    rows = ordered_rows(table, options.rows, options.sort)
    shown, more = rows[:MOST_ROWS], len(rows) - MOST_ROWS
    lines = _title(table, block, inline, width)
    opens = next(run.target for run in lines[0])
    if narrowed is not None:
        lines.extend([*narrowed.lines(width, opens), []])
    page = ShownTable(table, columns, shown)
    line = block.span.line or 0
    uncovered = None if setting.parts is None else setting.parts.get(line, 0) + 1
    if options.transpose:
        cells = _transposed(page, deck, inline)
    else:
        # The best of all would tell that no covered row is better.
        compared = shown[:uncovered] if options.steps == "rows" else shown
        cells = _cells(page, compared, options.highlight, deck, inline)
    if options.bars and not options.transpose:
        from explainer.render.table.bar_column import with_bars

        everything = ShownTable(table, columns, rows)
        is_ascii = setting.ascii_only
        cells = with_bars(cells, everything, options.bars, deck, width, ascii_only=is_ascii)
    marks: list[TextRun] = []
    if options.steps and uncovered is not None:
        count = len(cells.header) - 1 if options.steps == "columns" else len(cells.rows)
        cells = _covered(cells, options.steps, uncovered)
        marks = part_marks(line, count)
    grid = grid_lines(cells, width)
    if grid:
        grid[0] = [*marks, *grid[0]]
    lines.extend(grid)
    if more > 0:
        words = f"… {more:,} more rows: open the table to work with all of them."
        lines.extend(wrap([TextRun(words.replace(",", "\u202f"), "muted", "", opens)], width))
    sources = shown_sources(ShownTable(table, columns, rows))
    return with_foot(lines, foot_lines(table.note, sources, table.as_of, deck, inline, width))


def _title(table: Table, block: Directive, inline: InlineLayout, width: int) -> list[Line]:
    lines = title_lines(table.title, block, inline, width)
    return [*lines, []] if width >= ROOMY_WIDTH else lines


def compare_lines(
    block: Directive, options: CompareOptions, deck: Deck, inline: InlineLayout, width: int
) -> list[Line]:
    """Return two rows side by side, with their differences."""
    table = deck.tables[options.target]
    by_id = table.rows_by_id
    rows = [by_id[identifier] for identifier in options.rows if identifier in by_id]
    columns = shown_columns(table, options.columns)
    label = table.columns[0]
    if label not in columns:
        columns = [label, *columns]
    cells = _transposed(ShownTable(table, columns, rows), deck, inline)
    if len(rows) == 2:
        cells = _with_difference(cells, table, columns, rows)
    lines = _title(table, block, inline, width)
    lines.extend(grid_lines(cells, width))
    sources = shown_sources(ShownTable(table, columns, rows))
    return with_foot(lines, foot_lines(table.note, sources, table.as_of, deck, inline, width))


def _with_difference(
    cells: GridCells, table: Table, columns: list[Column], rows: list[Row]
) -> GridCells:
    """Add a column with the second row minus the first, if any column can be subtracted."""
    first, second = rows
    differences = []
    for column, at in zip(columns[1:], column_positions(table, columns[1:]), strict=True):
        text = difference_text(second.cells[at], first.cells[at], column, Difference.ABSOLUTE)
        differences.append([TextRun(text or "", "muted")])
    if not any(cell[0].text for cell in differences):
        return cells
    body = [[*row, cell] for row, cell in zip(cells.rows, differences, strict=True)]
    return GridCells([*cells.header, [TextRun("Difference")]], [*cells.align, "left"], body)


def _cells(
    shown: ShownTable,
    compared: Sequence[Row],
    highlight: tuple[str, ...],
    deck: Deck,
    inline: InlineLayout,
) -> GridCells:
    """Return the rows as rows, with the best number of each column among the compared rows bold."""
    best = _best(shown, compared)
    places = list(zip(shown.positions(), shown.columns, strict=True))
    rows: list[list[Line]] = []
    for row in shown.rows:
        cells = [cell_runs(row.cells[place], column, deck, inline) for place, column in places]
        for at, (place, column) in enumerate(places):
            is_best = column.id in best and comparable(row.cells[place]) == best[column.id]
            if is_best or column.id in highlight:
                cells[at] = with_role(cells[at], "strong")
        rows.append(_named(cells, row, deck))
    return GridCells(
        [[TextRun(column_title(column))] for column in shown.columns],
        [column_align(column) for column in shown.columns],
        rows,
        frozenset(index for index, row in enumerate(shown.rows) if row.id and row.id in highlight),
    )


def _best(shown: ShownTable, compared: Sequence[Row]) -> dict[str, float]:
    """Return the best number of each column that has a better end, among some rows."""
    best: dict[str, float] = {}
    for place, column in zip(shown.positions(), shown.columns, strict=True):
        values = (comparable(row.cells[place]) for row in compared if column.better)
        if extremes := best_and_worst(values, column.better):
            best[column.id] = extremes[0]
    return best


def _named(cells: list[Line], row: Row, deck: Deck) -> list[Line]:
    """Return the cells of a row with its label in the colour of its actor, if it has one."""
    role = actor_role(deck, row.id)
    return [with_role(cells[0], role), *cells[1:]] if role and cells else cells


def _covered(cells: GridCells, steps: str, shown: int) -> GridCells:
    """Return the table with only the first rows or columns readable; the rest keeps its size."""
    if steps == "columns":
        header = [h if j <= shown else _blanked(h) for j, h in enumerate(cells.header)]
        rows = [[c if j <= shown else _blanked(c) for j, c in enumerate(row)] for row in cells.rows]
        bars = {
            at: bars if at <= shown else list(map(_blanked, bars))
            for at, bars in cells.bars.items()
        }
        return msgspec.structs.replace(cells, header=header, rows=rows, bars=bars)
    uncovered = [
        row if number < shown else [_blanked(cell) for cell in row]
        for number, row in enumerate(cells.rows)
    ]
    bars = {
        at: [bar if number < shown else _blanked(bar) for number, bar in enumerate(bars)]
        for at, bars in cells.bars.items()
    }
    highlighted = frozenset(number for number in cells.highlighted if number < shown)
    return msgspec.structs.replace(cells, rows=uncovered, bars=bars, highlighted=highlighted)


def _blanked(cell: Sequence[TextRun]) -> list[TextRun]:
    """Return spaces of the same size as a cell; no-break ones, since wrapping drops others."""
    words = (re.sub(r"\S", _hard_spaces, run.text) for run in cell)
    return [TextRun(text) for text in words]


def _hard_spaces(match: re.Match[str]) -> str:
    return "\u00a0" * cell_len(match[0])


def _transposed(shown: ShownTable, deck: Deck, inline: InlineLayout) -> GridCells:
    """Return the rows as columns; the first column of the table becomes the heading."""
    label, *others = shown.columns
    at, *places = shown.positions()
    header = [[TextRun(column_title(label))]]
    header.extend(
        [TextRun(cell_text(row.cells[at], label), actor_role(deck, row.id))] for row in shown.rows
    )
    body = [
        [
            [TextRun(column_title(column), "strong")],
            *(cell_runs(row.cells[place], column, deck, inline) for row in shown.rows),
        ]
        for column, place in zip(others, places, strict=True)
    ]
    how = "point" if others and all(is_numeric(column) for column in others) else "left"
    return GridCells(header, ["left", *([how] * len(shown.rows))], body)


def cell_runs(cell: Cell, column: Column, deck: Deck, inline: InlineLayout) -> list[TextRun]:
    """Return a cell's text with the marks of the verdicts on its claims."""
    text = cell_text(cell, column)
    role = "faint" if is_blank(cell) else ""
    if column.kind is ColumnKind.VERDICT and isinstance(cell.value, str) and not cell.text:
        role = cell.value
    runs = [TextRun(text, role)]
    known = tuple(claim for claim in cell.claims if claim in deck.claims)
    if known:
        inline.targets.append(Target(TargetKind.CLAIM, known, inline.block))
        target = len(inline.targets) - 1
        runs = [TextRun(text, f"{role} claim".strip(), "", target)]
        if column.kind is ColumnKind.VERDICT:
            return runs
        for verdict in dict.fromkeys(deck.claims[claim].verdict for claim in known):
            runs.append(TextRun(f"\u00a0{MARKS[verdict]}", verdict.value, "", target))
    return runs
