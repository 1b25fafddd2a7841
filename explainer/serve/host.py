"""The host of one process: takes connections, loads decks and users, and ends everything."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from copy import copy
from functools import partial
from pathlib import Path
from time import monotonic

import asyncssh

from explainer.deck.position import located
from explainer.problems import ExplainerError, Problems
from explainer.render.problem import concise
from explainer.serve.access import Access
from explainer.serve.admission import Ticket
from explainer.serve.bounded_connection import BoundedConnection
from explainer.serve.config import Config
from explainer.serve.connection_handler import ConnectionHandler, ConnectionServices
from explainer.serve.figures import Figures
from explainer.serve.guesses import GuessBook, Guesses
from explainer.serve.log import Log
from explainer.serve.meter import Meter
from explainer.serve.passwords import PasswordCheck
from explainer.serve.session_register import SessionRegister
from explainer.serve.session_services import session_services

_SEND_BUFFER = 32_768
"""Bytes that the kernel buffers of what is sent; more would be outdated when it is read."""


class Host:
    """Serves the connections that were admitted to one process."""

    def __init__(
        self, config: Config, key: asyncssh.SSHKey, log: Log, guesses: GuessBook | None = None
    ) -> None:
        """A host that serves nothing yet.

        Args:
            config: The configuration.
            key: The host's key.
            log: The log of the process.
            guesses: Counts guesses at codes; None to count those of this process only.
        """
        self.config = config
        """The configuration."""
        self.log = log
        """The log of the process."""
        sessions = session_services(config, log)
        self._sessions = sessions
        self._services = ConnectionServices(
            sessions,
            SessionRegister(config.limits.sessions, sessions.figures, log),
            guesses or Guesses(monotonic),
            PasswordCheck(),
            self._backlog,
        )
        self._key = key
        self._options: asyncssh.SSHServerConnectionOptions | None = None
        self._meters: dict[BoundedConnection, Meter] = {}

    @property
    def access(self) -> Access:
        """Decks, users and records."""
        return self._sessions.access

    @property
    def figures(self) -> Figures:
        """The counters of the process."""
        return self._sessions.figures

    @property
    def services(self) -> ConnectionServices:
        """Everything that connections share."""
        return self._services

    @property
    def connection_count(self) -> int:
        """Number of open connections."""
        return len(self._meters)

    # --- connections ----------------------------------------------------------------------

    async def prepare(self) -> None:
        """Create the options of all connections; called once, before the first `take`."""
        limits = self.config.limits
        self._options = await asyncssh.SSHServerConnectionOptions.construct(
            server_host_keys=[self._key],
            server_version="explainer",
            login_timeout=limits.login_seconds,
            keepalive_interval=limits.keepalive_seconds,
            keepalive_count_max=3,
            line_editor=False,
            encoding=None,
            compression_algs=["none"],
            kbdint_auth=False,
            host_based_auth=False,
            gss_host=None,
            agent_forwarding=False,
            x11_forwarding=False,
            allow_scp=False,
        )

    async def take(self, sock: socket.socket, ticket: Ticket) -> None:
        """Serve a connection; returns once it has logged in or is gone."""
        assert self._options is not None
        loop = asyncio.get_running_loop()
        limits = self.config.limits
        handler = ConnectionHandler(self._services, ticket)
        waiter: asyncio.Future[None] = loop.create_future()
        options = copy(self._options)
        options.protocol_factory = lambda: handler
        options.waiter = waiter
        with suppress(OSError):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection = BoundedConnection(
            loop, options, limits.login_seconds, partial(self.figures.refuse, "exchange")
        )
        meter = Meter(
            connection,
            limits.bytes_per_second,
            is_logged_in=lambda: handler.is_logged_in,
            when_lost=partial(self._forget, connection, ticket),
        )
        try:
            await loop.create_connection(lambda: meter, sock=sock)
        except OSError:
            sock.close()
            ticket.left()
            return
        self._meters[connection] = meter
        ticket.when_evicted(connection.abort)
        await asyncio.wait([waiter])
        # A login fails by what the client sent: no error of this program, whatever its type.
        if waiter.cancelled() or waiter.exception() is not None:
            self.figures.refuse("login")
            connection.abort()

    def _forget(self, connection: BoundedConnection, ticket: Ticket) -> None:
        self._meters.pop(connection, None)
        ticket.left()

    def _backlog(self, channel: asyncssh.SSHServerChannel[bytes]) -> int:
        """Return the bytes of a channel's connection that wait or are not acknowledged."""
        connection = channel.get_connection()
        if not isinstance(connection, BoundedConnection) or connection not in self._meters:
            return 0
        return self._meters[connection].backlog() + connection.deferred_bytes

    # --- load, reload and end ---------------------------------------------------------------

    def load(self, problems: Problems) -> None:
        """Load decks and users, before the host begins.

        Raises:
            ExplainerError: a deck cannot be opened.
        """
        self.access.use(self.access.read(problems))

    async def reload(self) -> None:
        """Load decks and users again, and show open sessions the new versions at their place."""
        problems = Problems()
        try:
            loaded = await asyncio.to_thread(self.access.read, problems)
        except (ExplainerError, OSError) as error:
            self.log.event("reload", ok=False, error=str(error))
            return
        self.access.use(loaded)
        self._sessions.texts.clear()
        decks = loaded.decks
        is_well = not problems.errors and not decks.broken
        self.log.event("reload", ok=is_well, changed=len(decks.changed), broken=len(decks.broken))
        in_users = located(problems, Path(self.config.users).parent)
        for fault in (*decks.faults, *(concise(problem) for problem in in_users)):
            self.log.event("fault", words=fault)
        self._services.register.renew(decks.changed)

    async def close(self) -> None:
        """Say goodbye to all visitors, end their sessions, and close all connections."""
        await self._services.register.close(self.config.drain_seconds)
        await self._sessions.lessons.close()
        for meter in list(self._meters.values()):
            if meter.transport is not None:
                meter.transport.abort()
        self._services.passwords.close()
        self._sessions.quiz_threads.close()
