"""Cells that no spreadsheet takes for a formula."""

from __future__ import annotations

_RUNS = ("=", "+", "-", "@", "\t", "\r")


def guarded(cell: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would run it.

    A spreadsheet hides or shows the apostrophe, and never runs what follows (OWASP, CSV injection).
    """
    return f"'{cell}" if cell.lstrip(" ").startswith(_RUNS) else cell
