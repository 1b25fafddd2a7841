"""Commands of an opened chart."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from explainer.ui.base.command import CommandDescription

if TYPE_CHECKING:
    from explainer.ui.figures.chart_figure import ChartFigure

_TOPIC = "In an opened chart"


class ChartCommand(CommandDescription):
    """Something that a person can do with a chart."""

    @staticmethod
    @abstractmethod
    def run(work: ChartFigure) -> None:
        """Do it."""


class ChartReveal(ChartCommand):
    """The record beside the guesses."""

    id = "chart-reveal"
    keys = ("r",)
    title = "Record"
    help = "Show the record beside your guesses, once every point was moved."
    topic = _TOPIC

    @staticmethod
    def run(work: ChartFigure) -> None:
        """Show it."""
        work.reveal()


class ChartMuchHigher(ChartCommand):
    """A guess much higher."""

    id = "chart-much-higher"
    keys = ("shift+up", "K")
    title = "Much higher"
    help = "A guess five steps higher."
    topic = _TOPIC

    @staticmethod
    def run(work: ChartFigure) -> None:
        """Raise it."""
        work.guess_by(1)


class ChartMuchLower(ChartCommand):
    """A guess much lower."""

    id = "chart-much-lower"
    keys = ("shift+down", "J")
    title = "Much lower"
    help = "A guess five steps lower."
    topic = _TOPIC

    @staticmethod
    def run(work: ChartFigure) -> None:
        """Lower it."""
        work.guess_by(-1)


class ChartCopy(ChartCommand):
    """Copies the numbers as Markdown."""

    id = "chart-copy"
    keys = ("y",)
    title = "Copy as Markdown"
    help = "Copy the chart's numbers as a Markdown table."
    topic = _TOPIC

    @staticmethod
    def run(work: ChartFigure) -> None:
        """Copy."""
        work.copy_numbers()


CHART = (ChartReveal, ChartMuchHigher, ChartMuchLower, ChartCopy)
"""Every command of this topic, in the order of the help screen."""
