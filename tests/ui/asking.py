"""Helpers: runs through single questions of a small deck, for tests that press keys."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from textual.pilot import Pilot

from explainer.learner.quiz_session import QuizOptions
from explainer.learner.record_file import RecordFile
from explainer.learner.run_log import RunLog
from explainer.quiz.answer import Chosen
from explainer.quiz.attempt import Attempt
from explainer.quiz.run import Subject, SubjectKind
from explainer.ui.app import ReaderApp
from explainer.ui.base.requests import OpenQuiz
from explainer.ui.quiz.quiz_screen import QuizScreen
from tests.ui.reading import make_app

DECK = Path(__file__).parent / "decks" / "asking"


def asking_app(record: Path | None = None) -> ReaderApp:
    return make_app(DECK, section="springs", record=record)


async def press(app: ReaderApp, pilot: Pilot[str], keys: str) -> None:
    """Press keys one by one, and wait after each for the work that it starts."""
    for key in keys.split():
        await pilot.press(key)
        await app.workers.wait_for_complete()
        await pilot.pause()


async def ask(app: ReaderApp, pilot: Pilot[str], *names: str, seed: int = 1) -> QuizScreen:
    """Start a quiz of some questions."""
    subject = Subject(SubjectKind.QUESTION, " ".join(names))
    app.post_message(OpenQuiz(subject, QuizOptions(seed=seed, fresh=True)))
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()
    screen = app.screen
    assert isinstance(screen, QuizScreen)
    return screen


def keep_answers(record: Path, *days: int) -> None:
    """Write right answers to one question to a record, each so many days ago."""
    log = RunLog(RecordFile(record), "asking")
    for ago in days:
        at = (datetime.now(UTC) - timedelta(days=ago)).isoformat(timespec="milliseconds")
        log.keep(Attempt("asking", "single", "h", at, Chosen((0,)), 1.0))
    log.close()
