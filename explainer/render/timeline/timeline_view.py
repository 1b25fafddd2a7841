"""How a reader has a timeline before them: which lanes, which year, run on or not."""

from __future__ import annotations

from functools import cached_property

import msgspec

from explainer.deck.directive import TimelineOptions
from explainer.deck.model import Event, PartialDate, Timeline
from explainer.render.selection import not_after, shown_events
from explainer.render.timeline.strip import lane_marks

SCALED = "time"
"""The scale on which distance is time."""


class TimelineView(msgspec.Struct, frozen=True, tag="timeline"):
    """A timeline as it is shown."""

    scale: str = SCALED
    """`time` for a strip to scale above the events, `even` for the events alone."""
    lane: str = ""
    """The one lane shown; empty for all."""
    year: int = 0
    """The one year shown; 0 for all."""
    until: PartialDate | None = None
    """Where it stops until it is let run on."""
    past: int = 0
    """How many events after that stop it was let run on."""
    cursor: int = -1
    """The event under the cursor, by its place in the file's order of dates; -1 for none."""


class Selection(msgspec.Struct, frozen=True, dict=True):
    """The events that a view shows, and what it holds back."""

    events: tuple[Event, ...]
    """By date."""
    lanes: tuple[str, ...]
    """Every lane that the author shows, in the author's order, else by first event."""
    held: int
    """How many events are still to come."""

    @cached_property
    def marks(self) -> dict[str, str]:
        """The mark of each lane's events."""
        return lane_marks(self.lanes)


def timeline_view(timeline: Timeline, options: TimelineOptions) -> TimelineView:
    """The view that an author's directive asks for."""
    return TimelineView(scale=options.scale, until=options.until)


def selection(timeline: Timeline, options: TimelineOptions, view: TimelineView) -> Selection:
    """The events to show."""
    found = shown_events(timeline, options)
    lanes = options.lanes or tuple(dict.fromkeys(event.lane for event in found))
    to_come = _held(found, view)
    shown = [
        event
        for event in found[: len(found) - len(to_come)]
        if (not view.lane or event.lane == view.lane)
        and (not view.year or event.date.year == view.year)
    ]
    return Selection(tuple(shown), tuple(lanes), len(to_come))


def _held(found: list[Event], view: TimelineView) -> list[Event]:
    """The events that a view holds back, of all by date."""
    if view.until is None:
        return []
    reached = sum(not_after(event.date, view.until) for event in found)
    return found[reached + max(0, view.past) :]


def with_next_lane(view: TimelineView, lanes: tuple[str, ...]) -> TimelineView:
    """With the next lane alone; after the last one, with all."""
    order = ("", *(lane for lane in lanes if lane))
    at = order.index(view.lane) if view.lane in order else 0
    return msgspec.structs.replace(view, lane=order[(at + 1) % len(order)])


def zoomed(view: TimelineView, event: Event | None) -> TimelineView:
    """With the year of an event alone, or with all years again."""
    if view.year or event is None:
        return msgspec.structs.replace(view, year=0)
    return msgspec.structs.replace(view, year=event.date.year)


def let_run_on(view: TimelineView, options: TimelineOptions) -> TimelineView:
    """Past the author's stop to the end, or back to it."""
    until = options.until if view.until is None else None
    return msgspec.structs.replace(view, until=until, past=0)


def with_next_event(
    timeline: Timeline, options: TimelineOptions, view: TimelineView
) -> TimelineView:
    """With all years and one event more, the next one of the lanes that are shown.

    Its cursor is on that event. Where none of these lanes is left, everything has come.
    """
    held = _held(shown_events(timeline, options), view)
    ahead = [n for n, event in enumerate(held, 1) if not view.lane or event.lane == view.lane]
    if not ahead:
        return msgspec.structs.replace(view, year=0, until=None, past=0)
    cursor = timeline.events.index(held[ahead[0] - 1])
    view = msgspec.structs.replace(view, year=0, cursor=cursor)
    if len(ahead) == 1:
        return msgspec.structs.replace(view, until=None, past=0)
    return msgspec.structs.replace(view, past=max(0, view.past) + ahead[0])


def with_other_scale(view: TimelineView) -> TimelineView:
    """To scale, or even."""
    return msgspec.structs.replace(view, scale="even" if view.scale == SCALED else SCALED)
