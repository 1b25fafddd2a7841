"""`export --format key`: a key to print, whose Markdown shows a deck's own text as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from explainer.cli import cli
from explainer.deck.loader import open_deck
from explainer.deck.model import Deck, SectionEntry
from explainer.deck.question import Choice, Pair, Question, QuestionType, WrongAnswer
from explainer.problems import Problems, Span
from explainer.quiz.passage import slug_titles
from explainer.quiz.writers import key_writer
from explainer.quiz.writers.markdown_text import code_span, escaped, escaped_line
from tests.bundled import BUNDLED

from .imports.asked import NOWHERE, questions
from .nasty_markdown import any_text

DECK = Path(__file__).parents[1] / "ui" / "decks" / "asking"
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def exported(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["export", *map(str, arguments), "--format", "key"])


def key_of(question: Question) -> str:
    deck = Deck("d", "D", (SectionEntry("s", "S", Span("a.md")),), Span("deck.toml"))
    return key_writer.write([question], deck, slug_titles(deck)).text


def asked(type: QuestionType, **fields: object) -> Question:
    named = {"id": "q", "type": type, "prompt": "Which?", "span": NOWHERE, "section": "s"}
    return Question(**{**named, **fields})  # type: ignore[arg-type] # any field


def tokens(text: str) -> list[Token]:
    found = []
    for token in READER.parse(text):
        found.append(token)
        found.extend(token.children or [])
    return found


def shown(text: str) -> str:
    """The characters that a reader of Markdown sees."""
    return "".join(
        token.content if token.type in ("text", "code_inline") else "" for token in tokens(text)
    )


# --- what is in it ----------------------------------------------------------------------------


def test_the_bundled_deck_has_every_question_in_the_order_of_its_sections() -> None:
    result = exported(BUNDLED)
    deck = open_deck(BUNDLED, Problems()).deck
    ids = re.findall(r"^[A-Z][^\n]* · `([a-z0-9-]+)`", result.output, re.MULTILINE)

    order = [entry.id for entry in deck.outline]
    wanted = [question.id for entry in order for question in deck.questions_of(entry)]
    assert result.exit_code == 0
    assert [id for id in ids if deck.questions[id].section in order] == wanted
    assert len(ids) == len(deck.questions)


def test_a_choice_has_its_reason_and_the_right_one_a_tick() -> None:
    text = key_of(
        asked(
            QuestionType.SINGLE,
            choices=(
                Choice("Nile", NOWHERE, correct=True, why="It is longer."),
                Choice("Rhine", NOWHERE, why="It is shorter."),
            ),
            explain="Maps tell.",
        )
    )

    assert "- [x] Nile\n\n  It is longer." in text
    assert "- [ ] Rhine\n\n  It is shorter." in text
    assert "**Why:** Maps tell." in text
    assert "One choice · `q`" in text


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (asked(QuestionType.TRUE_FALSE, answer=False), "**Answer:** false"),
        (asked(QuestionType.NUMERIC, answer=7.0, unit="km"), "**Answer:** 7 km"),
        (asked(QuestionType.SHORT, accept=("CAC", "the CAC")), "**Answer:** CAC or the CAC"),
        (asked(QuestionType.SHORT, pattern="a+|b"), "**Answer:** anything of the form `a+|b`"),
        (asked(QuestionType.ORDER, items=("one", "two")), "1. one\n2. two"),
        (
            asked(QuestionType.MATCH, pairs=(Pair("a", "b", "Since."),), distractors=("c",)),
            "- a → b\n\n  Since.\n- nothing → c",
        ),
        (asked(QuestionType.CLOZE, text="It is [[big|large]]."), "It is **big or large**."),
        (asked(QuestionType.CARD, back="The back."), "**Answer:** The back."),
    ],
    ids=["true-false", "numeric", "short", "pattern", "order", "match", "cloze", "card"],
)
def test_every_type_has_its_right_answer(question: Question, answer: str) -> None:
    assert answer in key_of(question)


def test_expected_wrong_answers_and_hints_are_told() -> None:
    text = key_of(
        asked(
            QuestionType.NUMERIC,
            answer=7.0,
            why_wrong=(WrongAnswer("32", "Fahrenheit.", 0.5), WrongAnswer("*", "No.")),
        )
    )

    assert "- Not 32 (50% of the points): Fahrenheit." in text
    assert "- Any other answer: No." in text


def test_an_open_question_has_arguments_and_no_tick() -> None:
    text = key_of(
        asked(
            QuestionType.SINGLE,
            open=True,
            choices=(Choice("A", NOWHERE, why="For A."), Choice("B", NOWHERE)),
            explain="Nobody knows.",
        )
    )

    assert "open, not scored" in text
    assert "[x]" not in text
    assert "For A." in text
    assert "**What is known:** Nobody knows." in text


def test_the_passage_claims_and_sources_of_a_question_are_told() -> None:
    text = exported(BUNDLED).output

    assert "- Passage: The models compared › " in text
    assert "(`apple-alibaba#models/" in text
    assert re.search(r"^- Claim: .* \(contradicted\) The record: ", text, re.MULTILINE)
    assert re.search(r"^- Source: .*grade A\), <https://", text, re.MULTILINE)


def test_code_keeps_its_lines_and_a_fence_that_it_cannot_close() -> None:
    text = key_of(asked(QuestionType.TRUE_FALSE, answer=True, prompt="````\n```\n  x\n````"))

    (fence,) = [token for token in tokens(text) if token.type == "fence"]
    assert fence.content == "```\n  x\n"


def test_a_route_has_its_questions_and_bets_alone(tmp_path: Path) -> None:
    text = exported(BUNDLED, "--route", "short").output
    deck = open_deck(BUNDLED, Problems()).deck
    route = next(route for route in deck.routes if route.id == "short")
    ids = set(re.findall(r"^[A-Z][^\n]* · `([a-z0-9-]+)`", text, re.MULTILINE))

    bets = {bet for entry in deck.outline if entry.id in route.sections for bet in entry.bets}
    assert ids == {*route.questions, *bets}
    assert "Route: The bet and the ending" in text


def test_an_unknown_route_is_an_error_that_names_the_others() -> None:
    result = exported(BUNDLED, "--route", "shrt")

    assert result.exit_code != 0
    assert "short" in str(result.exception or result.output) + result.output


def test_the_key_goes_into_a_file(tmp_path: Path) -> None:
    result = exported(DECK, "--output", tmp_path / "key.md")

    assert result.exit_code == 0
    assert (tmp_path / "key.md").read_text(encoding="utf-8").startswith("# Key: ")


# --- hostile text -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "hostile",
    [
        "# no heading", "- no item", "1. no item", "1) no item", "> no quote", "***", "---", "===",
        "[no](https://e.org)", "![no](a.png)", "<b>no</b>", "<!-- no -->", "<script>x</script>",
        "https://e.org", "<https://e.org>", "`no`", "**no**", "~~no~~", "[x]: https://e.org",
        "| a | b |", "&amp;", "a\\", "+ no", "$x$", "_no_", ":  no",
    ],
)  # fmt: skip
def test_hostile_words_are_shown_as_they_are(hostile: str) -> None:
    for text in (escaped(hostile), escaped_line(hostile)):
        kinds = {token.type for token in tokens(text)}
        assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}
        assert shown(text).split() == hostile.split()


@settings(max_examples=200, deadline=None)
@given(any_text(60))
def test_any_line_comes_back_from_markdown(text: str) -> None:
    line = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\ufffd]", " ", text).split())

    written = escaped_line(line)

    assert "".join(shown(f"x {written}").split()) == "".join(f"x{line}".split())


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("` ab"), min_size=1))
def test_any_code_comes_back_from_its_span(text: str) -> None:
    words = " ".join(text.split())
    if words:
        (code,) = [t.content for t in tokens(code_span(text)) if t.type == "code_inline"]
        assert code == words


@settings(max_examples=120, deadline=None)
@given(questions())
def test_any_question_makes_no_more_headings_links_or_html_than_the_key_has(
    question: Question,
) -> None:
    found = tokens(key_of(question))
    kinds = [token.type for token in found]

    assert kinds.count("heading_open") == 3
    assert not {"link_open", "image", "html_block", "html_inline", "hr", "table_open"} & set(kinds)
    assert "blockquote_open" not in kinds


def test_an_address_in_a_text_is_no_link_for_readers_that_make_links_of_addresses() -> None:
    text = key_of(asked(QuestionType.TRUE_FALSE, answer=True, prompt="See https://e.org **now**."))

    assert "https://" not in text
    assert "https\\://e.org now." in text
