"""Helpers: many visitors of a host in one process; their output is time-stamped, and read later."""

from __future__ import annotations

import asyncio
import gc
import os
import pty
import signal
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from fcntl import ioctl
from struct import pack
from termios import TIOCSWINSZ
from time import monotonic
from typing import Any

import asyncssh

from tests.bench.serve_host import Host
from tests.e2e.terminal import Chunk, Model

SIZE = (100, 30)
"""Columns and rows of every visitor's terminal."""

QUIET = 0.3
"""Seconds without output after which a screen counts as complete."""

_ONE_PICTURE = 0.1
"""Most seconds between two chunks of one redraw."""

_LAST = 0.5
"""Seconds in which the last redraw has to come."""

_PATIENCE = 60.0
_ANSWERS = (
    (b"\x1b]11;?", b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\"),
    (b"\x1b[c", b"\x1b[?62;c"),
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),
)
"""Answers of a terminal to the queries of a local program; a host sends no queries."""


class Visitor:
    """One visitor: the output that they got, the keys that they pressed, and the times of both."""

    def __init__(self) -> None:
        self.chunks: list[Chunk] = []
        """All output, chunk by chunk."""
        self.presses: list[float] = []
        """Times at which keys were pressed."""
        self.started = monotonic()
        """Time at which the connection was begun."""
        self.is_over = False
        """True once no more output can come."""
        self.send: Callable[[bytes], None] = lambda data: None
        """Sends bytes."""
        self.cut: Callable[[], None] = lambda: None
        """Ends the connection at once, without a message."""
        self.stop_reading: Callable[[], None] = lambda: None
        """Stops to read from the network."""
        self._grown = asyncio.Event()

    def take(self, data: bytes) -> None:
        """Store output."""
        self.chunks.append(Chunk(monotonic(), data))
        self._grown.set()
        if b"?" in data or b"\x1b[c" in data:
            for question, answer in _ANSWERS:
                if question in data:
                    self.send(answer)

    def end(self) -> None:
        """Note that no more output can come."""
        self.is_over = True
        self._grown.set()

    def press(self, key: str) -> None:
        """Press a key."""
        self.presses.append(monotonic())
        self.send(key.encode())

    async def wait_for(self, words: bytes, patience: float = _PATIENCE) -> None:
        """Wait until some words are in the output."""
        async with asyncio.timeout(patience):
            while not self.has(words):
                if self.is_over:
                    raise ConnectionError(f"the visit ended before {words!r} came")
                await self._more()

    def has(self, words: bytes) -> bool:
        """True if some words are in the output, also across two chunks."""
        return words in b"".join(chunk.data for chunk in self.chunks)

    async def wait_quiet(self, quiet: float = QUIET) -> None:
        """Wait until there was no output for a while."""
        while not self.is_over:
            try:
                async with asyncio.timeout(quiet):
                    await self._more()
            except TimeoutError:
                return

    async def wait_over(self, patience: float = 10.0) -> None:
        """Wait until no more output can come."""
        async with asyncio.timeout(patience):
            while not self.is_over:
                await self._more()

    async def _more(self) -> None:
        self._grown.clear()
        await self._grown.wait()

    async def leave(self) -> None:
        """Leave by the key for it."""
        with suppress(TimeoutError):
            self.send(b"q")
            await self.wait_over()
        self.cut()

    # --- what came of it --------------------------------------------------------------------

    def complete_after(self) -> float:
        """Return the seconds from the connection to the last change of the screen.

        Called before anything else happens, such as leaving.
        """
        model = Model(*SIZE)
        screens = []
        for chunk in self.chunks:
            model.feed(chunk.data)
            screens.append(model.screen.cells())
        first = len(screens) - 1
        while first and screens[first - 1] == screens[-1]:
            first -= 1
        return self.chunks[first].at - self.started

    def paint_times(self) -> list[float]:
        """Return the seconds from each key to the last byte of its redraw.

        A key without a redraw counts as the time until the next key, or the end.
        """
        found = []
        for number, pressed in enumerate(self.presses):
            is_last = number + 1 == len(self.presses)
            end = pressed + _LAST if is_last else self.presses[number + 1]
            last = 0.0
            for chunk in self.chunks:
                if not pressed <= chunk.at < end:
                    continue
                if last and chunk.at - last > _ONE_PICTURE:
                    break
                last = chunk.at
            found.append((last or end) - pressed)
        return found


class VisitorSession(asyncssh.SSHClientSession[bytes]):
    """Passes on the output of a channel."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor

    def data_received(self, data: bytes, datatype: int | None) -> None:
        self._visitor.take(data)

    def connection_lost(self, exc: Exception | None) -> None:
        self._visitor.end()


async def visit(host: Host, command: str = "", **options: Any) -> Visitor:
    """Begin a session; `options` are asyncssh's for the connection."""
    if not host.port:
        return _on_a_terminal(host.runs, host)
    visitor = Visitor()
    where = {} if "sock" in options else {"host": "127.0.0.1", "port": host.port}
    connection = await asyncssh.connect(
        **where,
        username=host.user,
        known_hosts=None,
        client_keys=[host.key] if host.key else None,
        agent_path=None,
        config=None,
        **options,
    )
    channel, _ = await connection.create_session(
        lambda: VisitorSession(visitor),
        command or None,
        term_type="xterm-256color",
        term_size=SIZE,
        encoding=None,
    )

    def send(data: bytes) -> None:
        with suppress(BrokenPipeError, OSError):
            channel.write(data)

    transport: Any = connection._transport  # nothing public stops reading at the socket
    visitor.send, visitor.cut = send, connection.abort
    visitor.stop_reading = transport.pause_reading
    return visitor


def _on_a_terminal(words: Sequence[str], host: Host) -> Visitor:
    """Start a process on a terminal of this machine."""
    loop = asyncio.get_running_loop()
    visitor = Visitor()
    master, slave = pty.openpty()
    ioctl(master, TIOCSWINSZ, pack("HHHH", SIZE[1], SIZE[0], 0, 0))
    process = subprocess.Popen(
        list(words),
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=dict(host.environment),
        start_new_session=True,
    )
    os.close(slave)
    os.set_blocking(master, False)

    def over() -> None:
        if not visitor.is_over:
            loop.remove_reader(master)
            os.close(master)
            visitor.end()

    def read() -> None:
        try:
            data = os.read(master, 65_536)
        except OSError:
            data = b""
        visitor.take(data) if data else over()

    def send(data: bytes) -> None:
        with suppress(OSError):
            os.write(master, data)

    def cut() -> None:
        over()
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    visitor.send, visitor.cut = send, cut
    loop.add_reader(master, read)
    return visitor


@asynccontextmanager
async def visited(
    host: Host, count: int, command: str, words: bytes
) -> AsyncIterator[list[Visitor]]:
    """Have a number of visitors open a place, a few at a time; they leave at the end."""
    few = asyncio.Semaphore(4)

    async def come() -> Visitor:
        async with few:
            visitor = await visit(host, command)
            await visitor.wait_for(words)
            return visitor

    visitors = await asyncio.gather(*(come() for _ in range(count)))
    try:
        yield visitors
    finally:
        await asyncio.gather(*(visitor.leave() for visitor in visitors))


async def press_in_turn(
    visitors: Sequence[Visitor], keys: Sequence[str], rate: float, seconds: float
) -> list[float]:
    """Press keys at an even rate, one visitor after the other; returns the seconds of each."""
    for visitor in visitors:
        visitor.presses.clear()
        visitor.chunks.clear()
    begun = monotonic()
    for number in range(round(rate * seconds)):
        await asyncio.sleep(begun + number / rate - monotonic())
        turn, place = divmod(number, len(visitors))
        visitors[place].press(keys[turn % len(keys)])
    await asyncio.sleep(_LAST)
    return sorted(seconds for visitor in visitors for seconds in visitor.paint_times())


@contextmanager
def no_pauses() -> Iterator[None]:
    """Keep garbage collections of this process out of the measured times."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
