"""The SSH server beside a presenter's console, through which participants join its lesson."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from ipaddress import ip_address
from pathlib import Path
from time import monotonic

import asyncssh
import ifaddr
import msgspec

from explainer.deck.loader import OpenDeck
from explainer.lesson.event import CommandShown, HostOpened
from explainer.lesson.participant import new_code
from explainer.lesson.presented_lesson import PresentedLesson
from explainer.problems import ExplainerError, Problems
from explainer.serve.admission import Admission, Ticket
from explainer.serve.config import Config
from explainer.serve.figures import Figures
from explainer.serve.host import Host
from explainer.serve.host_key import load_host_key
from explainer.serve.limits import Limits
from explainer.serve.listener import accept_all, listen
from explainer.serve.log import Log, text_line
from explainer.serve.process import quiet_loop
from explainer.serve.running_lesson import PRESENT, RunningLesson

CLASS_LIMITS = Limits(
    connections=6000,
    connections_per_address=6000,
    new_per_second=500,
    handshakes=256,
    sessions=6000,
    idle_seconds=12 * 3600.0,
    total_seconds=24 * 3600.0,
    login_seconds=60.0,
)
"""Limits of a lesson: a whole class may come from one address, at once, and only look."""


class LessonServer:
    """Lets participants into one lesson, from `open` to `close`."""

    def __init__(
        self,
        config: Config,
        lesson: PresentedLesson,
        opened: OpenDeck,
        route: str = "",
        *,
        asks_confidence: bool = False,
    ) -> None:
        """A server that does not listen yet.

        Args:
            config: Address, port and folders.
            lesson: The lesson.
            opened: Its deck.
            route: Id of its route; empty for the whole deck.
            asks_confidence: True to ask participants how sure they are.
        """
        self._config = config
        self._presented = lesson
        self._opened = opened
        self._route = route
        self._asks_confidence = asks_confidence
        self._addresses = _addresses(config)
        self._shown = 0
        self._listening: socket.socket | None = None
        self._host: Host | None = None
        self._lesson: RunningLesson | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.was_reached = False
        """True once somebody from another machine has connected."""

    @property
    def running(self) -> RunningLesson:
        """The lesson, once it is open."""
        assert self._lesson is not None
        return self._lesson

    @property
    def port(self) -> int:
        """The port on which it listens."""
        return self._config.port

    # --- as the console sees it -------------------------------------------------------------

    @property
    def presenter_code(self) -> str:
        """One-time code with which a console connects from elsewhere."""
        return self._lesson.presenter_code if self._lesson is not None else ""

    @property
    def presenter_command(self) -> str:
        """Command that opens a console from elsewhere."""
        return self._command(PRESENT)

    @property
    def has_other_addresses(self) -> bool:
        """True if the machine can be reached at several addresses."""
        return len(self._addresses) > 1

    def show_next_address(self) -> None:
        """Let the command for participants name another address of the machine."""
        self._shown = (self._shown + 1) % len(self._addresses)
        if self._lesson is not None:
            self._presented.note(CommandShown(self._command(self._lesson.code)))

    def _command(self, name: str) -> str:
        """Return the command that logs in under a user name."""
        port = "" if self._config.port == 22 else f" -p {self._config.port}"
        return f"ssh{port} {name}@{self._addresses[self._shown]}"

    # --- its course -------------------------------------------------------------------------

    def listen(self) -> None:
        """Take the port, before the console opens.

        Raises:
            ExplainerError: it is taken, or the host's key cannot be used.
        """
        key = load_host_key(Path(self._config.data) / "host_key")
        self._listening = listen(self._config.address, self._config.port)
        port = self._listening.getsockname()[1]
        self._config = msgspec.structs.replace(self._config, port=port)
        self._host = Host(self._config, key, Log(_write_nothing, text_line))
        self._host.load(Problems())
        if self._config.presenter_keys:
            keys = read_keys(Path(self._config.presenter_keys))
            self._host.services.sessions.lessons.presenter_keys = keys

    async def open(self) -> None:
        """Let participants in.

        Raises:
            LessonUnusable: the lesson's log cannot be written.
        """
        host, listening = self._host, self._listening
        assert host is not None
        assert listening is not None
        before = self._presented.state.host
        code = before.code if before is not None else new_code()
        self._lesson = RunningLesson(
            code, self._presented, self._opened, self._route, self._command
        )
        self._lesson.host = self
        await self._lesson.room.open(HostOpened(code, self._command(code), self._asks_confidence))
        host.services.sessions.lessons.add(self._lesson)
        await host.prepare()
        quiet_loop(asyncio.get_running_loop(), host.log)
        admission = Admission(self._config.limits, monotonic)
        accepting = accept_all(listening, admission, Figures(), self._hand_over)
        self._tasks.add(asyncio.get_running_loop().create_task(accepting))

    def _hand_over(self, sock: socket.socket, ticket: Ticket) -> None:
        """Serve a connection."""
        assert self._host is not None
        if not self.was_reached and not _is_own(ticket.address):
            self.was_reached = True
            self._presented.notify()
        task = asyncio.get_running_loop().create_task(self._host.take(sock, ticket))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Let nobody in any more, and end every session."""
        for task in list(self._tasks):
            task.cancel()
        if self._host is not None:
            await self._host.close()
        if self._lesson is not None:
            await self._lesson.close()
        if self._listening is not None:
            self._listening.close()


@asynccontextmanager
async def opened(server: LessonServer) -> AsyncIterator[None]:
    """Hold a server open."""
    await server.open()
    try:
        yield
    finally:
        await server.close()


def _addresses(config: Config) -> Sequence[str]:
    """Return the names under which the machine may be reached, the likeliest first."""
    if config.public_name:
        return [config.public_name]
    if config.address not in ("0.0.0.0", "::", ""):  # noqa: S104 - compared, not listened on
        return [config.address]
    found = [
        str(ip.ip)
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
        if ip.is_IPv4 and not ip_address(str(ip.ip)).is_loopback
    ]
    # A private network first: that is where a class sits; link-local addresses reach nobody far.
    found.sort(key=lambda one: (ip_address(one).is_link_local, not ip_address(one).is_private))
    return found or ["127.0.0.1"]


def _is_own(address: str) -> bool:
    """True for an address of this machine."""
    own = {str(ip.ip) for adapter in ifaddr.get_adapters() for ip in adapter.ips if ip.is_IPv4}
    return address in own or address.startswith(("127.", "0000:0000:0000:0000"))


def read_keys(path: Path) -> frozenset[bytes]:
    """Return the public keys of a file, one a line as in OpenSSH's authorized_keys.

    Raises:
        ExplainerError: it cannot be read, or a line is no key.
    """
    keys: set[bytes] = set()
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ExplainerError(f"The keys in {path} cannot be read: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            keys.add(asyncssh.import_public_key(line).public_data)
        except asyncssh.KeyImportError as error:
            raise ExplainerError(f"{path}, line {number}: this is no public key.") from error
    return frozenset(keys)


def _write_nothing(line: str) -> None:
    """Drop a line of the log: the console has the terminal."""
