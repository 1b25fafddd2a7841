"""Numbers are read as people type them if they are clear, and refused if ambiguous."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.quiz.number import NumberRefused, TypedNumber, read_number


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12", "12"),
        ("12.5", "12.5"),
        ("3,14", "3.14"),
        ("0,123", "0.123"),
        (",5", "0.5"),
        (".5", "0.5"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("–5", "-5"),
        ("1’234", "1234"),
        ("+5", "5"),
        ("1e3", "1000"),
        ("1.5E-2", "0.015"),
        ("1 234 567", "1234567"),
        ("1\u202f234,5", "1234.5"),
        ("1'234", "1234"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234,567.8", "1234567.8"),
        ("1_000", "1000"),
        ("12345,678", "12345.678"),
        ("１２", "12"),
        (" 7 ", "7"),
        ("1.234", "1.234"),
    ],
)
def test_what_means_one_thing_is_read(typed: str, value: str) -> None:
    found = read_number(typed)

    assert isinstance(found, TypedNumber)
    assert found.value == Decimal(value)


@pytest.mark.parametrize(
    "typed",
    [
        "1,234",
        "12,345",
        "1.",
        "1,2,3",
        "1 23",
        "1'23'4",
        "1,23,456",
        "1.2.3",
        "1,234.",
        "12,34.5",
        "1234,567,890",
        "1 234'567",
        "",
        " ",
        "seven",
    ],
)
def test_what_could_mean_two_things_or_none_is_refused_with_words(typed: str) -> None:
    found = read_number(typed)

    assert isinstance(found, NumberRefused)
    assert found.why.endswith(".")


@pytest.mark.parametrize(
    "typed", ["1e999", "9" * 61, "inf", "nan", "0x10", "1/2", "½", "٣a", "--5"]
)
def test_what_is_no_plain_number_is_refused(typed: str) -> None:
    assert isinstance(read_number(typed), NumberRefused)


def test_a_reading_of_what_was_not_plain_is_told() -> None:
    found = read_number("1 234,5")

    assert isinstance(found, TypedNumber)
    assert found.read_as == "1234.5"
    power = read_number("1e3")
    assert isinstance(power, TypedNumber)
    assert power.read_as == "1000"


@pytest.mark.parametrize("typed", ["8.7 %", "8.7%", "% 8.7", "8.7"])
def test_the_unit_of_the_question_may_be_typed(typed: str) -> None:
    found = read_number(typed, "%")

    assert isinstance(found, TypedNumber)
    assert found.value == Decimal("8.7")


def test_another_unit_is_refused_by_name() -> None:
    found = read_number("8.7 dollars", "%")

    assert isinstance(found, NumberRefused)
    assert "%" in found.why
    assert "dollars" in found.why


@given(st.text(max_size=80), st.text(max_size=5))
def test_reading_never_fails(typed: str, unit: str) -> None:
    assert isinstance(read_number(typed, unit), TypedNumber | NumberRefused)


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9
    )
)
def test_every_plain_decimal_is_read_as_itself(number: Decimal) -> None:
    found = read_number(f"{number:f}")

    assert isinstance(found, TypedNumber)
    assert found.value == number


@pytest.mark.parametrize("typed", ["10²", "10⁶", "5₂", "①"])
def test_raised_and_lowered_digits_are_no_plain_digits(typed: str) -> None:
    assert isinstance(read_number(typed), NumberRefused)
