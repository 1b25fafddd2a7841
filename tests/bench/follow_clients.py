"""Many participants in one process, for the bench of following: each counts what it receives.

Commands come on standard input, and answers go to standard output, one a line: `turn WORD` waits
until everybody has received a word and prints when the last one had it; `vote KEY` has everybody
press a key, spread over a second, and waits until everybody is told that it was kept; `quit` ends.
"""

from __future__ import annotations

import asyncio
import sys
from time import monotonic

import asyncssh

_AT_ONCE = 24
"""Connections that are made at a time."""


class Follower(asyncssh.SSHClientSession[bytes]):
    """One participant, who looks for a word in what comes."""

    def __init__(self, all_followers: Followers) -> None:
        self._all = all_followers
        self.tail = b""
        self.is_there = False
        self.channel: asyncssh.SSHClientChannel[bytes] | None = None
        self.pressed_at = self.there_at = 0.0

    def connection_made(self, chan: asyncssh.SSHClientChannel[bytes]) -> None:
        """Keep the channel."""
        self.channel = chan

    def press(self, keys: bytes) -> None:
        """Type something."""
        assert self.channel is not None
        self.pressed_at = monotonic()
        self.channel.write(keys)

    def data_received(self, data: bytes, datatype: int | None) -> None:
        """Look for the word."""
        if self.is_there:
            return
        seen = self.tail + data
        if self._all.word in seen:
            self.is_there = True
            self.there_at = monotonic()
            self.tail = b""
            self._all.count_one()
        else:
            self.tail = seen[-64:]


class Followers:
    """All participants, and what they wait for."""

    def __init__(self) -> None:
        self.word = b"\x1b[?2026l"
        self.followers: list[Follower] = []
        self.times: list[float] = []
        self._done = asyncio.Event()

    def count_one(self) -> None:
        """Note that one more has the word."""
        self.times.append(monotonic())
        if len(self.times) == len(self.followers):
            self._done.set()

    def expect(self, word: str) -> None:
        """Begin to wait for a word."""
        self.word = word.encode()
        self.times.clear()
        self._done.clear()
        for follower in self.followers:
            follower.is_there, follower.tail = False, b""

    async def wait(self) -> list[float]:
        """Return when each had the word, in order."""
        await asyncio.wait_for(self._done.wait(), 120)
        return list(self.times)

    async def join(self, port: int, code: str, name: str) -> None:
        """Let one participant join."""
        connection = await asyncssh.connect(
            "127.0.0.1",
            port,
            username=code,
            known_hosts=None,
            client_keys=None,
            agent_path=None,
            config=None,
            login_timeout=120,
        )
        await connection.create_session(
            self._new,
            name,
            term_type="xterm-256color",
            term_size=(80, 24),
            encoding=None,
        )

    def _new(self) -> Follower:
        follower = Follower(self)
        self.followers.append(follower)
        return follower


def _say(*words: object) -> None:
    """Answer with a line."""
    sys.stdout.write(f"{' '.join(map(str, words))}\n")
    sys.stdout.flush()


async def main(port: int, code: str, count: int, first: int) -> None:
    """Join, and do what standard input says."""
    everybody = Followers()
    gate = asyncio.Semaphore(_AT_ONCE)

    async def join(number: int) -> None:
        async with gate:
            await everybody.join(port, code, f"p{number}")

    began = monotonic()
    await asyncio.gather(*(join(first + number) for number in range(count)))
    _say("joined", monotonic() - began)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        what, _, rest = line.strip().partition(" ")
        if what == "expect":
            everybody.expect(rest)
            _say("expecting")
        elif what == "wait":
            _say("times", *await everybody.wait())
        elif what == "vote":
            everybody.expect("Sent: ")
            for number, follower in enumerate(everybody.followers):
                loop.call_later(number / len(everybody.followers), follower.press, rest.encode())
            await everybody.wait()
            waited = sorted(one.there_at - one.pressed_at for one in everybody.followers)
            _say("times", *waited)
        elif what == "quit":
            return


if __name__ == "__main__":
    port, code, count, first = sys.argv[1:5]
    asyncio.run(main(int(port), code, int(count), int(first)))
