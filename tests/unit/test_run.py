"""A run: its order, its returns, its score, and that it can be taken up anywhere."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.deck.question import Hint, Question, QuestionType
from explainer.quiz.answer import Chosen, Confidence
from explainer.quiz.run import (
    BETWEEN,
    Phase,
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
from explainer.quiz.shuffle import choice_order, item_order, mixed_order, question_order
from explainer.quiz.summary import calibration, firsts, missed, to_reread
from tests.unit.asked import choice, question

RIGHT, WRONG = Chosen((0,)), Chosen((1,))
DECK = Subject(SubjectKind.DECK)


def bank(count: int) -> dict[str, Question]:
    return {f"q{n}": question(QuestionType.SINGLE, f"q{n}") for n in range(count)}


def fresh(questions: dict[str, Question], seed: int = 1) -> Run:
    return start("run", DECK, list(questions), seed)


def play(run: Run, questions: dict[str, Question], rights: list[bool]) -> tuple[Run, list[str]]:
    """Answer until the run is done; beyond the list everything is right."""
    asked: list[str] = []
    pattern = iter(rights)
    while run.phase is not Phase.DONE:
        name = run.question
        asked.append(name)
        run, _ = give(run, questions[name], RIGHT if next(pattern, True) else WRONG)
        run = go_on(run)
    return run, asked


@settings(max_examples=200)
@given(st.integers(1, 12), st.lists(st.booleans(), max_size=40))
def test_every_question_is_asked_and_a_missed_one_returns_after_three_others(
    count: int, rights: list[bool]
) -> None:
    questions = bank(count)
    run, asked = play(fresh(questions), questions, rights)

    assert set(asked) == set(questions)
    assert [name for n, name in enumerate(asked) if name not in asked[:n]] == list(questions)
    for place, name in enumerate(asked):
        before = [earlier for earlier in range(place) if asked[earlier] == name]
        if before:
            assert len(set(asked[before[-1] + 1 : place])) >= BETWEEN
            assert run.given[before[-1]].fraction < 1
            assert run.given[place].again
    assert all(asked.count(name) <= 3 for name in questions)


def test_a_missed_question_comes_back_as_soon_as_three_others_were_asked() -> None:
    questions = bank(6)
    _, asked = play(fresh(questions), questions, [False])

    assert asked == ["q0", "q1", "q2", "q3", "q0", "q4", "q5"]


def test_one_answer_counts_and_feedback_must_be_left_before_the_next() -> None:
    questions = bank(2)
    run, _ = give(fresh(questions), questions["q0"], WRONG)
    again, _ = give(run, questions["q0"], RIGHT)
    other, _ = give(run, questions["q1"], RIGHT)

    assert run.phase is Phase.FEEDBACK
    assert again == run
    assert other == run
    assert go_on(run).question == "q1"


def test_an_answer_to_another_question_than_the_one_asked_changes_nothing() -> None:
    questions = bank(2)
    run = fresh(questions)

    assert give(run, questions["q1"], RIGHT)[0] == run


def test_hints_are_shown_one_by_one_and_cost_what_they_say() -> None:
    hints = (Hint("one", 0.25), Hint("two", 0.5))
    questions = {"q": question(QuestionType.SINGLE, "q", hints=hints, points=4.0)}
    run = show_hint(fresh(questions), questions["q"])
    run = show_hint(run, questions["q"])
    assert show_hint(run, questions["q"]).hints == 2
    run, _ = give(run, questions["q"], RIGHT)

    assert run.given[0].hints == 2
    assert score(run, questions).earned == 1.0
    assert run.hints == 0


def test_only_first_answers_are_scored() -> None:
    questions = bank(5)
    run, _ = play(fresh(questions), questions, [False])
    found = score(run, questions)

    assert (found.right, found.asked, found.earned, found.most) == (4, 5, 4.0, 5.0)


@settings(max_examples=150)
@given(st.integers(1, 8), st.lists(st.booleans(), max_size=20), st.data())
def test_a_run_left_anywhere_goes_on_at_the_same_question_with_the_same_score(
    count: int, rights: list[bool], data: st.DataObject
) -> None:
    questions = bank(count)
    pattern = iter(rights)
    run = fresh(questions)
    states = [run]
    while run.phase is not Phase.DONE:
        if run.phase is Phase.FEEDBACK:
            run = go_on(run)
        else:
            answer = RIGHT if next(pattern, True) else WRONG
            run, _ = give(run, questions[run.question], answer)
        states.append(run)
    left = data.draw(st.sampled_from(states))
    kept = msgspec.json.decode(msgspec.json.encode(left.given), type=list)
    taken = replay(fresh(questions), left.given, left.hints, left.seen)

    assert taken == left
    assert (taken.question, taken.phase) == (left.question, left.phase)
    assert score(taken, questions) == score(left, questions)
    assert len(kept) == len(left.given)


def test_giving_up_is_a_miss() -> None:
    questions = bank(1)
    run, found = give(fresh(questions), questions["q0"], None)

    assert found.fraction == 0
    assert missed(run) == ["q0"]


def test_the_summary_puts_what_was_sure_and_wrong_first() -> None:
    questions = bank(4)
    run = fresh(questions)
    for answer, told in (
        (RIGHT, Confidence.SURE),
        (WRONG, Confidence.GUESS),
        (WRONG, Confidence.SURE),
        (RIGHT, None),
    ):
        run, _ = give(run, questions[run.question], answer, told)
        run = go_on(run)

    assert [one.question for one in firsts(run)] == ["q2", "q1", "q0", "q3"]
    told = {one.confidence: (one.asked, one.right) for one in calibration(run.given[:4])}
    assert told == {Confidence.SURE: (2, 1), Confidence.GUESS: (1, 0)}


def test_passages_to_read_again_are_named_once_each() -> None:
    questions = {
        name: question(QuestionType.SINGLE, name, section="s", settles=block)
        for name, block in (("a", "one"), ("b", "one"), ("c", "two"), ("d", "three"))
    }
    run = fresh(questions)
    for answer in (WRONG, WRONG, WRONG, RIGHT):
        run, _ = give(run, questions[run.question], answer)
        run = go_on(run)

    places = to_reread(run, questions)
    assert [(place.block, place.questions) for place in places] == [
        ("one", ("a", "b")),
        ("two", ("c",)),
    ]


# --- orders --------------------------------------------------------------------------------


@given(st.integers(0, 9999))
def test_a_seed_gives_one_order_and_fixed_choices_keep_their_place(seed: int) -> None:
    choices = tuple(
        msgspec.structs.replace(choice(f"c{n}", correct=not n), fixed=n == 3) for n in range(5)
    )
    asked = question(QuestionType.SINGLE, choices=choices)
    order = choice_order(asked, seed)

    assert order == choice_order(asked, seed)
    assert sorted(order) == list(range(5))
    assert order[3] == 3


def test_seeds_give_different_orders_and_these_stay_as_they_are_for_ever() -> None:
    asked = question(QuestionType.MULTIPLE)
    orders = {tuple(choice_order(asked, seed)) for seed in range(40)}

    assert len(orders) > 20
    assert choice_order(asked, 4711) == [0, 4, 1, 2, 3]


@given(st.integers(0, 200), st.permutations(["x", "y", "x", "z"]))
def test_an_order_question_never_begins_in_the_right_order(seed: int, items: list[str]) -> None:
    asked = question(QuestionType.ORDER, items=tuple(items))
    shown = [asked.items[n] for n in item_order(asked, seed)]

    assert sorted(shown) == sorted(items)
    assert shown != items


def test_sections_are_asked_in_the_order_of_the_deck_and_shuffled_within() -> None:
    questions = [
        question(QuestionType.SINGLE, f"{s}{n}", section=s) for n in range(6) for s in "ba"
    ]
    order = question_order(questions, ["a", "b"], 3)

    assert [name[0] for name in order] == ["a"] * 6 + ["b"] * 6
    assert order[:6] != sorted(order[:6])


def test_what_is_confused_with_each_other_is_asked_together_in_a_review() -> None:
    questions = [question(QuestionType.SINGLE, f"q{n}") for n in range(20)]
    questions[4] = msgspec.structs.replace(questions[4], confuses=("q17",))
    questions[17] = msgspec.structs.replace(questions[17], confuses=("q4",))
    for seed in range(20):
        order = mixed_order(questions, seed)
        assert abs(order.index("q4") - order.index("q17")) == 1
        assert sorted(order) == sorted(q.id for q in questions)
