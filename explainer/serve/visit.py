"""One session: what the client asks of its channel, and what it is given."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from contextlib import suppress
from contextvars import Context
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING, Any

import asyncssh

from explainer.serve.client_terminal import ClientTerminal, client_terminal
from explainer.serve.driver import LEAVE, ChannelDriver
from explainer.serve.log import Value
from explainer.serve.patience import Patience
from explainer.serve.shelf import NotServed, find_wanted
from explainer.serve.wire import ChannelWire

if TYPE_CHECKING:
    from explainer.serve.door import Visitor
    from explainer.serve.host import Host
    from explainer.ui.app import ReaderApp

_FAREWELL = 3.0
"""Seconds in which a client may read the last bytes before the channel is cut."""

_MOST_EARLY = 4096
"""Bytes that are kept of what comes before anybody asks for a line."""

CRASHED = "A mistake of ours ended this session. It was noted; please come again."
"""What is said where this program is at fault."""

REASONS = {
    "idle": "You were away for long, so the session ended.",
    "total": "The session had lasted as long as one may here.",
    "goodbye": "The host is closing. Goodbye!",
}
"""What is said to somebody who did not leave by themselves."""


class Visit(asyncssh.SSHServerSession[bytes]):
    """The server's side of one session."""

    def __init__(self, host: Host, visitor: Visitor, when_ended: Callable[[], None]) -> None:
        """`when_ended` is called once it is over."""
        self.host = host
        """The process that it runs in."""
        self.visitor = visitor
        """Who it is."""
        self._when_ended = when_ended
        self.wire = ChannelWire(host.limits, host.transport_backlog)
        """The way to the client."""
        self._term = ""
        self._size = (0, 0)
        self._command: str | None = None
        self._task: asyncio.Task[None] | None = None
        self._context = Context()
        self._started = monotonic()
        self._gone = asyncio.Event()
        self._take_line: Callable[[bytes], None] | None = None
        self._early = bytearray()
        self._is_over = False
        self._patience = Patience(host.limits, self._warn_idle, self.end)
        self.terminal: ClientTerminal | None = None
        """The visitor's terminal; None where they have none for us."""
        self.driver: ChannelDriver | None = None
        """What the app draws with, while there is one."""
        self.app: ReaderApp | None = None
        """The reader, while there is one."""
        self.has_channel = False
        """Whether its channel was opened; one whose connection breaks before never has one."""
        self.cause = "closed"
        """Why it ended, in a word for the log."""
        self.is_ending = False
        """Whether it is ended from outside."""
        self.deck = ""
        """Id of the deck that was read last."""
        self.code = ""
        """The code of what they asked to keep before they had shown a key."""

    # --- what the client asks for -----------------------------------------------------------

    def connection_made(self, chan: asyncssh.SSHServerChannel[bytes]) -> None:
        """Remember the channel."""
        self.has_channel = True
        self.wire.channel = chan
        self._patience.after(self.host.limits.login_seconds, self._end_unless_begun)

    def _end_unless_begun(self) -> None:
        """Let go of a channel on which nothing was asked for."""
        if self._task is None and self.wire.channel is not None:
            self.wire.channel.abort()

    def pty_requested(
        self, term_type: str, term_size: tuple[int, int, int, int], term_modes: Any
    ) -> bool:
        """A terminal: the client's own; there is none on this side."""
        self.wire.has_pty, self._term, self._size = True, term_type, term_size[:2]
        return True

    def shell_requested(self) -> bool:
        """What everybody gets in place of a shell: the reader."""
        return True

    def exec_requested(self, command: str) -> bool:
        """A command is a place in a deck, looked up and never run."""
        self._command = command
        return True

    def session_started(self) -> None:
        """Begin."""
        self.host.enter(self)
        self._task = asyncio.get_running_loop().create_task(self._run(), context=self._context)

    def data_received(self, data: bytes, datatype: int | None) -> None:
        """What the visitor typed."""
        self._patience.heard()
        if self.driver is not None:
            self._context.copy().run(self.driver.feed, data)
        elif self._take_line is not None:
            self._take_line(data)
        elif data == b"\x03" and self._task is not None:
            self._task.cancel()  # while waiting for a place
        elif len(self._early) + len(data) <= _MOST_EARLY:
            self._early += data

    def eof_received(self) -> bool:
        """No more input; a plain text goes on to its end."""
        self._is_over = True
        if self._take_line is not None:
            self._take_line(b"")
        elif self.terminal is not None and self.app is not None:
            self.end("closed")
        return True

    def terminal_size_changed(self, width: int, height: int, pixwidth: int, pixheight: int) -> None:
        """Another size."""
        self._size = (width, height)
        if self.driver is not None:
            self._context.copy().run(self.driver.resize, width, height)

    def break_received(self, msec: int) -> bool:
        """Nothing here is broken off."""
        return False

    def signal_received(self, signal: str) -> None:
        """Signals of a client end its session, and do nothing else."""
        self.end("closed")

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone: nothing that waits for it may go on."""
        self.wire.channel = None
        self._gone.set()
        if self._take_line is not None:
            self._take_line(b"")
        if self._task is None:
            self._patience.stop()
            self._when_ended()
            return
        if self.app is not None:
            self.end(self.cause)
            self._patience.after(1.0, self._task.cancel)
        else:
            self._task.cancel()

    def name_back(self, keeps: bool) -> str:
        """The user name that leads back to where they were; `keeps` tells whether anything is."""
        if self.code:
            return f"keep-{self.code}"
        is_needed = self.visitor.user is not None or (self.visitor.key and keeps)
        return self.visitor.name if is_needed else ""

    def set_code(self, code: str) -> None:
        """Remember the code that the last line will tell; called from any thread."""
        self.code = code

    def renew(self, changed: Collection[str]) -> None:
        """Bring the new version of a deck to whoever reads it."""
        app = self.app
        if app is None or app.session.opened.deck.id not in changed:
            return
        from explainer.ui.deck_renewal import renew

        opened = self.host.shelf.decks[app.session.opened.deck.id]
        self._context.copy().run(renew, app, opened)

    def take_lines(self, take: Callable[[bytes], None] | None) -> None:
        """Say where input goes while questions are asked line by line; None once they are not.

        What was sent together with the command is handed on first, and with it its end.
        """
        self._take_line = take
        if take is None:
            return
        if self._early:
            take(bytes(self._early))
            self._early.clear()
        if self._is_over:
            take(b"")

    # --- its course -----------------------------------------------------------------------

    async def _run(self) -> None:
        code, cause = 1, "crash"
        try:
            code = await self._serve()
            cause = ""
        except NotServed as error:
            self.cause, cause = "not-found", ""
            self.wire.complain(str(error))
        except asyncio.CancelledError:
            cause = ""
            if self.wire.channel is not None and self.cause == "closed":
                self.cause = "ended"
            if self.cause in REASONS:
                self.wire.say(f"\n{REASONS[self.cause]}")
        finally:
            if cause:
                # The loop's handler writes it down.
                self.cause = cause
                self.host.figures.crashes += 1
                self.wire.complain(CRASHED)
            self._patience.stop()
            self.host.leave(self)
            self._when_ended()
            await self._close(code)
            self._let_go()

    async def _serve(self) -> int:
        from explainer.serve.plain_visit import serve_plain
        from explainer.serve.screen_visit import serve_screen

        assert self.wire.channel is not None
        if self.wire.has_pty:
            self.terminal = client_terminal(
                self._term, self._size, self.wire.channel.get_environment_bytes(), self.host.limits
            )
            self.wire.charset = self.terminal.charset
        named = self.visitor.name
        visible = self.host.visible(self.visitor)
        if not visible:
            raise NotServed("There is nothing here that is open to you.")
        wanted = find_wanted(self._command or "", visible, named if named in visible else "")
        self._patience.begin()
        if self.terminal is None or self.terminal.is_dumb or wanted.is_plain:
            return await serve_plain(self, wanted, visible)
        return await serve_screen(self, wanted, visible)

    async def _close(self, code: int) -> None:
        """Give the client the last bytes and the exit code, for so long as that takes at most."""
        channel = self.wire.channel
        if channel is None or channel.is_closing():
            return
        channel.exit(code)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._gone.wait(), _FAREWELL)
        if not self._gone.is_set():
            channel.abort()

    def _let_go(self) -> None:
        """Keep nothing alive that was made for this session: a context has its whole app."""
        self._task = None
        self._context = Context()
        self._when_ended = _nothing

    def restore(self) -> None:
        """Give the terminal back, whatever state the app left it in."""
        self.wire.write(LEAVE.encode())

    # --- from outside ---------------------------------------------------------------------

    def _warn_idle(self) -> None:
        self.announce("Are you still there? In a minute this session ends; any key keeps it.")

    def announce(self, words: str) -> None:
        """Say something in the last line of whatever the visitor sees."""
        if self.app is not None:
            from explainer.ui.deck_renewal import announce

            self._context.copy().run(announce, self.app, words)
        elif self._take_line is not None:
            self.wire.complain(f"\n{words}")

    def end(self, cause: str) -> None:
        """End the session from outside: its app leaves as if by its key, or is cut short."""
        self.cause, self.is_ending = cause, True
        if self.app is not None:
            if self.driver is not None:
                self.driver.disable_input()
            self._context.copy().run(self.app.leave)
            if self._task is not None:
                self._patience.after(_FAREWELL, self._task.cancel)
        elif self._task is not None:
            self._task.cancel()

    def stalled(self) -> None:
        """Let go of a visitor who reads nothing."""
        self.cause = "stalled"
        if self.wire.channel is not None:
            self.wire.channel.abort()
        self.host.figures.refuse("stalled")
        if self._task is not None:
            self._task.cancel()

    def record(self) -> dict[str, Value]:
        """What the log tells of it: nothing that says who it was."""
        size = f"{self._size[0]}x{self._size[1]}" if self.wire.has_pty else "none"
        depth = self.terminal.depth.value if self.terminal else "none"
        seconds = round(monotonic() - self._started, 1)
        return {
            "size": size,
            "colours": depth,
            "deck": self.deck,
            "start": f"{datetime.now(UTC) - timedelta(seconds=seconds):%Y-%m-%dT%H:%M:%SZ}",
            "seconds": seconds,
            "end": self.cause,
        }


def _nothing() -> None:
    """What is called of a session that is over."""
