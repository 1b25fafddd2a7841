"""Geometry of the class's screen: width and lines of text for any size."""

from __future__ import annotations

from typing import NamedTuple

from explainer.lesson.shown import Size

_ROOMY_WIDTH = 60


class StageSpace(NamedTuple):
    """The space for text on a class's screen."""

    margin: int
    """Empty columns to the left."""
    width: int
    """Most cells of text and tables."""
    room: int
    """Number of lines in sight at once."""


def stage_space(size: Size, widest: int) -> StageSpace:
    """Return the space on a screen: text in the middle, an empty line above, the place below.

    Args:
        size: The screen.
        widest: Most cells of text; a table may take a quarter more.
    """
    least = 4 if size.width >= _ROOMY_WIDTH else 1
    width = max(1, min(size.width - 2 * least, widest + widest // 4))
    margin = max(least, (size.width - width) // 2)
    return StageSpace(margin, width, max(1, size.height - 2))
