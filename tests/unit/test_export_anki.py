"""Cards for Anki have safe text and stable ids, and can be imported again."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from explainer.deck.question import Choice, Hint, Question, QuestionType, WrongAnswer
from explainer.importers.question_import import Form, read_items
from explainer.quiz.writers import anki_writer
from explainer.quiz.writers.export import Export, Outcome

from .imports.asked import MARKUP, NOWHERE, multiple, placeless, questions, single

LIST = re.compile(r"^(?:-|1\.) ", re.MULTILINE)


def _asked(type: QuestionType, **fields: object) -> Question:
    return Question(**{"id": "q", "type": type, "prompt": "Which?", "span": NOWHERE, **fields})  # type: ignore[arg-type] # any field


def _write(*asked: Question) -> Export:
    return anki_writer.write(asked, "boats", "Boats")


def _fields(export: Export) -> list[str]:
    line = export.text.splitlines()[-1]
    return line.split("\t")


def _without(question: Question) -> Question:
    """The question without parts that a card lacks."""
    choices = tuple(
        replace(choice, text=_unlisted(choice.text), why=_unlisted(choice.why), weight=None)
        for choice in question.choices
    )
    tags = tuple(tag for tag in question.tags if tag != '"')
    return replace(question, choices=choices, tags=tags)


def _unlisted(text: str) -> str:
    """The text, or another in place of one with a list, which becomes lines within a choice.

    Tabs come back as the spaces they stand for.
    """
    return "no list" if text in MARKUP and LIST.search(text) else text.replace("\t", " ")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(single(), multiple()), max_size=3, unique_by=lambda q: q.id))
def test_choices_come_back_from_cards(asked: list[Question]) -> None:
    wanted = [_without(question) for question in asked]
    export = _write(*wanted)

    read = read_items(export.text, Form.ANKI)
    assert [placeless(question) for question in read.questions] == wanted
    assert [report.outcome for report in export.reports] == [Outcome.TAKEN] * len(asked)


@settings(max_examples=80, deadline=None)
@given(st.lists(questions(), min_size=1, max_size=3))
def test_every_note_is_one_line_of_six_fields(asked: list[Question]) -> None:
    export = _write(*asked)
    taken = sum(report.outcome is not Outcome.LEFT for report in export.reports)

    lines = export.text.split("\n")
    assert lines[:3] == ["#separator:tab", "#html:true", "#guid column:1"]
    assert len(lines) == 6 + taken + 1
    assert all(line.count("\t") == 5 for line in lines[6:-1])


def test_text_is_no_html_and_a_leading_hash_no_comment() -> None:
    question = _asked(QuestionType.SHORT, prompt="<b>&\n  x", accept=("# <i>",), id="a")
    _, kind, deck, front, back, _ = _fields(_write(question))

    code = "<pre><code>&lt;b&gt;&amp;<br>  x</code></pre>"
    assert (kind, deck, front) == ("Basic", "Boats", code)
    assert back == '"# &lt;i&gt;"'


def test_a_card_goes_to_anki_and_comes_back() -> None:
    card = _asked(QuestionType.CARD, prompt="a *b*", back="- c\n- d", explain="e", reversed=True)
    reverse = replace(card, id="q-reverse", reverse_of="q")
    export = _write(card, reverse)

    assert [placeless(q) for q in read_items(export.text, Form.ANKI).questions] == [card]
    assert [(report.id, report.notes) for report in export.reports] == [("q", ())]


def test_markup_becomes_html_and_no_mark_of_markdown_stays() -> None:
    prompt = "a **b** `c` $d$\n\n```py\ne < f\n```\n\n| g |\n| --- |\n| h |"
    front = _fields(_write(_asked(QuestionType.SHORT, prompt=prompt, accept=("a",))))[3]

    assert front == (
        '"a <b>b</b> <code>c</code> \\(d\\)<pre><code class=""language-py"">e &lt; f</code></pre>'
        '<table><thead><tr><th>g</th></tr></thead><tbody><tr><td>h</td></tr></tbody></table>"'
    )


def test_a_tab_in_code_comes_back_as_four_spaces() -> None:
    code = "x\n\n```\n\tif x:\n\t\ty\n```"
    asked = Question(
        "a", QuestionType.SINGLE, "Which?", NOWHERE, tags=("t",),
        choices=(Choice(code, NOWHERE, True), Choice("b", NOWHERE)),
    )  # fmt: skip

    (read,) = read_items(_write(asked).text, Form.ANKI).questions

    assert read.choices[0].text == code.replace("\t", "    ")


def test_ids_are_the_decks_and_the_questions() -> None:
    assert _fields(_write(_asked(QuestionType.SHORT, accept=("a",))))[0] == "boats/q"


def test_gaps_are_one_card_and_come_back() -> None:
    question = _asked(
        QuestionType.CLOZE, prompt="Fill.", text="On [[Qwen|通义]] runs {it} [[x}]].", explain="So."
    )
    export = _write(question)
    (read,) = read_items(export.text, Form.ANKI).questions

    assert "{{c1::Qwen}}" in export.text
    assert "{{c1::x} }}" in export.text
    assert (read.type, read.prompt, read.explain) == (QuestionType.CLOZE, "Fill.", "So.")
    assert read.text == "On [[Qwen]] runs {it} [[x}]]."
    assert "only the first" in " ".join(export.reports[0].notes)


def test_what_a_card_cannot_carry_is_named() -> None:
    question = _asked(
        QuestionType.SHORT,
        accept=("a", "b"),
        hints=(Hint("h"),),
        section="s",
        why_wrong=(WrongAnswer("c", "No."),),
    )
    said = " ".join(_write(question).reports[0].notes)

    assert "no place for its section and hints" in said
    assert "first of the answers" in said
    assert "list on the back" in said
