"""Sizes at which a lesson is drawn for its participants.

Terminals have hundreds of sizes; a lesson is drawn for few of them, each the largest that fits, so
that one drawing serves many participants.
"""

from __future__ import annotations

from bisect import bisect_right

from explainer.lesson.shown import Size

_WIDTHS = (20, 30, 40, 50, 60, 70, 80, 90, 100, 120, 140, 160, 200)
_HEIGHTS = (6, 8, 10, 12, 14, 16, 18, 20, 22, 23, 25, 28, 32, 36, 40, 45, 50, 60, 80)

SMALLEST_PAGE = Size(40, 14)
"""Smallest size for which pages are made; on a smaller screen a part of a page may be cut off."""


def size_class(columns: int, rows: int) -> Size:
    """Return the size at which a lesson is drawn on a screen, at most as large as the screen.

    A screen smaller than every class is a class of its own.
    """
    return Size(_at_most(_WIDTHS, columns), _at_most(_HEIGHTS, rows))


def _at_most(values: tuple[int, ...], most: int) -> int:
    place = bisect_right(values, most)
    return values[place - 1] if place else max(1, most)


def page_size(size: Size) -> Size:
    """Return a size that counts when pages are made for everybody."""
    return Size(max(size.width, SMALLEST_PAGE.width), max(size.height, SMALLEST_PAGE.height))
