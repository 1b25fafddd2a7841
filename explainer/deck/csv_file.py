"""Reads a CSV file (RFC 4180) as a table: the first record holds the titles of its columns.

A column is numeric when every cell with content is a number. It holds dates when every cell with
content is written as a date (ISO 8601) and at least one names a day. A column with the title `id`
gives the rows their ids and is not shown, like the key `id` of a row in TOML.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from explainer.deck.cell_reader import EMPTY
from explainer.deck.fields import ID_PATTERN, bad_id, duplicate_id, file_id, parse_date
from explainer.deck.model import Cell, Column, ColumnKind, Row, Table
from explainer.deck.slug import slugged
from explainer.deck.table_limit import MAX_COLUMNS, most_rows, too_large
from explainer.deck.text_file import read_text
from explainer.problems import Code, Problems, Span

# Numbers as in JSON, with an optional plus sign: 007 is a name and not a number, and so is nan.
_NUMBER = re.compile(r"[+-]?(?:0|[1-9]\d{0,300})(?:\.\d{1,300})?(?:[eE][+-]?\d{1,2})?", re.ASCII)
_LARGEST = 1e300
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?", re.ASCII)
_DAY_LENGTH = len("2025-02-11")

_Record = tuple[int, list[str]]


def read_csv(root: Path, relative: str, problems: Problems) -> Table | None:
    """Read a table from a CSV file, or report why there is none."""
    text = read_text(root, relative, problems)
    if text is None:
        return None
    id = file_id(relative, problems)
    records = _records(text, relative, problems)
    first_line, titles = next(records, (1, []))
    if not titles:
        message = f"'{relative}' has no columns."
        help = "Its first line is the titles of the columns, with commas between them."
        problems.add(Code.CSV_SYNTAX, Span(relative), message, help)
        return None
    if len(titles) > MAX_COLUMNS:
        too_large("columns", MAX_COLUMNS, Span(relative, first_line), problems)
    width = len(titles)
    id_at = titles.index("id") if "id" in titles and width > 1 else -1
    shown = [at for at in range(min(width, MAX_COLUMNS)) if at != id_at]
    kept: list[_Record] = []
    most = most_rows(len(shown))
    for line, record in records:
        if len(kept) == most:
            too_large("rows", most, Span(relative, line), problems)
            break
        if len(record) != width:
            _ragged(len(record), width, Span(relative, line), problems)
        kept.append((line, record))
    columns = _columns(titles, shown, kept, Span(relative, first_line), problems)
    rows = _rows(columns, shown, id_at, kept, relative, problems)
    return Table(id, id, columns, rows, Span(relative))


def _records(text: str, relative: str, problems: Problems) -> Iterator[_Record]:
    """Yield the records that are not blank, each with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    while True:
        try:
            record = next(reader, None)
        except csv.Error as error:
            message = f"{str(error).capitalize()}."
            help = 'A cell with commas, quotes or lines stands in "…", with "" for a quote in it.'
            problems.add(Code.CSV_SYNTAX, Span(relative, line), message, help)
            return
        if record is None:
            return
        if any(record):
            yield line, record
        line = reader.line_num + 1


def _ragged(found: int, wanted: int, span: Span, problems: Problems) -> None:
    """Report a record with more or fewer cells than there are columns."""
    cells = "1 cell" if found == 1 else f"{found} cells"
    columns = "1 column" if wanted == 1 else f"{wanted} columns"
    message = f"This row has {cells} for {columns}."
    help = 'Put a cell with a comma in it in "quotes".' if found > wanted else "Add commas."
    problems.add(Code.CSV_SYNTAX, span, message, help)


def _columns(
    titles: list[str], shown: list[int], records: list[_Record], span: Span, problems: Problems
) -> tuple[Column, ...]:
    """Return a column for each title that is shown, with an id that no other column has."""
    columns: dict[str, Column] = {}
    for at in shown:
        title = titles[at].strip()
        first = id = slugged(title) or f"column-{at + 1}"
        further = 1
        while id in columns or id == "id":
            further += 1
            id = f"{first}-{further}"
        if first in columns:
            duplicate_id("column", first, span, span, problems)
        columns[id] = Column(id, title or id, span, _kind(records, at))
    return tuple(columns.values())


def _kind(records: list[_Record], at: int) -> ColumnKind:
    if _is_numeric(records, at):
        return ColumnKind.NUMBER
    return ColumnKind.DATE if _is_dates(records, at) else ColumnKind.TEXT


def _is_dates(records: list[_Record], at: int) -> bool:
    """True if every cell of a column with content looks like a date, and at least one like a day.

    Without a day, a value may be a season such as 2024-25, or another kind of number.
    """
    some = False
    for _, record in records:
        text = record[at].strip() if at < len(record) else ""
        if text and not _DATE.fullmatch(text):
            return False
        some = some or len(text) == _DAY_LENGTH
    return some


def _is_numeric(records: list[_Record], at: int) -> bool:
    """True if every cell of a column with content is a number, and there is at least one."""
    some = False
    for _, record in records:
        text = record[at].strip() if at < len(record) else ""
        if text:
            if not _NUMBER.fullmatch(text) or abs(float(text)) > _LARGEST:
                return False
            some = True
    return some


def _rows(
    columns: tuple[Column, ...],
    shown: list[int],
    id_at: int,
    records: list[_Record],
    relative: str,
    problems: Problems,
) -> tuple[Row, ...]:
    """Return a row for each record."""
    rows: list[Row] = []
    spans: dict[str, Span] = {}
    places = list(zip(shown, (column.kind for column in columns), strict=True))
    for line, record in records:
        span = Span(relative, line)
        cells: list[Cell] = []
        for at, kind in places:
            text = record[at].strip() if at < len(record) else ""
            cells.append(_cell(text, kind, span, problems) if text else EMPTY)
        id = record[id_at].strip() if 0 <= id_at < len(record) else ""
        if id and not ID_PATTERN.fullmatch(id):
            bad_id(id, span, problems)
            id = ""
        if id and spans.setdefault(id, span) is not span:
            duplicate_id("row", id, span, spans[id], problems)
            id = ""
        rows.append(Row(tuple(cells), span, id))
    return tuple(rows)


def _cell(text: str, kind: ColumnKind, span: Span, problems: Problems) -> Cell:
    """Return the cell for some text; text in a date column that is not a date is shown as it is."""
    if kind is ColumnKind.NUMBER:
        return Cell(float(text))
    if kind is ColumnKind.DATE and parse_date(text) is None:
        message = f"'{text}' is not a date."
        problems.add(Code.BAD_DATE, span, message, "Write 2025, 2025-02 or 2025-02-11.")
        return Cell(text=text)
    return Cell(text)
