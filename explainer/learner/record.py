"""The learner's record as the reader needs it: the place in each deck, and the sections read.

Several programs may use it at once; each call is one short transaction. Answers are read by
`history` and written by `run_log`, which a start does not need.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from explainer.learner.place import Place

if TYPE_CHECKING:
    from explainer.learner.record_file import RecordFile


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
        row = self._one("SELECT section, block, line FROM place WHERE deck = ?", deck)
        return Place(*row) if row else None

    def read_sections(self, deck: str) -> frozenset[str]:
        """Return the sections of a deck that were read to their end."""
        rows = self._all("SELECT section FROM section_read WHERE deck = ?", deck)
        return frozenset(section for (section,) in rows)

    def keep_place(self, deck: str, place: Place) -> None:
        """Record the place of the reader."""
        self._write(
            "INSERT INTO place (deck, section, block, line) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (deck) DO UPDATE SET section = excluded.section, "
            "block = excluded.block, line = excluded.line, updated = datetime('now')",
            deck,
            place.section,
            place.block,
            place.line,
        )

    def mark_read(self, deck: str, section: str) -> None:
        """Record that a section was read to its end."""
        self._write(
            "INSERT OR IGNORE INTO section_read (deck, section) VALUES (?, ?)", deck, section
        )

    def _one(self, statement: str, *values: object) -> tuple[Any, ...] | None:
        rows = self._all(statement, *values)
        return rows[0] if rows else None

    def _all(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with self.file.transaction() as connection:
            return connection.execute(statement, values).fetchall()

    def _write(self, statement: str, *values: object) -> None:
        with self.file.transaction() as connection:
            connection.execute(statement, values)
