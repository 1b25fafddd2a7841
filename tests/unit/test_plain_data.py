"""Tables, charts and timelines are complete in plain text, as words and columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from explainer.deck.model import Cell, Column, ColumnKind, Row, Table
from explainer.problems import Span
from explainer.render.chart.data import Series
from explainer.render.plain import PlainWriter
from explainer.render.plain_guess import amount
from explainer.render.plain_lines import columns

from .markdown_deck import FILES, SmallDeck, read_markdown, small_deck

TABLE = """title = "Shares"
note = "As counted."
sources = ["n01"]
as_of = 2025-02-11
[[column]]
id = "quarter"
title = "Quarter"
[[column]]
id = "share"
title = "Share"
kind = "percent"
[[column]]
id = "price"
title = "Price"
kind = "money"
unit = "USD"
[[row]]
id = "one"
quarter = "Q1 2024"
share = 45
price = 1.5
[[row]]
id = "two"
quarter = "Q2 2024"
share = { value = 8.7, claims = ["c61"] }
price = 12
[[row]]
id = "three"
quarter = "Q3 2024"
share = { missing = "not counted" }
price = { low = 100, high = 120 }
"""

STORY = """title = "Story"
note = "By days."
[[event]]
date = 2023-09-13
title = "One"
lane = "china"
[[event]]
date = "2024-06"
title = "Two"
lane = "deal"
[[event]]
date = 2025-06-04
until = "2026"
title = "Three"
lane = "deal"
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> SmallDeck:
    root = tmp_path_factory.mktemp("small")
    (root / "data").mkdir()
    (root / "data/shares.toml").write_text(TABLE)
    (root / "data/days.toml").write_text(STORY)
    assert "data/shares.toml" not in FILES
    return small_deck(root)


def plain(
    small: SmallDeck,
    directive: str,
    width: int = 60,
    ask: Callable[[str], str | None] | None = None,
) -> list[str]:
    """The lines of one directive, without the evidence of the section."""
    section, problems = read_markdown(small, f"```{directive}\n```\n")
    assert not problems
    lines = list(PlainWriter(small.deck, width, ask).section_lines(section))
    ends = [n for n, line in enumerate(lines) if line in ("Claims in this section:", "Sources:")]
    return lines[: min(ends)] if ends else lines


# --- tables ------------------------------------------------------------------------------------


def test_numbers_stand_with_their_points_under_each_other(small: SmallDeck) -> None:
    assert plain(small, "{table} shares") == [
        "Table: Shares",
        "Quarter  Share (%)            Price (USD)",
        "-------  -------------------  -----------",
        "Q1 2024  45                          1.50",
        "Q2 2024   8.7 (contradicted)        12",
        "Q3 2024  not counted           100–120",
        "As counted.",
        "Source: Paper [1]",
        "As of 11 Feb 2025",
        "",
    ]


def test_a_transposed_table_has_its_rows_as_columns(small: SmallDeck) -> None:
    lines = plain(small, '{table} shares\ntranspose = true\nrows = ["one", "two"]')

    assert lines[1:5] == [
        "Quarter      Q1 2024  Q2 2024",
        "-----------  -------  -------------------",
        "Share (%)      45      8.7 (contradicted)",
        "Price (USD)     1.50  12",
    ]


def test_two_rows_are_compared_with_their_difference(small: SmallDeck) -> None:
    lines = plain(small, '{compare} shares\nrows = ["two", "one"]')

    assert lines[:6] == [
        "Comparison: Shares",
        "Quarter      Q2 2024              Q1 2024  Difference",
        "-----------  -------------------  -------  ----------",
        "Share (%)     8.7 (contradicted)    45         +36.3",
        "Price (USD)  12                      1.50      −10.50",
        "Difference: the second less the first.",
    ]


def test_rows_that_cannot_be_subtracted_have_no_difference(small: SmallDeck) -> None:
    lines = plain(small, '{compare} models\nrows = ["gpt", "qwen"]')

    assert not any("Difference" in line for line in lines)


@settings(max_examples=100, deadline=None)
@given(
    cells=st.lists(st.lists(st.text("09.,()–% a通é", max_size=12), min_size=3, max_size=3)),
    width=st.integers(20, 90),
)
def test_columns_are_straight_and_keep_to_the_width(cells: list[list[str]], width: int) -> None:
    lines = list(columns(["A", "Number", "C"], ["left", "point", "right"], cells, width))

    assert all(cell_len(line) <= width for line in lines)
    for text in {cell.strip() for row in cells for cell in row}:
        assert "".join(text.split()) in "".join("".join(lines).split())


# --- charts ------------------------------------------------------------------------------------


CHART = '{chart} shares\nkind = "line"\ny = ["share"]\nperiod = "2024"'


def test_a_chart_is_told_in_sentences_before_its_numbers(small: SmallDeck) -> None:
    assert plain(small, CHART) == [
        "Line chart: Shares, in percent, 2024.",
        "Share: from 45\u00a0% (Q1 2024) to 8.7\u00a0% (Q2 2024).",
        "Contradicted: Q2 2024.",
        "No value: Q3 2024 (not counted).",
        "",
        "Quarter  Share (%)",
        "-------  -------------------",
        "Q1 2024  45",
        "Q2 2024   8.7 (contradicted)",
        "Q3 2024  not counted",
        "Period: 2024",
        "As counted.",
        "Source: Paper [1]",
        "As of 11 Feb 2025",
        "",
    ]


def test_without_anybody_to_ask_a_guess_is_the_record(small: SmallDeck) -> None:
    assert plain(small, f"{CHART}\nguess = true") == plain(small, CHART)


class Answers:
    """Answers one question after another, then returns None; keeps the questions."""

    def __init__(self, *answers: str) -> None:
        self._answers: Iterator[str] = iter(answers)
        self.questions: list[str] = []

    def __call__(self, question: str) -> str | None:
        self.questions.append(question)
        return next(self._answers, None)


GUESSED = f"{CHART}\nguess = true"


def test_a_guess_is_asked_for_and_stands_beside_the_record(small: SmallDeck) -> None:
    answers = Answers("30 %\n")
    words = "\n".join(plain(small, GUESSED, ask=answers))

    assert answers.questions == ["Your guess for Q2 2024, in %? (Enter skips) "]
    asked, _, after = words.partition("Q2 2024: you 30\u00a0%, record 8.7\u00a0%")
    assert "8.7" not in asked
    assert after.startswith(", 21.3 points too high.")
    assert "Q2 2024   8.7 (contradicted)" in after


def test_what_is_no_number_is_asked_for_again(small: SmallDeck) -> None:
    answers = Answers("many", "a lot of %", "8,7")
    words = "\n".join(plain(small, GUESSED, ask=answers))

    assert [question[:17] for question in answers.questions] == [
        "Your guess for Q2",
        "That is no number",
        "That is no number",
    ]
    assert "Your guess for Q2 2024, in %?" in answers.questions[1].replace("\n", " ")
    assert "you 8.7\u00a0%, record 8.7\u00a0%, exactly." in words.replace("\n", " ")


@pytest.mark.parametrize("answers", [("",), ("\n",), (" \n",), ("x", "\n"), ()])
def test_enter_and_the_end_of_input_go_on_to_the_record(
    small: SmallDeck, answers: tuple[str, ...]
) -> None:
    words = "\n".join(plain(small, GUESSED, ask=Answers(*answers)))

    assert "record" not in words
    assert "Q2 2024   8.7 (contradicted)" in words


def test_after_the_end_of_input_nothing_more_is_asked(small: SmallDeck) -> None:
    answers = Answers()
    plain(small, '{chart} shares\nkind = "bar"\ny = ["price"]\nguess = true', ask=answers)

    assert len(answers.questions) == 1


def test_what_stands_before_a_chart_is_written_before_it_asks(small: SmallDeck) -> None:
    section, _ = read_markdown(small, "Before.\n\n" + f"```{GUESSED}\n```\n")
    written: list[str] = []
    seen: list[int] = []

    def ask(question: str) -> str | None:
        seen.append(len(written))
        return None

    for line in PlainWriter(small.deck, 60, ask).section_lines(section):
        written += [line]

    assert written[: seen[0]][:3] == ["Before.", "", "Line chart: Shares, in percent, 2024."]
    assert "1 value is for you to guess." in written[: seen[0]]


def series(unit: str) -> Series:
    return Series(0, "S", unit, ())


@pytest.mark.parametrize(
    ("answer", "unit", "value"),
    [
        ("12", "%", 12.0),
        ("12,5 %", "%", 12.5),
        ("12.5per cent", "%", 12.5),
        ("about 3", "%", None),
        ("~3", "%", 3.0),
        ("-4", "", -4.0),
        ("−4,5", "", -4.5),
        ("+4", "", 4.0),
        ("1,200", "", 1200.0),
        ("1.200,5", "", 1200.5),
        ("1,200.5", "", 1200.5),
        ("1 200", "", 1200.0),
        ("1\u202f200", "", 1200.0),
        ("1'200", "", 1200.0),
        ("1.200.000", "", 1200000.0),
        ("0,125", "", 0.125),
        ("1.200", "", 1.2),
        (".5", "", 0.5),
        ("5.", "", 5.0),
        ("42.9 million", "million", 42.9),
        ("USD 3", "USD", 3.0),
        ("3usd", "USD", 3.0),
        ("3 EUR", "USD", None),
        ("1e3", "", 1000.0),
        ("1e999", "", None),
        ("nan", "", None),
        ("inf", "", None),
        ("0x10", "", None),
        ("٣", "", None),
        ("--3", "", None),
        ("3 4 %%", "%", None),
        ("", "%", None),
    ],
)
def test_numbers_are_understood_as_people_write_them(
    answer: str, unit: str, value: float | None
) -> None:
    assert amount(answer, series(unit)) == value


@settings(max_examples=150, deadline=None)
@given(answer=st.text(max_size=80) | st.floats().map(str), unit=st.text(max_size=5))
def test_any_answer_is_a_finite_number_or_none(answer: str, unit: str) -> None:
    value = amount(answer, series(unit))

    assert value is None or abs(value) < float("inf")


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    label=st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp")),
        max_size=200,
    ),
    value=st.floats(),
    width=st.integers(20, 100),
    kind=st.sampled_from(["bar", "grouped", "stacked", "line", "dot", "slope", "share"]),
)
def test_charts_of_any_data_keep_to_the_width(
    small: SmallDeck, label: str, value: float, width: int, kind: str
) -> None:
    span = Span("data/x.toml")
    names = (Column("name", label or "x", span), Column("v", "V", span, ColumnKind.NUMBER))
    rows = tuple(
        Row((Cell(label), Cell(number)), span, f"r{at}")
        for at, number in enumerate((1.0, value, value))
    )
    table = Table("x", label or "x", names, rows, span)
    small.deck.tables["x"] = table
    try:
        lines = plain(
            small, f'{{chart}} x\nkind = "{kind}"\nguess = true', width, Answers("7", "x")
        )
    finally:
        del small.deck.tables["x"]

    assert all(cell_len(line) <= width for line in lines)


# --- timelines ---------------------------------------------------------------------------------


def test_a_timeline_says_its_length_and_lanes_before_its_events(small: SmallDeck) -> None:
    assert plain(small, "{timeline} days", 80) == [
        "Timeline: Story",
        "3 events, 2 lanes (china, deal), from 13 September 2023 to 2026.",
        "- 13 Sep 2023 (china): One",
        "- Jun 2024 (deal): Two",
        "- 4 Jun 2025 to 2026 (deal): Three",
        "By days.",
        "",
    ]


def test_a_timeline_that_stops_says_so_and_goes_on(small: SmallDeck) -> None:
    lines = plain(small, '{timeline} days\nuntil = "2024"\nlanes = ["deal"]', 80)

    assert lines[1:5] == [
        "2 events, from June 2024 to 2026.",
        "- Jun 2024 (deal): Two",
        "Stopped at 2024; then:",
        "- 4 Jun 2025 to 2026 (deal): Three",
    ]


def test_a_timeline_without_a_rest_does_not_stop(small: SmallDeck) -> None:
    lines = plain(small, '{timeline} days\nuntil = "2025-06-04"', 80)

    assert not any("Stopped" in line for line in lines)


def test_an_empty_timeline_says_that(small: SmallDeck, tmp_path: Path) -> None:
    lines = plain(small, '{timeline} days\nfrom = "2030"', 80)

    assert lines[:2] == ["Timeline: Story", "No events."]
