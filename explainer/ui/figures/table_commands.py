"""Commands of an opened table."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from explainer.ui.base.command import CommandDescription

if TYPE_CHECKING:
    from explainer.ui.figures.table_figure import TableFigure

_TOPIC = "In an opened table"


class TableCommand(CommandDescription):
    """Something that a person can do with a table."""

    @staticmethod
    @abstractmethod
    def run(work: TableFigure) -> None:
        """Do it."""


class TableSort(TableCommand):
    """Sorts by the column under the cursor."""

    id = "table-sort"
    keys = ("s",)
    title = "Sort"
    help = "Sort by the column under the cursor; again: the other way; again: as it was."
    topic = _TOPIC

    @staticmethod
    def run(work: TableFigure) -> None:
        """Sort."""
        work.sort()


class TableColumns(TableCommand):
    """Chooses and orders columns."""

    id = "table-columns"
    keys = ("c",)
    title = "Columns"
    help = "Choose columns, and put them in another order."
    topic = _TOPIC

    @staticmethod
    def run(work: TableFigure) -> None:
        """Choose."""
        work.choose_columns()


class TableFilter(TableCommand):
    """Filters rows by words."""

    id = "table-filter"
    keys = ("f", "slash")
    title = "Filter"
    help = "Show only rows that have the words you type."
    topic = _TOPIC

    @staticmethod
    def run(work: TableFigure) -> None:
        """Type."""
        work.start_filter()


class TablePin(TableCommand):
    """Pins the row under the cursor."""

    id = "table-pin"
    keys = ("p",)
    title = "Pin"
    help = "Keep the row under the cursor on top; again: let it go."
    topic = _TOPIC

    @staticmethod
    def run(work: TableFigure) -> None:
        """Pin it."""
        work.pin()


class TableDifference(TableCommand):
    """Shows differences from the pinned row."""

    id = "table-difference"
    keys = ("d",)
    title = "Differences"
    help = "Show the others as differences from the pinned row: absolute, in per cent, off."
    topic = _TOPIC

    @staticmethod
    def run(work: TableFigure) -> None:
        """Show them."""
        work.next_difference()


class TableTranspose(TableCommand):
    """Exchanges rows and columns."""

    id = "table-transpose"
    keys = ("t",)
    title = "Transpose"
    help = "Let rows and columns change places."
    topic = _TOPIC

    @staticmethod
    def run(work: TableFigure) -> None:
        """Exchange them."""
        work.transpose()


class TableSpotlight(TableCommand):
    """The row or cell bright, the rest faded."""

    id = "table-spotlight"
    keys = ("x",)
    title = "Spotlight"
    help = "Keep the row under the cursor bright, then the cell alone, then all again."
    topic = _TOPIC

    @staticmethod
    def run(work: TableFigure) -> None:
        """Move it on."""
        work.next_spotlight()


class TableCopy(TableCommand):
    """Copies as Markdown."""

    id = "table-copy"
    keys = ("y",)
    title = "Copy as Markdown"
    help = "Copy what is shown as a Markdown table."
    topic = _TOPIC

    @staticmethod
    def run(work: TableFigure) -> None:
        """Copy."""
        work.copy_markdown()


class TableCopyTsv(TableCommand):
    """Copies as tab-separated values."""

    id = "table-copy-tsv"
    keys = ("Y",)
    title = "Copy for a spreadsheet"
    help = "Copy what is shown as tab-separated values."
    topic = _TOPIC

    @staticmethod
    def run(work: TableFigure) -> None:
        """Copy."""
        work.copy_tsv()


TABLE = (
    TableSort,
    TableColumns,
    TableFilter,
    TablePin,
    TableDifference,
    TableTranspose,
    TableSpotlight,
    TableCopy,
    TableCopyTsv,
)
"""Every command of this topic, in the order of the help screen."""
