"""Grading has one formula for each type, and a grade within bounds for every answer."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.deck.question import Pair, Question, QuestionType, WrongAnswer
from explainer.quiz.answer import (
    Answer,
    Chosen,
    Confidence,
    Filled,
    Matched,
    Ordered,
    Truth,
    Typed,
)
from explainer.quiz.grading import Scheme, grade, marks, most_marks, refusal, right_sides
from explainer.quiz.typed_words import folded_words, matches_pattern, same_words
from tests.unit.asked import EVERY_TYPE, choice, choice_questions, question

numbers = st.integers(-3, 12)
answers = st.one_of(
    st.none(),
    st.builds(Chosen, st.lists(numbers, max_size=6).map(tuple)),
    st.builds(Truth, st.booleans()),
    st.builds(Typed, st.text(max_size=30)),
    st.builds(Matched, st.lists(numbers, max_size=6).map(tuple)),
    st.builds(Ordered, st.lists(numbers, max_size=6).map(tuple)),
    st.builds(Filled, st.lists(st.text(max_size=8), max_size=4).map(tuple)),
)


@settings(max_examples=300)
@given(asked=st.sampled_from(EVERY_TYPE), answer=answers)
def test_every_answer_to_every_question_has_a_grade_within_bounds(
    asked: Question, answer: Answer | None
) -> None:
    found = grade(asked, answer)

    assert 0 <= found.fraction <= 1
    assert isinstance(refusal(asked, answer), str) if answer is not None else True


@given(asked=st.sampled_from(EVERY_TYPE), answer=answers)
def test_an_answer_survives_being_kept(asked: Question, answer: Answer | None) -> None:
    kept = msgspec.json.decode(msgspec.json.encode(answer), type=Answer | None)

    assert grade(asked, kept) == grade(asked, answer)


@pytest.mark.parametrize(
    ("chosen", "fraction"),
    [((0,), 1.0), ((1,), 0.0), ((), 0.0), ((0, 1), 0.0), ((9,), 0.0)],
)
def test_a_single_is_right_for_its_key_alone(chosen: tuple[int, ...], fraction: float) -> None:
    assert grade(question(QuestionType.SINGLE), Chosen(chosen)).fraction == fraction


def test_a_distractor_with_a_weight_is_worth_that_much() -> None:
    choices = (choice("A", correct=True), choice("B", weight=0.5), choice("C", weight=-0.5))
    asked = question(QuestionType.SINGLE, choices=choices)

    assert [grade(asked, Chosen((n,))).fraction for n in range(3)] == [1.0, 0.5, 0.0]


@pytest.mark.parametrize(
    ("chosen", "fraction"),
    [
        ((0, 1), 1.0),
        ((0,), 1 / 2),
        ((0, 2), 1 / 2 - 1 / 3),
        ((0, 1, 2), 1 - 1 / 3),
        ((2,), 0.0),
        ((0, 1, 2, 3, 4), 0.0),
        ((), 0.0),
    ],
)
def test_a_multiple_is_right_shares_less_wrong_shares(
    chosen: tuple[int, ...], fraction: float
) -> None:
    found = grade(question(QuestionType.MULTIPLE), Chosen(chosen)).fraction

    assert found == pytest.approx(fraction)


@given(asked=choice_questions(), data=st.data())
def test_one_more_right_choice_never_lowers_and_one_more_wrong_never_raises(
    asked: Question, data: st.DataObject
) -> None:
    count = len(asked.choices)
    chosen = data.draw(st.sets(st.integers(0, count - 1)))
    more = data.draw(st.integers(0, count - 1).filter(lambda n: n not in chosen) | st.none())
    if more is None:
        return
    before = grade(asked, Chosen(tuple(sorted(chosen)))).fraction
    after = grade(asked, Chosen(tuple(sorted(chosen | {more})))).fraction

    if asked.choices[more].correct:
        assert after >= before
    else:
        assert after <= before


@given(asked=choice_questions(), data=st.data())
def test_the_order_of_choices_does_not_matter(asked: Question, data: st.DataObject) -> None:
    count = len(asked.choices)
    chosen = data.draw(st.sets(st.integers(0, count - 1)))
    order = data.draw(st.permutations(range(count)))
    turned = msgspec.structs.replace(asked, choices=tuple(asked.choices[n] for n in order))
    moved = Chosen(tuple(sorted(order.index(n) for n in chosen)))

    assert grade(turned, moved).fraction == pytest.approx(
        grade(asked, Chosen(tuple(sorted(chosen)))).fraction
    )


@given(choice_questions())
def test_all_keys_and_nothing_else_is_right_and_everything_is_worth_nothing(
    asked: Question,
) -> None:
    keys = tuple(n for n, one in enumerate(asked.choices) if one.correct)
    everything = tuple(range(len(asked.choices)))

    assert grade(asked, Chosen(keys)).is_right
    if len(keys) < len(everything):
        assert grade(asked, Chosen(everything)).fraction == 0


def test_weights_that_almost_make_one_are_right_together_and_not_before() -> None:
    choices = tuple(
        choice(f"{n}", correct=n < 3, weight=0.3333 if n < 3 else 0.0) for n in range(5)
    )
    asked = question(QuestionType.MULTIPLE, choices=choices)

    assert grade(asked, Chosen((0, 1, 2))).fraction == 1
    assert grade(asked, Chosen((0, 1))).fraction == pytest.approx(0.6666)
    assert not grade(asked, Chosen((0, 1, 2, 3))).is_right


@pytest.mark.parametrize(("value", "fraction"), [(True, 1.0), (False, 0.0)])
def test_true_false(value: bool, fraction: float) -> None:
    assert grade(question(QuestionType.TRUE_FALSE), Truth(value)).fraction == fraction


def test_a_wrong_truth_value_gets_what_the_author_says_to_it() -> None:
    asked = question(QuestionType.TRUE_FALSE, why_wrong=(WrongAnswer("false", "It was so."),))

    assert grade(asked, Truth(False)).reply == "It was so."


@pytest.mark.parametrize(
    ("typed", "fraction"),
    [
        ("8.7", 1.0),
        ("8.5", 1.0),
        ("8.9", 1.0),
        ("8.91", 0.0),
        ("8,7 %", 1.0),
        ("8.7%", 1.0),
        ("−8.7", 0.0),
        ("0", 0.0),
        ("nothing", 0.0),
    ],
)
def test_a_number_counts_within_its_tolerance_ends_included(typed: str, fraction: float) -> None:
    assert grade(question(QuestionType.NUMERIC), Typed(typed)).fraction == fraction


@pytest.mark.parametrize(
    ("low", "high", "typed", "fraction"),
    [
        (0.0, 0.0, "0", 1.0),
        (0.0, 0.0, "0.0001", 0.0),
        (-1.0, 0.0, "0", 1.0),
        (0.0, 5.0, "0", 1.0),
        (0.0, 5.0, "4", 1.0),
        (0.0, 5.0, "-0.1", 0.0),
        (0.1, 0.3, "0.3", 1.0),
    ],
)
def test_a_range_that_ends_at_zero_counts_like_any(
    low: float, high: float, typed: str, fraction: float
) -> None:
    asked = question(QuestionType.NUMERIC, answer=None, tolerance=None, low=low, high=high)

    assert grade(asked, Typed(typed)).fraction == fraction


@given(st.decimals(-1000, 1000, places=3), st.decimals(0, 100, places=3))
def test_tolerance_is_exact_at_its_ends(answer: object, tolerance: object) -> None:
    asked = question(
        QuestionType.NUMERIC,
        answer=float(str(answer)),
        tolerance=float(str(tolerance)),
        unit="",
    )
    end = answer + tolerance  # type: ignore[operator] # decimals, which hypothesis does not say

    assert grade(asked, Typed(f"{end:f}")).is_right


def test_expected_numbers_have_their_words_and_their_worth() -> None:
    expected = (
        WrongAnswer("16..18", "That is the year after.", 0.5),
        WrongAnswer("*", "Look at the low point."),
    )
    asked = question(QuestionType.NUMERIC, why_wrong=expected)

    assert grade(asked, Typed("17")).reply == "That is the year after."
    assert grade(asked, Typed("17")).fraction == 0.5
    assert grade(asked, Typed("40")).reply == "Look at the low point."


@pytest.mark.parametrize(
    ("typed", "is_right"),
    [
        ("GCBD", True),
        ("gcbd", True),
        ("  ＧＣＢＤ. ", True),
        ("“GCBD”", True),
        ("GCB D", False),
        ("", False),
    ],
)
def test_case_width_and_quotes_make_no_difference(typed: str, is_right: bool) -> None:
    assert grade(question(QuestionType.SHORT), Typed(typed)).is_right is is_right


def test_accents_part_words_and_sharp_s_is_two_letters() -> None:
    asked = question(QuestionType.SHORT, accept=("Straße", "año"))

    assert grade(asked, Typed("STRASSE")).is_right
    assert grade(asked, Typed("an\u0303o")).is_right
    assert not grade(asked, Typed("ano")).is_right


def test_a_pattern_matches_the_whole_answer_in_any_case() -> None:
    asked = question(QuestionType.SHORT, accept=(), pattern="(guizhou )?cloud big data")

    assert grade(asked, Typed("Guizhou  Cloud Big Data")).is_right
    assert not grade(asked, Typed("cloud big data of Guizhou")).is_right


def test_no_pattern_can_hold_up_an_answer() -> None:
    asked = question(QuestionType.SHORT, accept=(), pattern=".*a.*a.*a.*a.*a.*a.*a.*a.*a.*x")

    assert not grade(asked, Typed("a" * 200)).is_right


@pytest.mark.parametrize(
    ("rights", "fraction"),
    [((0, 1, 2), 1.0), ((0, 2, 1), 1 / 3), ((-1, -1, -1), 0.0), ((0,), 1 / 3), ((3, 3, 3), 0.0)],
)
def test_a_match_is_worth_the_share_of_its_pairs(rights: tuple[int, ...], fraction: float) -> None:
    found = grade(question(QuestionType.MATCH), Matched(rights))

    assert found.fraction == pytest.approx(fraction)


def test_two_lefts_can_share_a_right() -> None:
    asked = question(
        QuestionType.MATCH, pairs=(Pair("1", "odd"), Pair("2", "even"), Pair("3", "odd"))
    )
    texts = right_sides(asked)
    odd, even = texts.index("odd"), texts.index("even")

    assert grade(asked, Matched((odd, even, odd))).is_right


@pytest.mark.parametrize(
    ("items", "fraction"),
    [
        ((0, 1, 2, 3), 1.0),
        ((1, 0, 2, 3), (6 - 2) / 6),
        ((3, 2, 1, 0), 0.0),
        ((0, 1, 2), 0.0),
        ((0, 0, 1, 2), 0.0),
    ],
)
def test_an_order_is_worth_its_rank_correlation(items: tuple[int, ...], fraction: float) -> None:
    assert grade(question(QuestionType.ORDER), Ordered(items)).fraction == pytest.approx(fraction)


def test_items_of_the_same_words_may_change_places() -> None:
    asked = question(QuestionType.ORDER, items=("a", "b", "a"))

    assert grade(asked, Ordered((2, 1, 0))).is_right


@given(st.permutations(range(4)), st.integers(0, 2))
def test_putting_neighbours_right_never_lowers_an_order(order: list[int], place: int) -> None:
    if order[place] < order[place + 1]:
        return
    mended = [*order]
    mended[place], mended[place + 1] = mended[place + 1], mended[place]
    asked = question(QuestionType.ORDER)

    assert (
        grade(asked, Ordered(tuple(mended))).fraction
        >= grade(asked, Ordered(tuple(order))).fraction
    )


@pytest.mark.parametrize(
    ("gaps", "fraction"),
    [
        (("red", "12"), 1.0),
        (("Crimson", "12.0"), 1.0),
        (("blue", "12"), 0.5),
        (("red",), 0.5),
        ((), 0.0),
        (("red", "12", "more"), 1.0),
    ],
)
def test_a_cloze_is_worth_the_share_of_its_gaps(gaps: tuple[str, ...], fraction: float) -> None:
    assert grade(question(QuestionType.CLOZE), Filled(gaps)).fraction == fraction


# --- marks ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scheme", "fraction", "expected"),
    [
        (Scheme.PARTIAL, 0.5, 2.0),
        (Scheme.PARTIAL, 1.0, 4.0),
        (Scheme.FLAT, 0.5, 0.0),
        (Scheme.FLAT, 1.0, 1.0),
        (Scheme.ALL_OR_NOTHING, 0.5, 0.0),
        (Scheme.ALL_OR_NOTHING, 1.0, 4.0),
    ],
)
def test_schemes_turn_fractions_into_marks(
    scheme: Scheme, fraction: float, expected: float
) -> None:
    asked = question(QuestionType.MULTIPLE, points=4.0)

    assert marks(asked, fraction, scheme) == expected
    assert expected <= most_marks(asked, scheme)


@pytest.mark.parametrize(
    ("confidence", "right", "not_right"),
    [
        (Confidence.GUESS, 1.0, 0.0),
        (Confidence.THINK, 2.0, -2.0),
        (Confidence.SURE, 3.0, -6.0),
        (None, 1.0, 0.0),
    ],
)
def test_confidence_is_marked_only_where_it_is_asked_for(
    confidence: Confidence | None, right: float, not_right: float
) -> None:
    asked = question(QuestionType.SINGLE)

    assert marks(asked, 1.0, Scheme.CONFIDENCE, confidence=confidence) == right
    assert marks(asked, 0.9, Scheme.CONFIDENCE, confidence=confidence) == not_right
    assert marks(asked, 1.0, confidence=confidence) == 1.0


@given(
    st.sampled_from(list(Scheme)),
    st.floats(0, 1),
    st.floats(0, 3),
    st.sampled_from([None, *Confidence]),
)
def test_hints_never_add_and_never_take_more_than_there_is(
    scheme: Scheme, fraction: float, cost: float, confidence: Confidence | None
) -> None:
    asked = question(QuestionType.SINGLE, points=3.0)
    plain = marks(asked, fraction, scheme, 0.0, confidence)

    assert marks(asked, fraction, scheme, cost, confidence) <= plain
    if plain >= 0:
        assert marks(asked, fraction, scheme, cost, confidence) >= 0


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (QuestionType.SINGLE, Chosen(())),
        (QuestionType.NUMERIC, Typed("1,234")),
        (QuestionType.NUMERIC, Typed("seven")),
        (QuestionType.SHORT, Typed("  ")),
        (QuestionType.MATCH, Matched((-1, -1, -1))),
        (QuestionType.CLOZE, Filled(("", " "))),
    ],
)
def test_what_nobody_could_grade_fairly_is_refused_with_words(
    asked: QuestionType, answer: Answer
) -> None:
    assert refusal(question(asked), answer)


def test_one_gap_is_enough_to_be_graded() -> None:
    assert not refusal(question(QuestionType.CLOZE), Filled(("red", "")))


@pytest.mark.parametrize(
    ("scheme", "most", "hinted"),
    [
        (Scheme.PARTIAL, 4.0, 3.0),
        (Scheme.FLAT, 1.0, 0.75),
        (Scheme.ALL_OR_NOTHING, 4.0, 3.0),
        (Scheme.CONFIDENCE, 3.0, 2.25),
    ],
)
def test_each_scheme_has_its_most_and_hints_take_their_share_of_it(
    scheme: Scheme, most: float, hinted: float
) -> None:
    asked = question(QuestionType.SINGLE, points=4.0)

    assert most_marks(asked, scheme) == most
    assert marks(asked, 1.0, scheme, 0.0, Confidence.SURE) == most
    assert marks(asked, 1.0, scheme, 0.25, Confidence.SURE) == hinted


# --- parts and replies ---------------------------------------------------------------------


def test_a_single_is_told_why_of_the_choice_that_was_taken() -> None:
    assert grade(question(QuestionType.SINGLE), Chosen((1,))).reply == "Why B."


def test_a_distractor_that_takes_nothing_off_still_keeps_an_answer_from_being_right() -> None:
    choices = (choice("A", correct=True), choice("B", weight=0.0))
    found = grade(question(QuestionType.MULTIPLE, choices=choices), Chosen((0, 1)))

    assert 0.99 < found.fraction < 1


def test_a_number_that_cannot_be_read_is_told_why() -> None:
    assert "not a number" in grade(question(QuestionType.NUMERIC), Typed("seven")).reply


@pytest.mark.parametrize(("typed", "reply"), [("3", "No."), ("5", "No."), ("5.1", ""), ("2.9", "")])
def test_an_expected_range_includes_its_ends(typed: str, reply: str) -> None:
    wrong = (WrongAnswer("3..5", "No."),)

    assert grade(question(QuestionType.NUMERIC, why_wrong=wrong), Typed(typed)).reply == reply


def test_no_words_match_no_pattern_and_no_empty_answer() -> None:
    asked = question(QuestionType.SHORT, accept=("", "x"), pattern=".*")

    assert not grade(asked, Typed(" ")).is_right


@pytest.mark.parametrize("right", [-1, -3, 3, 99])
def test_a_right_side_that_is_not_there_matches_nothing(right: int) -> None:
    asked = question(QuestionType.MATCH, distractors=())

    assert grade(asked, Matched((right,) * 3)).fraction == 0


def test_a_right_side_that_several_share_is_offered_once() -> None:
    asked = question(QuestionType.MATCH, pairs=(Pair("1", "odd"), Pair("3", "odd")))

    assert right_sides(asked) == ("odd", "four")


def test_an_order_tells_which_places_are_right() -> None:
    parts = grade(question(QuestionType.ORDER), Ordered((1, 0, 2, 3))).parts

    assert parts == (False, False, True, True)


def test_an_empty_alternative_of_a_gap_accepts_nothing() -> None:
    asked = question(QuestionType.CLOZE, text="It is [[red| ]] and [[12]].")

    assert grade(asked, Filled((" ", ""))).parts == (False, False)


@pytest.mark.parametrize(
    ("gaps", "reply"),
    [
        (("red", "12"), ""),
        (("red", ""), ""),
        (("red", "red"), "Not a colour."),
        (("blue", "12"), "Look again."),
    ],
)
def test_a_cloze_is_told_of_its_first_gap_that_is_filled_wrongly(
    gaps: tuple[str, ...], reply: str
) -> None:
    wrong = (WrongAnswer("red", "Not a colour."), WrongAnswer("*", "Look again."))

    assert grade(question(QuestionType.CLOZE, why_wrong=wrong), Filled(gaps)).reply == reply


def test_whatever_nothing_else_matches_gets_the_first_words_for_it_and_their_worth() -> None:
    wrong = (WrongAnswer("*", "First.", 0.25), WrongAnswer("*", "Second.", 0.5))
    found = grade(question(QuestionType.SHORT, why_wrong=wrong), Typed("x"))

    assert (found.reply, found.fraction) == ("First.", 0.25)


def test_no_weight_makes_more_than_a_whole() -> None:
    wrong = (WrongAnswer("x", "Why.", 3.0),)

    assert grade(question(QuestionType.SHORT, why_wrong=wrong), Typed("x")).fraction == 1


# --- words ---------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["a–b", "a—b", "a−b", "a‑b", "a﹘b"])
def test_every_dash_is_a_dash(typed: str) -> None:
    assert same_words(typed, "a-b")


def test_signs_that_fall_apart_in_lower_case_are_still_one() -> None:
    assert folded_words("ǰ") == folded_words("J\u030c")


def test_full_stops_alone_are_an_answer() -> None:
    assert same_words("...", "...")
    assert not same_words("...", "")


def test_a_pattern_that_is_none_matches_nothing() -> None:
    assert not matches_pattern("(", "(")
