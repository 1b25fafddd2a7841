"""Limits on the size of a table, the same for TOML and CSV."""

from __future__ import annotations

from explainer.problems import Code, Problems, Span

MAX_ROWS = 50_000
"""Most rows: more than anyone reads, yet few enough to sort and filter at a keystroke."""

MAX_COLUMNS = 500
"""Most columns: more than anyone compares."""

MAX_CELLS = 2_000_000
"""Most cells: limits the memory for a small file of many short rows under many columns."""


def most_rows(columns: int) -> int:
    """Return the most rows that a table with a number of columns may have."""
    return min(MAX_ROWS, MAX_CELLS // max(1, columns))


def too_large(what: str, kept: int, span: Span, problems: Problems) -> None:
    """Report that only the first rows or columns are kept."""
    message = f"The table has more than {kept:,} {what}; the others are left out."
    help = "Keep what the lesson compares; link to the whole data as a source."
    problems.add(Code.TABLE_TOO_LARGE, span, message, help)
