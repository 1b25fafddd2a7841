"""The learner's record is saved at once, never lost and never overwritten."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from datetime import date
from multiprocessing.synchronize import Barrier
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.deck.model import Deck, SectionEntry
from explainer.deck.question import Hint, Question, QuestionType
from explainer.learner.history import DeskCase, History
from explainer.learner.place import BegunSection, Place, RecordUnusable, SoFar
from explainer.learner.quiz_session import QuizOptions, QuizSession, open_quiz_session, place_bet
from explainer.learner.record import MOST_BLOCKS, Record
from explainer.learner.record_file import MIGRATIONS, SCHEMA_VERSION, RecordFile
from explainer.learner.run_log import RunLog
from explainer.problems import Span
from explainer.quiz.answer import Chosen, Confidence, Typed
from explainer.quiz.attempt import Attempt, Occasion
from explainer.quiz.bet import before_after, settled_bets
from explainer.quiz.grading import Scheme
from explainer.quiz.run import Phase, Subject, SubjectKind, score
from tests.unit.asked import question

RIGHT, WRONG = Chosen((0,)), Chosen((1,))
SECTION = Subject(SubjectKind.SECTION, "s")


def deck(count: int = 6) -> Deck:
    questions: dict[str, Question] = {
        f"q{n}": question(QuestionType.SINGLE, f"q{n}", section="s", hints=(Hint("Think.", 0.25),))
        for n in range(count)
    }
    outline = (SectionEntry("s", "S", Span("s.md")),)
    return Deck("deck", "Deck", outline, Span("deck.toml"), questions=questions)


@pytest.fixture
def file(tmp_path: Path) -> RecordFile:
    return RecordFile(tmp_path / "record.sqlite")


def opened(
    file: RecordFile | None, options: QuizOptions | None = None, count: int = 6
) -> QuizSession:
    attempts = History(file).attempts("deck") if file else []
    quiz_session = open_quiz_session(deck(count), SECTION, file, attempts, options)
    assert quiz_session is not None
    quiz_session.open()
    return quiz_session


def test_an_answer_is_in_the_record_before_anybody_hears_of_it(file: RecordFile) -> None:
    quiz_session = opened(file)
    asked = quiz_session.question.id
    quiz_session.hint()
    quiz_session.answer(WRONG, Confidence.SURE)
    (kept,) = History(file).attempts("deck")
    quiz_session.close()

    assert (kept.question, kept.answer, kept.fraction) == (asked, WRONG, 0.0)
    assert (kept.confidence, kept.hints, kept.occasion) == (Confidence.SURE, 1, Occasion.QUIZ)
    assert kept.at.endswith("Z")


@pytest.mark.parametrize("steps", range(8))
def test_a_run_left_anywhere_is_taken_up_there(file: RecordFile, steps: int) -> None:
    quiz_session = opened(file, QuizOptions(seed=7))
    for step in range(steps):
        if step % 3 == 0:
            quiz_session.hint()
        elif step % 3 == 1:
            quiz_session.answer(WRONG if step % 2 else RIGHT)
        else:
            quiz_session.go_on()
    quiz_session.close()
    again = opened(file)

    assert again.run == quiz_session.run
    assert again.question == quiz_session.question
    assert score(again.run, again.questions) == score(quiz_session.run, quiz_session.questions)
    again.close()


def test_a_finished_run_is_over_and_the_next_one_is_new(file: RecordFile) -> None:
    quiz_session = opened(file)
    while quiz_session.run.phase is not Phase.DONE:
        quiz_session.answer(RIGHT)
        quiz_session.go_on()
    quiz_session.close()

    assert History(file).open_runs("deck") == []
    following = opened(file)
    assert following.run.id != quiz_session.run.id
    following.close()


def test_a_run_goes_on_without_questions_that_the_deck_lost(file: RecordFile) -> None:
    quiz_session = opened(file, QuizOptions(seed=1))
    quiz_session.answer(WRONG)
    quiz_session.go_on()
    answered = quiz_session.run.responses[0].question
    quiz_session.close()
    smaller = deck(6)
    lost = next(name for name in smaller.questions if name != answered)
    del smaller.questions[lost]
    again = open_quiz_session(smaller, SECTION, file, History(file).attempts("deck"))

    assert again is not None
    assert again.run.id == quiz_session.run.id
    assert lost not in again.run.order
    assert again.run.responses == quiz_session.run.responses


def test_what_was_missed_can_be_asked_by_itself_until_it_is_right(file: RecordFile) -> None:
    quiz_session = opened(file, QuizOptions(seed=3, count=3))
    names = []
    for answer in (WRONG, RIGHT, WRONG):
        names.append(quiz_session.question.id)
        quiz_session.answer(answer)
        quiz_session.go_on()
    quiz_session.close()
    again = open_quiz_session(
        deck(), Subject(SubjectKind.MISSED), file, History(file).attempts("deck")
    )

    assert again is not None
    assert set(again.run.order) == {names[0], names[2]}


def test_a_bet_is_settled_by_the_first_answer_after_it(file: RecordFile) -> None:
    asked = deck().questions["q0"]
    place_bet(deck(), asked, WRONG, file)
    place_bet(deck(), asked, RIGHT, file)
    place_bet(deck(), asked, WRONG, file)
    quiz_session = open_quiz_session(deck(), Subject(SubjectKind.QUESTION, "q0"), file, [])
    assert quiz_session is not None
    quiz_session.open()
    quiz_session.answer(RIGHT)
    quiz_session.close()
    settled = settled_bets(History(file).attempts("deck"))["q0"]

    assert settled.before.answer == WRONG
    assert settled.after is not None
    assert settled.after.answer == RIGHT
    found = before_after([settled])
    assert (found.asked, found.before, found.after) == (1, 0, 1)


def test_easy_is_noted_beside_its_answer(file: RecordFile) -> None:
    quiz_session = opened(file)
    quiz_session.answer(RIGHT)
    quiz_session.call_easy()
    quiz_session.close()

    assert [attempt.easy for attempt in History(file).attempts("deck")] == [True]


def test_with_nothing_kept_a_run_goes_on_all_the_same() -> None:
    quiz_session = opened(None)
    quiz_session.answer(RIGHT)
    quiz_session.go_on()

    assert not quiz_session.keeps
    assert len(quiz_session.run.responses) == 1


def test_an_answer_that_cannot_be_read_any_more_still_counts(file: RecordFile) -> None:
    quiz_session = opened(file)
    quiz_session.answer(RIGHT)
    quiz_session.close()
    with file.transaction() as connection:
        connection.execute('UPDATE attempt SET answer = \'{"type": "sung"}\'')
    (kept,) = History(file).attempts("deck")

    assert (kept.answer, kept.fraction) == (None, 1.0)


def test_exam_and_desk_are_kept_by_deck(file: RecordFile) -> None:
    history = History(file)
    history.set_exam("deck", date(2026, 12, 31))
    history.set_exam("other", date(2027, 1, 1))
    history.set_exam("other", None)
    case = DeskCase("c1", "2026-01-01T00:00:00.000Z", "[]", None)
    history.keep_desk_case("deck", case)
    history.keep_desk_case("deck", DeskCase("c1", case.at, "[1]", 0.5))

    assert history.exam("deck") == date(2026, 12, 31)
    assert history.exam("other") is None
    assert history.desk_cases("deck") == [DeskCase("c1", case.at, "[1]", 0.5)]


def test_resetting_one_deck_leaves_the_others(file: RecordFile) -> None:
    quiz_session = opened(file)
    quiz_session.answer(RIGHT)
    quiz_session.call_easy()
    quiz_session.close()
    Record(file.path).keep_place("other", Place("s", ""))
    Record(file.path).mark_read("deck", "s")

    assert History(file).reset("deck") == 1
    assert History(file).attempts("deck") == []
    assert Record(file.path).read_sections("deck") == frozenset()
    assert History(file).decks() == ["other"]


# --- the file ------------------------------------------------------------------------------


def test_a_file_of_the_first_schema_keeps_what_it_has(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript(MIGRATIONS[0])
    connection.execute("INSERT INTO place (deck, section, block) VALUES ('deck', 's', 'b')")
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()

    assert Record(path).place("deck") == Place("s", "b")
    assert History(RecordFile(path)).attempts("deck") == []
    with sqlite3.connect(path) as after:
        assert after.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    after.close()


def test_a_file_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()

    with pytest.raises(RecordUnusable, match="later version"):
        Record(path).place("deck")
    assert path.read_bytes() == before


def test_a_damaged_file_is_set_aside_whole_and_a_new_one_begun(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite"
    damaged = b"this is no database, and longer than a header of one would have to be" * 9
    path.write_bytes(damaged)
    record = Record(path)

    assert record.place("deck") is None
    record.keep_place("deck", Place("s", ""))
    assert record.place("deck") == Place("s", "")
    assert record.file.set_aside is not None
    assert record.file.set_aside.read_bytes() == damaged
    assert list(tmp_path.glob("*.damaged-*.sqlite")) == [record.file.set_aside]


def test_a_damaged_file_is_set_aside_with_what_was_not_yet_folded_into_it(tmp_path: Path) -> None:
    file = RecordFile(tmp_path / "record.sqlite")
    quiz_session = opened(file)
    quiz_session.answer(RIGHT)
    logged = Path(f"{file.path}-wal").read_bytes()
    data = bytearray(file.path.read_bytes())
    quiz_session.close()
    data[:100] = b"\xff" * 100
    file.path.write_bytes(data)
    Path(f"{file.path}-wal").write_bytes(logged)

    assert History(file).attempts("deck") == []
    assert file.set_aside is not None
    assert file.set_aside.read_bytes() == bytes(data)
    assert Path(f"{file.set_aside}-wal").read_bytes() == logged


def test_damage_in_the_middle_of_a_file_is_found_when_it_is_read(file: RecordFile) -> None:
    quiz_session = opened(file, count=40)
    for _ in range(40):
        quiz_session.answer(RIGHT)
        quiz_session.go_on()
    quiz_session.close()
    data = bytearray(file.path.read_bytes())
    for page in range(4096, len(data), 4096):
        data[page : page + 600] = b"\xff" * 600
    file.path.write_bytes(data)
    history = History(file)

    with pytest.raises(RecordUnusable, match="damaged"):
        history.attempts("deck")
    assert history.attempts("deck") == []
    assert file.set_aside is not None
    assert file.set_aside.read_bytes() == bytes(data)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=300)), max_size=4))
def test_whatever_bytes_a_file_has_it_is_read_or_said_to_be_unusable(
    scribbles: list[tuple[float, bytes]],
) -> None:
    with TemporaryDirectory() as folder:
        file = RecordFile(Path(folder) / "record.sqlite")
        quiz_session = opened(file)
        quiz_session.answer(RIGHT)
        quiz_session.close()
        data = bytearray(file.path.read_bytes())
        for where, scribble in scribbles:
            at = int(where * (len(data) - 1))
            data[at : at + len(scribble)] = scribble
        file.path.write_bytes(data)
        history = History(file)
        for read in (history.decks, history.attempts, lambda: history.open_runs("deck")):
            with suppress(RecordUnusable):
                read()
        kept = [*Path(folder).glob("record*.sqlite")]

        assert kept


def test_a_folder_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(RecordUnusable):
        Record(tmp_path / "file" / "record.sqlite").place("deck")


def _answer_many(path: str, count: int) -> None:
    for _ in range(count):
        quiz_session = opened(RecordFile(Path(path)), QuizOptions(fresh=True))
        quiz_session.answer(RIGHT)
        quiz_session.close()
        assert not quiz_session.trouble


def _open_new(folder: str, together: Barrier) -> None:
    for number in range(40):
        file = RecordFile(Path(folder, str(number), "record.sqlite"))
        together.wait(60)
        file.connect().close()


def test_several_programs_make_a_new_record_at_once(tmp_path: Path) -> None:
    """SQLite refuses a write-ahead log without waiting if two programs ask for it at once."""
    context = multiprocessing.get_context("spawn")
    together = context.Barrier(4)
    workers = [context.Process(target=_open_new, args=(str(tmp_path), together)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)

    assert [worker.exitcode for worker in workers] == [0, 0, 0, 0]


def test_several_programs_answer_at_once_and_no_answer_is_lost(tmp_path: Path) -> None:
    path = str(tmp_path / "record.sqlite")
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_answer_many, args=(path, 25)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)

    assert [worker.exitcode for worker in workers] == [0, 0, 0, 0]
    assert len(History(RecordFile(Path(path))).attempts("deck")) == 100


def test_whatever_is_killed_every_feedback_that_was_shown_is_recorded(tmp_path: Path) -> None:
    """A process is killed a hundred times at different points of answering."""
    file = RecordFile(tmp_path / "record.sqlite")
    told: dict[str, int] = {}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.unit.answer_until_killed", str(file.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for round_number in range(100):
            process.stdin.write("another\n")
            process.stdin.flush()
            answering = int(process.stdout.readline())
            heard = [process.stdout.readline() for _ in range(1 + round_number % 17)]
            os.kill(answering, signal.SIGKILL)
            heard.extend(iter(process.stdout.readline, "ended\n"))
            for line in heard:
                run, count, _ = line.split()
                told[run] = int(count)
        process.stdin.close()
    kept: dict[str, int] = {}
    for attempt in History(file).attempts("deck"):
        kept[attempt.run] = kept.get(attempt.run, 0) + 1

    assert len(told) == 100
    assert file.set_aside is None
    for run, count in told.items():
        assert kept[run] >= count


# --- runs in the record --------------------------------------------------------------------


def sat(
    file: RecordFile, subject: Subject, options: QuizOptions | None = None, count: int = 6
) -> QuizSession:
    quiz_session = open_quiz_session(
        deck(count), subject, file, History(file).attempts("deck"), options
    )
    assert quiz_session is not None
    quiz_session.open()
    return quiz_session


def test_of_one_subject_only_the_newest_run_stays_open_and_others_are_left_alone(
    file: RecordFile,
) -> None:
    other = sat(file, Subject(SubjectKind.QUESTION, "q1 q2"))
    old = sat(file, Subject(SubjectKind.QUESTION, "q0"))
    new = sat(file, Subject(SubjectKind.QUESTION, "q0"), QuizOptions(fresh=True))
    for quiz_session in (other, old, new):
        quiz_session.close()

    assert [run.id for run in History(file).open_runs("deck")] == [new.run.id, other.run.id]


@pytest.mark.parametrize("options", [QuizOptions(fresh=True), QuizOptions(seed=7)])
def test_whoever_asks_for_a_new_run_gets_one(file: RecordFile, options: QuizOptions) -> None:
    old = opened(file)
    old.answer(RIGHT)
    old.close()
    new = opened(file, options)
    new.close()

    assert new.run.id != old.run.id
    assert new.run.responses == ()


def test_an_open_run_of_another_subject_is_not_taken_up(file: RecordFile) -> None:
    old = opened(file)
    old.answer(RIGHT)
    old.close()
    new = sat(file, Subject(SubjectKind.DECK))
    new.close()

    assert new.run.id != old.run.id


def test_a_run_keeps_its_scheme_and_what_was_said_of_its_answers(file: RecordFile) -> None:
    quiz_session = opened(file, QuizOptions(scheme=Scheme.CONFIDENCE))
    quiz_session.hint()
    quiz_session.answer(WRONG, Confidence.SURE)
    quiz_session.close()
    again = opened(file)
    again.close()

    assert again.run == quiz_session.run
    assert again.run.scheme is Scheme.CONFIDENCE
    assert again.run.responses[0].confidence is Confidence.SURE


def test_a_run_that_lost_a_question_keeps_its_scheme_and_the_hints_that_were_shown(
    file: RecordFile,
) -> None:
    quiz_session = opened(file, QuizOptions(scheme=Scheme.FLAT))
    quiz_session.hint()
    quiz_session.close()
    smaller = deck()
    del smaller.questions[quiz_session.run.order[-1]]
    again = open_quiz_session(smaller, SECTION, file, [])

    assert again is not None
    assert (again.run.scheme, again.run.hints) == (Scheme.FLAT, 1)


def test_a_run_of_which_nothing_is_left_is_not_taken_up(file: RecordFile) -> None:
    quiz_session = opened(file)
    quiz_session.answer(RIGHT)
    quiz_session.go_on()
    quiz_session.close()
    smaller = deck()
    for name in quiz_session.run.order[1:]:
        del smaller.questions[name]
    again = open_quiz_session(smaller, SECTION, file, [])

    assert again is not None
    assert again.run.id != quiz_session.run.id


def test_an_answer_is_given_once_and_a_return_is_marked_as_one(file: RecordFile) -> None:
    attempts: list[Attempt] = []
    quiz_session = open_quiz_session(deck(), SECTION, file, attempts)
    assert quiz_session is not None
    quiz_session.open()
    quiz_session.answer(WRONG)
    quiz_session.answer(RIGHT)
    for _ in range(4):
        quiz_session.go_on()
        quiz_session.answer(RIGHT)
    quiz_session.close()
    kept = History(file).attempts("deck")

    assert [one.again for one in kept] == [False, False, False, False, True]
    assert [one.fraction for one in kept] == [0.0, 1.0, 1.0, 1.0, 1.0]
    assert attempts == kept


def test_answers_of_a_review_say_so(file: RecordFile) -> None:
    quiz_session = sat(file, Subject(SubjectKind.REVIEW, "q1"))
    quiz_session.answer(RIGHT)
    quiz_session.close()

    assert [one.occasion for one in History(file).attempts()] == [Occasion.REVIEW]


def test_what_an_answer_was_worth_stays_when_its_question_is_edited(file: RecordFile) -> None:
    quiz_session = opened(file, QuizOptions(seed=1))
    quiz_session.answer(RIGHT)
    quiz_session.close()
    edited = deck()
    for name, one in list(edited.questions.items()):
        turned = tuple(msgspec.structs.replace(c, correct=not c.correct) for c in one.choices[:2])
        edited.questions[name] = msgspec.structs.replace(one, choices=turned)
    again = open_quiz_session(edited, SECTION, file, [])

    assert again is not None
    assert again.grade is not None
    assert again.grade.is_right


def test_a_sitting_knows_the_bets_that_were_placed_before_it(file: RecordFile) -> None:
    place_bet(deck(), deck().questions["q0"], WRONG, file)
    quiz_session = opened(file)
    quiz_session.close()

    assert quiz_session.bets["q0"].before.answer == WRONG


def test_easy_can_be_said_twice(file: RecordFile) -> None:
    quiz_session = opened(file)
    quiz_session.answer(RIGHT)
    quiz_session.call_easy()
    quiz_session.call_easy()
    quiz_session.close()

    assert quiz_session.keeps


# --- all or nothing, and forgetting --------------------------------------------------------


def test_what_is_written_together_is_written_all_or_not_at_all(file: RecordFile) -> None:
    quiz_session = opened(file)
    log = RunLog(file, "deck")
    with pytest.raises(RecordUnusable):
        log.begin(quiz_session.run)
    log.close()
    quiz_session.close()

    assert [run.id for run in History(file).open_runs("deck")] == [quiz_session.run.id]


def test_commits_reach_the_disk_and_nobody_else_may_look(tmp_path: Path) -> None:
    file = RecordFile(tmp_path / "new" / "record.sqlite")
    with closing(file.connect()) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert file.path.parent.stat().st_mode & 0o777 == 0o700


def test_answers_in_the_record_cannot_steer_a_terminal(file: RecordFile) -> None:
    quiz_session = opened(file)
    quiz_session.answer(RIGHT)
    quiz_session.close()
    with file.transaction() as connection:
        connection.execute(
            "UPDATE attempt SET answer = ?", ('{"type":"typed","text":"a\\u001b["}',)
        )
    (kept,) = History(file).attempts()

    assert isinstance(kept.answer, Typed)
    assert "\x1b" not in kept.answer.text


def test_after_a_reset_nothing_of_the_deck_comes_back(file: RecordFile) -> None:
    quiz_session = opened(file)
    quiz_session.answer(RIGHT)
    quiz_session.call_easy()
    quiz_session.close()
    history = History(file)
    history.set_exam("deck", date(2027, 1, 1))
    history.keep_desk_case("deck", DeskCase("c1", "2026-01-01T00:00:00.000Z", "[]", None))
    history.reset("deck")
    again = opened(file)
    again.answer(RIGHT)
    again.close()

    assert again.run.id != quiz_session.run.id
    assert (history.exam("deck"), history.desk_cases("deck")) == (None, [])
    assert [one.easy for one in history.attempts()] == [False]


def test_a_case_that_is_closed_is_never_changed(file: RecordFile) -> None:
    history = History(file)
    closed = DeskCase("c1", "2026-01-01T00:00:00.000Z", "[1]", 0.5)
    history.keep_desk_case("deck", closed)
    history.keep_desk_case("deck", DeskCase("c1", closed.at, "[2]", None))

    assert history.desk_cases("deck")[0] == closed


def test_what_another_program_mended_meanwhile_is_not_set_aside(file: RecordFile) -> None:
    """Two programs find the same damage; the second must not touch the first one's new file."""
    Record(file.path).keep_place("deck", Place("s", ""))
    error = sqlite3.DatabaseError("database disk image is malformed")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    file.unusable(error)

    assert Record(file.path).place("deck") == Place("s", "")
    assert file.set_aside is None


def test_a_run_that_is_taken_up_knows_which_answers_were_later_tries(file: RecordFile) -> None:
    quiz_session = opened(file, QuizOptions(seed=1))
    for number in range(5):
        quiz_session.answer(RIGHT if number else WRONG)
        quiz_session.go_on()
    quiz_session.close()
    again = opened(file)
    again.close()

    assert [one.again for one in again.run.responses] == [False, False, False, False, True]
    assert score(again.run, again.questions) == score(quiz_session.run, quiz_session.questions)


def test_a_full_disk_is_not_called_damage_since_a_file_was_damaged_before(tmp_path: Path) -> None:
    file = RecordFile(tmp_path / "record.sqlite")
    file.path.write_bytes(b"this is no database, and longer than a header of one would be" * 9)
    History(file).attempts()
    assert file.set_aside is not None

    with pytest.raises(RecordUnusable) as caught, file.transaction():
        raise sqlite3.OperationalError("database or disk is full")
    assert "full" in caught.value.reason


def test_what_was_seen_of_a_section_is_kept_until_it_is_read(file: RecordFile) -> None:
    record = Record(file.path)
    begun = BegunSection("s", frozenset({0, 2**32 - 1}), 0.5)
    record.keep_place("deck", Place("s", ""), [begun])

    assert record.so_far("deck") == SoFar(Place("s", ""), frozenset(), (begun,))
    record.mark_read("deck", "s")
    assert record.so_far("deck") == SoFar(Place("s", ""), frozenset({"s"}), ())


def test_no_more_than_so_many_blocks_of_a_section_are_kept(file: RecordFile) -> None:
    record = Record(file.path)
    everything = BegunSection("s", frozenset(range(MOST_BLOCKS + 7)), 0.5)
    record.keep_place("deck", Place("s", ""), [everything])

    assert record.so_far("deck").begun[0].blocks == frozenset(range(MOST_BLOCKS))


def test_digests_that_are_no_numbers_count_as_nothing_seen(file: RecordFile) -> None:
    record = Record(file.path)
    record.keep_place("deck", Place("s", ""), [BegunSection("s", frozenset({1}), 0.5)])
    with file.transaction() as connection:
        connection.execute("UPDATE section_begun SET blocks = '00000001 nothing'")

    assert record.so_far("deck").begun == (BegunSection("s", frozenset(), 0.5),)
