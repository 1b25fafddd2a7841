"""The output of a session: bytes and lines to its channel, and how much has not arrived."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic

import asyncssh

from explainer.render.charset import encoded
from explainer.serve.limits import Limits

_LOOK = 0.05
"""Seconds between two looks at what is on its way."""


class ChannelWire:
    """Writes to a session's channel; once that is gone, output is dropped."""

    def __init__(
        self,
        limits: Limits,
        kernel_backlog: Callable[[asyncssh.SSHServerChannel[bytes]], int],
    ) -> None:
        """`kernel_backlog` returns the unacknowledged bytes of a channel's connection."""
        self._limits = limits
        self._kernel_backlog = kernel_backlog
        self.channel: asyncssh.SSHServerChannel[bytes] | None = None
        """The channel, while it is open."""
        self.has_pty = False
        """True if the client has a terminal, which needs carriage returns."""
        self.charset = "utf-8"
        """The codec of text."""

    @property
    def is_here(self) -> bool:
        """True if the client is still connected."""
        return self.channel is not None

    def write(self, data: bytes) -> None:
        """Send bytes."""
        if self.channel is not None and not self.channel.is_closing():
            self.channel.write(data)

    def say(self, words: str) -> None:
        """Send a line of text."""
        end = "\r\n" if self.has_pty else "\n"
        self.write(encoded(words.replace("\n", end) + end, self.charset))

    def complain(self, words: str) -> None:
        """Send a line of text to standard error, so that a pipe does not get it."""
        if self.has_pty or self.channel is None:
            self.say(words)
        elif not self.channel.is_closing():
            self.channel.write_stderr(encoded(f"{words}\n", self.charset))

    def backlog(self) -> int:
        """Return the number of bytes that were sent and not acknowledged by the client."""
        if self.channel is None:
            return 0
        return self.channel.get_write_buffer_size() + self._kernel_backlog(self.channel)

    def pause_reading(self) -> None:
        """Stop to read input; it waits in the client."""
        if self.channel is not None:
            self.channel.pause_reading()

    def resume_reading(self) -> None:
        """Read input again."""
        if self.channel is not None:
            self.channel.resume_reading()

    async def sent(self) -> bool:
        """Wait until the client has read most of the output; false if it takes too long."""
        end = monotonic() + self._limits.stalled_seconds
        while self.channel is not None and self.backlog() > self._limits.buffered_bytes:
            if monotonic() > end:
                return False
            await asyncio.sleep(_LOOK)
        return self.channel is not None
