"""A worker: holds sessions of connections that the acceptor hands it. Run as a module by `crew`."""

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
from explainer.serve.crew import BEAT, Handed, Order, Report
from explainer.serve.event_loop import run_shared
from explainer.serve.host import Host
from explainer.serve.host_key import load_host_key
from explainer.serve.housekeeping import Housekeeper
from explainer.serve.service import HOLD_LIMIT, make_log, quiet_loop
from explainer.serve.shared_guesses import WorkersGuesses
from explainer.serve.warm_up import import_everything
from explainer.serve.watchdog import Watchdog

_LONGEST = 4096


class Duty:
    """One worker's work."""

    def __init__(self, host: Host, way: socket.socket) -> None:
        """`way` is where connections come from."""
        self._host = host
        self._way = way
        self._taking: set[asyncio.Task[None]] = set()
        self._ended = asyncio.Event()
        self._is_retired = False
        self._tickets: dict[int, HandedTicket] = {}
        self._guesses = WorkersGuesses(lambda news: self.report(Report(guess=news)))
        host.guesses = self._guesses

    def report(self, report: Report) -> None:
        """Tell the acceptor something; where it is gone, this ends too."""
        try:
            os.write(1, msgspec.json.encode(report) + b"\n")
        except OSError:
            self._ended.set()

    def forget(self, number: int) -> None:
        """Let go of the ticket of a connection that is gone."""
        self._tickets.pop(number, None)

    async def run(self) -> None:
        """Serve until told to end, or until the acceptor is gone."""
        loop = asyncio.get_running_loop()
        quiet_loop(loop, self._host.log)
        await self._host.prepare()
        loop.add_reader(self._way.fileno(), self._receive)
        orders = asyncio.create_task(self._obey())
        beats = asyncio.create_task(self._beat())
        self.report(Report(is_ready=True))
        await self._ended.wait()
        loop.remove_reader(self._way.fileno())
        for task in (orders, *self._taking):
            task.cancel()
        await self._host.close(self._host.config.drain_seconds)
        beats.cancel()

    async def _beat(self) -> None:
        while True:
            self.report(Report(served=self._host.figures.served))
            await asyncio.sleep(BEAT)
            if self._is_retired and not self._host.connection_count:
                self._ended.set()

    async def _obey(self) -> None:
        """Do what the acceptor says."""
        reader = asyncio.StreamReader()
        loop = asyncio.get_running_loop()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        while line := await reader.readline():
            order = msgspec.json.decode(line, type=Order)
            match order.do:
                case "reload":
                    await self._host.reload()
                case "figures":
                    self.report(Report(figures=self._host.figures.snapshot()))
                case "retire":
                    self._is_retired = True
                case "evict":
                    if order.number in self._tickets:
                        self._tickets[order.number].evict()
                case "check":
                    self._guesses.has_turn(order.number)
                case _:
                    break
        self._ended.set()

    def _receive(self) -> None:
        """Take the connections that were handed over."""
        while True:
            try:
                words, descriptors, _, _ = socket.recv_fds(self._way, _LONGEST, 4)
            except (BlockingIOError, InterruptedError):
                return
            for descriptor in descriptors:
                handed = msgspec.json.decode(words, type=Handed)
                sock = socket.socket(fileno=descriptor)
                sock.setblocking(False)
                ticket = HandedTicket(handed, self)
                self._tickets[handed.number] = ticket
                task = asyncio.create_task(self._host.take(sock, ticket))
                self._taking.add(task)
                task.add_done_callback(self._taking.discard)


class HandedTicket:
    """A ticket that the acceptor counts."""

    def __init__(self, handed: Handed, duty: Duty) -> None:
        """`duty` tells the acceptor."""
        self.address = handed.address
        """Where the connection comes from."""
        self._number = handed.number
        self._duty = duty
        self._is_here = True
        self._close: Callable[[], None] | None = None

    def when_evicted(self, close: Callable[[], None]) -> None:
        """Say how to close it, should somebody else need its place among the handshakes."""
        self._close = close

    def evict(self) -> None:
        """Close it, unless it has logged in meanwhile."""
        if self._close is not None:
            self._close()

    def logged_in(self) -> None:
        """Tell that the handshake is over."""
        self._close = None
        self._duty.report(Report(logged_in=self._number))

    def left(self) -> None:
        """Tell that it is gone."""
        if self._is_here:
            self._is_here = False
            self._duty.forget(self._number)
            self._duty.report(Report(left=self._number))


def main() -> int:
    """Serve as a worker; gives the exit code."""
    # Signals of a terminal or a service manager reach every process; the acceptor says goodbye.
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    config = msgspec.json.decode(sys.stdin.buffer.readline(), type=Config)
    way = socket.socket(fileno=int(sys.argv[1]))
    way.setblocking(False)
    log = make_log(config)
    try:
        import_everything()
        host = Host(config, load_host_key(Path(config.data) / "host_key"), log)
        host.load(Problems())
    except ExplainerError as error:
        log.event("worker-broken", error=str(error))
        return error.exit_code
    housekeeper = Housekeeper(host.figures, lambda: host.figures.sessions)
    duty = Duty(host, way)

    async def work() -> None:
        housekeeper.begin()
        with Watchdog(HOLD_LIMIT).watching():
            await duty.run()
        housekeeper.end()

    run_shared(work())
    return 0


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main())
