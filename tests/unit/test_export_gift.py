"""Everything that GIFT can express is the same after export and import."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.deck.question import Choice, Hint, Pair, Question, QuestionType, WrongAnswer
from explainer.importers.gift_reader import read_gift
from explainer.importers.imported_text import ImportedText
from explainer.quiz.writers import gift_writer
from explainer.quiz.writers.export import Outcome

from .imports.asked import NOWHERE, TOKENS, placeless, questions


def _again(text: str) -> list[Question]:
    result = read_gift(ImportedText(text))
    assert [item.notes for item in result.items if item.question is None] == []
    return [placeless(question) for question in result.questions]


@settings(max_examples=100, deadline=None)
@given(st.lists(questions(), max_size=4, unique_by=lambda question: question.id))
def test_questions_come_back_from_gift_as_they_went(asked: list[Question]) -> None:
    export = gift_writer.write(asked)

    assert [report.notes for report in export.reports] == [()] * len(asked)
    assert _again(export.text) == asked


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(TOKENS), max_size=25).map("".join))
def test_what_came_from_gift_goes_back_and_comes_again_the_same(text: str) -> None:
    asked = [placeless(question) for question in read_gift(ImportedText(text)).questions]
    export = gift_writer.write(asked)

    whole = [r.id for r in export.reports if r.outcome is Outcome.TAKEN]
    again = {question.id: question for question in _again(export.text)}
    assert {id: again[id] for id in whole} == {q.id: q for q in asked if q.id in whole}


def _asked(type: QuestionType, **fields: object) -> Question:
    return Question(**{"id": "q", "type": type, "prompt": "Which?", "span": NOWHERE, **fields})  # type: ignore[arg-type] # any field


def _choices(*choices: tuple[str, bool, float | None]) -> tuple[Choice, ...]:
    return tuple(Choice(text, NOWHERE, key, weight=weight) for text, key, weight in choices)


def _notes(question: Question) -> str:
    (report,) = gift_writer.write([question]).reports
    return " ".join(report.notes)


def test_a_question_stands_on_lines_of_its_own() -> None:
    why = Choice("b = c", NOWHERE, why="No: {x}")
    question = _asked(
        QuestionType.SINGLE,
        prompt="for x in y:\n    print(x)",
        choices=(Choice("a", NOWHERE, True), why),
        explain="So.",
        tags=("t", "u"),
    )

    assert gift_writer.write([question]).text == (
        "// [id:q] [tag:t] [tag:u]\n"
        "::q::[markdown]for x in y\\:\\n    print(x){\n"
        "\t=a\n"
        "\t~b \\= c#No\\: \\{x\\}\n"
        "\t####So.\n"
        "}\n"
    )


@pytest.mark.parametrize("text", ["%50%x", "[html]x", "[plain]", "%%", "->", "//", "x\\"])
def test_a_text_that_begins_like_syntax_stays_text(text: str) -> None:
    choices = (Choice(text, NOWHERE, True, text), Choice(text, NOWHERE, why=text))
    question = _asked(QuestionType.SINGLE, prompt=text, choices=choices, explain=text)

    assert _again(gift_writer.write([question]).text) == [question]


def test_several_keys_are_written_with_the_weights_that_moodle_knows() -> None:
    keys = [(text, True, None) for text in "abc"]
    question = _asked(QuestionType.MULTIPLE, choices=_choices(*keys, ("d", False, None)))

    text = gift_writer.write([question]).text
    assert text.count("~%33.33333%") == 3
    assert "~%-100%d" in text
    assert _notes(question) == ""


def test_a_weight_that_moodle_refuses_is_said() -> None:
    choices = _choices(("a", True, None), ("b", False, 0.37))

    assert "no weight of 37 %" in _notes(_asked(QuestionType.SINGLE, choices=choices))


def test_plain_words_have_no_mark_and_markup_is_marked_as_markdown() -> None:
    plain = _asked(QuestionType.SHORT, prompt=r"a \*b\*", accept=("c",))
    marked = _asked(QuestionType.SHORT, prompt="a **b**", accept=("c",))
    html = _asked(QuestionType.SHORT, prompt="Vec<T>", accept=("c",))

    assert "::q::a *b*{" in gift_writer.write([plain]).text
    assert "::q::[markdown]a **b**{" in gift_writer.write([marked]).text
    assert "::q::[plain]Vec<T>{" in gift_writer.write([html]).text


def test_a_card_becomes_an_essay_and_comes_back() -> None:
    card = _asked(QuestionType.CARD, prompt="a", back="b **c**")
    export = gift_writer.write([card])

    assert _again(export.text) == [card]
    assert "became an essay" in export.reports[0].notes[0]


def test_a_pattern_with_nothing_but_wildcards_is_carried() -> None:
    question = _asked(QuestionType.SHORT, pattern="(?i)Beth.*|2\\*3.*")
    export = gift_writer.write([question])

    assert "=%100%Beth*" in export.text
    assert _again(export.text) == [question]


def test_a_text_with_one_gap_becomes_a_typed_answer() -> None:
    question = _asked(QuestionType.CLOZE, prompt="Fill.", text="It is [[a|b]].")
    export = gift_writer.write([question])
    (again,) = _again(export.text)

    assert export.reports[0].outcome is Outcome.CHANGED
    assert (again.type, again.prompt, again.accept) == (
        "short",
        "Fill.\n\nIt is _____.",
        ("a", "b"),
    )


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (_asked(QuestionType.ORDER, items=("a", "b")), "in order"),
        (_asked(QuestionType.CLOZE, text="[[a]] [[b]]"), "several gaps"),
        (_asked(QuestionType.SHORT, accept=("a->b",)), "none of the answers"),
        (_asked(QuestionType.SHORT, pattern="[ab]+"), "none of the answers"),
    ],
)
def test_what_gift_cannot_ask_is_left_with_a_reason(question: Question, said: str) -> None:
    (report,) = gift_writer.write([question]).reports

    assert report.outcome is Outcome.LEFT
    assert said in report.notes[0]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"hints": (Hint("h"),), "section": "s", "sources": ("n",)}, "section, hints and sources"),
        ({"points": 2.0}, "points"),
        ({"pattern": "[ab]"}, "no patterns"),
        ({"accept": ("a", "b->c")}, "'->' are lost"),
        ({"why_wrong": (WrongAnswer("b", "x -> y"),)}, "became '→'"),
        ({"why_wrong": (WrongAnswer("b->c", "x"),)}, "'->' are lost"),
        ({"tags": ("a<b",)}, "no tag with"),
        ({"accept": (" x",)}, "Blanks at the ends"),
    ],
)
def test_what_is_lost_of_a_question_is_named(fields: dict[str, object], said: str) -> None:
    question = _asked(QuestionType.SHORT, **{"accept": ("a",), **fields})

    assert said in _notes(question)


def test_losses_of_other_types_are_named_too() -> None:
    fixed = (Choice("a", NOWHERE, True, fixed=True), Choice("b", NOWHERE))
    pairs = (Pair("a->b", "c", "Because."), Pair("d", "e"))
    number = _asked(
        QuestionType.NUMERIC,
        answer=2.0,
        low=1.0,
        high=3.0,
        unit="m",
        why_wrong=(WrongAnswer("4 m", "x"),),
    )

    assert "in its place" in _notes(_asked(QuestionType.SINGLE, choices=fixed))
    assert "feedback on a pair" in _notes(_asked(QuestionType.MATCH, pairs=pairs))
    distractor = {"distractors": ("x",), "why_wrong": (WrongAnswer("x", "No."),)}
    assert "on a distractor" in _notes(_asked(QuestionType.MATCH, pairs=pairs, **distractor))
    assert "left side became" in _notes(_asked(QuestionType.MATCH, pairs=pairs))
    assert "unit" in _notes(number)
    assert "the range is written" in _notes(number)
    assert "'4 m' is no number" in _notes(number)
    wrong = (WrongAnswer("false", "a"), WrongAnswer("maybe", "b", 0.5))
    truth = _notes(_asked(QuestionType.TRUE_FALSE, answer=True, why_wrong=wrong))
    assert "'maybe' is lost" in truth
    assert "cannot count in part" in truth
