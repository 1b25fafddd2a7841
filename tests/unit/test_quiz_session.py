"""A quiz session and its record: continued, with edits in between, cut off, and called easy."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from explainer.deck.model import Deck
from explainer.deck.question import Question
from explainer.learner.history import History
from explainer.learner.place import RecordUnusable
from explainer.learner.plain_quiz import PlainQuiz
from explainer.learner.quiz_session import QuizOptions, QuizSession, open_quiz_session
from explainer.learner.record_file import RecordFile
from explainer.quiz.answer import Answer, Chosen, Matched, Ordered, Typed
from explainer.quiz.attempt import Attempt
from explainer.quiz.run import Phase, Response, replay, start
from explainer.ui.quiz.run_card import feedback_card
from tests.unit.asked import EVERY_TYPE
from tests.unit.test_record import RIGHT, SECTION, WRONG, deck, opened


@pytest.fixture
def file(tmp_path: Path) -> RecordFile:
    return RecordFile(tmp_path / "record.sqlite")


def deck_of(*questions: Question) -> Deck:
    made = deck(0)
    made.questions.update({one.id: one for one in questions})
    return made


def plain_lines(quiz_session: QuizSession) -> list[str]:
    """The lines that a plain quiz writes if nothing is typed."""
    lines: list[str] = []
    PlainQuiz(quiz_session, lambda _: None, lines.append).run()
    return lines


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
    assert plain_lines(QuizSession(made, run, made.questions, None, []))


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


def test_a_seed_of_any_size_is_taken_or_refused_with_words(file: RecordFile) -> None:
    quiz_session = opened(file, QuizOptions(seed=10**20))
    quiz_session.close()

    assert quiz_session.keeps


def test_easy_is_never_noted_beside_another_answer(
    file: RecordFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer that is called easy was not saved, and the one before it is not meant."""
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
