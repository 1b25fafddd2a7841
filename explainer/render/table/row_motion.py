"""The orders in which rows are drawn while they move to their places."""

from __future__ import annotations

from collections.abc import Sequence


def order_between(before: Sequence[int], after: Sequence[int], share: float) -> list[int]:
    """Return the order of rows that are on their way from one order to another.

    The rows that come first in the new order set out first: were all to move at once, those of an
    order that is turned round would pass each other at the same moment, and nothing be seen of it.

    Args:
        before: Indices of the rows as they were ordered; rows that `after` lacks are left out.
        after: Indices of the rows in their new order.
        share: How much of the way is done, from 0 to 1.
    """
    left = {row: place for place, row in enumerate(before)}
    arrives = {row: place for place, row in enumerate(after)}

    latest = max(1, len(after) - 1)

    def place(row: int) -> tuple[float, int]:
        start, end = left.get(row, arrives[row]), arrives[row]
        own_share = min(1.0, max(0.0, 2 * share - end / latest))
        return start + (end - start) * own_share, end

    return sorted(after, key=place)
