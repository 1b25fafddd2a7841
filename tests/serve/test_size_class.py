"""Sizes at which a lesson is drawn: few, not larger than the screen, none too small for pages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from explainer.serve.size_class import SMALLEST_PAGE, page_size, size_class

SIDES = st.integers(1, 400)


@given(SIDES, SIDES)
def test_a_picture_fits_on_its_screen_and_fills_most_of_it(columns: int, rows: int) -> None:
    size = size_class(columns, rows)

    assert 1 <= size.width <= columns
    assert 1 <= size.height <= rows
    assert size.width >= min(columns, 200) * 0.66
    assert size.height >= min(rows, 80) * 0.66


def test_many_terminals_share_few_pictures() -> None:
    sizes = {size_class(columns, rows) for columns in range(60, 200) for rows in range(20, 60)}

    assert len(sizes) < 100


@given(SIDES, SIDES)
def test_pages_are_made_for_no_screen_that_is_too_small(columns: int, rows: int) -> None:
    size = page_size(size_class(columns, rows))

    assert size.width >= SMALLEST_PAGE.width
    assert size.height >= SMALLEST_PAGE.height
