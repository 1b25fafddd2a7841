"""The class's screen: how wide its text is and how many lines it holds, for any size."""

from __future__ import annotations

from typing import NamedTuple

from explainer.lesson.shown import Size

_ROOMY = 60


class StageSpace(NamedTuple):
    """The room for text on a class's screen."""

    margin: int
    """Empty columns to the left."""
    width: int
    """Cells that text and tables may take."""
    room: int
    """Lines in sight at once."""


def stage_space(size: Size, widest: int) -> StageSpace:
    """The room on a screen: text in the middle, an empty line above, the place below.

    Args:
        size: The screen.
        widest: Cells that text does take at most; a table may take a quarter more.
    """
    least = 4 if size.width >= _ROOMY else 1
    width = max(1, min(size.width - 2 * least, widest + widest // 4))
    margin = max(least, (size.width - width) // 2)
    return StageSpace(margin, width, max(1, size.height - 2))
