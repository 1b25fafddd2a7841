"""What every start needs of the learner's record: where it lies, what a place is, what can fail.

SQLite itself is imported when something is read or written first.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from explainer.problems import ExplainerError


class Place(msgspec.Struct, frozen=True):
    """Where a reader is in a deck."""

    section: str
    """Id of the section."""
    block: str
    """Address of the block at the top of the screen, `slug` or `slug~n` with its content's hash."""
    line: int = 0
    """The line of that block at the top, from 0; another width has other lines."""


class RecordUnusable(ExplainerError):
    """The file cannot be used: of a later version, or not writable."""

    def __init__(self, path: Path, reason: str) -> None:
        self.reason = reason
        """Why, in a few words."""
        super().__init__(f"The record {path} cannot be used: {reason}.")


def own_record() -> Path:
    """Where the record of whoever runs this lies."""
    from platformdirs import user_data_path

    return user_data_path("explainer", appauthor=False) / "record.sqlite"
