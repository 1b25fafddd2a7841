"""Commands of an opened timeline."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from explainer.ui.base.command import CommandDescription

if TYPE_CHECKING:
    from explainer.ui.figures.timeline_figure import TimelineFigure

_TOPIC = "In an opened timeline"


class TimelineCommand(CommandDescription):
    """Something that a person can do with a timeline."""

    @staticmethod
    @abstractmethod
    def run(work: TimelineFigure) -> None:
        """Do it."""


class TimelineRun(TimelineCommand):
    """Lets it run on past its stop."""

    id = "timeline-run"
    keys = ("r",)
    title = "Run on"
    help = "Let a timeline run on past its stop; again: stop it; at the end: cover that again."
    topic = _TOPIC

    @staticmethod
    def run(work: TimelineFigure) -> None:
        """Let it."""
        work.run_on()


class TimelineZoom(TimelineCommand):
    """One year alone."""

    id = "timeline-zoom"
    keys = ("z",)
    title = "Zoom"
    help = "Show the year under the cursor alone; again: all years."
    topic = _TOPIC

    @staticmethod
    def run(work: TimelineFigure) -> None:
        """Zoom."""
        work.zoom()


class TimelineLane(TimelineCommand):
    """One lane alone."""

    id = "timeline-lane"
    keys = ("f",)
    title = "Lane"
    help = "Show one lane alone, the next one each time; after the last, all."
    topic = _TOPIC

    @staticmethod
    def run(work: TimelineFigure) -> None:
        """Filter."""
        work.next_lane()


class TimelineScale(TimelineCommand):
    """To scale or even."""

    id = "timeline-scale"
    keys = ("s",)
    title = "Scale"
    help = "Draw the events to scale on a strip, or only one after another."
    topic = _TOPIC

    @staticmethod
    def run(work: TimelineFigure) -> None:
        """Change it."""
        work.change_scale()


TIMELINE = (TimelineRun, TimelineZoom, TimelineLane, TimelineScale)
"""Every command of this topic, in the order of the help screen."""
