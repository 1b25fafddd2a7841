"""The protocol of a visitor's session, what a session is given, and how it ends itself.

`ScreenSession` and `PlainSession` are its two implementations. `SessionChannel` creates one of them
when the client has said what it wants, passes input to it, and ends it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

import msgspec

from explainer.serve.client_terminal import ClientTerminal
from explainer.serve.session_services import SessionServices
from explainer.serve.visit_request import VisitRequest
from explainer.serve.visitor import Visitor
from explainer.serve.wire import ChannelWire

CRASHED = "A mistake of ours ended this session. It was noted; please come again."
"""Message to a visitor whose session ended by an error of this program."""

REASONS = {
    "idle": "You were away for long, so the session ended.",
    "total": "The session had lasted as long as one may here.",
    "goodbye": "The host is closing. Goodbye!",
}
"""Messages to visitors whose session the host ended, by cause."""


class SessionControl(Protocol):
    """The means by which a session ends itself; the channel that it runs on implements them."""

    def end(self, cause: str) -> None:
        """End the session for a reason, given as one word for the log."""

    def keep_awake(self) -> None:
        """Count as if the visitor had typed: they watch something that goes on."""

    def cut(self, cause: str) -> None:
        """Close the channel at once: the client does not read what is sent to it."""


class Visit(msgspec.Struct, frozen=True):
    """Everything that a session is given: who visits, what they asked for, and the way to them."""

    services: SessionServices
    """The services of the process."""
    visitor: Visitor
    """The visitor."""
    request: VisitRequest
    """The place that they asked for."""
    terminal: ClientTerminal | None
    """Their terminal; None for a client without one, such as a pipe."""
    wire: ChannelWire
    """The output to the client."""
    control: SessionControl
    """Ends the session."""


class SessionOutcome(msgspec.Struct, frozen=True):
    """The end of a session that ran to its end."""

    exit_code: int
    """Exit code for the client."""
    cause: str = ""
    """Reason in one word for the log; empty to keep the one with which it was ended."""


class VisitorSession(Protocol):
    """One visitor's session from its start to its end; all methods are called on the loop."""

    @property
    def deck(self) -> str:
        """Id of the deck that was read last; empty before any was."""

    async def run(self) -> SessionOutcome:
        """Run the session. Called once; cancelled where `leave` cannot end it in time.

        Raises:
            NotServed: there is nothing to show; the message is for the visitor.
        """

    def feed(self, data: bytes) -> None:
        """Take input from the visitor."""

    def end_input(self) -> None:
        """Note that the client will send no more input."""

    def resize(self, columns: int, rows: int) -> None:
        """Take a new size of the visitor's terminal."""

    def announce(self, words: str) -> None:
        """Show a message from the host, where the session has a place for one."""

    def renew(self, changed: Collection[str]) -> None:
        """Show the new versions of decks, given by id, that were loaded again."""

    def leave(self, cause: str) -> bool:
        """Begin to leave; false if the session can only be cancelled."""
