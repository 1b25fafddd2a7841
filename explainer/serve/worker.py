"""A worker process: runs sessions of connections that the acceptor passes to it.

`worker_pool` starts it as a module and `worker_messages` holds what the two tell each other.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from explainer.problems import ExplainerError, Problems
from explainer.serve.config import Config
from explainer.serve.event_loop import run_shared
from explainer.serve.garbage_collection import GarbageCollection
from explainer.serve.host import Host
from explainer.serve.host_key import load_host_key
from explainer.serve.process import HOLD_LIMIT, make_log, quiet_loop
from explainer.serve.shared_guesses import WorkersGuesses
from explainer.serve.warm_up import import_everything
from explainer.serve.watchdog import Watchdog
from explainer.serve.worker_messages import BEAT, HandedConnection, WorkerOrder, WorkerReport

_LONGEST = 4096
"""Most bytes of the message that comes with a connection."""


class Acceptor:
    """The worker's end of the pipe to the acceptor."""

    def __init__(self) -> None:
        self.has_ended = asyncio.Event()
        """Set once the worker has to end: it was told to, or the acceptor is gone."""

    def tell(self, report: WorkerReport) -> None:
        """Send a report on standard output."""
        try:
            os.write(1, msgspec.json.encode(report) + b"\n")
        except OSError:
            self.has_ended.set()


class WorkerService:
    """Serves connections until the acceptor ends it or is gone."""

    def __init__(
        self, host: Host, acceptor: Acceptor, guesses: WorkersGuesses, connections: socket.socket
    ) -> None:
        """A service that has not begun.

        Args:
            host: Serves the connections; counts guesses by `guesses`.
            acceptor: The way to the acceptor.
            guesses: The guesses at codes that wait for the acceptor.
            connections: The socket by which connections come.
        """
        self._host = host
        self._acceptor = acceptor
        self._guesses = guesses
        self._connections = connections
        self._taking: set[asyncio.Task[None]] = set()
        self._is_retired = False
        self._tickets: dict[int, HandedTicket] = {}

    async def run(self) -> None:
        """Serve until told to close, or until the acceptor is gone."""
        loop = asyncio.get_running_loop()
        quiet_loop(loop, self._host.log)
        await self._host.prepare()
        loop.add_reader(self._connections.fileno(), self._receive)
        orders = asyncio.create_task(self._obey())
        beats = asyncio.create_task(self._beat())
        self._acceptor.tell(WorkerReport(is_ready=True))
        await self._acceptor.has_ended.wait()
        loop.remove_reader(self._connections.fileno())
        for task in (orders, *self._taking):
            task.cancel()
        await self._host.close()
        beats.cancel()

    async def _beat(self) -> None:
        """Send signs of life, and end a retired worker once its last connection is gone."""
        while True:
            self._acceptor.tell(WorkerReport(served=self._host.figures.served))
            await asyncio.sleep(BEAT)
            if self._is_retired and not self._host.connection_count:
                self._acceptor.has_ended.set()

    async def _obey(self) -> None:
        """Carry out the acceptor's orders, which come on standard input."""
        reader = asyncio.StreamReader()
        loop = asyncio.get_running_loop()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        while line := await reader.readline():
            order = msgspec.json.decode(line, type=WorkerOrder)
            match order.do:
                case "reload":
                    await self._host.reload()
                case "figures":
                    self._acceptor.tell(WorkerReport(figures=self._host.figures.snapshot()))
                case "retire":
                    self._is_retired = True
                case "evict":
                    if order.number in self._tickets:
                        self._tickets[order.number].evict()
                case "check":
                    self._guesses.has_turn(order.number)
                case "close":
                    break
        self._acceptor.has_ended.set()

    def _receive(self) -> None:
        """Take the connections that the acceptor has passed."""
        while True:
            try:
                words, descriptors, _, _ = socket.recv_fds(self._connections, _LONGEST, 4)
            except (BlockingIOError, InterruptedError):
                return
            for descriptor in descriptors:
                handed = msgspec.json.decode(words, type=HandedConnection)
                sock = socket.socket(fileno=descriptor)
                sock.setblocking(False)
                ticket = HandedTicket(handed, self._acceptor, self._forget)
                self._tickets[handed.number] = ticket
                task = asyncio.create_task(self._host.take(sock, ticket))
                self._taking.add(task)
                task.add_done_callback(self._taking.discard)

    def _forget(self, number: int) -> None:
        """Drop the ticket of a connection that is gone."""
        self._tickets.pop(number, None)


class HandedTicket:
    """The ticket of a connection that the acceptor counts."""

    def __init__(
        self, handed: HandedConnection, acceptor: Acceptor, when_left: Callable[[int], None]
    ) -> None:
        """`when_left` is called with the number of the connection once it is gone."""
        self.address = handed.address
        """Address of the client, as `group_of` writes it."""
        self._number = handed.number
        self._acceptor = acceptor
        self._when_left = when_left
        self._is_here = True
        self._close: Callable[[], None] | None = None

    def when_evicted(self, close: Callable[[], None]) -> None:
        """Set how to close the connection, should another need its place among the handshakes."""
        self._close = close

    def evict(self) -> None:
        """Close the connection, unless it has logged in meanwhile."""
        if self._close is not None:
            self._close()

    def logged_in(self) -> None:
        """Report that the login is complete."""
        self._close = None
        self._acceptor.tell(WorkerReport(logged_in=self._number))

    def left(self) -> None:
        """Report that the connection is gone."""
        if self._is_here:
            self._is_here = False
            self._when_left(self._number)
            self._acceptor.tell(WorkerReport(left=self._number))


def main() -> int:
    """Serve as a worker; returns the exit code."""
    # Signals of a terminal or a service manager reach every process; the acceptor ends its workers.
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    config = msgspec.json.decode(sys.stdin.buffer.readline(), type=Config)
    connections = socket.socket(fileno=int(sys.argv[1]))
    connections.setblocking(False)
    log = make_log(config)
    acceptor = Acceptor()
    guesses = WorkersGuesses(lambda news: acceptor.tell(WorkerReport(guess=news)))
    try:
        import_everything()
        host = Host(config, load_host_key(Path(config.data) / "host_key"), log, guesses)
        host.load(Problems())
    except ExplainerError as error:
        log.event("worker-broken", error=str(error))
        return error.exit_code
    collection = GarbageCollection(host.figures, lambda: host.figures.sessions)
    service = WorkerService(host, acceptor, guesses, connections)

    async def work() -> None:
        collection.begin()
        with Watchdog(HOLD_LIMIT).watching():
            await service.run()
        collection.end()

    run_shared(work())
    return 0


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main())
