"""One person's work on one deck: sections read, answers given, and the record that keeps them.

A session belongs to the event loop of one app. What is configured (`Setup`) is frozen. What changes
is changed by methods called on that loop, which notify the app (`watch`) when a screen may have to
show something else; work in threads takes values and returns values.
"""

from __future__ import annotations

from asyncio import Lock, to_thread
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from explainer.deck.address import block_address
from explainer.deck.block import Section
from explainer.deck.loader import OpenDeck
from explainer.deck.question import scored_questions
from explainer.deck.route import Route
from explainer.learner.place import Place, RecordUnusable
from explainer.learner.record import Record
from explainer.ui.base.laid_out import LaidOut
from explainer.ui.base.seen_blocks import SeenBlocks
from explainer.ui.base.settings import Settings
from explainer.ui.base.shown_parts import ShownParts

if TYPE_CHECKING:
    from explainer.deck.model import Deck
    from explainer.learner.record_file import RecordFile
    from explainer.quiz.attempt import Attempt
    from explainer.ui.base.keeper import Keeper


class LinkUse(Enum):
    """Ways to follow an address of a deck."""

    OPEN = auto()
    """In the person's own browser."""
    COPY = auto()
    """Copied to the clipboard of their terminal: no browser here is theirs."""
    NONE = auto()
    """Only shown: a stranger uses somebody else's machine."""


class Setup(msgspec.Struct, frozen=True):
    """Configuration of one person's session; it stays the same while the app runs."""

    settings: Settings
    """The person's settings."""
    keeper: Keeper | None = None
    """Creates and deletes the record of a visitor; None where visitors have no such choice."""
    kiosk: bool = False
    """True where a stranger uses somebody else's machine."""
    cache: Path | None = None
    """Folder of the parsed forms of decks; None to write none."""
    ascii_only: bool = False
    """True for a terminal that can show ASCII only."""
    links: LinkUse = LinkUse.COPY
    """Way to follow an address of the deck."""
    settings_file: str = ""
    """Path of the file that the settings are read from; empty for somebody without settings."""


class Session:
    """The state of one person's work on one deck."""

    def __init__(self, opened: OpenDeck, setup: Setup, record: Record | None = None) -> None:
        """Begin a session.

        Args:
            opened: The deck.
            setup: Configuration of the person.
            record: Record of progress; None to keep nothing.
        """
        self.opened = opened
        """The deck."""
        self.setup = setup
        """Configuration of the person."""
        self.record = record
        """Record of progress; None where nothing is kept."""
        self.trouble = ""
        """Reason why the record cannot be used; empty while it can."""
        self.read: frozenset[str] = frozenset()
        """Ids of the sections that were read to their end."""
        self.seen = SeenBlocks()
        """The blocks that were on the screen long enough to be read."""
        self.route: Route | None = None
        """Route that the person reads along; None for the whole deck."""
        self.left_at: Place | None = None
        """Place where the person left the deck in this session; None if they have not."""
        self.attempts: tuple[Attempt, ...] = ()
        """Answers to questions of the deck, oldest first; those of the record once loaded."""
        self.has_loaded = False
        """True once the answers of the record were loaded."""
        self.shown_parts = ShownParts()
        """The parts of sections that the route shows, and the sections that are shown whole."""
        self.laid_out = LaidOut(self)
        """Cached pages and views of the deck's sections."""
        self._loading = Lock()
        self._asked_of: Deck | None = None
        self._asked: set[str] = set()
        self._scores: dict[str, tuple[int, int]] | None = None
        self._changed: Callable[[], None] = _ignore_change

    # --- what is configured ---------------------------------------------------------------

    @property
    def settings(self) -> Settings:
        """The person's settings."""
        return self.setup.settings

    @property
    def kiosk(self) -> bool:
        """True where a stranger uses somebody else's machine."""
        return self.setup.kiosk

    @property
    def ascii_only(self) -> bool:
        """True for a terminal that can show ASCII only."""
        return self.setup.ascii_only

    @property
    def keeps(self) -> bool:
        """True if progress is kept."""
        return self.record is not None and not self.trouble

    @property
    def may_keep(self) -> bool:
        """True if nothing is kept yet, and the person may ask for it."""
        return self.setup.keeper is not None and self.record is None

    @property
    def may_forget(self) -> bool:
        """True if a record exists that the person may have deleted."""
        return self.setup.keeper is not None and self.record is not None

    @property
    def record_file(self) -> RecordFile | None:
        """The file of the record; None where nothing is kept."""
        return self.record.file if self.record is not None and self.keeps else None

    # --- the deck -------------------------------------------------------------------------

    @property
    def section_count(self) -> int:
        """Number of sections of the deck."""
        return len(self.opened.deck.outline)

    def section(self, index: int) -> Section:
        """Return what the person sees of a section, by its index in the outline.

        That is all of it, or the part that their route shows. Its file is parsed if it was not yet.
        """
        return self.shown_parts.shown(self.whole_section(index), self.route)

    def whole_section(self, index: int) -> Section:
        """Return all of a section, by its index in the outline."""
        return self.opened.section(self.opened.deck.outline[index].id)

    def show_whole(self, index: int) -> None:
        """Show all of a section from now on, even if the route shows a part."""
        self.shown_parts.show_whole(self.opened.deck.outline[index].id, self.route)

    def is_cut(self, index: int) -> bool:
        """True if the route shows a part of a section, even if the person sees all of it."""
        whole = self.whole_section(index)
        return self.shown_parts.part(whole, self.route) is not whole

    def turn_whole(self, index: int) -> bool:
        """Show all of a section, or its part again; return False if the route shows all of it."""
        if self.route is None or not self.is_cut(index):
            return False
        self.shown_parts.turn(self.opened.deck.outline[index].id, self.route)
        return True

    @property
    def way(self) -> tuple[int, ...]:
        """Indexes of the sections that are read one after the other: all, or those of a route."""
        if self.route is None or not self.route.sections:
            return tuple(range(self.section_count))
        known = (self.section_index(name) for name in self.route.sections)
        return tuple(index for index in known if index is not None)

    def following(self, index: int, by: int) -> int | None:
        """Return the section after another on the person's way (`by` 1), or before it (-1).

        From a section beside the way it is the nearest one on it; None at the ends.
        """
        way = self.way
        if index in way:
            place = way.index(index) + by
            return way[place] if 0 <= place < len(way) else None
        beyond = [one for one in way if (one - index) * by > 0]
        return min(beyond, key=lambda one: abs(one - index), default=None)

    def is_parsed(self, index: int) -> bool:
        """Return True if a section's file is parsed already."""
        return self.opened.has(self.opened.deck.outline[index].id)

    def section_index(self, identifier: str) -> int | None:
        """Return the index of a section in the outline; None where there is no such section."""
        for index, entry in enumerate(self.opened.deck.outline):
            if entry.id == identifier:
                return index
        return None

    def place_in(self, opened: OpenDeck, index: int, block: int, line: int) -> Place:
        """Return the place in another version of the deck that corresponds to one in this version.

        For a section that is gone there, it is the section before it.

        Args:
            opened: The other version; it has at least one section.
            index: Index of the section in the outline.
            block: Index of the block in the section.
            line: Line of the block.
        """
        outline, after = self.opened.deck.outline, opened.deck.outline
        known = {entry.id for entry in after}
        if outline[index].id not in known:
            earlier = (entry.id for entry in reversed(outline[:index]) if entry.id in known)
            return Place(next(earlier, after[0].id), "")
        section = self.section(index)
        address = block_address(section, block) if block < len(section.blocks) else ""
        return Place(section.id, address, line)

    def lay_out_around(self, index: int, width: int) -> None:
        """Lay out the neighbours of a section that are parsed: a reader may go there next."""
        for neighbour in (index + 1, index - 1):
            if 0 <= neighbour < self.section_count and self.is_parsed(neighbour):
                self.laid_out.page(neighbour, width)

    def with_deck(self, opened: OpenDeck) -> Session:
        """Return a new session of the same person for another deck."""
        return Session(opened, self.setup, self.record)

    def renew(self, opened: OpenDeck) -> None:
        """Switch to another version of the deck; sections read and answers stay."""
        self.opened = opened
        self._scores = None
        self.laid_out.forget_views()  # views are stored by line of the file

    # --- changes --------------------------------------------------------------------------

    def watch(self, changed: Callable[[], None]) -> None:
        """Set the function to call after every change of progress; it replaces the one before."""
        self._changed = changed

    def _progress_changed(self) -> None:
        self._scores = None
        self.laid_out.forget()
        self._changed()

    def note_trouble(self, reason: str) -> None:
        """Store the reason why the record cannot be used; the first reason stays."""
        self.trouble = self.trouble or reason

    def add_attempts(self, attempts: Sequence[Attempt]) -> None:
        """Add answers; one that is known already is replaced, since it may be called easy now."""
        merged = {_attempt_key(attempt): attempt for attempt in self.attempts}
        merged.update((_attempt_key(attempt), attempt) for attempt in attempts)
        self.attempts = tuple(merged.values())
        self._progress_changed()

    def mark_read(self, section: str) -> Callable[[], None] | None:
        """Mark a section as read to its end.

        Returns:
            Writes the mark to the record, to be called off the loop; None where nothing is kept.
        """
        self.read |= {section}
        if self.record is None or not self.keeps:
            return None
        record, deck = self.record, self.opened.deck.id
        return lambda: record.mark_read(deck, section)

    def leave_at(self, index: int, block: int, line: int) -> Callable[[], None] | None:
        """Store the place of the person: indexes of section and block, and a line of the block.

        Returns:
            Writes the place and the blocks seen to the record, to be called off the loop; None
            where nothing is kept.
        """
        section = self.section(index)
        address = block_address(section, block) if section.blocks else ""
        place = self.left_at = Place(section.id, address, line)
        if self.record is None or not self.keeps:
            return None
        record, deck = self.record, self.opened.deck.id
        begun = [one for one in self.seen.take_unkept() if one.section not in self.read]
        return lambda: record.keep_place(deck, place, begun)

    def load_progress(self) -> Place | None:
        """Load what was read from the record, and return the place that it holds."""
        if self.record is None:
            return self.left_at
        try:
            so_far = self.record.so_far(self.opened.deck.id)
        except RecordUnusable as error:
            self.note_trouble(error.reason)
            return None
        self.read = so_far.read
        self.seen.load(so_far.begun)
        return so_far.place

    async def load_attempts(self) -> None:
        """Load the answers of the record, once."""
        async with self._loading:
            if self.has_loaded:
                return
            self.has_loaded = True
            file = self.record_file
            if file is None:
                return
            from explainer.learner.history import History

            try:
                kept = await to_thread(History(file).attempts, self.opened.deck.id)
            except RecordUnusable as error:
                self.note_trouble(error.reason)
                return
            self._prepend_attempts(kept)

    def begin_keeping(self, record: Record, kept: Sequence[Attempt]) -> None:
        """Keep progress in a record from now on; it may already hold some answers."""
        self.record, self.trouble = record, ""
        self.has_loaded = True
        self._prepend_attempts(kept)

    def _prepend_attempts(self, kept: Sequence[Attempt]) -> None:
        """Put answers of the record before those of this session, which are newer."""
        known = {_attempt_key(attempt) for attempt in self.attempts}
        self.attempts = (*(one for one in kept if _attempt_key(one) not in known), *self.attempts)
        self._progress_changed()

    def forget_person(self) -> None:
        """Start again without record, sections read or answers, as for a new visitor."""
        self.record, self.trouble = None, ""
        self.attempts = ()
        self.read = frozenset()
        self.seen.clear()
        self.left_at = None
        self.laid_out.forget_views()
        self._progress_changed()

    # --- what follows from the answers ----------------------------------------------------

    def scores(self) -> dict[str, tuple[int, int]]:
        """Return how many questions of each answered section are right, and how many it has."""
        if not self.attempts:
            return {}
        if self._scores is None:
            from explainer.quiz.section_scores import section_scores

            self._scores = section_scores(self.opened.deck, self.attempts)
        return self._scores

    def asks_about(self, section: str) -> bool:
        """Return True if the deck has questions about a section; found once for each deck."""
        deck = self.opened.deck
        if self._asked_of is not deck:
            questions = scored_questions(deck.questions).values()
            self._asked_of, self._asked = deck, {one.section for one in questions}
        return section in self._asked

    def count_due(self) -> int:
        """Return the number of questions due for review; may be called off the loop."""
        from explainer.learner.history import History
        from explainer.quiz.review import due_now, exam_ahead, schedule

        questions, file = scored_questions(self.opened.deck.questions), self.record_file
        now = datetime.now(UTC)
        exam = History(file).exam(self.opened.deck.id) if file is not None else None
        due = due_now(schedule(self.attempts, exam_ahead(exam, now.astimezone().date())), now)
        return sum(name in questions for name in due)


def _ignore_change() -> None:
    """Ignore changes: no app shows this session."""


def _attempt_key(attempt: Attempt) -> tuple[str, str, str, str]:
    """Return the key that identifies an answer among all of the same person and deck."""
    return attempt.question, attempt.at, attempt.run, attempt.occasion.value
