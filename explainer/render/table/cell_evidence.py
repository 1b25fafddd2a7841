"""Lays out the evidence of one cell of a table."""

from __future__ import annotations

from explainer.deck.model import Cell, Column, Deck, Table
from explainer.render.evidence import claim_lines, source_lines
from explainer.render.line import Line, TextRun, wrap
from explainer.render.value import cell_text, column_title, is_blank, is_numeric


def cell_evidence(table: Table, row: int, column: Column, deck: Deck, width: int) -> list[Line]:
    """Return a cell's value in full, its note, its claims, and its sources or the table's."""
    place = table.columns.index(column)
    cell = table.rows[row].cells[place]
    label = cell_text(table.rows[row].cells[0], table.columns[0])
    lines = wrap([TextRun(label, "title")], width) if place else []
    value = cell.missing or "No value." if is_blank(cell) else cell_text(cell, column)
    heading = column_title(column)
    lines.extend(wrap([TextRun(f"{heading}: ", "muted"), TextRun(value, "strong")], width))
    lines.extend(
        wrap([TextRun(words, "muted")], width) if (words := _how_exact(cell, column)) else []
    )
    if cell.note:
        lines.extend([[], *wrap([TextRun(cell.note)], width)])
    for claim in cell.claims:
        if claim in deck.claims:
            lines.extend([[], *claim_lines(deck.claims[claim], deck, width)])
    own = [deck.sources[source] for source in cell.sources if source in deck.sources]
    shared = [deck.sources[source] for source in table.sources if source in deck.sources]
    if own or shared:
        words = "Sources of this value" if own else "Sources of the whole table"
        lines.extend([[], *wrap([TextRun(words, "muted strong")], width)])
        for number, source in enumerate(own or shared):
            lines.extend([[]] if number else [])
            lines.extend(source_lines(source, width))
    return lines


def _how_exact(cell: Cell, column: Column) -> str:
    """Return the meaning of the sign before a number, in words."""
    if not is_numeric(column) or is_blank(cell):
        return ""
    if cell.approx:
        return "An approximate value."
    if cell.value is None and cell.low is not None and cell.high is not None:
        return "Known as a range."
    if cell.value is None:
        return "Known from one side only."
    return ""
