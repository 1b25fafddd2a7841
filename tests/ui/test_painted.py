"""Painted widgets: all updates together give the same picture as drawing it at once."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.pilot import Pilot
from textual.strip import Strip

from explainer.render.line import TextRun
from explainer.ui.base.painted_widget import changed_span
from explainer.ui.base.theme import CONTRAST, DARK, LIGHT
from tests.ui.panes import (
    MIDDLE,
    SIZE,
    Change,
    Panes,
    apply_theme,
    changes,
    differences,
    happen,
    hold,
    resize,
    rows,
    scroll,
    settle,
    show_drawer,
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
    """Make changes, and check the screen after each `settle`."""
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


one_cell_texts = st.lists(st.sampled_from("ab █"), min_size=9, max_size=9).map("".join)
styled = st.lists(st.sampled_from([Style(bold=True), Style(italic=True)]), min_size=9, max_size=9)


@given(one_cell_texts, styled, one_cell_texts, styled)
def test_the_changed_span_is_from_the_first_to_the_last_cell_that_differs(
    text: str, styles: list[Style], new_text: str, new_styles: list[Style]
) -> None:
    old = list(zip(text, styles, strict=True))
    new = list(zip(new_text, new_styles, strict=True))
    different = [x for x, cell in enumerate(new) if cell != old[x]]

    found = changed_span(strip_of(old), strip_of(new))

    assert found == ((different[0], different[-1] + 1) if different else None)


def strip_of(cells: list[tuple[str, Style]]) -> Strip:
    return Strip([Segment(text, style) for text, style in cells], len(cells)).simplify()


def test_beside_a_wide_character_the_whole_row_counts_as_changed() -> None:
    old, new = (Strip([Segment(text)], cell_len(text)) for text in ("中abc", "中abd"))

    assert changed_span(old, new) == (0, 5)


class Aside(Panes):
    CSS = Panes.CSS + "#left { offset: -2 0; }"


async def test_a_pane_that_is_partly_outside_shows_the_part_that_is_inside() -> None:
    app = Aside()
    async with app.run_test(size=SIZE) as pilot:
        app.pane("left").lines = rows("abcdefghi", "0123")
        app.pane("left").repaint()
        await pilot.pause()
        driver = app._driver
        assert isinstance(driver, ScreenDriver)

        assert [line[:7] for line in driver.lines[:2]] == ["cdefghi", "23"]


async def test_a_change_of_one_cell_sends_little() -> None:
    app = Panes()
    async with app.run_test(size=SIZE) as pilot:
        middle = app.pane(MIDDLE)
        middle.lines = rows(*["a long line of text"] * 7)
        middle.repaint()
        await pilot.pause()
        driver = app._driver
        assert isinstance(driver, ScreenDriver)
        before = driver.written

        middle.lines[3] = [TextRun("a long lime of text")]
        middle.repaint()
        await pilot.pause()

        assert driver.written - before < 70


async def test_a_line_wider_than_its_pane_is_cut() -> None:
    app = Panes()
    async with app.run_test(size=SIZE) as pilot:
        app.pane("left").visible_lines = lambda width, height: rows("0123456789", "abcdefgh中")  # type: ignore[method-assign] # breaks the promise
        app.pane("left").repaint()
        await pilot.pause()
        driver = app._driver
        assert isinstance(driver, ScreenDriver)

        assert [line.rstrip() for line in driver.lines[:2]] == ["012345678", "abcdefgh"]


@pytest.mark.parametrize(
    "some",
    [
        [hold(MIDDLE, rows("中e\u0301")), settle(), hold(MIDDLE, rows("中a\u0301")), settle()],
        [hold(MIDDLE, rows("abc")), settle(), hold(MIDDLE, []), settle()],
        [hold(MIDDLE, rows("abcabc")), settle(), hold(MIDDLE, rows("abxabc")), settle()],
        [hold(MIDDLE, rows("a" * 21)), settle(), hold(MIDDLE, rows("b" + "a" * 19 + "b"))],
        [
            hold(MIDDLE, [[TextRun("ab")]]),
            settle(),
            hold(MIDDLE, [[TextRun("a"), TextRun("b", "strong")]]),
        ],
        [
            hold(MIDDLE, [[TextRun("ab", "code")]]),
            settle(),
            hold(MIDDLE, [[TextRun("a", "code"), TextRun("b")]]),
        ],
        [
            hold("left", rows(*"abcdefghij")),
            settle(),
            scroll("left", 3),
            settle(),
            scroll("left", -1),
        ],
        [
            apply_theme(LIGHT),
            settle(),
            apply_theme(CONTRAST),
            hold("bottom", rows("x")),
            settle(),
            apply_theme(DARK),
        ],
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
