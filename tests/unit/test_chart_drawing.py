"""Drawn charts agree with their values in lengths, heights and places, at every width."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.deck.model import COLOURS, Cell, ColumnKind
from explainer.render.chart.chart_drawing import chart_header, chart_lines
from explainer.render.chart.data import Point
from explainer.render.chart.glyphs import Glyphs

from .chart_reading import WIDTHS, bar_length, data_of, dots, drawn, numbers, table, texts

POSITIVE = st.floats(0.01, 1e6)
PERCENT = ColumnKind.PERCENT


def bars(lines: list[str]) -> list[str]:
    return [line for line in lines if re.search("[▏▎▍▌▋▊▉▇]", line)]


@settings(max_examples=60)
@given(st.lists(POSITIVE, min_size=2, max_size=6), st.sampled_from(WIDTHS))
def test_bars_are_as_long_as_their_values(values: list[float], width: int) -> None:
    made = table({"x": list("abcdef")[: len(values)], "y": values})

    lengths = [bar_length(line) for line in bars(drawn("bar", made, width))]

    longest = max(lengths)
    assert longest >= width / 3
    for value, length in zip(values, lengths, strict=True):
        assert length == pytest.approx(value / max(values) * longest, abs=1.01)


@pytest.mark.parametrize("width", WIDTHS)
def test_bars_of_groups_share_one_scale(width: int) -> None:
    made = table({"x": ["a", "b"], "one": [10, 40], "two": [20, 80]})

    lengths = [bar_length(line) for line in bars(drawn("grouped", made, width))]

    assert [length / lengths[3] for length in lengths] == pytest.approx(
        [0.125, 0.25, 0.5, 1], abs=0.08
    )


def test_ascii_bars_are_as_long_as_their_values() -> None:
    made = table({"x": ["a", "b"], "y": [10, 40]})

    lengths = [line.count("#") for line in drawn("bar", made, 80, glyphs=Glyphs.PLAIN)]

    assert lengths[0] * 4 == pytest.approx(lengths[-1], abs=2)


def test_the_longest_bar_and_its_value_fill_the_width() -> None:
    made = table({"x": ["a", "b"], "y": [10, 40]})

    assert [len(line) for line in drawn("bar", made, 60) if line.endswith("40")] == [59]


def test_bars_below_zero_go_the_other_way_from_one_axis() -> None:
    lines = drawn("bar", table({"x": ["a", "b", "c"], "y": [-20, 40, 0]}))
    below, above, zero = (line for line in lines if line)

    axis = {line.index("│") for line in (below, above, zero)}
    assert len(axis) == 1
    assert below.index("▄") < axis.pop() < above.index("▇")
    assert below.count("▄") * 2 == pytest.approx(above.count("▇"), abs=2)
    assert "▇" not in below
    assert re.search(r"−20 [▗▄]", below)
    assert above.endswith(" 40")


def test_what_is_there_is_seen_however_small() -> None:
    lines = drawn("bar", table({"x": ["a", "b", "c"], "y": [1e-9, 1, 0]}))

    assert bar_length(lines[0]) == 0.125
    assert bar_length(lines[2]) == 0


def test_a_missing_value_is_a_dash_with_its_reason_and_never_a_bar() -> None:
    made = table({"x": ["a", "b"], "y": [Cell(missing="not disclosed"), 5]})

    assert drawn("bar", made)[0] == "a  – not disclosed"


def test_a_range_is_drawn_to_its_lower_end_and_on_thinly_to_its_upper() -> None:
    made = table({"x": ["a", "b"], "y": [Cell(low=20.0, high=40.0), 40]})

    ranged, exact = drawn("bar", made)

    solid, whole = bar_length(ranged), bar_length(exact)
    assert solid == pytest.approx(whole / 2, abs=0.6)
    assert "─┤ 20–40" in ranged
    assert ranged.index("┤") - ranged.index("▇") == pytest.approx(whole, abs=1.5)


def test_a_value_in_doubt_bears_its_mark_and_the_mark_its_word() -> None:
    made = table({"x": ["a", "b"], "y": [Cell(7.0, claims=("contradicted",)), 5]})

    lines = drawn("bar", made)

    assert lines[0].endswith("7\u00a0✗")
    assert lines[-1] == "✗ contradicted"


def test_a_supported_value_bears_no_mark() -> None:
    made = table({"x": ["a", "b"], "y": [Cell(7.0, claims=("supported",)), 5]})

    assert drawn("bar", made)[0].endswith(" 7")


@pytest.mark.parametrize(("kind", "outline"), [("bar", "▏╌"), ("dot", "○"), ("line", "○")])
def test_what_rests_on_weak_sources_alone_is_hollow(kind: str, outline: str) -> None:
    made = table({"x": ["a", "b"], "y": [Cell(7.0, sources=("weak",)), 5]}, sources=("good",))

    text = "\n".join(drawn(kind, made))

    assert outline in text
    assert "hollow: rests on weak sources only" in text
    both = Cell(7.0, sources=("weak", "good"))
    assert outline not in "\n".join(drawn(kind, table({"x": ["a", "b"], "y": [both, 5]})))


def test_an_approximate_value_says_so() -> None:
    made = table({"x": ["a", "b"], "y": [Cell(7.0, approx=True), 5]})

    assert drawn("bar", made)[0].endswith(" ~7")


def test_a_label_too_long_to_stand_beside_its_bar_stands_above_it_whole() -> None:
    label = "The longest name of any company in the list of companies"

    lines = drawn("bar", table({"x": [label, "b"], "y": [3, 6]}), 60)

    assert lines[0] == label
    assert bar_length(lines[1]) * 2 == pytest.approx(bar_length(lines[-1]), abs=1.01)


@settings(max_examples=60)
@given(
    st.lists(st.floats(-1e6, 1e6), min_size=40, max_size=60),
    st.sampled_from(WIDTHS),
)
def test_a_line_goes_through_its_values_within_a_dot(values: list[float], width: int) -> None:
    made = table({"x": [f"p{n}" for n in range(len(values))], "y": values})
    data = data_of("line", made)
    lines = texts(chart_lines(data, width))
    rows = 10 if width >= 56 else 8 if width >= 44 else 6
    drawn_dots = dots([line.split(" Y ")[0] for line in lines[:rows]])
    left = min(x for x, _ in drawn_dots)
    right = max(x for x, _ in drawn_dots)

    from explainer.render.chart.chart_view import chart_scale

    scale = chart_scale(data, "")
    for n, value in enumerate(values):
        x = left + round(n / (len(values) - 1) * (right - left))
        y = round((1 - scale.fraction(value)) * (rows * 2 - 1))
        assert any((a, b) in drawn_dots for a in (x - 1, x, x + 1) for b in (y - 1, y, y + 1))


def test_uneven_times_are_drawn_uneven() -> None:
    made = table({"x": ["2000", "2001", "2010"], "y": [1, 2, 3]})

    everything = "\n".join(drawn("line", made, 90))
    places = sorted(
        m.start() - everything.rfind("\n", 0, m.start()) for m in re.finditer("●", everything)
    )

    first, second, third = places
    assert (second - first) * 9 == pytest.approx(third - second, abs=9)


def test_a_gap_in_a_line_is_a_gap() -> None:
    values: list[Any] = [5.0, 5.0, 5.0, Cell(missing="no"), Cell(missing="no"), 5.0, 5.0, 5.0]
    made = table({"x": list("abcdefgh"), "y": values, "z": [10.0, *[0.0] * 7]})

    row = next(line for line in drawn("line", made, 80) if line.count("●") >= 6)

    a, b = [m.start() for m in re.finditer("●", row)][2:4]
    assert set(row[a + 1 : b]) <= {" ", "┈"}


def test_names_and_last_values_stand_at_the_ends_of_lines_on_lines_of_their_own() -> None:
    made = table({"x": ["2022", "2023"], "one": [5, 20], "two": [14, 20.1]}, kind=PERCENT)

    lines = drawn("line", made, 80)

    assert [line for line in lines if re.search(r"One +20.*%$", line)]
    assert [line for line in lines if re.search(r"Two +20.1.%$", line)]
    assert any("14\u00a0%" in line for line in lines)


@pytest.mark.parametrize("kind", ["line", "slope"])
@pytest.mark.parametrize("highlight", [(), ("apple", "huawei")])
@pytest.mark.parametrize("width", [40, 48, 54, 70, 100])
def test_labels_at_the_ends_of_lines_stand_in_the_order_of_their_values(
    width: int, highlight: tuple[str, ...], kind: str
) -> None:
    ends = {"apple": 14, "huawei": 15.1, "oppo": 16, "vivo": 50, "honor": 15.2, "xiaomi": 15.1}
    made = table({"x": ["2023", "2024"], **{name: [12, end] for name, end in ends.items()}})

    lines = drawn(kind, made, width, highlight=highlight)

    found = [numbers(line)[-1] for line in lines if re.search("▲|●|■|◆|▼|▶", line[-14:])]
    assert [n for n in found if n in ends.values()][:6] == [50, 16, 15.2, 15.1, 15.1, 14]
    named = [name for line in lines for name in ("Huawei", "Xiaomi") if name in line[-16:]]
    assert not named or named[:2] == ["Huawei", "Xiaomi"]


def test_an_axis_that_does_not_begin_at_zero_says_so() -> None:
    made = table({"x": ["a", "b"], "y": [80.4, 92.3]})

    assert "the axis begins at 80, not at 0" in drawn("dot", made)[-1]
    assert "axis" not in drawn("bar", made)[-1]


@pytest.mark.parametrize("width", WIDTHS)
def test_points_of_a_dot_plot_stand_to_scale(width: int) -> None:
    made = table({"x": ["a", "b", "c"], "y": [0, 50, 100]})

    low, middle, high = (line.index("●") for line in drawn("dot", made, width) if "●" in line)

    assert middle - low == pytest.approx(high - middle, abs=1)
    assert high - low >= width / 2


def test_a_dot_plot_names_its_series_and_the_values_at_its_ends() -> None:
    made = table({"x": ["a"], "one": [10], "two": [30]})

    names, row, axis = drawn("dot", made)

    assert re.search(r"One +Two", names)
    assert re.search(r"10 +●─+■ 30$", row)
    assert numbers(axis) == sorted(numbers(axis))


def test_points_at_one_place_are_seen_to_be_several() -> None:
    assert "◉" in "".join(drawn("dot", table({"x": ["a", "b"], "one": [10, 1], "two": [10, 2]})))


@settings(max_examples=50)
@given(st.lists(st.tuples(POSITIVE, POSITIVE), min_size=1, max_size=14))
def test_labels_of_a_slope_never_share_a_line_and_all_are_there(
    pairs: list[tuple[float, float]],
) -> None:
    columns: dict[str, Any] = {"x": ["2022", "2023"]}
    columns |= {f"n{i:02}": pair for i, pair in enumerate(pairs)}

    lines = drawn("slope", table(columns), 80)

    for i in range(len(pairs)):
        at = [line for line in lines if f"N{i:02}" in line]
        assert 1 <= len(at) <= 2
        assert sum(line.count(f"N{i:02}") for line in at) == 2
    for line in lines:
        assert len(re.findall(r"N\d\d", line)) <= 2


def test_a_slope_between_columns_has_a_line_a_row() -> None:
    made = table({"x": ["Qwen", "GPT", "R1"], "told": [85.3, 80.2, 77.5], "real": [85, 80, 92]})

    lines = drawn("slope", made)

    assert lines[0].split() == ["Told", "Real"]
    assert re.match(r" *R1 +77.5 ", lines[-1])


def test_a_slope_of_many_times_says_that_it_shows_two() -> None:
    made = table({"x": ["2021", "2022", "2023"], "one": [1, 2, 3]})

    assert drawn("slope", made)[-1] == "first and last of 3 shown; the table has all"


@settings(max_examples=60)
@given(
    st.lists(st.tuples(POSITIVE, POSITIVE, POSITIVE), min_size=1, max_size=4),
    st.sampled_from(WIDTHS),
)
def test_parts_of_a_whole_end_where_their_sums_do(
    rows: list[tuple[float, float, float]], width: int
) -> None:
    made = table(
        {
            "x": list("abcd")[: len(rows)],
            "one": [row[0] for row in rows],
            "two": [row[1] for row in rows],
            "six": [row[2] for row in rows],
        }
    )
    lines = chart_lines(data_of("share", made), width)
    found = [line for line in lines if line and line[0].text.strip() in list("abcd")]

    assert len(found) == len(rows)
    for line, row in zip(found, rows, strict=True):
        ends = [
            sum(len(r.text) for r in line if r.role.split()[:1] == [f"series-{colour}"])
            for colour in COLOURS[:3]
        ]
        total = width - 3
        assert sum(ends) == total
        assert ends[0] == pytest.approx(row[0] / sum(row) * total, abs=0.51)
        assert ends[2] == pytest.approx(row[2] / sum(row) * total, abs=0.51)


def test_percentages_that_leave_a_rest_leave_the_bar_unfinished() -> None:
    made = table({"x": ["a"], "one": [30], "two": [20]}, kind=PERCENT)
    lines = chart_lines(data_of("share", made), 80)
    bar = next(line for line in lines if line and line[0].text == "a")

    drawn_cells = sum(len(run.text) for run in bar if run.role.startswith("series"))
    assert drawn_cells == pytest.approx(77 / 2, abs=1)
    assert texts(lines)[-1] == "the empty end of a bar is what the table does not name"


def test_values_below_zero_are_not_stacked() -> None:
    lines = drawn("stacked", table({"x": ["a"], "one": [-3], "two": [4]}))

    assert "side by side" in lines[-1]
    assert any("−3" in line for line in lines)


def test_stacks_say_their_sum() -> None:
    lines = drawn("stacked", table({"x": ["a", "b"], "one": [3, 4], "two": [4, 4]}))

    assert [line.split()[-1] for line in lines if line[:1] in ("a", "b")] == ["7", "8"]


@pytest.mark.parametrize(
    ("part", "total"),
    [
        (Cell(4.0), "7"),
        (Cell(4.0, approx=True), "~7"),
        (Cell(low=3.0, high=5.0), "~7"),
        (Cell(high=4.0), "~7"),
        (Cell(4.0, low=3.0), "~7"),
    ],
)
def test_a_sum_of_what_is_not_exact_is_not_told_as_exact(part: Cell, total: str) -> None:
    made = table({"x": ["a"], "one": [3], "two": [part]})
    # So many parts that the last ones are merged.
    many = table({"x": ["a"], "one": [3], **{f"p{n}": [0] for n in range(9)}, "two": [part]})

    for lines in (drawn("stacked", made), drawn("stacked", many)):
        assert [line.split()[-1] for line in lines if line.startswith("a")] == [total]


@pytest.mark.parametrize("kind", ["bar", "grouped", "stacked", "line", "dot", "slope", "share"])
@pytest.mark.parametrize("glyphs", list(Glyphs))
@pytest.mark.parametrize("width", WIDTHS)
def test_series_are_told_apart_without_colour(kind: str, glyphs: Glyphs, width: int) -> None:
    made = table({"x": ["2022", "2023"], "apple": [19, 14], "huawei": [10, 15]}, kind=PERCENT)

    text = "\n".join(drawn(kind, made, width, glyphs=glyphs))

    assert "Apple" in text
    assert "Huawei" in text


def test_what_is_brought_out_wears_another_role_than_the_rest() -> None:
    made = table({"x": ["a", "b"], "y": [1, 2]})

    lines = chart_lines(data_of("bar", made, highlight=("r1",)), 80)

    assert [[run.role for run in line if "▇" in run.text] for line in lines if line] == [
        ["series-quiet"],
        ["series-blue"],
    ]


def test_units_that_cannot_be_compared_never_share_an_axis() -> None:
    made = table({"x": ["a"], "km": [10], "kg": [30000]}, units={"km": "km", "kg": "kg"})

    lines = drawn("bar", made)

    assert "Km" in lines[0]
    assert "Kg" in next(line for line in lines if "Kg" in line)
    lengths = [bar_length(line) for line in bars(lines)]
    assert lengths[0] == pytest.approx(lengths[1], abs=6)


def test_a_chart_says_title_unit_and_period_above() -> None:
    made = table({"x": ["a"], "y": [1]}, units={"y": "USD"}, title="Prices")

    lines = texts(chart_header(data_of("bar", made, period="spring 2025"), 80))

    assert lines == ["Prices", "Y · USD · spring 2025"]


def test_an_opened_chart_takes_the_height_it_is_given() -> None:
    made = table({"x": ["a", "b"], "y": [1, 2]})

    assert len(chart_lines(data_of("line", made), 80, height=30)) in range(27, 31)
    assert len(chart_lines(data_of("line", made), 80, height=12)) <= 12


@pytest.mark.parametrize("kind", ["bar", "stacked", "line", "dot", "slope", "share"])
def test_a_value_is_one_target_however_often_it_is_measured(kind: str) -> None:
    made = table({"x": ["2022", "2023"], "y": [7, 5], "z": [3, 4]})
    asked: list[tuple[int, int]] = []

    def target(point: Point) -> int:
        asked.append((point.row, point.column))
        return len(asked) - 1

    lines = chart_lines(data_of(kind, made), 80, value_target=target)

    assert len(asked) == len(set(asked)) == 4
    assert {run.target for line in lines for run in line} >= {0, 1, 2, 3}


def test_an_empty_value_text_is_no_trouble() -> None:
    made = table({"x": ["a", "b"], "y": [Cell(5.0, text=" "), Cell(7.0, text=" ")]})

    assert drawn("line", made)


def test_what_can_be_opened_is_on_the_value() -> None:
    made = table({"x": ["a", "b"], "y": [Cell(7.0, claims=("partly",)), 5]})

    lines = chart_lines(
        data_of("bar", made), 80, value_target=lambda point: 3 if point.claims else -1
    )

    assert [run.text for line in lines for run in line if run.target == 3] == ["7", "\u00a0≈"]
