"""Worker processes behind one acceptor, which passes each connection to the one with the fewest.

A worker gets orders on its standard input and reports on its standard output, and gets connections
through a socket pair (SCM_RIGHTS). One that has been silent for a while gets no more visitors; one
that stays silent is killed and replaced; one that has served many is replaced before its memory
grows, and ends when its last visitor leaves.
"""

from __future__ import annotations

import asyncio
import socket
import sys
from contextlib import suppress
from time import monotonic

import msgspec

from explainer.serve.admission import Ticket
from explainer.serve.config import Config
from explainer.serve.figures import Snapshot, joined
from explainer.serve.guesses import Guesses
from explainer.serve.log import Log
from explainer.serve.shared_guesses import GuessDesk
from explainer.serve.worker_messages import BEAT, HandedConnection, WorkerOrder, WorkerReport

_SILENT = 2.0
"""Seconds of silence after which a worker gets no more visitors."""

_DEAD = 10.0
"""Seconds of silence after which it is killed."""

_RETIRE_AFTER = 1000
"""Sessions after which a worker is replaced."""

_START = 30.0
"""Seconds in which a worker has to be ready."""

_PAUSE = 1.0
"""Seconds before a failed worker is replaced, so that a broken one is not started in a loop."""

_ANSWER = 2.0
"""Seconds in which a worker has to send its figures."""

_AFTER_DRAIN = 8.0
"""Seconds in which a worker has to end after the drain; then it is killed."""


class Worker:
    """The acceptor's end of one worker."""

    def __init__(
        self,
        process: asyncio.subprocess.Process,
        connections: socket.socket,
        guesses: Guesses,
        log: Log,
    ) -> None:
        """A worker that was just started.

        Args:
            process: Its process.
            connections: The socket by which it gets connections.
            guesses: Counts the guesses of all workers.
            log: The acceptor's log.
        """
        self._process = process
        self._connections = connections
        self._guesses = GuessDesk(guesses, lambda number: self._order("check", number))
        self._log = log
        self._is_ready = False
        self._is_retired = False
        self._is_quiet = False
        self._served = 0
        self._tickets: dict[int, Ticket] = {}
        self._heard = monotonic()
        self._answer: asyncio.Future[Snapshot] | None = None

    @property
    def connection_count(self) -> int:
        """Number of connections that it holds."""
        return len(self._tickets)

    @property
    def is_retired(self) -> bool:
        """True if it gets no more visitors, for good."""
        return self._is_retired

    @property
    def has_served_enough(self) -> bool:
        """True if it should be replaced."""
        return self._served >= _RETIRE_AFTER

    @property
    def is_healthy(self) -> bool:
        """True if it may get visitors."""
        is_heard = monotonic() - self._heard < _SILENT
        return self._is_ready and not self._is_retired and is_heard

    # --- orders -----------------------------------------------------------------------------

    def _order(self, do: str, number: int = 0) -> None:
        stdin = self._process.stdin
        if stdin is not None and not stdin.is_closing():
            stdin.write(msgspec.json.encode(WorkerOrder(do, number)) + b"\n")

    def hand_over(self, number: int, sock: socket.socket, ticket: Ticket) -> bool:
        """Pass it a connection; false where it takes none now."""
        words = msgspec.json.encode(HandedConnection(number, ticket.address))
        try:
            socket.send_fds(self._connections, [words], [sock.fileno()])
        except OSError:
            return False
        self._tickets[number] = ticket
        ticket.when_evicted(lambda: self._order("evict", number))
        return True

    def ask_figures(self) -> asyncio.Future[Snapshot]:
        """Ask for its figures; the future is cancelled if it ends before it answers."""
        self._answer = asyncio.get_running_loop().create_future()
        self._order("figures")
        return self._answer

    def reload(self) -> None:
        """Have it load decks and users again."""
        self._order("reload")

    def retire(self) -> None:
        """Give it no more visitors; it ends once the last of them has left."""
        self._is_retired = True
        self._order("retire")

    def close(self) -> None:
        """Have it say goodbye to its visitors and end."""
        self._order("close")

    def kill(self) -> None:
        """Kill its process."""
        with suppress(ProcessLookupError):
            self._process.kill()

    async def ended(self) -> int:
        """Wait until its process has ended; returns the exit code."""
        return await self._process.wait()

    # --- reports ----------------------------------------------------------------------------

    async def hear(self, when_ready: asyncio.Event) -> int:
        """Take in its reports until it has ended; returns the exit code.

        `when_ready` is set once it can take visitors.
        """
        stdout = self._process.stdout
        assert stdout is not None
        while line := await stdout.readline():
            with suppress(msgspec.DecodeError):
                report = msgspec.json.decode(line, type=WorkerReport)
                self._take(report)
                if report.is_ready:
                    self._is_ready = True
                    self._log.event("worker-ready")
                    when_ready.set()
        code = await self.ended()
        self._release_all()
        return code

    def _take(self, report: WorkerReport) -> None:
        self._heard = monotonic()
        self._served = max(self._served, report.served)
        if report.logged_in in self._tickets:
            self._tickets[report.logged_in].logged_in()
        if report.left in self._tickets:
            self._tickets.pop(report.left).left()
        if report.guess is not None:
            self._guesses.take(report.guess)
        if report.figures is not None and self._answer is not None and not self._answer.done():
            self._answer.set_result(report.figures)

    def _release_all(self) -> None:
        """Give back the tickets and guesses of a worker that has ended."""
        self._is_retired = True
        self._connections.close()
        self._guesses.close()
        for ticket in self._tickets.values():
            ticket.left()
        self._tickets.clear()
        if self._answer is not None:
            self._answer.cancel()

    # --- health -----------------------------------------------------------------------------

    def check_silence(self) -> None:
        """Log that it has become silent; kill it if it stays so."""
        silence = monotonic() - self._heard
        is_quiet = self._is_ready and silence >= _SILENT
        if is_quiet and not self._is_quiet:
            self._log.event("worker-quiet", connections=len(self._tickets))
        self._is_quiet = is_quiet
        if silence > (_DEAD if self._is_ready else _START):
            self._log.event("worker-silent", sessions=len(self._tickets))
            self._heard = monotonic()
            self.kill()


class WorkerPool:
    """The workers of one host: the `Backend` of a host with workers."""

    def __init__(self, config: Config, log: Log) -> None:
        """`config` has the port that visitors type."""
        self._config = config
        self._log = log
        self._workers: list[Worker] = []
        self._numbers = 0
        self._guesses = Guesses(monotonic)
        self._is_closing = False
        self._watching: asyncio.Task[None] | None = None
        self._listening: set[asyncio.Task[None]] = set()
        self._is_ready = asyncio.Event()

    @classmethod
    async def started(cls, config: Config, log: Log) -> WorkerPool:
        """Start a pool, and wait until its first worker is ready.

        Raises:
            TimeoutError: none becomes ready; the workers have logged why.
        """
        pool = cls(config, log)
        for _ in range(config.workers):
            await pool._start_worker()
        await asyncio.wait_for(pool._is_ready.wait(), _START)
        pool._watching = asyncio.create_task(pool._watch())
        return pool

    async def _start_worker(self) -> None:
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
        worker = Worker(process, ours, self._guesses, self._log)
        self._workers.append(worker)
        task = asyncio.create_task(self._hear(worker))
        self._listening.add(task)
        task.add_done_callback(self._listening.discard)

    async def _hear(self, worker: Worker) -> None:
        """Take in the reports of a worker, and remove it once it has ended."""
        code = await worker.hear(self._is_ready)
        self._workers.remove(worker)
        if not self._is_closing and code != 0:
            self._log.event("worker-ended", code=code)
            await asyncio.sleep(_PAUSE)

    async def _watch(self) -> None:
        """Replace workers that are silent, have served many, or have ended."""
        while True:
            await asyncio.sleep(BEAT)
            for worker in list(self._workers):
                worker.check_silence()
                if worker.has_served_enough and self._can_do_without(worker):
                    worker.retire()
            active = [worker for worker in self._workers if not worker.is_retired]
            # The only worker goes on until another is ready.
            has_only_a_tired_one = len(active) == 1 and active[0].has_served_enough
            if len(active) < self._config.workers + has_only_a_tired_one:
                await self._start_worker()

    def _can_do_without(self, worker: Worker) -> bool:
        """True if another worker can take visitors meanwhile."""
        others = (one for one in self._workers if one is not worker)
        return not worker.is_retired and any(one.is_healthy for one in others)

    # --- backend ----------------------------------------------------------------------------

    def hand_over(self, sock: socket.socket, ticket: Ticket) -> None:
        """Pass a connection to the healthy worker with the fewest."""
        self._numbers += 1
        with sock:
            healthy = [worker for worker in self._workers if worker.is_healthy]
            for worker in sorted(healthy, key=lambda one: one.connection_count):
                if worker.hand_over(self._numbers, sock, ticket):
                    return
        self._log.event("no-worker")
        ticket.left()

    async def snapshot(self) -> Snapshot:
        """Return the figures of all workers together."""
        answers = [worker.ask_figures() for worker in self._workers]
        if not answers:
            return Snapshot()
        done, _ = await asyncio.wait(answers, timeout=_ANSWER)
        return joined([answer.result() for answer in done if not answer.cancelled()])

    async def reload(self) -> None:
        """Have every worker load decks and users again."""
        for worker in self._workers:
            worker.reload()

    async def close(self) -> None:
        """Have every worker say goodbye to its visitors and end."""
        self._is_closing = True
        if self._watching is not None:
            self._watching.cancel()
        for worker in self._workers:
            worker.close()
        waits = [asyncio.create_task(worker.ended()) for worker in self._workers]
        if waits:
            await asyncio.wait(waits, timeout=self._config.drain_seconds + _AFTER_DRAIN)
        for worker in list(self._workers):
            worker.kill()
        if self._listening:
            await asyncio.wait(self._listening, timeout=1)
