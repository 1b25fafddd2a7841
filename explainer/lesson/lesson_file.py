"""The log of a lesson in a file of SQLite, which several processes of one machine append to.

Appends that wait at the same time share one commit, which a thread makes, so that the loop is never
held up by the disk. Processes notice each other's appends by looking at the file.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from collections.abc import AsyncGenerator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from time import time

import msgspec

from explainer.learner.write_ahead_log import keep_write_ahead_log
from explainer.lesson.event import VERSION, Entry, Event, ParticipantJoined, decoded, encoded
from explainer.lesson.lesson_log import LessonUnusable, PositionTaken

_SCHEMA = """
CREATE TABLE IF NOT EXISTS entry (
    position INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    at REAL NOT NULL,
    version INTEGER NOT NULL,
    event BLOB NOT NULL
) STRICT
"""

_LAST = "SELECT coalesce(max(position), 0) FROM entry"
_AFTER = """
SELECT position, at, version, event FROM entry WHERE position > ? ORDER BY position LIMIT ?
"""

_WAIT = 5.0
"""Seconds to wait for another process's commit."""

_LOOK = 0.03
"""Seconds between two looks at the file, for appends of other processes."""

_SURE = 1.0
"""Seconds after which the entries are read even if the file looks the same."""

_MOST_READ = 1_000
"""Entries that are read at a time."""

_FAULTS = (sqlite3.Error, OSError)


class _Append(msgspec.Struct, frozen=True):
    """An append that waits for its commit."""

    event: bytes
    key: str
    expected: int | None
    done: asyncio.Future[int]


_Outcome = int | PositionTaken


class LessonFile:
    """The log of one lesson, as this process uses it."""

    def __init__(self, path: Path) -> None:
        """`path` need not exist yet; its folder does."""
        self.path = path
        """Path of the file."""
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="lesson")
        self._waiting: deque[_Append] = deque()
        self._committing: asyncio.Task[None] | None = None
        self._appended: set[asyncio.Event] = set()
        self._connection: sqlite3.Connection | None = None

    # --- appending ------------------------------------------------------------------------

    async def append(self, event: Event, key: str, expected: int | None = None) -> int:
        """Append an event; see `LessonLog`."""
        loop = asyncio.get_running_loop()
        append = _Append(encoded(event), key, expected, loop.create_future())
        self._waiting.append(append)
        if self._committing is None:
            self._committing = loop.create_task(self._commit_all())
        return await append.done

    async def _commit_all(self) -> None:
        """Commit what waits, all of it at a time, until nothing does."""
        loop = asyncio.get_running_loop()
        try:
            while self._waiting:
                together = list(self._waiting)
                self._waiting.clear()
                try:
                    outcomes = await loop.run_in_executor(self._thread, self._commit, together)
                except LessonUnusable as error:
                    _answer(together, [error] * len(together))
                    continue
                _answer(together, outcomes)
                for appended in self._appended:
                    appended.set()
        finally:
            self._committing = None

    def _commit(self, appends: Sequence[_Append]) -> list[_Outcome]:
        """Commit some appends; called in the thread."""
        outcomes: list[_Outcome] = []
        with self._opened() as connection:
            connection.execute("BEGIN IMMEDIATE")
            with connection:
                (last,) = connection.execute(_LAST).fetchone()
                for append in appends:
                    outcome = _insert(connection, append, last)
                    outcomes.append(outcome)
                    last = max(last, outcome) if isinstance(outcome, int) else last
        return outcomes

    # --- reading --------------------------------------------------------------------------

    def read(self, start: int = 0) -> list[Entry]:
        """Return the entries after a position, some of them if there are many.

        Raises:
            LessonUnusable: the file cannot be read, or a later version has written it.
        """
        with self._opened() as connection:
            rows = connection.execute(_AFTER, (start, _MOST_READ)).fetchall()
        return [self._entry(*row) for row in rows]

    def _entry(self, position: int, at: float, version: int, event: bytes) -> Entry:
        if version > VERSION:
            message = f"The lesson {self.path} was held with a later version of explainer."
            raise LessonUnusable(message)
        try:
            return Entry(position, at, decoded(event))
        except msgspec.DecodeError as error:
            message = f"The lesson {self.path} cannot be read at its entry {position}: {error}"
            raise LessonUnusable(message) from error

    async def follow(self, start: int = 0) -> AsyncGenerator[Sequence[Entry]]:
        """Yield the entries after a position; see `LessonLog`."""
        loop = asyncio.get_running_loop()
        appended = asyncio.Event()
        self._appended.add(appended)
        try:
            while True:
                appended.clear()
                seen = _look(self.path)
                while entries := await loop.run_in_executor(self._thread, self.read, start):
                    start = entries[-1].position
                    yield entries
                await self._changed(appended, seen)
        finally:
            self._appended.discard(appended)

    async def _changed(self, appended: asyncio.Event, seen: object) -> None:
        """Wait until this process or another one has appended, as far as the file tells."""
        end = asyncio.get_running_loop().time() + _SURE
        while asyncio.get_running_loop().time() < end and _look(self.path) == seen:
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOOK):
                    await appended.wait()
                    return

    # --- names ----------------------------------------------------------------------------

    def forget_names(self) -> None:
        """Replace the names of participants by nothing, on the disk too.

        The only change of entries that there is: names are promised to go.

        Raises:
            LessonUnusable: the file cannot be written.
        """
        position = 0
        while entries := self.read(position):
            position = entries[-1].position
            named = [one for one in entries if isinstance(one.event, ParticipantJoined)]
            with self._opened() as connection, connection:
                connection.execute("PRAGMA secure_delete = ON")
                for entry in named:
                    event = encoded(msgspec.structs.replace(entry.event, name=""))
                    row = (event, entry.position)
                    connection.execute("UPDATE entry SET event = ? WHERE position = ?", row)
        with self._opened() as connection:
            # What the file and its log still had of the old entries.
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    # --- file -----------------------------------------------------------------------------

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """Lend the connection; called in the thread, or while nothing runs in it.

        Raises:
            LessonUnusable: the file cannot be used.
        """
        try:
            if self._connection is None:
                self._connection = self._open()
            yield self._connection
        except _FAULTS as error:
            raise LessonUnusable(f"The lesson {self.path} cannot be used: {error}") from error

    def _open(self) -> sqlite3.Connection:
        with ExitStack() as stack:
            connection = sqlite3.connect(
                self.path, timeout=_WAIT, isolation_level=None, check_same_thread=False
            )
            stack.callback(connection.close)
            keep_write_ahead_log(connection, _WAIT)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute(_SCHEMA)
            stack.pop_all()
        return connection

    async def close(self) -> None:
        """Finish the appends that wait, and close the file."""
        while self._committing is not None:
            await asyncio.shield(self._committing)
        self.close_now()

    def close_now(self) -> None:
        """Close the file, where no append waits."""
        self._thread.shutdown()
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _insert(connection: sqlite3.Connection, append: _Append, last: int) -> _Outcome:
    """Insert an entry after the last one, unless its key is there or another came first."""
    found = connection.execute("SELECT position FROM entry WHERE key = ?", (append.key,)).fetchone()
    if found is not None:
        return int(found[0])
    if append.expected is not None and append.expected != last:
        return PositionTaken(last)
    connection.execute(
        "INSERT INTO entry (position, key, at, version, event) VALUES (?, ?, ?, ?, ?)",
        (last + 1, append.key, time(), VERSION, append.event),
    )
    return last + 1


def _answer(appends: Sequence[_Append], outcomes: Sequence[_Outcome | LessonUnusable]) -> None:
    """Tell those who wait for their appends; one that was cancelled is written all the same."""
    for append, outcome in zip(appends, outcomes, strict=True):
        if append.done.done():
            continue
        if isinstance(outcome, int):
            append.done.set_result(outcome)
        else:
            append.done.set_exception(outcome)


def _look(path: Path) -> object:
    """Return what changes with every commit to a file: sizes and times of it and of its log."""
    found = []
    for each in (path, Path(f"{path}-wal")):
        with suppress(OSError):
            stat = each.stat()
            found.append((stat.st_size, stat.st_mtime_ns))
    return found
