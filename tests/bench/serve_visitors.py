"""Visitors of a host, many in one process: what they receive is stamped now and looked at later."""

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
"""Seconds without output after which a screen counts as final."""

_ONE_PICTURE = 0.1
"""Seconds between two chunks of one picture at most."""

_LAST = 0.5
"""Seconds that the last picture has."""

_PATIENCE = 60.0
_ANSWERS = (
    (b"\x1b]11;?", b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\"),
    (b"\x1b[c", b"\x1b[?62;c"),
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),
)
"""What a terminal answers to the questions of a program on a terminal; a host asks nothing."""


class Visitor:
    """One visitor: what they were sent, what they pressed, and when."""

    def __init__(self) -> None:
        self.chunks: list[Chunk] = []
        """All output, as it came."""
        self.presses: list[float] = []
        """When keys were pressed."""
        self.started = monotonic()
        """When the connection was begun."""
        self.is_over = False
        """Whether nothing can come any more."""
        self.send: Callable[[bytes], None] = lambda data: None
        """Sends bytes."""
        self.cut: Callable[[], None] = lambda: None
        """Ends the connection at once, without a word."""
        self.stop_reading: Callable[[], None] = lambda: None
        """Reads nothing from the network any more."""
        self._grown = asyncio.Event()

    def take(self, data: bytes) -> None:
        """Note output."""
        self.chunks.append(Chunk(monotonic(), data))
        self._grown.set()
        if b"?" in data or b"\x1b[c" in data:
            for question, answer in _ANSWERS:
                if question in data:
                    self.send(answer)

    def end(self) -> None:
        """Note that nothing more can come."""
        self.is_over = True
        self._grown.set()

    def press(self, key: str) -> None:
        """Press a key."""
        self.presses.append(monotonic())
        self.send(key.encode())

    async def wait_for(self, words: bytes, patience: float = _PATIENCE) -> None:
        """Wait until words came."""
        async with asyncio.timeout(patience):
            while not self.has(words):
                if self.is_over:
                    raise ConnectionError(f"the visit ended before {words!r} came")
                await self._more()

    def has(self, words: bytes) -> bool:
        """Whether words came; those across two chunks too."""
        return words in b"".join(chunk.data for chunk in self.chunks)

    async def wait_quiet(self, quiet: float = QUIET) -> None:
        """Wait until nothing came for a while."""
        while not self.is_over:
            try:
                async with asyncio.timeout(quiet):
                    await self._more()
            except TimeoutError:
                return

    async def wait_over(self, patience: float = 10.0) -> None:
        """Wait until nothing more can come."""
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
        """Seconds from the connection until the screen was, and stayed, as it is now.

        Asked for before anything else happens, such as leaving.
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
        """Seconds from each key to the last byte of the picture that it made.

        A key to which nothing came has waited as long as there was time for it.
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
    """Hands on what comes through a channel."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor

    def data_received(self, data: bytes, datatype: int | None) -> None:
        self._visitor.take(data)

    def connection_lost(self, exc: Exception | None) -> None:
        self._visitor.end()


async def visit(host: Host, command: str = "", **options: Any) -> Visitor:
    """A visitor whose session has begun; `options` are asyncssh's for the connection."""
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
    """A visitor who starts a process on a terminal of this machine."""
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
    """So many visitors who see a place; they came a few at a time, and leave in the end."""
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
    """Keys at an even rate, one visitor after the other; gives the seconds that each took."""
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
    """Keep the collector of this process from stopping the clock's owner."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
