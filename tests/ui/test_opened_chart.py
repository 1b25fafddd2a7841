"""Charts and timelines opened in the reader: read, guessed, run on, left and found again."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

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
    assert "record 8.7" in revealed
    assert "too high" in revealed or "too low" in revealed


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
        assert "record 8.7" in screen_text(app)


async def test_a_timeline_stops_and_is_let_run_on() -> None:
    app = make_app(DRAWN, section="dam")
    async with running(app, (100, 40), "tab enter") as pilot:
        stopped = screen_text(app)
        await press(pilot, "r")
        after = screen_text(app)
        await press(pilot, "escape")
        text = screen_text(app)

    assert "Stopped at 4 Jun 1823" in stopped
    assert "bishop" not in stopped
    assert "bishop" in after
    assert "Stopped at" not in text


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
    app = make_app(SEVEN, section="grouped")
    app.session.ascii_only = True
    async with running(app, (80, 24)) as pilot:
        text = "\n".join(line[24:] for line in screen_text(app).split("\n")[4:18])
        await press(pilot, "tab enter")
        opened = screen_text(app)

    assert "#" in text
    assert not set(text) & set("█▏▎▍▌▋▊▉▒▓░⠁⣿")
    assert "#" in opened
