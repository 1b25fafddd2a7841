"""An opened timeline: step through events, show one year or lane, continue past the stop."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from explainer.deck.directive import TimelineOptions
from explainer.deck.model import Deck, Event, Timeline
from explainer.render.evidence import claim_lines, source_lines
from explainer.render.line import Line, TextRun, pad, with_role, wrap
from explainer.render.scroll import from_top
from explainer.render.timeline.strip import Strip, event_strip, lane_roles
from explainer.render.timeline.timeline_page import date_width, event_date, event_lines, held_words
from explainer.render.timeline.timeline_view import (
    SCALED,
    Selection,
    TimelineView,
    let_run_on,
    selection,
    timeline_view,
    with_next_event,
    with_next_lane,
    with_other_scale,
    zoomed,
)
from explainer.ui.base.command import Command
from explainer.ui.figures.figure import FixedFigure

_ROOMY_HEIGHT = 16
"""Lines from which empty ones stand around the strip."""

_STRIP_SHARE = 2
"""The strip takes at most one part in this many of the height."""

_GROUP = "In an opened timeline"

TIMELINE = (
    Command("timeline-run", ("r",), "Run on",
            "Let a timeline run on past its stop; again: stop it; at the end: cover that again.",
            _GROUP, "figure('run')"),
    Command("timeline-zoom", ("z",), "Zoom",
            "Show the year under the cursor alone; again: all years.", _GROUP, "figure('zoom')"),
    Command("timeline-lane", ("f",), "Lane",
            "Show one lane alone, the next one each time; after the last, all.",
            _GROUP, "figure('lane')"),
    Command("timeline-scale", ("s",), "Scale",
            "Draw the events to scale on a strip, or only one after another.",
            _GROUP, "figure('scale')"),
)  # fmt: skip
"""Commands of an opened timeline."""


_SECONDS_PER_EVENT = 3.0
"""Seconds between two events of a running timeline: time to read one."""


class TimelineFigure(FixedFigure):
    """An opened timeline: step through events, show one year or lane, continue past the stop."""

    commands = TIMELINE

    def __init__(
        self,
        timeline: Timeline,
        options: TimelineOptions,
        view: TimelineView,
        deck: Deck,
        *,
        has_motion: bool = True,
    ) -> None:
        """Open a timeline in a certain view.

        Args:
            timeline: The timeline.
            options: Options set by its author.
            view: The view in which it was left.
            deck: Has its claims and sources.
            has_motion: True if it may advance by itself; else each press uncovers one event.
        """
        self.notice = ""
        """Words for the last line until the next key; empty for none."""
        self._timeline = timeline
        self._options = options
        self._view = view
        self._deck = deck
        self._top = 0
        self._body_start = self._strip_start = 0
        self._strip: Strip | None = None
        self._lines_of: Callable[[int], list[Line]] = lambda _: []
        self._has_motion = has_motion
        self._is_running = False
        if self._cursor_event is None:
            self._put_cursor(0)

    @property
    def view(self) -> TimelineView:
        """The view as the reader has it now."""
        return self._view

    def do(self, action: str) -> None:
        """Run one of its commands."""
        match action:
            case "run":
                self.run_on()
            case "zoom":
                self.zoom()
            case "lane":
                self.next_lane()
            case "scale":
                self.change_scale()
            case _:
                raise LookupError(f"A timeline has no command '{action}'.")

    @property
    def _found(self) -> Selection:
        return selection(self._timeline, self._options, self._view)

    @property
    def _cursor_event(self) -> Event | None:
        events = self._timeline.events
        at = self._view.cursor
        event = events[at] if 0 <= at < len(events) else None
        return event if event in self._found.events else None

    def _put_cursor(self, place: int) -> None:
        """Move the cursor to one of the events shown, by its index among them."""
        shown = self._found.events
        if not shown:
            self._view = msgspec.structs.replace(self._view, cursor=-1)
            return
        event = shown[max(0, min(place, len(shown) - 1))]
        at = self._timeline.events.index(event)
        self._view = msgspec.structs.replace(self._view, cursor=at)

    # --- drawing --------------------------------------------------------------------------

    def lines(self, width: int, height: int) -> list[Line]:
        """Return title, selection, strip, and the events around the cursor."""
        found, view = self._found, self._view
        head = wrap([TextRun(self._timeline.title, "caption-title")], width)[:2]
        head.extend(wrap([TextRun(self._status(found), "muted")], width)[:2])
        gap: list[Line] = [] if height < _ROOMY_HEIGHT else [[]]
        head.extend(gap)
        roles = lane_roles(found.lanes, self._deck)
        self._strip = None
        if view.scale == SCALED:
            room = height // _STRIP_SHARE - 1
            self._strip = event_strip(found.events, found.lanes, width, room)
        self._strip_start = len(head)
        if self._strip is not None:
            head.extend([*self._strip.lines(roles, self._cursor_event), *gap])
        dates = date_width(found.events)
        cursor = self._cursor_event
        at = found.events.index(cursor) if cursor is not None else 0

        def lines_of(place: int) -> list[Line]:
            event = found.events[place]
            last = place == len(found.events) - 1 and not found.held
            title = [TextRun(event.title, "strong")]
            lines = event_lines(
                event,
                title,
                found,
                dates,
                width,
                is_last=last,
                role=roles.get(event.lane, ""),
                lane_before=found.events[place - 1].lane if place > self._top else "",
            )
            if event is not cursor:
                return lines
            return [with_role(pad(line, width), "highlight") for line in lines]

        said = self._held_words(found)
        said = said if gap else said.rpartition(". ")[2]  # the head tells the date too
        tail = wrap([TextRun(said, "muted")], width) if found.held else []
        room = max(1, height - len(head) - len(tail))
        # The first event in sight names its lane, so that the top must be known beforehand.
        _, self._top, _ = from_top(len(found.events), at, room, self._top, lines_of)
        body, self._top, _ = from_top(len(found.events), at, room, self._top, lines_of)
        self._body_start, self._lines_of = len(head), lines_of
        return [*head, *body, *tail][:height]

    def click(self, line: int, column: int) -> bool:
        """Move the cursor to the event that was clicked, in the list or on the strip."""
        found = self._found
        event: Event | None = None
        if line >= self._body_start:
            event = self._event_on(line - self._body_start, found.events)
        elif self._strip is not None:
            event = self._strip.event_at(line - self._strip_start, column)
        if event is None:
            return False
        self._is_running = False
        self._put_cursor(found.events.index(event))
        return True

    def _event_on(self, line: int, events: Sequence[Event]) -> Event | None:
        """Return the event on a line of the list that was drawn last."""
        for place in range(self._top, len(events)):
            line -= len(self._lines_of(place))
            if line < 0:
                return events[place]
        return None

    def _status(self, found: Selection) -> str:
        view = self._view
        words = [f"{len(found.events)} event{'' if len(found.events) == 1 else 's'}"]
        words.extend([f"lane {view.lane} alone"] if view.lane else [])
        words.extend([f"the year {view.year} alone"] if view.year else [])
        if found.events:
            first, last = event_date(found.events[0]), event_date(found.events[-1])
            words.append(f"{first} to {last}" if first != last else first)
        return " · ".join(words)

    def _held_words(self, found: Selection) -> str:
        words = held_words(found, self._view).partition(":")[0]
        return f"{words}." if self._is_running else f"{words}; it can run on."

    def evidence(self, width: int) -> list[Line]:
        """Return the evidence of the event under the cursor."""
        event = self._cursor_event
        if event is None:
            return []
        lines = wrap([TextRun(event.title, "title")], width)
        lines.extend(wrap([TextRun(event_date(event), "muted")], width))
        if event.detail:
            lines.extend(wrap([TextRun(event.detail)], width))
        for claim in event.claims:
            if claim in self._deck.claims:
                lines.extend([[], *claim_lines(self._deck.claims[claim], self._deck, width)])
        sources = [s for s in event.sources or self._timeline.sources if s in self._deck.sources]
        if sources:
            lines.extend([[], *wrap([TextRun("Sources of this event", "muted strong")], width)])
        for number, source in enumerate(sources):
            lines.extend([[]] if number else [])
            lines.extend(source_lines(self._deck.sources[source], width))
        return lines

    def place(self) -> str:
        """Words for the event under the cursor."""
        event = self._cursor_event
        return f"{event_date(event)} · {event.title}" if event else self._timeline.title

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the ids of the most useful commands now, with a word or two for each."""
        run = ("timeline-run", self._run_words()) if self._has_stop else None
        zoom = ("timeline-zoom", "all years" if self._view.year else "zoom")
        rest = [zoom, ("timeline-lane", "lane"), ("block-evidence", "evidence")]
        return [run, *rest] if run else rest

    def _run_words(self) -> str:
        """Return a word for the effect of the key that runs on."""
        if self._is_running:
            return "stop"
        if not self._found.held:
            return "cover again"
        return "run on" if self._has_motion else "next event"

    # --- moving ---------------------------------------------------------------------------

    def move(self, across: int, down: int) -> None:
        """Move to another event; past the end of a year, into the next one with events."""
        self._is_running = False
        event = self._cursor_event
        shown = self._found.events
        place = shown.index(event) if event is not None else -1
        to = place + across + down
        if self._view.year and event is not None and not 0 <= to < len(shown):
            self._turn_year(1 if across + down > 0 else -1)
            return
        self._put_cursor(to)

    def _turn_year(self, by: int) -> None:
        whole = msgspec.structs.replace(self._view, year=0)
        years = sorted(
            {e.date.year for e in selection(self._timeline, self._options, whole).events}
        )
        following = [year for year in years if (year - self._view.year) * by > 0]
        if following:
            year = following[0] if by > 0 else following[-1]
            self._view = msgspec.structs.replace(self._view, year=year)
            self._put_cursor(0 if by > 0 else 10**9)

    def page(self, pages: int) -> None:
        """Move by five events."""
        self.move(0, 5 * pages)

    def edge(self, end: int) -> None:
        """Move to the first or last event."""
        self._is_running = False
        self._put_cursor(10**9 if end else 0)

    def close_layer(self) -> bool:
        """Show all years and lanes again; return False where all are shown."""
        if not self._view.year and not self._view.lane:
            return False
        self._view = msgspec.structs.replace(self._view, year=0, lane="")
        return True

    # --- commands -------------------------------------------------------------------------

    @property
    def _has_stop(self) -> bool:
        """True if the author's stop hides some events."""
        start = timeline_view(self._timeline, self._options)
        return selection(self._timeline, self._options, start).held > 0

    @property
    def seconds_per_step(self) -> float:
        """Seconds between two events."""
        return _SECONDS_PER_EVENT

    @property
    def is_running(self) -> bool:
        """True while the timer of the screen uncovers one event after another."""
        return self._is_running

    def run_on(self) -> None:
        """Advance past the stop, or pause; at the end, hide the later events again."""
        if not self._has_stop:
            self.notice = "Nothing is held back here."
        elif self._is_running:
            self._is_running = False
        elif self._found.held:
            self._is_running = self._has_motion
            self.advance()
        else:
            self._view = let_run_on(self._view, self._options)
            self._put_cursor(10**9)

    def advance(self) -> None:
        """Uncover one event and move the cursor to it; stop after the last."""
        self._view = with_next_event(self._timeline, self._options, self._view)
        self._keep_cursor()
        if not self._found.held:
            self._is_running = False
            self.notice = "That is all."

    def zoom(self) -> None:
        """Show the cursor's year alone, or all years."""
        self._is_running = False
        self._view = zoomed(self._view, self._cursor_event)
        self._keep_cursor()

    def next_lane(self) -> None:
        """Show the next lane alone."""
        self._is_running = False
        lanes = self._found.lanes
        if len([lane for lane in lanes if lane]) < 2:
            self.notice = "This timeline has one lane."
            return
        self._view = with_next_lane(self._view, lanes)
        self._keep_cursor()

    def change_scale(self) -> None:
        """Change between spacing to scale and even spacing."""
        self._view = with_other_scale(self._view)

    def _keep_cursor(self) -> None:
        """Keep the cursor on its event if that is still shown, else move it to the first."""
        if self._cursor_event is None:
            self._put_cursor(0)
