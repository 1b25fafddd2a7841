"""Quizzes of mdbook-quiz are imported with their answers, order and explanations."""

from __future__ import annotations

import pytest

from explainer.deck.question import QuestionType
from explainer.importers.item import ImportRefused, Item
from explainer.importers.question_import import Form, read_items
from explainer.quiz.writers.export import Outcome

QUIZ = '''\
[multipart]
boat = "A boat leaves at six."

[[questions]]
id = "b2-30"
type = "MultipleChoice"
prompt.prompt = "Which is `fast`?"
prompt.distractors = ["raft", "tub"]
answer.answer = "clipper"
context = """
It has sails.
"""

[[questions]]
id = "two of them"
type = "MultipleChoice"
multipart = "boat"
prompt = { prompt = "Which float?", distractors = ["stone"], answerIndex = 1 }
answer.answer = ["cork", "wood"]

[[questions]]
type = "ShortAnswer"
prompt.prompt = "What holds it?"
answer.answer = "anchor"
answer.alternatives = ["an anchor"]

[[questions]]
type = "Tracing"
prompt.program = """
fn main() { println!("7"); }
"""
answer.doesCompile = true
answer.stdout = "7\\n"

[[questions]]
type = "Tracing"
prompt.program = "fn main() { x }"
answer.doesCompile = false
answer.lineNumber = 1
'''


def _items(text: str) -> tuple[Item, ...]:
    return read_items(text, Form.MDBOOK).items


def _said(item: Item) -> str:
    return " ".join(note.message for note in item.notes)


def test_choices_come_with_the_key_and_an_explanation() -> None:
    question = _items(QUIZ)[0].question

    assert question is not None
    assert (question.id, question.type, question.prompt) == ("b2-30", "single", "Which is `fast`?")
    assert [(c.text, c.correct, c.fixed) for c in question.choices] == [
        ("clipper", True, False),
        ("raft", False, False),
        ("tub", False, False),
    ]
    assert question.explain == "It has sails."


def test_several_answers_shared_text_and_a_fixed_order() -> None:
    item = _items(QUIZ)[1]

    assert item.question is not None
    assert (item.line, item.outcome) == (14, Outcome.CHANGED)
    assert (item.question.id, item.question.type) == ("two-of-them", QuestionType.MULTIPLE)
    assert item.question.prompt == "A boat leaves at six.\n\nWhich float?"
    assert [(c.text, c.correct, c.fixed) for c in item.question.choices] == [
        ("stone", False, True),
        ("cork", True, True),
        ("wood", True, True),
    ]


def test_typed_answers_come_with_alternatives() -> None:
    question = _items(QUIZ)[2].question

    assert question is not None
    assert (question.type, question.accept) == (QuestionType.SHORT, ("anchor", "an anchor"))


def test_programs_become_what_they_print_or_whether_they_compile() -> None:
    prints, fails = (item.question for item in _items(QUIZ)[3:])

    assert prints is not None
    assert prints.accept == ("7",)
    assert prints.prompt == (
        'What does this program print?\n\n```rust\nfn main() { println!("7"); }\n```'
    )
    assert fails is not None
    assert (fails.type, fails.answer) == (QuestionType.TRUE_FALSE, False)
    assert fails.explain == "The error is on line 1."
    assert all(item.outcome is Outcome.CHANGED for item in _items(QUIZ)[3:])


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('type = "Essay"', "no type 'Essay'"),
        ('type = "ShortAnswer"\nprompt = "Ok"\nanswer.answer = "x"', "no 'prompt'"),
        (
            'type = "ShortAnswer"\nprompt.prompt = "Ok"\nanswer.answer = 3',
            "no text 'answer.answer'",
        ),
        ('type = "MultipleChoice"\nprompt.prompt = "x"\nanswer.answer = "a"', "right answer and"),
        ('type = "Tracing"\nprompt.program = "x"\nanswer.stdout = "a"', "whether the program"),
        (
            '''type = "MultipleChoice"
prompt.prompt = "x"
prompt.distractors = [1]
answer.answer = "a"''',
            "Not everything in 'prompt.distractors'",
        ),
    ],
)
def test_what_no_question_can_be_made_of_is_left(body: str, said: str) -> None:
    short = QUIZ.split("[[questions]]")[3]
    first, second = _items(f"[[questions]]\n{body}\n\n[[questions]]\n{short}")

    assert first.outcome is Outcome.LEFT
    assert said in _said(first)
    assert second.question is not None


def test_a_file_that_is_no_toml_is_refused_with_its_line() -> None:
    with pytest.raises(ImportRefused, match="Line 2"):
        _items("[[questions]]\ntype = MultipleChoice\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            (
                'type = "MultipleChoice"\nprompt = { prompt = "Q", distractors = ["![](b.png)"] }\n'
                'answer.answer = "![a](a.png)"'
            ),
            "All its answers are pictures",
        ),
        (
            'type = "ShortAnswer"\nprompt.prompt = "![q](q.png)"\nanswer.answer = "a"',
            "by a picture only",
        ),
        (
            'type = "ShortAnswer"\nprompt.prompt = "Q"\nanswer.answer = "![q](q.png)"',
            "Its answer is only a picture",
        ),
        (
            'type = "ShortAnswer"\nprompt.prompt = "Q"\nanswer.answer = "a\\nb"',
            "several lines",
        ),
        (
            f'type = "ShortAnswer"\nprompt.prompt = "Q"\nanswer.answer = "{"x" * 201}"',
            "201 characters, of 200 at most",
        ),
    ],
)
def test_reasons_name_pictures_lines_and_lengths(text: str, said: str) -> None:
    (item,) = _items(f"[[questions]]\n{text}\n")

    assert item.question is None
    assert said in _said(item)
