"""Answer to painted feedback, an attempt's commit, and the start of a run over a large bank."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from time import perf_counter

from explainer.deck.model import Deck
from explainer.deck.question import Choice, Question, QuestionType
from explainer.learner.quiz_session import QuizOptions, open_quiz_session
from explainer.learner.record_file import RecordFile
from explainer.problems import Span
from explainer.quiz.answer import Chosen
from explainer.quiz.run import Subject, SubjectKind
from tests.bench.measure import Measure
from tests.bench.place import ONE_LINE, Place, explainer
from tests.bench.turn import press
from tests.e2e.terminal import Terminal

STEP_BUDGET = 3.0
"""Times a one-line update that a step may take; an answer may take a bare commit more."""

RUN_BUDGET = 0.1
"""Seconds in which a run starts once its deck is loaded."""

_HERE = Span("q.toml")
_ASKED = 12


def measure_answers(place: Place, bank: int, rounds: int) -> list[Measure]:
    """Answer on a screen beside a one-line app and a bare commit, then without a screen."""
    folder = write_deck(place.folder / "asked")
    bare = BareCommits(place.folder / "bare.sqlite")
    told: list[float] = []
    beside: list[float] = []
    for number in range(rounds):
        environment = place.environment(place.fresh_home(f"answer-{number}"))
        with (
            Terminal(ONE_LINE, environment) as yardstick,
            Terminal([*explainer("quiz"), str(folder), "--seed", "1"], environment) as quiz,
        ):
            yardstick.wait_for("ready 0")
            quiz.wait_for(f"1 of {_ASKED}")
            for terminal in (yardstick, quiz):
                terminal.wait_quiet(0.3)
            for _ in range(_ASKED - 1):
                press(quiz, "1")
                one_line = press(yardstick, "x").seconds
                beside.append(one_line + bare.commit() / STEP_BUDGET)
                told.append(press(quiz, "Enter").seconds)
                press(quiz, "Enter")
            for terminal in (yardstick, quiz):
                terminal.press("q")
                terminal.wait_exit()
    kept, commits = _commits(place.folder / "kept.sqlite", bare, 200)
    starts = [_start(place.folder / f"bank-{n}.sqlite", bank) for n in range(3 * rounds)]
    bare.close()
    return [
        Measure(
            "answer to painted feedback, kept",
            "s",
            told,
            "one-line update, and a third of a bare commit",
            beside,
            STEP_BUDGET,
        ),
        Measure("attempt committed", "s", kept, "a bare SQLite commit", commits, 2.0),
        Measure(f"start of a run over {bank:,} questions", "s", starts, budget=RUN_BUDGET),
    ]


class BareCommits:
    """Commits of one row as durable as the record's."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("CREATE TABLE row (text TEXT)")

    def commit(self) -> float:
        """Commit one; gives the seconds it took."""
        begun = perf_counter()
        with self._connection:
            self._connection.execute("INSERT INTO row VALUES (?)", ("x" * 120,))
        return perf_counter() - begun

    def close(self) -> None:
        self._connection.close()


def _deck(count: int) -> Deck:
    choices = (Choice("A", _HERE, correct=True), Choice("B", _HERE))
    questions = {
        f"q{n}": Question(
            f"q{n}", QuestionType.SINGLE, "P?", _HERE, section=f"s{n // 10}", choices=choices
        )
        for n in range(count)
    }
    return Deck("bank", "Bank", (), Span("deck.toml"), questions=questions)


def _commits(path: Path, bare: BareCommits, count: int) -> tuple[list[float], list[float]]:
    """Answers of a run beside bare commits."""
    quiz_session = open_quiz_session(_deck(count), Subject(SubjectKind.DECK), RecordFile(path), [])
    assert quiz_session is not None
    quiz_session.open()
    kept, beside = [], []
    for _ in range(count):
        beside.append(bare.commit())
        begun = perf_counter()
        quiz_session.answer(Chosen((0,)))
        kept.append(perf_counter() - begun)
        quiz_session.go_on()
    quiz_session.close()
    return kept, beside


def _start(path: Path, count: int) -> float:
    """Seconds until the first question of a run over a bank is there to be shown."""
    deck, file = _deck(count), RecordFile(path)
    begun = perf_counter()
    quiz_session = open_quiz_session(deck, Subject(SubjectKind.DECK), file, [], QuizOptions())
    assert quiz_session is not None
    quiz_session.open()
    assert quiz_session.question.prompt
    took = perf_counter() - begun
    quiz_session.close()
    return took


def write_deck(folder: Path) -> Path:
    """A deck with as many questions as are answered on the screen."""
    (folder / "quiz").mkdir(parents=True)
    (folder / "deck.toml").write_text('format = 1\nid = "asked"\ntitle = "Asked"\n')
    (folder / "01-text.md").write_text("# Text\n\nIt says what is asked below.\n")
    questions = (
        f'[[question]]\nid = "q{n}"\ntype = "single"\nsection = "text"\n'
        f'prompt = "What does the text say about the matter of question {n}?"\n'
        'explain = "It says so in its first paragraph, for whoever reads on."\n'
        'choices = [{ text = "That it is so", correct = true, why = "Yes." },\n'
        '  { text = "That it is not", why = "It never says that." },\n'
        '  { text = "Nothing at all", why = "It says something." }]\n'
        for n in range(_ASKED)
    )
    (folder / "quiz" / "all.toml").write_text("\n".join(questions))
    return folder
