"""The format of a file is recognised by its content, and hostile files do not break the reader."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.importers.into_deck import write_questions
from explainer.importers.item import MOST_CHARACTERS, ImportRefused
from explainer.importers.question_import import Form, read_items, recognise
from explainer.quiz.writers.export import Outcome

from .imports.asked import TOKENS
from .imports.deck import asked_in, new_deck


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("// hello\n\n::a::b {T}\n", Form.GIFT),
        ("Who?{=me ~you}", Form.GIFT),
        ("$CATEGORY: a\n\nb", Form.GIFT),
        ("Who?\r\nA) me\r\nB) you\r\n\r\nANSWER: B\r\n", Form.AIKEN),
        ("\ufeff#separator:tab\n#html:true\na\tb\n", Form.ANKI),
        ("a\tb\nc\td\n", Form.ANKI),
        ("[[questions]]\ntype = 'x'\n", Form.MDBOOK),
        ("Just a text.\n", None),
        ("", None),
        ("\\{not these\\}", None),
    ],
)
def test_a_format_is_told_by_content(text: str, form: Form | None) -> None:
    assert recognise(text) is form


def test_a_file_of_no_known_format_is_refused_with_what_there_is() -> None:
    with pytest.raises(ImportRefused, match="gift, aiken, anki, mdbook"):
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
    ],
)
@pytest.mark.parametrize("form", list(Form))
def test_large_and_hostile_files_end(text: str, form: Form) -> None:
    try:
        result = read_items(text, form)
    except ImportRefused:
        return
    assert all(item.outcome is Outcome.LEFT or item.question for item in result.items)
