"""The server's side of one SSH session: what the client asks for, its input, and its end.

asyncssh calls it as the client's requests arrive. Once the client has said what it wants, the
channel creates a screen session or a plain session, and passes input to it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from contextvars import Context
from datetime import UTC, datetime, timedelta
from time import monotonic

import asyncssh

from explainer.serve.client_terminal import ClientTerminal, client_terminal
from explainer.serve.lesson_sessions import lesson_session
from explainer.serve.log import Value
from explainer.serve.plain_session import PlainSession
from explainer.serve.screen_session import ScreenSession
from explainer.serve.session_services import SessionServices
from explainer.serve.session_timers import SessionTimers
from explainer.serve.visit_request import NotServed, VisitRequest, parse_request
from explainer.serve.visitor import Visitor
from explainer.serve.visitor_session import CRASHED, REASONS, Visit, VisitorSession
from explainer.serve.wire import ChannelWire

_FAREWELL = 3.0
"""Seconds in which an app may leave, and a client may read the last bytes, before they are cut."""

_LEAVE_WHEN_GONE = 1.0
"""Seconds in which the app of a client that is gone may leave."""

_MOST_EARLY = 4096
"""Most bytes of input that are kept for a session that has not begun."""


class SessionChannel(asyncssh.SSHServerSession[bytes]):
    """One session on one channel; the host and the connection know a visitor's session by it."""

    def __init__(
        self,
        services: SessionServices,
        visitor: Visitor,
        backlog: Callable[[asyncssh.SSHServerChannel[bytes]], int],
        *,
        when_started: Callable[[SessionChannel], None],
        when_ended: Callable[[SessionChannel], None],
    ) -> None:
        """A session for which nothing was asked yet.

        Args:
            services: The services of the process.
            visitor: The visitor.
            backlog: Returns the bytes of a channel's connection that the client has not
                acknowledged.
            when_started: Called when the session starts.
            when_ended: Called when it has ended, also if it never started.
        """
        self._services = services
        self._visitor = visitor
        self._when_started = when_started
        self._when_ended = when_ended
        self._wire = ChannelWire(services.limits, backlog)
        self._timers = SessionTimers(services.limits, self._warn_idle, self.end)
        self._term = ""
        self._size = (0, 0)
        self._command = ""
        self._terminal: ClientTerminal | None = None
        self._session: VisitorSession | None = None
        self._task: asyncio.Task[None] | None = None
        self._started_at = monotonic()
        self._is_gone = asyncio.Event()
        self._early = bytearray()
        self._has_no_more_input = False
        self._has_ended = False
        self._cause = "closed"
        self.has_channel = False
        """True once the channel is open; it never is if the connection breaks before."""

    # --- requests of the client ---------------------------------------------------------------

    def connection_made(self, chan: asyncssh.SSHServerChannel[bytes]) -> None:
        """Keep the channel, and close it if the client asks for nothing."""
        self.has_channel = True
        self._wire.channel = chan
        self._timers.after(self._services.limits.login_seconds, self._close_if_unused)

    def _close_if_unused(self) -> None:
        if self._task is None and self._wire.channel is not None:
            self._wire.channel.abort()

    def pty_requested(
        self,
        term_type: str,
        term_size: tuple[int, int, int, int],
        term_modes: Mapping[int, int],
    ) -> bool:
        """Accept a terminal: the client's own, since there is none on this side."""
        self._wire.has_pty, self._term, self._size = True, term_type, term_size[:2]
        return True

    def shell_requested(self) -> bool:
        """Accept the request for a shell; the session shows the reader instead."""
        return True

    def exec_requested(self, command: str) -> bool:
        """Accept a command: it names a place in a deck and is never run."""
        self._command = command
        return True

    def session_started(self) -> None:
        """Start the session."""
        self._when_started(self)
        # A context of its own: Textual keeps the active app in it.
        self._task = asyncio.get_running_loop().create_task(self._run(), context=Context())

    def data_received(self, data: bytes, datatype: int | None) -> None:
        """Pass input to the session, or keep some of it until there is one."""
        self._timers.heard()
        if self._session is not None:
            self._session.feed(data)
        elif len(self._early) + len(data) <= _MOST_EARLY:
            self._early += data

    def eof_received(self) -> bool:
        """Tell the session that there is no more input; it may go on to send."""
        self._has_no_more_input = True
        if self._session is not None:
            self._session.end_input()
        return True

    def terminal_size_changed(self, width: int, height: int, pixwidth: int, pixheight: int) -> None:
        """Pass a new size to the session."""
        self._size = (width, height)
        if self._session is not None:
            self._session.resize(width, height)

    def break_received(self, msec: int) -> bool:
        """Refuse a break: there is nothing that it could interrupt."""
        return False

    def signal_received(self, signal: str) -> None:
        """End the session, whatever the signal."""
        self.end("closed")

    def connection_lost(self, exc: Exception | None) -> None:
        """End the session: the client is gone."""
        self._wire.channel = None
        self._is_gone.set()
        if self._task is None:
            self._timers.stop()
            self._when_ended(self)
            return
        self._end(self._cause, _LEAVE_WHEN_GONE)

    # --- the course of the session ------------------------------------------------------------

    async def _run(self) -> None:
        exit_code, has_crashed = 1, True
        try:
            self._session = self._make_session()
            outcome = await self._session.run()
            exit_code, has_crashed = outcome.exit_code, False
            self._cause = outcome.cause or self._cause
        except NotServed as error:
            self._cause, has_crashed = "not-found", False
            self._wire.complain(str(error))
        except asyncio.CancelledError:
            has_crashed = False
            if self._wire.is_here and self._cause == "closed":
                self._cause = "ended"
            if self._cause in REASONS:
                self._wire.say(f"\n{REASONS[self._cause]}")
        finally:
            if has_crashed:
                # The error goes on to the loop's handler, which logs it.
                self._cause = "crash"
                self._services.figures.crashes += 1
                self._wire.complain(CRASHED)
            self._timers.stop()
            self._when_ended(self)
            self._session, self._has_ended = None, True
            await self._close(exit_code)
            self._task = None

    def _make_session(self) -> VisitorSession:
        """Create the session that the client asked for, and pass it the input that came before.

        Raises:
            NotServed: there is nothing to show; the message is for the visitor.
        """
        services, wire, visitor = self._services, self._wire, self._visitor
        assert wire.channel is not None
        terminal: ClientTerminal | None = None
        if wire.has_pty:
            variables = wire.channel.get_environment_bytes()
            terminal = client_terminal(self._term, self._size, variables, services.limits)
            wire.charset = terminal.charset
        self._terminal = terminal
        self._timers.begin()
        has_lessons = bool(services.lessons or services.config.lessons)
        session = self._lesson_session(terminal) if has_lessons else None
        if session is not None:
            return self._with_early_input(session)
        visible = services.access.visible(visitor)
        if not visible:
            raise NotServed("There is nothing here that is open to you.")
        named = visitor.name if visitor.name in visible else ""
        request = parse_request(self._command, visible, named)
        visit = Visit(services, visitor, request, terminal, wire, self)
        if terminal is None or terminal.is_dumb or request.is_plain:
            session = PlainSession(visit)
        else:
            session = ScreenSession(visit, terminal)
        return self._with_early_input(session)

    def _lesson_session(self, terminal: ClientTerminal | None) -> VisitorSession | None:
        """Return the session of somebody who takes part in a lesson; None for other visitors.

        Raises:
            NotServed: a lesson needs a terminal.
        """
        services, visitor, wire = self._services, self._visitor, self._wire
        visit = Visit(services, visitor, VisitRequest(), terminal, wire, self)
        session = lesson_session(visit, self._command)
        if session is not None and (terminal is None or terminal.is_dumb):
            raise NotServed("A lesson needs a terminal: ssh -t")
        return session

    def _with_early_input(self, session: VisitorSession) -> VisitorSession:
        """Pass a session the input that came before it."""
        if self._early:
            session.feed(bytes(self._early))
            self._early.clear()
        if self._has_no_more_input:
            session.end_input()
        return session

    async def _close(self, exit_code: int) -> None:
        """Send the exit code, and close once the client has read everything or takes too long."""
        channel = self._wire.channel
        if channel is None or channel.is_closing():
            return
        channel.exit(exit_code)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._is_gone.wait(), _FAREWELL)
        if not self._is_gone.is_set():
            channel.abort()

    @property
    def is_gone(self) -> bool:
        """True once the channel is closed: the client has read everything, or is not there."""
        return self._is_gone.is_set()

    async def wait_gone(self) -> None:
        """Wait until the channel is closed."""
        await self._is_gone.wait()

    # --- from outside -------------------------------------------------------------------------

    def _warn_idle(self) -> None:
        self.announce("Are you still there? In a minute this session ends; any key keeps it.")

    def announce(self, words: str) -> None:
        """Show a message from the host."""
        if self._session is not None:
            self._session.announce(words)

    def renew(self, changed: Collection[str]) -> None:
        """Show the new versions of decks, given by id, that were loaded again."""
        if self._session is not None:
            self._session.renew(changed)

    def end(self, cause: str) -> None:
        """End the session for a reason: its app leaves as if by its key, or it is cancelled."""
        self._end(cause, _FAREWELL)

    def _end(self, cause: str, seconds: float) -> None:
        if self._task is None or self._has_ended:
            return
        self._cause = cause
        if self._session is not None and self._session.leave(cause):
            self._timers.after(seconds, self._task.cancel)
        else:
            self._task.cancel()

    def keep_awake(self) -> None:
        """Count as if the visitor had typed: they watch something that goes on."""
        self._timers.heard()

    def cut(self, cause: str) -> None:
        """Close the channel at once: the client does not read what is sent to it."""
        self._cause = cause
        if self._wire.channel is not None:
            self._wire.channel.abort()
        self._services.figures.refuse(cause)
        if self._task is not None:
            self._task.cancel()

    def log_record(self) -> dict[str, Value]:
        """Return what the log says of the session: nothing that identifies the visitor."""
        size = f"{self._size[0]}x{self._size[1]}" if self._wire.has_pty else "none"
        seconds = round(monotonic() - self._started_at, 1)
        return {
            "size": size,
            "colours": self._terminal.depth.value if self._terminal else "none",
            "deck": self._session.deck if self._session else "",
            "start": f"{datetime.now(UTC) - timedelta(seconds=seconds):%Y-%m-%dT%H:%M:%SZ}",
            "seconds": seconds,
            "end": self._cause,
        }
