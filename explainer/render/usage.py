"""Finds the places where a deck uses its claims, sources and terms, and the records on a source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from explainer.deck.block import (
    Block,
    Break,
    Citation,
    ClaimText,
    CodeText,
    Directive,
    FootnoteMark,
    Grid,
    Heading,
    Inline,
    Math,
    Paragraph,
    Picture,
    Section,
    TermText,
    Text,
    walk,
)
from explainer.deck.directive import TimelineOptions
from explainer.deck.model import Claim, Deck, Event, Table, Term, Timeline
from explainer.deck.search import TrailStop
from explainer.render.directive_table import shown_table
from explainer.render.selection import shown_events


class Usage(msgspec.Struct, frozen=True):
    """Places in the sections by id, in reading order; each block once."""

    claims: dict[str, list[TrailStop]] = {}
    """Places where the text, a cell or an event states a claim."""
    sources: dict[str, list[TrailStop]] = {}
    """Places where a source is cited."""
    terms: dict[str, list[TrailStop]] = {}
    """Places where a term is linked: its first mention in each section."""


def usage(deck: Deck, sections: Sequence[Section]) -> Usage:
    """Return the places where the sections use claims, sources and terms."""
    found = Usage({}, {}, {})
    for number, section in enumerate(sections):
        for index, block in enumerate(section.blocks):
            stop = TrailStop(number, index)
            for inner in walk((block,)):
                _use_block(inner, deck, stop, found)
    return found


def _use_block(block: Block, deck: Deck, stop: TrailStop, found: Usage) -> None:
    if isinstance(block, Heading | Paragraph):
        _use_inlines(block.content, stop, found)
    elif isinstance(block, Grid):
        for row in (block.header, *block.rows):
            for cell in row:
                _use_inlines(cell, stop, found)
    elif isinstance(block, Directive):
        for kind, identifier in _named_by(block, deck):
            _use(found.claims if kind == "claim" else found.sources, identifier, stop)


def _use_inlines(content: tuple[Inline, ...], stop: TrailStop, found: Usage) -> None:
    for inline in content:
        if isinstance(inline, Citation):
            _use(found.sources, inline.source, stop)
        elif isinstance(inline, ClaimText):
            for claim in inline.claims:
                _use(found.claims, claim, stop)
            _use_inlines(inline.content, stop, found)
        elif isinstance(inline, TermText):
            _use(found.terms, inline.term, stop)
            _use_inlines(inline.content, stop, found)
        elif not isinstance(inline, Text | CodeText | Math | Break | Picture | FootnoteMark):
            _use_inlines(inline.content, stop, found)


def _use(places: dict[str, list[TrailStop]], identifier: str, stop: TrailStop) -> None:
    stops = places.setdefault(identifier, [])
    if stops[-1:] != [stop]:
        stops.append(stop)


def _named_by(block: Directive, deck: Deck) -> Iterator[tuple[str, str]]:
    """Yield kind and id of every claim and source that the data of a directive names."""
    shown = shown_table(block, deck)
    if shown is not None:
        at = shown.positions()
        for row in shown.rows:
            for cell in map(row.cells.__getitem__, at):
                yield from (("claim", claim) for claim in cell.claims)
                yield from (("source", source) for source in cell.sources)
        yield from (("source", source) for source in shown.table.sources)
    elif isinstance(block.options, TimelineOptions):
        timeline = deck.timelines[block.options.target]
        for event in shown_events(timeline, block.options):
            yield from (("claim", claim) for claim in event.claims)
            yield from (("source", source) for source in event.sources)
        yield from (("source", source) for source in timeline.sources)


class Resting(msgspec.Struct, frozen=True):
    """The records of a deck that rest on a source."""

    claims: tuple[Claim, ...] = ()
    """Claims whose verdict rests on it, now or earlier."""
    said: tuple[Claim, ...] = ()
    """Claims that it makes."""
    tables: tuple[Table, ...] = ()
    """Tables that name it, for one cell or for all."""
    timelines: tuple[Timeline, ...] = ()
    """Timelines that name it for every event."""
    events: tuple[Event, ...] = ()
    """Events of timelines that name it."""
    terms: tuple[Term, ...] = ()
    """Terms whose definition names it."""

    @property
    def count(self) -> int:
        """Number of records that rest on it; the claims that it makes do not."""
        return sum(map(len, (self.claims, self.tables, self.timelines, self.events, self.terms)))


def resting_on(source: str, deck: Deck) -> Resting:
    """Return the records of a deck that rest on a source."""
    claims = deck.claims.values()
    return Resting(
        tuple(claim for claim in claims if source in _sources_of(claim)),
        tuple(claim for claim in claims if source in claim.said_by),
        tuple(table for table in deck.tables.values() if _table_names(table, source)),
        tuple(line for line in deck.timelines.values() if source in line.sources),
        tuple(
            event
            for line in deck.timelines.values()
            for event in line.events
            if source in event.sources
        ),
        tuple(term for term in deck.terms.values() if source in term.sources),
    )


def _sources_of(claim: Claim) -> list[str]:
    return [*claim.sources, *(source for earlier in claim.earlier for source in earlier.sources)]


def _table_names(table: Table, source: str) -> bool:
    return source in table.sources or any(
        source in cell.sources for row in table.rows for cell in row.cells
    )
