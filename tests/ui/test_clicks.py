"""Clicks beside words: a row, a bar, a cell or an event is hit over its whole extent."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from explainer.quiz.answer import Chosen
from explainer.ui.app import ReaderApp
from explainer.ui.figures.figure_screen import FigureScreen
from explainer.ui.overlays.lines_screen import CardScreen
from explainer.ui.quiz.quiz_screen import QuizScreen
from tests.bundled import BUNDLED
from tests.ui.asking import ask, asking_app
from tests.ui.reading import last_line, make_app, running, screen_text

KINDS = Path(__file__).parent / "decks" / "kinds"
DRAWN = Path(__file__).parent / "decks" / "drawn"
PRICES = Path(__file__).parent / "decks" / "prices"


def row_of(app: ReaderApp, words: str) -> int:
    """Return the row of the screen that has some words."""
    rows = screen_text(app).split("\n")
    return next(number for number, row in enumerate(rows) if words in row)


async def click(app: ReaderApp, pilot: Pilot[str], column: int, row: int) -> None:
    await pilot.click(offset=(column, row))
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


@pytest.mark.parametrize("column", [0, 2, 40, 99])
async def test_a_choice_is_chosen_anywhere_on_its_row_and_answered_by_a_second_click(
    column: int,
) -> None:
    app = asking_app()
    async with running(app, (100, 30)) as pilot:
        screen = await ask(app, pilot, "single")
        await click(app, pilot, column, row_of(app, "A river"))
        assert "● A river" in screen_text(app)
        assert not screen.quiz_session.run.responses

        await click(app, pilot, column, row_of(app, "Rain"))
        assert not screen.quiz_session.run.responses
        await click(app, pilot, column, row_of(app, "Rain"))

        assert screen.quiz_session.run.responses[0].answer == Chosen((0,))


async def test_a_second_click_on_one_of_several_choices_leaves_it() -> None:
    app = asking_app()
    async with running(app, (100, 30)) as pilot:
        screen = await ask(app, pilot, "multiple")
        for _ in range(2):
            await click(app, pilot, 60, row_of(app, "Chalk"))

        assert "☐ Chalk" in screen_text(app)
        assert not screen.quiz_session.run.responses


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (140, 36)])
@pytest.mark.parametrize("column", [3, 20, 70])
async def test_a_bar_is_read_by_a_click_anywhere_on_its_row(
    size: tuple[int, int], column: int
) -> None:
    app = make_app(KINDS, section="bar")
    async with running(app, size, "tab enter") as pilot:
        await click(app, pilot, column, row_of(app, "Autumn"))
        if isinstance(app.screen, CardScreen):
            await pilot.press("escape")
            await pilot.pause()

        assert isinstance(app.screen, FigureScreen)
        assert "Autumn" in last_line(app)


async def test_a_click_on_a_bar_shows_its_evidence_in_a_card_where_no_pane_does() -> None:
    app = make_app(KINDS, section="bar")
    async with running(app, (80, 24), "tab enter down") as pilot:
        await click(app, pilot, 30, row_of(app, "Spring"))

        assert isinstance(app.screen, CardScreen)
        assert "The south sold twelve" in screen_text(app)


async def test_a_click_on_a_part_of_a_stacked_bar_reads_that_part() -> None:
    app = make_app(KINDS, section="stacked")
    async with running(app, (140, 36), "tab enter") as pilot:
        row = row_of(app, "Summer")
        before = last_line(app)
        places = set()
        for column in range(14, 70, 2):
            await click(app, pilot, column, row)
            places.add(last_line(app).split("  ")[0].strip())

    assert len(places) >= 2, (before, places)
    assert all(place.startswith("Summer") for place in places)


async def test_a_click_moves_to_a_point_that_is_to_be_guessed_and_tells_nothing() -> None:
    app = make_app(DRAWN, section="share")
    async with running(app, (100, 34), "tab enter") as pilot:
        first = last_line(app)
        row = row_of(app, "Share ?")
        places = [x for x, sign in enumerate(screen_text(app).split("\n")[row]) if sign == "?"]
        await click(app, pilot, places[2] + 2, row)

        assert isinstance(app.screen, FigureScreen)
        assert "1821" in first
        assert "1823" in last_line(app)
        assert "8.7" not in screen_text(app)


async def test_a_cell_is_hit_in_the_blank_beside_its_words() -> None:
    app = make_app(PRICES, section="a")
    async with running(app, (140, 30), "tab enter") as pilot:
        row = row_of(app, "GPT-4o")
        head = screen_text(app).split("\n")[row_of(app, "Listed")]
        for title in ("Model", "Listed"):
            column = head.index(title) + len(title)
            await click(app, pilot, column, row)
            assert title in last_line(app).split("  ")[0]


async def test_an_event_is_read_by_a_click_on_its_lines_and_on_the_strip() -> None:
    app = make_app(DRAWN, section="dam")
    async with running(app, (140, 40), "tab enter") as pilot:
        await click(app, pilot, 90, row_of(app, "The answer is still out"))
        assert "The answer is still out" in last_line(app)

        row = row_of(app, "■ Town")
        strip = screen_text(app).split("\n")[row]
        await click(app, pilot, strip.index("■", 6) - 2, row)

        assert "The town looks into it" in last_line(app)


@pytest.mark.parametrize(("section", "words"), [("bar", "Summer"), ("stacked", "Summer")])
async def test_a_chart_in_the_text_opens_by_a_click_anywhere_on_it(
    section: str, words: str
) -> None:
    app = make_app(KINDS, section=section)
    async with running(app, (100, 34)) as pilot:
        await click(app, pilot, 96, row_of(app, words))

        assert isinstance(app.screen, FigureScreen)


async def test_a_click_beside_a_choice_in_the_text_takes_it() -> None:
    app = asking_app()
    async with running(app, (100, 60)) as pilot:
        rows = screen_text(app).split("\n")
        row = next(n for n, line in enumerate(rows) if "In the hills" in line)
        await click(app, pilot, 90, row)
        await pilot.pause()
        assert "Your bet: In the hills" in screen_text(app)

        rows = screen_text(app).split("\n")
        row = next(n for n, line in enumerate(rows) if "A river" in line)
        await click(app, pilot, 90, row)
        await pilot.pause()
        assert isinstance(app.screen, QuizScreen)
        assert "Not right" in screen_text(app)


async def test_a_click_on_a_paragraph_of_the_text_opens_nothing() -> None:
    app = make_app(BUNDLED, section="two-articles")
    async with running(app, (100, 30)) as pilot:
        reader = app.screen
        for row in range(2, 6):
            await click(app, pilot, 1, row)

        assert app.screen is reader
