"""READMEs of large projects are shown well at every width, and cause no problems."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.deck.loader import OpenDeck, open_deck
from explainer.problems import Problems
from explainer.render.layout import lay_out
from explainer.render.line import line_text
from explainer.render.plain import PlainWriter

from .page_check import check_page, check_plain

READMES = Path(__file__).parent / "fixtures" / "readmes"
NAMES = sorted(path.stem for path in READMES.glob("*.md"))


def opened(name: str) -> OpenDeck:
    problems = Problems()
    deck = open_deck(READMES / f"{name}.md", problems)
    assert not list(problems)
    return deck


def shown(name: str, section: str, width: int) -> list[str]:
    deck = opened(name)
    page = lay_out(deck.section(section), deck.deck, width)
    return [line_text(line).rstrip() for line in page.lines]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [1, 10, 20, 40, 80, 120])
def test_every_section_keeps_to_every_width(name: str, width: int) -> None:
    deck = opened(name)
    for section in deck.sections():
        check_page(lay_out(section, deck.deck, width), section, width)
        lines = PlainWriter(deck.deck, width).section_lines(section)
        check_plain(lines, max(20, width), "")


@pytest.mark.parametrize("name", NAMES)
def test_no_mark_of_markdown_or_html_is_left_over(name: str) -> None:
    for entry in opened(name).deck.outline:
        text = "\n".join(shown(name, entry.id, 500))
        for mark in ("](", "**", "<p", "</", "<br", "&amp;", "[!", "| --", "<!--", "align="):
            assert mark not in text


def test_the_sections_of_a_readme_are_those_of_its_contents() -> None:
    entries = [(entry.id, entry.title) for entry in opened("library").deck.outline]

    assert opened("library").deck.title == "Pebble"
    assert entries == [
        ("library", "Pebble"),
        ("table-of-contents", "Table of contents"),
        ("why", "Why"),
        ("install", "Install"),
        ("usage", "Usage"),
        ("faq", "FAQ"),
    ]
    assert [entry.title for entry in opened("changelog").deck.outline] == [
        "Changelog",
        "Unreleased",
        "2.0.0 - 2025-01-31 [YANKED]",
        "1.0.0 (2024-06-01)",
    ]


def test_a_head_of_logos_and_badges_says_what_it_shows() -> None:
    assert shown("library", "library", 40) == [
        "▣ Pebble",
        "",
        "",
        "Pebble " + "─" * 33,
        "",
        "Small, fast message queues for people",
        "who dislike message queues.",
        "Works on Linux, macOS & Windows · no",
        "dependencies",
        "",
        "▣ CI ▣ Coverage ▣ Version ▣ License",
        "",
        "────────────────────────",
        "",
        "Docs · Examples · Chat",
        "",
        "▎ Warning",
        "▎ Version 2 changes the wire format.",
        "▎ Read the upgrade notes first.",
    ]


def test_a_table_of_html_has_columns() -> None:
    assert shown("handbook", "nodes", 80)[-8:-1] == [
        "Environment variables",
        "",
        "",
        "Name       Default",
        "────────────────────────",
        "TIDE_HOME  /var/lib/tide",
        "TIDE_LOG   info",
    ]


def test_columns_with_wide_characters_stand_straight() -> None:
    lines = shown("handbook", "nodes", 80)
    start = lines.index("Node     CPU     RAM     备注")

    assert lines[start : start + 5] == [
        "Node     CPU     RAM     备注",
        "─────────────────────────────────",
        "head01    32  256 GB    主节点",
        "worker*   64    1 TB  工作节点 👷",
        "edge       8   32 GB      `a",
    ]


def test_blocks_in_lists_are_indented_and_nothing_is_lost() -> None:
    lines = shown("library", "install", 60)
    start = lines.index("1. Clone the repository:")

    assert lines[start:] == [
        "1. Clone the repository:",
        "",
        "    bash",
        "    git clone https://git.example/pebble.git && cd pebble",
        "",
        "2. Build it. This needs:",
        "",
        "   ◦ a C compiler,",
        "   ◦ make,",
        "     ▪ GNU make, not BSD make",
        "",
        "   and about two minutes.",
        "",
        "3. Run the tests with make test.",
    ]


def test_details_footnotes_tasks_and_keys_are_text() -> None:
    assert "Other package managers" in shown("library", "install", 80)
    assert shown("library", "why", 80)[-1] == "ᵃ And named after rivers, for some reason."
    assert shown("library", "usage", 80)[-3:] == ["☑ Python", "☑ Rust", "☐ Go (#42)"]
    assert "Press Ctrl+C to stop. H₂O is fine." in shown("library", "faq", 80)


def test_plain_text_names_where_links_lead_but_not_within_the_file() -> None:
    deck = opened("library")
    words = "\n".join(PlainWriter(deck.deck, 300).section_lines(deck.section("table-of-contents")))
    badges = "\n".join(PlainWriter(deck.deck, 300).section_lines(deck.section("library")))

    assert "- Why\n- Install\n  - From source\n" in words
    assert "(image: CI) <https://ci.example/pebble> (image: Coverage)" in badges
