"""Shared by the plain sessions of a process: cached plain texts, and threads for quizzes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from explainer.deck.loader import OpenDeck
from explainer.render.plain import PlainWriter

_MOST_QUIZZES = 16
"""Most quizzes line by line at a time; each occupies a thread."""

_TEXTS_KEPT = 64
"""Most texts in the cache; the oldest are dropped first."""


class PlainTextCache:
    """Plain texts of sections and decks, each written once for all visitors who ask for it."""

    def __init__(self) -> None:
        self._texts: dict[tuple[int, str, int], str] = {}
        self._lock = asyncio.Lock()

    async def text(self, opened: OpenDeck, section: str, width: int) -> str:
        """Return the plain text of a section, or of the whole deck where `section` is empty."""
        key = (id(opened), section, width)
        async with self._lock:
            if key not in self._texts:
                self._texts[key] = await asyncio.to_thread(_write_text, opened, section, width)
            while len(self._texts) > _TEXTS_KEPT:
                del self._texts[next(iter(self._texts))]
            return self._texts[key]

    def clear(self) -> None:
        """Drop all texts: the decks were loaded again."""
        self._texts.clear()


class QuizThreads:
    """The threads in which quizzes run line by line, since their code waits for each answer."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_MOST_QUIZZES, thread_name_prefix="plain")
        self._running = 0

    @property
    def has_room(self) -> bool:
        """True if one more quiz can begin without waiting."""
        return self._running < _MOST_QUIZZES

    async def run(self, quiz: Callable[[], None]) -> None:
        """Run a quiz in a thread, and wait for its end."""
        self._running += 1
        try:
            await asyncio.get_running_loop().run_in_executor(self._threads, quiz)
        finally:
            self._running -= 1

    def close(self) -> None:
        """Begin no more quizzes; running ones end when their input does."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _write_text(opened: OpenDeck, section: str, width: int) -> str:
    writer = PlainWriter(opened.deck, width)
    if section:
        return "\n".join([*writer.section_lines(opened.section(section)), ""])
    lines = list(writer.deck_lines())
    for number, entry in enumerate(opened.deck.outline, 1):
        lines.extend(writer.section_lines(opened.section(entry.id), number))
    return "\n".join([*lines, ""])
