"""The learner's record as the reader needs it: the place in each deck, and what was read of it.

Several programs may use it at once; each call is one short transaction. Answers are read by
`history` and written by `run_log`, which a start does not need.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explainer.learner.place import BegunSection, Place, SoFar

if TYPE_CHECKING:
    import sqlite3

    from explainer.learner.record_file import RecordFile

MOST_BLOCKS = 5000
"""Largest number of blocks of a section that are kept: each write has all of them."""

_READ = "SELECT section FROM section_read WHERE deck = ?"
_PLACE = "SELECT section, block, line FROM place WHERE deck = ?"
_BEGUN = "SELECT section, blocks, share FROM section_begun WHERE deck = ?"


class Record:
    """The record; every call opens its file and closes it again."""

    def __init__(self, path: Path, most_bytes: int | None = None) -> None:
        """`path` is the file, which need not exist; `most_bytes` is its largest size."""
        self.path = path
        """Path of the file."""
        self._most_bytes = most_bytes
        self._file: RecordFile | None = None

    @property
    def file(self) -> RecordFile:
        """The file; SQLite is imported when it is first used."""
        if self._file is None:
            from explainer.learner.record_file import RecordFile

            self._file = RecordFile(self.path, self._most_bytes)
        return self._file

    def place(self, deck: str) -> Place | None:
        """Return the place where the reader left a deck, or None if it was never opened."""
        rows = self._all(_PLACE, deck)
        return Place(*rows[0]) if rows else None

    def read_sections(self, deck: str) -> frozenset[str]:
        """Return the sections of a deck that were read to their end."""
        return frozenset(section for (section,) in self._all(_READ, deck))

    def so_far(self, deck: str) -> SoFar:
        """Return how far the person came in a deck, in one transaction: each start reads it."""
        with self.file.transaction() as connection:
            place = connection.execute(_PLACE, (deck,)).fetchone()
            read = connection.execute(_READ, (deck,)).fetchall()
            begun = connection.execute(_BEGUN, (deck,)).fetchall()
        return SoFar(
            Place(*place) if place else None,
            frozenset(section for (section,) in read),
            tuple(_begun_section(*row) for row in begun),
        )

    def keep_place(self, deck: str, place: Place, begun: Sequence[BegunSection] = ()) -> None:
        """Record the place of the reader, and what was seen of some sections."""
        with self.file.transaction() as connection:
            connection.execute(
                "INSERT INTO place (deck, section, block, line) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (deck) DO UPDATE SET section = excluded.section, "
                "block = excluded.block, line = excluded.line, updated = datetime('now')",
                (deck, place.section, place.block, place.line),
            )
            keep_begun(connection, deck, begun)

    def mark_read(self, deck: str, section: str) -> None:
        """Record that a section was read to its end."""
        with self.file.transaction() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO section_read (deck, section) VALUES (?, ?)", (deck, section)
            )
            connection.execute(
                "DELETE FROM section_begun WHERE deck = ? AND section = ?", (deck, section)
            )

    def _all(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with self.file.transaction() as connection:
            return connection.execute(statement, values).fetchall()


def keep_begun(connection: sqlite3.Connection, deck: str, begun: Sequence[BegunSection]) -> None:
    """Write what was seen of some sections of a deck, in place of what was kept of them."""
    connection.executemany(
        "INSERT OR REPLACE INTO section_begun (deck, section, blocks, share) VALUES (?, ?, ?, ?)",
        [(deck, one.section, _digest_words(one.blocks), one.share) for one in begun],
    )


def _digest_words(blocks: frozenset[int]) -> str:
    return " ".join(f"{digest:08x}" for digest in sorted(blocks)[:MOST_BLOCKS])


def _begun_section(section: str, blocks: str, share: float) -> BegunSection:
    """Return a section as it is kept; nothing counts as seen where the digests are no numbers."""
    try:
        digests = frozenset(int(word, 16) for word in blocks.split())
    except ValueError:
        digests = frozenset()
    return BegunSection(section, digests, share)
