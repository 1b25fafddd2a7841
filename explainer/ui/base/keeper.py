"""The protocol by which a host keeps and deletes what one visitor does."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from explainer.learner.record import Record


class Kept(NamedTuple):
    """A record that a keeper has begun."""

    record: Record
    """Where everything is kept from now on."""
    words: str
    """The sentence to show."""


class Keeper(Protocol):
    """Keeps what one visitor does, from when they ask for it. Both methods run off the loop."""

    def keep(self) -> Kept:
        """Begin a record of the visitor.

        Raises:
            RecordUnusable: it cannot be kept.
        """

    def forget(self, record: Record) -> str:
        """Delete everything that is kept of the visitor; return the sentence to show.

        Raises:
            RecordUnusable: it cannot be deleted.
        """
