"""Numbers, dates and cells are written as people write them, the same everywhere."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.deck.directive import TimelineOptions
from explainer.deck.model import (
    Cell,
    Column,
    ColumnKind,
    Event,
    Row,
    Table,
    Timeline,
    Verdict,
)
from explainer.deck.partial_date import PartialDate
from explainer.problems import Span
from explainer.render.selection import ordered_rows, shown_columns, shown_events
from explainer.render.value import (
    MARKS,
    cell_text,
    column_align,
    column_title,
    date_text,
    number_text,
)

SPAN = Span("data/t.toml")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (-1.5, "−1.5"),
        (85.3, "85.3"),
        (0.1 + 0.2, "0.3"),
        (9999.0, "9999"),
        (-9999.5, "−9999.5"),
        (10000.0, "10\u202f000"),
        (-1234567.25, "−1\u202f234\u202f567.25"),
        (1e12, "1\u202f000\u202f000\u202f000\u202f000"),
        (1e15, "1e+15"),
        (1.5e-7, "1.5e-07"),
        (0.0001, "0.0001"),
        (2**53, "9.007e+15"),
    ],
)
def test_a_number_is_written_without_noise(value: float, text: str) -> None:
    assert number_text(value) == text


@given(st.floats(-1e9, 1e9))
def test_a_number_reads_as_the_number_that_it_is(value: float) -> None:
    text = number_text(value).replace("\u202f", "").replace("−", "-")

    assert math.isclose(float(text), value, rel_tol=1e-3 if "e" in text else 1e-9, abs_tol=1e-300)


@pytest.mark.parametrize(
    ("date", "text"),
    [
        (PartialDate(2025), "2025"),
        (PartialDate(2025, 2), "Feb 2025"),
        (PartialDate(2025, 12, 31), "31 Dec 2025"),
        ("2025-02-11", "11 Feb 2025"),
        ("2025-02", "Feb 2025"),
        ("2025", "2025"),
        ("spring 2025", "spring 2025"),
        ("", ""),
        ("2025-99", "2025-99"),
        ("1-2-3-4", "1-2-3-4"),
        ("²-1", "²-1"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(date: PartialDate | str, text: str) -> None:
    assert date_text(date) == text


def column(kind: ColumnKind = ColumnKind.NUMBER, **more: Any) -> Column:
    return Column("c", "Title", SPAN, kind, **more)


@pytest.mark.parametrize(
    ("cell", "kind", "text"),
    [
        (Cell(85.3), ColumnKind.PERCENT, "85.3"),
        (Cell(85.3, approx=True), ColumnKind.NUMBER, "~85.3"),
        (Cell(85.3, text="about 85"), ColumnKind.NUMBER, "about 85"),
        (Cell(low=1, high=2), ColumnKind.NUMBER, "1–2"),
        (Cell(low=1), ColumnKind.NUMBER, "≥ 1"),
        (Cell(high=2, approx=True), ColumnKind.NUMBER, "~≤ 2"),
        (Cell(high=0), ColumnKind.NUMBER, "≤ 0"),
        (Cell(5.0, low=4, high=6), ColumnKind.NUMBER, "5 (4–6)"),
        (Cell(low=-3, high=-1), ColumnKind.NUMBER, "−3 to −1"),
        (Cell(), ColumnKind.NUMBER, "–"),
        (Cell(missing="not published"), ColumnKind.NUMBER, "–"),
        (Cell(True), ColumnKind.BOOL, "yes"),
        (Cell(False), ColumnKind.BOOL, "no"),
        (Cell("2025-02"), ColumnKind.DATE, "Feb 2025"),
        (Cell("partly"), ColumnKind.VERDICT, "≈ partly"),
        (Cell("2025-02"), ColumnKind.TEXT, "2025-02"),
        (Cell("Qwen"), ColumnKind.TEXT, "Qwen"),
    ],
)
def test_a_cell_shows_what_is_known(cell: Cell, kind: ColumnKind, text: str) -> None:
    assert cell_text(cell, column(kind)) == text


def test_a_column_names_its_unit_once() -> None:
    assert column_title(column(unit="USD")) == "Title (USD)"
    assert column_title(column(ColumnKind.PERCENT)) == "Title (%)"
    assert column_title(Column("c", "Cost in USD", SPAN, ColumnKind.MONEY, "USD")) == "Cost in USD"


def test_numbers_stand_at_their_point_unless_the_author_says_otherwise() -> None:
    assert column_align(column()) == "point"
    assert column_align(column(ColumnKind.TEXT)) == "left"
    assert column_align(column(align="center")) == "center"


def test_every_verdict_has_a_mark_of_its_own() -> None:
    assert set(MARKS) == set(Verdict)
    assert len(set(MARKS.values())) == len(Verdict)


def table() -> Table:
    cells = [Cell(2.0), Cell(), Cell("many"), Cell(low=0, high=2), Cell(-1.0)]
    rows = tuple(
        Row((Cell(name), cell), SPAN, name) for name, cell in zip("abcde", cells, strict=True)
    )
    return Table("t", "T", (Column("name", "N", SPAN), column()), rows, SPAN)


def ids(rows: list[Row]) -> str:
    return "".join(row.id for row in rows)


def test_rows_are_sorted_with_blanks_last_both_ways() -> None:
    assert ids(ordered_rows(table(), (), "c")) == "edacb"
    assert ids(ordered_rows(table(), (), "-c")) == "cadeb"
    assert ids(ordered_rows(table(), (), "-name")) == "edcba"


def test_rows_and_columns_that_were_asked_for_keep_that_order() -> None:
    assert ids(ordered_rows(table(), ("c", "a", "x"))) == "ca"
    assert ids(ordered_rows(table(), ("c", "a"), "c")) == "ac"
    assert ids(ordered_rows(table(), ())) == "abcde"
    assert [column.id for column in shown_columns(table(), ("c", "name"))] == ["c", "name"]


def test_an_event_that_lasts_is_shown_from_any_day_of_it() -> None:
    lasting = Event(PartialDate(2020, 10), "sale", SPAN, until=PartialDate(2020, 12))
    timeline = Timeline("s", "S", (lasting,), SPAN)

    def count(first: PartialDate) -> int:
        return len(shown_events(timeline, TimelineOptions("s", first=first)))

    assert count(PartialDate(2020, 12, 24)) == 1
    assert count(PartialDate(2021)) == 0


def test_events_are_cut_by_lane_and_by_dates_as_far_as_they_are_known() -> None:
    dates = [PartialDate(2024), PartialDate(2025), PartialDate(2025, 2), PartialDate(2025, 2, 11)]
    events = tuple(Event(date, str(date), SPAN, lane="x" if date.day else "") for date in dates)
    timeline = Timeline("s", "S", events, SPAN)

    def titles(**options: Any) -> list[str]:
        wanted = TimelineOptions("s", **options)
        return [event.title for event in shown_events(timeline, wanted)]

    assert titles(last=PartialDate(2024)) == ["2024"]
    assert titles(last=PartialDate(2025, 2)) == ["2024", "2025", "2025-02", "2025-02-11"]
    assert titles(first=PartialDate(2025, 2)) == ["2025", "2025-02", "2025-02-11"]
    assert titles(first=PartialDate(2025, 2, 12)) == ["2025", "2025-02"]
    assert titles(first=PartialDate(2025)) == ["2025", "2025-02", "2025-02-11"]
    assert titles(lanes=("x",)) == ["2025-02-11"]
