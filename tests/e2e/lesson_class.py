"""Helpers: a lesson with an SSH server in this process, and clients of it over real connections."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import asyncssh
import pyte

from explainer.deck.loader import open_deck
from explainer.lesson.event import Event, LessonBegan
from explainer.lesson.lesson_folder import LessonFolder
from explainer.lesson.lesson_state import LessonState
from explainer.lesson.presented_lesson import PresentedLesson, take_lesson
from explainer.lesson.shown import Shown
from explainer.problems import Problems
from explainer.serve.config import Config
from explainer.serve.lesson_server import CLASS_LIMITS, LessonServer, opened

DECK = Path(__file__).parent / "decks" / "class"
"""A small deck with questions of every type."""

_PATIENCE = 30.0
_SEQUENCE = re.compile(rb"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\].*?(?:\x07|\x1b\\)|.)", re.DOTALL)


async def until(is_so: Callable[[], bool]) -> None:
    """Let the loop run until something is so."""
    async with asyncio.timeout(_PATIENCE):
        while not is_so():  # noqa: ASYNC110 - what is waited for is a state, which has no event
            await asyncio.sleep(0.005)


class Class:
    """A lesson, its server, and the presenter's part in it."""

    def __init__(self, lesson: PresentedLesson, server: LessonServer) -> None:
        self.lesson = lesson
        self.server = server
        self.clients: list[Client] = []

    @property
    def state(self) -> LessonState:
        """State of the lesson."""
        return self.lesson.state

    @property
    def code(self) -> str:
        """The lesson's code."""
        return self.server.running.code

    async def do(self, *events: Event) -> None:
        """Do what a presenter does, and wait until everything of it is kept."""
        for event in events:
            position = await self.lesson.append(event, f"do {self.state.position} {event!r}")
            await self.lesson.reach(position)

    async def show(self, section: str, **where: int) -> None:
        """Show a section."""
        path = str(self.server.running.opened.path)
        shown = Shown(path, section, number=1, count=2, **where)
        self.lesson.show(shown)
        await until(lambda: self.state.shown == shown)

    async def client(self, name: str = "", login: str = "", *, reads: bool = True) -> Client:
        """Connect somebody, who joins under a name."""
        client = Client(self.server.port, login or self.code, name, reads=reads)
        self.clients.append(client)
        await client.connect()
        return client


class Client:
    """Somebody who takes part with a terminal of their own."""

    def __init__(
        self,
        port: int,
        login: str,
        command: str,
        *,
        size: tuple[int, int] = (80, 24),
        term: str = "xterm-256color",
        reads: bool = True,
    ) -> None:
        self._port = port
        self._login = login
        self._command = command
        self._size = size
        self._term = term
        self.reads = reads
        self.received = b""
        self.is_over = False
        self._process: asyncssh.SSHClientProcess[bytes] | None = None
        self._connection: asyncssh.SSHClientConnection | None = None
        self._reading: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        """Log in, and begin to read what comes."""
        self._connection = await asyncssh.connect(
            "127.0.0.1", self._port, username=self._login, known_hosts=None, client_keys=None
        )
        self._process = await self._connection.create_process(
            self._command or None,
            term_type=self._term,
            term_size=self._size,
            encoding=None,
        )
        if self.reads:
            self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self._process is not None
        try:
            while data := await self._process.stdout.read(65_536):
                self.received += data
        except asyncssh.Error:
            pass  # the host was killed
        self.is_over = True

    def press(self, keys: str) -> None:
        """Type something."""
        assert self._process is not None
        self._process.stdin.write(keys.encode())

    def screen(self) -> str:
        """Return the screen that a terminal makes of everything that was received."""
        columns, rows = self._size
        screen = pyte.Screen(columns, rows)
        stream = pyte.ByteStream(screen)
        stream.feed(self.received)
        return "\n".join(screen.display)

    @property
    def words(self) -> str:
        """Everything that was received, without control sequences."""
        return _SEQUENCE.sub(b"", self.received).decode("utf-8", "replace")

    async def sees(self, words: str) -> None:
        """Wait until the screen has some words."""
        try:
            await until(lambda: words in " ".join(self.screen().split()))
        except TimeoutError:
            raise AssertionError(f"{words!r} never showed:\n{self.screen()}") from None

    async def ends(self) -> None:
        """Wait until the host has gone."""
        await until(lambda: self.is_over)

    def drop(self) -> None:
        """Break the connection without a word."""
        assert self._connection is not None
        self._connection.abort()

    async def close(self) -> None:
        """End the connection."""
        if self._connection is not None:
            self._connection.abort()
            await self._connection.wait_closed()
        if self._reading is not None:
            await asyncio.gather(self._reading, return_exceptions=True)


@asynccontextmanager
async def holding(
    folder: Path, deck: Path = DECK, *, presenter_keys: Path | None = None
) -> AsyncIterator[Class]:
    """Hold a lesson that goes on where one of the same folder was cut off."""
    deck_opened = open_deck(deck, Problems())
    began = LessonBegan(str(deck_opened.path), "A lesson", "")
    lessons = folder / "lessons"
    lessons.mkdir(mode=0o700, exist_ok=True)
    lesson = take_lesson(LessonFolder(lessons), began, anew=False)
    config = Config(
        decks=(),
        data=str(folder / "data"),
        cache=str(folder / "cache"),
        port=0,
        reads=False,
        presenter_keys=str(presenter_keys or ""),
        drain_seconds=0.0,
        limits=CLASS_LIMITS,
    )
    server = LessonServer(config, lesson, deck_opened)
    server.listen()
    await lesson.open()
    try:
        async with opened(server):
            held = Class(lesson, server)
            try:
                yield held
            finally:
                for client in held.clients:
                    await client.close()
    finally:
        await lesson.close(is_over=False)
