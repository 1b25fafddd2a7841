"""Progress of a visitor: kept when they ask for it, and deleted when they ask for that."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from explainer.learner.history import History
from explainer.learner.record import Record
from explainer.learner.record_file import RecordFile
from explainer.quiz.run import Phase
from explainer.ui.app import ReaderApp
from explainer.ui.base.requests import VisitPassage
from explainer.ui.overlays.menu_screen import MenuScreen
from explainer.ui.quiz.quiz_screen import QuizScreen
from explainer.ui.reader.reader_screen import ReaderScreen
from tests.ui.asking import DECK, ask, press
from tests.ui.reading import last_line, posted, running, screen_text, words_on_screen
from tests.ui.visiting import (
    FORGOTTEN,
    KEPT,
    FolderKeeper,
    opened_deck,
    visiting_app,
    visitor,
)


@pytest.fixture
def keeper(tmp_path: Path) -> FolderKeeper:
    return FolderKeeper(tmp_path / "visitor.sqlite")


def app_of(keeper: FolderKeeper | None, *, section: str = "springs") -> ReaderApp:
    return visiting_app(visitor(opened_deck(DECK), keeper), section)


def kept_questions(keeper: FolderKeeper) -> list[str]:
    return [one.question for one in History(RecordFile(keeper.path)).attempts()]


async def done_run(app: ReaderApp, pilot: Pilot[str]) -> QuizScreen:
    """Return a run of one question that is answered."""
    screen = await ask(app, pilot, "truth")
    await give_up(app, pilot, screen)
    return screen


async def give_up(app: ReaderApp, pilot: Pilot[str], screen: QuizScreen) -> None:
    """Give up on every question, and on those that are asked again."""
    while screen.quiz_session.run.phase is not Phase.DONE:
        await press(app, pilot, "d enter")


async def settle(app: ReaderApp, pilot: Pilot[str]) -> None:
    await app.workers.wait_for_complete()
    await pilot.pause()


async def forget(app: ReaderApp, pilot: Pilot[str], answer: str) -> None:
    app.action_forget_me()
    await pilot.pause()
    await press(app, pilot, answer)


@pytest.mark.parametrize("size", [(40, 15), (80, 24), (120, 36)])
async def test_the_end_of_a_run_says_that_nothing_is_kept_and_names_the_key(
    keeper: FolderKeeper, size: tuple[int, int]
) -> None:
    app = app_of(keeper)
    async with running(app, size) as pilot:
        await done_run(app, pilot)

        assert "nothing is kept" in last_line(app)
        assert "K keep" in last_line(app)


async def test_one_key_after_a_run_keeps_it_and_later_answers(
    keeper: FolderKeeper,
) -> None:
    app = app_of(keeper)
    async with running(app) as pilot:
        await done_run(app, pilot)
        await press(app, pilot, "K")

        assert KEPT in last_line(app)
        assert "nothing is kept" not in screen_text(app)
        answered = kept_questions(keeper)
        assert set(answered) == {"truth"}

        await press(app, pilot, "x")
        again = app.screen
        assert isinstance(again, QuizScreen)
        await give_up(app, pilot, again)
        assert kept_questions(keeper) == [*answered, *answered]
        assert History(RecordFile(keeper.path)).open_runs("asking") == []


async def test_what_the_keeper_says_stands_until_the_next_key(keeper: FolderKeeper) -> None:
    app = app_of(keeper)
    async with running(app) as pilot:
        await press(app, pilot, "K")
        assert KEPT in last_line(app)
        await press(app, pilot, "down")

        assert KEPT not in last_line(app)


async def test_keeping_writes_place_and_read_sections(
    keeper: FolderKeeper, reading_at_once: None
) -> None:
    app = app_of(keeper)
    async with running(app, (80, 60)) as pilot:
        await press(app, pilot, "K")

    record = Record(keeper.path)
    assert record.read_sections("asking") == {"springs"}
    place = record.place("asking")
    assert place is not None
    assert place.section == "springs"


async def test_a_run_under_a_visited_passage_is_kept_on(keeper: FolderKeeper) -> None:
    app = app_of(keeper)
    async with running(app) as pilot:
        screen = await ask(app, pilot, "truth", "single")
        await press(app, pilot, "d")
        await posted(app, pilot, VisitPassage("springs", ""))
        await press(app, pilot, "K escape")
        assert app.screen is screen
        await press(app, pilot, "enter d")

    assert len(kept_questions(keeper)) == 2


async def test_the_title_offers_to_keep_and_says_when_it_is(keeper: FolderKeeper) -> None:
    app = app_of(keeper, section="")
    async with running(app) as pilot:
        assert "nothing is kept" in screen_text(app)
        assert "K keep" in last_line(app)
        await press(app, pilot, "K")

        assert "nothing is kept" not in screen_text(app)
        assert KEPT in last_line(app)
        await press(app, pilot, "T")
        assert "K keep" not in last_line(app)


async def test_without_a_keeper_nothing_is_offered_and_the_key_does_nothing() -> None:
    app = app_of(None)
    async with running(app) as pilot:
        before = screen_text(app)
        await press(app, pilot, "K")
        assert screen_text(app) == before
        await press(app, pilot, "question_mark")
        assert "Keep what you read" not in words_on_screen(app)
        await press(app, pilot, "escape")
        await done_run(app, pilot)

        assert "K keep" not in last_line(app)


async def test_help_and_palette_offer_what_can_be_done_now(keeper: FolderKeeper) -> None:
    app = app_of(keeper)
    async with running(app, (80, 120)) as pilot:
        await press(app, pilot, "question_mark")
        assert "K Keep my progress" in words_on_screen(app)
        await press(app, pilot, "escape ctrl+p")
        await pilot.press(*"progress")
        await settle(app, pilot)
        assert "Keep my progress" in screen_text(app)
        await press(app, pilot, "escape K ctrl+p")
        await pilot.press(*"forget me")
        await settle(app, pilot)

        assert "Forget me" in screen_text(app)
        assert "Keep my progress" not in screen_text(app)


async def test_a_broken_record_is_reported_and_nothing_counts_as_kept(keeper: FolderKeeper) -> None:
    keeper.trouble = "[b]no room[/b]"
    app = app_of(keeper)
    async with running(app) as pilot:
        await press(app, pilot, "K")

        assert "Not kept: [b]no room[/b]." in last_line(app)
        assert not app.session.keeps


async def test_forgetting_asks_once_more_and_names_what_is_lost(keeper: FolderKeeper) -> None:
    app = app_of(keeper)
    async with running(app) as pilot:
        await done_run(app, pilot)
        await press(app, pilot, "K escape")
        app.action_forget_me()
        await pilot.pause()

        assert isinstance(app.screen, MenuScreen)
        assert "1 answer and 0 read sections" in words_on_screen(app)
        await press(app, pilot, "1")
        assert isinstance(app.screen, ReaderScreen)
        assert set(kept_questions(keeper)) == {"truth"}


async def test_after_forgetting_the_visitor_begins_anew(keeper: FolderKeeper) -> None:
    app = app_of(keeper)
    async with running(app, (120, 36)) as pilot:
        await done_run(app, pilot)
        await press(app, pilot, "K escape")
        await forget(app, pilot, "2")

        assert FORGOTTEN in last_line(app)
        assert not keeper.path.exists()
        assert (app.session.attempts, app.session.record) == ((), None)
        assert "0/" not in screen_text(app)  # no score in the outline
        await press(app, pilot, "down")
        assert "nothing is kept" in last_line(app)
        await press(app, pilot, "K")
        assert kept_questions(keeper) == []


async def test_a_record_that_cannot_be_deleted_is_reported(keeper: FolderKeeper) -> None:
    app = app_of(keeper)
    async with running(app) as pilot:
        await press(app, pilot, "K")
        keeper.trouble = "the disk is gone"
        await forget(app, pilot, "2")

        assert "Not forgotten: the disk is gone." in last_line(app)
        assert app.session.may_forget


async def test_a_returning_visitor_finds_earlier_answers_beside_the_new_ones(
    keeper: FolderKeeper,
) -> None:
    first = app_of(keeper)
    async with running(first) as pilot:
        await done_run(first, pilot)
        await press(first, pilot, "K")
    second = app_of(keeper)
    async with running(second) as pilot:
        screen = await ask(second, pilot, "single")
        await give_up(second, pilot, screen)
        await press(second, pilot, "K")

        questions = [one.question for one in second.session.attempts]
        assert list(dict.fromkeys(questions)) == ["truth", "single"]
    assert kept_questions(keeper) == questions
