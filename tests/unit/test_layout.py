"""A page keeps to its width, has the places of its blocks, and draws each kind of block."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explainer.deck.block import CodeBlock
from explainer.problems import Span
from explainer.render.code import code_lines
from explainer.render.evidence import claim_lines
from explainer.render.layout import lay_out
from explainer.render.line import NO_TARGET, Line, line_text, line_width
from explainer.render.page import TargetKind
from explainer.render.paging import cut_pages, screenfuls
from explainer.render.setting import Asked, Setting, SettledBet

from .fixture import triples
from .markdown_deck import SmallDeck, read_markdown, small_deck
from .nasty_markdown import any_text, nasty_markdown
from .page_check import check_page

FIXTURES = [text for _, text, _ in triples("markdown")]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> SmallDeck:
    return small_deck(tmp_path_factory.mktemp("small"))


def shown(small: SmallDeck, text: str, width: int = 40) -> list[str]:
    section, _ = read_markdown(small, text)
    return [line_text(line).rstrip() for line in lay_out(section, small.deck, width).lines]


@pytest.mark.parametrize("text", FIXTURES)
def test_every_fixture_keeps_to_every_width(small: SmallDeck, text: str) -> None:
    section, _ = read_markdown(small, text)

    for width in (1, 2, 3, 5, 9, 14, 15, 16, 17, 20, 33, 40, 80, 200):
        check_page(lay_out(section, small.deck, width), section, width)


@settings(max_examples=250, suppress_health_check=list(HealthCheck), deadline=None)
@given(text=nasty_markdown() | any_text(), width=st.integers(1, 200))
def test_any_markdown_keeps_to_any_width(small: SmallDeck, text: str, width: int) -> None:
    section, _ = read_markdown(small, text)

    check_page(lay_out(section, small.deck, width), section, width)


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(texts=st.lists(st.sampled_from(FIXTURES), min_size=2, max_size=6), width=st.integers(1, 120))
def test_any_fixtures_together_keep_to_any_width(
    small: SmallDeck, texts: list[str], width: int
) -> None:
    section, _ = read_markdown(small, "\n\n".join(texts))

    check_page(lay_out(section, small.deck, width), section, width)


def test_text_is_no_wider_than_is_good_to_read_and_tables_may_be(small: SmallDeck) -> None:
    wide_row = " | ".join(["some words"] * 9)
    text = f"{'word ' * 100}\n\n| {wide_row} |\n|{'-|' * 9}\n| {wide_row} |\n"
    section, _ = read_markdown(small, text)

    page = lay_out(section, small.deck, 150)
    widths = [line_width(line) for line in page.lines]

    assert max(widths[: page.starts[1]]) <= 88
    assert max(widths[page.starts[1] :]) > 88
    assert max(map(line_width, lay_out(section, small.deck, 150, Setting(40)).lines[:3])) <= 40


def test_blocks_that_show_nothing_share_the_place_of_the_next(small: SmallDeck) -> None:
    section, _ = read_markdown(small, "a\n\n<!-- pause -->\n\n<!-- pause -->\n\nb\n\n. . .\n")

    page = lay_out(section, small.deck, 40)

    assert [line_text(line) for line in page.lines] == ["a", "", "b"]
    assert page.starts == [0, 2, 2, 2, 3]
    assert page.block_at(0) == 0
    assert page.block_at(2) == 3


def test_what_stands_at_a_cell_can_be_opened(small: SmallDeck) -> None:
    section, _ = read_markdown(
        small, "通 [85]{claim=c61}[^n01] [CAC]{term=cac} [l](https://e.org)\n"
    )
    page = lay_out(section, small.deck, 60)
    text = line_text(page.lines[0])

    kinds = [target.kind for target in page.targets]
    assert kinds == [TargetKind.CLAIM, TargetKind.SOURCE, TargetKind.TERM, TargetKind.LINK]
    assert text == "通 85\u00a0✗\u00a0contradicted¹ CAC l"
    columns = (0, 1, 2, 3, 4, 5, 6, 20, 21, 22, 25, 26, 27)
    assert [page.target_at(0, column) for column in columns] == [
        -1, -1, -1, 0, 0, 0, 0, 1, -1, 2, -1, 3, -1,
    ]  # fmt: skip
    assert page.target_at(5, 0) == page.target_at(-1, 0) == NO_TARGET
    assert page.sources == ("n01",)
    assert {run.href for run in page.lines[0]} == {"", "https://e.org"}


def test_a_link_leads_only_where_a_browser_may_go(small: SmallDeck) -> None:
    section, _ = read_markdown(small, "[a](file:///etc/passwd) [b](ssh://x) [c](x.md) <tel:1>\n")
    page = lay_out(section, small.deck, 60)

    assert {run.href for run in page.lines[0]} == {""}


def test_what_can_be_opened_is_seen_even_without_words(small: SmallDeck) -> None:
    words = shown(small, "[](https://e.org) []{term=cac} []{claim=c61} [![](images/map.png)](u)")

    assert words == ["https://e.org cac c61\u00a0✗\u00a0contradicted ▣", "map.png"]


def test_sources_in_a_row_can_be_told_apart(small: SmallDeck) -> None:
    assert shown(small, "x[^n02][^n01] y[^n02]") == ["x¹·² y¹"]


def test_footnotes_have_letters_so_that_no_source_is_meant(small: SmallDeck) -> None:
    lines = shown(small, "x[^a][^n01]\n\n[^a]: note\n\n    more\n")

    assert lines == ["xᵃ·¹", "", "────────────", "ᵃ note", "", "  more"]


def test_lists_and_quotes_are_indented_as_long_as_there_is_room(small: SmallDeck) -> None:
    text = "9. nine\n10. ten\n    - [x] done and dusted for ever\n      > said\n"

    assert shown(small, text, 24) == [
        " 9. nine",
        "10. ten",
        "    ☑ done and dusted",
        "      for ever",
        "      ▎ said",
    ]
    assert shown(small, text, 16) == [
        "9. nine",
        "10. ten",
        "☑ done and",
        "  dusted for",
        "  ever",
        "  said",
    ]


def test_fifty_levels_of_lists_keep_words_whole(small: SmallDeck) -> None:
    text = "\n".join("  " * level + "- level" for level in range(45))

    lines = shown(small, text, 30)

    assert len(lines) == 45
    assert all("level" in line for line in lines)


def test_tight_lists_are_tight_and_loose_ones_loose(small: SmallDeck) -> None:
    assert shown(small, "- a\n  - b\n- c") == ["• a", "  ◦ b", "• c"]
    assert shown(small, "- a\n\n- b") == ["• a", "", "• b"]


def test_callouts_say_what_they_are(small: SmallDeck) -> None:
    assert shown(small, "> [!WARNING]\n> a\n>\n> b") == ["▎ Warning", "▎ a", "▎", "▎ b"]


def test_what_is_broken_says_what_where_and_what_to_do(small: SmallDeck) -> None:
    lines = shown(small, "text\n\n```{table} modles\n```\n", 80)

    assert lines[2:] == [
        "▎ error[unknown-table] There is no table 'modles'.",
        "▎ Did you mean 'models'?",
        "▎ s.md:3",
    ]


def test_an_image_is_a_frame_with_its_words(small: SmallDeck) -> None:
    text = '```{image} images/map.png\nalt = "A map"\ncaption = "Where"\nwidth = 24\n```\n'

    assert shown(small, text) == [
        "╭──────────────────────╮",
        "│ ▣ A map              │",
        "│ images/map.png       │",
        "╰──────────────────────╯",
        "Where",
    ]


def test_a_table_of_the_deck_shows_marks_notes_and_sources(small: SmallDeck) -> None:
    assert shown(small, "```{table} models\n```\n", 60) == [
        "",
        "Models",
        "",
        "Model      Score (%)  Record",
        "──────────────────────────────",
        "Qwen 通义     85.3\u00a0✗  ≈ partly",
        "GPT            –      –",
        "",
        "As published.",
        "Source: Paper¹",
        "",
    ]


def test_a_timeline_stands_beside_its_dates_or_below_them(small: SmallDeck) -> None:
    even = '```{timeline} story\nscale = "even"\n```\n'

    assert shown(small, even, 60)[2:-1] == [
        "11 Feb 2025         ●  Deal¹ · apple",
        "                    │  A partner is named.",
        "Jun 2025 – Sep 2025 ■  Review · state",
    ]
    assert shown(small, even, 30)[2:5] == [
        "● 11 Feb 2025 · apple",
        "│ Deal¹",
        "│ A partner is named.",
    ]


def test_a_timeline_to_scale_has_a_strip_with_a_lane_a_line(small: SmallDeck) -> None:
    lines = shown(small, "```{timeline} story\n```\n", 60)

    apple = next(line for line in lines if line.startswith("● apple"))
    state = next(line for line in lines if line.startswith("■ state"))
    assert apple.index("●", 2) < state.index("■", 2)
    assert "━" in state
    assert any("Apr" in line or "2025" in line for line in lines[5:6])


# --- code ----------------------------------------------------------------------------------------


def code(text: str, steps: Sequence[tuple[int, ...]] = (), language: str = "") -> CodeBlock:
    return CodeBlock(text, language, Span("s.md"), tuple(steps))


def texts(lines: list[Line]) -> list[str]:
    return [line_text(line).rstrip() for line in lines]


def test_tabs_reach_the_next_fourth_cell() -> None:
    block = code("\ta\nab\tc\n中\td\n\t\te")

    assert texts(code_lines(block, 40, NO_TARGET)) == [
        "     a",
        " ab  c",
        " 中  d",
        "         e",
    ]


@pytest.mark.parametrize("width", [24, 30, 40, 61])
def test_code_is_broken_at_spaces_where_it_has_some(width: int) -> None:
    words = [f"word{n}" for n in range(40)]
    lines = texts(code_lines(code("    " + " ".join(words)), width, NO_TARGET))
    drawn = " ".join(line.strip().removeprefix("» ") for line in lines).split()

    assert len(lines) > 3
    assert drawn == words


def test_a_word_of_code_longer_than_a_line_is_cut() -> None:
    lines = texts(code_lines(code("a " + "b" * 50), 30, NO_TARGET))

    assert "".join(lines).count("b") == 50
    assert lines[0].split() == ["a"]


def test_long_lines_of_code_go_on_below_without_losing_a_space() -> None:
    block = code("x = [" + "1,  " * 30 + "]")

    lines = code_lines(block, 40, NO_TARGET)

    assert len(lines) > 2
    assert all(line_width(line) <= 40 for line in lines)
    runs = [run for line in lines for run in line if "number" not in run.role]
    assert line_text(runs).replace(" ", "") == block.text.replace(" ", "")


def test_lines_in_focus_are_marked_and_the_others_dimmed() -> None:
    block = code("a\nb\nc", [(2,), ()])

    first = code_lines(block, 40, 7, 0)
    second = code_lines(block, 40, 7, 1)

    assert texts(first) == ["  1 a", " ▸2 b", "  3 c", " step 1 of 2"]
    assert ["code-dim" in line[-2].role for line in first[:3]] == [True, False, True]
    assert not any("code-dim" in run.role for line in second for run in line)
    assert any(run.target == 7 for run in first[-1])


@given(
    text=st.text(st.sampled_from("ab \t中👩é\u0301\n"), max_size=80),
    width=st.integers(1, 60),
    language=st.sampled_from(["", "python", "x" * 100]),
)
def test_code_keeps_to_its_width(text: str, width: int, language: str) -> None:
    for steps in ([], [(1,)]):
        lines = code_lines(code(text, steps, language), width, NO_TARGET)
        assert all(line_width(line) <= max(2, width) for line in lines)


def test_a_quiz_in_the_text_gives_no_prompt_away_and_counts_how_it_went(small: SmallDeck) -> None:
    section, _ = read_markdown(small, "# First\n\n```{quiz} first\n```\n")

    def told(asked: Asked | None) -> str:
        page = lay_out(section, small.deck, 76, Setting(asked=asked))
        return "\n".join(line_text(line) for line in page.lines)

    assert "Quiz 1 question" in told(None)
    assert "Who?" not in told(Asked())
    assert "open it" in told(Asked())
    assert "open it" not in told(None)
    assert "✓ 1 right" in told(Asked(latest={"q1": 1.0}))
    assert "≈ 1 partly" in told(Asked(latest={"q1": 0.5}))
    assert "✗ 1 missed" in told(Asked(latest={"q1": 0.0}))


def test_a_bet_is_settled_once_where_a_heading_and_its_table_share_an_id(small: SmallDeck) -> None:
    text = "# First\n\n## Models\n\n```{table} models\n```\n\nAfter it.\n"
    section, _ = read_markdown(small, text)
    bet = SettledBet("q1", "B", "A", False)
    setting = Setting(asked=Asked(settled={"models": (bet,)}))
    page = lay_out(section, small.deck, 60, setting)
    lines = [line_text(line) for line in page.lines]

    assert sum("How your bet came out" in line for line in lines) == 1


def test_a_settled_bet_is_a_page_of_its_own_with_what_pointed_there(small: SmallDeck) -> None:
    section, _ = read_markdown(small, "# First\n\n## Known\n\ntext\n\n## More\n\nmore\n")
    asked = msgspec.structs.replace(
        small.deck.questions["q1"], explain="The census says so.", sources=("n01",)
    )
    deck = msgspec.structs.replace(small.deck, questions={"q1": asked})
    bets = (SettledBet("q1", "B", "A", False), SettledBet("q1", "A", "A", True))
    page = lay_out(section, deck, 60, Setting(asked=Asked(settled={"known": bets})))
    pages = [
        " ".join(" ".join(line_text(page.lines[n]) for n in cut.line_numbers).split())
        for cut in cut_pages(page, 40)
    ]

    assert len(pages) == 4
    assert pages[0].endswith("text")
    assert pages[1].startswith("▎ How your bet came out")
    order = ("You said", "B ✗ not so", "The record", "A", "What pointed there", "census", "Paper")
    places = [pages[1].find(words) for words in order]
    assert places == sorted(places)
    assert -1 not in places
    assert "A ✓ right" in pages[2]
    assert pages[3].endswith("more")
    assert any(target.ids == ("n01",) for target in page.targets)


def test_a_class_sees_the_bet_on_a_page_of_its_own_after_the_heading(small: SmallDeck) -> None:
    section, _ = read_markdown(small, "# First\n\ntext\n\n---\n\nmore\n")
    page = lay_out(section, small.deck, 60, Setting(parts={}, bet="q1"))
    heading, bet, text, more = (
        [line_text(line) for line in page.lines[one.start : one.end]] for one in screenfuls(page)
    )

    assert heading[0].startswith("First ─")
    assert "Who?" in bet[2]
    assert any("2  A" in line for line in bet)
    assert (text, more) == (["text"], ["more"])
    assert [one.part for one in screenfuls(page)] == [0, 0, 0, 1]
    assert not page.targets


def test_without_a_heading_a_class_sees_the_bet_first(small: SmallDeck) -> None:
    section, _ = read_markdown(small, "text\n\n# Later\n")
    page = lay_out(section, small.deck, 60, Setting(parts={}, bet="q1"))
    first, second = screenfuls(page)

    assert "Who?" in line_text(page.lines[first.start + 2])
    assert line_text(page.lines[second.start]) == "text"


def test_a_reader_sees_the_bet_and_the_section_in_one(small: SmallDeck) -> None:
    section, _ = read_markdown(small, "# First\n\ntext\n")
    page = lay_out(section, small.deck, 60, Setting(asked=Asked("q1")))

    assert len(screenfuls(page)) == 1
    assert line_text(page.lines[0]).startswith("First ")
    assert "bet" in line_text(page.lines[3])


def test_a_claims_sources_lead_to_where_they_are(small: SmallDeck) -> None:
    deck = small.deck
    claim = msgspec.structs.replace(deck.claims["c61"], sources=("n01", "n02"))
    lines = claim_lines(claim, deck, 60)
    linked = {run.text: run.href for line in lines for run in line if run.href}

    assert linked == {"Paper": "https://example.org/1"}
    assert any("Second source" in line_text(line) for line in lines)


def test_formulas_are_drawn_and_what_cannot_be_drawn_is_its_source(small: SmallDeck) -> None:
    text = r"""
Of $\pi r^2$ and $\begin{matrix}1\end{matrix}$.

$$
\frac{a}{b} = \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}
$$

$$
\unknown{x} \\
y
$$
"""

    assert shown(small, text, 60) == [
        r"Of πr² and $\begin{matrix}1\end{matrix}$.",
        "",
        "  a",
        "  ─ = ⎛ 1  2 ⎞",
        "  b   ⎝ 3  4 ⎠",
        "",
        " $$",
        r" \unknown{x} \\",
        " y",
        " $$",
    ]


def test_lines_of_a_cell_are_lines(small: SmallDeck) -> None:
    text = "| Port | Goes to |\n|---|---|\n| 8 | Left<br>Right<ul><li>Lawn</ul> |\n| 9 | x |\n"

    assert shown(small, text, 40)[1:-1] == [
        "Port  Goes to",
        "─────────────",
        "8     Left",
        "      Right",
        "      • Lawn",
        "9     x",
    ]


def test_a_table_of_html_without_heads_has_no_line_for_them(small: SmallDeck) -> None:
    text = "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>\n"

    assert shown(small, text, 40)[1:-1] == ["a  b", "c  d"]
