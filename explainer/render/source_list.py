"""Lists the sources of a deck with their grades, the records that cite them, their originals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from explainer.deck.model import Deck, Source
from explainer.deck.search import TrailStop
from explainer.render.evidence import grade_run, source_lines
from explainer.render.ledger import place_lines
from explainer.render.line import Line, TextRun, beside, wrap
from explainer.render.listing import Facet, Listing, ListingItem, behind_bar, folded
from explainer.render.origin import origins
from explainer.render.usage import Usage, resting_on
from explainer.render.value import MARKS, date_text

_NO_GRADE = "none"


def source_list(deck: Deck, usage: Usage | None) -> Listing:
    """Return the sources; pages of one original are listed together."""
    used = usage.sources if usage else {}
    sources = list(deck.sources.values())
    origin_of = dict(zip(deck.sources, origins(sources), strict=True))
    pages = Counter(origin_of.values())
    first = {origin: number for number, origin in reversed(list(enumerate(origin_of.values())))}
    sources.sort(key=lambda source: first[origin_of[source.id]])
    grades = {grade: f"grade {grade}" for grade in "ABCD"} | {_NO_GRADE: "no grade"}

    def entry(listing: Listing, number: int, width: int) -> list[Line]:
        source = deck.sources[listing.shown[number].id]
        origin = origin_of[source.id]
        before = listing.shown[number - 1].id if number else ""
        lines: list[Line] = []
        if pages[origin] > 1 and origin_of.get(before) != origin:
            lines.extend(_group_lines(source, pages[origin], width))
        body = _entry_lines(source, max(1, width - 2))
        lines.extend(behind_bar(body, is_chosen=number == listing.chosen))
        return [*lines, []]

    def detail(item: ListingItem, width: int) -> list[Line]:
        source = deck.sources[item.id]
        others = [s for s in sources if origin_of[s.id] == origin_of[item.id] and s is not source]
        lines = source_lines(source, width)
        if others:
            lines.append([])
            lines.extend(_repeat_lines(others, width))
        lines.extend(_resting_lines(item.id, deck, width))
        return [*lines, *place_lines("Cited in", used.get(item.id, ()), deck, width)]

    def summary(shown: Sequence[ListingItem], width: int) -> list[Line]:
        count = len({origin_of[item.id] for item in shown})
        pages_shown = f"{len(shown)} page{'s' if len(shown) != 1 else ''}"
        words = f"{pages_shown}, {count} original{'s' if count != 1 else ''}"
        return wrap([TextRun(words, "muted")], width) if shown else []

    def stops(item: ListingItem) -> Sequence[TrailStop]:
        return used.get(item.id, ())

    return Listing(
        "Sources",
        [_item(source) for source in sources],
        [Facet("filter-grade", "Every grade", grades)],
        summary=summary,
        entry=entry,
        detail=detail,
        stops=stops,
    )


def _item(source: Source) -> ListingItem:
    words = folded(source.title, source.publisher, source.restates, source.note, source.url)
    return ListingItem(
        source.id, source.title, words, ((source.grade.value if source.grade else _NO_GRADE,),)
    )


def _group_lines(source: Source, count: int, width: int) -> list[Line]:
    """Return the heading of the pages of one original."""
    name = source.restates or source.title
    words = [TextRun(f"{name} · {count} pages, 1 original", "heading-4")]
    return [[TextRun("  "), *line] for line in wrap(words, max(1, width - 2))]


def _entry_lines(source: Source, width: int) -> list[Line]:
    grade = grade_run(source.grade) if source.grade else TextRun("–", "faint")
    facts = [source.publisher, date_text(source.date) if source.date else ""]
    words = " · ".join(fact for fact in facts if fact)

    def title(room: int) -> list[Line]:
        lines = wrap([TextRun(source.title)], room)
        return lines + (wrap([TextRun(words, "muted")], room) if words else [])

    return beside([grade, TextRun("  ")], [TextRun("   ")], width, title)


def _repeat_lines(others: Sequence[Source], width: int) -> list[Line]:
    """Return the other pages of the same original."""
    words = f"{len(others) + 1} pages, 1 original: counted once with"
    lines = wrap([TextRun(words, "muted strong")], width)
    for source in others:
        lines.extend(wrap([TextRun(source.publisher or source.title)], width))
    return lines


def _resting_lines(source: str, deck: Deck, width: int) -> list[Line]:
    """Return the records that rest on a source, by kind."""
    resting = resting_on(source, deck)
    lines: list[Line] = []
    for label, claims in (("It says", resting.said), ("Claims that rest on it", resting.claims)):
        if claims:
            lines.extend([[], *wrap([TextRun(label, "muted strong")], width)])
        for claim in claims:
            mark = TextRun(f"{MARKS[claim.verdict]} ", claim.verdict.value)
            lines.extend(
                beside([mark], [TextRun("  ")], width, partial(wrap, [TextRun(claim.text)]))
            )
    events = [f"{date_text(event.date)} · {event.title}" for event in resting.events]
    groups = (
        ("Tables", [table.title for table in resting.tables]),
        ("Timelines", [timeline.title for timeline in resting.timelines]),
        ("Events", events),
        ("Terms", [term.term for term in resting.terms]),
    )
    for label, names in groups:
        if names:
            lines.extend([[], *wrap([TextRun(label, "muted strong")], width)])
        for name in names:
            lines.extend(wrap([TextRun(name)], width))
    if not resting.count and not resting.said:
        lines.extend([[], *wrap([TextRun("No record of the deck rests on it.", "muted")], width)])
    return lines
