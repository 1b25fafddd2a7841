"""The data of a chart: series, points and the facts about them, also described in words."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from explainer.deck.directive import ChartKind
from explainer.deck.library import content_folder
from explainer.deck.loader import open_deck
from explainer.deck.model import Cell, ColumnKind, Verdict
from explainer.problems import Problems
from explainer.render.chart.chart_drawing import chart_lines
from explainer.render.chart.chart_view import (
    BIG_STEP,
    ChartView,
    can_reveal,
    chart_scale,
    guessed,
    moved,
    put,
    revealed,
    shown_data,
)
from explainer.render.chart.chart_words import chart_words, guess_words, miss_words, readout
from explainer.render.chart.data import ChartData, panels, uncovered
from explainer.render.line import line_text

from .chart_reading import data_of, table, texts, with_guess

PERCENT = ColumnKind.PERCENT
SHARES = table(
    {"x": ["Q1 2023", "Q2 2023", "Q3 2023"], "apple": [19, 16, 15], "huawei": [10, 17, 14]},
    kind=PERCENT,
    title="Shares",
)


def values(data: ChartData) -> dict[str, list[float | None]]:
    return {one.title: [point.value for point in one.points] for one in data.series}


def test_every_column_of_numbers_is_a_series() -> None:
    assert values(data_of("line", SHARES)) == {"Apple": [19, 16, 15], "Huawei": [10, 17, 14]}


def test_columns_and_rows_are_those_that_are_asked_for() -> None:
    data = data_of("line", SHARES, y=("huawei",), rows=("r0", "r2"))

    assert values(data) == {"Huawei": [10, 14]}
    assert data.labels == ("Q1 2023", "Q3 2023")
    assert [point.row for point in data.series[0].points] == [0, 2]


def test_a_column_can_tell_series_apart() -> None:
    made = table(
        {
            "x": ["2022", "2022", "2023", "2023"],
            "who": ["A", "B", "B", "A"],
            "y": [1, 2, 3, 4],
        },
        kinds={"who": ColumnKind.TEXT},
    )

    assert values(data_of("line", made, series="who")) == {"A": [1, 4], "B": [2, 3]}


def test_a_label_said_twice_in_a_series_is_not_lost() -> None:
    made = table(
        {"x": ["2022", "2022"], "who": ["A", "A"], "y": [1, 2]},
        kinds={"who": ColumnKind.TEXT},
    )

    data = data_of("bar", made, series="who")

    assert values(data) == {"A": [1, 2]}
    assert data.labels == ("2022", "2022")


def test_times_out_of_order_are_put_in_order_along_a_line() -> None:
    made = table({"x": ["2023", "2021", "2022"], "y": [3, 1, 2]})

    data = data_of("line", made)

    assert data.labels == ("2021", "2022", "2023")
    assert values(data) == {"Y": [1, 2, 3]}
    assert [point.row for point in data.series[0].points] == [1, 2, 0]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (Cell(missing="not found"), "not found"),
        (Cell(), "no value"),
        (Cell(float("nan")), "not a finite number"),
        (Cell(float("inf")), "not a finite number"),
        (Cell("many"), "not a number"),
    ],
)
def test_what_is_no_number_has_no_value_but_a_reason(cell: Cell, reason: str) -> None:
    point = data_of("bar", table({"x": ["a"], "y": [cell]})).series[0].points[0]

    assert point.value is None
    assert point.missing == reason


def test_a_range_stands_at_its_middle_and_a_bound_at_itself() -> None:
    cells = [Cell(low=10.0, high=20.0), Cell(low=10.0), Cell(high=20.0), Cell(7.0)]

    points = data_of("bar", table({"x": list("abcd"), "y": cells})).series[0].points

    assert [(p.value, p.low, p.high, p.is_stated) for p in points] == [
        (15.0, 10.0, 20.0, False),
        (10.0, 10.0, None, False),
        (20.0, None, 20.0, False),
        (7.0, None, None, True),
    ]
    assert [p.text for p in points] == ["10–20", "≥ 10", "≤ 20", "7"]


@pytest.mark.parametrize(
    ("own", "shared", "weak"),
    [
        (("weak",), ("good",), True),
        ((), ("weak",), True),
        (("weak", "good"), (), False),
        ((), (), False),
        (("unknown",), (), False),
        (("weak", "unknown"), (), True),
    ],
)
def test_a_value_is_weak_where_all_it_is_known_to_rest_on_is(
    own: tuple[str, ...], shared: tuple[str, ...], weak: bool
) -> None:
    made = table({"x": ["a"], "y": [Cell(1.0, sources=own)]}, sources=shared)

    assert data_of("bar", made).series[0].points[0].is_weak is weak


def test_the_gravest_verdict_comes_first_and_what_is_no_doubt_is_not_told() -> None:
    cell = Cell(1.0, claims=("supported", "unverified", "contradicted", "no-such"))

    point = data_of("bar", table({"x": ["a"], "y": [cell]})).series[0].points[0]

    assert point.verdicts == (Verdict.CONTRADICTED, Verdict.UNVERIFIED)
    assert "no-such" not in point.claims


def test_units_apart_are_panels_apart() -> None:
    made = table({"x": ["a"], "b": [1], "c": [2], "d": [3]}, units={"b": "km", "d": "km"})

    assert [list(values(part)) for part in panels(data_of("bar", made))] == [
        ["B", "D"],
        ["C"],
    ]


def test_a_row_that_is_brought_out_is_a_point_that_is() -> None:
    data = data_of("bar", SHARES, y=("apple",), highlight=("r1",))

    assert [p.is_emphasised for p in data.series[0].points] == [False, True, False]
    assert data.has_emphasis


# --- guessing -----------------------------------------------------------------------------------


def test_what_is_brought_out_is_to_be_guessed_else_all_but_the_first() -> None:
    assert data_of("line", SHARES, guess=True, highlight=("huawei",)).hidden == (
        (1, 0),
        (1, 1),
        (1, 2),
    )
    assert data_of("line", SHARES, guess=True).hidden == ((0, 1), (0, 2), (1, 1), (1, 2))
    assert data_of("line", SHARES).hidden == ()


HIDDEN = data_of("line", SHARES, guess=True, highlight=("huawei",))


@pytest.mark.parametrize("kind", ["bar", "grouped", "stacked", "line", "dot", "slope", "share"])
def test_nothing_that_is_drawn_or_told_gives_a_hidden_value_away(kind: str) -> None:
    records: list[Any] = [Cell(81.3, claims=("contradicted",), sources=("weak",)), 82.4, 83.7]
    made = table({"x": ["2021", "2022", "2023"], "apple": [19, 16, 15], "huawei": records})
    other = table({"x": ["2021", "2022", "2023"], "apple": [19, 16, 15], "huawei": [84.1, 85, 86]})

    data, changed = (data_of(kind, t, guess=True, highlight=("huawei",)) for t in (made, other))

    assert texts(chart_lines(data, 80)) == texts(chart_lines(changed, 80))
    assert chart_words(data) == chart_words(changed)
    view = moved(ChartView(), data, 0, 0)
    assert line_text(readout(data, view)) == line_text(readout(changed, view))


def test_a_hidden_point_moves_by_nice_steps_and_stays_on_the_axis() -> None:
    view = moved(ChartView(), HIDDEN, 0, 0)
    once = guessed(view, HIDDEN, 1)
    more = guessed(once, HIDDEN, BIG_STEP)
    top = guessed(once, HIDDEN, 10_000)

    first, second, third = (v.guess((1, 0)) for v in (once, more, top))
    assert first is not None
    assert second is not None
    assert second > first
    assert third == chart_scale(HIDDEN, "%").high


def test_what_is_seen_cannot_be_moved() -> None:
    view = ChartView(cursor=(0, 0))

    assert guessed(view, HIDDEN, 1) == view


def test_the_record_is_shown_only_when_every_hidden_point_was_moved() -> None:
    view = ChartView()
    for label in range(3):
        assert not can_reveal(view, HIDDEN)
        view = with_guess(view, (1, label), 20.0)

    assert can_reveal(view, HIDDEN)
    assert not can_reveal(revealed(view), HIDDEN)


def test_the_guess_stands_beside_the_record_in_the_drawing_and_in_words() -> None:
    view = ChartView()
    for label in range(3):
        view = with_guess(view, (1, label), 30.0)
    view = revealed(view)

    text = "\n".join(texts(chart_lines(HIDDEN, 80, view=view)))

    assert text.count("□") == 3 + 1
    assert "□ your guess" in text
    assert "Huawei 14\u00a0%" in text
    assert guess_words(HIDDEN, view) == [
        "Q1 2023, Huawei: you 30\u00a0%, record 10\u00a0%, 20 points too high.",
        "Q2 2023, Huawei: you 30\u00a0%, record 17\u00a0%, 13 points too high.",
        "Q3 2023, Huawei: you 30\u00a0%, record 14\u00a0%, 16 points too high.",
    ]


def test_the_axis_is_the_same_before_and_after() -> None:
    view = ChartView()
    before = shown_data(HIDDEN, view)
    for label in range(3):
        view = with_guess(view, (1, label), 20.0)
    after = shown_data(HIDDEN, revealed(view))

    assert chart_scale(before, "%") == chart_scale(after, "%")


def test_the_cursor_goes_over_what_has_no_value() -> None:
    made = table({"x": list("abc"), "y": [1, Cell(missing="no"), 3], "z": [4, 5, 6]})
    data = data_of("line", made)

    view = moved(ChartView(), data, 0, 0)
    assert view.cursor == (0, 0)
    assert moved(view, data, 1, 0).cursor == (0, 2)
    assert moved(view, data, 5, 0).cursor == (0, 2)
    assert moved(view, data, 0, 1).cursor == (1, 0)
    assert moved(ChartView((1, 1)), data, 0, -1).cursor == (0, 0)


# --- words --------------------------------------------------------------------------------------


def test_a_line_is_told_by_its_ends_extremes_and_crossing() -> None:
    assert chart_words(data_of("line", SHARES, period="2023")) == [
        "Line chart: Shares, in percent, 2023.",
        "Apple: from 19\u00a0% (Q1 2023) to 15\u00a0% (Q3 2023).",
        "Huawei: from 10\u00a0% (Q1 2023) to 14\u00a0% (Q3 2023); highest 17\u00a0% (Q2 2023).",
        (
            "Apple is above Huawei in Q1 2023; in Q2 2023, Huawei is above Apple; "
            "from Q3 2023, Apple is above Huawei."
        ),
    ]


NONE = Cell(missing="not counted")


@pytest.mark.parametrize(
    ("cologne", "basel", "course"),
    [
        (
            [5, NONE, NONE, 3, 3],
            [4, 9, 9, 4, 4],
            "Cologne is above Basel in 2021; from 2024, Basel is above Cologne.",
        ),
        (
            [5, 5, 1, 1, NONE],
            [4, 4, 2, 2, 2],
            "Cologne is above Basel from 2021 to 2022; from 2023 to 2024, Basel is above Cologne.",
        ),
        (
            [5, 4, 1, 5, 5],
            [4, 4, 2, 2, 2],
            (
                "Cologne is above Basel in 2021; in 2023, Basel is above Cologne; "
                "from 2024, Cologne is above Basel."
            ),
        ),
        ([5, 1, 5, 1, 5], [4, 4, 4, 4, 4], "Cologne and Basel cross 4 times."),
    ],
)
def test_lines_that_cross_are_told_as_one_course(
    cologne: list[Any], basel: list[Any], course: str
) -> None:
    years = [str(year) for year in range(2021, 2026)]
    made = table({"x": years, "cologne": cologne, "basel": basel})

    assert [words for words in chart_words(data_of("line", made)) if "above" in words] == (
        [course] if "above" in course else []
    )
    assert course in chart_words(data_of("line", made))


@pytest.mark.parametrize(
    ("one", "other"),
    [([5, 4, 3], [4, 4, 2]), ([5, NONE, 3], [NONE, 4, NONE]), ([4, 4, 4], [4, 4, 4])],
)
def test_lines_that_do_not_cross_have_no_course(one: list[Any], other: list[Any]) -> None:
    made = table({"x": ["2021", "2022", "2023"], "one": one, "other": other})

    assert not any(
        "above" in words or "cross" in words for words in chart_words(data_of("line", made))
    )


def test_bars_are_told_in_order_with_how_far_they_are_apart() -> None:
    cells = [Cell(10.0, claims=("partly",)), 60, Cell(missing="not found")]
    made = table({"x": ["a", "b", "c"], "y": cells}, units={"y": "USD"})

    assert chart_words(data_of("bar", made)) == [
        "Bar chart: Things, Y, in USD.",
        "From the largest to the smallest: b 60 USD; a 10 USD.",
        "The largest, b, is about 6 times the smallest, a.",
        "≈ Partly: a.",
        "No value: c (not found).",
    ]


MAY_DIFFER = "Some of these are ranges or estimates, so their order may differ."


@pytest.mark.parametrize(
    ("cells", "may_differ", "has_ratio"),
    [
        ([60, 10], False, True),
        ([60, 60, 10], False, True),
        ([Cell(low=50.0, high=70.0), Cell(low=10.0, high=20.0)], False, False),
        ([Cell(low=50.0, high=70.0), 60, 10], True, False),
        ([60, Cell(low=20.0, high=40.0), 10], False, True),
        ([60, Cell(20.0, low=15.0, high=40.0), 18, 10], True, True),
        ([60, Cell(low=10.0, high=20.0)], False, False),
        ([Cell(60.0, approx=True), 10], True, False),
        ([60, Cell(30.0, approx=True), 10], True, True),
        ([Cell(low=60.0), 10], True, False),
        ([60, Cell(high=10.0)], True, False),
        ([60, Cell(low=-1e308, high=1e308), 10], True, False),
        ([Cell(60.0, approx=True)], False, False),
    ],
)
def test_an_order_that_is_not_certain_is_not_told_as_certain(
    cells: list[Any], may_differ: bool, has_ratio: bool
) -> None:
    made = table({"x": list("abcd")[: len(cells)], "y": cells})

    words = chart_words(data_of("bar", made))

    assert (MAY_DIFFER in words) is may_differ
    assert any("times the smallest" in sentence for sentence in words) is has_ratio


def test_parts_are_told_with_their_shares() -> None:
    made = table({"x": ["a"], "one": [30], "two": [10]}, units={"one": "t", "two": "t"})

    assert "a: One 30 t (75\u00a0%), Two 10 t (25\u00a0%)." in chart_words(data_of("share", made))


def test_what_is_to_be_guessed_is_told_once_it_is_uncovered() -> None:
    assert chart_words(HIDDEN)[-1] == "3 values are for you to guess."
    assert any("Huawei: from 10" in words for words in chart_words(uncovered(HIDDEN)))


def test_the_readout_says_what_is_under_the_cursor() -> None:
    cells = [Cell(7.0, claims=("contradicted",), sources=("weak",)), Cell(missing="not found")]
    data = data_of("bar", table({"x": ["a", "b"], "y": cells}, units={"y": "km"}))

    assert readout(data, ChartView()) == []
    assert line_text(readout(data, ChartView((0, 0)))) == (
        "a: 7 km  ✗ contradicted  weak sources only"
    )
    assert line_text(readout(data, ChartView((0, 1)))) == "b: no value, not found"


@pytest.mark.parametrize(
    ("guesses", "words"),
    [
        (
            (30.0, 30.0, 30.0),
            "16 points off on average, always too high; furthest at Q1 2023, Huawei, by 20 points.",
        ),
        (
            (5.0, 17.0, 2.0),
            "5.7 points off on average, too low twice; furthest at Q3 2023, Huawei, by 12 points.",
        ),
        (
            (11.0, 16.0, 14.0),
            (
                "0.67 points off on average, too high once and too low once; "
                "furthest at Q1 2023, Huawei, by 1 point."
            ),
        ),
    ],
)
def test_one_sentence_tells_how_far_off_the_guesses_were(
    guesses: tuple[float, ...], words: str
) -> None:
    view = ChartView()
    for label, guess in enumerate(guesses):
        view = with_guess(view, (1, label), guess)

    assert miss_words(HIDDEN, view) == []
    assert miss_words(HIDDEN, revealed(view)) == [f"You were {words}"]


def test_guesses_that_are_all_right_are_told_to_be() -> None:
    view = ChartView()
    for label, guess in enumerate((10.0, 17.0, 14.0)):
        view = with_guess(view, (1, label), guess)

    assert miss_words(HIDDEN, revealed(view)) == ["You were right about every point."]


def test_a_single_guess_stands_beside_its_record_in_words() -> None:
    view = revealed(put(ChartView(), HIDDEN, (1, 0), 30.0))

    assert miss_words(HIDDEN, view) == guess_words(HIDDEN, view)


@pytest.mark.parametrize("value", [-1e308, 1e308, 1e-300])
def test_a_guess_that_is_put_anywhere_stays_on_the_axis(value: float) -> None:
    view = put(ChartView(), HIDDEN, (1, 0), value)
    scale = chart_scale(HIDDEN, "%")

    guess = view.guess((1, 0))
    assert guess is not None
    assert scale.low <= guess <= scale.high
    assert put(revealed(view), HIDDEN, (1, 0), 3.0) == revealed(view)
    assert put(view, HIDDEN, (0, 0), 3.0) == view


def test_a_stem_joins_each_guess_to_its_record() -> None:
    view = ChartView()
    for label in range(3):
        view = put(view, HIDDEN, (1, label), 90.0)

    open_text = "\n".join(texts(chart_lines(HIDDEN, 80, view=view)))
    text = "\n".join(texts(chart_lines(HIDDEN, 80, view=revealed(view))))

    assert "│" not in open_text
    assert text.count("│") >= 3 * 5


@pytest.mark.parametrize("kind", ["bar", "grouped", "dot"])
def test_a_record_on_its_way_from_the_guess_is_not_told_yet(kind: str) -> None:
    data = msgspec.structs.replace(HIDDEN, kind=ChartKind(kind))
    view = ChartView()
    for label in range(3):
        view = put(view, data, (1, label), 90.0)

    half = "\n".join(texts(chart_lines(data, 80, view=revealed(view), drawn=0.5)))
    whole = "\n".join(texts(chart_lines(data, 80, view=revealed(view))))

    assert "14\u00a0%" not in half
    assert "14\u00a0%" in whole


def test_the_readout_keeps_the_record_and_the_guess_apart() -> None:
    view = revealed(with_guess(ChartView((1, 2)), (1, 2), 15.0))

    assert line_text(readout(HIDDEN, view)) == "Q3 2023, Huawei: 14\u00a0% · you 15\u00a0%"


@pytest.mark.parametrize(
    ("guess", "words"),
    [(15.0, "1 point too high."), (13.0, "1 point too low."), (12.0, "2 points too low.")],
)
def test_one_point_apart_is_a_point(guess: float, words: str) -> None:
    view = revealed(with_guess(ChartView(), (1, 2), guess))

    assert guess_words(HIDDEN, view)[0].endswith(f", {words}")


@pytest.mark.parametrize(
    ("kind", "signs", "after"),
    [
        ("line", "□", "□ your guess"),
        ("dot", "□", "□ your guess"),
        ("slope", "□", "□ your guess"),
        ("grouped", "▏╌▕", "▏╌▕ your guess"),
        ("stacked", "╌╌", ""),
    ],
)
def test_a_chart_to_be_guessed_says_which_sign_is_the_guess(
    kind: str, signs: str, after: str
) -> None:
    data = data_of(kind, SHARES, guess=True, highlight=("huawei",))
    view = ChartView()
    for series, label in data.hidden:
        view = with_guess(view, (series, label), 12.0)

    before = "\n".join(texts(chart_lines(data, 80, view=view)))
    told = "\n".join(texts(chart_lines(data, 80, view=revealed(view))))

    assert f"{signs} where you put it" in before
    assert "your guess" not in before
    assert "where you put it" not in told
    assert after in told
    assert ("your guess" in told) is bool(after)


def test_a_chart_that_is_not_guessed_says_nothing_of_guesses() -> None:
    assert "guess" not in "\n".join(texts(chart_lines(data_of("line", SHARES), 80)))


def test_every_chart_of_the_bundled_tables_is_drawn_and_told() -> None:
    deck = open_deck(content_folder() / "apple-alibaba", Problems()).deck
    for made in deck.tables.values():
        data = data_of("bar", made, deck)

        for width in (24, 40, 80, 118):
            assert chart_lines(data, width)
        assert chart_words(data)
