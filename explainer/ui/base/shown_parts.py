"""The parts of sections that a route shows, and the sections that a person wants to see whole."""

from __future__ import annotations

from explainer.deck.block import Section
from explainer.deck.route import Route
from explainer.deck.section_part import section_part


class ShownParts:
    """The sections of a route as one person sees them."""

    def __init__(self) -> None:
        self.whole: frozenset[tuple[str, str]] = frozenset()
        """Routes and sections, by id, of which the person sees all."""
        self._parts: dict[tuple[str, str], tuple[Section, Section]] = {}

    def part(self, section: Section, route: Route | None) -> Section:
        """Return the part of a section that a route shows, even if the person sees all of it."""
        entries = route.parts_of(section.id) if route is not None else ()
        if route is None or not entries:
            return section
        key = (route.id, section.id)
        kept = self._parts.get(key)
        if kept is None or kept[0] is not section:
            kept = self._parts[key] = (section, section_part(section, entries))
        return kept[1]

    def shown(self, section: Section, route: Route | None) -> Section:
        """Return what the person sees of a section."""
        if route is not None and (route.id, section.id) in self.whole:
            return section
        return self.part(section, route)

    def show_whole(self, section: str, route: Route | None) -> None:
        """Show all of a section from now on."""
        if route is not None:
            self.whole |= {(route.id, section)}

    def turn(self, section: str, route: Route) -> None:
        """Show all of a section, or again the part that the route shows."""
        self.whole ^= {(route.id, section)}
