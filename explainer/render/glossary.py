"""Lists the terms of a deck in alphabetical order."""

from __future__ import annotations

from collections.abc import Sequence

from explainer.deck.model import Deck, Term
from explainer.deck.search import TrailStop, fold
from explainer.render.evidence import term_lines
from explainer.render.ledger import place_lines
from explainer.render.line import Line, TextRun, beside, wrap
from explainer.render.listing import Listing, ListingItem, behind_bar, folded
from explainer.render.usage import Usage


def term_list(deck: Deck, usage: Usage | None) -> Listing:
    """Return the glossary; the places of a term are known only once `usage` is given."""
    used = usage.terms if usage else {}
    terms = sorted(deck.terms.values(), key=lambda term: (fold(term.term), term.id))

    def entry(listing: Listing, number: int, width: int) -> list[Line]:
        term = deck.terms[listing.shown[number].id]
        before = deck.terms[listing.shown[number - 1].id] if number else None
        letter = _letter(term)
        if before is not None and _letter(before) == letter:
            letter = " "
        lines = _entry_lines(term, letter, max(1, width - 2))
        return [*behind_bar(lines, is_chosen=number == listing.chosen), []]

    def detail(item: ListingItem, width: int) -> list[Line]:
        lines = term_lines(deck.terms[item.id], deck, width)
        stops = used.get(item.id, ())
        if usage is not None and not stops:
            return [*lines, [], *wrap([TextRun("The text does not mention it.", "muted")], width)]
        lines.extend(place_lines("First stands in", stops[:1], deck, width))
        return [*lines, *place_lines("Then in", stops[1:], deck, width)]

    def stops_of(item: ListingItem) -> Sequence[TrailStop]:
        return used.get(item.id, ())

    return Listing(
        "Terms",
        [ListingItem(t.id, t.term, folded(t.term, *t.aliases, t.definition)) for t in terms],
        [],
        summary=_no_summary,
        entry=entry,
        detail=detail,
        stops=stops_of,
    )


def _no_summary(shown: Sequence[ListingItem], width: int) -> list[Line]:
    return []


def _letter(term: Term) -> str:
    """Return the letter under which a term is listed."""
    return fold(term.term)[:1].upper() or " "


def _entry_lines(term: Term, letter: str, width: int) -> list[Line]:
    def words(room: int) -> list[Line]:
        aliases = f" · {', '.join(term.aliases)}" if term.aliases else ""
        lines = wrap([TextRun(term.term, "strong"), TextRun(aliases, "muted")], room)
        return lines + wrap([TextRun(term.definition, "muted")], room)

    lead = [TextRun(letter, "muted strong"), TextRun("  ")]
    return beside(lead, [TextRun("   ")], width, words)
