"""A session for which there is no room: it says so, and ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import asyncssh

from explainer.serve.listener import BUSY


class TurnedAway(asyncssh.SSHServerSession[bytes]):
    """Takes whatever is asked for, to have the word."""

    def __init__(self, when_ended: Callable[[], None]) -> None:
        """`when_ended` is called once it is over."""
        self._when_ended = when_ended
        self._channel: asyncssh.SSHServerChannel[bytes] | None = None

    def connection_made(self, chan: asyncssh.SSHServerChannel[bytes]) -> None:
        """Remember the channel."""
        self._channel = chan

    def pty_requested(self, term_type: str, term_size: Any, term_modes: Any) -> bool:
        """Nothing is done with it."""
        return True

    def shell_requested(self) -> bool:
        """There is an answer to it."""
        return True

    def exec_requested(self, command: str) -> bool:
        """There is the same answer to it."""
        return True

    def session_started(self) -> None:
        """Say it."""
        if self._channel is not None:
            self._channel.write_stderr(BUSY)
            self._channel.exit(1)

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        self._when_ended()
