"""Lays out a timeline in a section, and the events of an opened one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from explainer.deck.block import Directive
from explainer.deck.directive import TimelineOptions
from explainer.deck.model import Deck, Event, Timeline
from explainer.render.frame import WIDEST_NOTE, foot_lines, title_lines, with_foot
from explainer.render.inline import InlineLayout
from explainer.render.line import Line, TextRun, beside, pad, wrap
from explainer.render.page import JOINT, STEP, Target, TargetKind
from explainer.render.setting import LEARNING, Setting
from explainer.render.timeline.strip import LANE_MARKS, event_strip, lane_roles, mark_role
from explainer.render.timeline.timeline_view import SCALED, Selection, TimelineView, selection
from explainer.render.timeline.timeline_view import timeline_view as author_view
from explainer.render.value import date_text

_NARROWEST_WORDS = 24


def timeline_lines(
    block: Directive,
    options: TimelineOptions,
    deck: Deck,
    inline: InlineLayout,
    width: int,
    setting: Setting = LEARNING,
    view: TimelineView | None = None,
) -> list[Line]:
    """Return title, strip, events one after another, note and sources.

    The strip would show how many events are still to come, so it is left out while they are
    revealed one by one.
    """
    timeline = deck.timelines[options.target]
    view = view or author_view(timeline, options)
    found = selection(timeline, options, view)
    lines = title_lines(timeline.title, block, inline, width)
    roles = lane_roles(found.lanes, deck)
    one_by_one = options.steps and setting.parts is not None
    if view.scale == SCALED and not one_by_one:
        lines.extend(_strip_lines(found, roles, width, _current_event(timeline, found, view)))
    widest = min(width, WIDEST_NOTE)
    dates = date_width(found.events)
    for number, event in enumerate(found.events):
        head = [_title(event, deck, inline), *_sources(event, deck, inline)]
        last = number == len(found.events) - 1 and not found.held
        role = roles.get(event.lane, "")
        lane = found.events[number - 1].lane if number else ""
        part = event_lines(
            event, head, found, dates, widest, is_last=last, role=role, lane_before=lane
        )
        if number:
            part[0] = [JOINT, *([STEP] if options.steps else []), *part[0]]
        lines.extend(part)
    if found.held:
        lines.extend(wrap([TextRun(held_words(found, view), "muted")], widest))
    foot = foot_lines(timeline.note, timeline.sources, None, deck, inline, width)
    return with_foot(lines, foot)


def _strip_lines(
    found: Selection, roles: Mapping[str, str], width: int, current: Event | None
) -> list[Line]:
    """Return the strip between empty lines; its lanes have room, since the text scrolls."""
    strip = event_strip(found.events, found.lanes, width, len(found.lanes) + 3)
    if strip is None:
        return []
    return [[], *(strip.lines(roles, current) if current else strip.lane_lines(roles)), []]


def _current_event(timeline: Timeline, found: Selection, view: TimelineView) -> Event | None:
    """Return the event at which the reader left it, else the one at which it stands still."""
    if 0 <= view.cursor < len(timeline.events):
        event = timeline.events[view.cursor]
        return event if event in found.events else None
    return found.events[-1] if found.held and found.events else None


def held_words(found: Selection, view: TimelineView) -> str:
    """Return the line about the events after the stop."""
    stop = f"Stopped at {date_text(view.until)}. " if view.until and not view.past else ""
    follow = "1 event follows" if found.held == 1 else f"{found.held} events follow"
    return f"{stop}{follow}: open the timeline to let it run on."


def date_width(events: Sequence[Event]) -> int:
    """Return the cells of the widest date."""
    return max((len(event_date(event)) for event in events), default=0)


def event_lines(
    event: Event,
    head: Line,
    found: Selection,
    dates: int,
    width: int,
    *,
    is_last: bool,
    role: str = "",
    lane_before: str = "",
) -> list[Line]:
    """Return one event: its date, the mark of its lane, its title and detail.

    Its lane is named where that is another than the one before; in a narrow pane always, since
    there it stands behind the date and takes no line, and the event before is often out of sight.
    """
    has_lane = len(found.lanes) > 1 and bool(event.lane)
    lane = [TextRun(f" · {event.lane}", "faint")] if has_lane else []
    is_narrow = width - dates - 4 < _NARROWEST_WORDS
    if not is_narrow and event.lane != lane_before:
        head = [*head, *lane]
    words: Callable[[int], list[Line]] = partial(_words, head, event.detail)
    mark = TextRun(found.marks.get(event.lane, LANE_MARKS[0]), mark_role(role))
    when = TextRun(event_date(event), "event-date")
    bar = TextRun(" " if is_last else "│", "rule")
    if is_narrow:
        lines = wrap([mark, TextRun(" "), when, *lane], width)
        return lines + beside([bar, TextRun(" ")], [bar, TextRun(" ")], width, words)
    first = [*pad([when], dates), TextRun(" "), mark, TextRun("  ")]
    rest = [TextRun(" " * (dates + 1)), bar, TextRun("  ")]
    return beside(first, rest, width, words)


def _words(head: Line, detail: str, width: int) -> list[Line]:
    return wrap(head, width) + (wrap([TextRun(detail, "muted")], width) if detail else [])


def event_date(event: Event) -> str:
    """Return the date of an event, or its first and last."""
    until = f" – {date_text(event.until)}" if event.until else ""
    return date_text(event.date) + until


def _sources(event: Event, deck: Deck, inline: InlineLayout) -> list[TextRun]:
    known = tuple(source for source in event.sources if source in deck.sources)
    if not known:
        return []
    inline.targets.append(Target(TargetKind.SOURCE, known, inline.block))
    marks = "·".join(inline.source_mark(source) for source in known)
    return [TextRun(marks, "source", "", len(inline.targets) - 1)]


def _title(event: Event, deck: Deck, inline: InlineLayout) -> TextRun:
    """Return the title, as a target for the claims that the event settles."""
    claims = tuple(claim for claim in event.claims if claim in deck.claims)
    if not claims:
        return TextRun(event.title, "strong")
    inline.targets.append(Target(TargetKind.CLAIM, claims, inline.block))
    return TextRun(event.title, "strong", "", len(inline.targets) - 1)
