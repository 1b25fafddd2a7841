"""Columns get the room that their content needs: labels in pairs of words, rows in few lines."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.render.column_widths import GAP, fitted_widths
from explainer.render.grid import GridCells, grid_lines
from explainer.render.line import TextRun, line_text, wrap_hanging
from tests.unit.counted_work import assert_grows_in_proportion, lines_run

Rows = list[list[list[TextRun]]]

RULES = [
    ["Rule", "Since", "What it asks for"],
    ["Personal Information Protection Law", "1 Nov 2021", "consent, and a purpose that is told"],
    ["Interim Measures on generative AI", "15 Aug 2023", "an assessment and a filing of the model"],
    ["Labelling Measures", "1 Sep 2025", "marks that people see, and others in the file"],
]


def cells(rows: list[list[str]]) -> Rows:
    return [[[TextRun(cell)] for cell in row] for row in rows]


def widths_of(
    rows: list[list[str]], width: int, numbers: frozenset[int] = frozenset()
) -> list[int] | None:
    head, *body = cells(rows)
    return fitted_widths(head, body, numbers, width)


def test_a_table_with_room_is_as_wide_as_its_content_and_no_wider() -> None:
    rows = [["Maker", "Phones"], ["Huawei", "12.9"]]

    assert widths_of(rows, 40) == widths_of(rows, 200) == [6, 6]


def test_a_long_heading_above_short_cells_takes_two_lines() -> None:
    rows = [["Maker", "Share of AI cloud in China"], ["Alibaba", "35.8"]]

    assert widths_of(rows, 80) == [7, len("cloud in China")]


def test_a_label_column_in_need_of_room_is_as_wide_as_its_longest_pair_of_words() -> None:
    found = widths_of(RULES, 62)

    assert found is not None
    assert found[0] == len("Information Protection")


def test_a_date_stays_on_one_line() -> None:
    lines = [line_text(line) for line in grid_lines(grid(RULES), 62)]

    assert sum("15 Aug 2023" in line for line in lines) == 1


def test_room_goes_to_the_column_whose_rows_are_the_tallest() -> None:
    long = "a text of many words that has to be wrapped onto several lines"
    rows = [["Name", "One", "Other"], ["x", "two words", long], ["y", "three of them", long]]

    found = widths_of(rows, 60)

    assert found is not None
    assert found[1] == len("three of them")
    assert found[2] > 2 * found[1]


def test_numbers_are_not_wrapped_where_their_text_would_be() -> None:
    rows = [["Name", "Price", "Words"], ["one", "1 234 567 890 12", "some words " * 6]]

    found = widths_of(rows, 40, frozenset({1}))

    assert found is not None
    assert found[1] == len("1 234 567 890 12")


def test_a_wrapped_label_is_indented_so_that_rows_stay_apart_without_empty_lines() -> None:
    lines = [line_text(line).rstrip() for line in grid_lines(grid(RULES), 62)]

    assert "" not in lines
    assert any(line.startswith("Personal Information") for line in lines)
    assert any(line.startswith("  Protection Law") for line in lines)


def grid(rows: list[list[str]]) -> GridCells:
    head, *body = cells(rows)
    return GridCells(head, ["left"] * len(head), body)


@given(
    st.lists(st.lists(st.text("ab é中 ", max_size=40), min_size=3, max_size=3), max_size=6),
    st.lists(st.text("ab 中", max_size=30), min_size=3, max_size=3),
    st.integers(-3, 120),
)
@settings(max_examples=200)
def test_widths_are_within_the_room_and_never_none_at_all(
    rows: list[list[str]], header: list[str], width: int
) -> None:
    found = widths_of([header, *rows], width, frozenset({2}))

    if found is not None:
        assert all(one >= 1 for one in found)
        assert sum(found) + GAP * 2 <= width


@given(st.text("ab 中\u0301", max_size=60), st.integers(1, 20))
def test_hanging_lines_have_every_letter_once(text: str, width: int) -> None:
    lines = wrap_hanging([TextRun(text)], width, 2)

    assert "".join(map(line_text, lines)).replace(" ", "") == text.replace(" ", "")


def test_work_grows_with_the_rows() -> None:
    def fit(rows: int) -> None:
        widths_of([["Head", "Other"], *[["two words", "some words " * 9]] * rows], 40)

    assert_grows_in_proportion(lambda times: lines_run(lambda: fit(times)), 50)
