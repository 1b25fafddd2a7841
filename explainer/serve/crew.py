"""Workers behind one acceptor: it hands each connection to the healthy worker with the fewest.

A worker is a process of its own. It is told what to do on its standard input, answers on its
standard output, a JSON object a line, and gets connections through a socket pair (SCM_RIGHTS). One
that says nothing for a while gets no more visitors; one that stays silent is killed and replaced;
one that has served many is replaced before its memory grows, and ends when its last visitor leaves.
"""

from __future__ import annotations

import asyncio
import socket
import sys
from contextlib import suppress
from time import monotonic

import msgspec

from explainer.serve.config import Config
from explainer.serve.doorman import Ticket
from explainer.serve.figures import Snapshot, joined
from explainer.serve.guesses import Guesses
from explainer.serve.log import Log
from explainer.serve.shared_guesses import GuessDesk, GuessNews

BEAT = 0.5
"""Seconds between two signs of life."""

_SILENT = 2.0
"""Seconds without one after which a worker gets no more visitors."""

_DEAD = 10.0
"""Seconds without one after which it is killed."""

_TIRED = 1000
"""Sessions after which a worker is replaced."""

_START = 30.0
"""Seconds that the first worker may take to be ready."""

_PAUSE = 1.0
"""Seconds before a worker is replaced that ended by itself, so that a broken one is not a storm."""

_ANSWER = 2.0
"""Seconds that a worker has to tell its figures."""

_AFTER_DRAIN = 8.0
"""Seconds after the goodbye in which a worker ends; then it is killed."""


class Order(msgspec.Struct):
    """What the acceptor tells a worker."""

    do: str
    """`reload`, `close`, `figures`, or `retire`: end once nobody is left; `evict`: close a
    connection that is not logged in; `check`: it is the turn of a guess."""
    number: int = 0
    """Which connection, or which guess."""


class Report(msgspec.Struct, omit_defaults=True):
    """What a worker tells the acceptor."""

    is_ready: bool = False
    """Whether it can take visitors."""
    served: int = 0
    """Sessions that ended so far."""
    logged_in: int = 0
    """Number of a connection that is logged in now."""
    left: int = 0
    """Number of a connection that is gone."""
    figures: Snapshot | None = None
    """What was asked for."""
    guess: GuessNews | None = None
    """What happened to a guess at a code."""


class Handed(msgspec.Struct):
    """What goes with a connection."""

    number: int
    """Its number, from 1."""
    address: str
    """Where it comes from."""


class Worker:
    """The acceptor's end of one worker."""

    def __init__(
        self, process: asyncio.subprocess.Process, way: socket.socket, guesses: Guesses
    ) -> None:
        """`way` takes connections to the worker; `guesses` counts those of all workers."""
        self.process = process
        """The process."""
        self.is_ready = False
        """Whether it said that it can take visitors."""
        self.is_retired = False
        """Whether it gets no more of them, for good."""
        self.is_quiet = False
        """Whether it was silent for a while when it was last looked at."""
        self.served = 0
        """Sessions that it has served."""
        self.tickets: dict[int, Ticket] = {}
        """Connections that it holds, by number."""
        self.heard = monotonic()
        """When it last gave a sign of life."""
        self.answer: asyncio.Future[Snapshot] | None = None
        """Its figures, where they were asked for."""
        self._way = way
        self._guesses = GuessDesk(guesses, lambda number: self.tell("check", number))

    @property
    def is_healthy(self) -> bool:
        """Whether it may get visitors."""
        is_heard = monotonic() - self.heard < _SILENT
        return self.is_ready and not self.is_retired and is_heard

    def tell(self, do: str, number: int = 0) -> None:
        """Tell it to do something."""
        if self.process.stdin is not None and not self.process.stdin.is_closing():
            self.process.stdin.write(msgspec.json.encode(Order(do, number)) + b"\n")

    def hand(self, number: int, sock: socket.socket, ticket: Ticket) -> bool:
        """Hand it a connection; false where it takes none now."""
        words = msgspec.json.encode(Handed(number, ticket.address))
        try:
            socket.send_fds(self._way, [words], [sock.fileno()])
        except OSError:
            return False
        self.tickets[number] = ticket
        ticket.when_evicted(lambda: self.tell("evict", number))
        return True

    def take(self, report: Report) -> None:
        """Take in what it said."""
        self.heard = monotonic()
        self.is_ready = self.is_ready or report.is_ready
        self.served = max(self.served, report.served)
        if report.logged_in in self.tickets:
            self.tickets[report.logged_in].logged_in()
        if report.left in self.tickets:
            self.tickets.pop(report.left).left()
        if report.guess is not None:
            self._guesses.take(report.guess)
        if report.figures is not None and self.answer is not None and not self.answer.done():
            self.answer.set_result(report.figures)

    def bury(self) -> None:
        """Count out everybody whom it held."""
        self.is_retired = True
        self._way.close()
        self._guesses.close()
        for ticket in self.tickets.values():
            ticket.left()
        self.tickets.clear()
        if self.answer is not None:
            self.answer.cancel()


class Crew:
    """The workers of one host."""

    def __init__(self, config: Config, log: Log) -> None:
        """`config` has the port that visitors type."""
        self._config = config
        self._log = log
        self._workers: list[Worker] = []
        self._numbers = 0
        self._guesses = Guesses(monotonic)
        self._is_closing = False
        self._watching: asyncio.Task[None] | None = None
        self._readers: set[asyncio.Task[None]] = set()
        self._somebody_is_ready = asyncio.Event()

    @classmethod
    async def hired(cls, config: Config, log: Log) -> Crew:
        """A crew of which somebody is ready.

        Raises:
            TimeoutError: nobody gets ready; the workers have said why.
        """
        crew = cls(config, log)
        for _ in range(config.workers):
            await crew._hire()
        await asyncio.wait_for(crew._somebody_is_ready.wait(), _START)
        crew._watching = asyncio.create_task(crew._watch())
        return crew

    async def _hire(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        ours.setblocking(False)
        with theirs:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "explainer.serve.worker", str(theirs.fileno())),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                pass_fds=[theirs.fileno()],
            )
        assert process.stdin is not None
        process.stdin.write(msgspec.json.encode(self._config) + b"\n")
        worker = Worker(process, ours, self._guesses)
        self._workers.append(worker)
        reader = asyncio.create_task(self._hear(worker))
        self._readers.add(reader)
        reader.add_done_callback(self._readers.discard)

    async def _hear(self, worker: Worker) -> None:
        """Take in what a worker says, until it has ended."""
        assert worker.process.stdout is not None
        while line := await worker.process.stdout.readline():
            was_ready = worker.is_ready
            with suppress(msgspec.DecodeError):
                worker.take(msgspec.json.decode(line, type=Report))
            if worker.is_ready and not was_ready:
                self._log.event("worker-ready")
                self._somebody_is_ready.set()
        code = await worker.process.wait()
        worker.bury()
        self._workers.remove(worker)
        if not self._is_closing and code != 0:
            self._log.event("worker-ended", code=code)
            await asyncio.sleep(_PAUSE)

    async def _watch(self) -> None:
        """Replace workers that are silent, tired or gone."""
        while True:
            await asyncio.sleep(BEAT)
            for worker in list(self._workers):
                self._note_silence(worker)
                if monotonic() - worker.heard > (_DEAD if worker.is_ready else _START):
                    self._log.event("worker-silent", sessions=len(worker.tickets))
                    worker.heard = monotonic()
                    with suppress(ProcessLookupError):
                        worker.process.kill()
                elif worker.served >= _TIRED and self._can_do_without(worker):
                    worker.is_retired = True
                    worker.tell("retire")
            active = [worker for worker in self._workers if not worker.is_retired]
            alone_and_tired = len(active) == 1 and active[0].served >= _TIRED
            if len(active) < self._config.workers + alone_and_tired:
                await self._hire()

    def _can_do_without(self, worker: Worker) -> bool:
        """Whether somebody else can take visitors meanwhile."""
        others = (one for one in self._workers if one is not worker)
        return not worker.is_retired and any(one.is_healthy for one in others)

    def _note_silence(self, worker: Worker) -> None:
        """Write down when a worker says nothing any more, and so gets no visitors."""
        is_quiet = worker.is_ready and monotonic() - worker.heard >= _SILENT
        if is_quiet and not worker.is_quiet:
            self._log.event("worker-quiet", connections=len(worker.tickets))
        worker.is_quiet = is_quiet

    # --- what the service asks of it ----------------------------------------------------------

    def hand_over(self, sock: socket.socket, ticket: Ticket) -> None:
        """Hand a connection to whoever has the fewest."""
        self._numbers += 1
        with sock:
            healthy = [worker for worker in self._workers if worker.is_healthy]
            for worker in sorted(healthy, key=lambda one: len(one.tickets)):
                if worker.hand(self._numbers, sock, ticket):
                    return
        self._log.event("no-worker")
        ticket.left()

    async def snapshot(self) -> Snapshot:
        """The figures of all workers together."""
        loop = asyncio.get_running_loop()
        for worker in self._workers:
            worker.answer = loop.create_future()
            worker.tell("figures")
        answers = [worker.answer for worker in self._workers if worker.answer is not None]
        if not answers:
            return Snapshot()
        done, _ = await asyncio.wait(answers, timeout=_ANSWER)
        return joined([answer.result() for answer in done if not answer.cancelled()])

    async def reload(self) -> None:
        """Have every worker open the decks anew."""
        for worker in self._workers:
            worker.tell("reload")

    async def close(self) -> None:
        """Have every worker say goodbye and end."""
        self._is_closing = True
        if self._watching is not None:
            self._watching.cancel()
        for worker in self._workers:
            worker.tell("close")
        waits = [asyncio.create_task(worker.process.wait()) for worker in self._workers]
        if waits:
            await asyncio.wait(waits, timeout=self._config.drain_seconds + _AFTER_DRAIN)
        for worker in list(self._workers):
            with suppress(ProcessLookupError):
                worker.process.kill()
        if self._readers:
            await asyncio.wait(self._readers, timeout=1)
