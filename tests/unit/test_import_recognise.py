"""The format of a file is recognised by its content, and hostile files do not break the reader."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.importers.format_evidence import recognise
from explainer.importers.into_deck import write_questions
from explainer.importers.item import MOST_CHARACTERS, ImportRefused
from explainer.importers.question_import import Form, read_items
from explainer.quiz.writers.export import Outcome

from .imports.asked import TOKENS
from .imports.deck import asked_in, new_deck

CLOZE = "The capital of France is {{c1::Paris}}.\tcity of light\nIce is {{c1::cold}}.\t\n"
RECOGNISED = {
    "comment": ("// hello\n\n::a::b {T}\n", Form.GIFT),
    "braces": ("Who?{=me ~you}", Form.GIFT),
    "category": ("$CATEGORY: a\n\nb", Form.GIFT),
    "one word": ("The sky is {blue}.\n", Form.GIFT),
    "gift with formula": (r"$\frac{1}{2}$ of 4 is {=2} and $\frac{1}{3}$ of 6 too", Form.GIFT),
    "gift with tabs": ("::a::\tWho?\t{=me\t~you}\n\n::b::\tWhy?\t{=so\t~no}\n", Form.GIFT),
    "gift indented by tabs": (
        "Who?{\n\t=me\tI\n\t~you\tthou\n}\n\nWhy?{\n\t=so\n\t~no\n}",
        Form.GIFT,
    ),
    "gift with gaps of anki": ("::a::What is \\{\\{c1\\:\\:x\\}\\}?{=a gap ~a tag}", Form.GIFT),
    "gift on tables": ("::a::What is [[questions]] in TOML?{=an array ~a key}", Form.GIFT),
    "aiken": ("Who?\r\nA) me\r\nB) you\r\n\r\nANSWER: B\r\n", Form.AIKEN),
    "aiken with braces": (
        "Which is a set?\nA. {1, 2}\nB. [1, 2]\nANSWER: A\n\nAnd {x}?\nA. {}\nB. []\nANSWER: B",
        Form.AIKEN,
    ),
    "aiken with tabs": ("Who\tis it?\nA)\tme\nB)\tyou\nanswer: B\n", Form.AIKEN),
    "header": ("\ufeff#separator:tab\n#html:true\na\tb\n", Form.ANKI),
    "header and gift": ("#separator:tab\nIs {=a ~b} GIFT?\tyes {=a ~b}\n", Form.ANKI),
    "tabs": ("a\tb\nc\td\n", Form.ANKI),
    "gaps": (CLOZE, Form.ANKI),
    "gaps without a tab": ("It is {{c1::hot}} here, says he.\n{{c2::Who::name}}: me\n", Form.ANKI),
    "formulas": ("Half\t\\(\\frac{1}{2}\\)\nA third\t$\\frac{1}{3}$ of {x}\n", Form.ANKI),
    "code": ("a dict in Python\t{'a': 1}\nan empty one\t{}\na set\t{1}\n", Form.ANKI),
    "sound": ("[sound:a.mp3] {x}\tdog\n", Form.ANKI),
    "quoted": ('"What\nprints this?\n\n{x}"\t"one\ntwo"\n', Form.ANKI),
    "semicolons": ("dog;Hund\ncat;Katze\n", Form.ANKI),
    "commas": ("dog,Hund\ncat,Katze\ncow,Kuh\n", Form.ANKI),
    "mdbook": ("[[questions]]\ntype = 'x'\n", Form.MDBOOK),
    "mdbook on code": (
        (
            '[[questions]]\ntype = "Tracing"\nprompt.program = """\nfn f() { let {x} = {y}; }\n'
            '\tlet\ta = {=1};\n"""\nanswer.doesCompile = true\n'
        ),
        Form.MDBOOK,
    ),
    "text": ("Just a text.\n", None),
    "prose": ("Hello, you.\nGoodbye, then.\n", None),
    "nothing": ("", None),
    "escaped braces": ("\\{not these\\}", None),
    "json": ('{"a": 1}', None),
    "latex": (r"\section{One} \frac{1}{2}", None),
}


@pytest.mark.parametrize("name", RECOGNISED)
def test_a_format_is_recognised_by_what_speaks_for_and_against_it(name: str) -> None:
    text, form = RECOGNISED[name]

    assert recognise(text).form is form


@pytest.mark.parametrize("name", [name for name, (_, form) in RECOGNISED.items() if form])
def test_a_clear_format_stays_however_long_the_file_is(name: str) -> None:
    text, form = RECOGNISED[name]

    assert recognise(f"{text}\n\n" * 50).form is form


def test_a_close_rival_is_named_with_its_option() -> None:
    (note,) = read_items("Is it {=a}?\tb\n").notes

    assert "--format anki" in note.message


@pytest.mark.parametrize("name", ["gaps", "formulas", "gift with tabs", "aiken", "mdbook on code"])
def test_a_clear_format_has_no_rival(name: str) -> None:
    assert recognise(RECOGNISED[name][0]).rival is None


def test_a_file_of_no_known_format_is_refused_with_what_there_is() -> None:
    with pytest.raises(ImportRefused, match="gift, aiken, anki, mdbook; --format"):
        read_items("Just a text.\n")


def test_a_format_can_be_given() -> None:
    assert read_items("a,b", Form.ANKI).form is Form.ANKI


def test_a_file_of_millions_of_characters_is_refused() -> None:
    with pytest.raises(ImportRefused, match="5 million"):
        read_items("x" * (MOST_CHARACTERS + 1), Form.GIFT)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(TOKENS), max_size=25).map("".join), st.sampled_from(Form))
def test_whatever_a_file_says_the_deck_reads_what_came_of_it(text: str, form: Form) -> None:
    try:
        result = read_items(text, form)
    except ImportRefused:
        assert form is Form.MDBOOK
        return
    for item in result.items:
        assert (item.question is None) == (item.outcome is Outcome.LEFT)
        assert item.notes or item.outcome is Outcome.TAKEN
        assert all(note.message.endswith((".", "?")) for note in item.notes)
    with TemporaryDirectory() as folder:
        root = new_deck(Path(folder))
        written = write_questions(root, "a.txt", result)
        if written.added:
            assert tuple(asked_in(root, "quiz/a.toml")) == written.added
            assert write_questions(root, "a.txt", result).unchanged == written.added


@pytest.mark.parametrize(
    "text",
    [
        "q {" + "~" * 100_000 + "}",
        "{" * 100_000,
        "q {\n\n" * 20_000,
        "q {=" + "a*" * 50_000 + "}",
        "// " + "[id:" * 50_000 + "\nq {T}",
        "[html]" + "<sup>" * 20_000 + "{T}",
        "q?\nA) a\nB) b\nANSWER: " + "A " * 50_000,
        "#separator:tab\n" + '"a""\n' * 20_000,
        "#separator:tab\n" + "{{c1::" * 20_000 + "\tx",
        '#separator:tab\nx<ol type="A">' + '<ol type="A"><li>' * 10_000 + "\t<li>A. ",
        "[[questions]]\n" * 20_000,
        "q {=" + '<a b="' * 20_000 + " ~c}",
        "q {=" + "<a b='\"" * 20_000 + " ~c}",
        "q {=" + "<!--" * 20_000 + " ~c}",
        "q {=" + "{a" * 20_000 + "}" * 20_001,
        "q {=" + "<b> tag " * 20_000 + " ~c}",
        "#notetype:Cloze\n" + "{{c1::{" * 20_000 + "}}\tx",
        "#notetype:Cloze\n" + "{{c1::a|b}}[[" * 10_000 + "\tx",
        "![](" * 20_000 + "\t" + "![](a)" * 10_000,
    ],
)
@pytest.mark.parametrize("form", list(Form))
def test_large_and_hostile_files_end(text: str, form: Form) -> None:
    try:
        result = read_items(text, form)
    except ImportRefused:
        return
    assert all(item.outcome is Outcome.LEFT or item.question for item in result.items)
