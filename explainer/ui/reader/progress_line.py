"""The line above the last one: how far the reader is in the deck, in a segment a section."""

from __future__ import annotations

from typing import NamedTuple

from explainer.render.line import Line, TextRun
from explainer.ui.base.painted_widget import PaintedWidget


class DeckProgress(NamedTuple):
    """The place in the deck."""

    sections: int
    """Number of sections."""
    current: int
    """Index of the section in sight."""
    share: float
    """Share of that section up to the end of the page in sight, 0 to 1."""
    read: frozenset[int]
    """Indexes of the sections that were read."""


class ProgressLine(PaintedWidget):
    """Shows the place in the deck as a thin line."""

    def __init__(self) -> None:
        super().__init__(base="pane", id="progress")
        self._progress = DeckProgress(0, 0, 0.0, frozenset())

    def show(self, progress: DeckProgress) -> None:
        """Show another place."""
        if progress != self._progress:
            self._progress = progress
            self.repaint()

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """Return the line; where the sections are too many for a segment each, one for all."""
        now = self._progress
        room = width - 2
        if now.sections < 1 or room < 1:
            return [[]]
        has_segments = room // now.sections >= _NARROWEST
        if not has_segments:
            done = (now.current + now.share) / now.sections
            return [[TextRun(" "), *_segment(room, done, "here")]]
        line: Line = [TextRun(" ")]
        for index in range(now.sections):
            start = room * index // now.sections
            cells = room * (index + 1) // now.sections - start - 1
            if index == now.current:
                line.extend(_segment(cells, now.share, "here"))
            else:
                line.extend(_segment(cells, float(index in now.read), "muted"))
            line.append(TextRun(" "))
        return [line]


_NARROWEST = 3
"""Fewest cells of a segment, with the space after it."""


def _segment(cells: int, share: float, role: str) -> Line:
    """Return a segment of which a share is thick."""
    thick = min(cells, max(1, round(cells * share))) if share > 0 else 0
    return [TextRun("━" * thick, role), TextRun("─" * (cells - thick), "rule")]
