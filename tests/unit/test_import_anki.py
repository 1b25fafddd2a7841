"""Text files of Anki are imported as questions that can be graded; the rest has a reason."""

from __future__ import annotations

import pytest

from explainer.deck.question import Hint, QuestionType
from explainer.importers.anki_reader import FILL
from explainer.importers.item import ImportResult, Item
from explainer.importers.question_import import Form, read_items
from explainer.quiz.answer import Filled
from explainer.quiz.grading import grade
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
    assert item.question.prompt == "What is **SYN** for?"
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
    assert item.question.text == "Qwen is [[Alibaba]]'s and\\\nruns [[here]]."
    assert (item.question.hints, item.question.explain) == ((Hint("who"),), "See the deal.")
    assert "2 cards became one" in _said(item)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("front", "no back"),
        ("\tback", "no front"),
        ("front\t[sound:a.mp3]", "Its back is only a sound"),
        ("[sound:a.mp3]\tback", "Its front is only a sound"),
        ("front\t<img src='a>b.png'>", "Its back is only a picture"),
        ("front\t<div><img src=a.png><br></div>", "Its back is only a picture"),
        ("front\t<img src=a.png alt='a finch'>", "Its back is only a picture"),
        ("<img src=a.png>\tback", "Its front is only a picture"),
        ("a {{c1::<img src=a.png>}} b", "only a picture"),
        ("a {{c1::b <img src=a.png>}} c", "has a picture"),
        ("a {{c1::}} b", "has no answer"),
        ("a {{c1::b", "never closed"),
        ("a {{c1::b {{c2::c}} d}}", "has another in it"),
        ('x<ol type="A"><li><img src=a></li><li><img src=b></li></ol>\tA', "are pictures"),
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
        ('a, "b"\\\nc', ("d",)),
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

    assert (question.prompt, question.accept) == ("a;**x**", ("b;c",))


def test_text_that_is_not_html_stays_as_it_is() -> None:
    (question,) = _read("#separator:tab\n#html:false\nIs <b> a tag?\tyes\n").questions

    assert question.prompt == "Is <b> a tag?"


def test_formulas_are_drawn_in_fields_without_html_too() -> None:
    card, gaps = _read(
        "#separator:tab\n#html:false\n"
        "Half \\(\\frac{1}{2}\\) of a<b & c\t\\[x^2\\]\n"
        "{{c1::one}} of \\(x_1\\) & b\n"
    ).questions

    assert (card.prompt, card.back) == ("Half $\\frac{1}{2}$ of a<b & c", "$$\nx^2\n$$")
    assert gaps.text == "[[one]] of $x_1$ & b"


def test_what_opens_no_formula_stays_as_it_is_in_fields_without_html() -> None:
    (question,) = _read("#separator:tab\n#html:false\nprice \\( and <b>\tyes\n").questions

    assert question.prompt == "price \\\\( and <b>"


def test_sounds_pictures_and_further_fields_are_missed() -> None:
    item = _item("#separator:tab\n#html:true\nHear [sound:a.mp3]\tyes\tmore\n")

    assert item.outcome is Outcome.CHANGED
    assert "sound" in _said(item)
    assert "behind the second" in _said(item)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (
            r"is {{c1::\(\frac{\vec{v}}{\vec{u}}\)}} here",
            r"is [[\(\frac{\vec{v}}{\vec{u}}\)]] here",
        ),
        (r"{{c1::x^{2^{n}}}} and {{c2::\(y_{1}\)}}", r"[[x^{2^{n}}]] and [[\(y_{1}\)]]"),
        (r"a set {{c1::\{x\}}}", r"a set [[\{x\}]]"),
        ("{{c1::{}}} is a dict", "[[{}]] is a dict"),
        ("{{c1::{a}::{hint}}} is", "[[{a}]] is"),
        ("in C {{c1::{}} opens and {{c2::x}} follows", "in C [[{]] opens and [[x]] follows"),
        ("{{c1::}}}}", None),
        ("P{{c1::(A|B)}} and {{c2::x||y}}", "P[[(A｜B)]] and [[x｜｜y]]"),
        ("{{c1::a[0]}} of [[1]]", r"[[a［0］]] of \[\[1]]"),
        ("<code>a[{{c1::0}}]</code>", "`a[`[[0]]`]`"),
        ("({{c1::a}}) [{{c1::b}}]", "([[a]]) &#91;[[b]]]"),
        ("{{c1::[x]}} is a list, {{c2::(x,)}} none", "[[［x］]] is a list, [[(x,)]] none"),
    ],
)
def test_gaps_with_braces_bars_and_brackets_are_whole(written: str, text: str | None) -> None:
    item = _item(f"#separator:tab\n#html:true\n#notetype:Cloze\n{written}\tmore\n")

    if text is None:
        assert item.outcome is Outcome.LEFT
        return
    assert item.question is not None
    assert item.question.text == text


def test_a_stand_in_for_a_bar_counts_as_the_bar_that_is_typed() -> None:
    item = _item("#separator:tab\n#notetype:Cloze\n{{c1::P(A|B)}} and {{c2::x[0]}}\t\n")

    assert item.question is not None
    assert grade(item.question, Filled(("P(A|B)", "x[0]"))).fraction == 1
    assert grade(item.question, Filled(("P(A", "x"))).fraction == 0
    assert "full width" in _said(item)


@pytest.mark.parametrize("gap", [r"{{c1::\(\frac{a}{\hat{b}}{c}\)}}", "{{c1::a {b}} c"])
def test_a_gap_that_anki_ends_elsewhere_is_told(gap: str) -> None:
    assert "first '}}'" in _said(_item(f"#separator:tab\n#notetype:Cloze\n{gap}\t\n"))


@pytest.mark.parametrize("back", ["<img src=a.png> dog", "dog<br><img src=a.png alt='a dog'>"])
def test_a_picture_beside_words_is_not_typed(back: str) -> None:
    item = _item(f"#separator:tab\n#html:true\nHund\t{back}\n")

    assert item.question is not None
    assert item.question.accept == ("dog",)
    assert "picture" in _said(item)


def test_a_list_of_one_item_is_typed_without_its_mark() -> None:
    (question,) = _read("#separator:tab\n#html:true\nq\t<ul><li>red</li></ul>\n").questions

    assert question.accept == ("red",)


def test_a_tag_that_is_the_answer_is_typed() -> None:
    item = _item("#separator:tab\n#html:true\nWhat does <b>not</b> use the <hr> tag?\t<li>\n")

    assert item.question is not None
    assert item.question.prompt == "What does **not** use the <hr> tag?"
    assert item.question.accept == ("<li>",)
    assert "<hr>, <li>" in _said(item)


def test_every_break_of_a_field_ends_a_line() -> None:
    (question,) = _read('#separator:tab\n#html:true\nsay "<br>", or<br>, a<br> tag\tx\n').questions

    assert question.prompt == 'say "\\\n", or\\\n, a\\\ntag'


@pytest.mark.parametrize(
    ("header", "answers"), [("#html:true\n", []), ("#html:false\n", [("<br>",)]), ("", [("<br>",)])]
)
def test_a_lone_break_is_empty_as_anki_writes_it_and_else_a_tag(
    header: str, answers: list[tuple[str, ...]]
) -> None:
    result = _read(f"#separator:tab\n{header}Which tag?\t<br>\n")

    assert [question.accept for question in result.questions] == answers


@pytest.mark.parametrize(
    ("back", "markdown"),
    [
        ("x" * 81, "x" * 81),
        ("a<br>b", "a\\\nb"),
        ("<div>a</div><div>b</div><div><br></div><div>c</div>", "a\\\nb\n\nc"),
        ("<ol><li>a<li>b<li>c</ol>", "1. a\n2. b\n3. c"),
        (r"so \(\frac{1}{2}\)", r"so $\frac{1}{2}$"),
    ],
)
def test_a_back_that_nobody_would_type_stays_a_card(back: str, markdown: str) -> None:
    (question,) = _read(f"#separator:tab\n#html:true\nfront\t{back}<hr>why\n").questions

    assert (question.type, question.prompt) == (QuestionType.CARD, "front")
    assert (question.back, question.explain) == (markdown, "why")


def test_emphasis_within_a_word_is_missed_and_said() -> None:
    item = _item("#separator:tab\n#html:true\nIs <b>un</b>happy <b>good</b>?\tno\n")

    assert item.question is not None
    assert item.question.prompt == "Is unhappy **good**?"
    assert "a part of a word" in _said(item)


def test_a_reversed_card_asks_both_ways() -> None:
    item = _item("#separator:tab\n#notetype:Basic (and reversed card)\ndog\tHund\n")

    assert item.outcome is Outcome.TAKEN
    assert item.question is not None
    assert (item.question.prompt, item.question.back) == ("dog", "Hund")
    assert item.question.reversed


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("a: b, {{c1::c}} d\n", ("a: b, [[c]] d", "")),
        ("{{c1::a}} b; see c\n{{c1::d}} e; see f\n", ("[[a]] b", "see c")),
        ("{{c1::a}} b\tc; d\n", ("[[a]] b", "c; d")),
    ],
)
def test_a_text_with_gaps_is_split_at_what_separates_fields(
    text: str, fields: tuple[str, str]
) -> None:
    question = _read(text).questions[0]

    assert (question.text, question.explain) == fields


def test_times_in_a_table_with_commas_do_not_split_it() -> None:
    assert [q.accept for q in _read("noon,12:30\ntea,16:00\nend,late\n").questions] == [
        ("12:30",),
        ("16:00",),
        ("late",),
    ]
