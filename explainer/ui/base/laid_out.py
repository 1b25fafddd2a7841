"""Sections laid out for one session, and the views of the figures that the person has opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from explainer.deck.address import find_block
from explainer.deck.block import Section
from explainer.deck.loader import OpenDeck
from explainer.render.layout import lay_out
from explainer.render.page import Page
from explainer.render.setting import Asked, Setting
from explainer.ui.base.command import key_labels
from explainer.ui.base.common_commands import WHOLE_SECTION
from explainer.ui.base.settings import Settings

if TYPE_CHECKING:
    from explainer.quiz.attempt import Attempt

_CACHED_SECTIONS = 12
"""Number of laid-out sections that are cached."""


class PageSource(Protocol):
    """Source of everything that a layout depends on; `Session` is one."""

    @property
    def opened(self) -> OpenDeck:
        """The deck."""

    @property
    def settings(self) -> Settings:
        """The person's settings."""

    @property
    def ascii_only(self) -> bool:
        """True for a terminal that shows nothing but ASCII."""

    @property
    def attempts(self) -> Sequence[Attempt]:
        """Answers to questions of the deck, oldest first."""

    def section(self, index: int) -> Section:
        """Return a section by its place in the outline."""


def _part_words(settings: Settings) -> str:
    """Return the words about a section of which a route shows a part, with the key for all."""
    key = key_labels((WHOLE_SECTION,), settings.keys)[WHOLE_SECTION.id]
    return f"Part of this section; {key} shows all." if key else "Part of this section."


class LaidOut:
    """Pages of a session, laid out when first asked for and then cached."""

    def __init__(self, source: PageSource) -> None:
        self._source = source
        self._pages: dict[tuple[str, int], tuple[Section, Page]] = {}
        self._views: dict[str, dict[int, object]] = {}

    def page(self, index: int, width: int) -> Page:
        """Return a section laid out at a width in cells; the last few are kept."""
        source = self._source
        key = (source.opened.deck.outline[index].id, width)
        section = source.section(index)
        kept = self._pages.pop(key, None)
        if kept is None or kept[0] is not section:
            kept = (section, lay_out(section, source.opened.deck, width, self.setting(key[0])))
        self._pages[key] = kept
        while len(self._pages) > _CACHED_SECTIONS:
            del self._pages[next(iter(self._pages))]
        return kept[1]

    def setting(self, section: str) -> Setting:
        """Return how a section is laid out for this person."""
        source, views = self._source, self._views.get(section, {})
        return Setting(
            source.settings.width,
            source.ascii_only,
            views,
            asked=self._asked(section),
            part_words=_part_words(source.settings),
        )

    def _asked(self, section: str) -> Asked:
        """Return the bets and scores that a section shows; without answers, only its bet."""
        deck, attempts = self._source.opened.deck, self._source.attempts
        entry = deck.entry(section)
        bet = next((name for name in (entry.bets if entry else ()) if name in deck.questions), "")
        if not attempts:
            return Asked(bet)
        from explainer.ui.base.answers_shown import asked_of

        return asked_of(deck, section, bet, attempts)

    def block_line(self, index: int, address: str, width: int, inner: int = 0) -> int:
        """Return the line of a block of a section, `inner` lines into it; 0 where it is gone."""
        if not address:
            return 0
        page = self.page(index, width)
        if address in page.places and not inner:
            return page.places[address]
        block = find_block(self._source.section(index), address)
        if block is None or block >= len(page.starts):
            return page.places.get(address, 0)
        ends = [*page.starts[block + 1 :], len(page.lines)]
        return min(page.starts[block] + inner, max(page.starts[block], ends[0] - 1))

    def forget(self) -> None:
        """Drop all cached pages, since something that they show has changed."""
        self._pages.clear()

    # --- opened blocks --------------------------------------------------------------------

    def view(self, section: str, line: int) -> object | None:
        """Return the view in which the person left an opened block; None if never opened."""
        return self._views.get(section, {}).get(line)

    def keep_view(self, section: str, line: int, view: object) -> None:
        """Store the view of an opened block; its section is drawn in it from now on."""
        self._views.setdefault(section, {})[line] = view
        for key in [key for key in self._pages if key[0] == section]:
            del self._pages[key]

    def forget_views(self) -> None:
        """Drop all views, so that every block is drawn as its author has it."""
        self._views.clear()
        self.forget()
