"""What of a deck can be found, made in a thread when somebody first asks."""

from __future__ import annotations

from asyncio import Event
from collections.abc import Awaitable, Callable

from explainer.deck.loader import OpenDeck
from explainer.deck.search import Index
from explainer.render.findable import findable
from explainer.render.usage import Usage, usage

_Found = tuple[Usage, Index]
Aside = Callable[[Callable[[], _Found]], Awaitable[_Found]]
"""Runs a function in a thread and gives what it gives."""


class Finder:
    """Belongs to one app and one deck; complete once it is ready."""

    def __init__(self, opened: OpenDeck, *, notes: bool = False) -> None:
        """What can be found in a deck; a presenter finds the speaker's `notes` too."""
        self._notes = notes
        self.opened = opened
        """The deck."""
        self.index: Index | None = None
        """Everything that a search finds; None while it is being made."""
        self.usage: Usage | None = None
        """Where claims, sources and terms are used; None while that is being looked up."""
        self._is_ready = Event()

    async def prepare(self, aside: Aside) -> None:
        """Read every section and look at what it holds; `aside` runs work off the loop."""
        self.usage, self.index = await aside(self._read)
        self._is_ready.set()

    def _read(self) -> _Found:
        sections = self.opened.sections()
        deck = self.opened.deck
        return usage(deck, sections), Index(findable(deck, sections, notes=self._notes))

    async def ready(self) -> None:
        """Wait until it is."""
        await self._is_ready.wait()
