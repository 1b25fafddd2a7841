"""Plain text has everything of a page in words, in lines that fit."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from explainer.deck.model import Deck
from explainer.deck.question import Choice, Pair, Question, QuestionType
from explainer.problems import Span
from explainer.render.plain import PlainWriter

from .fixture import triples
from .markdown_deck import SmallDeck, read_markdown, small_deck
from .nasty_markdown import any_text, nasty_markdown
from .page_check import check_plain

FIXTURES = [text for _, text, _ in triples("markdown")]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> SmallDeck:
    return small_deck(tmp_path_factory.mktemp("small"))


def plain(small: SmallDeck, text: str, width: int = 40) -> list[str]:
    section, _ = read_markdown(small, text)
    return list(PlainWriter(small.deck, width).section_lines(section))


@pytest.mark.parametrize("text", FIXTURES)
def test_every_fixture_keeps_to_every_width(small: SmallDeck, text: str) -> None:
    for width in (1, 20, 21, 25, 40, 80, 200):
        check_plain(plain(small, text, width), max(20, width), text)


@settings(max_examples=200, suppress_health_check=list(HealthCheck), deadline=None)
@given(text=nasty_markdown() | any_text(), width=st.integers(20, 120))
def test_any_markdown_keeps_to_any_width(small: SmallDeck, text: str, width: int) -> None:
    check_plain(plain(small, text, width), width, text)


def test_every_kind_of_block_is_said_in_words(small: SmallDeck) -> None:
    text = """# Title

## Part *two*

Text with [85]{claim=c61}, CAC, said[^n01][^n02] and [a link](https://e.org).

9. nine
   - [x] done
   - [ ] open

> Quote
> > inner

> [!NOTE]
> Careful

```sh
\tls
```

![A map](images/map.png)

***
"""

    assert plain(small, text, 60) == [
        "Title",
        "=====",
        "",
        "Part two",
        "--------",
        "",
        "Text with 85 (contradicted), CAC, said [1][2] and a link",
        "<https://e.org>.",
        "",
        "9. nine",
        "   [x] done",
        "   [ ] open",
        "",
        "> Quote",
        ">",
        "> > inner",
        "",
        "Note:",
        "Careful",
        "",
        "Code (sh):",
        "        ls",
        "",
        "Image: A map",
        "",
        "* * *",
        "",
        "Claims in this section:",
        "- contradicted: The score was 85.3 %. The record: It was",
        "  83 %. [2]",
        "",
        "Terms in this section:",
        "- CAC: The regulator.",
        "",
        "Sources:",
        "[1] First source, Paper, 11 Feb 2025, grade A.",
        "    https://example.org/1",
        "[2] Second source, restates n01.",
        "",
    ]


def test_a_table_that_fits_has_columns(small: SmallDeck) -> None:
    lines = plain(small, "```{table} models\n```\n", 60)

    assert lines[:7] == [
        "Table: Models",
        "Model      Score (%)            Record",
        "---------  -------------------  --------",
        "Qwen 通义  85.3 (contradicted)  partly",
        "GPT        not published        no value",
        "As published.",
        "Source: Paper [1]",
    ]
    assert cell_len(lines[1].partition("Record")[0]) == cell_len(lines[3].partition("partly")[0])


def test_a_table_that_does_not_fit_is_a_record_a_row(small: SmallDeck) -> None:
    text = "| A | B |\n|---|---|\n| one two three four five | <br>six seven<br>eight nine ten |\n"

    assert plain(small, text, 24)[:5] == [
        "A: one two three four",
        "  five",
        "  B: six seven / eight",
        "    nine ten",
        "",
    ]


def test_a_cell_of_several_lines_is_one_line_with_signs(small: SmallDeck) -> None:
    text = "| Port | Goes to |\n|---|---|\n| 8 | Left<br>Right<br/>Lawn |\n"

    assert plain(small, text, 80)[2] == "8     Left / Right / Lawn"


def test_a_table_without_heads_has_only_its_rows(small: SmallDeck) -> None:
    assert plain(small, "<table><tr><td>a</td><td>b</td></tr></table>\n", 80)[:2] == ["a  b", ""]
    assert plain(small, "| | B |\n|-|-|\n| one two three | four five six |\n", 24)[:2] == [
        "one two three",
        "  B: four five six",
    ]


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("10<sup>9</sup>", "10⁹"),
        ("2<sup>n + 1</sup>", "2ⁿ⁺¹"),
        ("2<sup>n/2</sup>", "2^(n/2)"),
        ("x<sub>i</sub> y<sub>Max</sub>", "xᵢ y_Max"),
        ("1<sup>st</sup>", "1ˢᵗ"),
        ("a<sup>*b*<sub>c</sub></sup>", "a^b_c"),
        ("word<sup>[1]</sup>", "word^[1]"),
        ("10<sup>1.5</sup> name<sup>1,2</sup>", "10^1.5 name^1,2"),
        ("a<sub>i,j</sub>", "a_(i,j)"),
        ("word<sup>†</sup> Name<sup>®</sup>", "word† Name®"),
    ],
)
def test_scripts_are_characters_where_there_are_some(
    small: SmallDeck, markdown: str, words: str
) -> None:
    assert plain(small, markdown, 80)[0] == words
    assert plain(small, f"<p>{markdown.replace('*', '')}</p>", 80)[0] == words


def test_a_table_of_a_head_alone_names_its_columns(small: SmallDeck) -> None:
    lines = plain(small, "| One column | Another column |\n|---|---|\n", 24)

    assert lines[:2] == ["Columns: One column,", "Another column"]


def test_verdicts_are_words_and_never_glyphs(small: SmallDeck) -> None:
    text = "[a]{claim=c61} [b]{claim=c62}\n\n```{table} models\n```\n\n? what\n"

    words = "\n".join(plain(small, text, 80))

    assert not set("✓≈✗❝◷") & set(words)
    assert "a (contradicted) b (opinion)" in words
    assert "\n? what" in words


def test_a_compared_pair_a_chart_and_a_timeline_are_words(small: SmallDeck) -> None:
    text = """```{compare} models
rows = ["gpt", "qwen"]
columns = ["score"]
```

```{chart} models
kind = "bar"
period = "2025"
```

```{timeline} story
```

```{question} q1
```
"""
    words = "\n".join(plain(small, text, 80))

    assert "Comparison: Models" in words
    assert "Bar chart: Models, Score, in percent, 2025." in words
    assert "Period: 2025" in words
    assert "- 11 Feb 2025 (apple): Deal [1]. A partner is named." in words
    assert "- Jun 2025 to Sep 2025 (state): Review" in words
    assert "Question: Who?\n   a) A\n   b) B" in words


def test_what_only_a_presenter_needs_is_not_read_out(small: SmallDeck) -> None:
    lines = plain(small, "a\n\n<!-- speaker_note: secret -->\n\n. . .\n\nb\n")

    assert lines == ["a", "", "b", ""]


def test_deep_lists_keep_to_the_width(small: SmallDeck) -> None:
    text = "\n".join("  " * level + "- level" for level in range(45))

    lines = plain(small, text, 40)

    assert all(len(line) <= 40 for line in lines)
    assert sum("level" in line for line in lines) == 45


def test_the_deck_is_announced_with_its_sections(small: SmallDeck) -> None:
    lines = list(PlainWriter(small.deck, 30).deck_lines())

    assert lines == ["Small", "=====", "", "2 sections.", "1. First", "2. Second", ""]


def test_a_long_address_is_said_once(small: SmallDeck) -> None:
    address = "https://example.org/" + "x" * 100
    words = "".join(plain(small, f"[a]({address}) [b]({address}) [c](d) [e](d)", 300))

    assert words == f"a <{address}> b c <d> e <d>"


# --- questions ---------------------------------------------------------------------------------


def with_questions(small: SmallDeck, *questions: Question) -> SmallDeck:
    """The deck with other questions."""
    deck: Deck = msgspec.structs.replace(small.deck, questions={q.id: q for q in questions})
    return SmallDeck(small.root, deck)


def single(id: str, prompt: str, choices: list[str]) -> Question:
    span = Span("quiz/q.toml")
    made = tuple(Choice(text, span) for text in choices)
    return Question(id, QuestionType.SINGLE, prompt, span, tags=("t",), choices=made)


QUIZ = '```{quiz}\ntag = "t"\n```\n'


def test_questions_have_numbers_and_their_choices_letters_behind_an_indent(
    small: SmallDeck,
) -> None:
    asked = with_questions(
        small,
        single("a", "Which of these runs on a phone?", ["A chat app of many words", "A phone"]),
        single("b", "Who?", ["I", "You"]),
    )

    assert plain(asked, QUIZ, 24)[:9] == [
        "Questions:",
        "1. Which of these runs",
        "   on a phone?",
        "   a) A chat app of many",
        "      words",
        "   b) A phone",
        "2. Who?",
        "   a) I",
        "   b) You",
    ]


def test_choices_of_one_question_stand_behind_an_indent_too(small: SmallDeck) -> None:
    assert plain(small, "```{question} q1\n```\n")[:3] == ["Question: Who?", "   a) A", "   b) B"]


def test_what_is_no_choice_has_no_letter(small: SmallDeck) -> None:
    pairs = (Pair("France", "Paris"), Pair("Spain", "Madrid"))
    span = Span("quiz/q.toml")
    match = Question("m", QuestionType.MATCH, "Match.", span, tags=("t",), pairs=pairs)
    cloze = Question("c", QuestionType.CLOZE, "Fill.", span, tags=("t",), text="A [[b]] c.")

    assert plain(with_questions(small, match, cloze), QUIZ)[1:6] == [
        "1. Match.",
        "   France, Spain",
        "   Madrid, Paris",
        "2. Fill.",
        "   A ____ c.",
    ]


def test_every_choice_has_a_letter_of_its_own_however_many_there_are(small: SmallDeck) -> None:
    lines = plain(with_questions(small, single("a", "Q?", ["x"] * 1000)), QUIZ)
    marks = [line.split(")")[0].strip() for line in lines if line.endswith(") x")]

    assert marks[:3] + marks[25:28] == ["a", "b", "c", "z", "aa", "ab"]
    assert len(set(marks)) == 1000


@settings(max_examples=80, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    prompt=st.text(st.sampled_from("ab 通é😀\n"), max_size=200),
    choice=st.text(st.sampled_from("ab 通é😀\n"), max_size=200),
    width=st.integers(20, 100),
)
def test_any_question_keeps_to_any_width(
    small: SmallDeck, prompt: str, choice: str, width: int
) -> None:
    # Lines that are set in stay as they are, as code does, however narrow the screen.
    assume("\n " not in f"\n{prompt}" and "\n " not in f"\n{choice}")
    asked = with_questions(small, single("a", prompt, [choice] * 30))

    assert all(cell_len(line) <= width for line in plain(asked, f"> - > {QUIZ}", width))
    assert all(cell_len(line) <= width for line in plain(asked, QUIZ, width))
