"""One process that holds sessions: the decks, who may see them, and everything sessions share."""

from __future__ import annotations

import asyncio
import socket
from base64 import b64decode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from copy import copy
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import asyncssh

from explainer.deck.loader import OpenDeck
from explainer.deck.position import located
from explainer.problems import Problems
from explainer.render.problem import concise
from explainer.serve.bounded_connection import BoundedConnection
from explainer.serve.config import Config
from explainer.serve.crash_log import CrashLog
from explainer.serve.door import Door, Visitor
from explainer.serve.doorman import Ticket
from explainer.serve.figures import Figures
from explainer.serve.gate import Gate
from explainer.serve.guesses import GuessBook, Guesses
from explainer.serve.keeping import Vault, VisitorKeeper
from explainer.serve.log import Log
from explainer.serve.meter import Meter
from explainer.serve.passwords import PasswordCheck
from explainer.serve.shelf import Loaded, Shelf
from explainer.serve.users import User, Users, read_users
from explainer.ui.terminal.textual_private import break_cycles

if TYPE_CHECKING:
    from explainer.learner.record import Record
    from explainer.serve.visit import Visit
    from explainer.ui.app import ReaderApp

_MOST_PLAIN = 16
"""Quizzes line by line at a time; each holds a thread."""

_TEXTS_KEPT = 64
_FAREWELL = 5.0
"""Seconds in which everybody's session is over once it was ended."""

_RUN_OUT = 0.5
"""Seconds after which nothing of an app that ended runs any more."""

_SEND_BUFFER = 32_768
"""Bytes that the kernel takes of what is sent; more would only be out of date when it is read."""


class Host:
    """Takes connections that were let in, and serves them."""

    def __init__(self, config: Config, key: asyncssh.SSHKey, log: Log) -> None:
        """`key` is the host's; `log` takes a line a session."""
        self.config = config
        """What it was told."""
        self.limits = config.limits
        """What it gives at most."""
        self.log = log
        """Where sessions are written down."""
        self.shelf = Shelf([Path(deck) for deck in config.decks], Path(config.cache))
        """The decks."""
        self.users = Users({})
        """Who has a name here."""
        self.figures = Figures()
        """What is counted."""
        self.gate = Gate(config.limits.starts)
        """Where sessions wait for their start."""
        self.guesses: GuessBook = Guesses(monotonic)
        """Counts guesses at codes; a worker has its acceptor count them."""
        self.passwords = PasswordCheck()
        """Checks codes."""
        self.vault = Vault(Path(config.data) / "visitors", config.limits)
        """What visitors keep."""
        self.is_closing = False
        """Whether nobody is taken any more."""
        self.visits: set[Visit] = set()
        """Sessions that are open."""
        self._seats = config.limits.sessions
        self._empty = asyncio.Event()
        self._empty.set()
        self._crashes = CrashLog()
        self._key = key
        self._options: asyncssh.SSHServerConnectionOptions | None = None
        self._meters: dict[BoundedConnection, Meter] = {}
        self._plain = ThreadPoolExecutor(_MOST_PLAIN, thread_name_prefix="plain")
        self._asking = 0
        self._texts: dict[tuple[int, str, int], str] = {}
        self._text_lock = asyncio.Lock()

    def load(self, problems: Problems) -> Loaded:
        """Open decks and users' file, at the start or anew.

        Raises:
            ExplainerError: a deck cannot be opened.
        """
        loaded = self.shelf.load()
        if self.config.users:
            users = read_users(Path(self.config.users), problems, tuple(self.shelf.decks))
            if not problems.errors:
                self.users = users
        return loaded

    # --- connections ----------------------------------------------------------------------

    async def prepare(self) -> None:
        """Have ready what every connection needs."""
        limits = self.limits
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
        """Serve a connection; returns once it is logged in, or gone."""
        assert self._options is not None
        loop = asyncio.get_running_loop()
        door = Door(self, ticket)
        options: Any = copy(self._options)
        options.protocol_factory = lambda: door
        options.waiter = loop.create_future()
        with suppress(OSError):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection = BoundedConnection(
            loop,
            options,
            self.limits.login_seconds,
            partial(self.figures.refuse, "exchange"),
        )
        meter = Meter(connection, self.limits.bytes_per_second, lambda: door.is_logged_in)
        meter.when_lost = partial(self._lost, connection, ticket)
        try:
            await loop.create_connection(lambda: meter, sock=sock)
        except OSError:
            sock.close()
            ticket.left()
            return
        self._meters[connection] = meter
        ticket.when_evicted(connection.abort)
        await asyncio.wait([options.waiter])
        # Whatever a client sends makes asyncssh fail in, it is no mistake of this program.
        if options.waiter.cancelled() or options.waiter.exception() is not None:
            self.figures.refuse("login")
            connection.abort()

    def _lost(self, connection: BoundedConnection, ticket: Ticket) -> None:
        self._meters.pop(connection, None)
        ticket.left()

    def transport_backlog(self, channel: asyncssh.SSHServerChannel[bytes]) -> int:
        """Bytes to a channel's client that wait, or that it has not acknowledged."""
        connection: Any = channel.get_connection()
        meter = self._meters.get(connection)
        return meter.backlog() + connection.deferred_bytes if meter else 0

    @property
    def connection_count(self) -> int:
        """Connections that are open."""
        return len(self._meters)

    # --- who may see what -------------------------------------------------------------------

    def is_open_to(self, name: str) -> bool:
        """Whether a name is let in without showing anything."""
        return self.config.anonymous and self.users.named(name) is None

    def may_keep(self, key: bytes) -> bool:
        """Whether somebody with a key may come as `keep`."""
        return self.config.anonymous or self.user_of_key(key) is not None

    def is_key_of(self, user: User, data: bytes) -> bool:
        """Whether a key is one of a user's."""
        return any(b64decode(line.split()[1]) == data for line in user.keys)

    def user_of_key(self, data: bytes) -> User | None:
        """The first user who has a key."""
        for user in self.users.users.values():
            if data and self.is_key_of(user, data):
                return user
        return None

    def visible(self, visitor: Visitor) -> dict[str, OpenDeck]:
        """The decks that a visitor may see, by id."""
        allowed = visitor.user.decks if visitor.user is not None else None
        names = self.shelf.visible(allowed, self.users.protected())
        return {name: self.shelf.decks[name] for name in names}

    def record_of(self, visitor: Visitor) -> Record | None:
        """The record of somebody who keeps one; others have none until they ask."""
        if not visitor.key:
            return None
        return self.vault.record(visitor.key) if self.vault.has(visitor.key) else None

    def keeper_of(self, visitor: Visitor, tell_code: Callable[[str], None]) -> VisitorKeeper | None:
        """Who keeps for a visitor; nobody for those who share a code, since a key is one's own."""
        if not visitor.key and visitor.user is not None:
            return None
        return VisitorKeeper(self.vault, visitor.key, tell_code)

    # --- sessions -------------------------------------------------------------------------

    def take_seat(self) -> bool:
        """Take a place for a session; false where none is free. Whoever takes one gives it back."""
        if self._seats <= 0:
            return False
        self._seats -= 1
        return True

    def give_seat(self) -> None:
        """Give a place back."""
        self._seats += 1

    def enter(self, visit: Visit) -> None:
        """Count a session in."""
        self.visits.add(visit)
        self._empty.clear()
        self.figures.sessions += 1

    def leave(self, visit: Visit) -> None:
        """Count it out, and write it down."""
        if visit not in self.visits:
            return
        self.visits.discard(visit)
        if not self.visits:
            self._empty.set()
        self.figures.sessions -= 1
        self.figures.served += 1
        self.log.event("session", **visit.record())

    def recycle(self, app: ReaderApp) -> None:
        """Free the memory of an app that ended, once everything of it has run out."""
        app.session.forget_pages()
        asyncio.get_running_loop().call_later(_RUN_OUT, break_cycles, app)

    def tell_crash(self, error: Exception) -> str:
        """Note an error; gives the cause for the session's line."""
        from explainer.serve.watchdog import HeldTheLoop

        if isinstance(error, HeldTheLoop):
            self.figures.stalls += 1
            cause = "held-the-loop"
        else:
            self.figures.crashes += 1
            cause = "crash"
        if words := self._crashes.report(error):
            self.log.event(cause, error=type(error).__name__, log=words)
        return cause

    def way_back(self, visit: Visit, app: ReaderApp) -> str:
        """The line that stays on a visitor's screen: where they were, and the command back."""
        opened = app.session.opened
        place = opened.deck.id
        where = opened.deck.title
        section = app.return_value or ""
        index = app.session.section_index(section)
        if index is not None:
            place = f"{place}/{section}"
            where = opened.deck.outline[index].title
        command = self.command(visit.name_back(app.session.record is not None), place)
        if visit.code:
            return f"You were at “{where}”. Within an hour, back and kept under your key: {command}"
        return f"You were at “{where}”. Back: {command}"

    def command(self, name: str, place: str) -> str:
        """What a visitor types to come to a place, under a name or none."""
        port = "" if self.config.port == 22 else f" -p {self.config.port}"
        who = f"{name}@" if name else ""
        return f"ssh -t{port} {who}{self.config.visible_name} {place}"

    # --- without a screen -----------------------------------------------------------------

    async def plain_text(self, opened: OpenDeck, section: str, width: int) -> str:
        """The plain text of a section, or of a deck; written once for all who ask."""
        key = (id(opened), section, width)
        async with self._text_lock:
            if key not in self._texts:
                self._texts[key] = await asyncio.to_thread(_plain_text, opened, section, width)
            while len(self._texts) > _TEXTS_KEPT:
                del self._texts[next(iter(self._texts))]
            return self._texts[key]

    def may_ask_plainly(self) -> bool:
        """Whether one more quiz line by line may begin."""
        return self._asking < _MOST_PLAIN

    async def in_plain_thread(self, run: Callable[[], None]) -> None:
        """Run a quiz line by line in a thread."""
        self._asking += 1
        try:
            await asyncio.get_running_loop().run_in_executor(self._plain, run)
        finally:
            self._asking -= 1

    # --- reload and end -------------------------------------------------------------------

    async def reload(self) -> None:
        """Open the decks anew, and bring them to open sessions at their place."""
        from explainer.problems import ExplainerError

        problems = Problems()
        try:
            loaded = await asyncio.to_thread(self.load, problems)
        except (ExplainerError, OSError) as error:
            self.log.event("reload", ok=False, error=str(error))
            return
        self._texts.clear()
        is_well = not problems.errors and not loaded.broken
        self.log.event("reload", ok=is_well, changed=len(loaded.changed), broken=len(loaded.broken))
        users = located(problems, Path(self.config.users).parent)
        for fault in (*loaded.faults, *(concise(problem) for problem in users)):
            self.log.event("fault", words=fault)
        for visit in list(self.visits):
            visit.renew(loaded.changed)

    async def close(self, drain: float) -> None:
        """Say goodbye to everyone, and wait until they are gone, for so long at most."""
        self.is_closing = True
        visits = list(self.visits)
        for visit in visits:
            visit.announce("This host closes in a moment. The way back stays on your screen.")
        await self._emptied(drain)
        for visit in list(self.visits):
            visit.end("goodbye")
        await self._emptied(_FAREWELL)
        for meter in list(self._meters.values()):
            if meter.transport is not None:
                meter.transport.abort()
        self.passwords.close()
        self._plain.shutdown(wait=False, cancel_futures=True)

    async def _emptied(self, seconds: float) -> None:
        """Wait until nobody is here any more, for so long at most."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._empty.wait(), seconds)


def _plain_text(opened: OpenDeck, section: str, width: int) -> str:
    from explainer.render.plain import PlainWriter

    writer = PlainWriter(opened.deck, width)
    if section:
        return "\n".join([*writer.section_lines(opened.section(section)), ""])
    lines = list(writer.deck_lines())
    for number, entry in enumerate(opened.deck.outline, 1):
        lines.extend(writer.section_lines(opened.section(entry.id), number))
    return "\n".join([*lines, ""])
