"""Selects the part of a long list around one item, without making the lines of all the others."""

from __future__ import annotations

from collections.abc import Callable

from explainer.render.line import Line


def window(
    count: int, current: int, room: int, lines_of: Callable[[int], list[Line]]
) -> tuple[list[int], list[Line]]:
    """Return the items and lines in sight, with the current item near the middle where possible.

    Args:
        count: Number of items.
        current: The item that must be in sight.
        room: Number of lines in sight.
        lines_of: Makes the lines of an item.

    Returns:
        The item of each line, and the lines; both at most `room` long.
    """
    items: list[int] = []
    lines: list[Line] = []
    index = current
    while index < count and len(lines) < room:
        some = lines_of(index)
        lines.extend(some)
        items.extend([index] * len(some))
        index += 1
    before_items: list[int] = []
    before: list[Line] = []
    index = current - 1
    while index >= 0 and len(before) < room:
        some = lines_of(index)
        before[:0] = some
        before_items[:0] = [index] * len(some)
        index -= 1
    above = min(len(before), max(room // 2, room - len(lines)))
    start = len(before) - above
    items = [*before_items[start:], *items][:room]
    lines = [*before[start:], *lines][:room]
    return items, lines
