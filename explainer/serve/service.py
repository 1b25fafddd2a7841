"""Runs a host from its first line to its last: listening, signals, status, reload, the end."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Protocol

import asyncssh
import msgspec

from explainer.problems import ExplainerError, Problems, Severity
from explainer.serve.config import Config
from explainer.serve.doorman import Admission, Ticket
from explainer.serve.event_loop import run_shared
from explainer.serve.figures import Figures, Snapshot, joined
from explainer.serve.host import Host
from explainer.serve.host_key import fingerprint, load_host_key
from explainer.serve.housekeeping import Housekeeper
from explainer.serve.listener import accept_all, listen
from explainer.serve.log import Log, json_line, text_line
from explainer.serve.status import status_path, tell_status
from explainer.serve.warm_up import import_everything
from explainer.serve.watchdog import Watchdog

HOLD_LIMIT = 2.0
"""Seconds that one session may hold the loop."""

_CHANGES = 1.0
"""Seconds between two looks at the files of decks."""


class Staff(Protocol):
    """Whoever serves what was let in: this process, or workers."""

    def hand_over(self, sock: socket.socket, ticket: Ticket) -> None:
        """Serve a connection."""

    async def snapshot(self) -> Snapshot:
        """The figures."""

    async def reload(self) -> None:
        """Open the decks anew."""

    async def close(self) -> None:
        """Say goodbye to everyone, and end."""


class Alone:
    """Serves in this process."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self.figures = host.figures
        """What is counted."""
        self._taking: set[asyncio.Task[None]] = set()

    def hand_over(self, sock: socket.socket, ticket: Ticket) -> None:
        """Serve a connection."""
        task = asyncio.get_running_loop().create_task(self._host.take(sock, ticket))
        self._taking.add(task)
        task.add_done_callback(self._taking.discard)

    async def snapshot(self) -> Snapshot:
        """The figures."""
        return self._host.figures.snapshot()

    async def reload(self) -> None:
        """Open the decks anew."""
        await self._host.reload()

    async def close(self) -> None:
        """Say goodbye to everyone, and end."""
        for task in self._taking:
            task.cancel()
        await self._host.close(self._host.config.drain_seconds)


def make_log(config: Config) -> Log:
    """The log, to this process's standard error."""
    for name in ("asyncssh", "asyncio"):
        # What they say is about a client's doings, with its address.
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    line = json_line if config.json_log else text_line

    def write(text: str) -> None:
        stream = sys.__stderr__
        if stream is not None:
            with suppress(OSError, ValueError):
                stream.write(text + "\n")
                stream.flush()

    return Log(write, line)


def quiet_loop(loop: asyncio.AbstractEventLoop, log: Log) -> None:
    """Write what nobody handled as one line, without its traceback; a file has that."""
    from explainer.serve.crash_log import CrashLog

    crashes = CrashLog()

    def handle(loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        error = context.get("exception")
        is_ours = isinstance(error, Exception) and not isinstance(error, OSError)
        if isinstance(error, Exception) and is_ours and (words := crashes.report(error)):
            log.event("crash", error=type(error).__name__, log=words)

    loop.set_exception_handler(handle)


def serve(config: Config, say: Callable[[str], None]) -> int:
    """Serve until a signal says that it is enough; gives the exit code.

    Raises:
        ExplainerError: something of the configuration cannot be used.
    """
    key = load_host_key(Path(config.data) / "host_key")
    listening = listen(config.address, config.port)
    port = listening.getsockname()[1]
    config = msgspec.structs.replace(config, port=port)
    log = make_log(config)
    with listening:
        if config.workers:
            check_loading(Host(config, key, log), say)
            hire = _crew(config, log)
        else:
            hire = _this_process(config, key, log, say)
        say(_first_words(config, port, fingerprint(key)))
        run_shared(_run(config, listening, hire, log))
    return 0


Hire = Callable[[], Awaitable[Staff]]
"""Gets whoever serves; called in the loop."""


def _crew(config: Config, log: Log) -> Hire:
    """Workers."""
    from explainer.serve.crew import Crew

    async def hire() -> Staff:
        return await Crew.hired(config, log)

    return hire


def _this_process(
    config: Config, key: asyncssh.SSHKey, log: Log, say: Callable[[str], None]
) -> Hire:
    """This process alone.

    Raises:
        ExplainerError: the decks or the users' file cannot be used.
    """
    import_everything()
    host = Host(config, key, log)
    check_loading(host, say)

    async def hire() -> Staff:
        await host.prepare()
        return Alone(host)

    return hire


def check_loading(host: Host, say: Callable[[str], None]) -> None:
    """Load the decks and the users, and say what is wrong with them.

    Raises:
        ExplainerError: they cannot be used.
    """
    from explainer.deck.position import located
    from explainer.render.problem import concise

    problems = Problems()
    host.load(problems)
    if len(problems):
        for problem in located(problems, Path(host.config.users).parent):
            say(f"{concise(problem)} {problem.help}".rstrip())
    if problems.errors:
        raise ExplainerError(f"{host.config.users} cannot be used, so nobody is let in.")
    if not host.config.anonymous and not host.users.users:
        raise ExplainerError("Nobody could come in: give --users, or leave --no-anonymous out.")


def check_configuration(config: Config, say: Callable[[str], None]) -> None:
    """Try everything that a start needs, and start nothing.

    Raises:
        ExplainerError: something cannot be used.
    """
    key = load_host_key(Path(config.data) / "host_key")
    listen(config.address, config.port).close()
    host = Host(config, key, make_log(config))
    check_loading(host, say)
    broken = False
    for name, opened in host.shelf.decks.items():
        errors = sum(problem.severity is Severity.ERROR for problem in opened.problems())
        words = f", {_counted(errors, 'error')} that 'explainer check' lists" if errors else ""
        broken = broken or errors > 0
        closed = " (closed to strangers)" if name in host.users.protected() else ""
        say(f"{name}: {_counted(len(opened.deck.outline), 'section')}{words}{closed}")
    if broken:
        raise ExplainerError("Decks have errors. They are served, with notes in their place.")
    users = _counted(len(host.users.users), "user")
    say(f"{users}, strangers {'may' if config.anonymous else 'may not'} come")
    say(f"Host key: {fingerprint(key)}")


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _first_words(config: Config, port: int, print_of_key: str) -> str:
    name = config.visible_name
    where = "" if port == 22 else f" -p {port}"
    lines = [
        f"Visitors type:  ssh{where} {name}",
        f"Host key:       {print_of_key}",
    ]
    if config.address in ("127.0.0.1", "::1", "localhost"):
        lines.append("Only this machine can connect; --host 0.0.0.0 lets others in.")
    return "\n".join(lines)


async def _run(
    config: Config,
    listening: socket.socket,
    hire: Callable[[], Awaitable[Staff]],
    log: Log,
) -> None:
    loop = asyncio.get_running_loop()
    quiet_loop(loop, log)
    figures = Figures()
    staff = await hire()
    admission = Admission(config.limits, monotonic)
    port = listening.getsockname()[1]

    async def ask() -> Snapshot:
        return joined([await staff.snapshot(), _door_figures(figures)])

    status = await _tell_status(port, ask, log)
    ended = asyncio.Event()
    reload = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    loop.add_signal_handler(signal.SIGHUP, reload.set)
    tasks = [
        loop.create_task(accept_all(listening, admission, figures, staff.hand_over)),
        loop.create_task(_reload_when(reload, staff)),
    ]
    if config.watch:
        tasks.append(loop.create_task(_watch(config, reload)))
    housekeeper = Housekeeper(figures, lambda: admission.connections)
    if not config.workers:
        housekeeper = Housekeeper(_host_figures(staff) or figures, lambda: admission.connections)
    housekeeper.begin()
    log.event("listening", port=port)
    dog = Watchdog(HOLD_LIMIT)
    with dog.watching():
        await ended.wait()
        for task in tasks:
            task.cancel()
        # Before the port is free: whoever takes it next has a socket of this name.
        if status is not None:
            status.close()
            status_path(port).unlink(missing_ok=True)
        listening.close()
        log.event("closing", sessions=(await staff.snapshot()).sessions)
        await staff.close()
    housekeeper.end()
    log.event("closed")


async def _tell_status(
    port: int, ask: Callable[[], Awaitable[Snapshot]], log: Log
) -> asyncio.AbstractServer | None:
    """Tell the figures to whoever asks; a host that cannot is a host all the same."""
    try:
        return await tell_status(port, ask)
    except (ExplainerError, OSError) as error:
        log.event("no-status", error=str(error))
        return None


def _host_figures(staff: Staff) -> Figures | None:
    return staff.figures if isinstance(staff, Alone) else None


def _door_figures(figures: Figures) -> Snapshot:
    """What was counted at the door, which has no memory of its own to tell."""
    return Snapshot(refusals=dict(figures.refusals))


async def _reload_when(asked: asyncio.Event, staff: Staff) -> None:
    while True:
        await asked.wait()
        asked.clear()
        await staff.reload()


async def _watch(config: Config, reload: asyncio.Event) -> None:
    """Ask for a reload whenever a file of a deck is another one than before."""
    before = await asyncio.to_thread(_stamps, config.decks)
    while True:
        await asyncio.sleep(_CHANGES)
        now = await asyncio.to_thread(_stamps, config.decks)
        if now != before:
            before = now
            reload.set()


def _stamps(decks: tuple[str, ...]) -> list[tuple[str, int, int]]:
    found = []
    for deck in decks:
        path = Path(deck)
        files = [path] if path.is_file() else sorted(path.rglob("*"))
        for file in files:
            with suppress(OSError):
                stat = file.stat()
                found.append((str(file), stat.st_mtime_ns, stat.st_size))
    return found
