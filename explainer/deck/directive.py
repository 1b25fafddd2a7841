"""The options of directives: what a `{table}`, `{chart}` or other fence may say."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from explainer.deck.model import PartialDate


class ChartKind(StrEnum):
    """How a chart is drawn."""

    BAR = "bar"
    GROUPED = "grouped"
    STACKED = "stacked"
    LINE = "line"
    DOT = "dot"
    SLOPE = "slope"
    SHARE = "share"


class TableOptions(msgspec.Struct, frozen=True, tag="table"):
    """`{table} T`: a table of the deck."""

    target: str
    """Id of the table."""
    columns: tuple[str, ...] = ()
    """Column ids to show, in order; empty for all."""
    rows: tuple[str, ...] = ()
    """Row ids to show, in order; empty for all."""
    sort: str = ""
    """Column id to sort by, with a leading `-` from high to low."""
    highlight: tuple[str, ...] = ()
    """Row or column ids to bring out."""
    steps: str = ""
    """`rows` or `columns`: what one step reveals."""
    transpose: bool = False
    """Whether rows and columns change places."""


class CompareOptions(msgspec.Struct, frozen=True, tag="compare"):
    """`{compare} T`: two rows side by side."""

    target: str
    """Id of the table."""
    rows: tuple[str, ...] = ()
    """The two row ids."""
    columns: tuple[str, ...] = ()
    """Column ids to compare, in order; empty for all."""


class ChartOptions(msgspec.Struct, frozen=True, tag="chart"):
    """`{chart} T`: numbers of a table, drawn."""

    target: str
    """Id of the table."""
    kind: ChartKind
    """How it is drawn."""
    x: str = ""
    """Column id of the labels; empty for the first column."""
    y: tuple[str, ...] = ()
    """Column ids of the values; empty for every column of numbers."""
    series: str = ""
    """Column id whose values tell series apart."""
    rows: tuple[str, ...] = ()
    """Row ids to draw; empty for all."""
    highlight: tuple[str, ...] = ()
    """Row or column ids to bring out."""
    title: str = ""
    """What it shows; empty for the table's title."""
    period: str = ""
    """When its values are from."""
    guess: bool = False
    """Whether points stay hidden until the reader has moved them."""


class TimelineOptions(msgspec.Struct, frozen=True, tag="timeline"):
    """`{timeline} F`: events of a timeline."""

    target: str
    """Id of the timeline."""
    lanes: tuple[str, ...] = ()
    """Lanes to show, in order; empty for all."""
    first: PartialDate | None = None
    """Option `from`: the first date shown."""
    last: PartialDate | None = None
    """Option `to`: the last date shown."""
    scale: str = "time"
    """`time` to scale, `even` one step an event."""
    steps: bool = False
    """Whether one step reveals one event."""
    until: PartialDate | None = None
    """Where it stops until it is let run on."""


class QuestionOptions(msgspec.Struct, frozen=True, tag="question"):
    """`{question} ID`: a question of the deck."""

    target: str
    """Id of the question."""


class QuizOptions(msgspec.Struct, frozen=True, tag="quiz"):
    """`{quiz}`: several questions."""

    target: str = ""
    """Empty, or the section whose questions they are."""
    section: str = ""
    """The section whose questions they are; empty with no tag for this one."""
    tag: str = ""
    """The tag that they share."""
    count: int = 0
    """How many, 0 for all."""


Options = (
    TableOptions | CompareOptions | ChartOptions | TimelineOptions | QuestionOptions | QuizOptions
)
"""The options of any directive but `{image}`, which is a block of its own."""
