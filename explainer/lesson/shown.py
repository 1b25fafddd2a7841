"""What a presenter shows: one small record, sent to whoever follows on the same machine."""

from __future__ import annotations

from typing import Annotated

import msgspec

from explainer.render.chart.chart_view import ChartView
from explainer.render.table.table_view import TableView
from explainer.render.timeline.timeline_view import TimelineView

View = TableView | TimelineView | ChartView
"""How an opened block stands before the presenter."""


class Opened(msgspec.Struct, frozen=True):
    """A block that is worked with in front of the class."""

    line: int
    """The line of the block in its section's file."""
    view: View
    """How it stands."""


class Shown(msgspec.Struct, frozen=True):
    """What the class sees now."""

    deck: str
    """Path of the deck; of no use but on the same machine."""
    section: str = ""
    """Id of the section."""
    number: int = 1
    """Its place on the route, from 1."""
    count: int = 1
    """How many sections the route has."""
    screenful: int = 0
    """Which screenful of the section, from 0."""
    step: int = 0
    """How many steps of it are uncovered."""
    block: int = 0
    """The block at the top of the screen, by its place in the section."""
    inner: int = 0
    """The line of that block at the top."""
    blank: bool = False
    """Whether nothing is to be seen."""
    spotlight: int = -1
    """The block that stays bright while the others fade; -1 for none."""
    opened: Opened | None = None
    """The block that is worked with, if any."""


class Size(msgspec.Struct, frozen=True):
    """How large the class's screen is."""

    width: Annotated[int, msgspec.Meta(ge=1, le=2000)]
    """Columns, 1 to 2000."""
    height: Annotated[int, msgspec.Meta(ge=1, le=2000)]
    """Rows, 1 to 2000."""
