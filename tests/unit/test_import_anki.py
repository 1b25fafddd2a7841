"""Text files of Anki are imported as questions that can be graded; the rest has a reason."""

from __future__ import annotations

import pytest

from explainer.deck.question import Hint, QuestionType
from explainer.importers.anki_reader import FILL
from explainer.importers.item import ImportResult, Item
from explainer.importers.question_import import Form, read_items
from explainer.quiz.writers.export import Outcome

HEADER = (
    "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n"
    "#tags column:6\n"
)


def _read(text: str) -> ImportResult:
    return read_items(text, Form.ANKI)


def _item(text: str) -> Item:
    (item,) = _read(text).items
    return item


def _said(item: Item) -> str:
    return " ".join(note.message for note in item.notes)


def test_a_card_is_asked_for_as_a_typed_answer() -> None:
    item = _item(
        HEADER + "Xk3!\tBasic\tNets\tWhat is <b>SYN</b> for?\tOpens &amp; greets\ttcp ip\n"
    )

    assert item.question is not None
    assert (item.line, item.outcome) == (7, Outcome.TAKEN)
    assert item.question.type is QuestionType.SHORT
    assert item.question.prompt == "What is SYN for?"
    assert item.question.accept == ("Opens & greets",)
    assert item.question.tags == ("tcp", "ip")


def test_an_id_hangs_on_the_guid_and_not_on_the_text() -> None:
    before, after = (_item(f"{HEADER}Xk3!\tBasic\tN\t{front}\tb\t") for front in ("old", "new"))

    assert before.question is not None
    assert after.question is not None
    assert before.question.id == after.question.id


def test_numbers_and_truth_are_asked_for_as_such() -> None:
    result = _read("#separator:tab\nWhen?\t1822\nSo?\tTrue\nHow much?\t-8.7 ± 1 %\n")
    year, truth, share = result.questions

    assert (year.type, year.answer) == (QuestionType.NUMERIC, 1822)
    assert (truth.type, truth.answer) == (QuestionType.TRUE_FALSE, True)
    assert (share.answer, share.tolerance, share.unit) == (-8.7, 1, "%")


def test_decks_become_tags_where_there_are_several() -> None:
    text = f"{HEADER}1\tBasic\tN::TCP\ta\tb\tt\n2\tBasic\tN\tc\td\t\n"

    assert [question.tags for question in _read(text).questions] == [("t", "N/TCP"), ("N",)]
    assert "several decks" in _read(text).notes[0].message


def test_gaps_become_gaps_with_their_hints() -> None:
    text = "Qwen is {{c1::Alibaba::who}}'s and<br>runs {{c2::here}}.\tSee the deal."
    item = _item(f"#separator:tab\n#html:true\n#notetype:Cloze\n{text}\n")

    assert item.question is not None
    assert item.question.type is QuestionType.CLOZE
    assert item.question.prompt == FILL
    assert item.question.text == "Qwen is [[Alibaba]]'s and\nruns [[here]]."
    assert (item.question.hints, item.question.explain) == ((Hint("who"),), "See the deal.")
    assert "2 cards became one" in _said(item)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("front", "no back"),
        ("front\t" + "x" * 81, "too long to be typed"),
        ("front\ta<br>b", "too long to be typed"),
        ("a {{c1::b", "never closed"),
        ("a {{c1::b {{c2::c}} d}}", "has another in it"),
        ("a {{c1::b|c}}", "with | or brackets"),
        ("[sound:a.mp3]\t ", "says nothing"),
        ('x<ol type="A"><li>a</li><li>b</li></ol>\tA', "which of them are right"),
    ],
)
def test_what_cannot_be_graded_is_left_with_a_reason(fields: str, said: str) -> None:
    item = _item(f"#separator:tab\n#html:true\n{fields}\n")

    assert item.outcome is Outcome.LEFT
    assert said in _said(item)


def test_quoted_fields_hold_separators_quotes_and_ends_of_lines() -> None:
    result = _read(
        '#separator:comma\n#html:false\n"a, ""b""\nc",d\n# a comment\n"# no comment",e\n'
    )

    assert [(q.prompt, q.accept) for q in result.questions] == [
        ('a, "b"\nc', ("d",)),
        ("# no comment", ("e",)),
    ]
    assert [item.line for item in result.items] == [3, 6]


def test_a_quote_that_is_never_closed_loses_no_other_note() -> None:
    result = _read('#separator:tab\na\t1\n"b\t2\n"c"\t3\n"d\t4')

    assert result.items[0].question is not None
    assert "never closed" in " ".join(note.message for note in result.notes)
    assert '"d' in [question.prompt for question in result.questions]


def test_without_a_header_the_separator_and_html_are_found() -> None:
    (question,) = _read("a;<b>x</b>\tb;c\n").questions

    assert (question.prompt, question.accept) == ("a;x", ("b;c",))


def test_text_that_is_not_html_stays_as_it_is() -> None:
    (question,) = _read("#separator:tab\n#html:false\nIs <b> a tag?\tyes\n").questions

    assert question.prompt == "Is <b> a tag?"


def test_sounds_pictures_and_further_fields_are_missed() -> None:
    item = _item("#separator:tab\n#html:true\nHear [sound:a.mp3]\tyes\tmore\n")

    assert item.outcome is Outcome.CHANGED
    assert "sound" in _said(item)
    assert "behind the second" in _said(item)
