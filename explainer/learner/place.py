"""The parts of the learner's record that every start needs: its path, places, and its error.

SQLite is imported only when something is read or written.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
from platformdirs import user_data_path

from explainer.problems import ExplainerError


class Place(msgspec.Struct, frozen=True):
    """Position of a reader in a deck."""

    section: str
    """Id of the section."""
    block: str
    """Address of the block at the top of the screen, `slug` or `slug~n` with its content's hash."""
    line: int = 0
    """Line of that block at the top of the screen, from 0; it differs at other widths."""


class BegunSection(msgspec.Struct, frozen=True):
    """The blocks of a section that were on the screen long enough to be read."""

    section: str
    """Id of the section."""
    blocks: frozenset[int]
    """Digests of those blocks, each below 2**32."""
    share: float
    """Share of the section that was seen, 0 to 1."""


class SoFar(msgspec.Struct, frozen=True):
    """Progress of a person in a deck: their place, and what they read."""

    place: Place | None = None
    """Place where they left it; None if they never opened it."""
    read: frozenset[str] = frozenset()
    """Ids of the sections that were read to their end."""
    begun: tuple[BegunSection, ...] = ()
    """The sections that were begun."""


class RecordUnusable(ExplainerError):
    """Raised if the file cannot be used: of a later version, or not writable."""

    def __init__(self, path: Path, reason: str) -> None:
        self.reason = reason
        """Reason in a few words."""
        super().__init__(f"The record {path} cannot be used: {reason}.")


def own_record() -> Path:
    """Return the path of the record of the person who runs this."""
    return user_data_path("explainer", appauthor=False) / "record.sqlite"
