"""Unsaved work can be saved later, and records can be merged, without counting anything twice."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.learner.history import DeskCase, History
from explainer.learner.moved_record import merge_records, write_session
from explainer.learner.place import BegunSection, Place, RecordUnusable
from explainer.learner.record import Record
from explainer.learner.record_file import RecordFile
from explainer.learner.run_log import RunLog
from explainer.quiz.answer import Chosen, Confidence
from explainer.quiz.attempt import Attempt, Occasion
from explainer.quiz.run import Subject, SubjectKind, start

from .counted_work import assert_grows_in_proportion, counted_sql


def attempt(question: str, minute: int, *, easy: bool = False, run: str = "r") -> Attempt:
    return Attempt(
        "deck",
        question,
        "hash",
        f"2026-01-01T00:{minute:02}:00.000Z",
        Chosen((0,)),
        1.0,
        Occasion.QUIZ,
        run,
        hints=1,
        confidence=Confidence.SURE,
        easy=easy,
    )


def write(path: Path, *attempts: Attempt) -> None:
    write_session(RecordFile(path), "deck", attempts, (), None)


def attempts_of(path: Path) -> list[Attempt]:
    return History(RecordFile(path)).attempts()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return tmp_path / "source.sqlite"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "target.sqlite"


def test_an_unkept_sitting_is_read_back_as_it_was(target: Path) -> None:
    done = [attempt("a", 1), attempt("b", 2, easy=True)]
    write_session(RecordFile(target), "deck", done, {"s", "t"}, Place("t", "block", 3))

    record = Record(target)
    assert attempts_of(target) == done
    assert record.read_sections("deck") == {"s", "t"}
    assert record.place("deck") == Place("t", "block", 3)


def test_a_sitting_that_is_written_again_counts_once(target: Path) -> None:
    done = [attempt("a", 1), attempt("b", 2, easy=True)]
    write(target, *done)
    write(target, *done, attempt("c", 3))

    assert attempts_of(target) == [*done, attempt("c", 3)]


def test_a_sitting_goes_behind_what_the_record_has(target: Path) -> None:
    write(target, attempt("old", 1))
    write_session(RecordFile(target), "deck", [attempt("new", 2)], {"s"}, None)

    assert [one.question for one in attempts_of(target)] == ["old", "new"]


def test_a_sitting_that_has_no_room_leaves_the_record_as_it_was(target: Path) -> None:
    write(target, attempt("a", 1))
    file = RecordFile(target, most_bytes=target.stat().st_size)
    many = [attempt(f"q{n}" * 20, 2) for n in range(2000)]

    with pytest.raises(RecordUnusable, match="your record is full"):
        write_session(file, "deck", many, {"s"}, Place("s", ""))
    assert attempts_of(target) == [attempt("a", 1)]
    assert Record(target).read_sections("deck") == frozenset()


def test_a_record_grows_no_larger_than_it_may(target: Path) -> None:
    most = 200_000
    record = Record(target, most)
    kept = 0
    with suppress(RecordUnusable):
        for kept in range(10_000):
            record.mark_read("deck", f"{'long' * 50}-{kept}")

    with pytest.raises(RecordUnusable, match="your record is full"):
        record.mark_read("deck", "long" * 2000)
    assert target.stat().st_size <= most
    assert len(record.read_sections("deck")) == kept > 10


def test_a_file_without_a_limit_calls_a_fault_by_sqlites_name(tmp_path: Path) -> None:
    file = RecordFile(tmp_path / "record.sqlite")
    with closing(file.connect()):
        pass
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL

    assert file.unusable(full).reason == "database or disk is full"


def test_a_record_joins_another_in_the_order_of_time(source: Path, target: Path) -> None:
    write(target, attempt("a", 1), attempt("d", 4, easy=True), attempt("e", 5))
    write(source, attempt("b", 2, easy=True), attempt("c", 3), attempt("f", 6))
    merge_records(source, target)

    assert attempts_of(target) == [
        attempt("a", 1),
        attempt("b", 2, easy=True),
        attempt("c", 3),
        attempt("d", 4, easy=True),
        attempt("e", 5),
        attempt("f", 6),
    ]


def test_joining_again_changes_nothing(source: Path, target: Path) -> None:
    write(target, attempt("a", 3))
    write(source, attempt("b", 1, easy=True), attempt("c", 4))
    History(RecordFile(source)).keep_desk_case("deck", DeskCase("c1", "then", "{}", 0.5))
    merge_records(source, target)
    before = attempts_of(target)
    merge_records(source, target)

    assert attempts_of(target) == before
    assert len(History(RecordFile(target)).desk_cases("deck")) == 1


def test_two_alike_in_one_record_stay_two(source: Path, target: Path) -> None:
    write(source, attempt("a", 1))
    with RecordFile(source).transaction() as connection:
        columns = "deck, question, question_hash, at, answer, fraction, occasion, run, again, hints"
        connection.execute(f"INSERT INTO attempt ({columns}) SELECT {columns} FROM attempt")
    merge_records(source, target)
    merge_records(source, target)

    assert len(attempts_of(target)) == 2


def test_everything_of_a_record_joins(source: Path, target: Path) -> None:
    history = History(RecordFile(source))
    log = RunLog(RecordFile(source), "deck")
    log.begin(start("r", Subject(SubjectKind.SECTION, "s"), ["a", "b"], 7))
    log.keep(attempt("a", 1))
    log.close()
    history.keep_desk_case("deck", DeskCase("c1", "then", "{}", 0.5))
    history.set_exam("deck", date(2027, 1, 1))
    Record(source).mark_read("deck", "s")
    Record(source).keep_place("deck", Place("s", "here"))
    merge_records(source, target)

    joined = History(RecordFile(target))
    assert joined.open_runs("deck") == history.open_runs("deck")
    assert joined.desk_cases("deck") == history.desk_cases("deck")
    assert joined.exam("deck") == date(2027, 1, 1)
    assert Record(target).read_sections("deck") == {"s"}
    assert Record(target).place("deck") == Place("s", "here")


@pytest.mark.parametrize(("older", "wins"), [("source", "mine"), ("target", "theirs")])
def test_the_newest_place_holds(source: Path, target: Path, older: str, wins: str) -> None:
    Record(target).keep_place("deck", Place("mine", ""))
    Record(source).keep_place("deck", Place("theirs", ""))
    with RecordFile(source if older == "source" else target).transaction() as connection:
        connection.execute("UPDATE place SET updated = '2020-01-01 00:00:00'")
    merge_records(source, target)

    assert Record(target).place("deck") == Place(wins, "")


def test_the_source_stays_and_a_source_that_is_not_there_is_nothing(
    source: Path, target: Path
) -> None:
    merge_records(source, target)
    assert not source.exists()
    write(source, attempt("a", 1))
    merge_records(source, target)

    assert attempts_of(source) == attempts_of(target) == [attempt("a", 1)]


def test_a_source_of_a_later_version_is_refused_and_the_target_stays(
    source: Path, target: Path
) -> None:
    write(target, attempt("a", 1))
    write(source, attempt("b", 2))
    with closing(sqlite3.connect(source)) as connection:
        connection.execute("PRAGMA user_version = 99")
        connection.commit()

    with pytest.raises(RecordUnusable, match="later version"):
        merge_records(source, target)
    assert attempts_of(target) == [attempt("a", 1)]


@pytest.mark.parametrize("kind", ["answers", "cases"])
def test_the_work_of_joining_grows_with_what_is_joined(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything is about one question or one claim, on both sides."""

    def sql_of_joining(size: int) -> int:
        files = [tmp_path / f"{side}-{size}.sqlite" for side in ("source", "target")]
        for path in files:
            with RecordFile(path).transaction() as connection:
                for number in range(size):
                    at = f"2026-01-01T{number:09}.{path.stem}"
                    if kind == "answers":
                        connection.execute(_ADD_ANSWER, (at,))
                    else:
                        connection.execute(_ADD_CASE, (at,))
        with counted_sql(monkeypatch) as counted:
            merge_records(*files)
            return counted[0]

    assert_grows_in_proportion(sql_of_joining, 200)


_ADD_ANSWER = (
    "INSERT INTO attempt (deck, question, question_hash, at, fraction, occasion, run, again, hints)"
    " VALUES ('deck', 'q', 'h', ?, 1, 'quiz', 'r', 0, 0)"
)
_ADD_CASE = "INSERT INTO desk_case (deck, claim, at, moves) VALUES ('deck', 'c', ?, '{}')"
_MINUTES = st.lists(st.tuples(st.integers(0, 59), st.booleans()), max_size=12)


@settings(max_examples=50, deadline=None)
@given(_MINUTES, _MINUTES)
def test_joining_keeps_every_attempt_once_with_what_was_easy(
    first: list[tuple[int, bool]], second: list[tuple[int, bool]]
) -> None:
    mine = [attempt(f"m{n}", minute, easy=easy) for n, (minute, easy) in enumerate(first)]
    theirs = [attempt(f"t{n}", minute, easy=easy) for n, (minute, easy) in enumerate(second)]
    with TemporaryDirectory() as folder:
        source, target = Path(folder, "source.sqlite"), Path(folder, "target.sqlite")
        write(target, *mine)
        write(source, *theirs)
        merge_records(source, target)
        merge_records(source, target)
        joined = attempts_of(target)

    assert [one for one in joined if one.question.startswith("m")] == mine
    assert [one for one in joined if one.question.startswith("t")] == theirs
    assert len(joined) == len(mine) + len(theirs)


def test_of_two_records_of_a_begun_section_the_one_that_saw_more_is_kept(tmp_path: Path) -> None:
    source, target = tmp_path / "source.sqlite", tmp_path / "target.sqlite"
    less, more = BegunSection("s", frozenset({1}), 0.2), BegunSection("s", frozenset({1, 2}), 0.4)
    Record(source).keep_place("deck", Place("s", ""), [more])
    Record(source).keep_place("other", Place("s", ""), [less])
    Record(target).keep_place("deck", Place("s", ""), [less])
    Record(target).keep_place("other", Place("s", ""), [more])

    merge_records(source, target)

    assert Record(target).so_far("deck").begun == (more,)
    assert Record(target).so_far("other").begun == (more,)
