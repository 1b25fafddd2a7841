"""After any sequence of events, a visitor's terminal shows the same as a full redraw."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.serve.channel_driver import ChannelDriver
from explainer.serve.client_terminal import client_terminal
from explainer.serve.figures import Figures
from explainer.serve.limits import Limits
from tests.e2e.terminal import Model
from tests.ui.panes import (
    MIDDLE,
    NO_WRAP,
    SIZE,
    Change,
    Panes,
    Window,
    changes,
    differences,
    happen,
    hold,
    resize,
    rows,
    scroll,
    settle,
)

LIMITS = Limits()
TRUE_COLOUR = {b"COLORTERM": b"truecolor"}


class Visitor:
    """A terminal at the end of a channel that can be slow."""

    def __init__(self) -> None:
        self.model = Model(*SIZE)
        self.model.feed(NO_WRAP)
        self.waiting = 0
        self.painted = 0
        self.sent: list[bytes] = []
        self.figures = Figures()
        make: Any = partial(
            ChannelDriver,
            wire=self,
            terminal=client_terminal("xterm-256color", SIZE, TRUE_COLOUR, LIMITS),
            limits=LIMITS,
            figures=self.figures,
            when_stalled=lambda: None,
            when_painted=self._count,
        )
        self.app = Panes(make)

    # --- the channel ------------------------------------------------------------------------

    def write(self, data: bytes) -> None:
        self.model.feed(data)
        self.sent.append(data)

    def _count(self) -> None:
        self.painted += 1

    def backlog(self) -> int:
        return self.waiting

    def pause_reading(self) -> None:
        """Do nothing: no input comes."""

    def resume_reading(self) -> None:
        """Do nothing: no input comes."""

    # --- the window -------------------------------------------------------------------------

    async def resize(self, columns: int, rows: int) -> None:
        self.model.screen.resize(rows, columns)
        driver = self.app._driver
        assert isinstance(driver, ChannelDriver)
        driver.resize(columns, rows)

    async def settle(self) -> None:
        """Read all output until the screen is as expected, or no more comes."""
        self.waiting = 0
        for _ in range(100):
            await asyncio.sleep(0.01)
            if not self._differences():
                return
        assert self._differences() == []

    def _differences(self) -> list[Any]:
        screen = self.model.screen
        if (screen.columns, screen.lines) != tuple(self.app.size):
            return [(screen.columns, screen.lines)]
        return differences(screen.cells(), self.app.repainted())


async def shown(some: list[Change]) -> Figures:
    """Apply events to a hosted app, and compare its screen whenever they settle."""
    visitor = Visitor()
    running = asyncio.create_task(visitor.app.run_async())
    try:
        await visitor.settle()
        await happen(some, visitor.app, visitor)
    finally:
        visitor.app.exit()
        await running
        driver = visitor.app._driver
        assert isinstance(driver, ChannelDriver)
        driver.close()
    return visitor.figures


def stop_reading() -> Change:
    def change(app: Panes, window: Window) -> None:
        assert isinstance(window, Visitor)
        window.waiting = LIMITS.buffered_bytes + 1

    return change


def paint() -> Change:
    """Wait until changes are painted, whether or not the client reads."""

    async def change(app: Panes, window: Window) -> None:
        for _ in range(3):
            await asyncio.sleep(0.02)

    return change


slow_changes = st.one_of(changes, st.builds(stop_reading), st.builds(paint))


@settings(max_examples=15, deadline=None)
@given(st.lists(slow_changes, max_size=12))
def test_after_any_changes_a_visitor_sees_what_a_full_repaint_would_show(
    some: list[Change],
) -> None:
    asyncio.run(shown(some))


async def test_everything_of_one_turn_is_one_write_and_is_sent_once() -> None:
    visitor = Visitor()
    running = asyncio.create_task(visitor.app.run_async())
    await visitor.settle()
    driver = visitor.app._driver
    assert isinstance(driver, ChannelDriver)
    sent = visitor.sent
    sent.clear()

    driver.write("one")
    driver.write("two")
    await asyncio.sleep(0)
    driver.write("three")
    await asyncio.sleep(0)
    visitor.app.exit()
    await running
    driver.close()
    driver.write("late")
    await asyncio.sleep(0)

    assert sent[:2] == [
        b"\x1b[?2026honetwo\x1b[?2026l",
        b"\x1b[?2026hthree\x1b[?2026l",
    ]
    assert not [data for data in sent if b"late" in data]


async def test_a_picture_is_told_of_and_nothing_else() -> None:
    visitor = Visitor()
    running = asyncio.create_task(visitor.app.run_async())
    await visitor.settle()
    driver = visitor.app._driver
    assert isinstance(driver, ChannelDriver)
    before = visitor.painted

    driver.write("\x1b[?25l")
    driver.write("\x1b[1;1H")
    driver.write("\x1b]22;default\x1b\\\x1b[1;1Hx")
    assert visitor.painted == before
    driver.write("\x1b[1;1Hx")
    assert visitor.painted == before + 1
    visitor.app.exit()
    await running
    driver.close()


LONG = [hold(MIDDLE, rows(*"abcdefghijkl")), hold("left", rows(*"0123456789")), settle()]


async def test_what_was_not_read_is_made_up_for() -> None:
    changes = [stop_reading(), hold("left", []), paint(), scroll(MIDDLE, 2), paint()]

    figures = await shown([*LONG, *changes])

    assert figures.held == 1


async def test_a_size_that_came_while_nothing_was_read_is_painted_for() -> None:
    stopped = [stop_reading(), scroll(MIDDLE, 1), paint()]

    figures = await shown([*LONG, *stopped, resize(20, 5), scroll(MIDDLE, 1), paint()])

    assert figures.held == 1


@pytest.mark.parametrize("between", [[], [paint()]], ids=["at once", "in between"])
async def test_a_window_that_was_smaller_for_a_moment_is_painted_whole(
    between: list[Change],
) -> None:
    await shown([*LONG, resize(12, 3), *between, resize(*SIZE)])


async def test_a_slow_visitor_goes_on_being_painted_for() -> None:
    once = [stop_reading(), scroll(MIDDLE, 1), paint(), scroll(MIDDLE, 1), settle()]

    figures = await shown([*LONG, *once, *once])

    assert figures.held == 2
