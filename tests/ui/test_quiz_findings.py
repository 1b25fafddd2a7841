"""Quizzes on screens that are small, with decks that are odd, and keys that few keyboards have."""

from __future__ import annotations

from asyncio import gather
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from explainer.deck.loader import open_deck
from explainer.learner.history import History
from explainer.learner.quiz_session import QuizOptions
from explainer.learner.record import Record
from explainer.learner.record_file import RecordFile
from explainer.learner.run_log import RunLog
from explainer.problems import Problems
from explainer.quiz.answer import Chosen
from explainer.quiz.attempt import Attempt
from explainer.quiz.grading import Scheme
from explainer.quiz.run import Phase, Subject, SubjectKind
from explainer.ui.app import ReaderApp
from explainer.ui.base.requests import OpenQuiz
from explainer.ui.base.session import Session, Setup
from explainer.ui.base.settings import Settings
from explainer.ui.base.theme import DARK
from explainer.ui.overlays.launcher_screen import LauncherScreen
from explainer.ui.overlays.lines_screen import LinesScreen
from explainer.ui.quiz.quiz_screen import QuizScreen
from explainer.ui.review.review_screen import ReviewScreen
from tests.ui.asking import DECK, ask, asking_app, press
from tests.ui.reading import last_line, make_app, posted, running, screen_text

WHOLE = Subject(SubjectKind.DECK)


def make_deck(folder: Path, questions: str) -> Path:
    """A deck of one section and some questions."""
    (folder / "quiz").mkdir(parents=True)
    (folder / "deck.toml").write_text('format = 1\nid = "odd"\ntitle = "Odd"\n')
    (folder / "01-one.md").write_text("# One\n\nText.\n")
    (folder / "quiz" / "q.toml").write_text(questions)
    return folder


def single(prompt: str, section: str = "one") -> str:
    return f"""
[[question]]
id = "q"
type = "single"
prompt = "{prompt}"
section = "{section}"
explain = "So it is."
choices = [{{ text = "A", correct = true, why = "w" }}, {{ text = "B", why = "v" }}]
"""


async def begin(app: ReaderApp, pilot: Pilot[str], options: QuizOptions | None = None) -> None:
    """Ask about the whole deck."""
    await posted(app, pilot, OpenQuiz(WHOLE, options))
    await app.workers.wait_for_complete()
    await pilot.pause()


def keep(record: Path, *days: int) -> None:
    """Write down right answers to one question, so many days ago each."""
    log = RunLog(RecordFile(record), "asking")
    for ago in days:
        at = (datetime.now(UTC) - timedelta(days=ago)).isoformat(timespec="milliseconds")
        log.keep(Attempt("asking", "single", "h", at, Chosen((0,)), 1.0))
    log.close()


# --- keys ----------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["²", "①", "९"])
@pytest.mark.parametrize("name", ["single", "match", "order"])
async def test_digits_that_are_no_number_keys_do_nothing(name: str, key: str) -> None:
    app = asking_app()
    async with running(app) as pilot:
        await ask(app, pilot, name)
        before = screen_text(app)
        await press(app, pilot, key)
        assert screen_text(app) == before


@pytest.mark.parametrize("key", ["²", "①"])
async def test_digits_that_are_no_number_keys_do_nothing_at_the_end_or_in_the_menu(
    key: str,
) -> None:
    app = asking_app()
    async with running(app) as pilot:
        await press(app, pilot, f"Q {key} escape")
        screen = await ask(app, pilot, "single")
        await press(app, pilot, f"1 enter enter {key}")
        assert app.screen is screen


async def test_help_is_one_key_away_while_a_word_is_typed() -> None:
    app = asking_app()
    async with running(app) as pilot:
        await ask(app, pilot, "word")
        await press(app, pilot, "f1")
        assert isinstance(app.screen, LinesScreen)


async def test_a_run_is_never_open_twice(tmp_path: Path) -> None:
    """From the feedback to the passage, and there `a`: the same run again, above itself."""
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


# --- what is kept --------------------------------------------------------------------------


async def test_leaving_before_the_first_answer_and_coming_back_keeps_on_keeping(
    tmp_path: Path,
) -> None:
    app = asking_app(tmp_path / "record.sqlite")
    async with running(app) as pilot:
        await press(app, pilot, "a escape a")
        assert "nothing is kept" not in screen_text(app)
        assert "UNIQUE" not in last_line(app)


@pytest.mark.parametrize("size", [(40, 15), (30, 15)])
async def test_where_nothing_is_kept_small_screens_say_so_too(size: tuple[int, int]) -> None:
    app = asking_app()
    async with running(app, size) as pilot:
        await ask(app, pilot, "single")
        assert "nothing is kept" in " ".join(screen_text(app).split())


async def test_easy_is_not_said_to_be_noted_where_nothing_is_kept() -> None:
    app = asking_app()
    async with running(app) as pilot:
        await ask(app, pilot, "single")
        await press(app, pilot, "1 enter y")
        assert "Noted" not in last_line(app)


async def test_what_was_answered_is_read_once_however_many_want_it(tmp_path: Path) -> None:
    record = tmp_path / "record.sqlite"
    keep(record, 3, 2)
    session = Session(open_deck(DECK, Problems()), Setup(Settings()), Record(record))
    await gather(session.load_attempts(), session.load_attempts())

    assert len(session.attempts) == 2


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


# --- exams ---------------------------------------------------------------------------------


async def test_an_exam_that_is_over_makes_nothing_due(tmp_path: Path) -> None:
    record = tmp_path / "record.sqlite"
    keep(record, 9, 6)
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    session = await loaded(record)
    without, over = (ReviewScreen(session, exam)._waiting for exam in (None, yesterday))

    assert without == ()
    assert over == ()


async def loaded(record: Path) -> Session:
    session = Session(open_deck(DECK, Problems()), Setup(Settings()), Record(record))
    await session.load_attempts()
    return session


async def test_the_title_counts_what_an_exam_makes_due(tmp_path: Path) -> None:
    record = tmp_path / "record.sqlite"
    keep(record, 9, 6)
    # Due on the eve of the exam at the latest, which has begun everywhere.
    exam: date = datetime.now(UTC).date()
    History(RecordFile(record)).set_exam("asking", exam)
    assert ReviewScreen(await loaded(record), exam)._waiting == ("single",)

    app = make_app(DECK, record=record)
    async with running(app) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "Review: 1 question is due" in screen_text(app)


# --- odd decks -----------------------------------------------------------------------------


async def test_a_long_prompt_is_shown_from_its_beginning(tmp_path: Path) -> None:
    app = make_app(make_deck(tmp_path / "odd", single("BEGIN " + "word " * 500)))
    async with running(app) as pilot:
        await begin(app, pilot)
        assert "BEGIN" in screen_text(app)


async def test_a_long_bet_can_be_read_to_both_ends_with_the_keyboard(tmp_path: Path) -> None:
    deck = make_deck(tmp_path / "odd", single("BEGIN " + "word " * 500 + "END"))
    (deck / "01-one.md").write_text('+++\nbets = ["q"]\n+++\n\n# One\n\nText.\n')
    app = make_app(deck, section="one")
    async with running(app, press="tab enter") as pilot:
        seen = screen_text(app)
        for key in ("pageup", "pageup", "pageup", "pageup", "pagedown", "pagedown"):
            await press(app, pilot, key)
            seen += screen_text(app)
        assert "BEGIN" in seen
        assert "END" in seen


async def test_a_wide_unit_is_not_cut(tmp_path: Path) -> None:
    unit = "thousand million cubic metres of water"
    deck = make_deck(
        tmp_path / "odd",
        f'[[question]]\nid = "q"\ntype = "numeric"\nprompt = "P?"\nanswer = 5\nunit = "{unit}"\n',
    )
    app = make_app(deck)
    async with running(app, (40, 15)) as pilot:
        await begin(app, pilot)
        assert unit in " ".join(screen_text(app).split())


async def test_a_question_of_a_section_that_is_not_there_leads_to_no_other(tmp_path: Path) -> None:
    app = make_app(make_deck(tmp_path / "odd", single("P?", section="nowhere")))
    async with running(app) as pilot:
        await begin(app, pilot)
        screen = app.screen
        await press(app, pilot, "1 enter t")
        assert app.screen is screen


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
