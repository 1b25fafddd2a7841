"""Bets on the screen: asked again before a later section, and open questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.deck.question import Question, QuestionType
from explainer.learner.history import History
from explainer.learner.record_file import RecordFile
from explainer.quiz.answer import (
    Chosen,
    Filled,
    Matched,
    Ordered,
    Placed,
    Rating,
    Recalled,
    Truth,
    Typed,
)
from explainer.quiz.attempt import Attempt, Occasion
from explainer.quiz.run import Subject, SubjectKind
from explainer.render.line import line_text
from explainer.ui.app import ReaderApp
from explainer.ui.base.requests import OpenQuiz, OpenReview
from explainer.ui.quiz.answer_sheets.sheet_choice import sheet_for
from explainer.ui.quiz.bet_screen import BetScreen
from explainer.ui.reader.reader_screen import ReaderScreen
from explainer.ui.review.review_screen import ReviewScreen
from tests.ui.asking import press
from tests.ui.reading import BUNDLED, last_line, make_app, posted, running, screen_text
from tests.unit.asked import EVERY_TYPE, layout_of, question

FILES = {
    "deck.toml": 'format = 1\nid = "bets"\ntitle = "Bets"\n',
    "01-start.md": '+++\ntitle = "The start"\nbets = ["who"]\n+++\n\n# The start\n\nText.\n',
    "02-layers.md": "# Layers\n\nTwo.\n\n```{question} where\n```\n\n## Known\n\nLittle.\n",
    "03-end.md": '+++\nbets = ["who"]\n+++\n\n# The end\n\n## It came\n\nIt did.\n',
    "quiz/q.toml": """
[[question]]
id = "who"
type = "single"
section = "end"
settles = "it-came"
prompt = "Who comes?"
explain = "They did."
choices = [
  { text = "They", correct = true, why = "They came.", fixed = true },
  { text = "We", why = "We stayed.", fixed = true },
  { text = "Nobody", why = "Somebody came.", fixed = true },
]
[[question]]
id = "where"
type = "single"
open = true
section = "layers"
settles = "known"
prompt = "Where does it sit?"
explain = "Neither said where."
choices = [
  { text = "On the phone", why = "One has it so.", fixed = true },
  { text = "In the cloud", why = "One has it so too.", fixed = true },
]
""",
}


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    root = tmp_path / "deck"
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return tmp_path / "record.sqlite"


def words(app: ReaderApp) -> str:
    """Return the text on the screen, without its spacing."""
    return " ".join(screen_text(app).split())


def section_words(app: ReaderApp) -> str:
    """Return the words of the section in the reader, on all its pages."""
    screen = app.screen
    assert isinstance(screen, ReaderScreen)
    lines = [line_text(line).replace("▎", " ") for line in screen.pane.page.lines]
    return " ".join(" ".join(lines).split())


async def test_a_bet_stands_again_with_what_was_said_and_can_be_changed(
    deck: Path, record: Path
) -> None:
    app = make_app(deck, section="start", record=record)
    async with running(app, (100, 40)) as pilot:
        await press(app, pilot, "tab enter 2 enter")
        assert "Your bet: We" in screen_text(app)

    app = make_app(deck, section="end", record=record)
    async with running(app, (100, 40)) as pilot:
        await press(app, pilot, "tab")
        assert "The same bet once more" in screen_text(app)
        assert "You said: We" in screen_text(app)
        assert "First asked before The start. You can change it." in screen_text(app)
        assert "You said We ✗ not so" in section_words(app)
        await press(app, pilot, "enter")
        assert isinstance(app.screen, BetScreen)
        assert "❯ 2 ● We" in screen_text(app)
        assert "1 ○ They" in screen_text(app)
        assert "Esc as it was" in last_line(app)
        await press(app, pilot, "1 enter")
        assert "You said: They (at first: We)" in screen_text(app)
        settled = section_words(app)
        assert "At first you said We Then They ✓ right" in settled

    kept = History(RecordFile(record)).attempts("bets")
    assert [one.answer for one in kept] == [Chosen((1,)), Chosen((0,))]


async def test_a_bet_that_is_left_as_it_was_is_not_placed_again(deck: Path, record: Path) -> None:
    app = make_app(deck, section="start", record=record)
    async with running(app, (100, 40)) as pilot:
        await press(app, pilot, "tab enter 2 enter tab enter 1 escape")
        assert "Your bet: We" in screen_text(app)

    assert len(History(RecordFile(record)).attempts("bets")) == 1


async def test_a_question_that_was_answered_since_takes_no_other_bet(
    deck: Path, record: Path
) -> None:
    app = make_app(deck, section="end", record=record)
    async with running(app, (100, 40)) as pilot:
        await press(app, pilot, "tab enter 2 enter")
        await posted(app, pilot, OpenQuiz(Subject(SubjectKind.QUESTION, "who")))
        await app.workers.wait_for_complete()
        await press(app, pilot, "1 enter enter escape")
        assert "You can change it" not in screen_text(app)
        await press(app, pilot, "tab enter")
        assert isinstance(app.screen, ReaderScreen)
        assert "your bet stands as it was" in last_line(app)


async def test_an_edited_question_is_bet_on_afresh(deck: Path, record: Path) -> None:
    app = make_app(deck, section="start", record=record)
    async with running(app, (100, 40)) as pilot:
        await press(app, pilot, "tab enter 2 enter")
    quiz = deck / "quiz" / "q.toml"
    quiz.write_text(quiz.read_text().replace("Who comes?", "Who goes?"))
    app = make_app(deck, section="start", record=record)
    async with running(app, (100, 40)) as pilot:
        await press(app, pilot, "tab")
        assert "Your bet" not in screen_text(app)
        await press(app, pilot, "enter")
        assert "A bet before you read" in screen_text(app)
        assert "2 ○ We" in screen_text(app)


async def test_a_card_that_is_opened_before_the_record_was_read_has_the_bet_too(
    deck: Path, record: Path
) -> None:
    app = make_app(deck, section="start", record=record)
    async with running(app, (100, 40)) as pilot:
        await press(app, pilot, "tab enter 2 enter tab")
        app.session.attempts = ()
        app.session.has_loaded = False
        await press(app, pilot, "enter")
        assert "❯ 2 ● We" in screen_text(app)


async def test_what_was_answered_and_is_open_since_is_never_due(deck: Path) -> None:
    app = make_app(deck, section="layers")
    async with running(app, (100, 40)) as pilot:
        at = "2020-03-01T12:00:00.000Z"
        app.session.add_attempts([Attempt("bets", "where", "h", at, Chosen((0,)), 0.0)])
        assert app.session.count_due() == 0
        await posted(app, pilot, OpenReview())
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
        await press(app, pilot, "enter")
        assert "Nothing to review yet." in screen_text(app)


async def test_an_open_question_in_the_text_opens_a_bet_and_no_quiz(
    deck: Path, record: Path
) -> None:
    app = make_app(deck, section="layers", record=record)
    async with running(app, (100, 40)) as pilot:
        assert "Open question, not scored" in screen_text(app)
        assert "You said" not in screen_text(app)
        await press(app, pilot, "tab enter")
        assert isinstance(app.screen, BetScreen)
        assert "nobody knows, so no mark" in screen_text(app)
        await press(app, pilot, "2 enter")
        assert "Nobody has settled it." in last_line(app)
        assert "You said: In the cloud" in screen_text(app)
        assert "You said In the cloud ○ open" in section_words(app)
        assert "Still open Neither said where." in section_words(app)
        assert "✗" not in section_words(app)
        await press(app, pilot, "tab enter")
        assert "❯ 2 ● In the cloud" in screen_text(app)
        await press(app, pilot, "escape Q")
        assert "The whole deck" in screen_text(app)
        assert "This section" not in screen_text(app)
        assert "nothing is due" in screen_text(app)

    (kept,) = History(RecordFile(record)).attempts("bets")
    assert (kept.occasion, kept.answer) == (Occasion.BET, Placed((1,)))


async def test_with_nothing_kept_a_bet_still_stands_while_one_reads(deck: Path) -> None:
    app = make_app(deck, section="start")
    async with running(app, (100, 40)) as pilot:
        await press(app, pilot, "tab enter")
        assert "nothing is kept" in screen_text(app)
        await press(app, pilot, "2 enter tab enter")
        assert "❯ 2 ● We" in screen_text(app)


async def test_a_section_of_open_questions_alone_has_nothing_to_ask(deck: Path) -> None:
    app = make_app(deck, section="layers")
    async with running(app, (100, 40)) as pilot:
        await press(app, pilot, "a")
        assert isinstance(app.screen, ReaderScreen)
        assert "This section has no questions." in last_line(app)


async def test_a_bet_on_a_statement_needs_a_choice(deck: Path) -> None:
    app = make_app(deck, section="start")
    async with running(app, (80, 24)) as pilot:
        app.push_screen(BetScreen(question(QuestionType.TRUE_FALSE), app.session))
        await press(app, pilot, "enter")

        assert isinstance(app.screen, BetScreen)
        assert "Choose something first." in screen_text(app)
        assert app.session.attempts == ()


@pytest.mark.parametrize("asked", EVERY_TYPE, ids=lambda one: one.id)
async def test_a_bet_offers_no_hint_and_always_the_way_out(asked: Question, deck: Path) -> None:
    app = make_app(deck, section="start")
    async with running(app, (80, 24)) as pilot:
        app.push_screen(BetScreen(asked, app.session))
        await pilot.pause()
        said = [last_line(app)]
        for _ in range(3):
            await press(app, pilot, "tab")
            said.append(last_line(app))

    assert all("hint" not in line and "sure" not in line for line in said)
    assert all("Esc skip" in line for line in said)


ANSWERS = {
    "single": Chosen((1,)),
    "multiple": Chosen((0, 3)),
    "true-false": Truth(False),
    "numeric": Typed("8.6 %"),
    "short": Typed("words of mine"),
    "match": Matched((2, -1, 3)),
    "order": Ordered((2, 0, 1, 3)),
    "cloze": Filled(("blue", "")),
    "card": Recalled(Rating.HARD),
}


@pytest.mark.parametrize("asked", EVERY_TYPE, ids=lambda one: one.id)
def test_every_sheet_begins_with_what_was_answered_before(asked: object) -> None:
    one = next(found for found in EVERY_TYPE if found is asked)
    sheet = sheet_for(one, layout_of(one), 3)
    sheet.put(ANSWERS[one.id])

    assert sheet.answer() == ANSWERS[one.id]


@pytest.mark.parametrize("asked", EVERY_TYPE, ids=lambda one: one.id)
def test_an_answer_that_does_not_fit_any_more_is_no_error(asked: object) -> None:
    one = next(found for found in EVERY_TYPE if found is asked)
    odd = [Chosen((7, -1)), Placed((9,)), Matched((9,)), Ordered((5, 5)), Filled(("a",) * 9)]
    for answer in [*odd, *ANSWERS.values(), Matched((9, -7, 0))]:
        sheet = sheet_for(one, layout_of(one), 3)
        sheet.put(answer)
        assert sheet.lines(40)
        sheet.answer()


def test_a_place_that_was_taken_is_marked() -> None:
    one = question(EVERY_TYPE[0].type)
    sheet = sheet_for(one, layout_of(one), 3)
    sheet.put(Placed((2,)))

    assert sheet.answer() == Chosen((2,))


async def test_verdicts_beside_the_text_wait_until_the_section_was_read(
    reading_at_once: None,
) -> None:
    app = make_app(BUNDLED, section="what-happened-next")
    async with running(app, (120, 36)) as pilot:
        await pilot.press("space")
        beside = [line[88:] for line in screen_text(app).split("\n")]
        assert any("Claims here" in line for line in beside)
        assert not any("contradicted" in line for line in beside)
        reader = app.screen
        assert isinstance(reader, ReaderScreen)
        await pilot.press(*["space"] * (reader.pane.page_count - 2), "home")
        beside = []
        for _ in range(reader.pane.page_count):
            beside += [line[88:] for line in screen_text(app).split("\n")]
            await pilot.press("space")

    assert any("✗ contradicted" in line for line in beside)


async def test_what_is_told_later_is_not_told_after_another_key(deck: Path) -> None:
    app = make_app(deck, section="start")
    async with running(app, (100, 40)) as pilot:
        say = app.later_say()
        say("First.")
        await pilot.pause()
        assert "First." in last_line(app)
        await press(app, pilot, "down")
        say("Second.")
        await pilot.pause()
        assert "Second." not in last_line(app)
