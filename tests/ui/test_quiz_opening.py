"""Opening a quiz: once at a time, again after leaving it, and where it cannot begin."""

from __future__ import annotations

from pathlib import Path

from explainer.deck.loader import open_deck
from explainer.learner.quiz_session import QuizOptions
from explainer.learner.record import Record
from explainer.problems import Problems
from explainer.quiz.grading import Scheme
from explainer.quiz.run import Phase, Subject, SubjectKind
from explainer.ui.app import ReaderApp
from explainer.ui.base.requests import OpenQuiz
from explainer.ui.base.session import Session, Setup
from explainer.ui.base.settings import Settings
from explainer.ui.base.theme import DARK
from explainer.ui.overlays.launcher_screen import LauncherScreen
from explainer.ui.quiz.quiz_screen import QuizScreen
from tests.ui.asking import DECK, asking_app, press
from tests.ui.reading import last_line, posted, running, screen_text

WHOLE = Subject(SubjectKind.DECK)


async def test_a_run_is_never_open_twice(tmp_path: Path) -> None:
    """From the feedback to the passage, and there `a`, which asks for the same run again."""
    app = asking_app(tmp_path / "record.sqlite")
    async with running(app) as pilot:
        subject = Subject(SubjectKind.SECTION, "springs")
        await posted(app, pilot, OpenQuiz(subject, QuizOptions(seed=2)))
        await app.workers.wait_for_complete()
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, QuizScreen)
        while screen.quiz_session.run.phase is Phase.ASKING:
            await press(app, pilot, "tab d")
        await press(app, pilot, "t a")
        runs = [one.quiz_session.run.id for one in app.screen_stack if isinstance(one, QuizScreen)]
        assert len(runs) == len(set(runs))


async def test_leaving_before_the_first_answer_and_coming_back_keeps_on_keeping(
    tmp_path: Path,
) -> None:
    app = asking_app(tmp_path / "record.sqlite")
    async with running(app) as pilot:
        await press(app, pilot, "a escape a")
        assert "nothing is kept" not in screen_text(app)
        assert "UNIQUE" not in last_line(app)


async def test_another_run_of_the_same_is_marked_the_same() -> None:
    app = asking_app()
    async with running(app) as pilot:
        subject = Subject(SubjectKind.QUESTION, "single")
        options = QuizOptions(seed=1, scheme=Scheme.CONFIDENCE)
        await posted(app, pilot, OpenQuiz(subject, options))
        await press(app, pilot, "2 enter enter x")
        screen = app.screen
        assert isinstance(screen, QuizScreen)
        assert not screen.quiz_session.run.responses
        assert screen.quiz_session.run.scheme is Scheme.CONFIDENCE


async def test_what_cannot_begin_says_so_and_leaves_no_empty_screen(tmp_path: Path) -> None:
    record = Record(tmp_path / "record.sqlite")
    session = Session(open_deck(DECK, Problems()), Setup(Settings()), record)
    app = ReaderApp(
        session,
        DARK,
        first_screen=lambda: LauncherScreen(OpenQuiz(WHOLE, QuizOptions(seed=10**20))),
    )
    async with app.run_test() as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert screen_text(app).strip() or app.last_words
