"""Reads the cells of one column: a value, or a table with a value and facts about it."""

from __future__ import annotations

import datetime
import math

from explainer.deck.evidence_file import VERDICTS
from explainer.deck.fields import LARGEST_INTEGER, Fields
from explainer.deck.model import NUMERIC_KINDS, Cell, Column, ColumnKind
from explainer.problems import Code

EMPTY = Cell()
"""A cell that the file leaves out."""


class CellReader:
    """Reads the cells of one column and checks them against its kind."""

    def __init__(self, column: Column) -> None:
        self._id = column.id
        self._kind = column.kind
        self._is_numeric = column.kind in NUMERIC_KINDS
        self._is_text = column.kind is ColumnKind.TEXT

    def read(self, row: Fields) -> Cell:
        """Read the row's cell of this column."""
        value = row.table.get(self._id)
        if value is None:
            return EMPTY
        if type(value) is dict:
            keys = (*row.keys, self._id)
            return self._detailed(Fields(value, row.file, row.problems, keys))
        return Cell(self._value(value, row, self._id))

    def _value(self, value: object, fields: Fields, key: str) -> str | float | bool | None:
        """Return a value that fits the column's kind, or report that it does not fit."""
        if self._is_numeric:
            if type(value) is float and math.isfinite(value):
                return value
            return fields.as_number(value, key)
        if self._is_text:
            return value if type(value) is str else self._as_text(value, fields, key)
        if self._kind is ColumnKind.DATE:
            date = fields.as_date(value, key)
            return None if date is None else str(date)
        if self._kind is ColumnKind.BOOL:
            if type(value) is bool:
                return value
            return fields.wrong_type(value, None, key, wanted="true or false")
        assert self._kind is ColumnKind.VERDICT
        return self._as_verdict(value, fields, key)

    def _as_verdict(self, value: object, fields: Fields, key: str) -> str | None:
        """Return the word of a verdict, or report that it is none."""
        if type(value) is not str:
            return fields.wrong_type(value, None, key, wanted="a string")
        if value in VERDICTS:
            return value
        message = f"'{value[:60]}' is not a verdict."
        help = fields.problems.suggest(value, VERDICTS)
        help = help or f"It is one of {', '.join(VERDICTS)}."
        fields.problems.add(Code.WRONG_VALUE, fields.span(key), message, help)
        return None

    def _as_text(self, value: object, fields: Fields, key: str) -> str | None:
        """Report a value in a text column that is not text, and return it as text all the same."""
        help = "Put it in quotes, or give the column another kind"
        if isinstance(value, bool):
            fields.wrong_type(value, None, key, wanted="a string", help=f'{help}: kind = "bool".')
            return str(value).lower()
        if isinstance(value, int | float):
            number = f'{help}: kind = "number".'
            fields.wrong_type(value, None, key, wanted="a string", help=number)
            return str(value) if -LARGEST_INTEGER <= value <= LARGEST_INTEGER else None
        if isinstance(value, datetime.date | datetime.time):
            fields.wrong_type(value, None, key, wanted="a string", help=f'{help}: kind = "date".')
            return value.isoformat()
        return fields.wrong_type(value, None, key, wanted="a string")

    def _detailed(self, fields: Fields) -> Cell:
        """Read a cell written as a table, with more than its value."""
        raw = fields.raw("value")
        value = None if raw is None else self._value(raw, fields, "value")
        low, high = self._ends(fields)
        missing = fields.text("missing")
        text = fields.text("text")
        cell = Cell(
            value,
            low,
            high,
            fields.boolean("approx"),
            text,
            missing,
            fields.strings("sources"),
            fields.strings("claims"),
            fields.text("note"),
        )
        fields.finish()
        says_nothing = not (fields.table.keys() & {"value", "low", "high", "missing", "text"})
        if says_nothing:
            fields.missing("value", 'Where there is none, write missing = "why".')
        elif missing and raw is not None:
            message = f"{fields.name} has a value, and 'missing' says why it has none."
            help = "Delete one of the two."
            fields.problems.add(Code.WRONG_VALUE, fields.span("missing"), message, help)
        return cell

    def _ends(self, fields: Fields) -> tuple[float | None, float | None]:
        """Read the two ends of a range, in a column that can have one."""
        if self._is_numeric:
            low, high = fields.number("low"), fields.number("high")
            if low is not None and high is not None and low > high:
                bad_range(fields)
                return None, None
            return low, high
        for key in ("low", "high"):
            if fields.raw(key) is not None:
                message = f"'{key}' needs a column of numbers, and this one holds {self._kind}."
                help = 'Give the column kind = "number", or say the range in the text.'
                fields.problems.add(Code.WRONG_TYPE, fields.span(key), message, help)
        return None, None


def bad_range(fields: Fields) -> None:
    """Report a range whose lower end is above its upper end."""
    message = f"'low' of {fields.name} is greater than its 'high'."
    fields.problems.add(Code.BAD_RANGE, fields.span("low"), message, "Exchange the two.")
