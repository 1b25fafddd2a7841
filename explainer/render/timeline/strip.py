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

LANE_MARKS = "●■▲◆▼◉◈◎"
"""Marks of lanes, so that they can be told apart without colour."""

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


def strip_lines(
    events: Sequence[Event],
    lanes: Sequence[str],
    roles: Mapping[str, str],
    width: int,
    cursor: Event | None = None,
) -> list[Line]:
    """Return the lanes and an axis; nothing if there is no room or only one date.

    `roles` has the role of each lane's marks.
    """
    strip = _strip(events, lanes, width)
    if strip is None:
        return []
    scale, label_width = strip.scale, strip.label_width
    lines: list[Line] = []
    marks = lane_marks(lanes)
    for lane, own in strip.lanes:
        mark = marks.get(lane, LANE_MARKS[0])
        label = crop(lane, label_width - 2)
        role = mark_role(roles.get(lane, ""))
        head = [TextRun(f"{mark} ", role), TextRun(label)] if lane else [TextRun(mark, role)]
        lines.append([*pad(head, label_width + 2), *_lane(own, mark, role, scale, cursor)])
    lines.append([TextRun(" " * (label_width + 2)), *_axis(scale)])
    return lines


def event_at(
    events: Sequence[Event], lanes: Sequence[str], width: int, line: int, column: int
) -> Event | None:
    """Return the event of a lane whose mark is nearest to a column; None beside the lanes."""
    strip = _strip(events, lanes, width)
    if strip is None or not 0 <= line < len(strip.lanes):
        return None
    at = column - strip.label_width - 2

    def distance(event: Event) -> int:
        return abs(strip.scale.column(middle_day(event.date)) - at)

    return min(strip.lanes[line][1], key=distance, default=None)


class _Strip(NamedTuple):
    """The measures of a strip."""

    lanes: list[tuple[str, list[Event]]]
    """Each lane with its events."""
    label_width: int
    """Cells of the labels, without the gap of two behind them."""
    scale: TimeScale
    """The scale of its columns."""


def _strip(events: Sequence[Event], lanes: Sequence[str], width: int) -> _Strip | None:
    """Return the measures of a strip; None if there is no room or only one date."""
    by_lane: dict[str, list[Event]] = {}
    for event in events:
        by_lane.setdefault(event.lane, []).append(event)
    used = [lane for lane in lanes if lane in by_lane]
    label_width = min(_WIDEST_LANE, max((cell_len(lane) for lane in used), default=0) + 2)
    room = width - label_width - 2
    if room < _NARROWEST_STRIP or len(events) < 2:
        return None
    first = min(first_day(event.date) for event in events)
    last = max(last_day(event.until or event.date) for event in events)
    if first == last:
        return None
    beside = max(1, round((last - first) * _BESIDE))
    scale = TimeScale(max(1, first - beside), min(3_652_059, last + beside), room)
    return _Strip([(lane, by_lane.get(lane, [])) for lane in used or [""]], label_width, scale)


def mark_role(lane_role: str) -> str:
    """Return the role of an event's mark in a lane with a role of its own, if it has one."""
    return f"event-mark {lane_role}".strip()


def _lane(
    events: Sequence[Event], mark: str, role: str, scale: TimeScale, cursor: Event | None
) -> Line:
    """Return one lane: a thin line, thick during long events, with a mark for each event."""
    cells: list[tuple[str, str]] = [("─", "rule")] * scale.width
    for event in events:
        if event.until is not None:
            start, end = scale.column(first_day(event.date)), scale.column(last_day(event.until))
            for column in range(start, end + 1):
                cells[column] = ("━", "muted")
    counts: dict[int, int] = {}
    for event in events:
        column = scale.column(middle_day(event.date))
        counts[column] = counts.get(column, 0) + 1
        several = counts[column] > 1
        text = str(counts[column]) if several and counts[column] < 10 else "+" if several else mark
        cells[column] = (text, role)
    if cursor is not None and cursor in events:
        column = scale.column(middle_day(cursor.date))
        cells[column] = (cells[column][0], f"{role} focus")
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
