"""The options of directives: what a fence such as `{table}` or `{chart}` may be given."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from explainer.deck.partial_date import PartialDate


class ChartKind(StrEnum):
    """Kinds of charts."""

    BAR = "bar"
    GROUPED = "grouped"
    STACKED = "stacked"
    LINE = "line"
    DOT = "dot"
    SLOPE = "slope"
    SHARE = "share"


class TableOptions(msgspec.Struct, frozen=True, tag="table"):
    """Options of `{table} T`, which shows a table of the deck."""

    target: str
    """Id of the table."""
    columns: tuple[str, ...] = ()
    """Column ids to show, in order; empty for all."""
    rows: tuple[str, ...] = ()
    """Row ids to show, in order; empty for all."""
    sort: str = ""
    """Column id to sort by, with a leading `-` from high to low."""
    highlight: tuple[str, ...] = ()
    """Row or column ids to emphasise."""
    steps: str = ""
    """`rows` or `columns`: the part that one step reveals; empty for the whole table at once."""
    transpose: bool = False
    """True if rows and columns change places."""
    bars: tuple[str, ...] = ()
    """Ids of columns of numbers whose cells have a bar."""
    facets: tuple[str, ...] = ()
    """Ids of columns whose values the reader switches; only rows with the chosen ones are shown."""


class CompareOptions(msgspec.Struct, frozen=True, tag="compare"):
    """Options of `{compare} T`, which shows two rows side by side."""

    target: str
    """Id of the table."""
    rows: tuple[str, ...] = ()
    """The two row ids."""
    columns: tuple[str, ...] = ()
    """Column ids to compare, in order; empty for all."""


class ChartOptions(msgspec.Struct, frozen=True, tag="chart"):
    """Options of `{chart} T`, which draws numbers of a table."""

    target: str
    """Id of the table."""
    kind: ChartKind
    """Kind of the chart."""
    x: str = ""
    """Column id of the labels; empty for the first column."""
    y: tuple[str, ...] = ()
    """Column ids of the values; empty for every column of numbers."""
    series: str = ""
    """Column id whose values name the series."""
    rows: tuple[str, ...] = ()
    """Row ids to draw; empty for all."""
    highlight: tuple[str, ...] = ()
    """Row or column ids to emphasise."""
    title: str = ""
    """Title of the chart; empty for the table's title."""
    period: str = ""
    """Period that its values are from."""
    guess: bool = False
    """True if points stay hidden until the reader has guessed them."""
    facets: tuple[str, ...] = ()
    """Ids of columns whose values the reader switches; only rows with the chosen ones are drawn."""


class TimelineOptions(msgspec.Struct, frozen=True, tag="timeline"):
    """Options of `{timeline} F`, which shows the events of a timeline."""

    target: str
    """Id of the timeline."""
    lanes: tuple[str, ...] = ()
    """Lanes to show, in order; empty for all."""
    first: PartialDate | None = None
    """Option `from`: the first date shown."""
    last: PartialDate | None = None
    """Option `to`: the last date shown."""
    scale: str = "time"
    """`time` for distances to scale, `even` for the same distance between any two events."""
    steps: bool = False
    """True if one step reveals one event."""
    until: PartialDate | None = None
    """Date at which it stops until the reader lets it go on."""


class QuestionOptions(msgspec.Struct, frozen=True, tag="question"):
    """Options of `{question} ID`, which shows a question of the deck."""

    target: str
    """Id of the question."""


class QuizOptions(msgspec.Struct, frozen=True, tag="quiz"):
    """Options of `{quiz}`, which offers several questions."""

    target: str = ""
    """Section whose questions are asked; empty if none is named after the kind."""
    section: str = ""
    """Section whose questions are asked; empty, with no tag either, for the section it stands
    in."""
    tag: str = ""
    """Tag that the questions share."""
    count: int = 0
    """Number of questions, 0 for all."""


Options = (
    TableOptions | CompareOptions | ChartOptions | TimelineOptions | QuestionOptions | QuizOptions
)
"""The options of any directive but `{image}`, which is a block of its own."""
