"""Shows all of a section of which the person's route shows a part, or the part again."""

from __future__ import annotations

from typing import Protocol

from explainer.deck.address import block_address, find_block
from explainer.deck.block import Section
from explainer.render.page import Page
from explainer.ui.base.session import Session
from explainer.ui.reader.page_watch import PageWatch
from explainer.ui.reader.section_pane import SectionPane, Start


class PartReader(Protocol):
    """A reader of a section that may be shown in part."""

    session: Session
    """The session."""
    index: int
    """Index of the section in sight, in the outline."""
    pane: SectionPane
    """The text."""
    page_watch: PageWatch
    """The pages that were read."""

    def place(self) -> tuple[int, int, int]:
        """Return the indexes of section and block at the top, and the block's line there."""

    def go_to_section(
        self, index: int, at_end: bool = False, block: str = "", start: Start = 0
    ) -> None:
        """Go to another section."""


def turn_whole(reader: PartReader) -> str:
    """Show all of the section in sight, or the part again; return words for the last line."""
    session, index = reader.session, reader.index
    before = session.section(index)
    if not session.turn_whole(index):
        return "This section is shown whole."
    _show_anew(reader, before)
    return "The part on your route" if session.section(index).left_out else "The whole section"


def show_if_changed(reader: PartReader, before: Section | None) -> None:
    """Show the section in sight again if all of it is to be shown now, or a part."""
    if before is not None and before is not reader.session.section(reader.index):
        _show_anew(reader, before)


def _show_anew(reader: PartReader, before: Section) -> None:
    """Show the section in sight again, which was shown whole or in part before."""
    session, index = reader.session, reader.index
    _, block, line = reader.place()
    reader.page_watch.stop()
    address = block_address(before, block) if block < len(before.blocks) else ""

    def start(page: Page) -> int:
        return session.laid_out.block_line(index, address, page.width, line)

    reader.go_to_section(index, start=start)


def show_block(session: Session, index: int, block: str) -> None:
    """Show all of a section if a block stands outside the part that the route shows."""
    whole, shown = session.whole_section(index), session.section(index)
    if shown is whole or not block or _has(shown, block):
        return
    if _has(whole, block):
        session.show_whole(index)


def _has(section: Section, address: str) -> bool:
    return find_block(section, address) is not None
