"""Draws the strip of a timeline: a line for each lane, with a mark for each event, to scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from explainer.deck.model import Deck, Event
from explainer.render.actor_colour import colour_role, spread_colours
from explainer.render.line import Line, TextRun, crop, pad
from explainer.render.timeline.timeline_scale import (
    TimeScale,
    first_day,
    last_day,
    middle_day,
    ticks,
)
from explainer.render.value import date_text

LANE_MARKS = "●■▲◆▼◉◈◎"
"""Marks of lanes, so that they can be told apart without colour."""

POINTER = "▼"
"""Sign above the current event; its colour is not the only thing that tells it."""

_WIDEST_LANE = 14
_NARROWEST_STRIP = 16
_BESIDE = 1 / 24


def lane_marks(lanes: Sequence[str]) -> dict[str, str]:
    """Return the mark of each lane's events."""
    return {
        lane: LANE_MARKS[number % len(LANE_MARKS)]
        for number, lane in reversed(list(enumerate(lanes)))
    }


def lane_roles(lanes: Sequence[str], deck: Deck) -> dict[str, str]:
    """Return the role of the marks of each lane, in the colour of its actor."""
    if len(lanes) < 2:
        return {}
    colours = spread_colours(deck, [[lane] for lane in lanes])
    return {lane: colour_role(colour) for lane, colour in zip(lanes, colours, strict=True)}


class Strip:
    """A line for each lane, with a mark for each event, and a pointer to the current event."""

    def __init__(self, lanes: Sequence[_Lane], label_width: int, scale: TimeScale) -> None:
        """Use `event_strip` to make one.

        Args:
            lanes: The lanes, from top to bottom.
            label_width: Cells of the labels, with the gap behind them.
            scale: The scale of the columns.
        """
        self._lanes = lanes
        self._label_width = label_width
        self._scale = scale

    @property
    def height(self) -> int:
        """Number of lines, with that of the pointer and the axis."""
        return len(self._lanes) + 2

    def lines(self, roles: Mapping[str, str], cursor: Event | None) -> list[Line]:
        """Return the pointer, the lanes and the axis; `roles` has the role of each lane's marks."""
        return [self._pointer(cursor), *self.lane_lines(roles, cursor)]

    def lane_lines(self, roles: Mapping[str, str], cursor: Event | None = None) -> list[Line]:
        """Return the lanes and the axis alone, for where no event is current."""
        lines: list[Line] = []
        for lane in self._lanes:
            head: Line = []
            if self._label_width:
                role = mark_role(roles.get(lane.name, ""))
                label = crop(lane.name, self._label_width - 4)
                head = [TextRun(f"{lane.mark} " if lane.name else lane.mark, role), TextRun(label)]
            line = _lane_line(lane, roles, self._scale, cursor)
            lines.append([*pad(head, self._label_width), *line])
        return [*lines, [TextRun(" " * self._label_width), *_axis(self._scale)]]

    def event_at(self, line: int, column: int) -> Event | None:
        """Return the event of a lane whose mark is nearest to a cell; None beside the lanes.

        Lines are counted from that of the pointer.
        """
        if not 1 <= line <= len(self._lanes):
            return None
        at = column - self._label_width

        def distance(event: Event) -> int:
            return abs(_column(event, self._scale) - at)

        return min(self._lanes[line - 1].events, key=distance, default=None)

    def _pointer(self, cursor: Event | None) -> Line:
        """Return the line that points down at an event and tells its date."""
        if cursor is None or not any(cursor in lane.events for lane in self._lanes):
            return []
        words, column = date_text(cursor.date), _column(cursor, self._scale)
        behind = f"{POINTER} {words}"
        if column + cell_len(behind) <= self._scale.width:
            return [TextRun(" " * (self._label_width + column)), TextRun(behind, "here")]
        before = f"{words} {POINTER}"
        lead = self._label_width + column + 1 - cell_len(before)
        if lead < 0:
            before, lead = POINTER, self._label_width + column
        return [TextRun(" " * lead), TextRun(before, "here")]


class _Lane(NamedTuple):
    """A line of a strip."""

    name: str
    """The lane; empty where the strip has only one."""
    mark: str
    """Its mark before the line."""
    events: list[Event]
    """Its events."""
    marks: Mapping[str, str]
    """The marks of the lanes of its events."""


def event_strip(
    events: Sequence[Event], lanes: Sequence[str], width: int, height: int
) -> Strip | None:
    """Return the strip of some events within a width and a height.

    Where the lanes have no room, all events stand on one line, with the marks of their lanes. There
    is none for fewer than two events or for one date.
    """
    if len(events) < 2:
        return None
    first = min(first_day(event.date) for event in events)
    last = max(last_day(event.until or event.date) for event in events)
    if first == last:
        return None
    apart, together = _lanes_apart(events, lanes), _lanes_together(events, lanes)
    label = min(_WIDEST_LANE, max(cell_len(lane.name) for lane in apart) + 2) + 2
    beside = max(1, round((last - first) * _BESIDE))
    for own, label_width in ((apart, label), (together, 0)):
        room = width - label_width
        if room >= _NARROWEST_STRIP and len(own) + 2 <= height:
            scale = TimeScale(max(1, first - beside), min(3_652_059, last + beside), room)
            return Strip(own, label_width, scale)
    return None


def _lanes_apart(events: Sequence[Event], lanes: Sequence[str]) -> list[_Lane]:
    """Return a line for each lane that has events."""
    by_lane: dict[str, list[Event]] = {}
    for event in events:
        by_lane.setdefault(event.lane, []).append(event)
    marks = lane_marks(lanes)
    used = [lane for lane in lanes if lane in by_lane] or [""]
    return [
        _Lane(lane, marks.get(lane, LANE_MARKS[0]), by_lane.get(lane, []), marks) for lane in used
    ]


def _lanes_together(events: Sequence[Event], lanes: Sequence[str]) -> list[_Lane]:
    """Return one line for the events of all lanes."""
    return [_Lane("", LANE_MARKS[0], list(events), lane_marks(lanes))]


def mark_role(lane_role: str) -> str:
    """Return the role of an event's mark in a lane with a role of its own, if it has one."""
    return f"event-mark {lane_role}".strip()


def _column(event: Event, scale: TimeScale) -> int:
    return scale.column(middle_day(event.date))


def _lane_line(
    lane: _Lane, roles: Mapping[str, str], scale: TimeScale, cursor: Event | None
) -> Line:
    """Return one lane: a thin line, thick during long events, with a mark for each event."""
    cells: list[tuple[str, str]] = [("─", "rule")] * scale.width
    for event in lane.events:
        if event.until is not None:
            start, end = scale.column(first_day(event.date)), scale.column(last_day(event.until))
            for column in range(start, end + 1):
                cells[column] = ("━", "muted")
    counts: dict[int, int] = {}
    for event in lane.events:
        column = _column(event, scale)
        counts[column] = counts.get(column, 0) + 1
        several = counts[column] > 1
        mark = lane.marks.get(event.lane, LANE_MARKS[0])
        text = str(counts[column]) if several and counts[column] < 10 else "+" if several else mark
        cells[column] = (text, mark_role(roles.get(event.lane, "")))
    if cursor is not None and cursor in lane.events:
        column = _column(cursor, scale)
        text, role = cells[column]
        cells[column] = (text, f"{role} focus")
    return _merged(cells)


def _merged(cells: list[tuple[str, str]]) -> Line:
    line: Line = []
    for text, role in cells:
        if line and line[-1].role == role:
            line[-1] = TextRun(line[-1].text + text, role)
        else:
            line.append(TextRun(text, role))
    return line


def _axis(scale: TimeScale) -> Line:
    text = ""
    for tick in ticks(scale):
        text = text.ljust(tick.column) + tick.label
    return [TextRun(text, "muted")]
