"""Sets a table of the deck into a section, as its author asks."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
from rich.cells import cell_len

from explainer.deck.block import Directive
from explainer.deck.directive import CompareOptions, TableOptions
from explainer.deck.model import Cell, Column, ColumnKind, Deck, Row, Table
from explainer.render.actor_colour import actor_role
from explainer.render.directive_table import ShownTable, column_positions, shown_sources
from explainer.render.frame import foot_lines, title_lines
from explainer.render.grid import GridCells, grid_lines
from explainer.render.inline import InlineLayout
from explainer.render.line import Line, TextRun, with_role, wrap
from explainer.render.page import Target, TargetKind, part_marks
from explainer.render.selection import ordered_rows, shown_columns
from explainer.render.setting import LEARNING, Setting
from explainer.render.table.measure import Difference, difference_text
from explainer.render.value import (
    MARKS,
    cell_text,
    column_align,
    column_title,
    is_blank,
    is_numeric,
)

MOST_ROWS = 40
"""Most rows shown in a section; the opened table has all of them."""


def table_lines(
    block: Directive,
    options: TableOptions,
    deck: Deck,
    inline: InlineLayout,
    width: int,
    setting: Setting = LEARNING,
) -> list[Line]:
    """Return a table with its title, note and sources; while teaching, only the uncovered part."""
    table = deck.tables[options.target]
    columns = shown_columns(table, options.columns)
    rows = ordered_rows(table, options.rows, options.sort)
    shown, more = rows[:MOST_ROWS], len(rows) - MOST_ROWS
    lines = title_lines(table.title, block, inline, width)
    if options.transpose:
        cells = _transposed(table, columns, shown, deck, inline)
    else:
        cells = _cells(table, columns, shown, options.highlight, deck, inline)
    line, marks = block.span.line or 0, []
    if options.steps and setting.parts is not None:
        count = len(cells.header) - 1 if options.steps == "columns" else len(cells.rows)
        cells = _covered(cells, options.steps, setting.parts.get(line, 0) + 1)
        marks = part_marks(line, count)
    grid = grid_lines(cells, width)
    if grid:
        grid[0] = [*marks, *grid[0]]
    lines.extend(_spaced(grid))
    if more > 0:
        target = next(run.target for run in lines[0])
        words = f"… {more:,} more rows: open the table to work with all of them."
        lines.extend(wrap([TextRun(words.replace(",", "\u202f"), "muted", "", target)], width))
    sources = shown_sources(ShownTable(table, columns, rows))
    return lines + foot_lines(table.note, sources, table.as_of, deck, inline, width)


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
    cells = _transposed(table, columns, rows, deck, inline)
    if len(rows) == 2:
        cells = _with_difference(cells, table, columns, rows)
    lines = title_lines(table.title, block, inline, width)
    lines.extend(_spaced(grid_lines(cells, width)))
    sources = shown_sources(ShownTable(table, columns, rows))
    return lines + foot_lines(table.note, sources, table.as_of, deck, inline, width)


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


def _spaced(lines: list[Line]) -> list[Line]:
    """Add an empty line after a table whose rows are separated by empty lines."""
    return [*lines, []] if [] in lines else lines


def _cells(
    table: Table,
    columns: list[Column],
    rows: list[Row],
    highlight: tuple[str, ...],
    deck: Deck,
    inline: InlineLayout,
) -> GridCells:
    positions = column_positions(table, columns)
    return GridCells(
        [[TextRun(column_title(column))] for column in columns],
        [column_align(column) for column in columns],
        [
            _named(
                [
                    _emphasised(
                        cell_runs(row.cells[position], column, deck, inline), column, highlight
                    )
                    for position, column in zip(positions, columns, strict=True)
                ],
                row,
                deck,
            )
            for row in rows
        ],
        frozenset(index for index, row in enumerate(rows) if row.id and row.id in highlight),
    )


def _named(cells: list[Line], row: Row, deck: Deck) -> list[Line]:
    """Return the cells of a row with its label in the colour of its actor, if it has one."""
    role = actor_role(deck, row.id)
    return [with_role(cells[0], role), *cells[1:]] if role and cells else cells


def _covered(cells: GridCells, steps: str, shown: int) -> GridCells:
    """Return the table with only the first rows or columns readable; the rest keeps its size."""
    if steps == "columns":
        header = [h if j <= shown else _blanked(h) for j, h in enumerate(cells.header)]
        rows = [[c if j <= shown else _blanked(c) for j, c in enumerate(row)] for row in cells.rows]
        return msgspec.structs.replace(cells, header=header, rows=rows)
    uncovered = [
        row if number < shown else [_blanked(cell) for cell in row]
        for number, row in enumerate(cells.rows)
    ]
    highlighted = frozenset(number for number in cells.highlighted if number < shown)
    return msgspec.structs.replace(cells, rows=uncovered, highlighted=highlighted)


def _blanked(cell: Sequence[TextRun]) -> list[TextRun]:
    """Return spaces of the same size as a cell; no-break ones, since wrapping drops others."""
    words = (re.sub(r"\S", _hard_spaces, run.text) for run in cell)
    return [TextRun(text) for text in words]


def _hard_spaces(match: re.Match[str]) -> str:
    return "\u00a0" * cell_len(match[0])


def _emphasised(cell: Line, column: Column, highlight: tuple[str, ...]) -> Line:
    return with_role(cell, "strong") if column.id in highlight else cell


def _transposed(
    table: Table, columns: list[Column], rows: list[Row], deck: Deck, inline: InlineLayout
) -> GridCells:
    label, *others = columns
    at, *places = column_positions(table, columns)
    header = [[TextRun(column_title(label))]]
    header.extend(
        [TextRun(cell_text(row.cells[at], label), actor_role(deck, row.id))] for row in rows
    )
    body = [
        [
            [TextRun(column_title(column), "strong")],
            *(cell_runs(row.cells[place], column, deck, inline) for row in rows),
        ]
        for column, place in zip(others, places, strict=True)
    ]
    how = "point" if others and all(is_numeric(column) for column in others) else "left"
    return GridCells(header, ["left", *([how] * len(rows))], body)


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
