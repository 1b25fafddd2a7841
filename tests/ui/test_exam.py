"""The day of an exam, and what it makes due for review."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from explainer.deck.loader import open_deck
from explainer.learner.history import History
from explainer.learner.record import Record
from explainer.learner.record_file import RecordFile
from explainer.problems import Problems
from explainer.ui.base.session import Session, Setup
from explainer.ui.base.settings import Settings
from explainer.ui.review.review_screen import ReviewScreen
from tests.ui.asking import DECK, keep_answers
from tests.ui.reading import make_app, running, screen_text


async def test_an_exam_that_is_over_makes_nothing_due(tmp_path: Path) -> None:
    record = tmp_path / "record.sqlite"
    keep_answers(record, 9, 6)
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    session = await loaded(record)
    without, over = (ReviewScreen(session, exam)._waiting for exam in (None, yesterday))

    assert without == ()
    assert over == ()


async def test_the_title_counts_what_an_exam_makes_due(tmp_path: Path) -> None:
    record = tmp_path / "record.sqlite"
    keep_answers(record, 9, 6)
    # Due on the eve of the exam at the latest, which has begun everywhere.
    exam: date = datetime.now(UTC).date()
    History(RecordFile(record)).set_exam("asking", exam)
    assert ReviewScreen(await loaded(record), exam)._waiting == ("single",)

    app = make_app(DECK, record=record)
    async with running(app) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "Review: 1 question is due" in screen_text(app)


async def loaded(record: Path) -> Session:
    session = Session(open_deck(DECK, Problems()), Setup(Settings()), Record(record))
    await session.load_attempts()
    return session
