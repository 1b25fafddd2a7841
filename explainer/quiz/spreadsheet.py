"""Protects cells from being read as formulas by a spreadsheet."""

from __future__ import annotations

_RUNS = ("=", "+", "-", "@", "\t", "\r")


def guarded(cell: str) -> str:
    """Return the text, with an apostrophe before it if a spreadsheet would run it as a formula.

    A spreadsheet hides or shows the apostrophe, and never runs the text (OWASP, CSV injection).
    """
    return f"'{cell}" if cell.lstrip(" ").startswith(_RUNS) else cell
