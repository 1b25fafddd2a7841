"""A presenter's way through a deck: the sections of a route, their screenfuls, their stops."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from explainer.lesson.stage import (
    Screenful,
    Stop,
    covered_from,
    nearest_stop,
    parts_shown,
    screenfuls,
    stops,
)
from explainer.render.page import Page

PageFor = Callable[[int, Mapping[int, int]], Page]
"""Lays out a section, given its index in the outline and the uncovered parts of its blocks."""


_TITLE = -1
"""Stop of the deck's title page, before all others."""


class Where(msgspec.Struct, frozen=True):
    """A place on the route."""

    section: int = 0
    """Index of the section on the route."""
    screenful: int = 0
    """Index of the screenful in the section."""
    stop: int = 0
    """Index of the stop in the screenful; before the first, the deck's title page."""


class Walk:
    """Goes through the sections of a route, and back in the same order."""

    def __init__(self, route: Sequence[int], page_for: PageFor, room: int) -> None:
        """Begin at the deck's title page.

        Args:
            route: Indices of the sections in the outline, in order; not empty.
            page_for: Lays out a section for the class's screen.
            room: Lines that the class sees at once.
        """
        self._route = tuple(route)
        self._page_for = page_for
        self._room = room
        self.where = Where(stop=_TITLE)
        """Place of the class."""

    @property
    def is_at_title(self) -> bool:
        """True while the class sees the deck's title page."""
        return self.where.stop == _TITLE

    @property
    def index(self) -> int:
        """Index, in the outline, of the section in sight."""
        return self._route[self.where.section]

    @property
    def count(self) -> int:
        """Number of sections of the route."""
        return len(self._route)

    @property
    def room(self) -> int:
        """Lines that the class sees at once."""
        return self._room

    def _screenfuls(self, section: int) -> tuple[Screenful, ...]:
        return screenfuls(self._page_for(self._route[section], {}))

    @property
    def screenful(self) -> Screenful:
        """The screenful in sight."""
        found = self._screenfuls(self.where.section)
        return found[min(self.where.screenful, len(found) - 1)]

    @property
    def screenful_count(self) -> int:
        """Number of screenfuls of the section."""
        return len(self._screenfuls(self.where.section))

    @property
    def _stops(self) -> tuple[Stop, ...]:
        return stops(self._page_for(self.index, {}), self.screenful, self._room)

    @property
    def stop_count(self) -> int:
        """Number of stops of the screenful."""
        return len(self._stops)

    @property
    def stop(self) -> Stop:
        """The stop in sight; on the title page the first one, which comes next."""
        found = self._stops
        return found[max(0, min(self.where.stop, len(found) - 1))]

    @property
    def page(self) -> Page:
        """The section in sight, with its blocks uncovered so far."""
        return self._page_for(self.index, parts_shown(self.screenful, self.stop.step))

    def after(self) -> Where | None:
        """Return the place after a press of "next"; None at the end."""
        where = self.where
        if where.stop + 1 < len(self._stops):
            return Where(where.section, where.screenful, where.stop + 1)
        if where.screenful + 1 < self.screenful_count:
            return Where(where.section, where.screenful + 1)
        if where.section + 1 < len(self._route):
            return Where(where.section + 1)
        return None

    def before(self) -> Where | None:
        """Return the place after a press of "previous"; None at the beginning."""
        where = self.where
        if where.stop > 0:
            return Where(where.section, where.screenful, where.stop - 1)
        if where.screenful > 0:
            return self._end_of(where.section, where.screenful - 1)
        if where.section > 0:
            return self._end_of(where.section - 1, len(self._screenfuls(where.section - 1)) - 1)
        return None if self.is_at_title else Where(stop=_TITLE)

    def _end_of(self, section: int, screenful: int) -> Where:
        page = self._page_for(self._route[section], {})
        found = stops(page, screenfuls(page)[screenful], self._room)
        return Where(section, screenful, len(found) - 1)

    def uncover_all(self) -> None:
        """Uncover every step in sight; if all are uncovered, every step of the screenful."""
        if self.is_at_title:
            return
        found = self._stops
        here = [place for place, stop in enumerate(found) if stop.top == self.stop.top]
        if here[-1] > self.where.stop:
            self.where = msgspec.structs.replace(self.where, stop=here[-1])
            return
        last = len(self.screenful.steps)
        place = next(place for place, stop in enumerate(found) if stop.step == last)
        self.where = msgspec.structs.replace(self.where, stop=max(place, self.where.stop))

    def go_by_sections(self, by: int) -> None:
        """Go to the beginning of a section, `by` sections on; before the first is the title."""
        section = by - 1 if self.is_at_title else self.where.section + by
        if section < 0:
            self.where = Where(stop=_TITLE)
        else:
            self.go_to_section(section)

    def go_to_section(self, section: int) -> None:
        """Go to the beginning of a section, by its index on the route."""
        self.where = Where(max(0, min(section, len(self._route) - 1)))

    def go_to_block(self, section: int, block: int) -> None:
        """Go to the first stop at which a block of a section is seen, by its index on the route."""
        self.go_to_section(section)
        page = self._page_for(self.index, {})
        if not page.starts:
            return
        line = page.starts[min(block, len(page.starts) - 1)]
        found = screenfuls(page)
        place = max((n for n, one in enumerate(found) if one.start <= line), default=0)
        line = min(line, found[place].end - 1)
        for number, stop in enumerate(stops(page, found[place], self._room)):
            covered = covered_from(found[place], stop.step)
            if stop.top <= line < min(covered, stop.cut.end):
                self.where = Where(self.where.section, place, number)
                return

    def restore(self, section: int, screenful: int, step: int, block: int) -> None:
        """Go to the stop of a screenful with the given steps whose top is nearest to a block."""
        self.go_to_section(section)
        screenfuls = self._screenfuls(self.where.section)
        screenful = max(0, min(screenful, len(screenfuls) - 1))
        self.where = Where(self.where.section, screenful)
        page = self.page
        top = page.starts[max(0, min(block, len(page.starts) - 1))] if page.starts else 0
        self.where = Where(self.where.section, screenful, nearest_stop(self._stops, step, top))

    def resize(self, room: int, page_for: PageFor) -> None:
        """Adapt to another size of the class's screen, with the same steps uncovered."""
        stop, page = self.stop, self.page
        block = page.block_at(stop.top)
        inner = stop.top - page.starts[block] if page.starts else 0
        self._room = max(1, room)
        self._page_for = page_for
        if self.is_at_title:
            return
        page = self._page_for(self.index, {})
        top = page.starts[block] + inner if page.starts else 0
        found = self._stops
        self.where = msgspec.structs.replace(self.where, stop=nearest_stop(found, stop.step, top))
