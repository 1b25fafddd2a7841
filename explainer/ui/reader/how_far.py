"""The reader's place as the outline, the progress line and the last line show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from explainer.deck.block import Heading, Section
from explainer.deck.block_text import plain_text
from explainer.render.page import Target, TargetKind
from explainer.ui.base.session import Session
from explainer.ui.reader.answering_in_place import AskedHere, asked_in_sight
from explainer.ui.reader.outline_pane import OutlineHeading, OutlineState
from explainer.ui.reader.progress_line import DeckProgress
from explainer.ui.reader.reading_hints import ReadingState
from explainer.ui.reader.section_pane import SectionPane
from explainer.ui.reader.target_focus import TargetFocus

if TYPE_CHECKING:
    from textual.geometry import Size

    from explainer.ui.reader.trail import Trail

_LEVEL = 2
"""Level of the headings that the outline lists."""


class PlacedReader(Protocol):
    """A reader with a place in a deck."""

    session: Session
    """The session."""
    index: int
    """Index of the section in sight, in the outline."""
    pane: SectionPane
    """The text."""
    focus_state: TargetFocus
    """The target in focus."""
    trail: Trail | None
    """Trail of search results being stepped through; None for none."""

    @property
    def size(self) -> Size:
        """Columns and rows of the screen."""

    def has_class(self, *class_names: str) -> bool:
        """Return True if the screen has a class of style."""


def outline_state(reader: PlacedReader) -> OutlineState:
    """Return what the outline shows beside the sections."""
    session = reader.session
    section = session.section(reader.index)
    headings = _headings(section)
    return OutlineState(
        reader.index,
        session.read,
        session.scores(),
        session.seen.begun,
        headings,
        _heading_in_sight(reader, headings),
        session.way if len(session.way) < session.section_count else (),
    )


def deck_progress(reader: PlacedReader) -> DeckProgress:
    """Return the place in the deck."""
    session, pane = reader.session, reader.pane
    outline = session.opened.deck.outline
    way = session.way if reader.index in session.way else tuple(range(len(outline)))
    read = frozenset(place for place, n in enumerate(way) if outline[n].id in session.read)
    share = pane.page_number / pane.page_count
    return DeckProgress(len(way), way.index(reader.index), share, read)


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


def asked_here(reader: PlacedReader) -> AskedHere | None:
    """Return the bet or question in sight that a digit answers."""
    if reader.has_class("outline-shown") or reader.focus_state.is_stepping:
        return None
    pane, deck = reader.pane, reader.session.opened.deck
    return asked_in_sight(pane.page, pane.in_sight, deck, reader.focus_state.index)


def figure_in_sight(pane: SectionPane) -> Target | None:
    """Return the first table, chart or timeline whose beginning is on the page in sight."""
    page, in_sight = pane.page, pane.in_sight
    for line in page.lines[in_sight.start : in_sight.stop]:
        for run in line:
            known = 0 <= run.target < len(page.targets)
            if known and page.targets[run.target].kind is TargetKind.BLOCK:
                return page.targets[run.target]
    return None


def reading_state(reader: PlacedReader) -> ReadingState:
    """Return the state of the screen that the last line depends on."""
    pane = reader.pane
    target = reader.focus_state.target(pane.page)
    return ReadingState(
        reader.size.width,
        reader.size.height,
        reader.focus_state.is_stepping,
        target.kind if target else None,
        reader.has_class("outline-shown"),
        reader.trail.place if reader.trail is not None else "",
        bool(pane.page.targets),
        pane.page_number,
        pane.page_count,
        asked_here(reader),
        reader.session.asks_about(reader.session.opened.deck.outline[reader.index].id),
        reader.session.is_cut(reader.index),
        figure_in_sight(pane) is not None,
    )
