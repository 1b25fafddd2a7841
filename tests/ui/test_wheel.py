"""The mouse wheel scrolls the help, a card and the evidence, and stops at their ends."""

from __future__ import annotations

import pytest
from textual.events import MouseScrollDown, MouseScrollUp
from textual.pilot import Pilot

from explainer.ui.base.scrolled_widget import ScrolledWidget
from tests.ui.asking import press
from tests.ui.reading import BUNDLED, find_target, make_app, running, screen_text


async def turn(
    pilot: Pilot[str], pane: ScrolledWidget, way: type[MouseScrollDown | MouseScrollUp]
) -> None:
    pane.post_message(way(pane, 2, 2, 0, 0, 0, False, False, False))
    await pilot.pause()


@pytest.mark.parametrize(
    ("size", "keys", "target"),
    [
        ((40, 15), "question_mark", ""),
        ((40, 15), "enter", "c01"),
        ((120, 20), "", "c01"),
    ],
    ids=["help", "card", "evidence"],
)
async def test_the_wheel_scrolls_there_and_back(
    size: tuple[int, int], keys: str, target: str
) -> None:
    app = make_app(BUNDLED, section="two-articles", block="which-article-was-wrong")
    async with running(app, size) as pilot:
        if target:
            await find_target(app, pilot, target)
        await press(app, pilot, keys)
        pane = next(one for one in app.screen.query(ScrolledWidget) if one.display)
        at_top = screen_text(app)

        await turn(pilot, pane, MouseScrollUp)
        assert screen_text(app) == at_top
        await turn(pilot, pane, MouseScrollDown)
        assert screen_text(app) != at_top
        await turn(pilot, pane, MouseScrollUp)
        assert screen_text(app) == at_top
