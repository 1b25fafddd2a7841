"""Rows on their way from one order to another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.render.table.row_motion import order_between

ORDERS = st.integers(1, 12).flatmap(
    lambda count: st.tuples(st.permutations(range(count)), st.permutations(range(count)))
)
SHARES = st.floats(0, 1)


@given(ORDERS)
def test_rows_leave_from_one_order_and_arrive_in_the_other(
    orders: tuple[list[int], list[int]],
) -> None:
    before, after = orders

    assert order_between(before, after, 0) == before
    assert order_between(before, after, 1) == after


@given(ORDERS, SHARES)
def test_no_row_is_lost_or_doubled_on_the_way(
    orders: tuple[list[int], list[int]], share: float
) -> None:
    before, after = orders

    assert sorted(order_between(before, after, share)) == sorted(after)


def test_an_order_that_is_turned_round_is_seen_turning() -> None:
    shares = [step / 8 for step in range(9)]
    orders = [order_between([0, 1, 2, 3], [3, 2, 1, 0], share) for share in shares]

    assert len({tuple(order) for order in orders}) >= 4


@pytest.mark.parametrize("share", [0, 0.5, 1])
def test_rows_that_were_not_there_before_stand_where_they_belong(share: float) -> None:
    assert order_between([2, 9], [1, 2, 3], share) == [1, 2, 3]
