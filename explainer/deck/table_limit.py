"""How large a table may be, whatever kind of file it comes from."""

from __future__ import annotations

from explainer.problems import Code, Problems, Span

MAX_ROWS = 50_000
"""More rows than anybody reads, and few enough to sort and filter at a keystroke."""

MAX_COLUMNS = 500
"""More columns than anybody compares."""

MAX_CELLS = 2_000_000
"""Bounds what a small file of many short rows under many columns can claim of memory."""


def most_rows(columns: int) -> int:
    """How many rows a table of so many columns may have."""
    return min(MAX_ROWS, MAX_CELLS // max(1, columns))


def too_large(what: str, kept: int, span: Span, problems: Problems) -> None:
    """Report that only the first rows or columns are shown."""
    message = f"The table has more than {kept:,} {what}; the others are left out."
    help = "Keep what the lesson compares; link to the whole data as a source."
    problems.add(Code.TABLE_TOO_LARGE, span, message, help)
