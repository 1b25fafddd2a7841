"""Scales contain every finite number, and their ticks are round numbers."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from explainer.render.chart.chart_drawing import chart_lines
from explainer.render.chart.chart_scale import Scale, guessing_scale, value_scale
from explainer.render.chart.edge import axis_labels, spread
from explainer.render.chart.label_place import time_place
from explainer.render.line import line_text, line_width

from .chart_reading import WIDTHS, data_of, drawn, numbers, table

FINITE = st.floats(allow_nan=False, allow_infinity=False)


@given(st.lists(FINITE, min_size=1, max_size=6), st.integers(2, 12))
@example([-1.7e308, 1.7e308], 5)
@example([5e-324], 4)
@example([1e16, 1e16 + 2], 3)
@example([0.1, 0.2, 0.3], 4)
def test_ticks_are_nice_ascending_few_and_on_the_axis(values: list[float], count: int) -> None:
    scale = value_scale(values, from_zero=False)
    ticks = scale.ticks(count)

    assert len(ticks) <= count
    assert list(ticks) == sorted(set(ticks))
    assert all(scale.low <= tick <= scale.high for tick in ticks)
    for before, after in pairwise(ticks):
        step = Decimal(repr(after)) - Decimal(repr(before))
        assert step.normalize().as_tuple().digits in ((1,), (2,), (5,)) or abs(after) > 1e15


@given(st.lists(FINITE, min_size=1, max_size=6), FINITE)
def test_a_place_on_the_axis_is_between_its_ends_and_grows_with_the_value(
    values: list[float], other: float
) -> None:
    scale = value_scale(values, from_zero=False)
    places = [scale.fraction(value) for value in sorted([*values, other])]

    assert math.isfinite(scale.low)
    assert math.isfinite(scale.high)
    assert scale.low < scale.high
    assert all(0 <= place <= 1 for place in places)
    assert places == sorted(places)


@given(st.lists(FINITE, min_size=1, max_size=6))
def test_bars_have_zero_on_their_axis(values: list[float]) -> None:
    scale = value_scale(values, from_zero=True)

    assert scale.low <= 0 <= scale.high
    assert all(scale.low <= value <= scale.high for value in values)


@pytest.mark.parametrize(
    ("values", "low"), [([10, 21], 0), ([80.4, 92.3], 80), ([5, 5], 0), ([0, 0], 0)]
)
def test_a_line_begins_at_zero_where_that_is_near(values: list[float], low: float) -> None:
    assert value_scale(values, from_zero=False).low == low


@given(
    st.lists(st.floats(-1e6, 1e6), max_size=6),
    st.lists(st.floats(-1e6, 1e6), max_size=6),
    st.booleans(),
    st.booleans(),
)
def test_a_scale_for_guesses_holds_every_value(
    seen: list[float], hidden: list[float], from_zero: bool, is_share: bool
) -> None:
    scale = guessing_scale(seen, hidden, from_zero=from_zero, is_share=is_share)

    assert all(scale.low <= value <= scale.high for value in [*seen, *hidden])


@given(st.floats(1, 1000), st.lists(st.floats(0, 1), min_size=1, max_size=5))
def test_a_scale_for_guesses_does_not_depend_on_values_within_it(
    seen: float, parts: list[float]
) -> None:
    scale = guessing_scale([seen], [], from_zero=True, is_share=False)
    hidden = [part * scale.high for part in parts]

    assert scale.high >= 1.6 * seen
    assert guessing_scale([seen], hidden, from_zero=True, is_share=False) == scale


def test_percentages_are_guessed_on_an_axis_to_a_hundred() -> None:
    for hidden in ([3.0], [45.0], [99.0]):
        assert guessing_scale([2.0], hidden, from_zero=False, is_share=True) == Scale(0, 100)


@pytest.mark.parametrize("kind", ["line", "dot"])
@pytest.mark.parametrize("after", [[30.0, 20.0], [5.0, 66.0]])
def test_the_axis_of_a_guess_has_the_same_numbers_at_every_size(
    kind: str, after: list[float]
) -> None:
    made = table({"x": ["2021", "2022", "2023"], "y": [40.0, *after]})
    found = set()
    for width in (36, 40, 52, 60, 80, 100, 140):
        for height in (0, 10, 16, 24, 40):
            data = data_of(kind, made, guess=True)
            lines = [line_text(line) for line in chart_lines(data, width, height=height)]
            if kind == "line":
                left = [re.match(r" *(\d+) $", line[:4]) for line in lines]
                ticks = [float(one[1]) for one in left if one]
            else:
                axis = next(line for line in reversed(lines) if line.strip().startswith("0 "))
                ticks = numbers(axis)
            found.add(tuple(sorted(ticks)))

    assert found == {(0.0, 50.0, 100.0)}


def test_a_value_at_each_end_and_in_the_middle_is_where_it_belongs() -> None:
    scale = Scale(-1e308, 1e308)

    assert [scale.fraction(value) for value in (-1e308, 0.0, 1e308)] == [0.0, 0.5, 1.0]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_numbers_beside_a_line_chart_are_nice_at_every_width(width: int) -> None:
    made = table({"x": ["2021", "2022", "2023"], "y": [3, 47, 88]})

    lines = drawn("line", made, width)
    ticks = [numbers(line[:4])[0] for line in lines if "┈┈┈" in line]

    assert ticks == sorted(ticks, reverse=True)
    assert ticks[-1] == 0
    assert 2 <= len(ticks) <= 6
    assert len({round(a - b, 6) for a, b in pairwise(ticks)}) == 1


@given(st.lists(st.integers(0, 19), max_size=20), st.integers(20, 30))
def test_labels_are_moved_apart_in_their_order(wanted: list[int], height: int) -> None:
    rows = spread(wanted, height)

    assert len(set(rows)) == len(rows)
    assert all(0 <= row < height for row in rows)
    for a, row in zip(wanted, rows, strict=True):
        for b, other in zip(wanted, rows, strict=True):
            assert a >= b or row < other


def test_labels_that_do_not_collide_stay() -> None:
    assert spread([9, 0, 4], 10) == [9, 0, 4]
    assert spread([5, 5], 10) == [5, 6] or spread([5, 5], 10) == [4, 5]


@given(
    st.lists(st.text(alphabet="ab 表", min_size=1, max_size=12), min_size=1, max_size=30),
    st.integers(10, 80),
)
def test_labels_below_an_axis_never_touch(labels: list[str], width: int) -> None:
    step = max(1, (width - 1) // len(labels))

    for line in axis_labels([n * step for n in range(len(labels))], labels, width):
        assert line_width(line) <= width


def test_of_labels_that_do_not_all_fit_the_first_and_last_are_there() -> None:
    labels = [f"Q{n % 4 + 1} {2000 + n // 4}" for n in range(40)]

    text = line_text(axis_labels(list(range(0, 80, 2)), labels, 80)[0])

    assert text.split()[:2] == ["Q1", "2000"]
    assert text.split()[-2:] == ["Q4", "2009"]
    assert "  " in text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("2023", 2023),
        ("Q3 2023", 2023.5),
        ("2023 Q3", 2023.5),
        ("2023-07", 2023.5),
        ("Jul 2023", 2023.5),
        ("1 July 2023", 2023.5),
        ("-44", None),
        ("-044", -44),
        ("44 BC", None),
        ("144 BC", -144),
        ("12023", 12023),
        ("2023-13", None),
        ("Apple", None),
        ("Foo 2023", None),
    ],
)
def test_labels_that_name_times_have_a_place_in_time(text: str, place: float | None) -> None:
    assert time_place(text) == place
