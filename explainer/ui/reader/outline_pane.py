"""The outline: sections of the deck, the current one, and which were read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events
from textual.message import Message

from explainer.deck.model import SectionEntry
from explainer.render.line import Line, TextRun, crop, pad, wrap
from explainer.ui.base.painted_widget import PaintedWidget
from explainer.ui.base.window import window

_INDENT = 2


class OutlinePane(PaintedWidget):
    """Lists the sections; a click goes to one."""

    class GoToSection(Message):
        """A section was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index
            """Index of the section in the outline."""

    def __init__(self, title: str, entries: Sequence[SectionEntry], id: str) -> None:
        super().__init__(base="panel", id=id)
        self._title = title
        self._entries = entries
        self._current = -1
        self._read: frozenset[str] = frozenset()
        self._scores: Mapping[str, tuple[int, int]] = {}
        self._rows: list[int] = []

    def list_sections(self, title: str, entries: Sequence[SectionEntry]) -> None:
        """List the sections of another version of the deck; `show` sets the current one."""
        self._title, self._entries = title, entries
        self._current = -1

    def show(
        self, current: int, read: frozenset[str], scores: Mapping[str, tuple[int, int]]
    ) -> None:
        """Show where the reader is, what was read, and of which questions how many were right."""
        if (current, read, scores) != (self._current, self._read, self._scores):
            self._current, self._read, self._scores = current, read, scores
            self.repaint()

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """Return the deck's title, the sections around the current one, and the number read."""
        inner = max(1, width - 3)
        head: list[Line] = [[]]
        head.extend(
            [TextRun(" "), *line] for line in wrap([TextRun(self._title, "title")], inner)[:3]
        )
        head.append([])
        room = max(1, height - len(head) - 2)
        rows, body = window(
            len(self._entries),
            max(0, self._current),
            room,
            lambda index: self._entry_lines(index, self._entries[index], inner),
        )
        self._rows = [-1] * len(head) + rows
        shown = [*head, *body]
        shown.extend([] for _ in range(height - 2 - len(shown)))
        done = sum(entry.id in self._read for entry in self._entries)
        foot = f"{done} of {len(self._entries)} read"
        return [*shown[: height - 2], [TextRun(" "), TextRun(crop(foot, inner), "muted")], []]

    def _entry_lines(self, index: int, entry: SectionEntry, width: int) -> list[Line]:
        here = index == self._current
        mark = TextRun("✓", "read") if entry.id in self._read else TextRun("·", "faint")
        role = "here" if here else ""
        number = f"{index + 1:>{len(str(len(self._entries)))}} "
        right, count = self._scores.get(entry.id, (0, 0))
        title = [TextRun(entry.title, role)]
        if count:
            title.append(TextRun(f" {right}/{count}", "read" if right == count else "muted"))
        indent = " " * min(_INDENT * entry.depth, width // 4)
        words = wrap(title, max(1, width - len(number) - 2 - len(indent)))
        lines = self._label_lines(entry, width, len(number) + 2)
        for line_number, line in enumerate(words):
            bar = TextRun("▌" if here else " ", "here")
            if line_number:
                lines.append([bar, TextRun(" " * (len(number) + 2) + indent), *line])
            else:
                number_run = TextRun(number, "here" if here else "faint")
                inset = [TextRun(indent)] if indent else []
                lines.append([bar, mark, TextRun(" "), number_run, *inset, *line])
        return [pad(line, width) for line in lines]

    def _label_lines(self, entry: SectionEntry, width: int, left: int) -> list[Line]:
        """Return the headings above a section, each as far in as the sections below it."""
        lines: list[Line] = []
        for above, label in enumerate(entry.labels, entry.depth - len(entry.labels)):
            indent = left + 1 + min(_INDENT * above, width // 4)
            lines.append(
                [TextRun(" " * indent), TextRun(crop(label, max(1, width - indent)), "muted")]
            )
        return lines

    def on_click(self, event: events.Click) -> None:
        """Post the section that was clicked."""
        if 0 <= event.y < len(self._rows) and self._rows[event.y] >= 0:
            self.post_message(self.GoToSection(self._rows[event.y]))
