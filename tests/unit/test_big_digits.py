"""Numbers written large with half blocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.render.big_digits import big_digits


def test_a_fraction_is_three_lines_of_one_length() -> None:
    assert big_digits("1/4") == [
        " ▄    ▄ ▄ ▄",
        "▀█   ▄▀ █▄█",
        "▄█▄ █     █",
    ]


@pytest.mark.parametrize("text", ["", "abc", "٣"])
def test_nothing_is_drawn_for_other_characters(text: str) -> None:
    assert big_digits(text) == ["", "", ""]


@given(st.text("0123456789/", min_size=1, max_size=9))
def test_every_number_is_a_rectangle(text: str) -> None:
    assert {len(line) for line in big_digits(text)} == {4 * len(text) - 1}


def test_no_two_digits_look_alike() -> None:
    assert len({tuple(big_digits(digit)) for digit in "0123456789/"}) == 11
