"""Item statistics use first answers only, and give the number of learners for each."""

from __future__ import annotations

import random
from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.deck.question import Choice, Pair, Question, QuestionType
from explainer.deck.text_file import clean
from explainer.problems import Span
from explainer.quiz.answer import Answer, Chosen, Confidence, Matched, Truth, Typed
from explainer.quiz.attempt import Attempt, Occasion
from explainer.quiz.question_hash import question_hash
from explainer.quiz.statistics import (
    AnswerCount,
    DeckStatistics,
    Flag,
    ItemStatistics,
    deck_statistics,
    wilson_interval,
)
from explainer.quiz.statistics_lines import statistics_lines
from explainer.render.plain_lines import text_width

SPAN = Span("quiz/q.toml")
RIGHT = Truth(True)


def truth(id: str, points: float = 1.0) -> Question:
    return Question(id, QuestionType.TRUE_FALSE, f"Is {id} so?", SPAN, points=points, answer=True)


def short(id: str = "s") -> Question:
    return Question(id, QuestionType.SHORT, "Who?", SPAN, accept=("CAC",))


def single(id: str = "c") -> Question:
    choices = (
        Choice("Key", SPAN, True),
        Choice("Taken", SPAN),
        Choice("Left", SPAN),
    )
    return Question(id, QuestionType.SINGLE, "Which?", SPAN, choices=choices)


def attempt(
    question: Question,
    learner: str,
    fraction: float,
    answer: Answer | None = RIGHT,
    at: str = "2026-01-01T00:00:00.000Z",
    **more: object,
) -> Attempt:
    row = Attempt("d", question.id, question_hash(question), at, answer, fraction, learner=learner)
    return msgspec.structs.replace(row, **more)


def answered(questions: Sequence[Question], rows: Sequence[str]) -> list[Attempt]:
    """An attempt for each digit: rows are learners, columns are questions; a dot means none."""
    return [
        attempt(question, f"learner {number}", float(mark))
        for number, row in enumerate(rows)
        for question, mark in zip(questions, row, strict=True)
        if mark != "."
    ]


def items(questions: Sequence[Question], attempts: Sequence[Attempt]) -> list[ItemStatistics]:
    return list(deck_statistics(questions, attempts).items)


FOUR = [truth(f"q{number}") for number in range(4)]
WORKED = ["1110", "1100", "1010", "0100", "1111", "0000"]


# --- figures -----------------------------------------------------------------------------------


def test_the_worked_example_comes_out_exactly() -> None:
    found = items(FOUR, answered(FOUR, WORKED))

    assert [round(item.facility or 0, 4) for item in found] == [0.6667, 0.6667, 0.5, 0.1667]
    assert [round(item.discrimination or 0, 4) for item in found] == [
        62.5, 21.3201, 52.2233, 48.8901,
    ]  # fmt: skip
    assert [round(item.efficiency or 0, 4) for item in found] == [100, 25, 60, 100]
    assert [(item.learners, item.compared) for item in found] == [(6, 6)] * 4


def test_the_interval_is_wilsons() -> None:
    # Newcombe 1998, Statistics in Medicine 17, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    printed = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0.0, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }
    for (right, count), (low, high) in printed.items():
        assert wilson_interval(right / count, count) == pytest.approx((low, high), abs=5e-5)


def test_marks_that_are_all_the_same_have_no_discrimination() -> None:
    constant = items(FOUR, answered(FOUR, ["1100", "1010", "1001"]))[0]
    assert (constant.facility, constant.discrimination, constant.efficiency) == (1.0, None, None)

    same_rest = items(FOUR[:2], answered(FOUR[:2], ["11", "01", "11"]))[0]
    assert (same_rest.discrimination, same_rest.efficiency) == (None, None)

    alone = items(FOUR, answered(FOUR, ["1010"]))[0]
    assert (alone.learners, alone.discrimination) == (1, None)


def test_sums_that_differ_by_rounding_alone_are_the_same() -> None:
    three = [truth("a"), truth("b", 0.1), truth("c", 0.2)]
    rows = [("a", 1.0), ("b", 0.3), ("c", 0.6)], [("a", 0.0), ("b", 0.9), ("c", 0.3)]
    by_id = {question.id: question for question in three}
    attempts = [
        attempt(by_id[id], f"learner {number}", mark)
        for number, row in enumerate(rows)
        for id, mark in row
    ]

    # 0.1 × 0.3 + 0.2 × 0.6 is 0.15 like 0.1 × 0.9 + 0.2 × 0.3, but not in binary.
    assert items(three, attempts)[0].discrimination is None


def test_an_unanswered_question_counts_as_its_mean_in_the_rest_of_the_test() -> None:
    # Learner 3 has not answered the third question, whose mean over the others is 2/3.
    gap = items(FOUR[:3], answered(FOUR[:3], ["110", "001", "111", "01."]))[0]
    rests = [1.0, 1.0, 2.0, 1 + 2 / 3]
    marks = [1.0, 0.0, 1.0, 0.0]
    mean = sum(rests) / 4
    together = sum((m - 0.5) * (r - mean) for m, r in zip(marks, rests, strict=True))
    spread = sum((r - mean) ** 2 for r in rests)

    assert gap.discrimination == pytest.approx(100 * together / spread**0.5)
    assert gap.compared == 4


def test_learners_with_one_answer_have_no_rest_and_stand_apart() -> None:
    rows = [*WORKED, "1...", "0..."]
    whole, more = items(FOUR, answered(FOUR, WORKED)), items(FOUR, answered(FOUR, rows))

    assert (more[0].learners, more[0].compared) == (8, 6)
    assert more[0].facility == pytest.approx(5 / 8)
    # The mean that they change is that of the first question, which its rest does not include.
    assert more[0].discrimination == pytest.approx(whole[0].discrimination)


def test_questions_weigh_in_the_rest_by_their_points() -> None:
    heavy = [FOUR[0], truth("q1", 10.0), truth("q2", 0.0)]
    found = items(heavy, answered(heavy, ["110", "011", "111", "000"]))
    light = items(heavy[:2], answered(heavy[:2], ["11", "01", "11", "00"]))

    assert found[0].discrimination == pytest.approx(light[0].discrimination)


# --- which answers count -----------------------------------------------------------------------


def test_only_the_earliest_answer_counts_and_neither_bets_nor_repetitions() -> None:
    question = FOUR[0]
    rows = [
        attempt(question, "ann", 1.0, at="2026-02"),
        attempt(question, "ann", 0.0, at="2026-03", occasion=Occasion.REVIEW),
        attempt(question, "ann", 0.0, at="2026-01", occasion=Occasion.BET),
        attempt(question, "ann", 0.0, at="2026-01", again=True),
        attempt(question, "bob", 0.0, at="2026-01", again=True),
        attempt(question, "cem", 0.0, at="2026-01", occasion=Occasion.BET),
        attempt(truth("gone"), "ann", 0.0),
    ]

    for order in (rows, rows[::-1]):
        found = deck_statistics([question], order)
        assert (found.learners, found.items[0].learners, found.items[0].facility) == (1, 1, 1.0)


def test_answers_to_an_earlier_version_are_counted_apart() -> None:
    question = FOUR[0]
    rows = [
        attempt(question, "ann", 1.0),
        attempt(question, "bob", 0.0, at="2026-01", question_hash="earlier"),
        attempt(question, "bob", 0.0, at="2026-02"),
    ]

    (found,) = items([question], rows)
    assert (found.learners, found.edited, found.facility) == (1, 1, 1.0)


def test_a_question_that_nobody_answered_has_no_figures_but_its_choices() -> None:
    (found,) = items([single()], [])

    assert found == ItemStatistics(
        "c", answers=(AnswerCount("Key", 0, True), AnswerCount("Taken", 0), AnswerCount("Left", 0))
    )
    assert deck_statistics([], []) == DeckStatistics(0, ())


# --- answers -----------------------------------------------------------------------------------


def choosing(counts: Sequence[int], gave_up: int = 0) -> list[Attempt]:
    chosen = [number for number, count in enumerate(counts) for _ in range(count)]
    answers = [*(Chosen((number,)) for number in chosen), *[None] * gave_up]
    return [
        attempt(single(), f"learner {number}", float(answer == Chosen((0,))), answer)
        for number, answer in enumerate(answers)
    ]


def test_every_choice_is_counted_the_never_chosen_too() -> None:
    (found,) = items([single()], choosing([3, 2, 0], gave_up=1))

    assert [(answer.learners, answer.correct) for answer in found.answers] == [
        (3, True),
        (2, False),
        (0, False),
    ]
    assert (found.learners, found.wrong, found.gave_up) == (6, 2, 1)


def test_the_most_frequent_wrong_words_are_told_and_the_others_counted() -> None:
    typed = ["cac", "MIIT", "miit ", "NPC", "A", "B", "C", "D"]
    rows = [
        attempt(short(), f"learner {number}", float(text == "cac"), Typed(text))
        for number, text in enumerate(typed)
    ]
    (found,) = items([short()], rows)

    assert [(answer.text, answer.learners) for answer in found.answers] == [
        ("CAC", 1), ("MIIT", 2), ("A", 1), ("B", 1), ("C", 1), ("D", 1),
    ]  # fmt: skip
    assert found.rarer == 1


def test_a_match_tells_wrong_pairs_that_learners_share() -> None:
    pairs = (Pair("a", "1"), Pair("b", "2"), Pair("c", "3"))
    question = Question("m", QuestionType.MATCH, "Which?", SPAN, pairs=pairs)
    response = [(1, 0, 2), (1, 0, 2), (2, 1, 0)]
    rows = [
        attempt(question, f"learner {number}", 1 / 3, Matched(rights))
        for number, rights in enumerate(response)
    ]
    (found,) = items([question], rows)

    assert [(answer.text, answer.learners) for answer in found.answers[1:]] == [
        ("a → 2; b → 1; c → 3", 2)
    ]
    assert found.rarer == 1


def test_confidence_is_told_beside_how_often_it_was_right() -> None:
    rows = [
        attempt(FOUR[0], "ann", 1.0, confidence=Confidence.SURE),
        attempt(FOUR[0], "bob", 0.0, confidence=Confidence.SURE),
        attempt(FOUR[0], "cem", 1.0, confidence=Confidence.GUESS),
        attempt(FOUR[0], "dia", 1.0),
    ]
    (found,) = items(FOUR[:1], rows)

    assert [(level.confidence, level.asked, level.right) for level in found.calibration] == [
        (Confidence.SURE, 2, 1),
        (Confidence.GUESS, 1, 1),
    ]


# --- warnings ----------------------------------------------------------------------------------


def flags(rows: Sequence[str]) -> list[tuple[Flag, ...]]:
    questions = FOUR[: len(rows[0])]
    return [item.flags for item in items(questions, answered(questions, rows))]


def test_hard_and_easy_questions_are_flagged_from_twenty_learners_on() -> None:
    assert flags(["10"] * 20) == [(Flag.EASY,), (Flag.HARD,)]
    assert flags(["10"] * 19) == [(), ()]


def test_weak_and_backward_questions_are_flagged() -> None:
    assert flags(["11", "10", "01", "00"] * 5) == [(Flag.WEAK,), (Flag.WEAK,)]
    assert flags(["10", "01"] * 10) == [(Flag.BACKWARDS,), (Flag.BACKWARDS,)]
    assert flags(["11", "00"] * 10) == [(), ()]


def test_a_distractor_is_idle_by_the_wrong_answers_and_not_by_all() -> None:
    idle = items([single()], choosing([10, 21, 1]))[0]
    assert [answer.is_idle for answer in idle.answers] == [False, False, True]
    assert Flag.IDLE_DISTRACTOR in idle.flags

    # One in twenty wrong answers is enough; with nineteen there are too few to judge.
    for counts in ([200, 19, 1], [200, 19, 0]):
        easy = items([single()], choosing(counts))[0]
        assert not any(answer.is_idle for answer in easy.answers)


# --- properties --------------------------------------------------------------------------------

MARKS = st.sampled_from([0.0, 0.25, 1 / 3, 0.5, 1.0])
ROWS = st.lists(
    st.builds(
        lambda question, learner, mark, at, again: attempt(
            FOUR[question], f"learner {learner}", mark, at=f"2026-0{at}", again=again
        ),
        st.integers(0, 3),
        st.integers(0, 6),
        MARKS,
        st.integers(1, 3),
        st.booleans(),
    ),
    max_size=40,
)


@settings(max_examples=100, deadline=None)
@given(ROWS)
def test_figures_keep_to_their_bounds(rows: list[Attempt]) -> None:
    for item in items(FOUR, rows):
        assert 0 <= item.compared <= item.learners <= 7
        if item.facility is None or item.interval is None:
            assert item.learners == 0
            continue
        low, high = item.interval
        assert 0 <= low <= item.facility <= high <= 1
        assert (item.discrimination is None) == (item.efficiency is None)
        if item.discrimination is not None and item.efficiency is not None:
            assert -100 <= item.discrimination <= 100
            assert item.efficiency <= 100
            assert item.discrimination * item.efficiency >= 0


@settings(max_examples=100, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_learners_names_make_a_difference(
    rows: list[Attempt], chance: random.Random
) -> None:
    names = [f"learner {number}" for number in range(7)]
    renamed = dict(zip(names, chance.sample(names, 7), strict=True))
    # Attempts of one moment are ordered by their content, of which the name is part.
    moments = [
        msgspec.structs.replace(row, at=f"{row.at}-{number:03}") for number, row in enumerate(rows)
    ]
    mixed = [msgspec.structs.replace(row, learner=renamed[row.learner]) for row in moments]
    chance.shuffle(mixed)

    assert deck_statistics(FOUR, mixed) == deck_statistics(FOUR, moments)
    shuffled = chance.sample(rows, len(rows))
    assert deck_statistics(FOUR, shuffled) == deck_statistics(FOUR, rows)


def test_figures_of_many_learners_are_the_same_to_the_last_digit_in_any_order() -> None:
    chance = random.Random(1)
    rows = [
        attempt(question, f"learner {number}", chance.random())
        for number in range(40)
        for question in FOUR
    ]
    first = deck_statistics(FOUR, rows)

    for _ in range(10):
        chance.shuffle(rows)
        assert deck_statistics(FOUR, rows) == first


@settings(max_examples=50, deadline=None)
@given(ROWS, ROWS)
def test_later_answers_to_what_was_answered_change_nothing(
    rows: list[Attempt], later: list[Attempt]
) -> None:
    met = {(row.question, row.learner) for row in rows if not row.again}
    repeated = [
        msgspec.structs.replace(row, at=f"2027{row.at}")
        for row in later
        if (row.question, row.learner) in met
    ]

    assert deck_statistics(FOUR, [*rows, *repeated]) == deck_statistics(FOUR, rows)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.floats(),
            st.text(max_size=80) | st.just("一" * 90) | st.just("\x1b[2J\u202eevil"),
            st.integers(-3, 9),
        ),
        max_size=12,
    ),
    st.integers(-5, 120),
)
def test_whatever_was_kept_there_are_lines_no_wider_than_asked(
    kept: list[tuple[float, str, int]], width: int
) -> None:
    questions = {
        question.id: question for question in (single(), short("x" * 200), short("名" * 30))
    }
    rows = [
        attempt(question, f"learner {number}", mark, answer)
        for number, (mark, text, place) in enumerate(kept)
        for question in questions.values()
        for answer in (Chosen((place,)) if question.choices else Typed(text),)
    ]
    statistics = deck_statistics(questions.values(), rows)
    lines = statistics_lines(statistics, questions, width)

    assert max(map(text_width, lines)) <= max(14, width)
    assert all(clean(line) == line and "\n" not in line for line in lines)


# --- as text -----------------------------------------------------------------------------------


def test_the_text_says_each_figure_with_its_learners_and_what_is_wrong() -> None:
    questions = {"c": single(), "q0": FOUR[0], "never": truth("never")}
    rows = choosing([10, 21, 1], gave_up=1)
    rows += [attempt(FOUR[0], row.learner, float(row.fraction < 1)) for row in rows[:30]]
    rows.append(attempt(FOUR[0], "late", 1.0, question_hash="earlier"))
    lines = statistics_lines(deck_statistics(questions.values(), rows), questions)

    assert lines[0] == "First answers of 33 learners to 2 of 3 questions"
    assert lines[2:7] == [
        "question   n  facility       95 %   n  discrimination  efficiency",
        "--------  --  --------  ---------  --  --------------  ----------",
        "c         33      0.30  0.17–0.47  30          -100.0      -200.0",
        "q0        30      0.67  0.49–0.81  30          -100.0      -200.0",
        "never      0         –          –   0               –           –",
    ]
    assert "Worth a look: c (backwards, idle distractor), q0 (backwards)." in lines
    at = lines.index("c (n 33)")
    assert lines[at + 1 : at + 8] == [
        "  Which?",
        "  ! Backwards: who knows the rest tends to miss it. Is its key right?",
        "  ! Idle: a distractor is taken in fewer than 5 % of the wrong answers (n 22).",
        "  10   30 %  key   Key",
        "  21   64 %        Taken",
        "   1    3 %  idle  Left",
        "   1    3 %        gave up",
    ]
    assert "  1 learner first answered an earlier version, and is not counted." in lines


def test_without_answers_the_text_says_so() -> None:
    questions = {"c": single()}

    assert statistics_lines(deck_statistics(questions.values(), []), questions) == [
        "No first answers yet to the 1 question."
    ]
    assert statistics_lines(deck_statistics([], []), {}) == ["The deck has no questions."]
