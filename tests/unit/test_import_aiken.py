"""Questions in Aiken are imported with the key that their author meant, or have a reason."""

from __future__ import annotations

import pytest

from explainer.deck.question import Question, QuestionType
from explainer.importers.item import Item
from explainer.importers.question_import import Form, read_items
from explainer.quiz.writers.export import Outcome


def _items(text: str) -> tuple[Item, ...]:
    return read_items(text, Form.AIKEN).items


def _item(text: str) -> Item:
    (item,) = _items(text)
    return item


def _keys(question: Question | None) -> list[str]:
    assert question is not None
    return [choice.text for choice in question.choices if choice.correct]


def _said(item: Item) -> str:
    return " ".join(note.message for note in item.notes)


PLAIN = "Which one?\nA) this\nB. that\nC)the other\nANSWER: B\n"


def test_a_question_comes_with_its_choices_and_key() -> None:
    item = _item(PLAIN)

    assert item.question is not None
    assert (item.outcome, item.notes, item.line) == (Outcome.TAKEN, (), 1)
    assert (item.question.type, item.question.prompt) == (QuestionType.SINGLE, "Which one?")
    assert [choice.text for choice in item.question.choices] == ["this", "that", "the other"]
    assert _keys(item.question) == ["that"]


def test_blank_lines_between_questions_are_not_needed() -> None:
    items = _items(PLAIN + PLAIN.replace("one", "two") + "\n\n" + PLAIN.replace("one", "three"))

    assert [item.line for item in items] == [1, 6, 13]
    assert len({item.question.id for item in items if item.question}) == 3


def test_a_question_of_several_lines_is_kept_whole_and_said() -> None:
    item = _item("Read this.\nWhich one?\nA) a\nB) b\nANSWER: A")

    assert item.question is not None
    assert item.question.prompt == "Read this.\\\nWhich one?"
    assert "Moodle reads only the last" in _said(item)


@pytest.mark.parametrize(
    "text",
    [
        "A. Smith wrote what?\nA) a\nB) b\nANSWER: A",
        "Who wrote it?\nA. Smith said so.\nA) a\nB) b\nANSWER: A",
    ],
)
def test_a_name_that_looks_like_a_choice_is_part_of_the_question(text: str) -> None:
    item = _item(text)

    assert _keys(item.question) == ["a"]
    assert "for a choice" in _said(item)


@pytest.mark.parametrize("answer", ["Answer: b", "ANSWER: b", "answer: B"])
def test_a_key_that_moodle_would_not_see_is_read_with_a_warning(answer: str) -> None:
    item = _item(PLAIN.replace("ANSWER: B", answer))

    assert _keys(item.question) == ["that"]
    assert "in capitals" in _said(item)


def test_letters_count_and_not_places() -> None:
    item = _item("q?\nA) a\nC) c\nD) d\nANSWER: C")

    assert _keys(item.question) == ["c"]
    assert "leave some out" in _said(item)


def test_several_right_answers_become_a_question_with_several() -> None:
    item = _item(PLAIN.replace("ANSWER: B", "ANSWER: A, C"))

    assert item.question is not None
    assert (item.question.type, item.outcome) == (QuestionType.MULTIPLE, Outcome.CHANGED)
    assert _keys(item.question) == ["this", "the other"]


def test_a_key_may_be_written_with_its_text() -> None:
    assert _keys(_item(PLAIN.replace("ANSWER: B", "ANSWER: B) that")).question) == ["that"]


@pytest.mark.parametrize(
    ("text", "said", "line"),
    [
        (PLAIN.replace("ANSWER: B", "ANSWER: D"), "no answer D", 5),
        (PLAIN.replace("ANSWER: B", "ANSWER: Question"), "no letter of an answer", 5),
        (PLAIN.replace("ANSWER: B", "ANSWER:"), "Nothing behind", 5),
        ("q?\nA) a\nANSWER: A", "at least two", 3),
        ("q?\nA) a\nA) b\nB) c\nB) d\nANSWER: A", "the same letter", 3),
        ("\nANSWER: A", "No question stands", 2),
        ("q?\nA) a\nB) b\n", "no line 'ANSWER:'", 1),
        ("only a text", "no answers to choose from", 1),
    ],
)
def test_what_no_question_can_be_made_of_is_left_with_its_line(
    text: str, said: str, line: int
) -> None:
    item = _item(text)

    assert item.outcome is Outcome.LEFT
    assert said in _said(item)
    assert item.notes[0].line == line


def test_an_unfinished_question_leaves_the_next_alone() -> None:
    items = _items(f"Half a question?\nA) a\nB) b\n\n{PLAIN}")

    assert [item.outcome for item in items] == [Outcome.LEFT, Outcome.TAKEN]
    assert [item.line for item in items] == [1, 5]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Which?\nA) <img src='a.png'>\nB) ![b](b.png)\nANSWER: A", "answers are pictures"),
        (
            "Which?\nA) <img src='a.png'>\nB) <img src='b.png'>\nC) none\nANSWER: A",
            "A right answer",
        ),
        ("<img src='a.png'>\nA) a\nB) b\nANSWER: A", "by a picture only"),
    ],
)
def test_pictures_that_nobody_can_choose_by_are_left(text: str, said: str) -> None:
    (item,) = read_items(text, Form.AIKEN).items

    assert item.question is None
    assert said in item.notes[0].message
