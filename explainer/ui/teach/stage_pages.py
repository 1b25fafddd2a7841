"""Sections laid out for a class's screen, with some of their blocks' parts still covered."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from explainer.render.layout import lay_out
from explainer.render.page import Page
from explainer.ui.base.session import Session

_CACHED_PAGES = 24


class StagePages:
    """Lays out pages at one width and caches the last few."""

    def __init__(self, session: Session, width: int) -> None:
        self._session = session
        self.width = width
        """Cells of a line of a page."""
        self._pages: dict[tuple[int, tuple[tuple[int, int], ...]], Page] = {}

    def page(self, index: int, parts: Mapping[int, int]) -> Page:
        """Return a section by its index in the outline, with its blocks uncovered by `parts`."""
        key = (index, tuple(sorted(parts.items())))
        page = self._pages.pop(key, None)
        if page is None:
            section = self._session.section(index)
            learning = self._session.laid_out.setting(section.id)
            bet = learning.asked.bet if learning.asked else ""
            setting = msgspec.structs.replace(
                learning, parts=dict(parts), asked=None, bet=bet, part_words=""
            )
            page = lay_out(section, self._session.opened.deck, self.width, setting)
        self._pages[key] = page
        while len(self._pages) > _CACHED_PAGES:
            del self._pages[next(iter(self._pages))]
        return page

    def forget(self) -> None:
        """Drop all cached pages, since the view of a figure has changed."""
        self._pages.clear()
