"""Runs a host from its first line of output to its last: listening, signals, status, reload, end.

The sessions run in this process, or in workers behind it; both are a `Backend`.
"""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Protocol

import asyncssh
import msgspec

from explainer.deck.position import located
from explainer.problems import ExplainerError, Problems, Severity
from explainer.render.problem import concise
from explainer.serve.access import Access
from explainer.serve.admission import Admission, Ticket
from explainer.serve.config import Config
from explainer.serve.event_loop import run_shared
from explainer.serve.figures import Figures, Snapshot, joined
from explainer.serve.garbage_collection import GarbageCollection
from explainer.serve.host_key import fingerprint, load_host_key
from explainer.serve.listener import accept_all, listen
from explainer.serve.log import Log
from explainer.serve.process import HOLD_LIMIT, make_log, quiet_loop
from explainer.serve.status import serve_status, status_path
from explainer.serve.watchdog import Watchdog
from explainer.serve.worker_pool import WorkerPool

if TYPE_CHECKING:
    from explainer.serve.host import Host

_CHANGES = 1.0
"""Seconds between two looks at the files of decks."""


class Backend(Protocol):
    """Serves the connections that were accepted: in this process, or in workers."""

    def hand_over(self, sock: socket.socket, ticket: Ticket) -> None:
        """Serve a connection."""

    async def snapshot(self) -> Snapshot:
        """Return the figures."""

    async def reload(self) -> None:
        """Load decks and users again."""

    async def close(self) -> None:
        """Say goodbye to all visitors, and end."""


BackendFactory = Callable[[], Awaitable[Backend]]
"""Creates the backend; called on the loop."""


class InProcessBackend:
    """Serves in this process."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._taking: set[asyncio.Task[None]] = set()

    def hand_over(self, sock: socket.socket, ticket: Ticket) -> None:
        """Serve a connection."""
        task = asyncio.get_running_loop().create_task(self._host.take(sock, ticket))
        self._taking.add(task)
        task.add_done_callback(self._taking.discard)

    async def snapshot(self) -> Snapshot:
        """Return the figures."""
        return self._host.figures.snapshot()

    async def reload(self) -> None:
        """Load decks and users again."""
        await self._host.reload()

    async def close(self) -> None:
        """Say goodbye to all visitors, and end."""
        for task in self._taking:
            task.cancel()
        await self._host.close()


def serve(config: Config, say: Callable[[str], None]) -> int:
    """Serve until SIGTERM or SIGINT; returns the exit code.

    Raises:
        ExplainerError: something of the configuration cannot be used.
    """
    key = load_host_key(Path(config.data) / "host_key")
    listening = listen(config.address, config.port)
    config = msgspec.structs.replace(config, port=listening.getsockname()[1])
    log = make_log(config)
    with listening:
        if config.workers:
            # Each worker loads them for itself.
            load_access(config, Access(config), say)
            figures, make_backend = Figures(), _workers(config, log)
        else:
            host = _host(config, key, log, say)
            figures, make_backend = host.figures, _in_process(host)
        say(_first_words(config, fingerprint(key)))
        run_shared(_run(config, listening, make_backend, figures, log))
    return 0


def _workers(config: Config, log: Log) -> BackendFactory:
    async def make() -> Backend:
        return await WorkerPool.started(config, log)

    return make


def _host(config: Config, key: asyncssh.SSHKey, log: Log, say: Callable[[str], None]) -> Host:
    # Imported here, since it brings the whole reader with it, which workers alone need.
    from explainer.serve.host import Host
    from explainer.serve.warm_up import import_everything

    import_everything()
    host = Host(config, key, log)
    load_access(config, host.access, say)
    return host


def _in_process(host: Host) -> BackendFactory:
    async def make() -> Backend:
        await host.prepare()
        return InProcessBackend(host)

    return make


def load_access(config: Config, access: Access, say: Callable[[str], None]) -> None:
    """Load decks and users, and print what is wrong with the users' file.

    Raises:
        ExplainerError: they cannot be used.
    """
    problems = Problems()
    access.use(access.read(problems))
    if len(problems):
        for problem in located(problems, Path(config.users).parent):
            say(f"{concise(problem)} {problem.help}".rstrip())
    if problems.errors:
        raise ExplainerError(f"{config.users} cannot be used, so nobody is let in.")
    if not config.anonymous and not access.users.users:
        raise ExplainerError("Nobody could come in: give --users, or leave --no-anonymous out.")


def check_configuration(config: Config, say: Callable[[str], None]) -> None:
    """Try everything that a start needs, print what would be served, and start nothing.

    Raises:
        ExplainerError: something cannot be used.
    """
    key = load_host_key(Path(config.data) / "host_key")
    listen(config.address, config.port).close()
    access = Access(config)
    load_access(config, access, say)
    broken = False
    for name, opened in access.decks.items():
        errors = sum(problem.severity is Severity.ERROR for problem in opened.problems())
        words = f", {_counted(errors, 'error')} that 'explainer check' lists" if errors else ""
        broken = broken or errors > 0
        closed = " (closed to strangers)" if name in access.users.protected() else ""
        say(f"{name}: {_counted(len(opened.deck.outline), 'section')}{words}{closed}")
    if broken:
        raise ExplainerError("Decks have errors. They are served, with notes in their place.")
    users = _counted(len(access.users.users), "user")
    say(f"{users}, strangers {'may' if config.anonymous else 'may not'} come")
    say(f"Host key: {fingerprint(key)}")


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _first_words(config: Config, print_of_key: str) -> str:
    where = "" if config.port == 22 else f" -p {config.port}"
    lines = [
        f"Visitors type:  ssh{where} {config.visible_name}",
        f"Host key:       {print_of_key}",
    ]
    if config.address in ("127.0.0.1", "::1", "localhost"):
        lines.append("Only this machine can connect; --host 0.0.0.0 lets others in.")
    return "\n".join(lines)


async def _run(
    config: Config,
    listening: socket.socket,
    make_backend: BackendFactory,
    figures: Figures,
    log: Log,
) -> None:
    """Accept connections until a signal ends the host.

    `figures` are those that the garbage collection of this process looks at and counts in.
    """
    loop = asyncio.get_running_loop()
    quiet_loop(loop, log)
    refusals = Figures()
    backend = await make_backend()
    admission = Admission(config.limits, monotonic)

    async def snapshot() -> Snapshot:
        # Of the acceptor only what it refused: its process is counted by the backend, or has none.
        return joined([await backend.snapshot(), Snapshot(refusals=dict(refusals.refusals))])

    status = await _start_status(config.port, snapshot, log)
    ended = asyncio.Event()
    reload = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    loop.add_signal_handler(signal.SIGHUP, reload.set)
    tasks = [
        loop.create_task(accept_all(listening, admission, refusals, backend.hand_over)),
        loop.create_task(_reload_when(reload, backend)),
    ]
    if config.watch:
        tasks.append(loop.create_task(_watch(config, reload)))
    collection = GarbageCollection(figures, lambda: admission.connections)
    collection.begin()
    log.event("listening", port=config.port)
    with Watchdog(HOLD_LIMIT).watching():
        await ended.wait()
        for task in tasks:
            task.cancel()
        # Before the port is free: whoever takes it next has a socket of this name.
        if status is not None:
            status.close()
            status_path(config.port).unlink(missing_ok=True)
        listening.close()
        log.event("closing", sessions=(await backend.snapshot()).sessions)
        await backend.close()
    collection.end()
    log.event("closed")


async def _start_status(
    port: int, snapshot: Callable[[], Awaitable[Snapshot]], log: Log
) -> asyncio.AbstractServer | None:
    """Answer `--status`; a host that cannot goes on without."""
    try:
        return await serve_status(port, snapshot)
    except (ExplainerError, OSError) as error:
        log.event("no-status", error=str(error))
        return None


async def _reload_when(asked: asyncio.Event, backend: Backend) -> None:
    while True:
        await asked.wait()
        asked.clear()
        await backend.reload()


async def _watch(config: Config, reload: asyncio.Event) -> None:
    """Ask for a reload whenever a file of a deck has changed."""
    before = await asyncio.to_thread(_stamps, config.decks)
    while True:
        await asyncio.sleep(_CHANGES)
        now = await asyncio.to_thread(_stamps, config.decks)
        if now != before:
            before = now
            reload.set()


def _stamps(decks: tuple[str, ...]) -> list[tuple[str, int, int]]:
    """Return path, time and size of every file of decks."""
    found = []
    for deck in decks:
        path = Path(deck)
        files = [path] if path.is_file() else sorted(path.rglob("*"))
        for file in files:
            with suppress(OSError):
                stat = file.stat()
                found.append((str(file), stat.st_mtime_ns, stat.st_size))
    return found
