"""The file of the learner's record: opens it, migrates its schema, sets a damaged one aside.

The file is SQLite in WAL mode, so that several readers can use it at once and a commit survives a
process that is killed after it. A damaged file is moved to another name and never overwritten.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy2

from explainer.learner.place import RecordUnusable
from explainer.learner.write_ahead_log import keep_write_ahead_log

MIGRATIONS = (
    """
    CREATE TABLE IF NOT EXISTS place (
        deck TEXT PRIMARY KEY,
        section TEXT NOT NULL,
        block TEXT NOT NULL,
        line INTEGER NOT NULL DEFAULT 0,
        updated TEXT NOT NULL DEFAULT (datetime('now'))
    ) STRICT;
    CREATE TABLE IF NOT EXISTS section_read (
        deck TEXT NOT NULL,
        section TEXT NOT NULL,
        read_at TEXT NOT NULL DEFAULT (datetime('now')),
        PRIMARY KEY (deck, section)
    ) STRICT
    """,
    """
    CREATE TABLE attempt (
        id INTEGER PRIMARY KEY,
        deck TEXT NOT NULL,
        question TEXT NOT NULL,
        question_hash TEXT NOT NULL,
        at TEXT NOT NULL,
        answer TEXT,
        fraction REAL NOT NULL,
        occasion TEXT NOT NULL,
        run TEXT NOT NULL,
        again INTEGER NOT NULL,
        hints INTEGER NOT NULL,
        confidence TEXT
    ) STRICT;
    CREATE INDEX attempt_of_deck ON attempt (deck, question);
    CREATE INDEX attempt_of_run ON attempt (run);
    CREATE TABLE easy (
        attempt INTEGER PRIMARY KEY REFERENCES attempt (id)
    ) STRICT;
    CREATE TABLE run (
        id TEXT PRIMARY KEY,
        deck TEXT NOT NULL,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        seed INTEGER NOT NULL,
        scheme TEXT NOT NULL,
        questions TEXT NOT NULL,
        hints INTEGER NOT NULL DEFAULT 0,
        seen INTEGER NOT NULL DEFAULT 0,
        started TEXT NOT NULL,
        ended TEXT
    ) STRICT;
    CREATE INDEX run_of_deck ON run (deck, ended);
    CREATE TABLE exam (
        deck TEXT PRIMARY KEY,
        day TEXT NOT NULL
    ) STRICT;
    CREATE TABLE desk_case (
        id INTEGER PRIMARY KEY,
        deck TEXT NOT NULL,
        claim TEXT NOT NULL,
        at TEXT NOT NULL,
        moves TEXT NOT NULL,
        score REAL
    ) STRICT;
    CREATE INDEX desk_case_of_deck ON desk_case (deck, claim)
    """,
    """
    CREATE TABLE section_begun (
        deck TEXT NOT NULL,
        section TEXT NOT NULL,
        blocks TEXT NOT NULL,
        share REAL NOT NULL,
        PRIMARY KEY (deck, section)
    ) STRICT
    """,
)
"""Statements that migrate a file from each schema version to the next; the first makes a new
file."""

SCHEMA_VERSION = len(MIGRATIONS)
"""Stored in SQLite's `user_version`."""

FAULTS = (sqlite3.Error, UnicodeDecodeError)
"""Exceptions of SQLite if a file cannot be used or read."""

_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_WAIT = 5.0
"""Seconds to wait for another program's transaction."""


class RecordFile:
    """The file, opened for each use or held open for a while."""

    def __init__(self, path: Path, most_bytes: int | None = None) -> None:
        """`path` need not exist yet; `most_bytes` is its largest size, None for any size."""
        self.path = path
        """Path of the file."""
        self._most_bytes = most_bytes
        self.set_aside: Path | None = None
        """New path of a damaged file, if this session found one."""

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Open the file for one transaction.

        Raises:
            RecordUnusable: the file cannot be used.
        """
        with closing(self.connect()) as connection:
            try:
                with connection:
                    yield connection
            except FAULTS as error:
                raise self.unusable(error) from error

    def unusable(self, error: Exception) -> RecordUnusable:
        """Return the error for an exception of SQLite; a file that is damaged is set aside."""
        if not _is_damage(error):
            return RecordUnusable(self.path, self._reason(error))
        with self._as_unusable():
            self._put_aside()
        kept = f" and is kept as {self.set_aside.name}" if self.set_aside else ""
        return RecordUnusable(self.path, f"the file was damaged{kept}")

    def connect(self) -> sqlite3.Connection:
        """Open the file to keep it open, for one thread at a time; the caller closes it.

        Raises:
            RecordUnusable: the file cannot be used.
        """
        with self._as_unusable():
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                return self._opened()
            except FAULTS as error:
                if not _is_damage(error):
                    raise
            return self._opened()

    def _opened(self) -> sqlite3.Connection:
        with ExitStack() as stack:
            connection = sqlite3.connect(
                self.path, timeout=_WAIT, isolation_level="IMMEDIATE", check_same_thread=False
            )
            stack.callback(connection.close)
            connection.text_factory = _text
            try:
                self._prepare(connection)
            except FAULTS as error:
                # Before closing, since that would merge the `-wal` into the file and change both.
                if _is_damage(error):
                    self._put_aside()
                raise
            stack.pop_all()
            return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Migrate the file to the newest schema, and make commits reach the disk."""
        connection.execute("PRAGMA synchronous = FULL")
        if self._most_bytes is not None:
            (page,) = connection.execute("PRAGMA page_size").fetchone()
            connection.execute(f"PRAGMA max_page_count = {max(1, self._most_bytes // page)}")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > SCHEMA_VERSION:
            raise RecordUnusable(self.path, "it was written by a later version of explainer")
        if version == SCHEMA_VERSION:
            return
        keep_write_ahead_log(connection, _WAIT)
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            for migration in MIGRATIONS[version:]:
                for statement in migration.split(";"):
                    connection.execute(statement)
            # Another program, perhaps a later version, may have migrated it since the first look.
            newest = max(version, SCHEMA_VERSION)
            connection.execute(f"PRAGMA user_version = {newest}")

    def _reason(self, error: Exception) -> str:
        """Return why the file cannot be used; SQLite reports a full disk and a full file alike."""
        is_full = _primary_code(error) == sqlite3.SQLITE_FULL
        return "your record is full" if is_full and self._most_bytes is not None else str(error)

    @contextmanager
    def _as_unusable(self) -> Iterator[None]:
        """Raise errors of the file as `RecordUnusable`, which its user can act upon."""
        try:
            yield
        except (*FAULTS, OSError) as error:
            raise RecordUnusable(self.path, self._reason(error)) from error

    def _put_aside(self) -> None:
        """Move a damaged file aside and begin anew, unless another program has just done so."""
        lock = self.path.with_suffix(".lock")
        with locked(lock):
            if self._is_sound():
                return
            stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
            aside = self.path.with_name(f"{self.path.stem}.damaged-{stamp}{self.path.suffix}")
            parts = [Path(f"{self.path}{ending}") for ending in ("", "-wal", "-shm")]
            for part in parts:
                with suppress(FileNotFoundError):
                    copy2(part, f"{aside}{part.name.removeprefix(self.path.name)}")
            for part in parts:
                part.unlink(missing_ok=True)
            self.set_aside = aside

    def _is_sound(self) -> bool:
        """True if every page of the file can be read, as of a new one by another program."""
        try:
            with closing(sqlite3.connect(self.path, timeout=_WAIT)) as connection:
                (word,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        except FAULTS as error:
            if not _is_damage(error):
                raise
            return False
        return bool(word == "ok")


def _text(data: bytes) -> str:
    """Return text of the file, with undecodable bytes replaced."""
    return data.decode("utf-8", "replace")


def _is_damage(error: Exception) -> bool:
    """True if an error means that the file itself is damaged.

    A file in which the description of the tables cannot be decoded is damaged too.
    """
    if isinstance(error, UnicodeDecodeError):
        return True
    return _primary_code(error) in _DAMAGED


def _primary_code(error: Exception) -> int:
    """Return SQLite's primary result code, the low byte of the extended one; 0 if there is none."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock between programs, on systems that have one."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
