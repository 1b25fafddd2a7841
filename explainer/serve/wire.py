"""The way to one visitor: bytes and lines out, and how much of them has not arrived."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic

import asyncssh

from explainer.serve.client_terminal import encoded
from explainer.serve.limits import Limits

_LOOK = 0.05
"""Seconds between two looks at what is on its way."""


class ChannelWire:
    """A session's channel; once it is gone, everything that is sent is dropped."""

    def __init__(
        self,
        limits: Limits,
        kernel_backlog: Callable[[asyncssh.SSHServerChannel[bytes]], int],
    ) -> None:
        """`kernel_backlog` tells what of a channel's connection is not acknowledged yet."""
        self._limits = limits
        self._kernel_backlog = kernel_backlog
        self.channel: asyncssh.SSHServerChannel[bytes] | None = None
        """The channel, while it is there."""
        self.has_pty = False
        """Whether the client has a terminal, which needs carriage returns."""
        self.charset = "utf-8"
        """The codec of text."""

    @property
    def is_here(self) -> bool:
        """Whether the client is still connected."""
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
        """Send a line of text that is not what was asked for: a pipe does not get it."""
        if self.has_pty or self.channel is None:
            self.say(words)
        elif not self.channel.is_closing():
            self.channel.write_stderr(encoded(f"{words}\n", self.charset))

    def backlog(self) -> int:
        """Bytes that were sent and that the client has not acknowledged."""
        if self.channel is None:
            return 0
        return self.channel.get_write_buffer_size() + self._kernel_backlog(self.channel)

    def pause_reading(self) -> None:
        """Let input wait in the client."""
        if self.channel is not None:
            self.channel.pause_reading()

    def resume_reading(self) -> None:
        """Read on."""
        if self.channel is not None:
            self.channel.resume_reading()

    async def sent(self) -> bool:
        """Wait until the client took most of what was sent; false where it takes nothing."""
        end = monotonic() + self._limits.stalled_seconds
        while self.channel is not None and self.backlog() > self._limits.buffered_bytes:
            if monotonic() > end:
                return False
            await asyncio.sleep(_LOOK)
        return self.channel is not None
