"""What one sitting of one reader needs: the deck, the settings, what is kept of it, and where."""

from __future__ import annotations

from asyncio import Lock
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from explainer.deck.address import block_address, find_block
from explainer.deck.block import Section
from explainer.deck.loader import OpenDeck
from explainer.learner.place import Place, RecordUnusable
from explainer.learner.record import Record
from explainer.render.layout import lay_out
from explainer.render.page import Page
from explainer.render.setting import Asked, Setting
from explainer.ui.base.settings import Settings

if TYPE_CHECKING:
    from explainer.ui.base.keeper import Keeper

_PAGES_KEPT = 12


class Session(msgspec.Struct):
    """Belongs to one app; nothing of it is shared with another."""

    opened: OpenDeck
    """The deck that is read."""
    settings: Settings
    """What the person has set."""
    record: Record | None = None
    """Where place and read sections are kept; None where nothing is kept."""
    keeper: Keeper | None = None
    """Keeps and forgets what a visitor does, where that is theirs to choose; None elsewhere."""
    kiosk: bool = False
    """Whether a stranger sits at somebody else's machine."""
    cache: Path | None = None
    """Folder of kept forms of decks; None where none are written."""
    start_section: str = ""
    """Section to open at once; empty for the title screen."""
    start_block: str = ""
    """Block of that section to begin with."""
    read: frozenset[str] = frozenset()
    """Sections of the deck that were read to their end."""
    left_at: Place | None = None
    """Where the reader left the deck in this sitting; None where they never did."""
    record_trouble: str = ""
    """Why nothing can be kept, once that is known."""
    ascii_only: bool = False
    """Whether the terminal has no signs but ASCII's."""
    attempts: list[Any] = []
    """What was answered, oldest first: what the record had, once that was read, then what came."""
    has_attempts: bool = False
    """Whether the record's attempts were read."""
    reading_attempts: Lock = msgspec.field(default_factory=Lock)
    """Held while they are, so that they are read once."""
    _scores: dict[str, tuple[int, int]] = {}
    _scored: int = 0
    _pages: dict[tuple[str, int], Page] = {}
    _views: dict[str, dict[int, object]] = {}

    @property
    def keeps(self) -> bool:
        """Whether anything that the reader does is kept."""
        return self.record is not None and not self.record_trouble

    @property
    def may_keep(self) -> bool:
        """Whether nothing is kept yet, and the reader may ask for it."""
        return self.keeper is not None and self.record is None

    @property
    def may_forget(self) -> bool:
        """Whether something is kept, and the reader may have it deleted."""
        return self.keeper is not None and self.record is not None

    @property
    def section_count(self) -> int:
        """How many sections the deck has."""
        return len(self.opened.deck.outline)

    def section(self, index: int) -> Section:
        """A section by its place in the outline."""
        return self.opened.section(self.opened.deck.outline[index].id)

    def is_parsed(self, index: int) -> bool:
        """Whether a section can be laid out without parsing its file first."""
        return self.opened.has(self.opened.deck.outline[index].id)

    def page(self, index: int, width: int) -> Page:
        """A section laid out at a width; the last few are kept."""
        key = (self.opened.deck.outline[index].id, width)
        page = self._pages.pop(key, None)
        if page is None:
            page = lay_out(self.section(index), self.opened.deck, width, self.setting(key[0]))
        self._pages[key] = page
        while len(self._pages) > _PAGES_KEPT:
            del self._pages[next(iter(self._pages))]
        return page

    def setting(self, section: str) -> Setting:
        """How a section is laid out for this reader."""
        views = self._views.get(section, {})
        asked = self._asked(section)
        return Setting(self.settings.width, self.ascii_only, views, asked=asked)

    def _asked(self, section: str) -> Asked:
        """What the reader was asked of a section; with nothing answered, only its bet."""
        deck = self.opened.deck
        entry = deck.entry(section)
        bet = next((name for name in (entry.bets if entry else ()) if name in deck.questions), "")
        if not self.attempts:
            return Asked(bet)
        from explainer.ui.base.answers_shown import asked_of

        return asked_of(deck, section, bet, self.attempts)

    def view(self, section: str, line: int) -> object | None:
        """How the reader left an opened block, or None where they never opened it."""
        return self._views.get(section, {}).get(line)

    def keep_view(self, section: str, line: int, view: object) -> None:
        """Remember how the reader has an opened block; its section shows it so from now on."""
        self._views.setdefault(section, {})[line] = view
        for key in [key for key in self._pages if key[0] == section]:
            del self._pages[key]

    def scores(self) -> dict[str, tuple[int, int]]:
        """Of each section of which something was answered, how many questions are right of all."""
        if not self.attempts:
            return {}
        if self._scored != len(self.attempts):
            from explainer.ui.base.answers_shown import section_scores

            self._scores = section_scores(self.opened.deck, self.attempts)
            self._scored = len(self.attempts)
        return self._scores

    def beside(self, opened: OpenDeck) -> Session:
        """The same person's sitting with another deck."""
        return Session(
            opened,
            self.settings,
            self.record,
            keeper=self.keeper,
            kiosk=self.kiosk,
            cache=self.cache,
            ascii_only=self.ascii_only,
        )

    def forget_pages(self) -> None:
        """Lay every section out anew, since something that they show is another one now."""
        self._pages.clear()

    def forget_reader(self) -> None:
        """Go on as with somebody who has only just come."""
        self.record, self.record_trouble = None, ""
        self.attempts.clear()
        self.read = frozenset()
        self.left_at = None
        self._views.clear()
        self.forget_pages()

    def renew(self, opened: OpenDeck) -> None:
        """Go on with another version of the deck; what was read and answered stays."""
        self.opened = opened
        self._scored = 0
        self._views.clear()  # they are of blocks by line
        self.forget_pages()

    def load_progress(self) -> Place | None:
        """Read what was kept: the read sections stay here, the place is given."""
        if self.record is None:
            return self.left_at
        try:
            self.read = self.record.read_sections(self.opened.deck.id)
            return self.record.place(self.opened.deck.id)
        except RecordUnusable as error:
            self.record_trouble = error.reason
            return None

    def keep_place(self, index: int, block: int, line: int) -> None:
        """Remember where the reader is, by section, block and line of it.

        Called off the loop, unless nothing is kept.
        """
        section = self.section(index)
        address = block_address(section, block) if section.blocks else ""
        self.left_at = Place(section.id, address, line)
        if not self.keeps or self.record is None:
            return
        try:
            self.record.keep_place(self.opened.deck.id, self.left_at)
        except RecordUnusable as error:
            self.record_trouble = error.reason

    def mark_read(self, section: str) -> None:
        """Remember that a section was read to its end; called off the loop."""
        if not self.keeps or self.record is None:
            return
        try:
            self.record.mark_read(self.opened.deck.id, section)
        except RecordUnusable as error:
            self.record_trouble = error.reason

    def section_index(self, identifier: str) -> int | None:
        """The place of a section in the outline, or None where there is none of that id."""
        for index, entry in enumerate(self.opened.deck.outline):
            if entry.id == identifier:
                return index
        return None

    def block_line(self, index: int, address: str, width: int, inner: int = 0) -> int:
        """The line of a block of a section, `inner` lines into it; the first where it is gone."""
        if not address:
            return 0
        page = self.page(index, width)
        if address in page.places and not inner:
            return page.places[address]
        block = find_block(self.section(index), address)
        if block is None or block >= len(page.starts):
            return page.places.get(address, 0)
        ends = [*page.starts[block + 1 :], len(page.lines)]
        return min(page.starts[block] + inner, max(page.starts[block], ends[0] - 1))
