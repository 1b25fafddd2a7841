"""Checks that the screens which a route names are there, in order, and named once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from explainer.deck.block import Section
from explainer.deck.model import Deck
from explainer.deck.route import Route, RouteEntry
from explainer.deck.section_part import screen_places, screens, screens_of
from explainer.problems import Code, Problems, Span


def check_routes(deck: Deck, sections: Sequence[Section], problems: Problems) -> None:
    """Report unknown blocks, ranges that end before they begin, and screens named twice."""
    by_id = {section.id: section for section in sections}
    places: dict[str, dict[str, int]] = {}
    for route in deck.routes:
        check = _RouteCheck(route, problems)
        for entry in route.entries:
            section = by_id.get(entry.section)
            if section is None or not entry.first:
                continue
            if section.id not in places:
                places[section.id] = screen_places(screens(section))
            check.entry(entry, places[section.id])


class _RouteCheck:
    """Checks the entries of one route."""

    def __init__(self, route: Route, problems: Problems) -> None:
        self._route = route
        self._problems = problems
        self._named: dict[tuple[str, int], RouteEntry] = {}

    def entry(self, entry: RouteEntry, places: Mapping[str, int]) -> None:
        """Report the problems of an entry; `places` has the screen of each block."""
        blocks = dict.fromkeys((entry.first, entry.last))
        unknown = [name for name in blocks if name not in places]
        for name in unknown:
            self._report_unknown(entry, name, places)
        if unknown:
            return
        shown = [(entry.section, number) for number in screens_of(places, entry)]
        if not shown:
            self._problems.add(
                Code.BAD_RANGE,
                self._place(entry),
                f"'{entry.written}' ends before it begins.",
                "Exchange the two blocks.",
            )
        twice = next((self._named[screen] for screen in shown if screen in self._named), None)
        if twice is None:
            self._named.update(dict.fromkeys(shown, entry))
            return
        self._problems.add_clash(
            Code.DUPLICATE_ID,
            self._place(entry),
            self._place(twice),
            f"'{entry.written}' names a screen that '{twice.written}' shows already.",
            "Name each screen once.",
        )

    def _report_unknown(self, entry: RouteEntry, name: str, known: Collection[str]) -> None:
        self._problems.add(
            Code.UNKNOWN_BLOCK,
            self._place(entry),
            f"The section '{entry.section}' has no block '{name[:60]}'.",
            self._problems.suggest(name, known) or "Name a heading's slug or a directive's id.",
        )

    def _place(self, entry: RouteEntry) -> Span:
        route = self._route
        return Span(route.span.file, keys=(*route.span.keys, "sections", entry.place))
