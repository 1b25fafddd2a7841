"""Reads a file in `data/`: a table or a timeline."""

from __future__ import annotations

from pathlib import Path

from explainer.deck.csv_file import read_csv
from explainer.deck.fields import Fields, duplicate_id, file_id, read_fields
from explainer.deck.model import Event, Table, Timeline
from explainer.deck.table_file import table_from
from explainer.problems import Code, Problems, Span


def read_data(root: Path, relative: str, problems: Problems) -> Table | Timeline | None:
    """Read a timeline if the file has events, else a table; report why if it is neither."""
    if relative.endswith(".csv"):
        return read_csv(root, relative, problems)
    fields = read_fields(root, relative, problems)
    if fields is None:
        return None
    return _timeline(fields) if fields.has("event") else table_from(fields)


def _timeline(fields: Fields) -> Timeline:
    """Read a timeline from a parsed file; its events are sorted by date."""
    id = file_id(fields.file, fields.problems)
    timeline = Timeline(
        id=id,
        title=fields.required_text("title") or id,
        events=_events(fields),
        span=Span(fields.file),
        note=fields.text("note"),
        sources=fields.strings("sources"),
    )
    fields.finish()
    return timeline


def _events(fields: Fields) -> tuple[Event, ...]:
    """Read the events that have a date and a title."""
    events: list[Event] = []
    spans: dict[str, Span] = {}
    for entry in fields.tables("event"):
        if not entry.has("date"):
            entry.missing("date")
        date = entry.date("date")
        title = entry.required_text("title")
        id = entry.id() or ""
        until = entry.date("until")
        detail = entry.text("detail")
        lane = entry.text("lane")
        sources = entry.strings("sources")
        claims = entry.strings("claims")
        entry.finish()
        if date and until and until.last < date.first:
            message = f"'until' of {entry.name} is before its 'date'."
            help = f"It ends on {until} and begins on {date}; exchange them."
            fields.problems.add(Code.BAD_RANGE, entry.span("until"), message, help)
            until = None
        if id and id in spans:
            duplicate_id("event", id, entry.span("id"), spans[id], fields.problems)
            id = ""
        if not (date and title):
            continue
        span = entry.span()
        if id:
            spans[id] = span
        events.append(Event(date, title, span, id, until, detail, lane, sources, claims))
    return tuple(sorted(events, key=lambda event: event.date))
