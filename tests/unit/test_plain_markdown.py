"""Plain Markdown is a deck too, with its sections, and without any syntax of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.deck.loader import open_deck
from explainer.problems import Problems

from .fixture import triples
from .tree_text import problem_text, tree_text


def outcome(root: Path, text: str) -> str:
    """The sections of a file, each with its id, title and tree; and its problems."""
    (root / "my notes.md").write_text(text, encoding="utf-8")
    problems = Problems()
    opened = open_deck(root / "my notes.md", problems)
    parts = [f"{opened.deck.id}: {opened.deck.title}"]
    for section in opened.sections():
        parts.append(f"== {section.id}: {section.title} @{section.span.line}")
        parts.append(tree_text(section.blocks))
    return "\n".join([*parts, *filter(None, [problem_text(problems)])])


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(text, tree, id=title) for title, text, tree in triples("plain_markdown")],
)
def test_a_file_is_a_deck_of_these_sections(tmp_path: Path, text: str, expected: str) -> None:
    assert outcome(tmp_path, text) == expected


def folder(root: Path, **files: str) -> Path:
    for name, text in files.items():
        (root / f"{name}.md").write_text(text, encoding="utf-8")
    return root


def test_a_folder_is_a_deck_of_its_files_with_the_readme_first(tmp_path: Path) -> None:
    folder(
        tmp_path,
        a="# About\n\ntext",
        README="# Read me\n\n## Two\n\n---\n",
        B="no heading",
        zz="---\ntitle: 'Last one'\nlayout: x\n---\n\ntext",
    )
    (tmp_path / "picture.png").write_bytes(b"")
    problems = Problems()

    opened = open_deck(tmp_path, problems)

    assert [(entry.id, entry.title) for entry in opened.deck.outline] == [
        ("readme", "Read me"),
        ("a", "About"),
        ("b", "B"),
        ("zz", "Last one"),
    ]
    assert tree_text(opened.section("readme").blocks).split("\n") == [
        'heading 1 #read-me "Read me"',
        'heading 2 #two "Two"',
        "rule",
    ]
    assert tree_text(opened.section("zz").blocks) == 'paragraph "text"'
    assert not len(problems)


def test_files_whose_names_give_one_id_are_told_apart(tmp_path: Path) -> None:
    opened = open_deck(folder(tmp_path, **{"a b": "# One", "a-b": "# Two", "A B!": "# Three"}))

    assert sorted(entry.id for entry in opened.deck.outline) == ["a-b", "a-b-1", "a-b-2"]
    assert {opened.section(entry.id).title for entry in opened.deck.outline} == {
        "One",
        "Two",
        "Three",
    }


def test_a_folder_without_markdown_says_what_to_open(tmp_path: Path) -> None:
    problems = Problems()
    opened = open_deck(tmp_path, problems)

    assert opened.sections() == []
    assert [problem.code for problem in problems] == ["deck-empty"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("```bash\n# install\n```\n\n# Real\n", "Real"),
        ("~~~~\n# a\n~~~\n# b\n~~~~\nReal\n===\n", "Real"),
        ("<h1 align='center'>Real &amp; <i>so</i></h1>\n\n## Other\n", "Real & so"),
        ("text\n\n## [Real](x) `code` *em* snake_case ##\n", "Real code em snake_case"),
        ("# ![logo](x.png) Real [![b](c)](d)\n", "Real"),
        ("# ![Logo](x.png)\n", "Logo"),
        ("- item\n---\n\n# Real\n", "Real"),
        ("    # code\n\n# Real\n", "Real"),
        ("#\n\n# Real\n", "Real"),
        ("#hashtag\n\nReal\n----\n", "Real"),
        ("# 10<sup>9</sup> of x<sub>Q</sub>\n", "10⁹ of x_Q"),
        ("text only\n", "x"),
        ("", "x"),
        pytest.param("# " + "[" * 50_000 + "\n", "[" * 300, id="brackets"),
        pytest.param("# " + "a " * 50_000 + "b\n", ("a " * 150).strip(), id="long"),
        pytest.param("# a" + " " * 50_000 + "b\n", "a", id="spaces"),
        ("# tab\there &#27; \u202ex\n", "tab here x"),
    ],
)
def test_a_file_is_called_by_its_first_heading(tmp_path: Path, text: str, title: str) -> None:
    opened = open_deck(folder(tmp_path, x=text), Problems())

    assert opened.deck.outline[0].title == title


def test_problems_of_a_file_as_a_file_are_reported_once(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"# A\n\nx \xff y \x1b[31m\n")
    problems = Problems()

    opened = open_deck(tmp_path, problems)
    section = opened.section("a")

    assert [(problem.code, problem.span.line) for problem in problems] == [
        ("not-utf8", 3),
        ("control-character", 3),
    ]
    assert tree_text(section.blocks).endswith('paragraph "x \ufffd y [31m"')


def test_a_deck_that_vanishes_shows_why_in_its_place(tmp_path: Path) -> None:
    opened = open_deck(folder(tmp_path, a="# A"), Problems())
    (tmp_path / "a.md").unlink()

    assert tree_text(opened.section("a").blocks) == "broken file-unreadable"


def test_a_file_outside_of_the_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("# Secret")
    inner = tmp_path / "deck"
    inner.mkdir()
    (inner / "link.md").symlink_to(tmp_path / "secret.md")
    problems = Problems()

    opened = open_deck(inner, problems)

    assert opened.sections() == []
    assert [problem.code for problem in problems] == ["file-outside-deck", "deck-empty"]
