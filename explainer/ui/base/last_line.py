"""The last line: where the reader is, and the most useful keys now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.message import Message

from explainer.render.line import Line, TextRun, crop, line_width
from explainer.ui.base.painted_widget import PaintedWidget

_ROOMY = 60
"""Columns from which two spaces part the keys."""

_WAY_OUT = "close"
"""Id of the command that leads out of a screen."""


class KeyHint(NamedTuple):
    """A key and what it does now."""

    key: str
    """The key as people know it."""
    words: str
    """What it does, in one or two words."""
    command: str
    """Id of the command that a click on it runs."""


class Status(NamedTuple):
    """What the line says."""

    place: str
    """Where the reader is."""
    hints: Sequence[KeyHint]
    """The most useful keys now, the most useful first."""
    notice: str = ""
    """What stands in the place's stead until the next key."""


class LastLine(PaintedWidget):
    """One row: the place to the left, keys to the right; a click on a key presses it."""

    class HintClicked(Message):
        """Somebody clicked a key."""

        def __init__(self, command: str) -> None:
            super().__init__()
            self.command = command
            """Id of its command."""

    def __init__(self, id: str) -> None:
        super().__init__(base="bar", id=id)
        self._source: Callable[[], Status] = _nothing
        self._announced = ""
        self._spans: list[tuple[int, int, str]] = []

    def show(self, source: Callable[[], Status]) -> None:
        """Show what a function says; it is asked when the line is painted, not before."""
        self._source = source
        self.repaint()

    def announce(self, words: str) -> None:
        """Say something in the place's stead, whatever the screen says; nothing takes it back."""
        self._announced = words
        self.repaint()

    def take_back(self) -> None:
        """Take back what was announced, with the next picture: alone it would hold that up."""
        self._announced = ""

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """The row; what has no room is left out from the right, the way out and the place last."""
        said = self._source()
        if self._announced:
            said = said._replace(notice=self._announced)
        gap = 2 if width >= _ROOMY else 1
        hints = list(said.hints)
        if said.notice:
            while hints and cell_len(said.notice) > width - _hints_width(hints, gap) - 2 - gap:
                _leave_one_out(hints)
        while hints and _hints_width(hints, gap) > max(width - 14, width // 2):
            _leave_one_out(hints)
        keys_width = _hints_width(hints, gap)
        room = max(1, width - keys_width - 2 - gap)
        role = "bar-notice" if said.notice else "bar-place"
        line: Line = [TextRun(" "), TextRun(crop(said.notice or said.place, room), role)]
        line.append(TextRun(" " * max(1, width - line_width(line) - keys_width - 1)))
        self._spans = []
        for number, hint in enumerate(hints):
            if number:
                line.append(TextRun(" " * gap))
            start = line_width(line)
            line.extend([TextRun(hint.key, "bar-key"), TextRun(f" {hint.words}")])
            self._spans.append((start, line_width(line), hint.command))
        return [line]

    def on_click(self, event: events.Click) -> None:
        """Run the command whose key was clicked."""
        for start, end, command in self._spans:
            if command and start <= event.x < end:
                event.stop()
                self.post_message(self.HintClicked(command))


def _nothing() -> Status:
    return Status("", ())


def _leave_one_out(hints: list[KeyHint]) -> None:
    """Leave out the least useful key; the one that leads out goes last."""
    others = [place for place, hint in enumerate(hints) if hint.command != _WAY_OUT]
    hints.pop(others[-1] if others else -1)


def _hints_width(hints: Sequence[KeyHint], gap: int) -> int:
    words = sum(cell_len(hint.key) + 1 + cell_len(hint.words) for hint in hints)
    return words + gap * max(0, len(hints) - 1)
