"""What a quiz, its record and its reviews must stand: edits between sittings, odd input, size."""

from __future__ import annotations

import sqlite3
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from explainer.cli import cli
from explainer.deck.model import Deck
from explainer.deck.question import Question, QuestionType
from explainer.learner.history import History
from explainer.learner.place import RecordUnusable
from explainer.learner.plain_quiz import PlainQuiz
from explainer.learner.progress import Progress, summary_line
from explainer.learner.quiz_session import QuizOptions, QuizSession, open_quiz_session
from explainer.learner.record_file import RecordFile
from explainer.quiz.answer import Answer, Chosen, Confidence, Matched, Ordered, Typed
from explainer.quiz.attempt import Attempt, Occasion
from explainer.quiz.bank import run_order, subject_questions
from explainer.quiz.bet import settled_bets
from explainer.quiz.feedback import verdict_lines
from explainer.quiz.grading import grade
from explainer.quiz.number import NumberRefused, read_number
from explainer.quiz.result import score_words
from explainer.quiz.review import due_now, schedule
from explainer.quiz.run import Phase, Response, Subject, SubjectKind, give, go_on, replay, start
from explainer.render.line import line_text
from explainer.ui.quiz.run_card import feedback_card
from tests.unit.asked import EVERY_TYPE, question
from tests.unit.test_record import RIGHT, SECTION, WRONG, deck, opened
from tests.unit.test_review import START, attempt

ASKING = str(Path(__file__).parents[1] / "ui" / "decks" / "asking")


@pytest.fixture
def file(tmp_path: Path) -> RecordFile:
    return RecordFile(tmp_path / "record.sqlite")


def deck_of(*questions: Question) -> Deck:
    made = deck(0)
    made.questions.update({one.id: one for one in questions})
    return made


def played(quiz_session: QuizSession, typed: list[str]) -> list[str]:
    lines: list[str] = []
    answers = iter(typed)
    PlainQuiz(quiz_session, lambda _: next(answers, None), lines.append).run()
    return lines


def first_of(made: Deck, *, file: RecordFile | None = None) -> QuizSession:
    attempts = History(file).attempts(made.id) if file else []
    quiz_session = open_quiz_session(
        made, SECTION, file, attempts, QuizOptions() if file else QuizOptions(seed=1)
    )
    assert quiz_session is not None
    quiz_session.open()
    return quiz_session


# --- taken up again ------------------------------------------------------------------------


def test_a_run_that_was_left_unanswered_is_kept_when_it_is_taken_up(file: RecordFile) -> None:
    quiz_session = opened(file)
    quiz_session.close()
    again = opened(file)
    trouble = again.trouble
    again.answer(RIGHT)
    again.close()

    assert again.run.id == quiz_session.run.id
    assert trouble == ""
    assert again.keeps


def test_losing_a_question_of_the_deck_loses_no_other_answer_of_the_run(file: RecordFile) -> None:
    quiz_session = opened(file, QuizOptions(seed=1), count=9)
    for number in range(7):
        quiz_session.answer(RIGHT if number else WRONG)
        quiz_session.go_on()
    quiz_session.close()
    answered = [one.question for one in quiz_session.run.responses]
    smaller = deck(9)
    del smaller.questions[answered[1]]
    again = open_quiz_session(smaller, SECTION, file, History(file).attempts("deck"))

    assert again is not None
    assert [one.question for one in again.run.responses] == [answered[0], *answered[2:]]


def test_answers_behind_one_that_could_not_be_written_are_still_of_the_run(
    file: RecordFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiz_session = opened(file, QuizOptions(seed=1), count=9)
    quiz_session.answer(RIGHT)
    quiz_session.go_on()

    def fail(*_: object) -> int:
        raise RecordUnusable(file.path, "disk is full")

    with monkeypatch.context() as broken:
        broken.setattr("explainer.learner.run_log.RunLog.keep", fail)
        quiz_session.answer(RIGHT)
        quiz_session.go_on()
    for _ in range(3):
        quiz_session.answer(RIGHT)
        quiz_session.go_on()
    quiz_session.close()
    again = opened(file, count=9)
    answered = {one.question for one in again.run.responses}
    again.close()

    assert answered == {one.question for one in History(file).attempts("deck")}


def test_hints_to_a_question_that_is_gone_cost_the_next_one_nothing(file: RecordFile) -> None:
    quiz_session = opened(file, QuizOptions(seed=1))
    quiz_session.hint()
    quiz_session.close()
    smaller = deck()
    del smaller.questions[quiz_session.question.id]
    again = open_quiz_session(smaller, SECTION, file, [])

    assert again is not None
    assert again.run.hints == 0


@pytest.mark.parametrize("now", EVERY_TYPE, ids=lambda one: one.type.value)
@pytest.mark.parametrize("was", [Chosen((2,)), Ordered((0, 1)), Matched((0,)), Typed("x")], ids=str)
def test_feedback_of_an_answer_to_what_the_question_was_before_an_edit_can_be_shown(
    now: Question, was: Answer
) -> None:
    edited = msgspec.structs.replace(now, id="q", section="s", choices=now.choices[:2])
    made = deck_of(edited)
    run = replay(start("run", SECTION, ["q"], 1), [Response("q", was, 0.5)], 0, 0)

    assert feedback_card(QuizSession(made, run, made.questions, None, []), 40)
    assert played(QuizSession(made, run, made.questions, None, []), [])


def test_a_guess_after_the_question_was_asked_again_does_not_replace_the_bet() -> None:
    def at(minute: int, fraction: float, occasion: Occasion) -> Attempt:
        made = attempt(START + timedelta(minutes=minute), fraction)
        return msgspec.structs.replace(made, occasion=occasion)

    bet, answer = at(0, 0.0, Occasion.BET), at(1, 1.0, Occasion.QUIZ)
    late = at(2, 1.0, Occasion.BET)
    settled = settled_bets([bet, answer, late])["q"]

    assert (settled.before, settled.after) == (bet, answer)


def test_a_question_of_a_run_has_one_first_answer_however_many_have_the_run_open(
    file: RecordFile,
) -> None:
    """Statistics rest on first answers; two terminals on one run must not make two of one."""
    first = opened(file, QuizOptions(seed=1))
    first.answer(RIGHT)
    first.go_on()
    second = opened(file)
    for quiz_session in (second, first):
        quiz_session.answer(RIGHT)
        quiz_session.close()
    kept = [one.question for one in History(file).attempts("deck") if not one.again]

    assert second.run.id == first.run.id
    assert len(kept) == len(set(kept))


def test_a_full_disk_is_not_called_damage_since_a_file_was_damaged_before(tmp_path: Path) -> None:
    file = RecordFile(tmp_path / "record.sqlite")
    file.path.write_bytes(b"this is no database, and longer than a header of one would be" * 9)
    History(file).attempts()
    assert file.set_aside is not None

    with pytest.raises(RecordUnusable) as caught, file.transaction():
        raise sqlite3.OperationalError("database or disk is full")
    assert "full" in caught.value.reason


# --- review --------------------------------------------------------------------------------


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


def test_easy_counts_in_the_sitting_in_which_it_was_said(file: RecordFile) -> None:
    attempts: list[Attempt] = []
    quiz_session = open_quiz_session(deck(), SECTION, file, attempts)
    assert quiz_session is not None
    quiz_session.open()
    quiz_session.answer(RIGHT)
    quiz_session.call_easy()
    quiz_session.close()

    assert [one.easy for one in attempts] == [True]


def test_an_answer_whose_feedback_is_taken_up_can_be_called_easy(file: RecordFile) -> None:
    quiz_session = opened(file)
    quiz_session.answer(RIGHT)
    quiz_session.close()
    again = opened(file)
    again.call_easy()
    again.close()

    assert again.run.phase is Phase.FEEDBACK
    assert [one.easy for one in History(file).attempts("deck")] == [True]


# --- words and numbers ---------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["10²", "10⁶", "5₂", "①"])
def test_raised_and_lowered_digits_are_no_plain_digits(typed: str) -> None:
    assert isinstance(read_number(typed), NumberRefused)


def test_large_marks_are_written_as_people_write_them() -> None:
    questions = {f"q{n}": question(QuestionType.SINGLE, f"q{n}", points=617.0) for n in range(2)}
    run = start("run", SECTION, list(questions), 1)
    for asked in questions.values():
        run, _ = give(run, asked, RIGHT)
        run = go_on(run)

    assert score_words(run, questions) == "2 of 2 right · 1234 of 1234 marks"


def test_what_is_not_wholly_right_is_never_called_a_hundred_percent() -> None:
    asked = question(QuestionType.ORDER, items=tuple(map(str, range(40))))
    answer = Ordered((1, 0, *range(2, 40)))
    response = Response("q", answer, grade(asked, answer).fraction)
    (words, *_) = verdict_lines(response, asked, 60)

    assert "100 %" not in line_text(words)


def test_progress_counts_only_sections_that_the_deck_still_has() -> None:
    kept = Progress("deck", frozenset({"s", "gone"}), [])

    assert summary_line(kept, deck(), datetime(2026, 1, 1, tzinfo=UTC)).startswith("1 of 1 ")


# --- the command line ----------------------------------------------------------------------


def test_a_seed_of_any_size_is_taken_or_refused_with_words(file: RecordFile) -> None:
    quiz_session = opened(file, QuizOptions(seed=10**20))
    quiz_session.close()

    assert quiz_session.keeps


def test_an_answer_that_begins_with_a_slash_can_be_typed() -> None:
    asked = question(QuestionType.SHORT, "q", section="s", accept=("/etc/passwd",))
    quiz_session = first_of(deck_of(asked))
    played(quiz_session, ["/etc/passwd"])

    assert [one.answer for one in quiz_session.run.responses] == [Typed("/etc/passwd")]


@pytest.mark.parametrize("typed", ["0000019", "0000010", "1" * 5000])
def test_a_number_of_no_choice_is_asked_for_again(typed: str) -> None:
    for kind in (QuestionType.MATCH, QuestionType.SINGLE):
        quiz_session = first_of(deck_of(question(kind, "q", section="s")))
        played(quiz_session, [typed])

        assert quiz_session.run.responses == ()


def test_nothing_that_was_typed_can_steer_the_terminal() -> None:
    asked = question(QuestionType.NUMERIC, "q", section="s")
    written = played(first_of(deck_of(asked)), ["\x1b[2J5x"])

    assert "\x1b" not in "".join(written)


def test_where_no_record_can_be_written_a_plain_quiz_says_so_and_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    found = CliRunner().invoke(
        cli,
        ["quiz", ASKING, "--plain"],
        input="",
        env={"XDG_DATA_HOME": str(tmp_path / "file"), "HOME": str(tmp_path)},
    )

    assert "Nothing is kept" in found.output
    assert found.exit_code == 0


def test_a_size_of_odd_digits_is_refused_with_words(tmp_path: Path) -> None:
    found = CliRunner().invoke(
        cli,
        ["quiz", ASKING, "--plain", "--size", "²"],
        input="",
        env={"XDG_DATA_HOME": str(tmp_path), "HOME": str(tmp_path)},
    )

    assert "is no size" in found.output


def test_easy_is_never_noted_beside_another_answer(
    file: RecordFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer that is called easy could not be written; the one before it was not meant."""
    quiz_session = opened(file, QuizOptions(seed=1))
    quiz_session.answer(RIGHT)
    quiz_session.go_on()

    def fail(*_: object) -> int:
        raise RecordUnusable(file.path, "disk is full")

    with monkeypatch.context() as broken:
        broken.setattr("explainer.learner.run_log.RunLog.keep", fail)
        quiz_session.answer(RIGHT)
    quiz_session.call_easy()
    quiz_session.close()

    assert [one.easy for one in History(file).attempts("deck")] == [False]
