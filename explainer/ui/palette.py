"""What the command palette offers, and the lists that ask for one of many.

Textual's own providers read titles as markup; these never do, since sections and decks are named
by strangers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content


class Offer(NamedTuple):
    """Something that can be chosen."""

    title: str
    """What it is called; any text, never markup."""
    run: Callable[[], None]
    """What choosing it does."""
    help: str = ""
    """A sentence of ours about it; never text of a deck."""


class OfferProvider(Provider):
    """Finds offers by their titles."""

    offers: Sequence[Offer] = ()
    """What there is to choose from."""

    async def discover(self) -> Hits:
        """Everything, before anything was typed."""
        for offer in self.offers:
            yield DiscoveryHit(
                Content(offer.title), offer.run, text=offer.title, help=offer.help or None
            )

    async def search(self, query: str) -> Hits:
        """What matches the letters typed, best first."""
        matcher = self.matcher(query)
        for offer in self.offers:
            score, offsets = matcher.fuzzy_search.match(query, offer.title)
            if score <= 0:
                continue
            shown = Content(offer.title)
            for offset in offsets:
                shown = shown.stylize(self.match_style or "bold", offset, offset + 1)
            yield Hit(score, shown, offer.run, text=offer.title, help=offer.help or None)


def offer_provider(offers: Sequence[Offer]) -> Callable[[], type[Provider]]:
    """What the palette calls to get its provider: a class made for these offers alone."""
    found = tuple(offers)

    class TheseOffers(OfferProvider):
        """Offers of one palette, and of no other session's."""

        offers = found

    return lambda: TheseOffers
