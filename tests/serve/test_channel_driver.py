"""The driver between one app and one channel."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import msgspec
from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static

from explainer.serve.channel_driver import ChannelDriver
from explainer.serve.client_terminal import client_terminal
from explainer.serve.figures import Figures
from explainer.serve.limits import Limits
from explainer.ui.terminal.textual_private import keep_output, paint_in_true_colour
from tests.e2e.terminal import Model

LIMITS = Limits()


class Wire:
    """A channel whose backlog the test sets."""

    def __init__(self) -> None:
        self.sent = bytearray()
        self.waiting = 0
        self.is_reading = True
        self.writes = 0

    def write(self, data: bytes) -> None:
        self.sent += data
        self.writes += 1

    def backlog(self) -> int:
        return self.waiting

    def pause_reading(self) -> None:
        self.is_reading = False

    def resume_reading(self) -> None:
        self.is_reading = True


class Echo(App[None]):
    """Shows the input that it gets."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        keep_output(self)
        paint_in_true_colour(self)
        self.keys: list[str] = []
        self.sizes: list[tuple[int, int]] = []
        self.wheel = 0
        self.moves = 0
        self.pasted = 0

    CSS = "#words { color: #c04060; background: #204080; }"

    def compose(self) -> ComposeResult:
        yield Static("begun", id="words")

    def on_key(self, event: events.Key) -> None:
        self.keys.append(event.key)
        self.query_one(Static).update(f"keys {len(self.keys)}")

    def on_paste(self, event: events.Paste) -> None:
        self.pasted += len(event.text)

    def on_mouse_scroll_down(self) -> None:
        self.wheel += 1

    def on_mouse_move(self) -> None:
        self.moves += 1

    def on_resize(self, event: events.Resize) -> None:
        self.sizes.append(tuple(event.size))


class Hosted:
    """Run an app on a wire."""

    def __init__(self, limits: Limits, term: str, variables: dict[bytes, bytes]) -> None:
        self.wire = Wire()
        self.stalled = asyncio.Event()
        self.figures = Figures()
        terminal = client_terminal(term, (40, 10), variables, limits)
        make: Any = partial(
            ChannelDriver,
            wire=self.wire,
            terminal=terminal,
            limits=limits,
            figures=self.figures,
            when_stalled=self.stalled.set,
        )
        self.app = Echo(driver_class=make)

    @property
    def driver(self) -> ChannelDriver:
        driver = self.app._driver
        assert isinstance(driver, ChannelDriver)
        return driver

    @property
    def screen(self) -> str:
        """The visitor's screen."""
        model = Model(40, 10)
        model.feed(bytes(self.wire.sent))
        return "\n".join(line.rstrip() for line in model.screen.display).strip()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until a condition holds."""
        async with asyncio.timeout(10):
            while not holds():  # noqa: ASYNC110 - what is waited for is seen from outside only
                await asyncio.sleep(0.01)


@asynccontextmanager
async def hosted(
    limits: Limits = LIMITS,
    term: str = "xterm-256color",
    variables: dict[bytes, bytes] | None = None,
) -> AsyncIterator[Hosted]:
    host = Hosted(limits, term, variables or {})
    running = asyncio.create_task(host.app.run_async())
    await host.until(lambda: "begun" in host.screen)
    try:
        yield host
    finally:
        host.app.exit()
        await running
        host.driver.close()


async def test_keys_arrive_whatever_packets_they_come_in() -> None:
    async with hosted() as host:
        for byte in b"a\x1b[A\x1b[5~\xc3\xa9":
            host.driver.feed(bytes([byte]))

        await host.until(lambda: len(host.app.keys) == 4)

        assert host.app.keys == ["a", "up", "pageup", "é"]


async def test_a_lone_escape_is_a_key_after_a_moment() -> None:
    async with hosted() as host:
        host.driver.feed(b"\x1b")

        await host.until(lambda: host.app.keys == ["escape"])


async def test_what_is_no_utf_8_is_no_reason_to_end() -> None:
    async with hosted() as host:
        host.driver.feed(b"\xff\xfe\xc0\xaf\xed\xa0\x80\x00z")

        await host.until(lambda: "z" in host.app.keys)


async def test_a_flood_of_keys_waits_its_turn_outside_of_the_app() -> None:
    limits = msgspec.structs.replace(LIMITS, keys_per_second=200)
    async with hosted(limits) as host:
        host.driver.feed(b"x" * 20_000)
        most = 0

        async with asyncio.timeout(10):
            while len(host.app.keys) < 100:
                most = max(most, host.app.message_queue_size)
                await asyncio.sleep(0)

        assert most <= 16
        assert not host.wire.is_reading


async def test_costly_keys_again_and_again_wait_and_the_keys_behind_them_too() -> None:
    async with hosted() as host:
        now = host.driver._loop.time()
        while not host.driver._work.seconds_owed():
            host.driver._asked_at = now - 0.1
            host.driver._note_redraw(now)
        host.driver._work.spend(1000)
        host.driver.feed(b"x")
        host.driver.resize(50, 12)
        for _ in range(50):
            await asyncio.sleep(0)
        assert host.app.keys == []
        assert (50, 12) not in host.app.sizes

        host.driver._work.spend(-1000.5)
        host.driver.feed(b"y")
        await host.until(lambda: host.app.keys == ["x", "y"])


async def test_keys_that_cost_what_a_page_costs_never_wait() -> None:
    async with hosted() as host:
        now = host.driver._loop.time()
        for _ in range(10_000):
            host.driver._asked_at = now - 0.010
            host.driver._note_redraw(now)

        assert host.driver._work.seconds_owed() == 0


async def test_reading_goes_on_once_the_flood_was_seen_to() -> None:
    limits = msgspec.structs.replace(LIMITS, keys_per_second=100_000)
    async with hosted(limits) as host:
        host.driver.feed(b"x" * 5000)
        assert not host.wire.is_reading

        await host.until(lambda: host.wire.is_reading)

        assert len(host.app.keys) > 100


async def test_what_is_left_of_a_flood_after_a_while_is_thrown_away() -> None:
    async with hosted() as host:
        host.driver.feed(b"x" * 20_000)

        await host.until(lambda: host.wire.is_reading)
        host.driver.feed(b"z")
        await host.until(lambda: "z" in host.app.keys)

        assert 0 < host.app.keys.count("x") < 2000


async def test_motion_of_the_mouse_costs_nothing_and_its_wheel_not_much() -> None:
    async with hosted() as host:
        host.driver.feed(b"\x1b[<35;5;5M" * 200 + b"\x1b[<65;5;5M" * 200 + b"q")

        await host.until(lambda: "q" in host.app.keys)

        assert host.app.moves == 0
        assert 0 < host.app.wheel <= 40


async def test_a_paste_without_end_is_cut_and_the_keys_go_on() -> None:
    limits = msgspec.structs.replace(LIMITS, keys_per_second=100_000)
    async with hosted(limits) as host:
        host.driver.feed(b"\x1b[200~")
        for _ in range(50):
            host.driver.feed(b"y" * 1000)
        host.driver.feed(b"\x1b[201~k")

        await host.until(lambda: "k" in host.app.keys)

        assert host.app.pasted <= 17_000


async def test_of_many_sizes_in_a_moment_the_last_counts() -> None:
    async with hosted() as host:
        before = len(host.app.sizes)
        for columns in range(1000):
            host.driver.resize(columns, 65535)
        host.driver.resize(61, 17)

        await host.until(lambda: host.app.sizes[-1] == (61, 17))

        assert len(host.app.sizes) - before <= 4


async def test_one_turn_of_the_loop_is_one_synchronized_write() -> None:
    async with hosted() as host:
        writes, start = host.wire.writes, len(host.wire.sent)
        host.driver.feed(b"x")
        await host.until(lambda: "keys 1" in host.screen)

        assert host.wire.writes - writes == 1
        data = bytes(host.wire.sent[start:])
        assert data.startswith(b"\x1b[?2026h")
        assert data.endswith(b"\x1b[?2026l")


async def test_a_slow_reader_gets_the_last_picture_and_nothing_before_it() -> None:
    async with hosted() as host:
        host.wire.waiting = LIMITS.buffered_bytes + 1
        host.driver.feed(b"x")
        await host.until(lambda: host.figures.held == 1)
        size = len(host.wire.sent)
        host.driver.feed(b"y" * 10)
        await host.until(lambda: len(host.app.keys) == 11)
        await asyncio.sleep(0.2)
        assert len(host.wire.sent) == size
        assert "keys 1" in host.screen

        host.wire.waiting = 0
        await host.until(lambda: "keys 11" in host.screen)

        host.driver.feed(b"z")
        await host.until(lambda: "keys 12" in host.screen)


async def test_a_pause_for_a_slow_reader_ends_with_the_session() -> None:
    async with hosted() as host:
        host.wire.waiting = LIMITS.buffered_bytes + 1
        host.driver.feed(b"x")
        await host.until(lambda: host.figures.held == 1)
        batches = host.app._batch_count
        host.driver.close()

        assert batches == host.app._batch_count + 1


async def test_whoever_reads_nothing_is_told_of() -> None:
    limits = msgspec.structs.replace(LIMITS, stalled_seconds=0.2)
    async with hosted(limits) as host:
        host.wire.waiting = LIMITS.buffered_bytes + 1
        host.driver.feed(b"x")

        async with asyncio.timeout(10):
            await host.stalled.wait()


async def test_the_terminal_is_given_back_as_it_was() -> None:
    async with hosted() as host:
        host.driver.feed(b"x")
        await host.until(lambda: "keys 1" in host.screen)

    model = Model(40, 10)
    model.feed(bytes(host.wire.sent))
    assert model.left_over == set()


async def test_depths_side_by_side_do_not_mix() -> None:
    async with (
        hosted(variables={b"COLORTERM": b"truecolor"}) as true,
        hosted() as indexed,
        hosted(term="vt220") as basic,
        hosted(variables={b"NO_COLOR": b"1"}) as none,
    ):
        for host in (none, true, basic, indexed):
            host.driver.feed(b"x")
            await host.until(partial(lambda one: "keys 1" in one.screen, host))

    assert b"8;2;" in true.wire.sent
    assert b"8;5;" not in true.wire.sent
    assert b"8;5;" in indexed.wire.sent
    assert b"8;2;" not in indexed.wire.sent
    for host in (basic, none):
        assert b"8;2;" not in host.wire.sent
        assert b"8;5;" not in host.wire.sent
    model = Model(40, 10)
    model.feed(bytes(none.wire.sent))
    assert model.colours == set()
