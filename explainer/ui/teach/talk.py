"""One lesson as it goes: the place, what is covered, the spotlight, the clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from time import monotonic

from explainer.lesson.clock import Clock
from explainer.lesson.shown import Opened, Shown, Size, View
from explainer.lesson.stage import blocks_in_sight
from explainer.lesson.walk import Walk
from explainer.render.page import Target, TargetKind
from explainer.ui.base.session import Session
from explainer.ui.teach.stage_pages import StagePages
from explainer.ui.teach.stage_space import stage_space

NOTHING = -1
"""The spotlight or the chosen block where there is none."""


class Talk:
    """Belongs to a presenter, and to no screen: a screen that closes loses nothing of it."""

    def __init__(
        self, session: Session, title: str, route: Sequence[int], minutes: int, size: Size
    ) -> None:
        """A lesson at its beginning.

        Args:
            session: The sitting.
            title: What the console calls it.
            route: Places of its sections in the outline, in order.
            minutes: How long it may take, 0 where nobody said.
            size: The screen that pages are made for until a class's screen follows.
        """
        self.session = session
        """The sitting."""
        self.title = title
        """What the console calls it."""
        self.route = tuple(route)
        """Places of its sections in the outline, in order."""
        self.clock = Clock(minutes)
        """Its clock."""
        self.size = size
        """The class's screen; of several, one that fits on all."""
        self.pages = self._pages_for(size)
        """Its pages."""
        room = stage_space(size, session.settings.width).room
        self.walk = Walk(self.route, self.pages.page, room)
        """Where the class is."""
        self.is_blank = False
        """Whether the class sees nothing."""
        self.spotlight = NOTHING
        """The block that stays bright while the others fade, by its place in the section."""
        self.chosen = NOTHING
        """The target that Enter opens, by its place on the page."""
        self.notice = ""
        """What is said until the next key."""
        self.seconds: Callable[[], float] = monotonic
        """What the clock counts by."""
        self.time_of_day: Callable[[], str] = _time_of_day
        """The time as the console shows it."""
        self._opened: Opened | None = None

    def _pages_for(self, size: Size) -> StagePages:
        return StagePages(self.session, stage_space(size, self.session.settings.width).width)

    @property
    def minutes(self) -> list[int]:
        """What each section is planned for, 0 where nobody said."""
        outline = self.session.opened.deck.outline
        return [outline[index].minutes for index in self.route]

    def shown(self) -> Shown:
        """What the class sees now."""
        walk, page, stop = self.walk, self.walk.page, self.walk.stop
        block = page.block_at(stop.top)
        opened = self.session.opened
        return Shown(
            str(opened.path.resolve()),
            opened.deck.outline[walk.index].id,
            walk.where.section + 1,
            walk.count,
            walk.where.screenful,
            stop.step,
            block,
            max(0, stop.top - page.starts[block]) if page.starts else 0,
            self.is_blank,
            self.spotlight,
            self._opened,
        )

    def fit(self, sizes: Sequence[Size]) -> None:
        """Make pages for the smallest of some screens; what is uncovered stays so."""
        size = Size(min(s.width for s in sizes), min(s.height for s in sizes))
        if size == self.size:
            return
        self.size = size
        self.pages = self._pages_for(size)
        room = stage_space(size, self.session.settings.width).room
        self.walk.resize(room, self.pages.page)

    # --- going ----------------------------------------------------------------------------

    def start_clock(self) -> None:
        """Start the clock, or start it again."""
        self.clock.start(self.seconds())

    def go_next(self) -> None:
        """The next stop; the first one starts the clock."""
        if not self.clock.is_running:
            self.start_clock()
        after = self.walk.after()
        if after is None:
            self.notice = "This is the end."
            return
        self.walk.where = after
        self._forget_block()

    def go_previous(self) -> None:
        """The stop before."""
        before = self.walk.before()
        if before is None:
            self.notice = "This is the beginning."
            return
        self.walk.where = before
        self._forget_block()

    def go_to_section(self, section: int) -> None:
        """The beginning of a section, by its place on the route."""
        self.walk.go_to_section(section)
        self._forget_block()

    def go_to_block(self, index: int, block: int) -> None:
        """The stop at which a block is first seen, of a section by its place in the outline."""
        if index not in self.route:
            self.notice = "That section is not on this route."
            return
        self.walk.go_to_block(self.route.index(index), max(0, block))
        self._forget_block()

    def _forget_block(self) -> None:
        self.spotlight = self.chosen = NOTHING

    def next_spotlight(self) -> None:
        """On the next block in sight; after the last one, off."""
        walk = self.walk
        blocks = blocks_in_sight(walk.page, walk.screenful, walk.stop, walk.room)
        later = [block for block in blocks if block > self.spotlight]
        self.spotlight = later[0] if later else NOTHING

    # --- blocks ---------------------------------------------------------------------------

    def openable(self) -> list[int]:
        """The tables, charts and timelines of the screenful, as targets of the page."""
        walk = self.walk
        page = walk.page
        blocks = blocks_in_sight(page, walk.screenful, walk.stop, len(page.lines))
        return [
            number
            for number, target in enumerate(page.targets)
            if target.kind is TargetKind.BLOCK and target.block in blocks
        ]

    def choose_block(self) -> None:
        """The next table, chart or timeline."""
        found = self.openable()
        if not found:
            self.notice = "Nothing on this screen can be worked with."
            return
        at = found.index(self.chosen) + 1 if self.chosen in found else 0
        self.chosen = found[at % len(found)]

    def chosen_target(self) -> Target | None:
        """What Enter opens: the chosen block, else the first one."""
        if self.chosen not in self.openable():
            self.choose_block()
        return self.walk.page.targets[self.chosen] if self.chosen != NOTHING else None

    def opened(self, line: int) -> Callable[[View], None]:
        """Takes the views of a block that is worked with, by its line, to show them."""

        def changed(view: View) -> None:
            self._opened = Opened(line, view)

        return changed

    def closed(self) -> None:
        """Back to the text, in which the block stays as it was left."""
        self._opened = None
        self.pages.forget()


def _time_of_day() -> str:
    return datetime.now().astimezone().strftime("%H:%M")
