"""Texts of questions are drawn as sections are: on cards, in sections and line by line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from explainer.deck.loader import OpenDeck, open_deck
from explainer.deck.model import Deck
from explainer.deck.question import Choice, Hint, Question, QuestionType, WrongAnswer
from explainer.problems import Problems, Span
from explainer.quiz.answer import Chosen, Filled, Matched, Ordered
from explainer.quiz.bet import settled_bets
from explainer.quiz.feedback import Feedback, feedback_lines
from explainer.quiz.grading import grade
from explainer.quiz.result import result_lines
from explainer.quiz.run import Response, Subject, SubjectKind, give, start
from explainer.render.layout import lay_out
from explainer.render.line import NO_TARGET, Line, line_text
from explainer.render.page import TargetKind
from explainer.render.plain import PlainWriter
from explainer.render.plain_question import PlainQuestion
from explainer.render.question_layout import QuestionLayout
from explainer.render.setting import Asked, Setting
from explainer.ui.base.answers_shown import asked_of
from explainer.ui.quiz.answer_sheets.sheet_choice import sheet_for
from explainer.ui.quiz.question_card import question_card
from tests.unit.asked import question

HERE = Span("quiz/q.toml", keys=("question", 0))
SOURCES = '[[source]]\nid = "n01"\ntitle = "Atlas"\n[[source]]\nid = "n02"\ntitle = "Almanac"\n'
QUIZ = '''
[[question]]
id = "loop"
type = "single"
section = "a"
settles = "there"
sources = ["n01"]
prompt = """
What does *this* print? See [docs](https://example.org/x).

```python
for i in range(3):
    if i:
        print(i)
```
"""
explain = """
It says so[^n02]:

1. first `1`
2. then `2`

| i | printed |
|---|---------|
| 0 | no |
"""
hints = [{ text = "Try `range`.", cost = 0.25 }]
choices = [
  { text = "`1` and **2**", correct = true, why = "That is $x^2$." },
  { text = """
while x:
    if y:
        z()""", why = "No." },
]

[[question]]
id = "gaps"
type = "cloze"
section = "a"
prompt = "Fill."
text = "The *list* `[1, [[2]]]` has **[[two|2]]** items."

[[question]]
id = "pairs"
type = "match"
section = "a"
prompt = "Match."
pairs = [["`f(x)`", "*call*"], ["`x[0]`", "**index**"]]

[[question]]
id = "order"
type = "order"
section = "a"
prompt = "Order."
items = ["`open()`", "**read**", "close"]

[[question]]
id = "unknown"
type = "single"
open = true
section = "a"
prompt = "Is `it` so?"
explain = "- One says **yes**.\\n- One says no."
choices = [{ text = "`Yes`", why = "Since *A*." }, { text = "No", why = "Since B." }]
'''
SECTION = """+++
bets = ["loop"]
+++
# A

```{question} loop
```

## There

```{quiz}
tag = "none"
```

text
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> OpenDeck:
    root = tmp_path_factory.mktemp("book")
    (root / "quiz").mkdir()
    (root / "deck.toml").write_text('format = 1\nid = "d"\ntitle = "D"\n')
    (root / "01-a.md").write_text(SECTION)
    (root / "sources.toml").write_text(SOURCES)
    (root / "quiz" / "q.toml").write_text(QUIZ)
    return open_deck(root, Problems())


def drawn(lines: list[Line]) -> str:
    return "\n".join(line_text(line).rstrip() for line in lines)


def roles(lines: list[Line], word: str) -> set[str]:
    return {role for line in lines for run in line if word in run.text for role in run.role.split()}


def layout_of(book: OpenDeck, name: str) -> QuestionLayout:
    return QuestionLayout(book.deck.questions[name], book.deck)


def card(book: OpenDeck, name: str, width: int = 60, hints: int = 0) -> list[Line]:
    asked, layout = book.deck.questions[name], layout_of(book, name)
    sheet = sheet_for(asked, layout, 1)
    return question_card([], asked, layout, sheet, width, hints=hints)[0].lines


def test_a_card_keeps_the_lines_of_code_and_its_colours(book: OpenDeck) -> None:
    lines = card(book, "loop", hints=1)
    text = drawn(lines)

    assert " for i in range(3):\n     if i:\n         print(i)\n" in text
    assert "2 ○  while x:\n           if y:\n               z()" in text
    assert "code" in roles(lines, "range")
    assert any("code-" in role for role in roles(lines, "for"))
    assert "emphasis" in roles(lines, "this")
    assert "code-text" in roles(lines, "1")
    assert "Hint  Try range. −25 %" in text


def test_a_prompt_is_strong_unless_a_part_of_it_is(book: OpenDeck) -> None:
    assert "strong" in roles(card(book, "loop"), "print?")
    asked = Question("q", QuestionType.SHORT, "Which is **not** so?", HERE)
    layout = QuestionLayout(asked, Deck("d", "D", (), Span("x")))
    lines = layout.prompt_lines(asked.prompt, 40)

    assert "strong" in roles(lines, "not")
    assert "strong" not in roles(lines, "Which")


def test_nothing_on_a_card_can_be_opened_but_addresses(book: OpenDeck) -> None:
    lines = card(book, "loop")

    assert all(run.target == NO_TARGET for line in lines for run in line)
    assert any(run.href == "https://example.org/x" for line in lines for run in line)


def test_feedback_draws_every_text_and_numbers_its_sources(book: OpenDeck) -> None:
    asked = book.deck.questions["loop"]
    answer = Chosen((1,))
    response = Response("loop", answer, 0.0)
    lines = feedback_lines(Feedback(asked, response, grade(asked, answer)), book.deck, 60)
    text = drawn(lines)

    assert "✓ 1 and 2\n  That is x²." in text
    assert "yours" in text
    assert "It says so²:\n\n         1. first 1\n         2. then 2\n\n" in text
    assert "Sources  1 Atlas" in text
    assert "         2 Almanac" in text


def test_a_distractor_that_was_taken_says_why_it_belongs_to_nothing(book: OpenDeck) -> None:
    asked = question(QuestionType.MATCH, why_wrong=(WrongAnswer("four", "Nobody has four."),))

    def told(*rights: int) -> str:
        answer = Matched(rights)
        response = Response("q", answer, 0.0)
        return drawn(feedback_lines(Feedback(asked, response, grade(asked, answer)), book.deck, 60))

    assert "✗ 1 → one · yours: four\n  Nobody has four." in told(3, 1, 2)
    assert "Nobody has four." not in told(1, 0, 2)
    assert "Nobody has four." not in told(0, 1, 2)


def test_the_tail_of_a_choice_of_code_stands_below_it(book: OpenDeck) -> None:
    asked = book.deck.questions["loop"]
    response = Response("loop", Chosen((1,)), 0.0)
    lines = feedback_lines(Feedback(asked, response, grade(asked, Chosen((1,)))), book.deck, 60)

    assert "           z()\n  yours\n" in drawn(lines)


def test_sources_have_no_numbers_where_no_text_cites_one(tmp_path: Path) -> None:
    asked = Question("q", QuestionType.SHORT, "Who?", HERE, sources=("n01",), accept=("A",))
    (tmp_path / "sources.toml").write_text(SOURCES)
    (tmp_path / "deck.toml").write_text('format = 1\nid = "d"\ntitle = "D"\n')
    deck = open_deck(tmp_path, Problems()).deck
    lines = feedback_lines(Feedback(asked, Response("q", None, 0.0), grade(asked, None)), deck, 60)

    assert "Source   Atlas" in drawn(lines)


def test_gaps_stand_among_marks(book: OpenDeck) -> None:
    lines = card(book, "gaps")
    assert "The list [1,  _______] has ________ items." in drawn(lines)
    asked = book.deck.questions["gaps"]
    answer = Filled(("2", "x"))
    response = Response("gaps", answer, 0.5)
    told = feedback_lines(Feedback(asked, response, grade(asked, answer)), book.deck, 60)

    assert "The list [1, 2] has two items." in drawn(told)
    assert "strong" in roles(told, "two")


def test_pairs_and_items_are_drawn_with_their_marks(book: OpenDeck) -> None:
    assert "code-text" in roles(card(book, "pairs"), "f(x)")
    assert "emphasis" in roles(card(book, "pairs"), "call")
    assert "code-text" in roles(card(book, "order"), "open()")
    for name, answer in (("pairs", Matched((1, 0))), ("order", Ordered((2, 0, 1)))):
        asked = book.deck.questions[name]
        response = Response(name, answer, 0.0)
        lines = feedback_lines(Feedback(asked, response, grade(asked, answer)), book.deck, 60)
        assert not {"`", "*"} & set(drawn(lines))


def test_the_result_draws_prompts_and_keys(book: OpenDeck) -> None:
    asked = book.deck.questions["loop"]
    run, _ = give(start("r", Subject(SubjectKind.DECK), ["loop"], 1), asked, Chosen((1,)))
    text = drawn(result_lines(book.deck, run, {"loop": asked}, lambda *_: "", {}, 60))

    assert "✗ What does this print? See docs.\n\n   python\n   for i in range(3):\n" in text
    assert "yours: while x: if y: z()" in text
    assert "key: 1 and 2" in text


def test_a_section_shows_its_questions_and_their_links(book: OpenDeck) -> None:
    page = lay_out(book.section("a"), book.deck, 60, Setting(asked=Asked()))
    text = drawn(page.lines)

    assert "▎  for i in range(3):\n▎      if i:\n" in text
    assert "1  1 and 2\n" in text or "2  1 and 2\n" in text
    assert [t.ids for t in page.targets if t.kind is TargetKind.LINK] == [
        ("https://example.org/x",)
    ]


def test_a_settled_bet_draws_what_is_known(book: OpenDeck) -> None:
    from explainer.learner.quiz_session import place_bet

    asked = book.deck.questions["unknown"]
    bet = place_bet(book.deck, asked, Chosen((0,)), None)
    assert settled_bets([bet])
    shown = asked_of(book.deck, "a", "", [bet])
    text = drawn(lay_out(book.section("a"), book.deck, 60, Setting(asked=shown)).lines)

    assert "How your bet came out\n▎ Is it so?\n▎\n▎ You said\n▎   Yes" in text
    assert "Since A." in text
    assert "Still open\n▎   • One says yes.\n▎   • One says no." in text


def test_plain_text_keeps_lines_and_says_marks_in_words(book: OpenDeck) -> None:
    text = "\n".join(PlainWriter(book.deck).section_lines(book.section("a")))

    assert (
        "Question: What does this print? See docs <https://example.org/x>.\n\nCode (python):\n"
        "    for i in range(3):\n        if i:\n            print(i)\n\n   a) 1 and 2\n"
        "   b) Code:\n          while x:\n              if y:\n                  z()\n"
    ) in text
    assert "Still open: Is it so?\n- One says yes.\n- One says no.\n- Yes: Since A.\n" in text


def test_plain_offers_never_show_the_key(book: OpenDeck) -> None:
    gaps = PlainQuestion(book.deck.questions["gaps"], book.deck)
    order = PlainQuestion(book.deck.questions["order"], book.deck)
    pairs = PlainQuestion(book.deck.questions["pairs"], book.deck)

    assert list(gaps.offered_lines(60)) == ["   The list [1, ____] has ____ items."]
    assert list(order.offered_lines(60)) == ["   a) close", "   b) open()", "   c) read"]
    assert list(pairs.offered_lines(60)) == ["   f(x), x[0]", "   call, index"]


_TEXT = st.text(st.sampled_from("ab <>*_`#-|\n$[]()!&1."), min_size=1, max_size=40)


@settings(max_examples=80, deadline=None)
@given(_TEXT, _TEXT, st.integers(1, 50))
def test_no_text_is_wider_than_there_is_room(one: str, other: str, width: int) -> None:
    choices = (Choice(one, HERE, correct=True, why=other), Choice(other, HERE))
    asked = Question(
        "q", QuestionType.SINGLE, one, HERE, explain=other, choices=choices, hints=(Hint(one),)
    )
    deck = Deck("d", "D", (), Span("x"), questions={"q": asked})
    layout = QuestionLayout(asked, deck)
    told = Feedback(asked, Response("q", Chosen((1,)), 0.0), grade(asked, Chosen((1,))))
    sheet = sheet_for(asked, layout, 1)
    for lines in (
        question_card([], asked, layout, sheet, width, hints=1)[0].lines,
        feedback_lines(told, deck, width),
    ):
        assert all(cell_len(line_text(line)) <= max(width, 2) for line in lines)
