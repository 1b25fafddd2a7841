"""Bench of following: a page turn to many participants, beside bare writes to their channels.

The participants are real SSH clients in a second process. The yardstick writes as many bytes to the
same channels, without a lesson.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from time import monotonic, process_time

from explainer.deck.loader import open_deck
from explainer.lesson.event import LessonBegan, VoteBegan, VoteEnded, VoteMoved
from explainer.lesson.lesson_folder import LessonFolder
from explainer.lesson.presented_lesson import PresentedLesson, take_lesson
from explainer.lesson.shown import Shown
from explainer.lesson.vote import VoteStage
from explainer.problems import Problems
from explainer.serve.config import Config
from explainer.serve.event_loop import SharedLoop
from explainer.serve.follower_session import FollowerSession
from explainer.serve.lesson_server import CLASS_LIMITS, LessonServer, opened
from explainer.serve.warm_up import import_everything
from tests.bench.measure import Measure

COUNTS, QUICK_COUNTS = (100, 500, 1000), (20,)
"""Numbers of participants; 5,000 need as many open files for each of two processes."""

LONG, QUICK_LONG = (30, 1000), (3, 50)
"""Followers and page turns of a long lesson; three hours have about a thousand turns."""

_TURNS = 12
_PAGES = 40
_LINES = 14


def _deck(folder: Path) -> Path:
    deck = folder / "deck"
    (deck / "quiz").mkdir(parents=True)
    (deck / "deck.toml").write_text('format = 1\nid = "bench"\ntitle = "Bench"\n', "utf-8")
    pages = []
    for page in range(_PAGES):
        lines = "\n\n".join(
            f"Line {number} of page {page} has **words** enough for more than half of a line."
            for number in range(7)
        )
        pages.append(f"WORD{page:03d} begins it.\n\n{lines}")
    (deck / "01-one.md").write_text("# One\n\n" + "\n\n---\n\n".join(pages), "utf-8")
    question = """
[[question]]
id = "q"
type = "single"
prompt = "Which one?"
section = "one"
explain = "The first."
choices = [{ text = "First", correct = true, why = "Yes." }, { text = "Second", why = "No." }]
"""
    (deck / "quiz" / "q.toml").write_text(question, "utf-8")
    return deck


class Clients:
    """The process of the participants."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, port: int, code: str, count: int) -> tuple[Clients, float]:
        """Start it; returns it, and the seconds until everybody had joined."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.bench.follow_clients",
            str(port),
            code,
            str(count),
            "0",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=2**24,
        )
        clients = cls(process)
        return clients, float((await clients.answer())[1])

    async def answer(self) -> list[str]:
        """Return the words of the next line."""
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        if not line:
            raise RuntimeError("the participants are gone")
        return line.decode().split()

    async def ask(self, words: str) -> list[str]:
        """Send a command, and return the answer."""
        self.send(words)
        return await self.answer()

    def send(self, words: str) -> None:
        """Send a command."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{words}\n".encode())

    async def close(self) -> None:
        """End the process."""
        self.send("quit")
        await self._process.wait()


def _memory() -> int:
    """Return the bytes of this process that are its own (statm's resident minus shared pages)."""
    pages = Path("/proc/self/statm").read_text("ascii").split()
    return (int(pages[1]) - int(pages[2])) * 4096


@asynccontextmanager
async def _held(folder: Path) -> AsyncIterator[tuple[PresentedLesson, LessonServer]]:
    """Hold a lesson with a server for participants."""
    deck = open_deck(_deck(folder), Problems())
    (folder / "lessons").mkdir(mode=0o700)
    lesson = take_lesson(
        LessonFolder(folder / "lessons"), LessonBegan(str(deck.path), "Bench", ""), anew=True
    )
    config = Config(
        decks=(),
        data=str(folder / "data"),
        cache=str(folder / "cache"),
        port=0,
        reads=False,
        drain_seconds=0.0,
        limits=CLASS_LIMITS,
    )
    server = LessonServer(config, lesson, deck)
    server.listen()
    await lesson.open()
    async with opened(server):
        yield lesson, server
    await lesson.close(is_over=True)


async def _long_lesson(folder: Path, count: int, turns: int) -> list[Measure]:
    """Measure the memory of a long lesson, its events one right after the other."""
    used: list[float] = []
    async with _held(folder) as (lesson, server):
        path = str(server.running.opened.path)
        lesson.show(Shown(path, "one", count=1))
        clients, _ = await Clients.start(server.port, server.running.code, count)
        for turn in range(1, turns + 1):
            page = turn % _PAGES
            await clients.ask(f"expect WORD{page:03d}")
            lesson.show(Shown(path, "one", count=1, screenful=page))
            await clients.ask("wait")
            if turn % 50 == 0:
                await lesson.append(VoteBegan("q"), f"vote {turn}")
                await lesson.reach(await lesson.append(VoteMoved(VoteStage.OPEN), f"open {turn}"))
                await clients.ask("vote 1")
                for stage in (VoteStage.CLOSED, VoteStage.REVEALED):
                    await lesson.append(VoteMoved(stage), f"{stage} {turn}")
                await lesson.append(VoteEnded(), f"end {turn}")
            if turn % (turns // 10) == 0:
                gc.collect()
                used.append(_memory() / 2**20)
        await clients.close()
    return [
        Measure(
            f"a lesson of {turns} page turns with {count} followers: memory that it grows by",
            "MB",
            [used[-1] - used[2]],
            note=f"from {used[2]:.0f} MB after three tenths of it",
        )
    ]


async def _bench(folder: Path, count: int) -> list[Measure]:
    async with _held(folder) as (lesson, server):
        path = str(server.running.opened.path)
        lesson.show(Shown(path, "one", count=1))
        gc.collect()
        before = _memory()
        clients, seconds = await Clients.start(server.port, server.running.code, count)
        while server.running.mirrors.count < count:  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.01)
        used = (_memory() - before) / count
        turns, bare, cpu = [], [], []
        for page in range(1, _TURNS + 1):
            await clients.ask(f"expect WORD{page:03d}")
            await asyncio.sleep(0.3)
            began, work = monotonic(), process_time()
            lesson.show(Shown(path, "one", count=1, screenful=page))
            times = await clients.ask("wait")
            turns.append(max(map(float, times[1:])) - began)
            cpu.append(process_time() - work)
            mirror = next(iter(server.running.mirrors._mirrors.values()))
            size = len(mirror.change)
            await clients.ask(f"expect BARE{page:03d}")
            await asyncio.sleep(0.3)
            data = f"BARE{page:03d}".encode().ljust(size, b"x")
            channels = _channels(server)
            began = monotonic()
            for channel in channels:
                channel.write(data)
            times = await clients.ask("wait")
            bare.append(max(map(float, times[1:])) - began)
        await lesson.append(VoteBegan("q"), "vote")
        await lesson.append(VoteMoved(VoteStage.OPEN), "open")
        await asyncio.sleep(1.0)
        votes = [float(one) for one in (await clients.ask("vote 1"))[1:]]
        state = lesson.state.vote
        kept = state.ballot_count if state is not None else 0
        await clients.close()
    assert kept == count
    who = f"{count:,} followers"
    return [
        Measure(
            f"page turn to {who}, last one",
            "ms",
            [1000 * one for one in turns],
            "the bytes written to their channels",
            [1000 * one for one in bare],
            2.0 if count >= 1000 else None,
            f"{size} bytes each, {1e6 * median(cpu) / count:.0f} us of CPU each",
        ),
        Measure(f"memory of {who}, each", "KB", [used / 1024]),
        Measure(f"joins of {who}, a second", "1/s", [count / seconds]),
        Measure(
            f"a vote of {who} within a second, acknowledged (p95)",
            "ms",
            [1000 * votes[int(0.95 * len(votes)) - 1]],
            budget=100.0 if count <= 500 else None,
        ),
    ]


def _channels(server: LessonServer) -> list[object]:
    return [
        follower._wire.channel
        for follower in server.running.mirrors._followers
        if isinstance(follower, FollowerSession)
    ]


def measure_following(counts: tuple[int, ...], long: tuple[int, int]) -> list[Measure]:
    """Measure page turns, joins, memory and votes with some numbers of participants.

    Args:
        counts: The numbers of participants.
        long: Participants and page turns of a long lesson.
    """
    import_everything()
    found: list[Measure] = []
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            with asyncio.Runner(loop_factory=SharedLoop) as runner:
                found += runner.run(_bench(Path(name), count))
            gc.collect()
    with tempfile.TemporaryDirectory() as name, asyncio.Runner(loop_factory=SharedLoop) as runner:
        found += runner.run(_long_lesson(Path(name), *long))
    return found
