"""Charts and timelines opened in the reader: reading, guessing, running on, closing, reopening."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from explainer.ui.app import ReaderApp
from explainer.ui.base.settings import Settings
from explainer.ui.figures import chart_figure, timeline_figure
from explainer.ui.figures.chart_figure import ChartFigure
from explainer.ui.figures.figure_screen import FigureScreen
from tests.ui.reading import last_line, make_app, running, screen_text

SEVEN = Path(__file__).parent / "decks" / "kinds"
DRAWN = Path(__file__).parent / "decks" / "drawn"


async def press(pilot: Pilot[str], keys: str) -> None:
    for key in keys.split():
        await pilot.press(key)
        await pilot.pause()


async def test_arrows_read_a_chart_point_by_point() -> None:
    app = make_app(SEVEN, section="bar")
    async with running(app, (100, 30), "tab enter") as pilot:
        first = screen_text(app)
        await press(pilot, "down")

        assert "Spring: 12" in first
        assert "Summer" in last_line(app)
        assert "31.5" in screen_text(app)


async def test_enter_shows_what_a_point_rests_on() -> None:
    app = make_app(SEVEN, section="bar")
    async with running(app, (80, 24), "tab enter enter"):
        assert "contradicted" in screen_text(app)
        assert "The south sold twelve" in screen_text(app)


async def test_a_guess_hides_the_record_until_every_point_was_moved() -> None:
    app = make_app(DRAWN, section="share")
    async with running(app, (100, 34)) as pilot:
        unopened = screen_text(app)
        await press(pilot, "tab enter r")
        early = screen_text(app)
        await press(pilot, "J right J right J right J right J")
        moved = screen_text(app)
        await press(pilot, "r")
        revealed = screen_text(app)

    assert "8.7" not in unopened
    assert "5 points more" in early
    assert "8.7" not in moved
    assert "every point is moved" in moved
    assert "off on average, " in revealed
    assert "too high" in revealed or "too low" in revealed


MOVED = "tab enter J right J right J right J right J"
"""Keys that open the chart and guess every point."""


def top_left(text: str, words: str) -> tuple[int, int]:
    """Return column and row of words on the screen."""
    row = next(n for n, line in enumerate(text.split("\n")) if words in line)
    return text.split("\n")[row].index(words), row


async def test_the_record_is_drawn_in_from_left_to_right_and_never_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(chart_figure, "_SECONDS", 3600.0)
    app = make_app(DRAWN, section="share")
    async with running(app, (100, 34), MOVED) as pilot:
        await press(pilot, "r")
        begun = screen_text(app)
        await press(pilot, "left")
        whole = screen_text(app)
        await press(pilot, "escape enter")
        again = screen_text(app)

    markers = [text.count("●") for text in (begun, whole, again)]
    assert markers[0] < markers[1] == markers[2]
    assert begun.count("○") == whole.count("○")


async def test_the_record_arrives_by_itself() -> None:
    app = make_app(DRAWN, section="share")
    async with running(app, (100, 34), MOVED) as pilot:
        await press(pilot, "r")
        screen = app.screen
        assert isinstance(screen, FigureScreen)
        figure = screen.figure
        assert isinstance(figure, ChartFigure)
        async with asyncio.timeout(30):
            while figure.is_running:
                await pilot.pause()
        arrived = screen_text(app)
        await press(pilot, "left right")

        assert arrived == screen_text(app)


async def test_without_motion_the_record_is_there_at_once() -> None:
    app = make_app(DRAWN, section="share", settings=Settings(motion=False))
    async with running(app, (100, 34), MOVED) as pilot:
        await press(pilot, "r")
        at_once = screen_text(app)
        await press(pilot, "left right")

        assert at_once == screen_text(app)


async def test_a_guess_follows_the_pressed_mouse() -> None:
    app = make_app(DRAWN, section="share")
    async with running(app, (100, 34), "tab enter") as pilot:
        text = screen_text(app)
        (_, top), (_, bottom) = top_left(text, "100\u00a0% "), top_left(text, "  0 ")
        column = text.split("\n")[top_left(text, "?")[1]].index("?")
        await pilot.hover(offset=(column, top))
        untouched = screen_text(app)
        await pilot.mouse_down(offset=(column, bottom))
        await pilot.hover(offset=(column, (top + bottom) // 2))
        middle = screen_text(app)
        await pilot.hover(offset=(column, 0))
        highest = screen_text(app)
        await pilot.mouse_up(offset=(column, 0))
        await pilot.hover(offset=(column, bottom))

        assert "not moved yet · 5 to move" in untouched
        assert re.search("you (4|5).\u00a0%", middle)
        assert "you 100\u00a0%" in highest
        assert "you 100\u00a0%" in screen_text(app)


async def test_up_raises_a_guess_and_down_lowers_it() -> None:
    app = make_app(DRAWN, section="share")
    async with running(app, (100, 34), "tab enter") as pilot:
        await press(pilot, "up")
        higher = screen_text(app)
        await press(pilot, "down down")

        assert "you 46\u00a0%" in higher
        assert "you 42\u00a0%" in screen_text(app)


async def test_evidence_never_tells_what_is_to_be_guessed() -> None:
    app = make_app(DRAWN, section="share")
    async with running(app, (140, 36), "tab enter"):
        assert "8.7" not in screen_text(app)
        assert "Sources of" not in screen_text(app)


async def test_the_text_shows_the_record_once_it_was_revealed() -> None:
    app = make_app(DRAWN, section="share")
    keys = "tab enter J right J right J right J right J r escape"
    async with running(app, (100, 34), keys):
        assert "off on average, " in screen_text(app)


async def wait_for(app: ReaderApp, pilot: Pilot[str], words: str) -> None:
    """Wait for words on the last line that come from a timer and not from a key."""
    async with asyncio.timeout(30):
        while words not in last_line(app):
            await pilot.pause()


async def test_a_timeline_stops_and_is_let_run_on_an_event_a_beat(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(timeline_figure, "_SECONDS_PER_EVENT", 3600.0)
    app = make_app(DRAWN, section="dam")
    async with running(app, (100, 40), "tab enter") as pilot:
        stopped, before = screen_text(app), last_line(app)
        await press(pilot, "r")
        first, during = screen_text(app), last_line(app)
        await press(pilot, "r")
        paused = last_line(app)
        monkeypatch.setattr(timeline_figure, "_SECONDS_PER_EVENT", 0.01)
        await press(pilot, "r")
        await wait_for(app, pilot, "That is all.")
        last = screen_text(app)
        await press(pilot, "up down")
        done = last_line(app)
        await press(pilot, "r")
        covered = screen_text(app)

    assert "Stopped at 4 Jun 1823. 2 events follow" in stopped
    assert "bishop" not in stopped
    assert "r run on" in before
    assert "bishop" in first
    assert "is begun" not in first
    assert "7 Oct 1823 · A letter from the bishop" in during
    assert "r stop" in during
    assert "r run on" in paused
    assert "is begun" in last
    assert "30 Mar 1824 · The dam is begun" in done
    assert "r cover again" in done
    assert "bishop" not in covered
    assert "2 events follow" in covered


async def test_a_running_timeline_goes_on_by_itself_until_somebody_moves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(timeline_figure, "_SECONDS_PER_EVENT", 3600.0)
    app = make_app(DRAWN, section="dam")
    async with running(app, (100, 40), "tab enter r") as pilot:
        running_on = last_line(app)
        await press(pilot, "up")

        assert "r stop" in running_on
        assert "r run on" in last_line(app)
        assert "1 event follows; it can run on" in screen_text(app)


async def test_without_motion_a_timeline_uncovers_an_event_a_press() -> None:
    app = make_app(DRAWN, section="dam", settings=Settings(motion=False))
    async with running(app, (100, 40), "tab enter") as pilot:
        before = last_line(app)
        await press(pilot, "r")
        first, between = screen_text(app), last_line(app)
        await press(pilot, "r")

        assert "r next event" in before
        assert "bishop" in first
        assert "is begun" not in first
        assert "r next event" in between
        assert "That is all." in last_line(app)
        assert "is begun" in screen_text(app)


async def test_the_text_shows_a_timeline_as_far_as_it_was_let_run() -> None:
    app = make_app(DRAWN, section="dam", settings=Settings(motion=False))
    async with running(app, (100, 40), "tab enter r escape") as pilot:
        text = screen_text(app)
        await press(pilot, "enter")

        assert "bishop" in text
        assert "is begun" not in text
        assert "1 event follows: open the timeline" in text
        assert "Stopped at" not in text
        assert "7 Oct 1823 · A letter from the bishop" in last_line(app)


async def test_a_timeline_zooms_to_a_year_and_turns_to_the_next_at_its_end() -> None:
    app = make_app(DRAWN, section="story")
    async with running(app, (100, 34), "tab enter down z") as pilot:
        near = screen_text(app)
        await press(pilot, "end down")

        assert "the year 1820 alone" in near
        assert "sluice" not in near
        assert "the year 1821 alone" in screen_text(app)
        await press(pilot, "escape")
        assert "alone" not in screen_text(app)


async def test_one_lane_of_a_timeline_shows_alone() -> None:
    app = make_app(DRAWN, section="story")
    async with running(app, (100, 34), "tab enter f"):
        assert "lane Town alone" in screen_text(app)
        assert "second wheel" not in screen_text(app)
        assert "sluice" in screen_text(app)


async def test_charts_are_drawn_in_ascii_where_the_terminal_has_nothing_else() -> None:
    app = make_app(SEVEN, section="grouped", ascii_only=True)
    async with running(app, (80, 24)) as pilot:
        text = "\n".join(line[24:] for line in screen_text(app).split("\n")[4:18])
        await press(pilot, "tab enter")
        opened = screen_text(app)

    assert "#" in text
    assert not set(text) & set("█▏▎▍▌▋▊▉▒▓░⠁⣿")
    assert "#" in opened


@pytest.mark.parametrize("size", [(40, 15), (80, 24)])
async def test_the_first_event_in_sight_of_a_timeline_names_its_lane(size: tuple[int, int]) -> None:
    app = make_app(section="huawei", block="huawei-story")
    async with running(app, size, "enter") as pilot:
        for _ in range(10):
            await press(pilot, "down")
            rows = screen_text(app).split("\n")
            first = next(
                row for row in rows if re.match(r" +[\w –]*\d{4} *[●■]|^ [●■] .*\d{4}", row)
            )
            assert "· Washington" in first or "· Huawei" in first


async def test_at_40_by_15_the_last_event_of_a_timeline_has_its_lane_and_its_detail() -> None:
    app = make_app(section="huawei", block="huawei-story")
    async with running(app, (40, 15), "enter end"):
        assert "■ Jan 2026 · Huawei" in screen_text(app)
        assert "the year's shipments." in screen_text(app)


async def test_a_guess_has_another_mark_once_moved_and_the_plot_keeps_its_width() -> None:
    app = make_app(section="huawei", block="huawei-share", settings=Settings(motion=False))
    async with running(app, (80, 24), "enter") as pilot:
        before, hints = screen_text(app), last_line(app)
        await press(pilot, "up right up")
        moved = screen_text(app)
        await press(pilot, "right up right up right up")
        every = screen_text(app)
        await press(pilot, "r")
        record = screen_text(app)

    def plot(text: str) -> int:
        return max(row.count("┈") for row in text.split("\n"))

    def marks(text: str) -> str:
        rows = text.split("\n")
        row = next(row for row in rows if "50" in row and "●" in row)
        return "".join(mark for mark in row.split("Huawei")[0] if mark in "○?")

    assert [marks(before), marks(moved), marks(every)] == ["?????", "○○???", "○○○○○"]
    assert plot(before) == plot(moved) == plot(every) == plot(record) > 30
    assert "r record" in hints
    assert "○ where you put it" not in before
    assert "○ where you put it · ?: yours to guess" in moved
