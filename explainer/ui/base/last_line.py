"""The last line of a screen: where the person is, and the most useful keys now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.message import Message

from explainer.render.line import Line, TextRun, crop, line_width
from explainer.ui.base.keycap import small_keycap
from explainer.ui.base.painted_widget import PaintedWidget

_ROOMY_WIDTH = 60
"""Columns from which two spaces stand between hints; one space parts them below."""

_CLOSE_IDS = frozenset({"close", "quit"})
"""Ids of the commands that leave a screen; their key is the last to be left out."""


class KeyHint(NamedTuple):
    """A key and the effect that it has now."""

    key: str
    """The key as people write it."""
    words: str
    """Its effect in one or two words."""
    command: str
    """Id of the command that a click on the hint runs."""


class Status(NamedTuple):
    """Text of the last line."""

    place: str
    """Place in the deck, quiz or list."""
    hints: Sequence[KeyHint]
    """The most useful keys now, the most useful first."""
    notice: str = ""
    """Words shown instead of the place until the next key."""
    shorter: Sequence[str] = ()
    """The place in fewer words, each shorter than the one before, where there is less room."""


class LastLine(PaintedWidget):
    """One row: the place, then key hints; a click on a hint runs its command."""

    class HintClicked(Message):
        """A key hint was clicked."""

        def __init__(self, command: str) -> None:
            super().__init__()
            self.command = command
            """Id of its command."""

    def __init__(self, id: str) -> None:
        super().__init__(base="bar", id=id)
        self._source: Callable[[], Status] = _no_status
        self._announced = ""
        self._spans: list[tuple[int, int, str]] = []

    def show(self, source: Callable[[], Status]) -> None:
        """Show what a function returns; it is called each time the line is painted."""
        self._source = source
        self.repaint()

    def announce(self, words: str) -> None:
        """Show an announcement instead of the place, until `take_back`."""
        self._announced = words
        self.repaint()

    def take_back(self) -> None:
        """Drop the announcement with the next repaint; one more repaint would delay the key."""
        self._announced = ""

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """Return the row; hints without room are left out, the one that closes the screen last."""
        said = self._source()
        if self._announced:
            said = said._replace(notice=self._announced)
        gap = 2 if width >= _ROOMY_WIDTH else 1
        hints = list(said.hints)
        if said.notice:
            while hints and cell_len(said.notice) > width - _hints_width(hints, gap) - 2 - gap:
                _drop_hint(hints)
        while hints and _hints_width(hints, gap) > max(width - 14, width // 2):
            _drop_hint(hints)
        keys_width = _hints_width(hints, gap)
        room = max(1, width - keys_width - 2 - (gap if hints else 0))
        role = "bar-notice" if said.notice else "bar-place"
        places = (said.place, *said.shorter)
        place = next((words for words in places if cell_len(words) <= room), places[-1])
        line: Line = [TextRun(" "), TextRun(crop(said.notice or place, room), role)]
        line.append(TextRun(" " * max(1, width - line_width(line) - keys_width - 1)))
        self._spans = []
        for number, hint in enumerate(hints):
            if number:
                line.append(TextRun(" " * gap))
            start = line_width(line)
            line.extend([small_keycap(hint.key), TextRun(f" {hint.words}")])
            self._spans.append((start, line_width(line), hint.command))
        return [line]

    def on_click(self, event: events.Click) -> None:
        """Run the command of the hint that was clicked."""
        for start, end, command in self._spans:
            if command and start <= event.x < end:
                event.stop()
                self.post_message(self.HintClicked(command))


def _no_status() -> Status:
    return Status("", ())


def _drop_hint(hints: list[KeyHint]) -> None:
    """Remove the least useful hint; the one that closes the screen is removed last."""
    others = [place for place, hint in enumerate(hints) if hint.command not in _CLOSE_IDS]
    hints.pop(others[-1] if others else -1)


def _hints_width(hints: Sequence[KeyHint], gap: int) -> int:
    words = sum(cell_len(hint.key) + 1 + cell_len(hint.words) for hint in hints)
    return words + gap * max(0, len(hints) - 1)
