"""Bench of following: a page turn to many participants, beside bare writes to their channels.

The participants are real SSH clients in a second process. The yardstick writes as many bytes to the
same channels, without a lesson. Run it by `python -m tests.bench follow [COUNT …]`.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import monotonic, process_time

from explainer.deck.loader import open_deck
from explainer.lesson.event import LessonBegan, VoteBegan, VoteMoved
from explainer.lesson.lesson_folder import LessonFolder
from explainer.lesson.presented_lesson import take_lesson
from explainer.lesson.shown import Shown
from explainer.lesson.vote import VoteStage
from explainer.problems import Problems
from explainer.serve.config import Config
from explainer.serve.event_loop import SharedLoop
from explainer.serve.follower_session import FollowerSession
from explainer.serve.lesson_server import CLASS_LIMITS, LessonServer, opened
from explainer.serve.warm_up import import_everything

COUNTS = (100, 500, 1000)
"""Numbers of participants."""

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


async def _run(counts: tuple[int, ...]) -> None:
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            await _bench(Path(name), count)
            gc.collect()


async def _bench(folder: Path, count: int) -> None:
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
        path = str(deck.path)
        lesson.show(Shown(path, "one", count=1))
        gc.collect()
        before = _memory()
        began = process_time()
        clients, seconds = await Clients.start(server.port, server.running.code, count)
        joined = process_time() - began
        while server.running.mirrors.count < count:
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
    await lesson.close(is_over=True)
    print(
        f"{count:>6} followers: turn, last one {median(turns) * 1000:6.1f} ms"
        f" (bare writes {median(bare) * 1000:6.1f} ms, {median(turns) / median(bare):.2f}x),"
        f" {median(cpu) * 1e6 / count:5.1f} us CPU each, {size} bytes;"
        f" joins {count / seconds:5.1f}/s ({joined / count * 1000:.1f} ms CPU each);"
        f" {used / 1024:.0f} KB each;"
        f" votes: p95 {votes[int(len(votes) * 0.95) - 1] * 1000:6.1f} ms,"
        f" last {votes[-1] * 1000:6.1f} ms, kept {kept}"
    )


def _channels(server: LessonServer) -> list[object]:
    return [
        follower._wire.channel
        for follower in server.running.mirrors._followers
        if isinstance(follower, FollowerSession)
    ]


def main(arguments: list[str]) -> None:
    """Run the bench."""
    import_everything()
    counts = tuple(map(int, arguments)) or COUNTS
    with asyncio.Runner(loop_factory=SharedLoop) as runner:
        runner.run(_run(counts))


if __name__ == "__main__":
    main(sys.argv[1:])
