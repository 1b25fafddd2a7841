"""Writes the values of tables, dates and verdicts, the same in every renderer."""

from __future__ import annotations

import re

from explainer.deck.model import NUMERIC_KINDS, Cell, Column, ColumnKind, Verdict
from explainer.deck.partial_date import PartialDate

MARKS = {
    Verdict.SUPPORTED: "✓",
    Verdict.PARTLY: "≈",
    Verdict.CONTRADICTED: "✗",
    Verdict.UNVERIFIED: "?",
    Verdict.OPINION: "❝",
    Verdict.FORECAST: "◷",
}
"""Glyph of each verdict; its word always stands beside it, or one key away."""

MARK_TEXTS = frozenset(
    text for verdict, mark in MARKS.items() for text in (mark, f"{mark}\u00a0{verdict.value}")
)
"""Texts that stand for a verdict in a section, which nobody wrote there."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


_LONGEST_NUMBER = 40
_NUMBER = re.compile(
    r"[~≈<>≤≥]?\s?[-−+±]?[$€£¥]?\d[\d.,\u202f\u00a0 ]*(?:\s?[–-]\s?[-−+]?\d[\d.,\u202f]*)?\s?%?"
)


def is_numeric(column: Column) -> bool:
    """True if a column holds numbers."""
    return column.kind in NUMERIC_KINDS


def column_align(column: Column) -> str:
    """Return the alignment of a column: its author's, or by the decimal point for numbers."""
    if is_numeric(column) and column.align in ("", "right"):
        return "point"
    return column.align or "left"


def column_title(column: Column) -> str:
    """Return the heading of a column, with the unit of its numbers."""
    if column.unit and column.unit not in column.title:
        return f"{column.title} ({column.unit})"
    if column.kind is ColumnKind.PERCENT and "%" not in column.title:
        return f"{column.title} (%)"
    return column.title


def verdict_mark(verdict: Verdict) -> str:
    """Return a verdict's glyph and word."""
    return f"{MARKS[verdict]} {verdict.value}"


def is_number_text(text: str) -> bool:
    """True if a text is a number or a range, with or without a sign of per cent."""
    return len(text) <= _LONGEST_NUMBER and _NUMBER.fullmatch(text.strip()) is not None


def is_percent_text(text: str) -> bool:
    """True if a text is a number or a range in per cent."""
    return text.rstrip().endswith("%") and is_number_text(text)


def without_percent(text: str) -> str:
    """Return a number in per cent without its sign, for a column whose heading has it."""
    return text.rstrip().removesuffix("%").rstrip()


def cell_text(cell: Cell, column: Column) -> str:
    """Return the text of a cell; the unit stands in the column's heading."""
    if cell.text:
        is_percent = column.kind is ColumnKind.PERCENT and is_percent_text(cell.text)
        return without_percent(cell.text) if is_percent else cell.text
    if is_blank(cell):
        return "–"
    approx = "~" if cell.approx else ""
    if cell.value is None:
        return approx + _range_text(cell)
    if isinstance(cell.value, bool):
        return "yes" if cell.value else "no"
    if isinstance(cell.value, float):
        bounds = f" ({_range_text(cell)})" if cell.low is not None or cell.high is not None else ""
        return approx + amount_text(cell.value, column) + bounds
    if column.kind is ColumnKind.VERDICT and cell.value in list(Verdict):
        return verdict_mark(Verdict(cell.value))
    if column.kind is ColumnKind.DATE:
        return approx + date_text(cell.value)
    return approx + cell.value


def amount_text(value: float, column: Column) -> str:
    """Return a number of a column; money has two decimals if it has any."""
    text = number_text(value)
    if column.kind is ColumnKind.MONEY and re.search(r"\.\d$", text):
        return f"{text}0"
    return text


def is_blank(cell: Cell) -> bool:
    """True if a cell has nothing to show."""
    return cell.value is None and not cell.text and cell.low is None and cell.high is None


def _range_text(cell: Cell) -> str:
    if cell.low is None:
        return f"≤ {number_text(cell.high or 0.0)}"
    if cell.high is None:
        return f"≥ {number_text(cell.low)}"
    # Between negative numbers a dash would read as a sign.
    dash = "–" if cell.low >= 0 else " to "
    return f"{number_text(cell.low)}{dash}{number_text(cell.high)}"


def number_text(value: float) -> str:
    """Return a number as people write it: thousands apart by a thin space, rarely an exponent."""
    if value == 0:
        return "0"
    if not 1e-4 <= abs(value) < 1e15:
        return f"{value:.4g}"
    text = f"{value:,.10g}" if abs(value) < 1e10 else f"{value:,.0f}"
    sign, text = ("−", text[1:]) if text.startswith("-") else ("", text)
    # Numbers of four digits need no separator; it would look like a decimal comma.
    if abs(value) < 10_000:
        return sign + text.replace(",", "")
    return sign + text.replace(",", "\u202f")


def date_text(value: PartialDate | str) -> str:
    """Return a date in words, as exact as it is known: `11 Feb 2025`, `Feb 2025`, `2025`."""
    if isinstance(value, str):
        parts = value.split("-")
        if not all(part.isdecimal() for part in parts) or len(parts) > 3:
            return value
        date = PartialDate(*(int(part) for part in parts))
        if date.month > len(_MONTHS):
            return value
        value = date
    if not value.month:
        return str(value.year)
    month = _MONTHS[value.month - 1]
    return f"{value.day} {month} {value.year}" if value.day else f"{month} {value.year}"
