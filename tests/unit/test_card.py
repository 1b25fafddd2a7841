"""Cards: two sides, rated by the learner; they return by that rating, and have no key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from fsrs import Rating as FsrsRating
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from explainer.check.deck_check import check_deck
from explainer.deck.loader import OpenDeck, open_deck
from explainer.deck.question import Hint, Question, QuestionType
from explainer.deck.search import EntryKind
from explainer.importers.question_table import question_table
from explainer.learner.attempt_export import attempts_csv, attempts_json, read_attempts
from explainer.learner.history import History
from explainer.learner.plain_quiz import PlainQuiz
from explainer.learner.progress import Progress, progress_lines
from explainer.learner.quiz_session import (
    QuizOptions,
    QuizSession,
    open_quiz_session,
    resume_quiz_session,
)
from explainer.learner.record_file import RecordFile
from explainer.problems import Code, Problems
from explainer.quiz.answer import Answer, Chosen, Confidence, Rating, Recalled
from explainer.quiz.attempt import Attempt, Occasion
from explainer.quiz.bank import run_order
from explainer.quiz.feedback import Feedback, back_lines, feedback_lines
from explainer.quiz.grading import Grade, Scheme, grade, marks, most_marks
from explainer.quiz.question_hash import question_hash
from explainer.quiz.result import result_lines
from explainer.quiz.review import due_by_rating, rating, schedule
from explainer.quiz.review_page import review_lines
from explainer.quiz.run import (
    BETWEEN,
    Phase,
    Response,
    Run,
    Subject,
    SubjectKind,
    give,
    go_on,
    replay,
    score,
    show_hint,
    start,
)
from explainer.quiz.statistics import deck_statistics
from explainer.quiz.statistics_lines import statistics_lines
from explainer.quiz.writers import aiken_writer
from explainer.quiz.writers.export import Outcome
from explainer.render.findable import findable
from explainer.render.line import line_text
from explainer.render.plain import PlainWriter
from tests.unit.asked import layout_of, question
from tests.unit.checked_deck import MANIFEST, places

CARD = """[[question]]
id = "osmosis"
type = "card"
section = "a"
front = "What is osmosis?"
back = "Water moves through a membrane."
"""
MORE = """reversed = true
explain = "To where more is dissolved."
points = 2
tags = ["cells"]
hints = [{ text = "It is about water." }]
"""
SINGLE = """[[question]]
id = "single"
type = "single"
section = "a"
prompt = "Which?"
explain = "E"
choices = [{ text = "A", correct = true }, { text = "B", why = "W" }]
"""
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def written(root: Path, quiz: str = CARD + MORE, text: str = "# A\n\n```{quiz}\n```\n") -> Path:
    """Write a deck with some questions."""
    for name, content in {"deck.toml": MANIFEST, "01-a.md": text, "quiz/q.toml": quiz}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return root


def opened(root: Path, quiz: str = CARD + MORE, **more: str) -> OpenDeck:
    return open_deck(written(root, quiz, **more))


def card(id: str = "card", **fields: object) -> Question:
    return question(QuestionType.CARD, id, **fields)


def rated(value: Rating, id: str = "card", **fields: object) -> Attempt:
    asked = card(id)
    at = NOW.isoformat(timespec="milliseconds")
    fraction = float(value is not Rating.AGAIN)
    made = Attempt("d", id, question_hash(asked), at, Recalled(value), fraction)
    return msgspec.structs.replace(made, **fields)


# --- reading -----------------------------------------------------------------------------------


def test_a_reversed_card_is_two_questions(tmp_path: Path) -> None:
    first, second = opened(tmp_path).deck.questions.values()

    assert (first.id, first.prompt, first.back, first.reversed, first.reverse_of) == (
        "osmosis", "What is osmosis?", "Water moves through a membrane.", True, "",
    )  # fmt: skip
    assert (second.id, second.prompt, second.back, second.reversed, second.reverse_of) == (
        "osmosis-reversed", first.back, first.prompt, False, "osmosis",
    )  # fmt: skip
    assert (first.hints, second.hints) == ((Hint("It is about water."),), ())
    for name in ("section", "explain", "points", "tags", "span"):
        assert getattr(first, name) == getattr(second, name)


def test_a_card_is_one_question_unless_it_says_otherwise(tmp_path: Path) -> None:
    assert list(opened(tmp_path, CARD).deck.questions) == ["osmosis"]


def test_both_ways_are_read_from_the_kept_form_too(tmp_path: Path) -> None:
    first = open_deck(written(tmp_path / "deck"), cache=tmp_path / "cache")
    first.keep(tmp_path / "cache")
    kept = open_deck(tmp_path / "deck", cache=tmp_path / "cache")

    assert kept.is_kept()
    assert kept.deck.questions == first.deck.questions


def test_nobody_bets_on_a_card(tmp_path: Path) -> None:
    text = '+++\nbets = ["osmosis", "single"]\n+++\n# A\n\nT\n'
    written(tmp_path, CARD + SINGLE, text)
    problems = Problems()
    deck = open_deck(tmp_path, problems).deck

    assert [problem.code for problem in problems] == [Code.CARD_BET]
    assert deck.outline[0].bets == ("single",)
    assert places(check_deck(tmp_path), Code.CARD_BET) == [("01-a.md", 2, 9)]


@pytest.mark.parametrize("more", ["", MORE])
def test_check_wants_no_explanation_and_tells_each_thing_once(tmp_path: Path, more: str) -> None:
    quiz = CARD.replace('section = "a"\n', "") + more.replace("explain", "# explain")
    found = check_deck(
        written(tmp_path, quiz.replace("What is osmosis?", "See [this](nowhere.md)"))
    )

    assert sorted(problem.code for problem in found) == [
        Code.QUESTION_SECTION_MISSING, Code.UNKNOWN_LINK,
    ]  # fmt: skip


def test_a_prompt_of_a_card_leads_to_its_front(tmp_path: Path) -> None:
    found = check_deck(written(tmp_path, CARD.replace("front", "prompt")))

    (unknown,) = (problem for problem in found if problem.code is Code.UNKNOWN_KEY)
    assert "'front'" in unknown.help


def test_what_is_wrong_in_both_ways_is_told_once_at_its_side(tmp_path: Path) -> None:
    quiz = (CARD + MORE).replace("What is osmosis?", "What is [it]{claim=gone}?")
    quiz = quiz.replace("a membrane", "a [skin]{claim=lost}")
    found = check_deck(written(tmp_path, f'{quiz}sources = ["none"]\nconfuses = ["nobody"]\n'))

    assert places(found, Code.UNKNOWN_SOURCE) == [("quiz/q.toml", 12, 12)]
    assert places(found, Code.UNKNOWN_QUESTION) == [("quiz/q.toml", 13, 13)]
    claims = [problem for problem in found if problem.code is Code.UNKNOWN_CLAIM]
    assert [(one.span.line, "gone" in one.message) for one in claims] == [(5, True), (6, False)]


@pytest.mark.parametrize(
    ("front", "back", "is_same"),
    [("A", "A", True), ("A  b", " a B", True), ("A", "B", False)],
)
def test_sides_that_are_the_same_are_reported(
    tmp_path: Path, front: str, back: str, is_same: bool
) -> None:
    quiz = f'[[question]]\nid = "q"\ntype = "card"\nfront = "{front}"\nback = "{back}"\n'
    found = places(check_deck(written(tmp_path, quiz + "reversed = true\n")), Code.SAME_SIDES)

    assert found == ([("quiz/q.toml", 5, 8)] if is_same else [])


def test_a_card_is_written_as_one_table(tmp_path: Path) -> None:
    first, _ = opened(tmp_path).deck.questions.values()
    table = question_table(first)

    assert list(table)[:5] == ["id", "type", "front", "back", "reversed"]
    assert (table["front"], table["back"]) == (first.prompt, first.back)
    assert "prompt" not in table


# --- answers -----------------------------------------------------------------------------------


@pytest.mark.parametrize("value", Rating)
def test_only_again_is_a_miss(value: Rating) -> None:
    expected = Grade(0.0 if value is Rating.AGAIN else 1.0)

    assert grade(card(), Recalled(value)) == expected
    assert grade(question(QuestionType.SINGLE), Recalled(value)) == Grade(0.0)
    assert grade(card(), Chosen((0,))) == Grade(0.0)


def test_another_side_makes_another_question_and_other_types_keep_their_hash() -> None:
    assert question_hash(card()) != question_hash(card(back="Other"))
    assert question_hash(card()) != question_hash(card(prompt="Other"))
    assert question_hash(card()) == question_hash(card(explain="Other", reversed=True))
    single = question(QuestionType.SINGLE)
    assert question_hash(single) == question_hash(msgspec.structs.replace(single, back="B"))


@pytest.mark.parametrize(
    "fields",
    [{}, {"hints": 2}, {"again": True}, {"easy": True}, {"confidence": Confidence.GUESS}],
    ids=str,
)
@pytest.mark.parametrize("occasion", [Occasion.QUIZ, Occasion.REVIEW])
@pytest.mark.parametrize("value", Rating)
def test_fsrs_gets_the_rating_as_it_is(
    value: Rating, occasion: Occasion, fields: dict[str, object]
) -> None:
    made = rated(value, occasion=occasion, **fields)

    assert rating(made) is FsrsRating[value.name.capitalize()]


def test_each_rating_says_when_it_brings_the_card_back() -> None:
    before = [rated(Rating.GOOD), rated(Rating.AGAIN, "other")]
    made = msgspec.structs.replace(rated(Rating.AGAIN), at="2026-03-09T12:00:00.000Z")
    due = due_by_rating(before, made)

    assert list(due) == list(Rating)
    assert all(one < other for one, other in pairwise(due.values()))
    for value, at in due.items():
        after = rated(value, at=made.at)
        assert schedule([*before, after])["card"].at == at


# --- runs --------------------------------------------------------------------------------------


def mixed(kinds: list[bool]) -> dict[str, Question]:
    """Questions of which some are cards."""
    return {
        f"q{n}": card(f"q{n}") if is_card else question(QuestionType.SINGLE, f"q{n}")
        for n, is_card in enumerate(kinds)
    }


def answer_to(asked: Question, is_right: bool) -> Answer | None:
    if asked.type is QuestionType.CARD:
        return Recalled(Rating.HARD) if is_right else Recalled(Rating.AGAIN)
    return Chosen((0,)) if is_right else Chosen((1,))


@settings(max_examples=200)
@given(st.lists(st.booleans(), min_size=1, max_size=9), st.lists(st.booleans(), max_size=30),
       st.data())  # fmt: skip
def test_a_run_with_cards_asks_all_returns_the_missed_and_goes_on_anywhere(
    kinds: list[bool], rights: list[bool], data: st.DataObject
) -> None:
    questions = mixed(kinds)
    run = start("run", Subject(SubjectKind.DECK), list(questions), 1)
    pattern = iter(rights)
    states, asked = [run], []
    while run.phase is not Phase.DONE:
        if run.phase is Phase.FEEDBACK:
            assert questions[asked[-1]].type is not QuestionType.CARD
            run = go_on(run)
        else:
            name = run.question
            asked.append(name)
            run, _ = give(run, questions[name], answer_to(questions[name], next(pattern, True)))
        states.append(run)
    left = data.draw(st.sampled_from(states))
    taken = replay(
        start("run", Subject(SubjectKind.DECK), list(questions), 1),
        left.responses, left.hints, left.seen,
    )  # fmt: skip

    assert taken == left
    assert set(asked) == set(questions)
    for place, name in enumerate(asked):
        before = [earlier for earlier in range(place) if asked[earlier] == name]
        if before:
            assert len(set(asked[before[-1] + 1 : place])) >= BETWEEN
            assert run.responses[before[-1]].fraction < 1


@given(st.integers(0, 9999), st.integers(1, 8), st.integers(0, 8),
       st.sampled_from([SubjectKind.DECK, SubjectKind.MISSED, SubjectKind.REVIEW]))  # fmt: skip
def test_both_ways_of_a_card_have_others_in_between_where_there_are_others(
    seed: int, cards: int, others: int, kind: SubjectKind
) -> None:
    asked = [
        *(one for n in range(cards) for one in (card(f"c{n}"), card(f"r{n}", reverse_of=f"c{n}"))),
        *(question(QuestionType.SINGLE, f"q{n}") for n in range(others)),
    ]
    empty = open_deck(Path(__file__).parents[1] / "ui" / "decks" / "asking", Problems()).deck
    order = run_order(empty, Subject(kind), asked, seed)

    assert sorted(order) == sorted(one.id for one in asked)
    if cards == 1 and others >= BETWEEN and kind is SubjectKind.REVIEW:
        assert abs(order.index("c0") - order.index("r0")) > BETWEEN
    if cards > 2 * BETWEEN:
        gaps = [abs(order.index(f"c{n}") - order.index(f"r{n}")) for n in range(cards)]
        assert sum(gap <= BETWEEN for gap in gaps) <= BETWEEN


def test_a_card_takes_no_confidence_and_giving_up_is_again() -> None:
    run = start("run", Subject(SubjectKind.DECK), ["card", "two"], 1)
    run, found = give(run, card(), None, Confidence.SURE)

    assert run.responses == (Response("card", Recalled(Rating.AGAIN), 0.0),)
    assert found == Grade(0.0)
    assert (run.phase, run.question) == (Phase.ASKING, "two")


def test_points_and_hints_count_as_elsewhere() -> None:
    asked = card(points=4.0, hints=(Hint("H", 0.25),))
    run: Run = show_hint(start("run", Subject(SubjectKind.DECK), ["card"], 1), asked)
    run, _ = give(run, asked, Recalled(Rating.EASY))

    found = score(run, {"card": asked})
    assert (found.earned, found.most, found.right) == (3.0, 4.0, 1)


@pytest.mark.parametrize("scheme", Scheme)
def test_a_known_card_can_have_the_most_marks_of_every_scheme(scheme: Scheme) -> None:
    asked = card(points=2.0)
    most = {Scheme.PARTIAL: 2.0, Scheme.ALL_OR_NOTHING: 2.0}.get(scheme, 1.0)

    assert marks(asked, 1.0, scheme) == most_marks(asked, scheme) == most
    assert marks(asked, 0.0, scheme) == 0.0


# --- the record --------------------------------------------------------------------------------


def session(deck: OpenDeck, file: RecordFile | None = None, *names: str) -> QuizSession:
    subject = Subject(SubjectKind.QUESTION, " ".join(names or deck.deck.questions))
    found = open_quiz_session(deck.deck, subject, file, [], QuizOptions(seed=1, fresh=True))
    assert found is not None
    found.open()
    return found


def test_a_rated_card_is_kept_with_the_state_of_its_run(tmp_path: Path) -> None:
    file = RecordFile(tmp_path / "record.sqlite")
    deck = opened(tmp_path / "deck", CARD + SINGLE)
    quiz = session(deck, file)
    quiz.answer(Recalled(Rating.GOOD), Confidence.SURE)
    quiz.close()

    (kept,) = History(file).attempts("d")
    assert (kept.answer, kept.fraction, kept.confidence) == (Recalled(Rating.GOOD), 1.0, None)
    (run,) = History(file).open_runs("d")
    assert (run.phase, run.question, run.seen) == (Phase.ASKING, "single", 1)


def test_the_last_card_ends_its_run_in_the_record_at_once(tmp_path: Path) -> None:
    file = RecordFile(tmp_path / "record.sqlite")
    quiz = session(opened(tmp_path / "deck", CARD), file)
    quiz.answer(Recalled(Rating.AGAIN))
    quiz.close()

    assert quiz.run.phase is Phase.DONE
    assert History(file).open_runs("d") == []


def test_a_run_is_never_taken_up_at_the_feedback_of_a_card(tmp_path: Path) -> None:
    deck = opened(tmp_path, CARD + SINGLE).deck
    run = start("run", Subject(SubjectKind.DECK), ["osmosis", "single"], 1)
    run = replay(run, [Response("osmosis", Recalled(Rating.GOOD), 1.0)], 0, 0)
    taken = resume_quiz_session(deck, run, None, [])

    assert taken is not None
    assert taken.run.phase is Phase.ASKING


def test_ratings_are_exported_and_read_back() -> None:
    attempts = [rated(value) for value in Rating]
    rows = [line.split(",") for line in attempts_csv(attempts).splitlines()[1:]]

    assert [(row[7], row[8]) for row in rows] == [
        ("again", "0"), ("hard", "1"), ("good", "1"), ("easy", "1"),
    ]  # fmt: skip
    read = read_attempts(attempts_json(attempts), "ann")
    assert [attempt.answer for attempt in read] == [attempt.answer for attempt in attempts]


# --- statistics --------------------------------------------------------------------------------


def test_cards_have_counts_of_first_ratings_and_no_figures() -> None:
    single = question(QuestionType.SINGLE, "single")
    digest = question_hash(single)
    attempts = [
        *(rated(Rating.GOOD, learner=name) for name in ("ann", "bob")),
        rated(Rating.AGAIN, learner="cas", answer=None, fraction=0.0),
        rated(Rating.EASY, learner="ann", at="2026-04-01T00:00:00.000Z"),
        rated(Rating.EASY, learner="dan", question_hash="older"),
        *(Attempt("d", "single", digest, "2026-01-01T00:00:00.000Z", Chosen((n,)), 1.0 - n,
                  learner=name) for n, name in enumerate(("ann", "bob"))),
    ]  # fmt: skip
    found = deck_statistics([card(), single], attempts)
    alone = deck_statistics([single], attempts)

    (counted,) = found.cards
    assert counted.ratings == (
        (Rating.AGAIN, 1), (Rating.HARD, 0), (Rating.GOOD, 2), (Rating.EASY, 0),
    )  # fmt: skip
    assert (counted.learners, counted.edited) == (3, 1)
    assert found.items == alone.items
    assert found.learners == 3
    lines = statistics_lines(found, {"card": card(), "single": single})
    assert "card (card, n 3)" in lines
    assert "  first rated: again 1, hard 0, good 2, easy 0" in lines
    assert "First answers of 3 learners to 2 of 2 questions" in lines
    assert "discrimination" not in "\n".join(statistics_lines(
        deck_statistics([card()], attempts), {"card": card()}))  # fmt: skip


# --- lists -------------------------------------------------------------------------------------


def test_no_list_shows_a_back_beside_its_front(tmp_path: Path) -> None:
    deck = opened(tmp_path)
    both = [rated(Rating.AGAIN, name, deck="d") for name in deck.deck.questions]
    due = schedule(both)
    later = datetime(2026, 5, 1, tzinfo=UTC)
    entries = findable(deck.deck, deck.sections())
    shown = {
        "section": "\n".join(PlainWriter(deck.deck, 80).section_lines(deck.sections()[0])),
        "search": "\n".join(e.text for e in entries if e.kind is EntryKind.QUESTION),
        "review": "\n".join(
            line_text(line) for line in review_lines(due, list(due), deck.deck, later, None, 80)
        ),
        "progress": "\n".join(
            progress_lines(Progress("d", frozenset(), both[:1]), deck.deck, later, 80)
        ),
    }

    for where, text in shown.items():
        assert "What is osmosis?" in text, where
        assert "membrane" not in text, where
    assert "(osmosis): rated again on" in shown["progress"]
    assert "(osmosis-reversed): not asked yet" in shown["progress"]


def test_a_format_that_cannot_carry_cards_says_so() -> None:
    (report,) = aiken_writer.write([card()]).reports

    assert report.outcome is Outcome.LEFT
    assert report.notes


@given(st.sampled_from(Rating), st.integers(10, 100))
def test_result_and_feedback_show_the_back_within_the_width(value: Rating, width: int) -> None:
    asked = card(back="Water moves through a membrane to where more is dissolved.")
    run = start("run", Subject(SubjectKind.DECK), ["card"], 1)
    run, found = give(run, asked, Recalled(value))
    deck = open_deck(Path(__file__).parents[1] / "ui" / "decks" / "asking", Problems()).deck
    feedback = Feedback(asked, run.responses[0], found)
    for lines in (
        result_lines(deck, run, {"card": asked}, lambda *_: "", {}, width),
        feedback_lines(feedback, deck, width),
        back_lines(asked, deck, layout_of(asked), width),
    ):
        words = " ".join(" ".join(line_text(line).split()) for line in lines)
        assert "membrane" in words
        assert all(cell_len(line_text(line)) <= width for line in lines)


# --- line by line ------------------------------------------------------------------------------


def played(quiz: QuizSession, *typed: str) -> str:
    """All that a plain quiz writes, for some typed lines."""
    answers: Iterator[str] = iter(typed)
    lines: list[str] = []

    def ask(prompt: str) -> str | None:
        lines.append(prompt)
        return next(answers, None)

    PlainQuiz(quiz, ask, lines.append).run()
    quiz.close()
    return "\n".join(lines)


TURN = "Press Enter to turn the card: "
JUDGE = "How did it go? 1 again, 2 hard, 3 good, 4 easy: "


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        (("", "1"), Rating.AGAIN),
        (("", "2"), Rating.HARD),
        (("water, I think", "3"), Rating.GOOD),
        (("", "4"), Rating.EASY),
        (("", "easy"), Rating.EASY),
        (("", "/easy"), Rating.EASY),
        (("", "Good"), Rating.GOOD),
        (("", "5", "", "0", "2"), Rating.HARD),
        (("", "/sure", "/h", "/nothing", "3"), Rating.GOOD),
        (("", "d"), Rating.AGAIN),
        (("/d",), Rating.AGAIN),
    ],
    ids=lambda value: str(value).replace("'", ""),
)
def test_a_card_is_turned_and_rated_line_by_line(
    tmp_path: Path, typed: tuple[str, ...], value: Rating
) -> None:
    quiz = session(opened(tmp_path, CARD))
    text = played(quiz, *typed)

    assert quiz.run.responses[0].answer == Recalled(value)
    assert quiz.run.phase is Phase.DONE
    front, back = text.index("What is osmosis?"), text.index("Water moves")
    assert front < text.index(TURN) < back
    assert "Done." in text
    assert "Right." not in text


def test_the_back_is_not_shown_to_somebody_who_leaves_before_it(tmp_path: Path) -> None:
    quiz = session(opened(tmp_path))

    assert "Water moves" not in played(quiz, "/h", "/q")
    assert quiz.run.hints == 1
    assert not quiz.run.responses


def test_the_explanation_stands_under_the_back_and_hints_before_it(tmp_path: Path) -> None:
    text = played(session(opened(tmp_path), None, "osmosis"), "h", "", "h", "3")

    assert text.index("Hint: It is about water.") < text.index("Water moves")
    assert text.index("Water moves") < text.index("Why: To where more") < text.index(JUDGE)
    assert "hints come before" in text
    assert "Back: Water moves through a membrane." in text


def test_a_rated_card_cannot_be_called_easy_afterwards(tmp_path: Path) -> None:
    quiz = session(opened(tmp_path, CARD + SINGLE))
    text = played(quiz, "", "2", "/easy", "1")

    assert "has the rating that you gave it" in text
    assert not any(attempt.easy for attempt in quiz.own_attempts)
