"""Lists the claims of a deck with verdict, assertion and speakers, to be filtered by them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from explainer.deck.model import Claim, Deck, Verdict
from explainer.deck.search import TrailStop
from explainer.render.evidence import claim_lines
from explainer.render.line import Line, TextRun, beside, line_width, pad, wrap
from explainer.render.listing import Facet, Listing, ListingItem, behind_bar, folded
from explainer.render.usage import Usage
from explainer.render.value import MARKS, verdict_mark

_VERDICT_WIDTH = 16
_ROOMY = 60


def claim_list(deck: Deck, usage: Usage | None) -> Listing:
    """Return the claims ledger; the sections of a claim are known only once `usage` is given."""
    used = usage.claims if usage else {}
    speakers = {
        source: _speaker(deck, source) for claim in deck.claims.values() for source in claim.said_by
    }
    sections = {
        entry.id: f"{number}  {entry.title}" for number, entry in enumerate(deck.outline, 1)
    }
    facets = [
        Facet("filter-verdict", "Every verdict", {v.value: verdict_mark(v) for v in Verdict}),
        Facet("filter-speaker", "Whoever said it", speakers),
        Facet("filter-section", "Every section", sections),
    ]
    items = [
        _item(claim, deck, [deck.outline[stop.section].id for stop in used.get(claim.id, ())])
        for claim in deck.claims.values()
    ]

    def entry(listing: Listing, number: int, width: int) -> list[Line]:
        claim = deck.claims[listing.shown[number].id]
        lines = _entry_lines(claim, deck, max(1, width - 2))
        return [*behind_bar(lines, is_chosen=number == listing.chosen), []]

    def detail(item: ListingItem, width: int) -> list[Line]:
        lines = claim_lines(deck.claims[item.id], deck, width)
        return [*lines, *place_lines("Stands in", used.get(item.id, ()), deck, width)]

    return Listing(
        "Claims",
        items,
        facets,
        summary=lambda shown, width: verdict_bar([deck.claims[i.id].verdict for i in shown], width),
        entry=entry,
        detail=detail,
        stops=lambda item: used.get(item.id, ()),
    )


def _item(claim: Claim, deck: Deck, sections: Sequence[str]) -> ListingItem:
    speakers = [_speaker(deck, source) for source in claim.said_by]
    words = folded(claim.text, claim.correction, claim.note, claim.verdict.value, *speakers)
    return ListingItem(
        claim.id, claim.text, words, ((claim.verdict.value,), claim.said_by, tuple(sections))
    )


def _speaker(deck: Deck, source: str) -> str:
    record = deck.sources.get(source)
    return (record.publisher or record.title) if record else source


def _entry_lines(claim: Claim, deck: Deck, width: int) -> list[Line]:
    mark = TextRun(verdict_mark(claim.verdict), claim.verdict.value)
    speakers = ", ".join(_speaker(deck, source) for source in claim.said_by)

    def words(room: int) -> list[Line]:
        lines = wrap([TextRun(claim.text)], room)
        return lines + (wrap([TextRun(speakers, "muted")], room) if speakers else [])

    if width < _ROOMY:
        return [*wrap([mark], width), *words(width)]
    return beside(pad([mark], _VERDICT_WIDTH), [TextRun(" " * _VERDICT_WIDTH)], width, words)


def verdict_bar(verdicts: Sequence[Verdict], width: int) -> list[Line]:
    """Return a mark for each claim if they fit on a line, and the number of each verdict.

    There are no lines if all claims have the same verdict.
    """
    counts = Counter(verdicts)
    found = [verdict for verdict in Verdict if counts[verdict]]
    if len(found) < 2:
        return []
    lines: list[Line] = []
    if len(verdicts) <= width:
        lines.append(
            [TextRun(MARKS[verdict] * counts[verdict], verdict.value) for verdict in found]
        )
    return [*lines, *_legend(counts, found, width)]


def _legend(counts: Counter[Verdict], found: Sequence[Verdict], width: int) -> list[Line]:
    """Return the number of claims of each verdict; a line breaks between two verdicts."""
    lines: list[Line] = [[]]
    for verdict in found:
        words = TextRun(f"{counts[verdict]} {verdict.value}", verdict.value)
        if lines[-1] and line_width(lines[-1]) + 3 + len(words.text) > width:
            lines.append([])
        lines[-1].extend([TextRun(" · ", "faint"), words] if lines[-1] else [words])
    return [part for line in lines for part in wrap(line, width)]


def place_lines(
    label: str, stops: Sequence[TrailStop], deck: Deck, width: int, most: int = 12
) -> list[Line]:
    """Return the sections among some stops, each once; nothing if there are none."""
    sections = list(dict.fromkeys(stop.section for stop in stops))
    if not sections:
        return []
    lines: list[Line] = [[], *wrap([TextRun(label, "muted strong")], width)]
    for section in sections[:most]:
        title = [TextRun(deck.outline[section].title)]
        number = [TextRun(f"{section + 1:>2}  ", "faint")]
        lines.extend(beside(number, [TextRun("    ")], width, partial(wrap, title)))
    if len(sections) > most:
        lines.extend(wrap([TextRun(f"and {len(sections) - most} more", "muted")], width))
    return lines
