"""Painted widgets: what was sent bit by bit amounts to the picture as it is now."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.pilot import Pilot

from explainer.render.line import Run
from explainer.ui.theme import CONTRAST, DARK, LIGHT
from tests.ui.panes import (
    MIDDLE,
    SIZE,
    Change,
    Panes,
    changes,
    differences,
    happen,
    hold,
    resize,
    rows,
    scroll,
    settle,
    show_drawer,
    wear,
)
from tests.ui.screen_driver import ScreenDriver


@dataclass
class Screen:
    """A terminal that a test looks at."""

    app: Panes
    pilot: Pilot[None]

    async def resize(self, columns: int, rows: int) -> None:
        await self.pilot.resize_terminal(columns, rows)

    async def settle(self) -> None:
        await self.pilot.pause()
        driver = self.app._driver
        assert isinstance(driver, ScreenDriver)
        assert differences(driver.cells, self.app.repainted()) == []


async def painted(some: list[Change]) -> None:
    """Let changes happen; the screen is looked at wherever they settle."""
    app = Panes()
    async with app.run_test(size=SIZE) as pilot:
        screen = Screen(app, pilot)
        await screen.settle()
        await happen(some, app, screen)


@settings(max_examples=40, deadline=None)
@given(st.lists(changes, max_size=14))
def test_after_any_changes_the_terminal_shows_what_a_full_repaint_would(
    some: list[Change],
) -> None:
    asyncio.run(painted(some))


@pytest.mark.parametrize(
    "some",
    [
        [hold(MIDDLE, rows("中e\u0301")), settle(), hold(MIDDLE, rows("中a\u0301")), settle()],
        [hold(MIDDLE, rows("abc")), settle(), hold(MIDDLE, []), settle()],
        [hold(MIDDLE, rows("abcabc")), settle(), hold(MIDDLE, rows("abxabc")), settle()],
        [hold(MIDDLE, rows("a" * 21)), settle(), hold(MIDDLE, rows("b" + "a" * 19 + "b"))],
        [hold(MIDDLE, [[Run("ab")]]), settle(), hold(MIDDLE, [[Run("a"), Run("b", "strong")]])],
        [
            hold(MIDDLE, [[Run("ab", "code")]]),
            settle(),
            hold(MIDDLE, [[Run("a", "code"), Run("b")]]),
        ],
        [
            hold("left", rows(*"abcdefghij")),
            settle(),
            scroll("left", 3),
            settle(),
            scroll("left", -1),
        ],
        [wear(LIGHT), settle(), wear(CONTRAST), hold("bottom", rows("x")), settle(), wear(DARK)],
        [hold(MIDDLE, rows(*"abcdefghij")), resize(12, 3), resize(30, 8), settle()],
        [hold("left", rows("abc")), show_drawer(False), settle(), show_drawer(True), settle()],
        [show_drawer(False), settle(), hold("left", rows("abc")), show_drawer(True), settle()],
    ],
    ids=[
        "combined beside wide",
        "to nothing",
        "one cell",
        "both ends",
        "a style",
        "a colour behind",
        "scrolled there and back",
        "themes",
        "smaller and back",
        "hidden and shown",
        "changed while hidden",
    ],
)
async def test_a_change_is_painted(some: list[Change]) -> None:
    await painted(some)
