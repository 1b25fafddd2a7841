"""The report of a lesson: times, votes, gains, and the forms in which it is written."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.deck.loader import open_deck
from explainer.deck.model import Deck
from explainer.lesson.event import (
    Entry,
    Event,
    HandsCounted,
    LessonBegan,
    LessonEnded,
    ScreenSized,
    StageShown,
    VoteBegan,
    VoteEnded,
    VoteMoved,
)
from explainer.lesson.report import LessonReport, report_of
from explainer.lesson.report_text import as_csv, as_json, markdown
from explainer.lesson.shown import Shown, Size
from explainer.lesson.vote import VoteStage
from explainer.problems import Problems
from tests.unit.test_lesson_log import EVENTS, entries_of

FILES = {
    "deck.toml": 'format = 1\nid = "d"\ntitle = "D"\nsections = ["sea"]\n',
    "sea.md": '+++\ntitle = "The sea | salt"\nminutes = 4\n+++\n\n# Sea\n\nWords.\n',
    "quiz/q.toml": """[[question]]
id = "salt"
type = "single"
prompt = "Why `salt`?"
section = "sea"
explain = "So."
choices = [
  { text = "=rivers", correct = true, fixed = true },
  { text = "rain", fixed = true, why = "No." },
]
""",
}


@pytest.fixture
def deck(tmp_path: Path) -> Deck:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return open_deck(tmp_path, Problems()).deck


def shown(section: str, *, blank: bool = False) -> StageShown:
    return StageShown(Shown("/deck", section, blank=blank))


def log(*timed: tuple[float, Event]) -> list[Entry]:
    return [Entry(place, at, event) for place, (at, event) in enumerate(timed, 1)]


LESSON = log(
    (0, LessonBegan("/deck", "A *lesson*")),
    (0, shown("")),
    (5, ScreenSized("a", Size(60, 20))),
    (10, shown("sea")),
    (70, shown("sea", blank=True)),
    (100, shown("sea")),
    (110, VoteBegan("salt")),
    (111, VoteMoved(VoteStage.OPEN)),
    (120, HandsCounted((5, 15))),
    (121, VoteMoved(VoteStage.CLOSED)),
    (122, VoteMoved(VoteStage.DISCUSSED)),
    (140, VoteMoved(VoteStage.OPEN)),
    (150, HandsCounted((15, 5))),
    (151, VoteMoved(VoteStage.CLOSED)),
    (152, VoteMoved(VoteStage.REVEALED)),
    (160, VoteEnded()),
    (9000, shown("gone")),
    (9060, LessonEnded()),
)


def test_times_leave_out_a_blank_screen_and_an_interruption(deck: Deck) -> None:
    report = report_of(LESSON, deck)

    assert [(one.section, one.seconds, one.planned) for one in report.sections] == [
        ("", 10, 0),
        ("sea", 60 + 60, 4),
        ("gone", 60, 0),
    ]
    assert report.seconds == 160 + 60
    assert (report.most_screens, report.has_ended) == (1, True)


def test_a_vote_has_both_rounds_with_shares_and_gain(deck: Deck) -> None:
    (vote,) = report_of(LESSON, deck).votes

    assert vote.rounds == ((5, 15), (15, 5))
    assert vote.choices == ("=rivers", "rain")
    assert vote.shares == (0.25, 0.75)
    assert vote.gain == pytest.approx(2 / 3)


def test_a_bet_has_no_share_that_is_right(deck: Deck) -> None:
    events: list[Event] = [VoteBegan("salt", is_bet=True), VoteMoved(VoteStage.OPEN)]
    (vote,) = report_of(entries_of([*events, HandsCounted((2, 3))]), deck).votes

    assert (vote.shares, vote.gain) == ((None,), None)


def test_without_its_deck_a_lesson_is_told_by_ids() -> None:
    report = report_of(LESSON, None)

    assert report.votes[0].prompt == "salt"
    assert report.votes[0].choices == ("1", "2")
    assert "sea" in markdown(report)


def test_the_report_in_markdown_keeps_what_the_deck_says_as_text(deck: Deck) -> None:
    text = markdown(report_of(LESSON, deck))

    assert "# A \\*lesson\\*\n" in text
    assert "| The sea \\| salt | 2:00 | 4 min |" in text
    assert "| ✓ | =rivers | 5 (25%) | 15 (75%) |" in text
    assert "Hands: 20, then 20. Right: 25%, then 75%. Gain: 0.67." in text


def test_the_report_as_json_has_everything(deck: Deck) -> None:
    data = json.loads(as_json(report_of(LESSON, deck)))

    assert data["votes"][0]["shares"] == [0.25, 0.75]
    assert data["sections"][1]["seconds"] == 120


def test_rows_for_a_spreadsheet_run_no_formula(deck: Deck) -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(report_of(LESSON, deck)))))

    assert [(row["round"], row["words"], row["right"], row["hands"]) for row in rows] == [
        ("1", "'=rivers", "yes", "5"),
        ("1", "rain", "no", "15"),
        ("2", "'=rivers", "yes", "15"),
        ("2", "rain", "no", "5"),
    ]


def test_an_empty_log_has_a_report() -> None:
    assert report_of([], None) == LessonReport("", "", 0.0, False, 0.0, 0, (), ())


@given(st.lists(EVENTS, max_size=20))
def test_any_log_has_a_report_in_every_form(events: list[Event]) -> None:
    report = report_of(entries_of(events), None)

    assert markdown(report)
    assert json.loads(as_json(report))["title"] == report.title
    assert as_csv(report).startswith("vote,")
