"""Cards on the screen: turned, looked at, and rated by keys and by mouse."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.learner.history import History
from explainer.learner.quiz_session import QuizOptions
from explainer.learner.record_file import RecordFile
from explainer.quiz.answer import Rating, Recalled
from explainer.quiz.attempt import Occasion
from explainer.quiz.run import Phase, Subject, SubjectKind
from explainer.ui.app import ReaderApp
from explainer.ui.base.requests import OpenQuiz
from explainer.ui.base.settings import Settings
from explainer.ui.quiz.quiz_screen import QuizScreen
from explainer.ui.reader.passage_screen import PassageScreen
from tests.ui.asking import DECK, ask, asking_app, press
from tests.ui.reading import last_line, make_app, posted, running, screen_text
from tests.ui.test_quiz import click

BACK = "Rock that holds water."


def given(screen: QuizScreen) -> list[object]:
    return [response.answer for response in screen.quiz_session.run.responses]


@pytest.mark.parametrize(
    ("keys", "rating"),
    [
        ("space 1", Rating.AGAIN),
        ("space 2", Rating.HARD),
        ("enter 3", Rating.GOOD),
        ("enter 4", Rating.EASY),
        ("space down enter", Rating.AGAIN),
        ("space down down down up enter", Rating.HARD),
        ("space up enter", Rating.EASY),
        ("space d", Rating.AGAIN),
        ("d enter", Rating.AGAIN),
        ("d 3", Rating.GOOD),
        ("1 3 space 3", Rating.GOOD),
        ("space down x space 4", Rating.EASY),
    ],
)
async def test_a_card_is_turned_and_rated_with_the_keyboard(keys: str, rating: Rating) -> None:
    app = asking_app()
    async with running(app) as pilot:
        screen = await ask(app, pilot, "card")
        assert BACK not in screen_text(app)
        assert "turns the card" in screen_text(app)

        await press(app, pilot, keys)

        assert given(screen) == [Recalled(rating)]
        assert screen._phase is Phase.DONE
        assert "of 1 right" in screen_text(app)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 15)], ids=str)
async def test_the_turned_card_shows_its_back_and_when_each_rating_brings_it_back(
    size: tuple[int, int],
) -> None:
    app = asking_app()
    async with running(app, size) as pilot:
        await ask(app, pilot, "card")
        await press(app, pilot, "space")
        text = screen_text(app)

        assert BACK in text
        assert "1 Again  in a minute" in text
        assert "2 Hard   in 5 minutes" in text
        if size[1] > 15:
            assert "Springs come out of it." in text
            assert "4 Easy   in" in text
            assert "1234 rate" in last_line(app)


async def test_nothing_rates_a_card_that_no_rating_was_chosen_for() -> None:
    app = asking_app()
    async with running(app) as pilot:
        screen = await ask(app, pilot, "card")
        await press(app, pilot, "space enter space enter")

        assert given(screen) == []
        assert "Choose how it went first." in screen_text(app)
        assert BACK in screen_text(app)


async def test_the_front_takes_no_rating() -> None:
    app = asking_app()
    async with running(app) as pilot:
        screen = await ask(app, pilot, "card")
        await press(app, pilot, "1 2 3 4 down up t e")

        assert given(screen) == []
        assert BACK not in screen_text(app)


async def test_starting_again_turns_the_front_up() -> None:
    app = asking_app()
    async with running(app) as pilot:
        await ask(app, pilot, "card")
        await press(app, pilot, "space down x")
        assert BACK not in screen_text(app)
        await press(app, pilot, "space")

        assert "❯" not in screen_text(app)


async def test_the_mouse_turns_and_rates() -> None:
    app = asking_app()
    async with running(app) as pilot:
        screen = await ask(app, pilot, "card", "truth")
        await click(pilot, app, "turns the card")
        assert BACK in screen_text(app)
        await click(pilot, app, BACK)
        assert given(screen) == []
        await click(pilot, app, "Hard")

        assert given(screen) == [Recalled(Rating.HARD)]
        assert "Every spring is warm." in screen_text(app)
        assert "2 of 2" in screen_text(app)


async def test_hints_come_before_the_back_and_confidence_not_at_all() -> None:
    app = asking_app()
    async with running(app, (100, 30)) as pilot:
        screen = await ask(app, pilot, "card")
        await press(app, pilot, "h")
        assert "It lies below the ground." in screen_text(app)
        await press(app, pilot, "w")
        assert "how it went" in last_line(app)
        await press(app, pilot, "space h")
        assert "hints come before" in last_line(app)
        await press(app, pilot, "3")

        (response,) = screen.quiz_session.run.responses
        assert (response.hints, response.confidence) == (1, None)


async def test_the_passage_is_a_key_away_once_the_card_is_turned() -> None:
    app = asking_app()
    async with running(app) as pilot:
        screen = await ask(app, pilot, "card")
        await press(app, pilot, "t")
        assert "Answer first" in last_line(app)
        await press(app, pilot, "space t")
        assert isinstance(app.screen, PassageScreen)
        await press(app, pilot, "escape")

        assert app.screen is screen
        assert BACK in screen_text(app)


async def test_a_card_rated_again_comes_back_behind_three_others() -> None:
    app = asking_app()
    async with running(app, (100, 30)) as pilot:
        screen = await ask(app, pilot, "card", "truth", "single", "multiple", "number")
        await press(app, pilot, "space 1")
        assert "2 of 5" in screen_text(app)
        await press(app, pilot, "f enter enter 1 enter enter 1 2 enter enter")

        assert screen.quiz_session.question.id == "card"
        assert "4 of 5 · again" in screen_text(app)
        assert BACK not in screen_text(app)
        await press(app, pilot, "space 3 0 enter enter")
        assert "4 of 5 right" in screen_text(app)
        assert "back: Rock that holds water." in screen_text(app)


async def test_both_ways_are_kept_and_come_back_by_their_ratings(tmp_path: Path) -> None:
    record = tmp_path / "record.sqlite"
    app = asking_app(record)
    async with running(app) as pilot:
        await ask(app, pilot, "card", "card-reversed")
        await press(app, pilot, "space 4 space")
        assert "What is an aquifer?" in screen_text(app)
        await press(app, pilot, "1")

    kept = History(RecordFile(record)).attempts("asking")
    assert [(one.question, one.answer, one.occasion) for one in kept] == [
        ("card", Recalled(Rating.EASY), Occasion.QUIZ),
        ("card-reversed", Recalled(Rating.AGAIN), Occasion.QUIZ),
    ]
    assert History(RecordFile(record)).open_runs("asking") == []


async def test_a_run_left_at_a_card_goes_on_with_its_front_up(tmp_path: Path) -> None:
    record = tmp_path / "record.sqlite"
    subject = Subject(SubjectKind.QUESTION, "truth card")
    app = asking_app(record)
    async with running(app) as pilot:
        await posted(app, pilot, OpenQuiz(subject, QuizOptions(seed=1)))
        await press(app, pilot, "f enter enter space escape")

    again = asking_app(record)
    async with running(again) as pilot:
        await posted(again, pilot, OpenQuiz(subject))
        await again.workers.wait_for_complete()
        await pilot.pause()
        assert "What is an aquifer?" in screen_text(again)
        assert BACK not in screen_text(again)


async def test_the_keys_of_a_card_are_those_that_were_set() -> None:
    keys = {"sheet-turn": ("z",), "sheet-good": ("g",), "sheet-again": ()}
    app: ReaderApp = make_app(DECK, section="springs", settings=Settings(keys=keys))
    async with running(app) as pilot:
        screen = await ask(app, pilot, "card")
        assert "z turns the card" in screen_text(app)
        await press(app, pilot, "space")
        assert BACK not in screen_text(app)
        await press(app, pilot, "z 1 3")
        assert given(screen) == []
        assert "g Good" in screen_text(app)
        await press(app, pilot, "g")

        assert given(screen) == [Recalled(Rating.GOOD)]
