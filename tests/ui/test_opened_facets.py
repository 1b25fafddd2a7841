"""A figure with facets, opened: the arrows and the mouse switch values, the class sees it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.pilot import Pilot

from explainer.ui.app import ReaderApp
from explainer.ui.base.settings import Settings
from tests.bundled import BUNDLED
from tests.ui.reading import last_line, make_app, running, screen_text, words_on_screen
from tests.ui.teaching import Lesson, audience
from tests.ui.test_opened_table import press
from tests.unit.test_facets import SCORES

DECK = """format = 1
id = "facets"
title = "Facets"
"""


@pytest.fixture(params=["table", "chart"])
def deck(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A deck whose first target is a figure with two facets."""
    kind = "" if request.param == "table" else 'kind = "bar"\n'
    text = f"```{{{request.param}}} scores\n{kind}" + 'facets = ["judge", "style"]\n```\n'
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "scores.toml").write_text(SCORES, encoding="utf-8")
    (tmp_path / "deck.toml").write_text(DECK, encoding="utf-8")
    (tmp_path / "01-a.md").write_text(f"# A\n\n{text}\nEnd.\n", encoding="utf-8")
    return tmp_path


async def test_right_switches_the_first_facet_and_takes_the_other_along(deck: Path) -> None:
    app = make_app(deck, section="a")
    async with running(app, (80, 24), "tab enter") as pilot:
        assert "3 of 7 rows · Ant leads with 80 points" in words_on_screen(app)
        await press(pilot, "right")

        assert "2 of 7 rows · Cat leads with 20 points" in words_on_screen(app)
        assert "Style control is now on" in last_line(app)


async def test_tab_goes_to_the_next_facet_and_then_to_the_rows(deck: Path) -> None:
    app = make_app(deck, section="a")
    async with running(app, (80, 24), "tab enter tab") as pilot:
        assert "Style control: off" in last_line(app)
        await press(pilot, "right")
        assert "Bee leads with 40" in words_on_screen(app)
        await press(pilot, "tab")
        assert "Ant" in last_line(app)


async def test_up_from_the_first_row_leads_back_to_the_facets(deck: Path) -> None:
    app = make_app(deck, section="a")
    async with running(app, (80, 24), "tab enter down down down") as pilot:
        assert "Bee" in last_line(app)
        await press(pilot, "up up")

        assert "Style control: off" in last_line(app)


async def test_the_text_shows_the_values_that_were_left(deck: Path) -> None:
    app = make_app(deck, section="a")
    async with running(app, (80, 24), "tab enter tab right escape"):
        assert "‹ on ›" in words_on_screen(app)
        assert "2 of 7 rows · Bee leads" in words_on_screen(app)


async def test_a_figure_opens_again_at_the_values_and_the_facet_that_were_left(deck: Path) -> None:
    app = make_app(deck, section="a")
    async with running(app, (80, 24), "tab enter tab right escape enter"):
        assert "Style control: on" in last_line(app)


async def click_on(app: ReaderApp, pilot: Pilot[str], words: str) -> None:
    """Click in the middle of some words on the screen."""
    lines = screen_text(app).split("\n")
    row = next(number for number, line in enumerate(lines) if words in line)
    await pilot.click(offset=(lines[row].index(words) + len(words) // 2, row))
    await pilot.pause()


@pytest.mark.parametrize("size", [(80, 24), (40, 20)], ids=["80", "40"])
async def test_a_click_on_a_value_chooses_it(deck: Path, size: tuple[int, int]) -> None:
    app = make_app(deck, section="a")
    async with running(app, size, "tab enter") as pilot:
        await click_on(app, pilot, "two")

        assert "‹ two ›" in screen_text(app)
        assert "Cat leads with 20" in words_on_screen(app)


async def test_a_click_on_a_row_below_the_facets_leads_there(deck: Path) -> None:
    app = make_app(deck, section="a")
    async with running(app, (80, 24), "tab enter") as pilot:
        lines = screen_text(app).split("\n")
        row = max(n for n, line in enumerate(lines[:-1]) if "Bee" in line)
        await pilot.click(offset=(lines[row].index("70"), row))
        await pilot.pause()
        await press(pilot, "escape" if "Esc back" in last_line(app) else "")

        assert "Bee" in last_line(app)


async def test_home_and_end_choose_the_first_and_last_value(deck: Path) -> None:
    app = make_app(deck, section="a")
    async with running(app, (80, 24), "tab enter end") as pilot:
        assert "‹ two ›" in screen_text(app)
        await press(pilot, "home")

        assert "‹ one ›" in screen_text(app)


async def test_a_small_screen_shows_all_values_of_the_facet_in_focus_and_some_rows(
    deck: Path,
) -> None:
    app = make_app(deck, section="a")
    async with running(app, (40, 15), "tab enter"):
        text = words_on_screen(app)

        assert "‹ one › two" in text
        assert "Style control ‹ off ›" in text
        assert "80" in text.split("leads with")[1][12:]


@pytest.mark.parametrize("deck", ["table"], indirect=True)
async def test_a_filter_of_a_table_holds_when_a_value_is_switched(deck: Path) -> None:
    app = make_app(deck, section="a")
    async with running(app, (80, 24), "tab enter f a n t enter tab right"):
        assert "with “ant”" in screen_text(app)
        assert "‹ on ›" in screen_text(app)


@pytest.mark.parametrize("deck", ["table"], indirect=True)
async def test_a_pinned_row_stays_pinned_at_other_values(deck: Path) -> None:
    app = make_app(deck, section="a")
    async with running(app, (80, 24), "tab enter tab tab p d tab tab right"):
        assert "differences from Ant" in screen_text(app)
        assert "+10" in screen_text(app)


async def test_without_colour_the_chosen_value_stands_between_marks(deck: Path) -> None:
    app = make_app(deck, section="a", ascii_only=True)
    async with running(app, (80, 24), "tab enter tab right"):
        assert "one" in screen_text(app)
        assert "on" in screen_text(app).split("Style control")[1]


async def test_a_class_sees_the_first_values_and_then_those_that_the_presenter_chooses(
    deck: Path,
) -> None:
    lesson = Lesson(deck)
    async with running(lesson.app, (100, 30)) as pilot:
        await pilot.pause()
        before = lesson.shown
        await press(pilot, "enter tab right")
        opened = lesson.shown
        await press(pilot, "escape")
        after = lesson.shown

    app = audience(before)
    async with running(app, (80, 24)):
        assert "3 of 7 rows · Ant leads" in words_on_screen(app)
    app = audience(opened)
    async with running(app, (80, 24)):
        assert "2 of 7 rows · Bee leads" in words_on_screen(app)
        assert "▌Style control" in screen_text(app)
    assert opened.opened is not None
    assert after.opened is None


async def test_sorted_rows_below_facets_arrive_by_themselves(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "scores.toml").write_text(SCORES, encoding="utf-8")
    (tmp_path / "deck.toml").write_text(DECK, encoding="utf-8")
    fence = '```{table} scores\nfacets = ["judge"]\n```'
    (tmp_path / "01-a.md").write_text(f"# A\n\n{fence}\n", encoding="utf-8")
    still = make_app(tmp_path, section="a", settings=Settings(motion=False))
    async with running(still, (80, 24), "tab enter tab s s"):
        sorted_rows = screen_text(still)
    moving = make_app(tmp_path, section="a")
    async with running(moving, (80, 24), "tab enter tab s s") as pilot:
        async with asyncio.timeout(30):
            while screen_text(moving) != sorted_rows:
                await pilot.pause()


async def test_the_rows_of_an_opened_table_are_counted_once() -> None:
    app = make_app(BUNDLED, section="models", block="break-the-ranking")
    async with running(app, (80, 24), "enter") as pilot:
        whole = screen_text(app)
        await pilot.press("f", *"claude", "enter")
        await pilot.pause()

        assert whole.count(" rows") == 1
        assert "9 of 25 rows" in whole
        assert screen_text(app).count(" rows") == 1
        assert "1 of 25 rows" in screen_text(app)
