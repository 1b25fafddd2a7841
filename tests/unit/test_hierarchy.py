"""One thing leads: headings, titles of figures, sources, verdicts and feedback have ranks."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.deck.loader import open_deck
from explainer.deck.model import Deck, Source, SourceGrade
from explainer.deck.partial_date import PartialDate
from explainer.problems import Problems, Span
from explainer.render.evidence import source_line, source_lines
from explainer.render.frame import foot_lines
from explainer.render.inline import InlineLayout
from explainer.render.layout import lay_out
from explainer.render.line import Line, line_text, line_width
from explainer.render.page import Page

DECK = """format = 1
id = "d"
title = "D"
"""
CLAIMS = """[[claim]]
id = "a"
text = "A"
verdict = "partly"
note = "n"

[[claim]]
id = "b"
text = "B"
verdict = "supported"
note = "n"
"""
FIRST = """# Springs

Text.

## Rivers

### Brooks

# Again
"""
SECOND = """## A long name of a section that no narrow page has on one line

[one]{claim=a} and [two]{claim=a} and [three]{claim="b a"}.

---

[four]{claim=a}.
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Page, Page]]:
    """The two sections at 60 and at 30 columns."""
    root = tmp_path_factory.mktemp("ranks")
    for name, text in (
        ("deck.toml", DECK),
        ("claims.toml", CLAIMS),
        ("1-a.md", FIRST),
        ("2-b.md", SECOND),
    ):
        (Path(root) / name).write_text(text, encoding="utf-8")
    opened = open_deck(Path(root), Problems())
    return [
        (lay_out(section, opened.deck, 60), lay_out(section, opened.deck, 30))
        for section in opened.sections()
    ]


def texts(page: Page) -> list[str]:
    return [line_text(line) for line in page.lines]


def roles(line: Line, text: str) -> str:
    """Roles of the run with a text."""
    [role] = [run.role for run in line if text in run.text]
    return role


def test_the_heading_of_a_section_has_its_number_and_a_rule_to_the_edge(
    pages: list[tuple[Page, Page]],
) -> None:
    wide, narrow = pages[0]

    assert texts(wide)[0] == "1 ── Springs " + "─" * 47
    assert texts(narrow)[0] == "1 ── Springs " + "─" * 17
    assert texts(wide)[1:3] == ["", "Text."]


def test_a_long_heading_has_its_rule_behind_the_last_line(
    pages: list[tuple[Page, Page]],
) -> None:
    _, narrow = pages[1]
    lines = texts(narrow)
    end = lines.index("")

    assert lines[0].startswith("2 ── A long name")
    assert all(line.startswith("     ") for line in lines[1:end])
    assert "─" not in "".join(lines[1 : end - 1])
    assert lines[end - 1].endswith("──") or line_width(narrow.lines[end - 1]) > 28


def test_further_headings_have_no_number_and_the_second_level_a_bar(
    pages: list[tuple[Page, Page]],
) -> None:
    wide, _ = pages[0]
    lines = texts(wide)

    assert "▌ Rivers" in lines
    assert "Brooks" in lines
    assert "Again " + "─" * 54 in lines
    bar = wide.lines[lines.index("▌ Rivers")]
    assert (roles(bar, "▌"), roles(bar, "Rivers")) == ("heading-bar", "heading-2")


def test_space_stands_above_and_below_a_heading(pages: list[tuple[Page, Page]]) -> None:
    lines = texts(pages[0][0])
    at = lines.index("Again " + "─" * 54)

    assert lines[at - 3 : at] == ["Brooks", "", ""]


def test_words_of_a_claim_are_underlined_and_its_verdict_named_once_a_page(
    pages: list[tuple[Page, Page]],
) -> None:
    wide, _ = pages[1]
    text = "\n".join(texts(wide)).replace("\u00a0", " ")

    assert "one ≈ partly and two ≈ and three ✓ supported ≈." in text
    assert "four ≈ partly." in text
    [line] = [line for line in wide.lines if "three" in line_text(line)]
    assert roles(line, "one") == "claim claim-partly"
    assert roles(line, "three") == "claim claim-supported"


def deck_of(count: int) -> Deck:
    sources = {
        f"s{n}": Source(f"s{n}", f"Title {n}", Span("sources.toml"), publisher=f"Publisher {n}")
        for n in range(count)
    }
    return Deck("d", "D", (), Span("deck.toml"), sources=sources)


@pytest.mark.parametrize(
    ("count", "width", "expected"),
    [
        (1, 60, "Source: Publisher 0¹ · as of Feb 2025"),
        (2, 60, "Sources: Publisher 0¹, Publisher 1² · as of Feb 2025"),
        (4, 60, "Sources: Publisher 0¹, Publisher 1² +2 · as of Feb 2025"),
        (4, 44, "Sources: Publisher 0¹ +3 · as of Feb 2025"),
    ],
)
def test_sources_of_a_figure_are_one_line(count: int, width: int, expected: str) -> None:
    deck = deck_of(count)
    inline = InlineLayout(deck)
    lines = foot_lines("", tuple(deck.sources), PartialDate(2025, 2), deck, inline, width)

    assert [line_text(line) for line in lines] == [expected]
    assert {run.role for run in lines[0]} == {"muted", "source"}
    # Those without room are numbered nevertheless, and open with the others.
    assert list(inline.sources) == list(deck.sources)
    assert inline.targets[0].ids == tuple(deck.sources)


def test_a_page_too_narrow_for_one_source_breaks_the_line() -> None:
    deck = deck_of(3)
    inline = InlineLayout(deck)
    lines = foot_lines("", tuple(deck.sources), None, deck, inline, 14)

    assert " ".join(line_text(line) for line in lines) == "Sources: Publisher 0¹ +2"
    assert all(line_width(line) <= 14 for line in lines)


@pytest.mark.parametrize("grade", SourceGrade)
def test_a_grade_has_the_role_of_its_place_on_the_ramp(grade: SourceGrade) -> None:
    source = Source("s", "T", Span("sources.toml"), publisher="P", grade=grade)

    assert roles(source_line(source, 40)[0], grade.value) == f"grade-{grade.value.lower()}"
    [line] = [one for one in source_lines(source, 40) if "grade" in line_text(one)]
    assert roles(line, "grade") == f"grade-{grade.value.lower()}"
