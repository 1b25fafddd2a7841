"""Every kind of value is checked at its key, and one bad key does not cost the others."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.deck.fields import Fields
from explainer.deck.model import SourceGrade
from explainer.deck.partial_date import PartialDate
from explainer.deck.slug import slugged
from explainer.problems import Code, Problem, Problems

GRADES = {grade.value: grade for grade in SourceGrade}
HUGE = pytest.param(16**9000, id="more digits than Python converts")


def fields(**table: Any) -> Fields:
    return Fields(table, "a.toml", Problems(), ("row", 3))


def only(some: Fields) -> Problem:
    (problem,) = some.problems
    return problem


def test_right_values_come_back() -> None:
    some = fields(
        text="x", integer=3, number=2, flag=True, grade="A", names=["a", "b"], id="qwen-2-5"
    )

    assert some.text("text") == "x"
    assert some.required_text("text") == "x"
    assert some.integer("integer", 0, 3) == 3
    assert some.number("number") == 2.0
    assert some.boolean("flag") is True
    assert some.one_of("grade", GRADES) is SourceGrade.A
    assert some.strings("names") == ("a", "b")
    assert some.id() == "qwen-2-5"
    some.finish()
    assert not len(some.problems)


def test_what_is_not_there_is_the_default() -> None:
    some = fields()

    assert some.text("a") == ""
    assert some.integer("a", 0, 9, default=4) == 4
    assert some.number("a") is None
    assert some.boolean("a") is False
    assert some.one_of("a", GRADES) is None
    assert some.date("a") is None
    assert some.strings("a") == ()
    assert some.id("a") is None
    assert list(some.tables("a")) == []
    assert not len(some.problems)


@pytest.mark.parametrize(
    ("method", "arguments", "value"),
    [
        ("text", (), 3),
        ("required_text", (), ["x"]),
        ("integer", (0, 9), True),
        ("integer", (0, 9), 3.0),
        ("number", (), True),
        ("number", (), "3"),
        ("boolean", (), 1),
        ("one_of", (GRADES,), 1),
        ("strings", (), "lone"),
        ("strings", (), {"a": 1}),
        ("strings", (), ["a", 1]),
        ("id", (), 7),
        ("tables", (), {"a": 1}),
        ("tables", (), [1]),
    ],
)
def test_a_value_of_another_type_is_reported_at_its_place(
    method: str, arguments: tuple[Any, ...], value: Any
) -> None:
    some = fields(key=value)
    result = getattr(some, method)("key", *arguments)
    if method == "tables":
        assert list(result) == []

    problem = only(some)
    assert problem.code is Code.WRONG_TYPE
    assert problem.span.keys[:3] == ("row", 3, "key")
    assert problem.span.part == "value"


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan"), 2**60, HUGE])
def test_numbers_that_are_not_finite_or_not_exact_are_reported(value: float) -> None:
    some = fields(key=value)

    assert some.number("key") is None
    assert only(some).code is Code.WRONG_VALUE


def test_numbers_out_of_bounds_are_reported() -> None:
    some = fields(low=-1, high=16**9000, cost=1.5)

    assert some.integer("low", 0, 9) == 0
    assert some.integer("high", 0, 9) == 0
    assert some.number("cost", 0.0, 1.0) is None
    assert [problem.code for problem in some.problems] == [Code.WRONG_VALUE] * 3


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025", PartialDate(2025)),
        ("2025-02", PartialDate(2025, 2)),
        ("2024-02-29", PartialDate(2024, 2, 29)),
        ("0001-01-01", PartialDate(1, 1, 1)),
        (datetime.date(9999, 12, 31), PartialDate(9999, 12, 31)),
    ],
)
def test_dates_of_every_precision_are_read(value: object, expected: PartialDate) -> None:
    assert fields(key=value).date("key") == expected


@pytest.mark.parametrize(
    "value",
    [
        "2025-02-30",
        "2023-02-29",
        "2025-13",
        "2025-00",
        "2025-01-00",
        "0000",
        "25",
        "2025-2-1",
        "2025-02-11 ",
        "２０２５",
        "",
        2025,
        True,
        HUGE,
        ["2025"],
        datetime.datetime(2025, 2, 11, 10),
        datetime.time(10),
    ],
)
def test_what_is_no_date_is_reported(value: object) -> None:
    some = fields(key=value)

    assert some.date("key") is None
    assert only(some).code is Code.BAD_DATE


@pytest.mark.parametrize(
    ("value", "slug"),
    [
        ("Qwen 2.5", "qwen-2-5"),
        ("-a", "a"),
        ("a--b", "a-b"),
        ("a_b", "a-b"),
        ("Größe", "gro-e"),
        ("Café", "cafe"),
        ("a\n", "a"),
        ("模型", ""),
        ("", ""),
    ],
)
def test_what_is_no_id_is_reported_with_one_that_is(value: str, slug: str) -> None:
    some = fields(id=value)

    assert some.id() is None
    problem = only(some)
    assert problem.code is Code.BAD_ID
    assert problem.help.endswith(f": '{slug}'." if slug else "between them.")


def test_a_missing_required_key_is_reported_as_a_key() -> None:
    some = fields()

    assert some.required_text("title") is None
    assert some.required_id() is None
    assert [problem.code for problem in some.problems] == [Code.MISSING_KEY] * 2
    assert {problem.span.part for problem in some.problems} == {"key"}


def test_every_unknown_key_is_reported_with_the_nearest_known_one() -> None:
    some = fields(titel="x", title="x", zzz=1)
    some.text("title")
    some.text("note")
    some.finish()

    first, second = some.problems
    assert (first.code, first.span.keys) == (Code.UNKNOWN_KEY, ("row", 3, "titel"))
    assert first.span.part == "key"
    assert first.help == "Did you mean 'title'?"
    assert second.help == "Known keys: title, note."


def test_a_lone_string_is_told_to_stand_in_brackets() -> None:
    some = fields(sources="n01")
    some.strings("sources")

    assert only(some).help == 'Put it in brackets: sources = ["n01"].'


def test_strings_keep_what_is_right_among_what_is_not() -> None:
    some = fields(sources=["a", 1, "b"])

    assert some.strings("sources") == ("a", "b")
    assert only(some).span.keys == ("row", 3, "sources", 1)


@given(st.text())
def test_a_slug_is_an_id_or_nothing(text: str) -> None:
    slug = slugged(text)
    some = fields(id=slug)

    assert not slug or some.id() == slug
