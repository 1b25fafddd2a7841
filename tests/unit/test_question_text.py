"""Texts of questions are Markdown, and whatever is none stays as it was written."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.deck.block import (
    Block,
    Broken,
    BulletList,
    CodeBlock,
    Directive,
    Emphasis,
    Grid,
    Image,
    Math,
    Paragraph,
    Quote,
    Strong,
    Text,
)
from explainer.deck.block_text import block_text
from explainer.deck.loader import open_deck
from explainer.deck.model import Deck
from explainer.deck.position import located
from explainer.deck.question import Choice, Pair, Question, QuestionType
from explainer.deck.question_reader import question_text, read_question_text
from explainer.deck.question_text import GAP_CHARACTER, QuestionText
from explainer.deck.toml_string import decoded_string
from explainer.problems import Code, Problems, Span

from .checked_deck import SOURCES, checked, places
from .counted_work import lines_run
from .markdown_deck import SmallDeck, small_deck

SECTION = "# A\n\n## There\n\ntext\n"


@pytest.fixture
def small(tmp_path: Path) -> SmallDeck:
    return small_deck(tmp_path)


def prompt(text: str, deck: Deck | None = None) -> tuple[Block, ...]:
    return read(text, deck).of(text)


def read(text: str, deck: Deck | None = None) -> QuestionText:
    asked = Question("q", QuestionType.SHORT, text, Span("quiz/q.toml", keys=("question", 0)))
    return read_question_text(deck or Deck("d", "D", (), Span("x")), asked, Problems(), None)


def words(text: str) -> str:
    return read(text).words(text)


@pytest.mark.parametrize(
    "text",
    [
        "Vec<String>",
        "2*3*4 and a**b**c",
        "snake_case_name",
        "List<Map<K, V>>",
        "if a<b and c>d: swap",
        "What does <b> do?",
        "What do <b> and </b> do?",
        "<b>",
        "<p> is what?",
        "<img>",
        "![]()",
        "What does <IMG> show?",
        "</td>",
        "<T extends Comparable<T>>",
        r"C:\new\table",
        "$5 and $6",
        "# of items",
        "- 5",
        "+ 5",
        "* of all",
        "> 5",
        ">= 5",
        "1. FC Köln",
        "---",
        "***",
        "#",
        "-",
        "[[1, 2], [3]]",
        "a[i][j]",
        "x < 5 && y > 3",
        "f(x) = x^2 ~ 3",
        "#include <stdio.h>",
        "100 % & more",
        "[link]: not one",
        "|",
        "_",
        "`",
        "!",
    ],
)
def test_what_is_no_markdown_stays_as_it_was_written(text: str) -> None:
    (block,) = prompt(text)

    assert isinstance(block, Paragraph)
    assert block_text(block) == text


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Look:\n\n```python\nif x:\n    y()\n```", [Paragraph, CodeBlock]),
        ("Look:\n\n    if x:\n        y()", [Paragraph, CodeBlock]),
        ("- one\n- two", [BulletList]),
        ("Which?\n\n| a | b |\n|---|---|\n| 1 | 2 |", [Paragraph, Grid]),
        ("> said\n> so", [Quote]),
        ("![a tree](tree.png)", [Image]),
        ("```{table} models\n```", [Directive]),
    ],
)
def test_a_prompt_has_blocks(text: str, kinds: list[type[Block]], small: SmallDeck) -> None:
    assert [type(block) for block in prompt(text, small.deck)] == kinds


def test_a_prompt_has_inlines() -> None:
    (block,) = prompt("Is **this** *so*, $x^2$?")

    assert isinstance(block, Paragraph)
    kinds = [type(inline) for inline in block.content]
    assert kinds == [Text, Strong, Text, Emphasis, Text, Math, Text]


def test_wide_text_is_stressed_within_a_word() -> None:
    (block,) = prompt("重**点**字")

    assert isinstance(block, Paragraph)
    assert Strong((Text("点"),)) in block.content


@pytest.mark.parametrize(
    ("text", "prose", "code"),
    [
        ("while x:\n    if y:\n        return", "", "while x:\n    if y:\n        return"),
        ("def f(n):\n\treturn n\nf(1)", "", "def f(n):\n\treturn n\nf(1)"),
        ("What is it?\n    x = 1", "What is it?", "x = 1"),
        ("Consider this code:\n    x = 1\n    y = 2", "Consider this code:", "x = 1\ny = 2"),
        ("Which?\nx = 1\nfor i in x:\n  print(i)", "Which? x = 1", "for i in x:\n  print(i)"),
    ],
)
def test_lines_that_are_indented_keep_their_indentation(text: str, prose: str, code: str) -> None:
    blocks = prompt(text)

    *before, last = blocks
    assert isinstance(last, CodeBlock)
    assert last.text == code.replace("\t", "    ") or last.text == code
    assert " ".join(map(block_text, before)) == prose


def test_indentation_of_all_lines_means_nothing() -> None:
    assert words("\n    One sentence\n    on two lines.\n") == "One sentence on two lines."
    assert isinstance(prompt("\n    One sentence\n    on two lines.\n")[0], Paragraph)


def test_tags_that_mark_something_up_are_read() -> None:
    assert words("10<sup>9</sup> is <b>much</b>, a<br>b") == "10⁹ is much, a b"
    assert words("<div>Some <i>text</i></div>") == "Some text"
    assert words("A comment <!-- is --> no text.") == "A comment no text."


def test_gaps_keep_their_places_among_marks() -> None:
    asked = Question(
        "q", QuestionType.CLOZE, "Fill.", Span("q"), text="**[[one|1]]** and `[ [[2]] ]`, [[3]]."
    )
    text = read_question_text(Deck("d", "D", (), Span("x")), asked, Problems(), None)
    shown = text.words(asked.text)

    assert shown == f"{GAP_CHARACTER} and [ {GAP_CHARACTER} ], {GAP_CHARACTER}."


def test_pairs_and_items_are_read_on_a_line() -> None:
    pairs = (Pair("`a`", "- no list"), Pair("**b**", "# no heading"))
    asked = Question("q", QuestionType.MATCH, "Match.", Span("q"), pairs=pairs)
    text = read_question_text(Deck("d", "D", (), Span("x")), asked, Problems(), None)

    assert [text.words(side) for pair in pairs for side in (pair.left, pair.right)] == [
        "a", "- no list", "b", "# no heading",
    ]  # fmt: skip


def test_a_question_cannot_ask_another_within_it(small: SmallDeck) -> None:
    asked = Question("q", QuestionType.SHORT, "```{question} q1\n```", Span("q", keys=("a",)))
    problems = Problems()
    text = read_question_text(small.deck, asked, problems, None)

    assert isinstance(text.of(asked.prompt)[0], Broken)
    assert [problem.code for problem in problems] == [Code.UNKNOWN_DIRECTIVE]


def test_a_text_longer_than_a_person_waits_for_is_not_parsed() -> None:
    text = "*a* " * 100_000
    assert words(text) == " ".join(text.split())


def test_plain_questions_need_no_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "explainer.deck.markdown.question_parser", None)
    asked = Question("q", QuestionType.SHORT, "Is it 5 or 6?", Span("q"), explain="It is 5.")
    deck = Deck("d", "D", (), Span("x"), questions={"q": asked})

    assert question_text(deck, asked).words("Is it 5 or 6?") == "Is it 5 or 6?"


def test_texts_are_read_once_for_each_deck() -> None:
    asked = Question("q", QuestionType.SHORT, "Is **it**?", Span("q"))
    deck = Deck("d", "D", (), Span("x"), questions={"q": asked})
    other = msgspec.structs.replace(asked, prompt="Is *it* not?")

    assert question_text(deck, asked) is question_text(deck, asked)
    assert question_text(deck, other).words(other.prompt) == "Is it not?"
    assert question_text(deck, asked).words(asked.prompt) == "Is it?"


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("ab 12<>/*_`#-+[]()!|$\\&;:\n\"'{}^~=."), max_size=60))
def test_no_text_raises_or_shows_nothing(text: str) -> None:
    shown = read(text).words(text)
    assert bool(shown) >= bool(text.strip() and text.strip().isalnum())
    choice = Choice(text, Span("q", keys=("a",)), why=text)
    asked = Question("q", QuestionType.SINGLE, "?", Span("q"), choices=(choice,), text=text)
    read_question_text(Deck("d", "D", (), Span("x")), asked, Problems(), None)


@pytest.mark.parametrize(
    "piece",
    [
        "<b>",
        "<b>x</b>",
        "</b>",
        "<div>\n",
        "a\n    b\n",
        "*a",
        "a*b",
        "[[",
        "[[x]]",
        "`",
        '<a x="',
        "$x",
    ],
)
def test_reading_takes_steps_in_proportion(piece: str) -> None:
    def work(count: int) -> int:
        text = piece * count
        asked = Question("q", QuestionType.CLOZE, text, Span("q", keys=("a",)), text=text)
        deck = Deck("d", "D", (), Span("x"))
        return lines_run(lambda: read_question_text(deck, asked, Problems(), None))

    work(10)
    first, second = work(400), work(1600)
    assert second < 5 * first + 2_000


# --- places of problems ------------------------------------------------------------------------

QUESTION = """
[[question]]
id = "q"
type = "single"
section = "a"
explain = "So."
sources = ["n01"]
"""

CHOICES = 'choices = [{ text = "A", correct = true }, { text = "B", why = "No." }]\n'


@pytest.mark.parametrize(
    ("prompt", "line", "column"),
    [
        ('prompt = "See [^nn]."', 8, 15),
        ('prompt = """\nOne\n\nSee [^nn]."""', 11, 5),
        ("prompt = '''\nSee [^nn].'''", 9, 5),
        ("prompt = 'See [^nn].'", 8, 15),
        (r'prompt = "A \"quoted\" \u00e9 [^nn]"', 8, 31),
        (r'prompt = "One\n\nSee [^nn]"', 8, 22),
        ('prompt = """\n  One\n\n  See [^nn]."""', 11, 7),
        ('prompt = """One \\\n   two [^nn]"""', 9, 8),
    ],
)
def test_a_problem_in_a_prompt_has_its_place(
    tmp_path: Path, prompt: str, line: int, column: int
) -> None:
    files = {"01-a.md": SECTION, "sources.toml": SOURCES,
             "quiz/q.toml": f"{QUESTION}{prompt}\n{CHOICES}"}  # fmt: skip
    found = checked(tmp_path, files)

    assert places(found, Code.UNKNOWN_CITATION) == [("quiz/q.toml", line, column)]


def test_problems_in_every_text_have_their_places(tmp_path: Path) -> None:
    quiz = f"""{QUESTION.replace('explain = "So."', 'explain = "So [^e]."')}prompt = "Which?"
hints = [{{ text = "Hint [^h]" }}]
choices = [
  {{ text = "A [^a]", correct = true }},
  {{ text = "B", why = "No [^b]." }},
]
"""
    files = {"01-a.md": SECTION, "sources.toml": SOURCES, "quiz/q.toml": quiz}
    found = places(checked(tmp_path, files), Code.UNKNOWN_CITATION)

    assert found == [
        ("quiz/q.toml", 6, 15),
        ("quiz/q.toml", 9, 25),
        ("quiz/q.toml", 11, 15),
        ("quiz/q.toml", 12, 27),
    ]


def test_images_and_links_of_questions_are_checked_and_used(tmp_path: Path) -> None:
    text = "![x](images/x.png) ![y](images/y.png) [ok](#a) [no](#nowhere) [there](01-a.md#there)"
    files = {
        "01-a.md": SECTION,
        "sources.toml": SOURCES,
        "images/x.png": "x",
        "quiz/q.toml": f'{QUESTION}prompt = "{text}"\n{CHOICES}',
    }
    found = checked(tmp_path, files)

    assert places(found, Code.IMAGE_MISSING) == [("quiz/q.toml", 8, 30)]
    assert [p.message for p in found if p.code is Code.UNKNOWN_LINK] == [
        "The link '#nowhere' leads to nothing in this deck."
    ]
    assert not [p for p in found if p.code is Code.UNUSED and "image" in p.message]


def test_a_source_that_only_a_question_cites_is_used(tmp_path: Path) -> None:
    two = SOURCES + '[[source]]\nid = "n02"\ntitle = "Second"\n'
    quiz = f'{QUESTION}prompt = "Who says [^n02] so?"\n{CHOICES}'
    found = checked(tmp_path, {"01-a.md": SECTION, "sources.toml": two, "quiz/q.toml": quiz})

    assert not [problem for problem in found if problem.code is Code.UNUSED]


def test_lengths_of_choices_are_those_of_their_words(tmp_path: Path) -> None:
    key = "[ok](https://example.org/a/very/long/address/that/nobody/reads)"
    choices = f'choices = [{{ text = "{key}", correct = true }}, {{ text = "no", why = "x" }}]\n'
    quiz = f'{QUESTION}prompt = "Which?"\n{choices}'
    found = checked(tmp_path, {"01-a.md": SECTION, "sources.toml": SOURCES, "quiz/q.toml": quiz})

    assert not [problem for problem in found if problem.code is Code.LONGEST_KEY]


def test_a_problem_in_a_file_that_is_gone_has_no_line(tmp_path: Path) -> None:
    problems = Problems()
    span = Span("gone.toml", 3, 2, keys=("question", 0, "prompt"), part="text")
    problems.add(Code.RAW_HTML, span, "x")

    assert located(problems, tmp_path)[0].span == Span("gone.toml")


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ('"a\\tb"', "a\tb"),
        ("'a\\tb'", "a\\tb"),
        ('"""\na\nb"""', "a\nb"),
        ('"""a\\\n   b"""', "ab"),
        ("'''\na'b'''", "a'b"),
        ('"\\u00e9\\U0001F600"', "é😀"),
        ('""', ""),
        ("12", None),
        ("[1]", None),
    ],
)
def test_a_toml_string_is_decoded(written: str, text: str | None) -> None:
    decoded = decoded_string(written)

    assert (decoded.text if decoded else None) == text


# --- the kept form -----------------------------------------------------------------------------


def test_texts_come_back_from_the_kept_form_without_a_parser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, cache = tmp_path / "deck", tmp_path / "cache"
    quiz = f'{QUESTION}prompt = """Which?\n\n    if x:\n        y()"""\n{CHOICES}'
    checked(root, {"01-a.md": SECTION, "sources.toml": SOURCES, "quiz/q.toml": quiz})
    first = open_deck(root, Problems(), cache)
    before = question_text(first.deck, first.deck.questions["q"])
    first.keep(cache)
    monkeypatch.setitem(__import__("sys").modules, "explainer.deck.markdown.question_parser", None)
    kept = open_deck(root, Problems(), cache)

    assert kept.is_kept()
    assert question_text(kept.deck, kept.deck.questions["q"]) == before
    assert isinstance(before.of(first.deck.questions["q"].prompt)[1], CodeBlock)
