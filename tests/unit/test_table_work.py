"""Opened tables: order, filter, pinned row, differences, best and worst, copies, drawing."""

from __future__ import annotations

import math
import re

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from explainer.deck.directive import CompareOptions, TableOptions
from explainer.deck.model import Cell, Claim, Column, ColumnKind, Deck, Row, Table, Verdict
from explainer.problems import Span
from explainer.render.line import TextRun, line_text, line_width
from explainer.render.table.copy import as_markdown, as_tsv
from explainer.render.table.measure import Difference, difference_text, measure
from explainer.render.table.point import at_point, point_shape
from explainer.render.table.table_drawing import NARROWEST_COLUMNS, draw_table
from explainer.render.table.table_index import TableIndex
from explainer.render.table.table_view import (
    NO_ROW,
    TableView,
    pinned_or_not,
    sorted_by,
    table_view,
    with_next_difference,
)

SPAN = Span("t.toml")
CLAIM = Claim("c1", "said", Verdict.CONTRADICTED, SPAN)
DECK = Deck("d", "D", (), SPAN, claims={"c1": CLAIM})


def column(
    id: str, kind: ColumnKind = ColumnKind.NUMBER, better: str = "", unit: str = ""
) -> Column:
    return Column(id, id.capitalize(), SPAN, kind, unit, better)


COLUMNS = (
    column("name", ColumnKind.TEXT),
    column("score", better="high"),
    column("price", ColumnKind.MONEY, "low", "USD"),
    column("seen", ColumnKind.DATE),
    column("verdict", ColumnKind.VERDICT),
)


def row(name: str, *cells: Cell) -> Row:
    return Row((Cell(name), *cells), SPAN, name)


TABLE = Table(
    "t",
    "Things",
    COLUMNS,
    (
        row("nine", Cell(9.0), Cell(1.5), Cell("2025-02-11"), Cell("supported")),
        row("ten", Cell(10.0, approx=True), Cell(), Cell("2025-02"), Cell("contradicted")),
        row("range", Cell(low=7, high=13), Cell(12.0), Cell("2025-02-13"), Cell("partly")),
        row("none", Cell(missing="not published"), Cell(3.25), Cell(), Cell("opinion")),
        row("Ärger", Cell(100.0, claims=("c1",)), Cell(-2.0), Cell("2024"), Cell("unverified")),
    ),
    SPAN,
)


def names(view: TableView) -> list[str]:
    return [TABLE.rows[place].id for place in TableIndex(TABLE).shown_rows(view)]


def start() -> TableView:
    return table_view(TABLE, TableOptions("t"))


def test_numbers_sort_by_value_with_blanks_last_either_way() -> None:
    up = msgspec.structs.replace(start(), sort="score")
    down = msgspec.structs.replace(start(), sort="-score")

    assert names(up) == ["nine", "ten", "range", "Ärger", "none"]
    assert names(down) == ["Ärger", "ten", "range", "nine", "none"]


def test_dates_sort_by_time_and_verdicts_by_rank() -> None:
    assert names(msgspec.structs.replace(start(), sort="seen")) == [
        "Ärger",
        "ten",
        "nine",
        "range",
        "none",
    ]
    assert names(msgspec.structs.replace(start(), sort="verdict"))[:2] == ["nine", "range"]


def test_one_key_sorts_by_what_one_looks_for_then_the_other_way_then_not() -> None:
    score, price = COLUMNS[1], COLUMNS[2]

    by_score = sorted_by(start(), score)
    assert by_score.sort == "-score"
    assert sorted_by(by_score, score).sort == "score"
    assert sorted_by(sorted_by(by_score, score), score).sort == ""
    assert sorted_by(start(), price).sort == "price"


def test_a_filter_finds_every_word_without_case_or_accents() -> None:
    def found(needle: str) -> list[str]:
        return names(msgspec.structs.replace(start(), needle=needle))

    assert found("arger") == ["Ärger"]
    assert found("ÄRGER 100") == ["Ärger"]
    assert found("nine contra") == []
    assert found("2025") == ["nine", "ten", "range"]


def test_a_pinned_row_stays_on_top_whatever_is_filtered() -> None:
    view = pinned_or_not(msgspec.structs.replace(start(), row=2, needle="nine"))

    assert names(view) == ["range", "nine"]
    assert pinned_or_not(view).pinned == NO_ROW


def test_differences_turn_from_absolute_to_per_cent_to_off_and_pin_what_they_need() -> None:
    view = with_next_difference(msgspec.structs.replace(start(), row=1))

    assert (view.pinned, view.difference) == (1, Difference.ABSOLUTE)
    assert with_next_difference(view).difference is Difference.PERCENT
    assert with_next_difference(with_next_difference(view)).difference is Difference.OFF


@pytest.mark.parametrize(
    ("cell", "pinned", "how", "text"),
    [
        (Cell(12.0), Cell(10.0), Difference.ABSOLUTE, "+2"),
        (Cell(8.5), Cell(10.0), Difference.ABSOLUTE, "−1.5"),
        (Cell(10.0), Cell(10.0), Difference.ABSOLUTE, "±0"),
        (Cell(0.3), Cell(0.1), Difference.ABSOLUTE, "+0.2"),
        (Cell(12.0), Cell(10.0), Difference.PERCENT, "+20\u00a0%"),
        (Cell(-5.0), Cell(-10.0), Difference.PERCENT, "+50\u00a0%"),
        (Cell(1.0), Cell(0.0), Difference.PERCENT, None),
        (Cell(), Cell(1.0), Difference.ABSOLUTE, None),
        (Cell(low=7, high=13), Cell(10.0), Difference.ABSOLUTE, "−3 to +3"),
        (Cell(low=85.5), Cell(80.0), Difference.ABSOLUTE, "≥ +5.5"),
        (Cell(13.0, approx=True), Cell(10.0), Difference.ABSOLUTE, "~+3"),
        (Cell(1e308), Cell(-1e308), Difference.ABSOLUTE, None),
    ],
)
def test_a_difference_is_as_exact_as_the_two_values(
    cell: Cell, pinned: Cell, how: Difference, text: str | None
) -> None:
    assert difference_text(cell, pinned, column("n"), how) == text


def test_dates_known_to_the_day_differ_in_days() -> None:
    seen = COLUMNS[3]

    def days(one: str, other: str) -> str | None:
        return difference_text(Cell(one), Cell(other), seen, Difference.ABSOLUTE)

    assert days("2025-02-13", "2025-02-11") == "+2 days"
    assert days("2025-02-10", "2025-02-11") == "−1 day"
    assert days("2025-02-11", "2025-02-11") == "same day"
    assert days("2025-02", "2025-02-11") is None
    assert days("2025-02-31", "2025-02-11") is None


def drawn(view: TableView, width: int = 80, height: int = 24) -> list[str]:
    picture = draw_table(TableIndex(TABLE), view, DECK, width, height)
    return [line_text(line).rstrip() for line in picture.lines]


def line_of(lines: list[str], word: str) -> str:
    return next(line for line in lines if word in line)


def test_best_and_worst_are_marked_by_what_the_author_calls_better() -> None:
    lines = drawn(start())

    assert re.search(r"Ärger +100 +▲", line_of(lines, "Ärger"))
    assert re.search(r" 9 +▼", line_of(lines, "nine"))
    assert re.search(r"−2 +▲", line_of(lines, "Ärger"))
    assert re.search(r"12 +▼", line_of(lines, "range"))


def test_a_disputed_value_carries_its_mark() -> None:
    assert "✗" in line_of(drawn(start()), "Ärger")


def test_numbers_stand_under_each_other_at_their_point() -> None:
    lines = drawn(msgspec.structs.replace(start(), columns=("name", "price")))
    cells = [line_of(lines, name) for name in ("nine", "range", "none")]
    points = []
    for cell in cells:
        match = re.search(r"\d(?=\.|\s|$)", cell)
        assert match
        points.append(match.end())

    assert len(set(points)) == 1


def test_a_pinned_row_shows_the_others_as_differences() -> None:
    view = with_next_difference(msgspec.structs.replace(start(), row=0))

    lines = drawn(view)

    assert line_of(lines, "◆ nine").startswith(" ◆ nine")
    assert "+91" in line_of(lines, "Ärger")
    assert "differences from nine, absolute" in "\n".join(lines)


def test_a_narrow_table_keeps_its_first_column_and_says_what_is_out_of_sight() -> None:
    view = msgspec.structs.replace(start(), column="verdict", row=4)

    lines = drawn(view, 46)

    assert line_of(lines, "Ärger").startswith(" Ärger")
    assert "? unverified" in line_of(lines, "Ärger")
    assert any(re.search(r"columns \d–5 of 5", line) for line in lines)


def test_the_narrowest_table_is_a_card_a_row_with_every_heading() -> None:
    lines = drawn(start(), NARROWEST_COLUMNS - 1, 60)

    assert "  Score: 9 ▼" in lines
    assert "  Price (USD): 1.50" in lines
    assert "nine" in lines


def test_transposed_rows_become_columns() -> None:
    lines = drawn(msgspec.structs.replace(start(), transposed=True), 100)

    header = line_of(lines, "nine")
    assert header.index("nine") < header.index("ten") < header.index("range")
    assert line_of(lines, "Price").startswith(" Price (USD)")


def test_compare_shows_the_two_rows_side_by_side() -> None:
    view = table_view(TABLE, CompareOptions("t", ("ten", "nine"), ("score",)))

    lines = drawn(view)

    assert view.columns == ("name", "score")
    header = line_of(lines, "nine")
    assert header.index("ten") < header.index("nine")
    assert "range" not in "\n".join(lines)


def test_the_cursor_is_in_sight_wherever_it_goes_in_a_long_table() -> None:
    rows = tuple(row(f"r{n}", Cell(float(n)), Cell(), Cell(), Cell()) for n in range(500))
    table = msgspec.structs.replace(TABLE, rows=rows)
    index, top = TableIndex(table), 0
    view = table_view(table, TableOptions("t"))
    for place in (0, 499, 250, 251, 3, 498):
        view = msgspec.structs.replace(view, row=place)
        picture = draw_table(index, view, DECK, 60, 14, top)
        top = picture.top
        assert any(line_text(line).startswith(f" r{place} ") for line in picture.lines)
        assert len(picture.lines) <= 14


def test_a_copy_as_markdown_escapes_what_markdown_would_read() -> None:
    table = msgspec.structs.replace(TABLE, rows=(row("a|b", Cell(1.0), Cell(), Cell(), Cell()),))

    text = as_markdown(
        TableIndex(table), table_view(table, TableOptions("t", ("name", "score"))), DECK
    )

    assert text == "| Name | Score |\n| :-- | --: |\n| a\\|b | 1 |\n"


def test_a_copy_for_a_spreadsheet_holds_plain_numbers_and_no_formula() -> None:
    evil = row("=1+1", Cell(-1234.5), Cell(), Cell("2025-02-11"), Cell())
    table = msgspec.structs.replace(TABLE, rows=(evil,))

    lines = as_tsv(TableIndex(table), table_view(table, TableOptions("t")), DECK).splitlines()

    assert lines[1].split("\t") == ["'=1+1", "-1234.5", "", "2025-02-11", ""]


def test_points_align_in_a_column_of_mixed_values() -> None:
    cells = [[TextRun(text)] for text in ("85.3", "120–150", "~13", "–", "7", "1.25 (1–2.5)")]

    shape = point_shape(cells)
    texts = [line_text(at_point(cell, shape)) for cell in cells]

    assert {cell_len(text) for text in texts} == {shape.width}
    assert texts[0].index(".") == texts[5].rindex(".") == texts[1].index("150") + 3


finite_or_not = st.floats(allow_nan=True, allow_infinity=True)
cells = st.builds(
    Cell,
    value=st.one_of(st.none(), finite_or_not, st.text(max_size=200), st.booleans()),
    low=st.one_of(st.none(), finite_or_not),
    high=st.one_of(st.none(), finite_or_not),
    approx=st.booleans(),
    text=st.one_of(st.just(""), st.text(max_size=30)),
    missing=st.one_of(st.just(""), st.just("why")),
)
tables = st.builds(
    lambda rows, better: msgspec.structs.replace(
        TABLE,
        columns=(COLUMNS[0], msgspec.structs.replace(COLUMNS[1], better=better), *COLUMNS[2:]),
        rows=tuple(Row(tuple(row), SPAN) for row in rows),
    ),
    st.lists(st.lists(cells, min_size=5, max_size=5), max_size=8),
    st.sampled_from(["", "high", "low"]),
)


@settings(max_examples=150, deadline=None)
@given(
    tables,
    st.integers(1, 130),
    st.integers(1, 40),
    st.sampled_from(["", "score", "-price", "name", "-verdict"]),
    st.sampled_from(list(Difference)),
    st.booleans(),
    st.integers(0, 7),
    st.text(max_size=3),
)
def test_any_table_is_drawn_within_its_room(
    table: Table,
    width: int,
    height: int,
    sort: str,
    how: Difference,
    transposed: bool,
    at: int,
    needle: str,
) -> None:
    view = table_view(table, TableOptions("t"))
    if table.rows:
        place = min(at, len(table.rows) - 1)
        view = msgspec.structs.replace(view, row=place, pinned=place, difference=how)
    view = msgspec.structs.replace(view, sort=sort, transposed=transposed, needle=needle)
    index = TableIndex(table)

    picture = draw_table(index, view, DECK, width, height)

    assert len(picture.lines) <= height
    assert all(line_width(line) <= width for line in picture.lines)
    assert sorted(index.shown_rows(msgspec.structs.replace(view, needle=""))) == list(
        range(len(table.rows))
    )
    as_markdown(index, view, DECK)
    lines = len(view.columns) if transposed else len(index.shown_rows(view)) + 1
    assert as_tsv(index, view, DECK).count("\n") == lines


@given(cells)
def test_what_a_cell_measures_is_finite_in_its_middle_and_within_its_bounds(cell: Cell) -> None:
    found = measure(cell)

    if found is not None:
        assert math.isfinite(found.middle)
        assert found.low <= found.middle <= found.high or cell.low is not None


def test_a_copy_holds_what_is_shown_differences_marks_and_all() -> None:
    view = with_next_difference(msgspec.structs.replace(start(), row=0))
    view = msgspec.structs.replace(view, columns=("name", "score"))

    markdown = as_markdown(TableIndex(TABLE), view, DECK)
    turned = msgspec.structs.replace(view, transposed=True)

    assert "| Ärger | +91 ▲ ✗ |" in markdown
    assert as_markdown(TableIndex(TABLE), turned, DECK).startswith("| Name | nine | ten |")
    assert "+1" in as_tsv(TableIndex(TABLE), view, DECK)


def test_a_long_table_says_which_rows_are_in_sight() -> None:
    rows = tuple(row(f"r{n}", Cell(float(n)), Cell(), Cell(), Cell()) for n in range(50))
    table = msgspec.structs.replace(TABLE, rows=rows)
    view = msgspec.structs.replace(table_view(table, TableOptions("t")), row=0)

    first = draw_table(TableIndex(table), view, DECK, 70, 15)
    last = draw_table(TableIndex(table), msgspec.structs.replace(view, row=49), DECK, 70, 15)

    assert any("rows 1–10 of 50 ↓" in line_text(line) for line in first.lines)
    assert any("↑ rows 41–50 of 50" in line_text(line) for line in last.lines)


@pytest.mark.parametrize("width", [50, 80])
def test_no_column_moves_when_rows_are_sorted_or_pinned(width: int) -> None:
    view = table_view(TABLE, TableOptions("t"))
    states = [view]
    for column in view.columns:
        states.extend(msgspec.structs.replace(view, sort=sign + column) for sign in ("", "-"))
    states.extend(msgspec.structs.replace(view, pinned=row) for row in view.rows)

    rules = {next(line for line in drawn(one, width) if "───" in line) for one in states}
    assert len(rules) == 1
