"""Writes a table for other programs: as Markdown (GFM) or as tab-separated values."""

from __future__ import annotations

from explainer.deck.model import Column, Deck
from explainer.render.line import line_text
from explainer.render.table.cells import CellPainter, shown_title
from explainer.render.table.table_index import TableIndex
from explainer.render.table.table_view import TableView
from explainer.render.value import cell_text, column_align, is_blank, is_numeric

MOST_COPIED = 1000
"""Most rows copied: terminals refuse or cut longer texts (xterm's OSC 52 takes about 100,000
bytes)."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_RULES = {"left": ":--", "right": "--:", "point": "--:", "center": ":-:"}


def as_markdown(index: TableIndex, view: TableView, deck: Deck) -> str:
    """Return a view as a GFM table, with its order, its differences and its marks."""
    columns = [index.columns[column] for column in view.columns]
    painter = CellPainter(index, view, deck)
    rows = [
        [_words(index, view, painter, row, column) for column in columns]
        for row in index.shown_rows(view)[:MOST_COPIED]
    ]
    grid = _turned([[shown_title(column, view) for column in columns], *rows], view)
    rules = ["left"] * len(grid[0]) if view.transposed else [column_align(c) for c in columns]
    lines = [_markdown_row(grid[0]), "| " + " | ".join(_RULES[how] for how in rules) + " |"]
    lines.extend(_markdown_row(row) for row in grid[1:])
    return "\n".join(lines) + "\n"


def as_tsv(index: TableIndex, view: TableView, deck: Deck) -> str:
    """Return a view as tab-separated values, with numbers as programs read them."""
    columns = [index.columns[column] for column in view.columns]
    painter = CellPainter(index, view, deck)
    rows = [
        [_tsv_cell(index, painter, row, column) for column in columns]
        for row in index.shown_rows(view)[:MOST_COPIED]
    ]
    grid = _turned([[_guarded(shown_title(column, view)) for column in columns], *rows], view)
    return "\n".join("\t".join(row) for row in grid) + "\n"


def _turned(grid: list[list[str]], view: TableView) -> list[list[str]]:
    return [list(row) for row in zip(*grid, strict=True)] if view.transposed else grid


def _markdown_row(cells: list[str]) -> str:
    escaped = (" ".join(cell.split()).replace("\\", "\\\\").replace("|", "\\|") for cell in cells)
    return "| " + " | ".join(escaped) + " |"


def _words(
    index: TableIndex, view: TableView, painter: CellPainter, row: int, column: Column
) -> str:
    cell = index.cell(row, column.id)
    if is_blank(cell) and cell.missing and not painter.is_difference(row, column.id):
        return cell.missing
    return line_text(painter.runs(row, column.id, -1))


def _tsv_cell(index: TableIndex, painter: CellPainter, row: int, column: Column) -> str:
    cell = index.cell(row, column.id)
    if painter.is_difference(row, column.id):
        return _guarded(painter.runs(row, column.id, -1)[0].text)
    if is_numeric(column) and isinstance(cell.value, float):
        return f"{cell.value:.15g}"
    if isinstance(cell.value, bool):
        return "true" if cell.value else "false"
    if isinstance(cell.value, str) and not cell.text:
        return _guarded(cell.value)
    return "" if is_blank(cell) else _guarded(cell_text(cell, column))


def _guarded(text: str) -> str:
    """Return text that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    text = " ".join(text.split())
    return f"'{text}" if text.startswith(_FORMULA) else text
