"""Commands of an opened table."""

from __future__ import annotations

from explainer.ui.base.command import Command

_GROUP = "In an opened table"
_COLUMNS = "While you choose columns"

TABLE = (
    Command("table-sort", ("s",), "Sort",
            "Sort by the column under the cursor; again: the other way; again: as it was.",
            _GROUP, "figure('sort')"),
    Command("table-columns", ("c",), "Columns",
            "Choose columns, and put them in another order.", _GROUP, "figure('columns')"),
    Command("table-filter", ("f", "slash"), "Filter",
            "Show only rows that have the words you type.", _GROUP, "figure('filter')"),
    Command("table-pin", ("p",), "Pin",
            "Keep the row under the cursor on top; again: let it go.", _GROUP, "figure('pin')"),
    Command("table-difference", ("d",), "Differences",
            "Show the others as differences from the pinned row: absolute, in per cent, off.",
            _GROUP, "figure('difference')"),
    Command("table-transpose", ("t",), "Transpose", "Let rows and columns change places.",
            _GROUP, "figure('transpose')"),
    Command("table-spotlight", ("x",), "Spotlight",
            "Keep the row under the cursor bright, then the cell alone, then all again.",
            _GROUP, "figure('spotlight')"),
    Command("table-copy", ("y",), "Copy as Markdown", "Copy what is shown as a Markdown table.",
            _GROUP, "figure('copy')"),
    Command("table-copy-tsv", ("Y",), "Copy for a spreadsheet",
            "Copy what is shown as tab-separated values.", _GROUP, "figure('copy_tsv')"),
)  # fmt: skip
"""Commands of an opened table."""

TABLE_FILTER = (
    Command("table-filter-keep", ("enter",), "Keep the filter", "Keep what the words let through.",
            "While you type a filter", "figure('keep')"),
    Command("table-filter-down", ("down",), "Next row", "Back to the rows, one down.",
            "While you type a filter", "figure('down')"),
    Command("table-filter-up", ("up",), "Row before", "Back to the rows, one up.",
            "While you type a filter", "figure('up')"),
)  # fmt: skip
"""Commands while words to filter by are typed."""

TABLE_COLUMNS = (
    Command("columns-toggle", ("space", "x"), "Show or hide", "Show or hide the column.",
            _COLUMNS, "figure('toggle')"),
    Command("columns-carry-up", ("left", "shift+up", "K"), "Carry up", "Carry the column up.",
            _COLUMNS, "figure('carry_up')"),
    Command("columns-carry-down", ("right", "shift+down", "J"), "Carry down",
            "Carry the column down.", _COLUMNS, "figure('carry_down')"),
    Command("columns-down", ("down", "j"), "Next column", "The next column.",
            _COLUMNS, "figure('next')"),
    Command("columns-up", ("up", "k"), "Column before", "The column before.",
            _COLUMNS, "figure('previous')"),
    Command("columns-done", ("enter", "c"), "Done", "Back to the table.",
            _COLUMNS, "figure('keep')"),
)  # fmt: skip
"""Commands while columns are chosen."""
