"""A table as text for other programs: Markdown (GFM tables) and tab-separated values."""

from __future__ import annotations

from explainer.deck.model import Cell, Column
from explainer.render.table.rows import TableIndex
from explainer.render.table.view import TableView
from explainer.render.value import cell_text, column_align, column_title, is_blank, is_numeric

MOST_COPIED = 1000
"""Rows copied at most: terminals refuse or cut what is much longer (xterm's OSC 52 takes about
100,000 bytes)."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_RULES = {"left": ":--", "right": "--:", "point": "--:", "center": ":-:"}


def as_markdown(index: TableIndex, view: TableView) -> str:
    """The rows and columns of a view as a GFM table."""
    columns = [index.columns[column] for column in view.columns]
    lines = [_markdown_row([column_title(column) for column in columns])]
    lines.append("| " + " | ".join(_RULES[column_align(column)] for column in columns) + " |")
    for row in index.shown_rows(view)[:MOST_COPIED]:
        lines.append(_markdown_row([_words(index.cell(row, c.id), c) for c in columns]))
    return "\n".join(lines) + "\n"


def as_tsv(index: TableIndex, view: TableView) -> str:
    """The rows and columns of a view with tabs between, numbers as programs read them."""
    columns = [index.columns[column] for column in view.columns]
    lines = ["\t".join(_guarded(column_title(column)) for column in columns)]
    for row in index.shown_rows(view)[:MOST_COPIED]:
        cells = (_tsv_cell(index.cell(row, column.id), column) for column in columns)
        lines.append("\t".join(cells))
    return "\n".join(lines) + "\n"


def _markdown_row(cells: list[str]) -> str:
    escaped = (" ".join(cell.split()).replace("\\", "\\\\").replace("|", "\\|") for cell in cells)
    return "| " + " | ".join(escaped) + " |"


def _words(cell: Cell, column: Column) -> str:
    return cell.missing if is_blank(cell) else cell_text(cell, column)


def _tsv_cell(cell: Cell, column: Column) -> str:
    if is_numeric(column) and isinstance(cell.value, float):
        return f"{cell.value:.15g}"
    if isinstance(cell.value, bool):
        return "true" if cell.value else "false"
    if isinstance(cell.value, str) and not cell.text:
        return _guarded(cell.value)
    return "" if is_blank(cell) else _guarded(cell_text(cell, column))


def _guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    text = " ".join(text.split())
    return f"'{text}" if text.startswith(_FORMULA) else text
