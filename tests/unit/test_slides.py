"""Slides of other tools open as decks: every slide, in order, with its notes and steps."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from explainer.deck.block import Block, SlideBreak
from explainer.deck.loader import open_deck
from explainer.deck.slides.read_slides import read_slides
from explainer.lesson.notes import screenful_notes
from explainer.problems import Code, Problems, Severity

from .fixture import triples
from .tree_text import problem_text, tree_text


def outcome(root: Path, text: str) -> str:
    """The slides of a file, each with its section and tree; and what was left."""
    (root / "talk.md").write_text(text, encoding="utf-8")
    problems = Problems()
    opened = open_deck(root / "talk.md", problems)
    deck = opened.deck
    parts = [" / ".join(filter(None, [deck.title, ", ".join(deck.authors), deck.summary]))]
    number = 0
    for section in opened.sections():
        for blocks in slides_in(section.blocks):
            number += 1
            parts.append(f"== {number} {section.id}")
            parts.append(tree_text(blocks))
    slides = read_slides(text)
    if slides is not None:
        parts.append(f"-- {slides.dialect}")
        parts.extend(f"{left.line}: {left.what}" for left in slides.left)
    return "\n".join([*parts, *filter(None, [problem_text(problems)])])


def slides_in(blocks: tuple[Block, ...]) -> list[tuple[Block, ...]]:
    """The blocks of a section between its slide breaks."""
    found: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, SlideBreak):
            found.append([])
        else:
            found[-1].append(block)
    return [tuple(one) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(text, tree, id=title) for title, text, tree in triples("slides")],
)
def test_slides_of_a_tool_are_read_in_order(tmp_path: Path, text: str, expected: str) -> None:
    assert outcome(tmp_path, text) == expected


PIECES = (
    *("# {}", "## {}", "{}", "* {}", "- {}", "1) {}", "> {}", "{}\n---", "{}\n===", "---", "----"),
    *("***", "", "", "", ":::", "::: notes", ":::: {{.columns}}", "::: {{.column width=40%}}"),
    *("<!-- pause -->", "<!-- end_slide -->", "<!-- column: 0 -->", "<!-- _class: lead -->"),
    *("<!--", "-->", "```ts {{monaco}}", "```", "~~~", '{} <!-- .element: class="fragment" -->'),
    *("<!-- .slide: x -->", "::right::", "<v-click>", "</v-click>", "<v-clicks>", "</v-clicks>"),
    *("Note: {}", '<aside class="notes">', "</aside>", "layout: center", "{}: x", ". . ."),
    *("![bg {}](x.png)", "[{}]{{.red}}", "# {} {{#id .x}}", "<div>{}</div>", "<Foo />", "`{}`"),
    *("<!-- incremental_lists: true -->", "<!-- incremental_lists: false -->", "% {}"),
)
HEADS: tuple[str, ...] = (
    *(
        "",
        "---\nmarp: true\n---",
        "---\npatat: x\n---",
        "---\ntransition: x\n---",
        "---\ntitle: a\n...",
    ),
    *("---\nseparator: ^---$\n---", "---\noptions:\n  end_slide_shorthand: true\n---"),
)


@pytest.mark.parametrize("seed", range(40))
def test_no_word_is_lost_and_nothing_fails_whatever_marks_are_mixed(
    tmp_path: Path, seed: int
) -> None:
    lots = random.Random(seed)
    words = [f"word{number}x" for number in range(30)]
    parts = [lots.choice(HEADS)]
    for word in words:
        parts.extend(lots.choice(PIECES).format(word) for _ in range(lots.randint(1, 3)))
    text = "\n".join(parts) + "\n"

    (tmp_path / "talk.md").write_text(text, encoding="utf-8")
    opened = open_deck(tmp_path / "talk.md", Problems())
    shown = " ".join(
        [opened.deck.title, opened.deck.summary, *opened.deck.authors]
        + [tree_text(section.blocks) for section in opened.sections()]
    )

    slides = read_slides(text)
    said = " ".join(left.what for left in slides.left) if slides else ""
    assert not slides or slides.body.count("\n") == text.count("\n")
    written = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    lost = [word for word in words if word in written and word not in f"{shown} {said}"]
    assert lost == []


@pytest.mark.parametrize("head", ["title: My talk\nauthor: Somebody", "marp: true\ntheme: gaia"])
def test_yaml_at_the_top_of_a_section_is_not_shown_but_reported(tmp_path: Path, head: str) -> None:
    (tmp_path / "deck.toml").write_text('format = 1\nid = "d"\ntitle = "D"\n', encoding="utf-8")
    (tmp_path / "01-s.md").write_text(f"---\n{head}\n---\n\n# One\n\nText\n", encoding="utf-8")
    problems = Problems()

    section = open_deck(tmp_path, problems).section("s")

    assert tree_text(section.blocks) == 'heading 1 #one "One"\nparagraph "Text"'
    assert [(problem.code, "'+++'" in problem.help) for problem in problems] == [
        (Code.FRONT_MATTER, True)
    ]


def test_an_option_of_another_tool_behind_a_language_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "deck.toml").write_text('format = 1\nid = "d"\ntitle = "D"\n', encoding="utf-8")
    (tmp_path / "01-s.md").write_text("```ts {monaco}\nconst a = 1\n```\n", encoding="utf-8")
    problems = Problems()

    section = open_deck(tmp_path, problems).section("s")

    assert tree_text(section.blocks) == "code ts\n  |const a = 1"
    assert [(one.code, one.severity, one.span.line, one.span.column) for one in problems] == [
        (Code.FENCE_OPTION, Severity.WARNING, 1, 7)
    ]


def test_a_note_is_for_the_presenter_and_stands_on_its_slide(tmp_path: Path) -> None:
    text = "# One\n\nText\n\nNote: only for me\n\n---\n\n# Two\n\nMore\n"
    (tmp_path / "talk.md").write_text(text, encoding="utf-8")
    one, two = open_deck(tmp_path / "talk.md", Problems()).sections()

    assert screenful_notes(one, 0) == ["only for me"]
    assert screenful_notes(two, 0) == []
