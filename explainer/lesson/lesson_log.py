"""The log of a lesson: an append-only list of events that many screens follow at once.

What every implementation promises:

- **Order.** Each entry has a position, from 1, without gaps, and everybody sees the same order.
- **Durability.** `append` returns once the entry is on the disk: it outlives a process that is
  killed in the next instant. An append that was not answered may have happened or not.
- **Idempotency.** A second append with the same key adds nothing, and returns the first one's
  position; whoever is not sure that an append arrived makes it again.
- **One writer wins.** With an expected position, an append succeeds only if that is the last one.
- **Following.** `follow(start)` yields every entry after a position, once and in order, first what
  is there and then what comes, whoever appends it.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from typing import Protocol

from explainer.lesson.event import Entry, Event
from explainer.problems import ExplainerError


class PositionTaken(Exception):
    """Raised if the log has gone on since the position that an append expected."""

    def __init__(self, last: int) -> None:
        super().__init__(f"The log has gone on to {last}.")
        self.last = last
        """Position of the last entry."""


class LessonUnusable(ExplainerError):
    """Raised if the log of a lesson cannot be read or written."""


class LessonLog(Protocol):
    """The log of one lesson."""

    async def append(self, event: Event, key: str, expected: int | None = None) -> int:
        """Append an event, and return its position.

        Args:
            event: The event.
            key: Names the intention: a second append with the key adds nothing.
            expected: Position that has to be the last one; None for any.

        Raises:
            PositionTaken: another entry came first.
            LessonUnusable: the log cannot be written.
        """

    def follow(self, start: int = 0) -> AsyncGenerator[Sequence[Entry]]:
        """Yield the entries after a position, as many at a time as are there, without end.

        Raises:
            LessonUnusable: the log cannot be read.
        """

    async def close(self) -> None:
        """Finish what was begun, and let go of the log."""
