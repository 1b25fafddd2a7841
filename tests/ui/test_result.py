"""The result of a run and of a round at the desk: Enter does the next step, and never leaves."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.learner.desk_session import DeskOptions
from explainer.learner.quiz_session import QuizOptions
from explainer.quiz.desk import CaseStep
from explainer.quiz.run import Phase, Subject, SubjectKind
from explainer.ui.app import ReaderApp
from explainer.ui.base.requests import OpenDesk, OpenQuiz, Request
from explainer.ui.desk.desk_screen import DeskScreen
from explainer.ui.overlays.launcher_screen import LauncherScreen
from explainer.ui.quiz.quiz_screen import QuizScreen
from explainer.ui.reader.passage_screen import PassageScreen
from tests.bundled import BUNDLED
from tests.ui.asking import DECK, ask, asking_app, press
from tests.ui.reading import last_line, make_app, running


def quiz(*names: str) -> OpenQuiz:
    return OpenQuiz(Subject(SubjectKind.QUESTION, " ".join(names)), QuizOptions(seed=1, fresh=True))


def launched(deck: Path, request: Request) -> ReaderApp:
    """Return an app as the command line starts it for a quiz or the desk."""
    return ReaderApp(make_app(deck).session, first_screen=lambda: LauncherScreen(request))


async def test_enter_asks_again_what_is_missed_until_it_is_right() -> None:
    app = asking_app()
    async with running(app) as pilot:
        first = await ask(app, pilot, "single", "truth")
        await press(app, pilot, "d enter d enter")
        assert first.quiz_session.run.phase is Phase.DONE
        assert "Enter ask again" in last_line(app)

        await press(app, pilot, "enter")

        assert isinstance(app.screen, QuizScreen)
        assert app.screen is not first
        assert set(app.screen.quiz_session.run.order) == {"single", "truth"}


async def test_enter_leads_to_the_passage_of_what_was_missed_at_first() -> None:
    app = asking_app()
    async with running(app, (100, 30)) as pilot:
        screen = await ask(app, pilot, "single", "truth", "word", "number")
        await press(app, pilot, "d enter")
        for _ in range(8):
            if screen.quiz_session.run.phase is Phase.DONE:
                break
            keys = {"single": "1", "truth": "f", "word": "i c e", "number": "0"}
            await press(app, pilot, f"{keys[screen.quiz_session.question.id]} enter enter")
        assert "Enter read again" in last_line(app)

        await press(app, pilot, "enter")

        assert isinstance(app.screen, PassageScreen)


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_enter_on_a_result_without_misses_stays_and_names_the_key_that_leaves(
    key: str,
) -> None:
    app = launched(DECK, quiz("single"))
    async with running(app) as pilot:
        await press(app, pilot, "1 enter enter")
        screen = app.screen
        assert isinstance(screen, QuizScreen)
        assert screen.quiz_session.run.phase is Phase.DONE

        await press(app, pilot, "enter enter")

        assert app.screen is screen
        assert "Esc leaves." in last_line(app)
        await press(app, pilot, key)
        assert app._exit


async def test_enter_on_a_result_over_the_text_names_the_key_that_leads_back() -> None:
    app = asking_app()
    async with running(app) as pilot:
        screen = await ask(app, pilot, "single")
        await press(app, pilot, "1 enter enter enter")

        assert app.screen is screen
        assert "Esc leads back." in last_line(app)


async def test_enter_at_the_end_of_a_round_at_the_desk_stays() -> None:
    app = launched(BUNDLED, OpenDesk(DeskOptions(seed=3, count=1)))
    async with running(app) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, DeskScreen)
        while not screen.desk_session.is_over:
            case = screen.desk_session.case
            keys = {CaseStep.BUY: "x", CaseStep.RECORD: "enter"}
            await press(app, pilot, keys.get(case.step, "1 enter"))
        assert screen.desk_session.is_over

        await press(app, pilot, "enter")

        assert app.screen is screen
        assert "Esc leaves." in last_line(app)
