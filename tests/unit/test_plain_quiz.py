"""Quizzes on a line terminal: numbers and words, at most 80 columns, and no answer lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from explainer.cli import cli
from explainer.deck.loader import open_deck
from explainer.deck.model import Deck, SectionEntry
from explainer.deck.question import Question, QuestionType
from explainer.learner.history import History
from explainer.learner.plain_quiz import PlainQuiz
from explainer.learner.quiz_session import QuizOptions, QuizSession, open_quiz_session
from explainer.learner.record_file import RecordFile
from explainer.problems import Problems
from explainer.quiz.answer import Chosen, Confidence, Filled, Matched, Ordered, Truth, Typed
from explainer.quiz.run import Phase, Subject, SubjectKind
from tests.unit.asked import HERE, question

ASKING = Path(__file__).parents[1] / "ui" / "decks" / "asking"
DECK = open_deck(ASKING, Problems()).deck


def session_of(*names: str, file: RecordFile | None = None) -> QuizSession:
    subject = Subject(SubjectKind.QUESTION, " ".join(names))
    quiz_session = open_quiz_session(DECK, subject, file, [], QuizOptions(seed=1))
    assert quiz_session is not None
    quiz_session.open()
    return quiz_session


def played(quiz_session: QuizSession, typed: list[str], width: int = 80) -> list[str]:
    """The lines that are written for some typed lines."""
    answers: Iterator[str] = iter(typed)
    written: list[str] = []

    def ask(prompt: str) -> str | None:
        written.append(prompt)
        return next(answers, None)

    PlainQuiz(quiz_session, ask, written.append, width).run()
    quiz_session.close()
    return written


@pytest.mark.parametrize(
    ("name", "typed", "answer"),
    [
        ("single", ["1"], Chosen((0,))),
        ("multiple", ["1, 2"], Chosen((0, 1))),
        ("truth", ["F"], Truth(False)),
        ("truth", ["maybe", "true"], Truth(True)),
        ("number", ["0.2 °C"], Typed("0.2 °C")),
        ("number", ["1,234", "0"], Typed("0")),
        ("word", ["Ice"], Typed("Ice")),
        ("word", ["", "h"], Typed("h")),
        ("gaps", ["ice", "steam"], Filled(("ice", "steam"))),
        ("single", ["0", "4", "1 2", "x", "2"], Chosen((1,))),
        ("single", ["d"], None),
        ("word", ["/d"], None),
    ],
)
def test_an_answer_is_typed(name: str, typed: list[str], answer: object) -> None:
    quiz_session = session_of(name)
    played(quiz_session, typed)

    assert quiz_session.run.responses[0].answer == answer
    assert quiz_session.run.phase is Phase.DONE


def test_pairs_are_named_one_by_one_by_number() -> None:
    quiz_session = session_of("match")
    text = "\n".join(played(quiz_session, []))
    number = {word: line[3] for line in text.splitlines() for word in line.split()[1:]}
    quiz_session = session_of("match")
    played(quiz_session, ["7", number["ice"], number["steam"]])

    assert quiz_session.run.responses[0].answer == Matched((0, 1))


def test_an_order_is_typed_as_all_its_numbers() -> None:
    quiz_session = session_of("order")
    text = "\n".join(played(quiz_session, []))
    place = {line.split()[1]: line.split()[0][0] for line in text.splitlines() if ". " in line[:7]}
    quiz_session = session_of("order")
    order = " ".join(place[word] for word in ("spring", "brook", "river"))
    played(quiz_session, ["1 2", order])

    assert quiz_session.run.responses[0].answer == Ordered((0, 1, 2))


def test_feedback_has_the_verdict_both_whys_the_passage_and_the_source() -> None:
    text = "\n".join(played(session_of("single"), ["2"]))

    for words in (
        "Not right.",
        "Yours: A [red]pump[/red]",
        "Springs flow by themselves.",
        "Key: Rain",
        "It soaks in.",
        "Why: Water that soaked in must come out.",
        "Read: Springs, where they are",
        "Source: Water Press (2024, A)",
        "Read again:",
    ):
        assert words in text


def test_hints_and_confidence_are_asked_for_and_told() -> None:
    quiz_session = session_of("single")
    text = "\n".join(played(quiz_session, ["h", "/sure", "3"]))
    response = quiz_session.run.responses[0]

    assert "Hint: It falls. (takes off 25 %)" in text
    assert (response.hints, response.confidence) == (1, Confidence.SURE)
    assert "Sure and wrong: What does a spring need?" in text


def test_a_right_answer_is_called_easy_at_the_next_question(tmp_path: Path) -> None:
    file = RecordFile(tmp_path / "record.sqlite")
    text = "\n".join(played(session_of("single", "truth", file=file), ["/easy", "1", "/easy", "t"]))

    assert "Only a right answer can be called easy" in text
    assert [one.easy for one in History(file).attempts("asking")] == [True, False]


def test_at_the_end_of_input_the_run_waits_at_the_same_question(tmp_path: Path) -> None:
    file = RecordFile(tmp_path / "record.sqlite")
    quiz_session = session_of("single", "truth", "word", file=file)
    text = "\n".join(played(quiz_session, ["1", "t"]))
    assert "The same question waits" in text
    subject = quiz_session.run.subject
    again = open_quiz_session(DECK, subject, file, History(file).attempts("asking"))

    assert again is not None
    assert again.question.id == "word"
    assert [one.answer for one in again.run.responses] == [Chosen((0,)), Truth(True)]


def test_where_nothing_is_kept_it_says_so() -> None:
    assert "Nothing is kept." in played(session_of("single"), ["1"])


everything = st.text(max_size=30) | st.sampled_from(["1", "2 1", "h", "/h", "d", "/?", "true", "0"])


@settings(max_examples=60, deadline=None)
@given(st.lists(everything, max_size=25), st.integers(20, 100))
def test_whatever_is_typed_lines_fit_and_nothing_breaks(typed: list[str], width: int) -> None:
    names = ("single", "multiple", "truth", "number", "word", "match", "order", "gaps")
    prompts: list[str] = []
    written: list[str] = []
    answers = iter(typed)

    def ask(prompt: str) -> str | None:
        prompts.append(prompt)
        return next(answers, None)

    PlainQuiz(session_of(*names), ask, written.append, width).run()

    assert all(cell_len(line) <= width for line in written)
    own = set("".join(written)) - set("".join(typed))
    assert not own & set("│─╭╮╯╰━\x1b")


def session_over(asked: Question) -> QuizSession:
    """A session over a deck of one question."""
    deck = Deck("deck", "Deck", (SectionEntry("s", "S", HERE),), HERE, questions={"q": asked})
    subject = Subject(SubjectKind.SECTION, "s")
    quiz_session = open_quiz_session(deck, subject, None, [], QuizOptions(seed=1))
    assert quiz_session is not None
    quiz_session.open()
    return quiz_session


def test_an_answer_that_begins_with_a_slash_can_be_typed() -> None:
    asked = question(QuestionType.SHORT, "q", section="s", accept=("/etc/passwd",))
    quiz_session = session_over(asked)
    played(quiz_session, ["/etc/passwd"])

    assert [one.answer for one in quiz_session.run.responses] == [Typed("/etc/passwd")]


@pytest.mark.parametrize("typed", ["0000019", "0000010", "1" * 5000])
def test_a_number_of_no_choice_is_asked_for_again(typed: str) -> None:
    for kind in (QuestionType.MATCH, QuestionType.SINGLE):
        quiz_session = session_over(question(kind, "q", section="s"))
        played(quiz_session, [typed])

        assert quiz_session.run.responses == ()


def test_nothing_that_was_typed_can_steer_the_terminal() -> None:
    asked = question(QuestionType.NUMERIC, "q", section="s")
    written = played(session_over(asked), ["\x1b[2J5x"])

    assert "\x1b" not in "".join(written)


def test_where_no_record_can_be_written_a_plain_quiz_says_so_and_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    found = CliRunner().invoke(
        cli,
        ["quiz", str(ASKING), "--plain"],
        input="",
        env={"XDG_DATA_HOME": str(tmp_path / "file"), "HOME": str(tmp_path)},
    )

    assert "Nothing is kept" in found.output
    assert found.exit_code == 0


def test_a_size_of_odd_digits_is_refused_with_words(tmp_path: Path) -> None:
    found = CliRunner().invoke(
        cli,
        ["quiz", str(ASKING), "--plain", "--size", "²"],
        input="",
        env={"XDG_DATA_HOME": str(tmp_path), "HOME": str(tmp_path)},
    )

    assert "is no size" in found.output
