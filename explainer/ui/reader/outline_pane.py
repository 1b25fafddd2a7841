"""The outline: sections of the deck, the headings of the current one, and which were read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from textual import events
from textual.message import Message

from explainer.deck.model import SectionEntry
from explainer.render.line import Line, TextRun, crop, line_width, pad, wrap
from explainer.ui.base.painted_widget import PaintedWidget
from explainer.ui.base.window import window

_INDENT = 2
_SCORE_WIDTH = 4
"""Cells of the bar with the share of questions that were right."""


class OutlineHeading(NamedTuple):
    """A heading of the section in sight."""

    id: str
    """Its id."""
    title: str
    """Its words."""


class OutlineState(NamedTuple):
    """Everything that the outline shows beside the sections."""

    current: int
    """Index of the section in sight."""
    read: frozenset[str]
    """Ids of the sections that were read."""
    scores: Mapping[str, tuple[int, int]]
    """Questions of each answered section that were right at the last try, and all that it has."""
    begun: frozenset[str] = frozenset()
    """Ids of the sections of which a page was read."""
    headings: tuple[OutlineHeading, ...] = ()
    """The headings of the section in sight."""
    heading: str = ""
    """Id of the heading that the page in sight stands under."""
    way: tuple[int, ...] = ()
    """Indexes of the sections of the route that is read; empty for the whole deck."""


class OutlinePane(PaintedWidget):
    """Lists the sections, a line each; a click goes to one."""

    class GoToSection(Message):
        """A section or a heading of the current one was clicked."""

        def __init__(self, index: int, heading: str = "") -> None:
            super().__init__()
            self.index = index
            """Index of the section in the outline."""
            self.heading = heading
            """Id of the heading; empty for the beginning of the section."""

    def __init__(self, title: str, entries: Sequence[SectionEntry], id: str) -> None:
        super().__init__(base="panel", id=id)
        self._title = title
        self._entries = entries
        self._state = OutlineState(-1, frozenset(), {})
        self._rows: list[int] = []
        self._heading_rows: dict[int, str] = {}

    def list_sections(self, title: str, entries: Sequence[SectionEntry]) -> None:
        """List the sections of another version of the deck; `show` sets the current one."""
        self._title, self._entries = title, entries
        self._state = OutlineState(-1, frozenset(), {})

    def show(self, state: OutlineState) -> None:
        """Show where the reader is, what was read, and how the questions went."""
        if state != self._state:
            self._state = state
            self.repaint()

    def visible_lines(self, width: int, height: int) -> list[Line]:
        """Return the deck's title, the sections around the current one, and the number read."""
        inner = max(1, width - 2)
        head: list[Line] = [[]]
        head.extend(
            [TextRun(" "), *line] for line in wrap([TextRun(self._title, "title")], inner)[:3]
        )
        head.append([])
        room = max(1, height - len(head) - 2)
        order = self._order()
        current = max(0, self._state.current)
        places, body = window(
            len(order),
            order.index(current) if current in order else 0,
            room,
            lambda place: self._placed_lines(place, order[place], inner),
        )
        rows = [order[place] for place in places]
        self._rows = [-1] * len(head) + rows
        self._place_headings(len(head), rows)
        shown = [*head, *body]
        shown.extend([] for _ in range(height - 2 - len(shown)))
        done = sum(entry.id in self._state.read for entry in self._entries)
        foot = f"{done} of {len(self._entries)} read"
        return [*shown[: height - 2], [TextRun(" "), TextRun(crop(foot, inner), "muted")], []]

    def _order(self) -> list[int]:
        """Return the indexes of all sections, those of the route before the others."""
        way = self._state.way
        return [*way, *(index for index in range(len(self._entries)) if index not in way)]

    def _placed_lines(self, place: int, index: int, width: int) -> list[Line]:
        """Return the lines of a section, below a label if it is the first beside the route."""
        lines = self._entry_lines(index, self._entries[index], width)
        if self._state.way and place == len(self._state.way):
            label = [TextRun("  "), TextRun(crop("Also in this deck", width - 2), "faint")]
            return [[], label, *lines]
        return lines

    def _place_headings(self, first: int, rows: list[int]) -> None:
        """Note the row of each heading of the current section: they are its last rows."""
        state = self._state
        own = [first + at for at, row in enumerate(rows) if row == state.current]
        names = [heading.id for heading in state.headings]
        entry = self._entries[state.current] if 0 <= state.current < len(self._entries) else None
        begin = len(entry.labels) + 1 if entry is not None else 0
        order, way = self._order(), len(state.way)
        if way and way < len(order) and order[way] == state.current:
            begin += 2  # the label above the first section beside the route
        self._heading_rows = dict(zip(own[begin:], names, strict=False))

    def _entry_lines(self, index: int, entry: SectionEntry, width: int) -> list[Line]:
        state = self._state
        here = index == state.current
        mark = TextRun("·", "faint")
        if entry.id in state.read:
            mark = TextRun("✓", "read")
        elif entry.id in state.begun or here:
            mark = TextRun("◐", "muted")
        number = f"{index + 1:>{len(str(len(self._entries)))}} "
        left = len(number) + 3
        indent = " " * min(_INDENT * entry.depth, width // 4)
        is_beside = bool(state.way) and index not in state.way
        role = "here" if here else "faint" if is_beside else ""
        score = _score_bar(*state.scores.get(entry.id, (0, 0)))
        room = max(1, width - left - len(indent) - (line_width(score) + 1 if score else 0))
        line = [
            TextRun("▌" if here else " ", "here"),
            mark,
            TextRun(" "),
            TextRun(number, "here" if here else "faint"),
            TextRun(indent),
            TextRun(crop(entry.title, room), role),
        ]
        if score:
            line = [*pad(line, width - line_width(score)), *score]
        lines = [*self._label_lines(entry, width, left - 1), line]
        if here:
            lines.extend(
                self._heading_line(one, left + len(indent), width) for one in state.headings
            )
        return [pad([run for run in one if run.text], width) for one in lines]

    def _heading_line(self, heading: OutlineHeading, left: int, width: int) -> Line:
        is_here = heading.id == self._state.heading
        words = crop(heading.title, max(1, width - left - 1))
        return [TextRun(" " * left), TextRun(words, "strong" if is_here else "muted")]

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
        """Post the section or heading that was clicked."""
        if 0 <= event.y < len(self._rows) and self._rows[event.y] >= 0:
            heading = self._heading_rows.get(event.y, "")
            self.post_message(self.GoToSection(self._rows[event.y], heading))


def _score_bar(right: int, count: int) -> Line:
    """Return a bar for the share of a section's questions that were right; nothing without any."""
    if not count:
        return []
    full = max(1, _SCORE_WIDTH * right // count) if right else 0
    return [
        TextRun("━" * full, "good" if right == count else "muted"),
        TextRun("╌" * (_SCORE_WIDTH - full), "rule"),
    ]
