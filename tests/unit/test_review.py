"""Review: FSRS over attempts, with our own spread, an exam date, and a forecast."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.deck.model import Deck
from explainer.deck.question import QuestionType
from explainer.problems import Span
from explainer.quiz.answer import Confidence
from explainer.quiz.attempt import Attempt, Occasion
from explainer.quiz.bank import run_order, subject_questions
from explainer.quiz.bet import Settled, before_after, settled_bets
from explainer.quiz.review import Due, due_now, forecast, rating, schedule
from explainer.quiz.review_page import exam_words, forecast_table, review_lines
from explainer.quiz.run import Subject, SubjectKind
from explainer.render.line import line_text, line_width
from tests.unit.asked import question
from tests.unit.test_record import deck

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


def attempt(at: datetime = START, fraction: float = 1.0, **fields: object) -> Attempt:
    made = Attempt("deck", "q", "hash", at.isoformat(timespec="milliseconds"), None, fraction)
    return msgspec.structs.replace(made, **fields)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (attempt(fraction=0.0), Rating.Again),
        (attempt(fraction=0.9), Rating.Again),
        (attempt(fraction=0.0, confidence=Confidence.GUESS), Rating.Again),
        (attempt(), Rating.Good),
        (attempt(confidence=Confidence.SURE), Rating.Good),
        (attempt(hints=1), Rating.Hard),
        (attempt(again=True), Rating.Hard),
        (attempt(confidence=Confidence.GUESS), Rating.Hard),
        (attempt(easy=True), Rating.Easy),
        (attempt(easy=True, hints=1), Rating.Hard),
    ],
)
def test_an_outcome_is_rated_without_asking(made: Attempt, expected: Rating) -> None:
    assert rating(made) is expected


def test_the_schedule_is_the_libraries_own_for_the_golden_run() -> None:
    """Stability and difficulty of FSRS-6 with its defaults, each review exactly when due."""
    told = [Rating.Good, Rating.Good, Rating.Good, Rating.Good, Rating.Again, Rating.Good]
    expected = [2.3065, 2.3065, 10.9710, 46.3169, 2.9338, 2.9338]
    card, scheduler = Card(due=START), Scheduler(enable_fuzzing=False)
    attempts = []
    for one, stability in zip(told, expected, strict=True):
        attempts.append(attempt(card.due, 0.0 if one is Rating.Again else 1.0))
        card, _ = scheduler.review_card(card, one, card.due)
        due = schedule(attempts)["q"]
        assert due.stability == pytest.approx(stability, abs=1e-4)
        assert due.stability == card.stability


def test_a_first_right_answer_comes_back_the_same_day_and_a_second_after_days() -> None:
    once = schedule([attempt()])["q"]
    twice = schedule([attempt(), attempt(START + timedelta(minutes=10))])["q"]

    assert once.at - START < timedelta(hours=1)
    assert timedelta(days=1) < twice.at - START < timedelta(days=4)


def test_bets_do_not_count_and_a_vote_in_class_begins_but_never_moves_on() -> None:
    assert schedule([attempt(occasion=Occasion.BET)]) == {}
    seeded = schedule([attempt(occasion=Occasion.CLASS)])["q"]
    learned = [attempt(), attempt(START + timedelta(minutes=10))]
    later = attempt(START + timedelta(days=1), 0.0, occasion=Occasion.CLASS)

    assert seeded.at == START
    assert schedule([*learned, later])["q"].at == schedule(learned)["q"].at


def test_what_was_sure_and_wrong_is_asked_first() -> None:
    attempts = [
        attempt(START, 0.0, question="old"),
        attempt(START + timedelta(hours=1), 0.0, question="sure", confidence=Confidence.SURE),
    ]

    assert due_now(schedule(attempts), START + timedelta(days=1)) == ["sure", "old"]
    assert due_now(schedule(attempts), START) == []


histories = st.lists(
    st.tuples(st.integers(0, 40), st.booleans(), st.sampled_from(["a", "b", "c"])), max_size=25
)


def made_of(history: list[tuple[int, bool, str]]) -> list[Attempt]:
    at = START
    attempts = []
    for days, right, name in history:
        at += timedelta(days=days)
        attempts.append(attempt(at, float(right), question=name))
    return attempts


@settings(max_examples=60)
@given(histories, st.integers(1, 200))
def test_nothing_is_due_after_the_eve_of_an_exam_that_is_still_to_come(
    history: list[tuple[int, bool, str]], days: int
) -> None:
    attempts = made_of(history)
    last = max((a.at for a in attempts), default=START.isoformat())
    exam = (datetime.fromisoformat(last) + timedelta(days=days + 2)).date()
    eve = datetime(exam.year, exam.month, exam.day, tzinfo=UTC) - timedelta(days=1)

    free, capped = schedule(attempts), schedule(attempts, exam)
    assert set(free) == set(capped)
    for name, due in capped.items():
        assert due.at <= eve
        assert due.at <= free[name].at


@settings(max_examples=60)
@given(histories)
def test_a_schedule_is_a_fold_and_never_before_the_last_answer(
    history: list[tuple[int, bool, str]],
) -> None:
    attempts = made_of(history)
    due = schedule(attempts)

    assert due == schedule(list(attempts))
    assert set(due) == {a.question for a in attempts}
    for one in due.values():
        answered = max(a.at for a in attempts if a.question == one.question)
        assert one.at > datetime.fromisoformat(answered)


def test_a_clock_that_went_back_is_no_obstacle() -> None:
    attempts = [attempt(), attempt(START - timedelta(days=3))]

    assert schedule(attempts)["q"].at > START


def test_questions_learned_together_do_not_all_come_back_on_one_day() -> None:
    attempts = []
    for days in (0, 1, 5, 20):
        for n in range(30):
            attempts.append(attempt(START + timedelta(days=days), question=f"q{n}"))
    days = {due.at.date() for due in schedule(attempts).values()}

    assert len(days) > 3


def test_the_forecast_holds_everything_overdue_as_due_now() -> None:
    attempts = [attempt(START, 0.0, question=f"q{n}") for n in range(3)]
    due = schedule(attempts)

    assert forecast(due.values(), START + timedelta(days=9), 3) == (3, [0, 0, 0])


def deck_of(count: int) -> Deck:
    questions = {f"q{n}": question(QuestionType.SINGLE, f"q{n}") for n in range(count)}
    return Deck("deck", "Deck", (), Span("deck.toml"), questions=questions)


@pytest.mark.parametrize("width", [20, 38, 74])
def test_the_page_says_what_is_due_and_draws_what_comes(width: int) -> None:
    attempts = [attempt(START, 0.0, question=f"q{n}") for n in range(9)]
    due = schedule(attempts)
    now = START + timedelta(hours=1)
    lines = review_lines(due, due_now(due, now), deck_of(9), now, date(2026, 3, 20), width)
    text = " ".join(" ".join(line_text(line) for line in lines).split())

    assert "9 questions are due." in text
    assert "in 19 days" in text
    assert "Falling due now" in text
    assert all(line_width(line) <= width for line in lines)


def test_with_nothing_answered_the_page_says_what_will_come_here() -> None:
    lines = review_lines({}, [], deck_of(1), START, None, 60)

    assert "Nothing to review yet." in line_text(lines[0])


def test_an_exam_that_is_over_says_so() -> None:
    assert "no longer" in exam_words(date(2026, 2, 1), START)


# --- spread, exam and order ----------------------------------------------------------------


def learned(count: int, rights: int) -> dict[str, Due]:
    """Questions that were answered right a number of times, each when due."""
    attempts: list[Attempt] = []
    for number in range(count):
        at = START
        for _ in range(rights):
            attempts.append(attempt(at, question=f"q{number}"))
            at += timedelta(days=12) if rights > 1 else timedelta()
    return schedule(attempts)


def test_the_spread_is_at_most_a_twentieth_and_a_day_and_short_intervals_have_none() -> None:
    card, scheduler = Card(card_id=1, due=START), Scheduler(enable_fuzzing=False)
    first, _ = scheduler.review_card(card, Rating.Good, START)
    second, _ = scheduler.review_card(first, Rating.Good, START + timedelta(days=12))
    days = (second.due - (START + timedelta(days=12))) / timedelta(days=1)
    moved = [(one.at - second.due) / timedelta(days=1) for one in learned(60, 2).values()]

    assert days > 2.5
    assert {one.at for one in learned(30, 1).values()} == {first.due}
    assert max(abs(days) for days in moved) <= 1 + 0.05 * days + 0.5
    assert min(moved) < 0 < max(moved)


def test_the_spread_of_a_question_is_another_one_each_time() -> None:
    def spreads(reviews: int) -> list[timedelta]:
        due = learned(30, reviews)
        middle = sorted(one.at for one in due.values())[15]
        return [due[f"q{n}"].at - middle for n in range(30)]

    assert spreads(3) != spreads(4)
    assert learned(1, 4)["q0"].reviews == 4


def test_what_would_come_after_an_exam_comes_on_several_days_before_its_eve() -> None:
    names = [f"q{number}" for number in range(40)]
    learned_at = [START + timedelta(days=days) for days in (0, 5, 40)]
    attempts = [attempt(at, question=name) for at in learned_at for name in names]
    exam = (START + timedelta(days=60)).date()
    eve = datetime(exam.year, exam.month, exam.day, tzinfo=UTC) - timedelta(days=1)
    due = [one.at for one in schedule(attempts, exam).values()]

    assert min(one.at for one in schedule(attempts).values()) > eve
    assert eve - timedelta(days=4) < min(due) < eve - timedelta(days=2)
    assert eve - timedelta(days=1) < max(due) <= eve


def test_what_is_answered_on_the_day_of_the_exam_is_not_due_before_it_was_answered() -> None:
    attempts = [attempt(START - timedelta(days=9)), attempt(START)]
    found = schedule(attempts, START.date())["q"]

    assert found.at == schedule(attempts)["q"].at > START


def test_what_was_easy_at_once_comes_back_on_several_days() -> None:
    attempts = [attempt(question=f"q{number}", easy=True) for number in range(30)]
    days = {(one.at - START) / timedelta(days=1) for one in schedule(attempts).values()}

    assert len(days) > 1
    assert all(6 < length < 10 for length in days)


def test_due_is_due_to_the_moment_and_the_longest_due_comes_first() -> None:
    due = {
        name: Due(name, START + timedelta(hours=hour), 1.0, 5.0, 1)
        for name, hour in (("a", 3), ("b", 1), ("c", 2))
    }

    assert due_now(due, START + timedelta(hours=2)) == ["b", "c"]
    assert due_now(due, START + timedelta(hours=9)) == ["b", "c", "a"]


def test_the_forecast_ends_with_its_last_day() -> None:
    due = [Due(str(n), START + timedelta(days=n), 1.0, 5.0, 1) for n in (-3, 0, 2, 3, 99)]

    assert forecast(due, START, 3) == (2, [0, 0, 1])


@given(st.lists(st.integers(-100, 500), max_size=20))
def test_the_chart_shows_as_many_as_are_said_to_be_due(hours: list[int]) -> None:
    found = {
        str(n): Due(str(n), START + timedelta(hours=hour), 1.0, 5.0, 1)
        for n, hour in enumerate(hours)
    }
    waiting = due_now(found, START)
    rows = forecast_table(found, START).rows

    assert rows[0].cells[0].value == "now"
    assert rows[0].cells[1].value == len(waiting)
    later = [one for one in found.values() if one.at > START and one.at < START + timedelta(days=9)]
    assert sum(row.cells[1].value for row in rows[1:]) >= len(later)


def test_what_was_sure_and_right_is_not_put_first() -> None:
    sure = schedule([attempt(confidence=Confidence.SURE)])["q"]

    assert not sure.sure_and_wrong


# --- bets ----------------------------------------------------------------------------------


def test_partly_right_bets_and_answers_are_not_counted_as_right() -> None:
    bet = attempt(START, 0.5, occasion=Occasion.BET)
    settled = settled_bets([bet, attempt(START + timedelta(days=1), 0.5)])["q"]
    found = before_after([settled, Settled("other", bet)])

    assert (found.asked, found.before, found.after) == (1, 0, 0)


def test_the_last_guess_before_the_text_is_the_bet() -> None:
    first = attempt(START, 0.0, occasion=Occasion.BET)
    last = attempt(START + timedelta(minutes=1), 1.0, occasion=Occasion.BET)

    assert settled_bets([first, last])["q"].before == last


def test_a_bet_is_settled_by_the_first_answer_and_not_by_later_ones() -> None:
    bet = attempt(START, 1.0, occasion=Occasion.BET)
    first = attempt(START + timedelta(days=1), 0.0)
    settled = settled_bets([bet, first, attempt(START + timedelta(days=2), 1.0)])

    assert settled["q"].after == first


def test_a_guess_after_the_question_was_asked_again_does_not_replace_the_bet() -> None:
    def at(minute: int, fraction: float, occasion: Occasion) -> Attempt:
        made = attempt(START + timedelta(minutes=minute), fraction)
        return msgspec.structs.replace(made, occasion=occasion)

    bet, answer = at(0, 0.0, Occasion.BET), at(1, 1.0, Occasion.QUIZ)
    late = at(2, 1.0, Occasion.BET)
    settled = settled_bets([bet, answer, late])["q"]

    assert (settled.before, settled.after) == (bet, answer)


def test_a_review_asks_what_was_sure_and_wrong_first() -> None:
    attempts = [attempt(START - timedelta(days=n), question=f"q{n}") for n in range(5)]
    attempts.append(attempt(START, 0.0, question="q5", confidence=Confidence.SURE))
    attempts.sort(key=lambda one: one.at)
    names = due_now(schedule(attempts), START + timedelta(days=30))
    subject = Subject(SubjectKind.REVIEW, " ".join(names))
    questions = subject_questions(deck(), subject)

    assert names[0] == "q5"
    assert {run_order(deck(), subject, questions, seed)[0] for seed in range(9)} == {"q5"}


def test_a_schedule_is_worked_out_without_waiting_for_anything(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    naps: list[float] = []
    monkeypatch.setattr(time, "sleep", naps.append)
    schedule([attempt(question=f"q{number}") for number in range(20)])

    assert naps == []
