"""What stands on the page is worked with at once: figures by Enter, questions by their digits."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.ui.figures.figure_screen import FigureScreen
from explainer.ui.quiz.quiz_screen import QuizScreen
from explainer.ui.reader.reader_screen import ReaderScreen
from tests.ui.reading import last_line, make_app, running, screen_text
from tests.ui.teaching import Lesson
from tests.ui.test_presenter import class_text, press
from tests.ui.test_vote import deck as seas

__all__ = ["seas"]

PRICES = Path(__file__).parent / "decks" / "prices"


async def test_enter_opens_the_figure_on_the_page_and_the_last_line_says_so() -> None:
    app = make_app(PRICES, section="a")
    async with running(app, (100, 30)) as pilot:
        assert "Enter work with it" in last_line(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, FigureScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, ReaderScreen)


async def test_the_page_follows_a_figure_that_was_left_with_another_height() -> None:
    app = make_app(section="why-alibaba", block="sort-it-yourself")
    async with running(app, (120, 36)) as pilot:
        await press(pilot, "enter t escape")
        assert "Chatbot users" in " ".join(screen_text(app).split())


async def test_a_mark_in_focus_is_opened_before_the_figure() -> None:
    app = make_app(PRICES, section="a")
    async with running(app, (100, 30), "tab tab") as pilot:
        assert "work with it" not in last_line(app)
        await press(pilot, "enter")
        assert not isinstance(app.screen, FigureScreen)


@pytest.mark.parametrize(("digit", "words"), [("1", "Right"), ("2", "Not right")])
async def test_after_a_question_in_the_text_enter_leads_back_to_it(
    seas: Path, digit: str, words: str
) -> None:
    app = make_app(seas, section="sea")
    async with running(app, (100, 30), "right") as pilot:
        await press(pilot, digit)
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, QuizScreen)
        assert words in screen_text(app)
        assert "Enter back to the text" in last_line(app)
        await press(pilot, "enter")
        await pilot.pause()
        assert isinstance(app.screen, ReaderScreen)
        assert "Where does the" in screen_text(app)


async def test_the_choices_of_a_class_have_the_digits_for_its_hands(seas: Path) -> None:
    lesson = Lesson(seas)
    async with running(lesson.app, (120, 36)) as pilot:
        await press(pilot, "pagedown pagedown pagedown")
    text = await class_text(lesson)

    assert "1  From rivers" in text
    assert "3  From the moon" in text
