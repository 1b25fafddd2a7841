"""The mirrors of one lesson, and the participants who look into them.

A new picture goes to everybody whose earlier one has arrived. Whoever reads slowly is left out, so
that nobody waits for them, and gets the whole picture of the moment once their line is free.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Protocol

import msgspec

from explainer.deck.loader import OpenDeck
from explainer.lesson.classroom import Classroom
from explainer.lesson.shown import Shown, Size
from explainer.serve.mirror import Mirror, MirrorKind
from explainer.serve.size_class import page_size

_COUNTED = 0.25
"""Seconds between two pictures that differ only in counts and names."""

_TOGETHER = 200
"""Participants who get a picture before others of the loop have their turn."""

_LOOK = 0.05
"""Seconds between two looks at whether slow participants can be shown more."""


class Follower(Protocol):
    """Somebody who sees what is presented."""

    @property
    def is_slow(self) -> bool:
        """True while earlier pictures are still on their way."""

    def take_picture(self, mirror: Mirror) -> None:
        """Show the newest picture of a mirror, as far as it is not seen yet or not looked at."""

    def check_line(self) -> None:
        """Look after a line on which pictures are still on their way."""

    def leave(self, cause: str) -> bool:
        """End the session of the follower."""


class Mirrors:
    """The mirrors of a lesson, made when somebody needs them."""

    def __init__(self, room: Classroom, opened: OpenDeck) -> None:
        """Show a lesson of a deck."""
        self._room = room
        self._opened = opened
        self._followers: dict[Follower, Mirror] = {}
        self._mirrors: dict[MirrorKind, Mirror] = {}
        self._watched: Counter[MirrorKind] = Counter()
        self._shown: Shown | None = None
        self._slow: set[Follower] = set()
        self._spreading: asyncio.Task[None] | None = None
        self._counting: asyncio.TimerHandle | None = None
        self._looking: asyncio.TimerHandle | None = None
        self._told_at = 0.0

    @property
    def count(self) -> int:
        """Number of followers."""
        return len(self._followers)

    def sizes(self) -> list[Size]:
        """Return the sizes for which pages are made, each once."""
        return list({page_size(kind.size): None for kind in self._mirrors})

    # --- followers ------------------------------------------------------------------------

    def attach(self, follower: Follower, kind: MirrorKind) -> Mirror:
        """Show a follower the lesson from now on, or at another size than before."""
        self.detach(follower)
        mirror = self._mirrors.get(kind)
        if mirror is None:
            mirror = self._mirrors[kind] = Mirror(kind, self._opened)
            if (shown := self._room.shown()) is not None:
                mirror.show(shown)
        self._followers[follower] = mirror
        self._watched[kind] += 1
        return mirror

    def detach(self, follower: Follower) -> None:
        """Show a follower nothing more."""
        mirror = self._followers.pop(follower, None)
        self._slow.discard(follower)
        if mirror is None:
            return
        self._watched[mirror.kind] -= 1
        if not self._watched[mirror.kind]:
            del self._watched[mirror.kind], self._mirrors[mirror.kind]

    def note_slow(self, follower: Follower) -> None:
        """Look after a follower's line from time to time until it is free."""
        self._slow.add(follower)
        if self._looking is None:
            self._looking = asyncio.get_running_loop().call_later(_LOOK, self._look)

    def _look(self) -> None:
        self._looking = None
        for follower in list(self._slow):
            if follower.is_slow:
                follower.check_line()
                continue
            self._slow.discard(follower)
            if follower in self._followers:
                follower.take_picture(self._followers[follower])
        if self._slow:
            self._looking = asyncio.get_running_loop().call_later(_LOOK, self._look)

    # --- pictures -------------------------------------------------------------------------

    def lesson_changed(self) -> None:
        """Show everybody what has changed: a turned page at once, counts and names now and then."""
        shown = self._room.shown()
        if shown is None or shown == self._shown:
            return
        if self._shown is not None and _without_counts(shown) == _without_counts(self._shown):
            if self._counting is None:
                loop = asyncio.get_running_loop()
                delay = max(0.0, self._told_at + _COUNTED - loop.time())
                self._counting = loop.call_later(delay, self._show_now)
            return
        self._show_now()

    def lesson_failed(self, words: str) -> None:
        """Do nothing: the console tells it."""

    def _show_now(self) -> None:
        loop = asyncio.get_running_loop()
        if self._counting is not None:
            self._counting.cancel()
            self._counting = None
        self._shown, self._told_at = self._room.shown(), loop.time()
        if self._shown is None:
            return
        for mirror in self._mirrors.values():
            mirror.show(self._shown)
        # A loop with eager tasks may have run one to its end before it is stored.
        if self._spreading is None or self._spreading.done():
            self._spreading = loop.create_task(self._spread())

    async def _spread(self) -> None:
        """Send everybody the picture that is the newest when their turn comes."""
        seen: Shown | None = None
        while seen is not self._shown:
            seen = self._shown
            for number, (follower, mirror) in enumerate(list(self._followers.items()), 1):
                if self._followers.get(follower) is mirror:
                    follower.take_picture(mirror)
                if number % _TOGETHER == 0:
                    await asyncio.sleep(0)

    def dismiss(self) -> None:
        """Let everybody leave: the lesson ends."""
        for follower in list(self._followers):
            follower.leave("closed")

    def close(self) -> None:
        """Show nothing more."""
        for timer in (self._counting, self._looking):
            if timer is not None:
                timer.cancel()
        if self._spreading is not None:
            self._spreading.cancel()


def _without_counts(shown: Shown) -> Shown:
    """Return a view without what changes with everybody who comes or votes."""
    vote = shown.vote
    if vote is not None:
        vote = msgspec.structs.replace(vote, count=0, people=0)
    return msgspec.structs.replace(shown, vote=vote, lobby=None)
