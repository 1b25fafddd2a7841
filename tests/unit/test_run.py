"""A run: its order, its returns, its score, and that it can be continued at any point."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.deck.model import Deck, SectionEntry
from explainer.deck.question import Hint, Pair, Question, QuestionType
from explainer.deck.question_text import QuestionText
from explainer.deck.route import Route
from explainer.problems import ExplainerError
from explainer.quiz.answer import Answer, Chosen, Confidence, Filled, Matched, Ordered, Typed
from explainer.quiz.attempt import Attempt, Occasion
from explainer.quiz.bank import check_subject, missed_questions, run_order, subject_questions
from explainer.quiz.feedback import verdict_lines
from explainer.quiz.grading import Scheme, grade
from explainer.quiz.question_hash import question_hash
from explainer.quiz.result import result_lines, score_words
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
    returns_left,
    score,
    show_hint,
    start,
)
from explainer.quiz.shuffle import (
    choice_order,
    item_order,
    mixed_order,
    question_order,
    right_order,
)
from explainer.quiz.summary import (
    answer_lines,
    calibration,
    first_responses,
    key_lines,
    missed,
    repeat_words,
    right_words,
    to_reread,
)
from explainer.render.line import line_text, line_width
from tests.unit.asked import HERE, choice, question
from tests.unit.test_record import SECTION

RIGHT, WRONG = Chosen((0,)), Chosen((1,))
DECK = Subject(SubjectKind.DECK)


def bank(count: int) -> dict[str, Question]:
    return {f"q{n}": question(QuestionType.SINGLE, f"q{n}") for n in range(count)}


def fresh(questions: dict[str, Question], seed: int = 1) -> Run:
    return start("run", DECK, list(questions), seed)


def play(run: Run, questions: dict[str, Question], rights: list[bool]) -> tuple[Run, list[str]]:
    """Answer until the run is done; answers after the list are right."""
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
            assert run.responses[before[-1]].fraction < 1
            assert run.responses[place].again
    assert all(asked.count(name) <= 3 for name in questions)


def test_a_missed_question_comes_back_as_soon_as_three_others_were_asked() -> None:
    questions = bank(6)
    _, asked = play(fresh(questions), questions, [False])

    assert asked == ["q0", "q1", "q2", "q3", "q0", "q4", "q5"]


@settings(max_examples=200)
@given(st.integers(4, 30), st.lists(st.booleans(), max_size=90), st.integers(0, 9999))
def test_misses_never_hold_up_the_questions_that_were_not_asked_yet(
    count: int, rights: list[bool], seed: int
) -> None:
    questions = bank(count)
    run, asked = play(fresh(questions, seed), questions, rights)
    last_new = max(asked.index(name) for name in questions)

    for place, response in enumerate(run.responses[:last_new]):
        assert not (response.again and run.responses[place + 1].again)
    assert last_new < 2 * count


def test_whoever_misses_everything_still_sees_every_question_soon() -> None:
    questions = bank(10)
    _, asked = play(fresh(questions), questions, [False] * 100)

    assert asked.index("q4") <= 5
    assert asked.index("q9") <= 15


@given(st.integers(1, 12), st.lists(st.booleans(), max_size=40))
def test_the_number_of_repeats_left_is_that_of_a_run_without_further_misses(
    count: int, rights: list[bool]
) -> None:
    questions = bank(count)
    run = fresh(questions)
    for right in rights:
        if run.phase is Phase.ASKING:
            run = go_on(give(run, questions[run.question], RIGHT if right else WRONG)[0])
    left, answered = returns_left(run), len(run.responses)
    while run.phase is Phase.ASKING:
        run = go_on(give(run, questions[run.question], RIGHT)[0])

    assert left == sum(one.again for one in run.responses[answered:])


def test_repeats_are_announced_and_counted() -> None:
    questions = bank(5)
    run, said = fresh(questions), []
    for right in (False, False, True, True, True, True, True):
        run = go_on(give(run, questions[run.question], RIGHT if right else WRONG)[0])
        said.append(repeat_words(run))

    assert said == [
        "1 to repeat",
        "2 to repeat",
        "2 to repeat",
        "again, and 1 more to repeat",
        "1 to repeat",
        "again, the last one",
        "",
    ]


def test_missed_questions_return_in_another_order_than_before() -> None:
    questions = bank(24)
    orders = set()
    for seed in range(12):
        _, asked = play(fresh(questions, seed), questions, [False] * 100)
        returns = [name for place, name in enumerate(asked) if name in asked[:place]]
        orders.add(tuple(returns))

    assert len(orders) == 12
    assert all(list(order) != sorted(order) for order in orders)


def test_one_answer_counts_and_feedback_must_be_left_before_the_next() -> None:
    questions = bank(2)
    run, _ = give(fresh(questions), questions["q0"], WRONG)
    again, _ = give(run, questions["q0"], RIGHT)
    other, _ = give(run, questions["q1"], RIGHT)

    assert run.phase is Phase.FEEDBACK
    assert again == run
    assert other == run
    assert go_on(run).question == "q1"


def test_no_hint_to_the_next_question_while_feedback_shows() -> None:
    questions = {n: question(QuestionType.SINGLE, n, hints=(Hint("h", 0.5),)) for n in ("a", "b")}
    run, _ = give(fresh(questions), questions["a"], RIGHT)

    assert run.question == "b"
    assert show_hint(run, questions["b"]) == run


def test_a_question_that_is_always_missed_returns_twice_and_no_more() -> None:
    questions = bank(20)
    run = fresh(questions)
    while run.phase is not Phase.DONE:
        run, _ = give(run, questions[run.question], WRONG if run.question == "q0" else RIGHT)
        run = go_on(run)

    assert sum(one.question == "q0" for one in run.responses) == 3


def test_a_question_that_is_named_twice_is_asked_once() -> None:
    assert start("run", DECK, ["a", "b", "a"], 1).order == ("a", "b")


@pytest.mark.parametrize(("kept", "hints", "seen"), [(-5, 0, 0), (99, 2, 1)])
def test_counts_that_cannot_be_are_taken_for_the_nearest_that_can(
    kept: int, hints: int, seen: int
) -> None:
    questions = bank(3)
    run, _ = give(fresh(questions), questions["q0"], RIGHT)
    taken = replay(fresh(questions), run.responses, min(kept, 2), kept)

    assert (taken.hints, taken.seen) == (hints, seen)


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

    assert run.responses[0].hints == 2
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
    kept = msgspec.json.decode(msgspec.json.encode(left.responses), type=list)
    taken = replay(fresh(questions), left.responses, left.hints, left.seen)

    assert taken == left
    assert (taken.question, taken.phase) == (left.question, left.phase)
    assert score(taken, questions) == score(left, questions)
    assert len(kept) == len(left.responses)


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

    assert [one.question for one in first_responses(run)] == ["q2", "q1", "q0", "q3"]
    told = {one.confidence: (one.asked, one.right) for one in calibration(run.responses[:4])}
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


# --- which questions -----------------------------------------------------------------------


def asked_deck() -> Deck:
    questions = [
        question(QuestionType.SINGLE, f"q{n}", section="a" if n < 6 else "b", tags=(f"t{n % 2}",))
        for n in range(12)
    ]
    routes = (
        Route("short", "Short", HERE, questions=("q9", "gone", "q2")),
        Route("long", "Long", HERE, questions=("q1",)),
    )
    outline = (SectionEntry("a", "A", HERE), SectionEntry("b", "B", HERE))
    return Deck("d", "D", outline, HERE, routes=routes, questions={q.id: q for q in questions})


def names_of(kind: SubjectKind, id: str = "", count: int = 0, seed: int = 1) -> list[str]:
    deck, subject = asked_deck(), Subject(kind, id)
    return run_order(deck, subject, subject_questions(deck, subject), seed, count)


@pytest.mark.parametrize(
    ("kind", "id", "names"),
    [
        (SubjectKind.SECTION, "a", {"q0", "q1", "q2", "q3", "q4", "q5"}),
        (SubjectKind.TAG, "t1", {"q1", "q3", "q5", "q7", "q9", "q11"}),
        (SubjectKind.QUESTION, "q3 gone q1", {"q3", "q1"}),
        (SubjectKind.ROUTE, "short", {"q9", "q2"}),
        (SubjectKind.DECK, "", {f"q{n}" for n in range(12)}),
    ],
)
def test_a_subject_names_its_questions_and_no_others(
    kind: SubjectKind, id: str, names: set[str]
) -> None:
    assert set(names_of(kind, id)) == names


def test_what_is_named_question_by_question_is_asked_as_named() -> None:
    assert names_of(SubjectKind.ROUTE, "short") == ["q9", "q2"]
    assert names_of(SubjectKind.QUESTION, "q8 q0 q4") == ["q8", "q0", "q4"]


def test_fewer_questions_are_drawn_from_all_by_the_seed() -> None:
    draws = [names_of(SubjectKind.DECK, count=11, seed=seed) for seed in range(30)]

    assert {len(draw) for draw in draws} == {11}
    assert {name for draw in draws for name in draw} == {f"q{n}" for n in range(12)}


def test_a_run_of_several_sections_asks_them_one_by_one_and_what_was_missed_comes_mixed() -> None:
    deck, subject = asked_deck(), Subject(SubjectKind.MISSED)
    mixed = run_order(deck, subject, list(deck.questions.values()), 1)
    places = [int(name[1:]) >= 6 for name in mixed]

    assert [int(name[1:]) >= 6 for name in names_of(SubjectKind.DECK)] == [False] * 6 + [True] * 6
    assert places != sorted(places)


def test_missed_is_whatever_was_not_wholly_right_at_last_bets_aside() -> None:
    def made(name: str, fraction: float, occasion: Occasion = Occasion.QUIZ) -> Attempt:
        return Attempt("d", name, "h", "2026-01-01T00:00:00Z", None, fraction, occasion)

    attempts = [
        made("mended", 0.0),
        made("mended", 1.0),
        made("partly", 0.5),
        made("bet", 1.0),
        made("bet", 0.0, Occasion.BET),
    ]

    assert missed_questions(attempts) == {"partly"}


@pytest.mark.parametrize("kind", [SubjectKind.SECTION, SubjectKind.TAG, SubjectKind.ROUTE])
def test_what_a_deck_does_not_have_is_refused_by_name(kind: SubjectKind) -> None:
    with pytest.raises(ExplainerError, match=f"no {kind} 'nope'"):
        check_subject(asked_deck(), Subject(kind, "nope"))


def test_a_deck_without_questions_says_so() -> None:
    empty = Deck("d", "D", (), HERE)

    with pytest.raises(ExplainerError, match="no questions"):
        check_subject(empty, Subject(SubjectKind.DECK))


# --- orders and summary --------------------------------------------------------------------


def test_items_of_the_same_words_in_the_right_order_are_not_shown_so() -> None:
    asked = question(QuestionType.ORDER, items=("x", "x", "y"))

    for seed in range(30):
        assert item_order(asked, seed) not in ([0, 1, 2], [1, 0, 2])


def test_right_sides_do_not_stand_beside_their_lefts_in_every_seed() -> None:
    orders = {tuple(right_order(question(QuestionType.MATCH), seed)) for seed in range(20)}

    assert len(orders) > 5


def test_questions_of_no_section_are_asked_last() -> None:
    questions = [question(QuestionType.SINGLE, n, section=s) for n, s in (("x", ""), ("y", "a"))]

    assert question_order(questions, ["a"], 1) == ["y", "x"]


def test_a_review_mixes_questions_anew_for_each_seed() -> None:
    questions = [question(QuestionType.SINGLE, f"q{n}") for n in range(6)]

    assert len({tuple(mixed_order(questions, seed)) for seed in range(10)}) > 5


def test_questions_that_share_a_confusing_tag_stand_together() -> None:
    questions = [question(QuestionType.SINGLE, f"q{n}") for n in range(20)]
    questions[3] = msgspec.structs.replace(questions[3], confuses=("rock",))
    questions[8] = msgspec.structs.replace(questions[8], tags=("rock",), confuses=("q3",))
    for seed in range(10):
        order = mixed_order(questions, seed)
        assert abs(order.index("q3") - order.index("q8")) == 1


def test_confidence_is_marked_in_the_score_and_partly_right_counts_as_missed() -> None:
    questions = {
        "q0": question(QuestionType.SINGLE, "q0"),
        "q1": question(QuestionType.MULTIPLE, "q1"),
    }
    run = start("run", DECK, list(questions), 1, Scheme.CONFIDENCE)
    run, _ = give(run, questions["q0"], RIGHT, Confidence.THINK)
    run, found = give(go_on(run), questions["q1"], RIGHT, Confidence.SURE)
    counted = score(run, questions)

    assert 0 < found.fraction < 1
    assert (counted.earned, counted.most, counted.right) == (-4.0, 6.0, 1)
    assert missed(run) == ["q1"]
    assert [(one.confidence, one.right) for one in calibration(run.responses)] == [
        (Confidence.SURE, 0),
        (Confidence.THINK, 1),
    ]


def test_only_hints_that_were_shown_cost_and_lost_questions_do_not_count() -> None:
    hints = (Hint("one", 0.25), Hint("two", 0.5))
    questions = {n: question(QuestionType.SINGLE, n, hints=hints) for n in ("a", "b")}
    run = show_hint(start("run", DECK, ["a", "b"], 1), questions["a"])
    for asked in questions.values():
        run, _ = give(run, asked, RIGHT)
        run = go_on(run)

    assert score(run, questions).earned == 1.75
    assert score(run, {"b": questions["b"]}).earned == 1.0


def test_the_summary_tells_of_first_answers_only() -> None:
    questions = bank(5)
    run, _ = play(fresh(questions), questions, [False, True, True, True, False])

    assert [one.question for one in run.responses if one.again] == ["q0"]
    assert sorted(one.question for one in first_responses(run)) == sorted(questions)
    assert missed(run) == ["q0"]


def test_what_has_no_section_is_not_to_be_read_again() -> None:
    questions = bank(1)
    run, _ = play(fresh(questions), questions, [False])

    assert to_reread(run, questions) == []


@pytest.mark.parametrize(
    ("asked", "lines"),
    [
        (question(QuestionType.SINGLE), ["A"]),
        (question(QuestionType.MULTIPLE), ["A", "B"]),
        (question(QuestionType.TRUE_FALSE), ["true"]),
        (question(QuestionType.NUMERIC), ["8.7 % (8.5 to 8.9 counts)"]),
        (question(QuestionType.NUMERIC, tolerance=None), ["8.7 %"]),
        (question(QuestionType.NUMERIC, answer=None, low=1.0, high=2.5), ["1 to 2.5 %"]),
        (question(QuestionType.SHORT, accept=("GCBD", " ", "cloud")), ["GCBD or cloud"]),
        (question(QuestionType.SHORT, accept=(), pattern="a+"), ["words of the form a+"]),
        (question(QuestionType.MATCH), ["1 → one", "2 → two", "3 → three"]),
        (question(QuestionType.ORDER, items=("a", "b")), ["1. a", "2. b"]),
        (question(QuestionType.CLOZE), ["red or crimson", "12"]),
    ],
)
def test_every_key_is_told_in_words(asked: Question, lines: list[str]) -> None:
    assert key_lines(asked, QuestionText()) == lines


@pytest.mark.parametrize(
    ("kind", "answer", "lines"),
    [
        (QuestionType.MULTIPLE, Chosen((-1, 0, 99)), ["A"]),
        (QuestionType.SINGLE, Chosen((99,)), ["nothing"]),
        (QuestionType.NUMERIC, Typed("5"), ["5 %"]),
        (QuestionType.NUMERIC, Typed("5 %"), ["5 %"]),
        (QuestionType.MATCH, Matched((1, -1, 99)), ["1 → two", "2 → …", "3 → …"]),
        (QuestionType.ORDER, Ordered((1, -1, 99, 0)), ["1. b", "2. a"]),
        (QuestionType.CLOZE, Filled(("red", " ")), ["red", "…"]),
        (QuestionType.SINGLE, None, ["no answer"]),
    ],
)
def test_every_answer_is_told_in_words_even_of_what_is_gone(
    kind: QuestionType, answer: Answer | None, lines: list[str]
) -> None:
    assert answer_lines(question(kind), answer, QuestionText()) == lines


@pytest.mark.parametrize(
    "edit",
    [
        {"prompt": "Another?"},
        {"type": QuestionType.SINGLE},
        {"items": ("b", "a")},
        {"accept": ("x",)},
        {"pattern": "x"},
        {"answer": 1.0},
        {"tolerance": 1.0},
        {"low": 1.0},
        {"high": 1.0},
        {"unit": "km"},
        {"pairs": (Pair("1", "2"),)},
        {"distractors": ("x",)},
        {"text": "[[x]]"},
        {"choices": (choice("A", correct=True, weight=0.5),)},
    ],
    ids=lambda edit: next(iter(edit)),
)
def test_whatever_decides_what_is_right_makes_it_another_question(edit: dict[str, object]) -> None:
    asked = question(QuestionType.ORDER)

    assert question_hash(msgspec.structs.replace(asked, **edit)) != question_hash(asked)


def test_explanations_do_not_make_it_another_question() -> None:
    asked = question(QuestionType.ORDER)
    edited = msgspec.structs.replace(asked, explain="New.", hints=(Hint("h"),), sources=("s",))

    assert question_hash(edited) == question_hash(asked)


def test_large_marks_are_written_as_people_write_them() -> None:
    questions = {f"q{n}": question(QuestionType.SINGLE, f"q{n}", points=617.0) for n in range(2)}
    run = start("run", SECTION, list(questions), 1)
    for asked in questions.values():
        run, _ = give(run, asked, RIGHT)
        run = go_on(run)

    assert score_words(run, questions) == "2 of 2 right · 1234 of 1234 marks"


def half_right(type: QuestionType) -> tuple[Question, Answer]:
    if type is QuestionType.ORDER:
        return question(type, items=tuple("abcd")), Ordered((0, 1, 3, 2))
    return question(type), Matched((0, 2, 1))


@pytest.mark.parametrize("type", [QuestionType.ORDER, QuestionType.MATCH])
def test_an_answer_that_is_partly_right_is_not_called_0_right(type: QuestionType) -> None:
    asked, answer = half_right(type)
    run, _ = give(start("run", DECK, [asked.id], 1), asked, answer, Confidence.SURE)
    run = go_on(run)
    lines = result_lines(asked_deck(), run, {asked.id: asked}, lambda *_: "", {}, 70)
    words = [line_text(line) for line in lines]

    assert score_words(run, {asked.id: asked}).startswith("1 of 1 partly right")
    assert "1 of 1 partly right" in " ".join(words[1:])
    assert not any("0 of 1" in line or "Missed" in line or "wrong" in line for line in words)
    assert any(line.startswith("Partly right") for line in words)
    assert any(line.startswith("≈ ") for line in words)


@pytest.mark.parametrize(
    ("type", "words"),
    [(QuestionType.ORDER, "2 of 4 in place"), (QuestionType.MATCH, "1 of 3 pairs")],
)
def test_feedback_says_how_many_parts_are_right(type: QuestionType, words: str) -> None:
    asked, answer = half_right(type)
    response = Response("q", answer, grade(asked, answer).fraction)
    (line, *_) = verdict_lines(response, asked, 60)

    assert line_text(line).startswith("≈ Partly right: ")
    assert line_text(line).rstrip().endswith(words)


def test_right_and_partly_right_are_counted_apart() -> None:
    assert right_words(1, 1, 3) == "1 of 3 right, 1 partly"
    assert right_words(0, 0, 2) == "0 of 2 right"
    assert right_words(0, 2, 2) == "2 of 2 partly right"


@pytest.mark.parametrize(
    ("fraction", "words", "role"),
    [(1.0, "✓ Right", "band-good"), (0.5, "≈ Partly", "band-half"), (0.0, "✗ Not", "band-bad")],
)
def test_feedback_begins_with_a_band_across_the_card(
    fraction: float, words: str, role: str
) -> None:
    asked = question(QuestionType.SINGLE, "q")
    lines = verdict_lines(Response("q", RIGHT, fraction, confidence=Confidence.SURE), asked, 20)

    assert line_text(lines[0]).startswith(words)
    for line in lines:
        assert line_width(line) == 20
        assert {run.role for run in line} == {role}


def test_what_is_not_wholly_right_is_never_called_a_hundred_percent() -> None:
    asked = question(QuestionType.ORDER, items=tuple(map(str, range(40))))
    answer = Ordered((1, 0, *range(2, 40)))
    response = Response("q", answer, grade(asked, answer).fraction)
    (words, *_) = verdict_lines(response, asked, 60)

    assert "100 %" not in line_text(words)
