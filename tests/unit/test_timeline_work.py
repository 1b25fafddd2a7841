"""Timelines: the events that a view selects, the places of marks, the dates on the axis."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.deck.block import Directive
from explainer.deck.directive import TimelineOptions
from explainer.deck.model import Deck, Event, Timeline
from explainer.deck.partial_date import PartialDate
from explainer.problems import Span
from explainer.render.inline import InlineLayout
from explainer.render.line import Line, line_text, line_width
from explainer.render.timeline.strip import POINTER, event_strip
from explainer.render.timeline.timeline_page import timeline_lines
from explainer.render.timeline.timeline_scale import TimeScale, first_day, last_day, ticks
from explainer.render.timeline.timeline_view import (
    TimelineView,
    let_run_on,
    selection,
    timeline_view,
    with_next_event,
    with_next_lane,
    zoomed,
)
from explainer.render.value import date_text

SPAN = Span("t.toml")


def event(date: PartialDate, lane: str = "a", until: PartialDate | None = None) -> Event:
    return Event(date, f"E {date}", SPAN, until=until, lane=lane)


STORY = Timeline(
    "t",
    "T",
    (
        event(PartialDate(2020)),
        event(PartialDate(2021, 3), "b"),
        event(PartialDate(2021, 5, 2)),
        event(PartialDate(2022, 1, 1), "b", PartialDate(2022, 6)),
        event(PartialDate(2025, 6, 4)),
    ),
    SPAN,
)


def strip_lines(
    events: Sequence[Event], lanes: tuple[str, ...], width: int, cursor: Event | None = None
) -> list[str]:
    strip = event_strip(events, lanes, width, 20)
    assert strip is not None
    return [line_text(line) for line in strip.lines({}, cursor)]


def years(options: TimelineOptions, **view: object) -> list[int]:
    start = timeline_view(STORY, options)
    return [
        found.date.year
        for found in selection(STORY, options, msgspec.structs.replace(start, **view)).events
    ]


def test_a_view_shows_one_year_one_lane_or_all() -> None:
    options = TimelineOptions("t")

    assert years(options) == [2020, 2021, 2021, 2022, 2025]
    assert years(options, year=2021) == [2021, 2021]
    assert years(options, lane="b") == [2021, 2022]


def test_a_timeline_stops_where_its_author_says_until_it_is_let_run_on() -> None:
    options = TimelineOptions("t", until=PartialDate(2021, 4))
    stopped = timeline_view(STORY, options)
    running = let_run_on(stopped, options)

    assert len(selection(STORY, options, stopped).events) == 2
    assert selection(STORY, options, stopped).held == 3
    assert selection(STORY, options, running).held == 0
    assert let_run_on(running, options) == stopped


def test_events_past_the_stop_come_one_by_one_also_those_of_one_day() -> None:
    twin = Event(PartialDate(2025, 6, 4), "Twin", SPAN, lane="a")
    twins = msgspec.structs.replace(STORY, events=(*STORY.events, twin))
    options = TimelineOptions("t", until=PartialDate(2022, 1))
    view = timeline_view(twins, options)
    held, cursors = [], []
    while selection(twins, options, view).held:
        view = with_next_event(twins, options, view)
        held.append(selection(twins, options, view).held)
        cursors.append(view.cursor)

    assert held == [1, 0]
    assert cursors == [4, 5]
    assert let_run_on(view, options) == msgspec.structs.replace(
        timeline_view(twins, options), cursor=view.cursor
    )


def test_an_event_of_the_lane_that_is_shown_comes_next_and_of_any_year() -> None:
    options = TimelineOptions("t", until=PartialDate(2020))
    view = msgspec.structs.replace(timeline_view(STORY, options), lane="b", year=2020)

    once = with_next_event(STORY, options, view)
    twice = with_next_event(STORY, options, once)

    assert [e.title for e in selection(STORY, options, once).events] == ["E 2021-03"]
    assert selection(STORY, options, once).held == 3
    assert len(selection(STORY, options, twice).events) == 2
    assert selection(STORY, options, twice).held == 0


def test_lanes_come_one_after_another_and_then_all() -> None:
    view = timeline_view(STORY, TimelineOptions("t"))
    lanes = ("a", "b")

    first = with_next_lane(view, lanes)
    second = with_next_lane(first, lanes)

    assert [first.lane, second.lane, with_next_lane(second, lanes).lane] == ["a", "b", ""]


def test_zoom_takes_the_year_of_an_event_and_gives_it_back() -> None:
    view = timeline_view(STORY, TimelineOptions("t"))

    near = zoomed(view, STORY.events[2])

    assert near.year == 2021
    assert zoomed(near, STORY.events[0]).year == 0


def test_marks_stand_on_the_strip_as_far_apart_as_in_time() -> None:
    events = [event(PartialDate(2020 + n, 1, 1)) for n in (0, 1, 4)]

    line = strip_lines(events, ("a",), 100)[1][4:]
    first, second, third = (n for n, char in enumerate(line) if char == "●")

    assert abs((third - first) - 4 * (second - first)) <= 4


def test_a_date_known_to_the_year_stands_in_its_middle() -> None:
    assert first_day(PartialDate(2024)) + 365 == last_day(PartialDate(2024))
    assert last_day(PartialDate(2024, 2)) - first_day(PartialDate(2024, 2)) == 28


def test_several_events_in_one_place_say_how_many() -> None:
    events = [event(PartialDate(2020, 1, day)) for day in (1, 1, 1)]
    events.append(event(PartialDate(2024)))

    assert "3" in strip_lines(events, ("a",), 60)[1]


dates = st.builds(PartialDate, st.integers(1, 9999), st.integers(0, 12), st.integers(0, 31)).map(
    lambda d: d if d.month else PartialDate(d.year)
)


@given(st.lists(dates, max_size=12), st.integers(1, 120), st.text(max_size=30))
def test_any_strip_stays_within_its_width(found: list[PartialDate], width: int, lane: str) -> None:
    lane = " ".join(lane.split())
    events = [event(date, lane) for date in sorted(found)]

    for height in (2, 3, 20):
        strip = event_strip(events, (lane,), width, height)
        for cursor in events if strip is not None else ():
            lines = strip.lines({}, cursor)
            assert len(lines) == strip.height <= height
            assert all(line_width(line) <= width for line in lines)


@pytest.mark.parametrize("width", [18, 24, 40, 80, 160])
@pytest.mark.parametrize("place", range(5))
def test_the_current_event_has_a_sign_above_its_mark_and_its_date(width: int, place: int) -> None:
    cursor = STORY.events[place]
    strip = event_strip(STORY.events, ("a", "b"), width, 20)
    assert strip is not None

    pointer, *lanes, _ = strip.lines({}, cursor)

    column = line_text(pointer).index(POINTER)
    marked = [at for lane in lanes for at in focused_columns(lane)]
    assert marked == [column]
    assert width < 40 or date_text(cursor.date) in line_text(pointer)


def focused_columns(line: Line) -> list[int]:
    starts = accumulate((len(run.text) for run in line), initial=0)
    return [at for at, run in zip(starts, line, strict=False) if "focus" in run.role.split()]


def test_lanes_without_room_for_their_lines_share_one() -> None:
    apart, together = (event_strip(STORY.events, ("a", "b"), 60, room) for room in (4, 3))
    assert apart is not None
    assert together is not None

    assert apart.height == 4
    _, line, _ = together.lines({}, STORY.events[1])
    assert line_text(line).count("●") == 3
    assert line_text(line).count("■") == 2


def test_a_click_on_a_mark_finds_its_event_on_whatever_line_it_stands() -> None:
    for room in (3, 20):
        strip = event_strip(STORY.events, ("a", "b"), 60, room)
        assert strip is not None
        for cursor in STORY.events:
            lines = strip.lines({}, cursor)
            found = [(y, x) for y, line in enumerate(lines) for x in focused_columns(line)]
            assert [strip.event_at(y, x) for y, x in found] == [cursor]


def test_a_timeline_in_the_text_points_at_the_event_where_it_was_left_or_stands_still() -> None:
    deck = Deck("d", "D", (), SPAN, timelines={"t": STORY})

    def pointer(options: TimelineOptions, view: TimelineView | None = None) -> str:
        block = Directive(options, "t", SPAN)
        inline = InlineLayout(deck)
        lines = timeline_lines(block, options, deck, inline, 60, view=view)
        return "".join(line_text(line) for line in lines if POINTER in line_text(line)).strip()

    left = msgspec.structs.replace(timeline_view(STORY, TimelineOptions("t")), cursor=2)

    assert pointer(TimelineOptions("t")) == ""
    assert pointer(TimelineOptions("t"), left) == f"{POINTER} 2 May 2021"
    assert "Mar 2021" in pointer(TimelineOptions("t", until=PartialDate(2021, 4)))


@given(dates, dates, st.integers(16, 200))
def test_ticks_ascend_stand_apart_and_stay_on_the_axis(
    one: PartialDate, other: PartialDate, width: int
) -> None:
    first, last = sorted((first_day(one), last_day(other)))
    if first == last:
        return

    found = ticks(TimeScale(first, last, width))

    ends = -2
    for tick in found:
        assert tick.column >= ends + 2
        ends = tick.column + len(tick.label)
    assert ends <= width
