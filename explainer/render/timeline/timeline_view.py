"""The state of a reader with a timeline: the lane and year shown, and how far it has run."""

from __future__ import annotations

from functools import cached_property

import msgspec

from explainer.deck.directive import TimelineOptions
from explainer.deck.model import Event, Timeline
from explainer.deck.partial_date import PartialDate
from explainer.render.selection import not_after, shown_events
from explainer.render.timeline.strip import lane_marks

SCALED = "time"
"""The scale with distances in proportion to time."""


class TimelineView(msgspec.Struct, frozen=True, tag="timeline"):
    """State of a reader with a timeline."""

    scale: str = SCALED
    """`time` for a strip to scale above the events, `even` for the events alone."""
    lane: str = ""
    """The one lane shown; empty for all."""
    year: int = 0
    """The one year shown; 0 for all."""
    until: PartialDate | None = None
    """Date at which it stops until the reader lets it go on."""
    past: int = 0
    """Number of events after that stop that the reader has let come."""
    cursor: int = -1
    """Index of the event at the cursor among all events by date; -1 for none."""


class Selection(msgspec.Struct, frozen=True, dict=True):
    """The events that a view shows, and the number that it holds back."""

    events: tuple[Event, ...]
    """Events by date."""
    lanes: tuple[str, ...]
    """Every lane that the author shows, in the author's order, else by first event."""
    held: int
    """Number of events still to come."""

    @cached_property
    def marks(self) -> dict[str, str]:
        """The mark of each lane's events."""
        return lane_marks(self.lanes)


def timeline_view(timeline: Timeline, options: TimelineOptions) -> TimelineView:
    """Return the view that an author's directive asks for."""
    return TimelineView(scale=options.scale, until=options.until)


def selection(timeline: Timeline, options: TimelineOptions, view: TimelineView) -> Selection:
    """Return the events to show."""
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
    """Return the events that a view holds back, from all events by date."""
    if view.until is None:
        return []
    reached = sum(not_after(event.date, view.until) for event in found)
    return found[reached + max(0, view.past) :]


def with_next_lane(view: TimelineView, lanes: tuple[str, ...]) -> TimelineView:
    """Return the view with only the next lane; after the last one, with all."""
    order = ("", *(lane for lane in lanes if lane))
    at = order.index(view.lane) if view.lane in order else 0
    return msgspec.structs.replace(view, lane=order[(at + 1) % len(order)])


def zoomed(view: TimelineView, event: Event | None) -> TimelineView:
    """Return the view with only the year of an event, or with all years again."""
    if view.year or event is None:
        return msgspec.structs.replace(view, year=0)
    return msgspec.structs.replace(view, year=event.date.year)


def let_run_on(view: TimelineView, options: TimelineOptions) -> TimelineView:
    """Return the view without the author's stop, or with it again."""
    until = options.until if view.until is None else None
    return msgspec.structs.replace(view, until=until, past=0)


def with_next_event(
    timeline: Timeline, options: TimelineOptions, view: TimelineView
) -> TimelineView:
    """Return the view with all years and one more event, the next one of the lanes shown.

    The cursor is on that event. If there is no next event in these lanes, the stop is removed.
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
    """Return the view with the other scale."""
    return msgspec.structs.replace(view, scale="even" if view.scale == SCALED else SCALED)
