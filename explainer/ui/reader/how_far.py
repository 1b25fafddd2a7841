"""How far the reader is: what the outline and the line with the progress show."""

from __future__ import annotations

from typing import Protocol

from explainer.deck.block import Heading, Section
from explainer.deck.block_text import plain_text
from explainer.ui.base.session import Session
from explainer.ui.reader.outline_pane import OutlineHeading, OutlineState
from explainer.ui.reader.page_watch import PageWatch
from explainer.ui.reader.progress_line import DeckProgress
from explainer.ui.reader.section_pane import SectionPane

_LEVEL = 2
"""Level of the headings that the outline lists."""


class PlacedReader(Protocol):
    """A reader with a place in a deck."""

    session: Session
    index: int
    pane: SectionPane
    page_watch: PageWatch


def outline_state(reader: PlacedReader) -> OutlineState:
    """Return what the outline shows beside the sections."""
    session = reader.session
    section = session.section(reader.index)
    headings = _headings(section)
    return OutlineState(
        reader.index,
        session.read,
        reader.page_watch.begun,
        session.scores(),
        headings,
        _heading_in_sight(reader, headings),
    )


def deck_progress(reader: PlacedReader) -> DeckProgress:
    """Return the place in the deck."""
    session, pane = reader.session, reader.pane
    outline = session.opened.deck.outline
    read = frozenset(n for n, entry in enumerate(outline) if entry.id in session.read)
    return DeckProgress(len(outline), reader.index, pane.page_number / pane.page_count, read)


def _headings(section: Section) -> tuple[OutlineHeading, ...]:
    return tuple(
        OutlineHeading(block.id, plain_text(block.content))
        for block in section.blocks
        if isinstance(block, Heading) and block.level == _LEVEL
    )


def _heading_in_sight(reader: PlacedReader, headings: tuple[OutlineHeading, ...]) -> str:
    """Return the id of the last heading on the page in sight, or of the one above it."""
    places, end = reader.pane.page.places, reader.pane.in_sight.stop
    above = [heading.id for heading in headings if places.get(heading.id, end) < end]
    return above[-1] if above else ""
