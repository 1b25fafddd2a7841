"""Routes: cuts of a deck for an occasion, and the one that somebody names."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from explainer.problems import ExplainerError, Span, did_you_mean


class RouteEntry(msgspec.Struct, frozen=True, gc=False):
    """A section, or some screens of one, in the list of a route."""

    section: str
    """Id of the section."""
    place: int
    """Index of the entry in the list."""
    first: str = ""
    """Id of a block on the first screen that is shown; empty for the whole section."""
    last: str = ""
    """Id of a block on the last screen that is shown."""

    @property
    def written(self) -> str:
        """The entry as an author writes it."""
        if not self.first:
            return self.section
        blocks = self.first if self.first == self.last else f"{self.first}..{self.last}"
        return f"{self.section}/{blocks}"


class Route(msgspec.Struct, frozen=True, gc=False):
    """A cut of the deck for an occasion."""

    id: str
    """Id that commands name."""
    title: str
    """Title of the route."""
    span: Span
    """Position in the file."""
    minutes: int = 0
    """Minutes that the route takes, 0 if the author gave none."""
    sections: tuple[str, ...] = ()
    """Section ids in order, each once; empty for all."""
    questions: tuple[str, ...] = ()
    """Question ids in order."""
    entries: tuple[RouteEntry, ...] = ()
    """Items of its list of sections: each a whole section, or some screens of one."""

    def parts_of(self, section: str) -> tuple[RouteEntry, ...]:
        """Return the entries that name screens of a section; none where all of it is shown."""
        own = tuple(entry for entry in self.entries if entry.section == section)
        return own if all(entry.first for entry in own) else ()


def route_of(routes: Sequence[Route], deck: str, name: str) -> Route | None:
    """Return the route with an id; None without a name.

    Args:
        routes: The routes of a deck.
        deck: Id of the deck.
        name: Id of the route; empty for the whole deck.

    Raises:
        ExplainerError: the deck has no such route.
    """
    if not name:
        return None
    known = {route.id: route for route in routes}
    if name not in known:
        words = f"There are {', '.join(known)}." if known else "It has no routes."
        hint = did_you_mean(name, list(known)) or words
        raise ExplainerError(f"The deck '{deck}' has no route '{name}'. {hint}")
    return known[name]
