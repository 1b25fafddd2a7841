"""Reads a file in `data/` with columns and rows as a table."""

from __future__ import annotations

from typing import Any

from explainer.deck.cell_reader import CellReader
from explainer.deck.fields import Fields, duplicate_id, file_id, keep
from explainer.deck.model import Column, ColumnKind, Row, Table
from explainer.deck.table_limit import MAX_COLUMNS, most_rows, too_large
from explainer.problems import Code, Span

_KINDS = {kind.value: kind for kind in ColumnKind}
_BETTER = {"high": "high", "low": "low"}
_ALIGN = {"left": "left", "right": "right", "center": "center"}
_WIDEST = 200


def table_from(fields: Fields) -> Table | None:
    """Read a table from a parsed file; return None if it has no column."""
    id = file_id(fields.file, fields.problems)
    title = fields.required_text("title") or id
    note = fields.text("note")
    sources = fields.strings("sources")
    as_of = fields.date("as_of")
    columns, broken = _columns(fields)
    rows = _rows(fields, columns, broken)
    fields.finish()
    if not columns:
        if not fields.has("column"):
            fields.missing("column", "Begin each column with [[column]], and give it id and title.")
        return None
    return Table(id, title, columns, rows, Span(fields.file), note, sources, as_of)


def _columns(fields: Fields) -> tuple[tuple[Column, ...], frozenset[str]]:
    """Read the columns; also return the ids of broken ones, so that rows may still use them."""
    columns: dict[str, Column] = {}
    broken: set[str] = set()
    for entry in fields.tables("column"):
        if len(columns) == MAX_COLUMNS:
            too_large("columns", MAX_COLUMNS, entry.span(), fields.problems)
            broken.update(_ids(fields.table["column"]))
            break
        id = entry.required_id()
        title = entry.required_text("title")
        kind = entry.one_of("kind", _KINDS) or ColumnKind.TEXT
        unit = entry.text("unit")
        better = entry.one_of("better", _BETTER) or ""
        width = entry.integer("width", 0, _WIDEST)
        align = entry.one_of("align", _ALIGN) or ""
        entry.finish()
        if id == "id":
            message = "'id' is the row's own id, so it cannot be a column."
            fields.problems.add(Code.WRONG_VALUE, entry.span("id"), message, "Rename the column.")
            id = None
        if id is None:
            broken.update(_ids([entry.table]))
            continue
        if kind is ColumnKind.MONEY and not unit:
            message = f"Column '{id}' holds money of no currency."
            help = 'Write unit = "USD", or the unit that its figures are in.'
            fields.problems.add(Code.UNIT_MISSING, entry.span(), message, help)
        column = Column(id, title or id, entry.span(), kind, unit, better, width, align)
        keep(columns, column, "column", fields.problems)
    return tuple(columns.values()), frozenset(broken)


def _ids(entries: list[Any]) -> set[str]:
    """Return the ids of some entries, as far as they have one."""
    ids = (entry.get("id") for entry in entries if isinstance(entry, dict))
    return {id for id in ids if isinstance(id, str)}


def _rows(fields: Fields, columns: tuple[Column, ...], broken: frozenset[str]) -> tuple[Row, ...]:
    """Read the rows, with a cell for each column."""
    rows: list[Row] = []
    spans: dict[str, Span] = {}
    readers = [CellReader(column) for column in columns]
    known = {"id", *broken, *(column.id for column in columns)}
    most = most_rows(len(columns))
    for entry in fields.tables("row"):
        if len(rows) == most:
            too_large("rows", most, entry.span(), fields.problems)
            break
        span = entry.span()
        id = entry.id() or ""
        if id and spans.setdefault(id, span) is not span:
            duplicate_id("row", id, entry.span("id"), spans[id], fields.problems)
            id = ""
        if not entry.table.keys() <= known:
            _unknown_columns(entry, columns, known)
        rows.append(Row(tuple([reader.read(entry) for reader in readers]), span, id))
    return tuple(rows)


def _unknown_columns(entry: Fields, columns: tuple[Column, ...], known: set[str]) -> None:
    """Report every key of a row that is not a column."""
    ids = tuple(column.id for column in columns)
    for key in entry.table:
        if key not in known:
            message = f"There is no column '{key[:60]}'."
            help = entry.problems.suggest(key, ids)
            if not help and ids:
                help = f"Columns: {', '.join(ids[:30])}."
            entry.problems.add(Code.UNKNOWN_COLUMN, entry.key_span(key), message, help)
