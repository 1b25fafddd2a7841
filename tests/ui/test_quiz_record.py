"""Answers that are kept, and what the card says where nothing is."""

from __future__ import annotations

from asyncio import gather
from pathlib import Path

import pytest

from explainer.deck.loader import open_deck
from explainer.learner.record import Record
from explainer.problems import Problems
from explainer.ui.base.session import Session, Setup
from explainer.ui.base.settings import Settings
from tests.ui.asking import DECK, ask, asking_app, keep_answers, press
from tests.ui.reading import last_line, running, screen_text


@pytest.mark.parametrize("size", [(40, 15), (30, 15)])
async def test_where_nothing_is_kept_small_screens_say_so_too(size: tuple[int, int]) -> None:
    app = asking_app()
    async with running(app, size) as pilot:
        await ask(app, pilot, "single")
        assert "nothing is kept" in " ".join(screen_text(app).split())


async def test_easy_is_not_confirmed_where_nothing_is_kept() -> None:
    app = asking_app()
    async with running(app) as pilot:
        await ask(app, pilot, "single")
        await press(app, pilot, "1 enter y")
        assert "Noted" not in last_line(app)


async def test_what_was_answered_is_read_once_however_many_want_it(tmp_path: Path) -> None:
    record = tmp_path / "record.sqlite"
    keep_answers(record, 3, 2)
    session = Session(open_deck(DECK, Problems()), Setup(Settings()), Record(record))
    await gather(session.load_attempts(), session.load_attempts())

    assert len(session.attempts) == 2
