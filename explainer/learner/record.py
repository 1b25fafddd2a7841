"""The learner's record: one SQLite file in the user's data directory.

For now it keeps where somebody is in each deck and which sections were read to their end. Several
readers may have it open at once; each writes in short transactions.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec

SCHEMA_VERSION = 1
"""Kept in SQLite's `user_version`."""

_SCHEMA = """
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
) STRICT;
"""


class RecordUnusable(Exception):
    """The file cannot be used: damaged, of a later version, or not writable."""


class Place(msgspec.Struct, frozen=True):
    """Where a reader is in a deck."""

    section: str
    """Id of the section."""
    block: str
    """Address of the block at the top of the screen, `slug` or `slug~n` with its content's hash."""

    line: int = 0
    """The line of that block at the top, from 0; another width has other lines."""


class Record:
    """The record file; every call opens it, so that nothing is held between them."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def place(self, deck: str) -> Place | None:
        """Where the reader left a deck, or None where it was never opened."""
        with self._open() as connection:
            row = connection.execute(
                "SELECT section, block, line FROM place WHERE deck = ?", (deck,)
            ).fetchone()
        return Place(*row) if row else None

    def read_sections(self, deck: str) -> frozenset[str]:
        """Sections of a deck that were read to their end."""
        with self._open() as connection:
            rows = connection.execute(
                "SELECT section FROM section_read WHERE deck = ?", (deck,)
            ).fetchall()
        return frozenset(section for (section,) in rows)

    def keep_place(self, deck: str, place: Place) -> None:
        """Remember where the reader is."""
        with self._open() as connection:
            connection.execute(
                "INSERT INTO place (deck, section, block, line) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (deck) DO UPDATE SET section = excluded.section, "
                "block = excluded.block, line = excluded.line, updated = datetime('now')",
                (deck, place.section, place.block, place.line),
            )

    def mark_read(self, deck: str, section: str) -> None:
        """Remember that a section was read to its end."""
        with self._open() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO section_read (deck, section) VALUES (?, ?)", (deck, section)
            )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with closing(sqlite3.connect(self._path, timeout=5)) as connection:
                self._prepare(connection)
                with connection:
                    yield connection
        except (sqlite3.Error, OSError) as error:
            raise RecordUnusable(str(error)) from error

    def _prepare(self, connection: sqlite3.Connection) -> None:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > SCHEMA_VERSION:
            raise RecordUnusable("it was written by a later version of explainer")
        if version < SCHEMA_VERSION:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(_SCHEMA)
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
