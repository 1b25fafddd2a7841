"""Helpers: make charts of small tables, and read what was drawn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from explainer.deck.directive import ChartKind, ChartOptions
from explainer.deck.model import (
    Cell,
    Claim,
    Column,
    ColumnKind,
    Deck,
    Row,
    Source,
    SourceGrade,
    Table,
    Verdict,
)
from explainer.problems import Span
from explainer.render.chart.chart_drawing import chart_lines
from explainer.render.chart.chart_view import ChartGuess, ChartView
from explainer.render.chart.data import ChartData, chart_data
from explainer.render.chart.glyphs import Glyphs
from explainer.render.line import Line, line_text

SPAN = Span("data/t.toml")
WIDTHS = (40, 80, 118)
EIGHTHS = {glyph: count for count, glyph in enumerate(" ▏▎▍▌▋▊▉█")} | {"▇": 8}

DECK = Deck(
    "d",
    "Deck",
    (),
    SPAN,
    sources={
        "weak": Source("weak", "Forum post", SPAN, grade=SourceGrade.D),
        "good": Source("good", "Tracker", SPAN, grade=SourceGrade.A),
    },
    claims={verdict.value: Claim(verdict.value, "Said.", verdict, SPAN) for verdict in Verdict},
)


def with_guess(view: ChartView, place: tuple[int, int], value: float) -> ChartView:
    """The view with a guess of this value at a series and label, in place of an earlier one."""
    others = tuple(guess for guess in view.guesses if guess.place != place)
    return msgspec.structs.replace(view, guesses=(*others, ChartGuess(place, value)))


def cell(value: Any) -> Cell:
    """A cell of a value, or the cell itself."""
    if isinstance(value, Cell):
        return value
    return Cell(float(value)) if isinstance(value, int | float) else Cell(value)


def table(
    columns: dict[str, Sequence[Any]],
    *,
    label_kind: ColumnKind = ColumnKind.TEXT,
    kind: ColumnKind = ColumnKind.NUMBER,
    units: dict[str, str] | None = None,
    kinds: dict[str, ColumnKind] | None = None,
    sources: tuple[str, ...] = (),
    title: str = "Things",
) -> Table:
    """A table of columns by id; the first one holds the labels."""
    first, *_ = columns
    made = tuple(
        Column(
            name,
            name.capitalize(),
            SPAN,
            kind=label_kind if name == first else (kinds or {}).get(name, kind),
            unit=(units or {}).get(name, ""),
        )
        for name in columns
    )
    count = max((len(values) for values in columns.values()), default=0)
    rows = tuple(
        Row(tuple(cell(values[n]) for values in columns.values()), SPAN, f"r{n}")
        for n in range(count)
    )
    return Table("t", title, made, rows, SPAN, sources=sources)


def data_of(kind: str, made: Table, deck: Deck = DECK, **options: Any) -> ChartData:
    """The data of a chart of a table."""
    return chart_data(made, ChartOptions("t", ChartKind(kind), **options), deck)


def texts(lines: list[Line]) -> list[str]:
    return [line_text(line) for line in lines]


def drawn(kind: str, made: Table, width: int = 80, **options: Any) -> list[str]:
    """The lines of a chart as text."""
    glyphs = options.pop("glyphs", Glyphs.FULL)
    return texts(chart_lines(data_of(kind, made, **options), width, glyphs=glyphs))


def bar_length(text: str) -> float:
    """Cells of the solid bar in a line, to an eighth."""
    return sum(EIGHTHS.get(char, 0) for char in text) / 8


QUARTERS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""Cells of four dots, by the sum of 1, 2, 4 and 8 for each dot from the upper left."""


def dots(lines: Sequence[str]) -> set[tuple[int, int]]:
    """The quarters of cells that are filled, by column and row counted from the top left."""
    found = set()
    for row, text in enumerate(lines):
        for column, char in enumerate(text):
            bits = max(0, QUARTERS.find(char))
            for bit in range(4):
                if bits >> bit & 1:
                    found.add((column * 2 + bit % 2, row * 2 + bit // 2))
    return found


def numbers(text: str) -> list[float]:
    """The numbers in a text."""
    plain = text.replace("\u202f", "").replace("−", "-")
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", plain)]
