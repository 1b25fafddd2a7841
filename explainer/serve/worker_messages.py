"""The messages between the acceptor and its workers, each one line of JSON."""

from __future__ import annotations

import msgspec

from explainer.serve.figures import Snapshot
from explainer.serve.shared_guesses import GuessNews

BEAT = 0.5
"""Seconds between two signs of life of a worker."""


class WorkerOrder(msgspec.Struct, frozen=True):
    """An order of the acceptor to a worker."""

    do: str
    """`reload`, `figures` or `close`; `retire`: end once nobody is left; `evict`: close a
    connection that is not logged in; `check`: a guess has its turn."""
    number: int = 0
    """Number of the connection, or of the guess."""


class WorkerReport(msgspec.Struct, frozen=True, omit_defaults=True):
    """A report of a worker to the acceptor."""

    is_ready: bool = False
    """True if the worker can take visitors."""
    served: int = 0
    """Number of sessions that have ended."""
    logged_in: int = 0
    """Number of a connection that has logged in; 0 for none."""
    left: int = 0
    """Number of a connection that is gone; 0 for none."""
    figures: Snapshot | None = None
    """The figures, if they were asked for."""
    guess: GuessNews | None = None
    """News of a guess at a code."""


class HandedConnection(msgspec.Struct, frozen=True):
    """The message that goes with a connection."""

    number: int
    """Number of the connection, from 1."""
    address: str
    """Address of the client, as `group_of` writes it."""
