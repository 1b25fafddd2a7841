"""The page of progress: aligned bars, a calendar that counts each question once, bets that keep."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from explainer.deck.model import Deck, SectionEntry
from explainer.deck.question import Question, QuestionType
from explainer.learner.progress import Progress, progress_lines
from explainer.problems import Span
from explainer.quiz.answer import Answer, Chosen
from explainer.quiz.attempt import Attempt, Occasion
from explainer.quiz.bet_standing import Outcome, bet_standings
from explainer.quiz.due_calendar import due_calendar
from explainer.quiz.progress_page import ProgressState, progress_page_lines
from explainer.quiz.question_hash import question_hash
from explainer.quiz.review import Due, due_now
from explainer.quiz.section_scores import section_scores
from explainer.render.chart.glyphs import Glyphs
from explainer.render.line import line_text, line_width
from tests.unit.asked import choice, question

SPAN = Span("s.md")
NOW = datetime(2026, 3, 12, 12, tzinfo=UTC)
OUTLINE = (
    SectionEntry("one", "The first section", SPAN, bets=("bet",)),
    SectionEntry("two", "Another one, with a long title that has to be cut somewhere", SPAN),
    SectionEntry("three", "Third", SPAN),
)
OUTCOMES = (choice("Refused outright", correct=True), choice("Waved through"))
BET = question(QuestionType.SINGLE, "bet", section="two", choices=OUTCOMES)
OPEN = msgspec.structs.replace(question(QuestionType.SINGLE, "open", section="one"), open=True)
ASKED = {f"q{n}": question(QuestionType.SINGLE, f"q{n}", section="one") for n in range(4)}


def deck_of(*questions: Question) -> Deck:
    return Deck("d", "D", OUTLINE, SPAN, questions={one.id: one for one in questions})


DECK = deck_of(BET, OPEN, *ASKED.values())


def attempt(
    of: Question,
    fraction: float = 1.0,
    occasion: Occasion = Occasion.QUIZ,
    answer: Answer | None = None,
    day: int = 1,
) -> Attempt:
    at = f"2026-03-{day:02d}T09:00:00.000Z"
    given = answer or Chosen((0 if fraction else 1,))
    return Attempt("d", of.id, question_hash(of), at, given, fraction, occasion)


def due(name: str, at: datetime) -> Due:
    return Due(name, at, 1.0, 5.0, 1)


def state(**more: object) -> ProgressState:
    start = ProgressState(
        frozenset({"one"}), {"two": 0.4}, {"one": (3, 4)}, due_calendar([], NOW), (), "two"
    )
    return msgspec.structs.replace(start, **more)


def texts(shown: ProgressState, width: int = 80, glyphs: Glyphs = Glyphs.FULL) -> list[str]:
    return [line_text(line).rstrip() for line in progress_page_lines(shown, DECK, width, glyphs)]


@pytest.mark.parametrize("width", [36, 56, 80, 112])
def test_the_bars_of_all_sections_begin_in_one_column(width: int) -> None:
    rows = [line for line in texts(state(), width) if line[:1] in ("✓", "◐", "·")]

    assert len(rows) == 3
    starts = {cell_len(row[: min(row.index(sign) for sign in "━─" if sign in row)]) for row in rows}
    assert len(starts) == 1
    assert rows[0].count("━") > rows[1].count("━") > rows[2].count("━") == 0
    assert "3/4" in rows[0]


def test_a_section_that_was_begun_never_looks_read_and_a_read_one_always_does() -> None:
    begun, *_ = (line for line in texts(state(shares={"two": 1.0})) if line.startswith("◐"))
    done, *_ = (line for line in texts(state()) if line.startswith("✓"))

    assert "─" in begun
    assert "─" not in done.split("3/4")[0].rpartition("  ")[0]


def test_without_line_drawing_bars_are_ascii() -> None:
    rows = [line for line in texts(state(), glyphs=Glyphs.PLAIN) if line[:1] in ("✓", "◐", "·")]

    assert all("#" in row or "-" in row for row in rows)
    assert not any(sign in row for row in rows for sign in "━─█")


def test_the_summary_counts_what_the_other_screens_count() -> None:
    calendar = due_calendar([due("q1", NOW - timedelta(days=2)), due("q2", NOW)], NOW)

    assert texts(state(calendar=calendar))[2] == (
        "1 of 3 sections read · 3 of 4 questions right · 2 due"
    )


def test_a_calendar_counts_each_question_once_by_its_day() -> None:
    asked = [
        due("late", NOW - timedelta(days=9)),
        due("now", NOW),
        due("evening", NOW + timedelta(hours=3)),
        due("sunday", datetime(2026, 3, 15, 12, tzinfo=UTC)),
        due("next", datetime(2026, 3, 16, 12, tzinfo=UTC)),
        due("far", NOW + timedelta(days=300)),
    ]

    found = due_calendar(asked, NOW)

    assert found.now == len(due_now({one.question: one for one in asked}, NOW)) == 2
    assert [week.monday for week in found.weeks] == [date(2026, 3, day) for day in (9, 16, 23, 30)]
    assert found.weeks[0].counts == (None, None, None, 3, 0, 0, 1)
    assert found.weeks[1].counts[0] == 1
    assert found.later == 1


@given(st.lists(st.integers(-500, 500), max_size=30), st.integers(0, 6))
def test_no_question_is_lost_in_a_calendar(days: list[int], weekday: int) -> None:
    now = NOW + timedelta(days=weekday)

    found = due_calendar([due("q", now + timedelta(days=day)) for day in days], now)

    assert sum(count for _, count in found.days) + found.later == len(days)
    assert all(len(week.counts) == 7 for week in found.weeks)


def test_today_has_a_sign_and_days_have_their_number_under_their_name() -> None:
    calendar = due_calendar([due("a", NOW), due("b", NOW + timedelta(days=2))], NOW)

    lines = texts(state(calendar=calendar))
    names = next(line for line in lines if "Mon" in line)
    week = next(line for line in lines if "9 Mar" in line)

    assert week[names.index("Thu") + 2] == "1"
    assert week[names.index("Sat") + 2] == "1"
    assert week.index("▸") == names.index("Thu") - 1


@given(
    st.lists(st.integers(-2, 40), max_size=8),
    st.integers(1, 3000),
    st.integers(1, 130),
    st.sampled_from(Glyphs),
)
def test_any_progress_keeps_to_its_width(
    days: list[int], times: int, width: int, glyphs: Glyphs
) -> None:
    asked = [due("q", NOW + timedelta(days=day)) for day in days]
    calendar = due_calendar(asked * times, NOW)
    bets = bet_standings(DECK, [attempt(BET, 0.0, Occasion.BET)], {"two"})

    lines = progress_page_lines(state(calendar=calendar, bets=bets), DECK, width, glyphs)

    if width >= 36:
        assert all(line_width(line) <= width for line in lines)


def test_a_bet_tells_its_record_only_once_its_section_was_read_or_its_question_answered() -> None:
    made = attempt(BET, 0.0, Occasion.BET)

    (standing,) = bet_standings(DECK, [made], {"one"})
    (read,) = bet_standings(DECK, [made], {"one", "two"})
    (asked,) = bet_standings(DECK, [made, attempt(BET, 1.0, day=2)], set())

    assert (standing.outcome, standing.record, standing.until) == (Outcome.STANDS, "", 2)
    assert (read.outcome, asked.outcome) == (Outcome.WRONG, Outcome.WRONG)
    assert read.record == asked.record == "Refused outright"
    assert read.guess == "Waved through"
    assert read.record not in "\n".join(texts(state(bets=[standing])))
    assert read.record in "\n".join(texts(state(bets=[read])))


def test_an_open_question_stays_open_and_an_edited_one_is_left_out() -> None:
    edited = msgspec.structs.replace(attempt(BET, 0.0, Occasion.BET), question_hash="other")

    found = bet_standings(DECK, [attempt(OPEN, 0.0, Occasion.BET), edited], {"one", "two"})

    assert [(one.question, one.outcome, one.record) for one in found] == [
        ("open", Outcome.OPEN, "")
    ]


def test_progress_in_words_tells_scores_days_and_bets() -> None:
    made = attempt(BET, 1.0, Occasion.BET)
    attempts = [made, *(attempt(one, 1.0) for one in ASKED.values())]
    kept = Progress("d", frozenset({"one"}), attempts)

    lines = list(progress_lines(kept, DECK, NOW, 80))

    assert "The first section: read, 4 of 4 questions right" in lines
    assert any(line.startswith("Due: 4 now") for line in lines)
    assert next(line for line in lines if "You said" in line).endswith(
        "(not settled until section 2)"
    )
    assert not any("The record" in line for line in lines)
    read = msgspec.structs.replace(kept, read=frozenset({"two"}))
    settled = list(progress_lines(read, DECK, NOW, 80))
    assert any(line.strip().startswith("The record: ") for line in settled)
    assert section_scores(DECK, attempts)["one"] == (4, 4)
