"""How a section is laid out, beside how wide."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

WIDEST_TEXT = 88
"""Text is set no wider than this many cells, unless a person says otherwise: longer lines lose the
eye on its way back."""


class Setting(msgspec.Struct, frozen=True):
    """What a person, their terminal and their work ask of a layout."""

    widest: int = WIDEST_TEXT
    """Cells that text does take at most; tables, charts and code may take all."""
    ascii_only: bool = False
    """Whether charts are drawn with ASCII alone, since the terminal has no other signs."""
    views: Mapping[int, object] = {}
    """How the reader left blocks that they opened, by the line of the block in its file."""
    parts: Mapping[int, int] | None = None
    """While teaching, how many parts of a block are uncovered, by its line; None while learning,
    where nothing is hidden."""


LEARNING = Setting()
"""Nothing is set and nothing hidden."""
