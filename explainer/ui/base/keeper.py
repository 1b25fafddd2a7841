"""The protocol by which a host keeps and deletes one visitor's progress."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from explainer.learner.record import Record


class Kept(NamedTuple):
    """A record that a keeper has created."""

    record: Record
    """The record that everything goes to from now on."""
    words: str
    """The sentence to show."""


class Keeper(Protocol):
    """Keeps one visitor's progress from when they ask for it. Both methods run off the loop."""

    def keep(self) -> Kept:
        """Create a record for the visitor.

        Raises:
            RecordUnusable: it cannot be kept.
        """

    def forget(self, record: Record) -> str:
        """Delete everything that is kept of the visitor; return the sentence to show.

        Raises:
            RecordUnusable: it cannot be deleted.
        """
