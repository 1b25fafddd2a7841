"""Every kind of chart is drawn for any table, without a crash or a line that is too wide."""

from __future__ import annotations

import math
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.deck.directive import ChartKind
from explainer.deck.model import Cell, ColumnKind
from explainer.render.chart.chart_drawing import chart_header, chart_lines
from explainer.render.chart.chart_view import ChartGuess, ChartView, guessed, moved, revealed
from explainer.render.chart.chart_words import chart_words, readout
from explainer.render.chart.glyphs import Glyphs
from explainer.render.line import line_text, line_width
from explainer.ui.base.theme import ROLES

from .chart_reading import data_of, drawn, table, texts

KINDS = [kind.value for kind in ChartKind]
NUMBERS = st.one_of(
    st.floats(),
    st.sampled_from([0.0, -0.0, 1e308, -1e308, 5e-324, math.inf, -math.inf, math.nan, 1.0, 85.3]),
)
WORDS = st.sampled_from(
    [
        "",
        "a",
        "Q1 2023",
        "-44",
        "12023",
        "44 BC",
        "9999-12-31",
        "通义千问 表",
        "👩‍🔬🇨🇳❤️",
        "e\u0301" * 5,
        "x" * 200,
        "one two three " * 15,
        "表" * 100,
        "[bold]no markup[/]",
    ]
)
VERDICTS = st.sampled_from([(), ("contradicted",), ("partly", "unverified"), ("supported", "no")])
CELLS = st.one_of(
    NUMBERS.map(Cell),
    st.builds(
        Cell,
        st.one_of(st.none(), NUMBERS, WORDS, st.booleans()),
        low=st.one_of(st.none(), NUMBERS),
        high=st.one_of(st.none(), NUMBERS),
        approx=st.booleans(),
        text=WORDS,
        missing=WORDS,
        sources=st.sampled_from([(), ("weak",), ("good", "weak"), ("unknown",)]),
        claims=VERDICTS,
    ),
)


@st.composite
def charts(draw: Any) -> Any:
    rows = draw(st.integers(0, 7))
    columns = {"x": [draw(WORDS) for _ in range(rows)]}
    for n in range(draw(st.integers(0, 4))):
        columns[f"y{n}"] = [draw(CELLS) for _ in range(rows)]
    kinds = {
        name: draw(st.sampled_from([ColumnKind.NUMBER, ColumnKind.PERCENT, ColumnKind.MONEY]))
        for name in columns
    }
    label_kind = draw(st.sampled_from([ColumnKind.TEXT, ColumnKind.DATE, ColumnKind.NUMBER]))
    made = table(
        columns, label_kind=label_kind, kinds=kinds, units={"y0": draw(WORDS)}, title=draw(WORDS)
    )
    names = [*columns, *(f"r{n}" for n in range(rows))]
    return data_of(
        draw(st.sampled_from(KINDS)),
        made,
        highlight=tuple(draw(st.lists(st.sampled_from(names), max_size=2))),
        series=draw(st.sampled_from(["", "x", "y0"])) if len(columns) > 2 else "",
        period=draw(WORDS),
        guess=draw(st.booleans()),
    )


@st.composite
def views(draw: Any) -> ChartView:
    places = st.tuples(st.integers(-1, 4), st.integers(-1, 7))
    guesses = draw(st.lists(st.builds(ChartGuess, places, st.floats(-1e308, 1e308)), max_size=3))
    return ChartView(draw(st.one_of(st.none(), places)), tuple(guesses), draw(st.booleans()))


@settings(max_examples=150, deadline=None)
@given(
    charts(),
    st.one_of(st.integers(1, 130), st.just(1000)),
    st.sampled_from([0, 0, 1, 5, 40]),
    st.sampled_from(list(Glyphs)),
    views(),
)
def test_any_chart_is_drawn_within_its_width(
    data: Any, width: int, height: int, glyphs: Glyphs, view: ChartView
) -> None:
    lines = chart_lines(data, width, height=height, glyphs=glyphs, view=view)
    lines += chart_header(data, width, glyphs)

    for line in lines:
        assert line_width(line) <= max(2, width), line_text(line)
        assert "\n" not in line_text(line)
        assert {name for run in line for name in run.role.split()} <= set(ROLES)


@settings(max_examples=100, deadline=None)
@given(charts(), st.lists(st.tuples(st.integers(-2, 2), st.integers(-2, 2)), max_size=8))
def test_any_chart_is_told_moved_in_and_guessed_at(data: Any, moves: list[tuple[int, int]]) -> None:
    view = ChartView()
    for dx, ds in moves:
        view = guessed(moved(view, data, dx, ds), data, dx)

        assert all(math.isfinite(guess.value) for guess in view.guesses)
        assert readout(data, view) or view.cursor is None
    for series in data.series:
        assert all(p.value is None or math.isfinite(p.value) for p in series.points)
        assert all(p.missing for p in series.points if p.value is None)
    for words in chart_words(data):
        assert words.endswith((".", "?", "!"))
    assert readout(data, revealed(view)) or view.cursor is None


@settings(max_examples=50, deadline=None)
@given(charts())
def test_ascii_is_enough_for_what_charts_add_to_a_deck(data: Any) -> None:
    words = (data.title, *data.labels, *(series.title for series in data.series))
    if not all(word.isascii() for word in words):
        return
    if not all(p.text.isascii() or p.value is not None for s in data.series for p in s.points):
        return
    known = {"text": "", "missing": ""}
    series = tuple(
        msgspec.structs.replace(
            one,
            unit="",
            points=tuple(msgspec.structs.replace(point, **known) for point in one.points),
        )
        for one in data.series
    )
    data = msgspec.structs.replace(data, series=series, period="")

    for text in texts(chart_lines(data, 60, glyphs=Glyphs.PLAIN)):
        assert text.isascii(), text


@pytest.mark.parametrize("kind", KINDS)
def test_a_thousand_series_say_how_many_are_left_out(kind: str) -> None:
    columns: dict[str, list[Any]] = {"x": ["2023", "2024"]}
    columns |= {f"y{n}": [n, n + 1] for n in range(1000)}

    lines = drawn(kind, table(columns), 80)

    assert len(lines) <= 60
    said = " ".join(lines)
    assert "more in the table" in said or "others" in said


def test_a_thousand_rows_say_how_many_are_drawn() -> None:
    made = table({"x": [f"row {n}" for n in range(1000)], "y": list(range(1000))})

    assert "60 of 1000 drawn; the table has all" in " ".join(drawn("bar", made))
    assert "row 0" in " ".join(drawn("line", made))
    assert "row 999" in " ".join(drawn("line", made))


def test_what_is_brought_out_is_drawn_however_many_there_are() -> None:
    made = table({"x": [f"row {n}" for n in range(1000)], "y": list(range(1000))})

    assert any(line.startswith("row 777 ") for line in drawn("bar", made, highlight=("r777",)))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_to_draw_is_said(kind: str) -> None:
    assert drawn(kind, table({"x": []}), 40) == ["No values to draw."]
    assert drawn(kind, table({"x": [], "y": []}), 40) == ["No values to draw."]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [24, 40, 80])
def test_a_label_of_two_hundred_characters_is_there_whole_or_ends_in_a_sign(
    kind: str, width: int
) -> None:
    words = " ".join(f"word{n}" for n in range(30))
    made = table({"x": [words, "b"], "y": [1, 2]})

    text = " ".join(" ".join(drawn(kind, made, width)).split())

    assert words in text or "…" in text


@pytest.mark.parametrize("kind", KINDS)
def test_in_a_few_cells_a_chart_is_a_list_of_its_values(kind: str) -> None:
    made = table({"x": ["a", "b"], "y": [1, 2]}, units={"y": "km"})

    assert drawn(kind, made, 12)[:2] == ["a 1 km", "b 2 km"]
