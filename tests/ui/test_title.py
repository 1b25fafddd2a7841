"""The title: its bet, and the keys by which one begins or goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bundled import BUNDLED
from tests.ui.reading import last_line, make_app, running, screen_text


@pytest.mark.parametrize(
    ("size", "is_shown"), [((120, 36), True), ((80, 24), True), ((40, 15), False)]
)
async def test_a_digit_bets_on_the_title_where_the_bet_is_in_sight(
    size: tuple[int, int], is_shown: bool
) -> None:
    app = make_app(BUNDLED)
    async with running(app, size) as pilot:
        assert ("Before you read" in screen_text(app)) is is_shown
        assert ("bet" in last_line(app)) is is_shown
        await pilot.press("2")
        await pilot.pause()

        assert bool(app.session.attempts) is is_shown


async def test_a_bet_that_loses_its_room_is_offered_no_more() -> None:
    app = make_app(BUNDLED)
    async with running(app, (120, 36)) as pilot:
        await pilot.resize_terminal(40, 15)
        await pilot.pause()

        assert "bet" not in last_line(app)


async def test_a_long_title_to_go_on_with_is_cut_with_a_sign(tmp_path: Path) -> None:
    record = tmp_path / "record.sqlite"
    app = make_app(BUNDLED, record=record)
    async with running(app, (40, 15), press="enter n n q"):
        await app.workers.wait_for_complete()
    again = make_app(BUNDLED, record=record)
    async with running(again, (40, 15)):
        (line,) = (line for line in screen_text(again).split("\n") if "Continue: " in line)

        assert line.rstrip().endswith("…")
