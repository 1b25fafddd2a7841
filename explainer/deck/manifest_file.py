"""Reads `deck.toml`: the deck's title and other metadata, its sections in order, its routes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from explainer.deck.fields import Fields, keep, read_fields
from explainer.deck.format_version import check_format
from explainer.deck.model import COLOURS, THEMES, ActorColour
from explainer.deck.partial_date import PartialDate
from explainer.deck.route import Route, RouteEntry
from explainer.deck.slug import slugged
from explainer.problems import Code, Problems, Span

_THEMES = {name: name for name in THEMES}
_COLOURS = {name: name for name in COLOURS}

FORMAT = 1
"""The version of the deck format that is read here."""

MOST_MINUTES = 10_000
"""Most minutes that a deck, section or route may be said to take: about a week."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)


_ROUTE_ENTRY = re.compile(r"(?P<section>[^/]+)(?:/(?P<first>[^/.]+)(?:\.\.(?P<last>[^/.]+))?)?")
"""A section, a block of one, or two blocks between which all is shown."""


class Manifest(msgspec.Struct, frozen=True):
    """The content of `deck.toml`."""

    id: str
    """Stable id; recorded progress and links refer to it."""
    title: str
    """Title of the deck."""
    span: Span
    """Its file."""
    summary: str = ""
    """Summary in a sentence or two."""
    language: str = "en"
    """BCP 47 tag of its text."""
    authors: tuple[str, ...] = ()
    """Names of the authors."""
    licence: str = ""
    """SPDX expression or words."""
    as_of: PartialDate | None = None
    """Date when its facts were last checked."""
    sections: tuple[str, ...] = ()
    """Section ids in order; empty for the order of file names."""
    minutes: int = 0
    """Minutes that the deck takes, 0 if the author gave none."""
    theme: str = ""
    """The theme its author prefers; empty for the reader's."""
    colours: dict[str, ActorColour] = {}
    """Colours of actors by id."""
    routes: tuple[Route, ...] = ()
    """Routes: cuts of the deck for occasions."""


def read_manifest(root: Path, relative: str, problems: Problems) -> Manifest:
    """Read `deck.toml`; for an id or title that cannot be read, use the folder's name.

    There is always a manifest, because sections can be read even if `deck.toml` cannot.
    """
    fallback = slugged(root.resolve().name) or "deck"
    fields = read_fields(root, relative, problems)
    if fields is None:
        return Manifest(fallback, fallback, Span(relative))
    check_format(fields, FORMAT, "This deck's format")
    id = fields.required_id() or fallback
    manifest = Manifest(
        id=id,
        title=fields.required_text("title") or id,
        span=Span(relative),
        summary=fields.text("summary"),
        language=_language(fields),
        authors=fields.strings("authors"),
        licence=fields.text("licence"),
        as_of=fields.date("as_of"),
        sections=_each_once(fields, "sections"),
        minutes=fields.integer("minutes", 0, MOST_MINUTES),
        theme=fields.one_of("theme", _THEMES, Code.UNKNOWN_THEME) or "",
        colours=_colours(fields),
        routes=_routes(fields),
    )
    fields.finish()
    return manifest


def _language(fields: Fields) -> str:
    """Read the language; `en` if none is given or it is not a language tag."""
    language = fields.text("language", "en")
    if len(language) <= 35 and _LANGUAGE.fullmatch(language):
        return language
    message = f"'language' of {fields.name} is not a language tag."
    help = "Write a BCP 47 tag such as en, de or zh-Hans."
    fields.problems.add(Code.WRONG_VALUE, fields.span("language"), message, help)
    return "en"


def _each_once(fields: Fields, key: str) -> tuple[str, ...]:
    """Read a list of ids in which each may occur only once."""
    first: dict[str, int] = {}
    for number, id in enumerate(fields.strings(key)):
        if first.setdefault(id, number) != number:
            _report_twice(fields, key, number, first[id], id)
    return tuple(first)


def _report_twice(fields: Fields, key: str, number: int, first: int, id: str) -> None:
    """Report an item of a list that stands in it before."""
    fields.problems.add_clash(
        Code.DUPLICATE_ID,
        fields.span(key, number),
        fields.span(key, first),
        f"'{id[:60]}' stands twice in '{key}'.",
        "Delete one.",
    )


def _colours(fields: Fields) -> dict[str, ActorColour]:
    """Read `[colours]`; an entry without one of the known colours is left out."""
    table = fields.raw("colours")
    if table is None:
        return {}
    if not isinstance(table, dict):
        fields.wrong_type(table, None, "colours", wanted="a table, [colours]")
        return {}
    entries = Fields(table, fields.span().file, fields.problems, (*fields.span().keys, "colours"))
    colours: dict[str, ActorColour] = {}
    for actor in table:
        colour = entries.one_of(actor, _COLOURS, Code.UNKNOWN_COLOUR)
        if colour:
            colours[actor] = ActorColour(colour, entries.key_span(actor))
    return colours


def _route_entries(fields: Fields) -> tuple[RouteEntry, ...]:
    """Read what a route shows: sections, and screens of sections."""
    places: dict[str, int] = {}
    for number, written in enumerate(fields.strings("sections")):
        if places.setdefault(written, number) != number:
            _report_twice(fields, "sections", number, places[written], written)
    entries: list[RouteEntry] = []
    for written, place in places.items():
        match = _ROUTE_ENTRY.fullmatch(written)
        if match is None:
            fields.problems.add(
                Code.WRONG_VALUE,
                fields.span("sections", place),
                f"'{written[:60]}' names neither a section nor blocks of one.",
                "Write section, section/block, or section/first-block..last-block.",
            )
            continue
        section, first = match["section"], match["first"] or ""
        entries.append(RouteEntry(section, place, first, match["last"] or first))
    return tuple(_without_overlap(fields, entries))


def _without_overlap(fields: Fields, entries: list[RouteEntry]) -> Iterator[RouteEntry]:
    """Yield the entries, and report screens of a section that is shown whole or is left between."""
    whole = {entry.section: entry.place for entry in entries if not entry.first}
    latest: dict[str, int] = {}
    for number, entry in enumerate(entries):
        name = entry.section
        before = latest.get(name)
        latest[name] = number
        if entry.first and name in whole:
            fields.problems.add_clash(
                Code.DUPLICATE_ID,
                fields.span("sections", entry.place),
                fields.span("sections", whole[name]),
                f"'{entry.written}' is a part of '{name}', all of which is on this route.",
                "Delete one of them.",
            )
            continue
        if before is not None and before != number - 1:
            fields.problems.add(
                Code.WRONG_VALUE,
                fields.span("sections", entry.place),
                f"'{entry.written}' comes after another section, and a section is shown once.",
                f"Move it to the other screens of '{name}'.",
            )
        yield entry


def _routes(fields: Fields) -> tuple[Route, ...]:
    """Read the routes that have an id."""
    routes: dict[str, Route] = {}
    for entry in fields.tables("route"):
        id = entry.required_id()
        title = entry.required_text("title")
        minutes = entry.integer("minutes", 0, MOST_MINUTES)
        entries = _route_entries(entry)
        sections = tuple(dict.fromkeys(one.section for one in entries))
        questions = _each_once(entry, "questions")
        entry.finish()
        if id:
            span = entry.span()
            route = Route(id, title or id, span, minutes, sections, questions, entries)
            keep(routes, route, "route", fields.problems)
    return tuple(routes.values())
