"""Answers that participants type, quick polls, and guesses as a cloud."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.deck.model import Deck
from explainer.deck.question import Pair, Question, QuestionType
from explainer.deck.question_text import QuestionText
from explainer.lesson.guess_vote import GuessPoint, cloud_lines, guessed_values
from explainer.lesson.poll import Poll, question_of, read_poll
from explainer.lesson.typed_answer import is_put_to_class, read_answer, typed_words
from explainer.lesson.vote import Vote
from explainer.problems import Span
from explainer.quiz.answer import Answer, Chosen, Filled, Matched, Ordered, Truth, Typed
from explainer.render.line import line_text, line_width
from tests.unit.asked import choice, question

TEXT = QuestionText()
CHOICES = (choice("north", correct=True), choice("east"), choice("west", correct=True))
PAIRS = tuple(
    Pair(left, right) for left, right in (("Vienna", "Danube"), ("Bonn", "Rhine"), ("Rome", "Po"))
)
DECK = Deck("d", "D", (), Span("deck.toml"))


def asked(type: QuestionType) -> Question:
    """Return a question of a type."""
    match type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            return question(type, choices=CHOICES)
        case QuestionType.ORDER:
            return question(type, items=("c", "a", "b"))
        case QuestionType.MATCH:
            return question(type, pairs=PAIRS, distractors=("Elbe",))
        case QuestionType.CLOZE:
            return question(type, text="The [[a]] and the [[b]].")
    return question(type, answer=True if type is QuestionType.TRUE_FALSE else None)


ANSWERS: dict[QuestionType, st.SearchStrategy[Answer]] = {
    QuestionType.SINGLE: st.integers(0, 2).map(lambda one: Chosen((one,))),
    QuestionType.MULTIPLE: st.sets(st.integers(0, 2), min_size=1).map(
        lambda some: Chosen(tuple(sorted(some)))
    ),
    QuestionType.TRUE_FALSE: st.booleans().map(Truth),
    QuestionType.ORDER: st.permutations(range(3)).map(lambda items: Ordered(tuple(items))),
    QuestionType.MATCH: st.lists(st.integers(0, 3), min_size=3, max_size=3).map(
        lambda rights: Matched(tuple(rights))
    ),
    QuestionType.CLOZE: st.tuples(*[st.from_regex(r"[a-z]{1,9}", fullmatch=True)] * 2).map(Filled),
}


@given(st.sampled_from(list(ANSWERS)).flatmap(lambda t: st.tuples(st.just(t), ANSWERS[t])))
def test_what_is_shown_of_an_answer_is_read_as_that_answer(
    given_answer: tuple[QuestionType, Answer],
) -> None:
    type, answer = given_answer
    one = asked(type)

    assert read_answer(one, TEXT, typed_words(one, TEXT, answer)) == answer


@given(st.sampled_from(list(QuestionType)).filter(lambda t: t != "card"), st.text(max_size=500))
def test_any_line_is_an_answer_or_has_a_reason(type: QuestionType, typed: str) -> None:
    found = read_answer(asked(type), TEXT, typed)

    if isinstance(found, str):
        assert found.endswith((".", "?"))


def test_a_card_is_not_put_to_a_class_and_everything_else_is() -> None:
    kinds = {type for type in QuestionType if is_put_to_class(asked(type))}

    assert kinds == set(QuestionType) - {QuestionType.CARD}


# --- polls ------------------------------------------------------------------------------------


def test_a_poll_is_a_question_without_a_key() -> None:
    poll = read_poll(" Shall we  go on? / yes / no ")
    assert poll == Poll("Shall we go on?", ("yes", "no"))
    assert isinstance(poll, Poll)
    found = question_of(Vote("p", poll=poll), DECK)

    assert found is not None
    assert found.open
    assert [one.text for one in found.choices] == ["yes", "no"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Type the question"),
        ("Only a question?", "Type the question"),
        ("Which? / one", "Type the question"),
        ("Which? / one / one", "the same"),
        ("Which? / " + " / ".join("abcdefghij"), "at most 9"),
        ("W" * 300 + " / a / b", "too long"),
    ],
)
def test_a_line_that_is_no_poll_says_why(text: str, why: str) -> None:
    found = read_poll(text)

    assert isinstance(found, str)
    assert why in found


# --- guesses ----------------------------------------------------------------------------------

POINT = GuessPoint("How much?", "%", 0.0, 100.0)
VALUES = st.lists(st.floats(-1e6, 1e6), max_size=300)


@given(VALUES, st.integers(20, 120))
def test_a_cloud_fits_its_width_and_keeps_the_record_until_it_is_known(
    values: list[float], width: int
) -> None:
    hidden = cloud_lines(POINT, values, width)
    known = cloud_lines(GuessPoint("How much?", "%", 0.0, 100.0, 41.5), values, width)

    assert all(line_width(line) <= width for line in (*hidden, *known))
    assert not any("41.5" in line_text(line) for line in hidden)
    assert any("41.5 %" in line_text(line) for line in known)


def test_a_dot_stands_for_each_guess_and_those_beyond_the_axis_are_told() -> None:
    lines = [line_text(line) for line in cloud_lines(POINT, [10, 10, 55, 900], 44)]

    assert sum(line.count("●") for line in lines) == 4
    assert "  1 beyond the axis" in lines


def test_guesses_are_read_with_their_unit_and_other_lines_are_left_out() -> None:
    answers = [Typed("12 %"), Typed("7"), Typed("much"), Chosen((0,))]

    assert guessed_values(answers, "%") == [7.0, 12.0]
