"""A log of a lesson in memory: the shortest that keeps the promises, to compare others with."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence

from explainer.lesson.event import Entry, Event
from explainer.lesson.lesson_log import PositionTaken


class MemoryLog:
    """Keeps entries in a list; durable as long as the process lives."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._keys: dict[str, int] = {}
        self._grown = asyncio.Condition()

    async def append(self, event: Event, key: str, expected: int | None = None) -> int:
        async with self._grown:
            if key in self._keys:
                return self._keys[key]
            last = len(self.entries)
            if expected is not None and expected != last:
                raise PositionTaken(last)
            self.entries.append(Entry(last + 1, float(last), event))
            self._keys[key] = last + 1
            self._grown.notify_all()
            return last + 1

    async def follow(self, start: int = 0) -> AsyncGenerator[Sequence[Entry]]:
        while True:
            async with self._grown:
                while len(self.entries) <= start:
                    await self._grown.wait()
                found = self.entries[start:]
            start = found[-1].position
            yield found

    async def close(self) -> None:
        pass
