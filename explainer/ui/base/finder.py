"""Search index of a deck, and the places where it uses claims, sources and terms."""

from __future__ import annotations

from asyncio import Event
from collections.abc import Awaitable, Callable

from explainer.deck.loader import OpenDeck
from explainer.deck.search import Index
from explainer.render.findable import findable
from explainer.render.usage import Usage, usage

_Contents = tuple[Usage, Index]
RunAside = Callable[[Callable[[], _Contents]], Awaitable[_Contents]]
"""Runs a function off the loop and returns its result."""


class Finder:
    """Search index and uses of one deck, for one app; complete once `ready` returns."""

    def __init__(self, opened: OpenDeck, *, notes: bool = False) -> None:
        """Prepare for a deck; `notes` adds the speaker's notes to the index."""
        self._notes = notes
        self.opened = opened
        """The deck."""
        self.index: Index | None = None
        """Everything that a search finds; None while it is being made."""
        self.usage: Usage | None = None
        """Uses of claims, sources and terms; None while they are being collected."""
        self._is_ready = Event()

    async def prepare(self, aside: RunAside) -> None:
        """Build the index and collect the uses; `aside` runs the work off the loop."""
        self.usage, self.index = await aside(self._read)
        self._is_ready.set()

    def _read(self) -> _Contents:
        sections = self.opened.sections()
        deck = self.opened.deck
        return usage(deck, sections), Index(findable(deck, sections, notes=self._notes))

    async def ready(self) -> None:
        """Wait until both are complete."""
        await self._is_ready.wait()
