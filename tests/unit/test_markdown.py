"""The tree of blocks for the Markdown of each fixture, and the places of its problems."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.deck.position import located
from explainer.render.problem import concise

from .fixture import triples
from .markdown_deck import SmallDeck, read_markdown, small_deck
from .tree_text import problem_text, tree_text


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> SmallDeck:
    return small_deck(tmp_path_factory.mktemp("small"))


def cases(name: str) -> list[object]:
    return [pytest.param(text, tree, id=title) for title, text, tree in triples(name)]


@pytest.mark.parametrize(("text", "expected"), cases("markdown"))
def test_markdown_is_this_tree(small: SmallDeck, text: str, expected: str) -> None:
    section, problems = read_markdown(small, text)

    written = (tree_text(section.blocks), problem_text(problems))

    assert "\n".join(part for part in written if part) == expected


@pytest.mark.parametrize(("text", "expected"), cases("markdown_problems"))
def test_problems_of_markdown_stand_where_they_are(
    small: SmallDeck, text: str, expected: str
) -> None:
    _, problems = read_markdown(small, text)

    found = located(problems, small.root)

    assert "\n".join(concise(problem) for problem in found) == expected


@pytest.mark.parametrize("text", [text for _, text, _ in triples("markdown")])
def test_line_ends_of_windows_change_nothing(small: SmallDeck, text: str) -> None:
    one, _ = read_markdown(small, text)
    other, _ = read_markdown(small, text.replace("\n", "\r\n"))

    assert tree_text(one.blocks) == tree_text(other.blocks)


def test_front_matter_moves_every_place_by_its_lines(small: SmallDeck, tmp_path: Path) -> None:
    for _, text, expected in triples("markdown_problems"):
        if text.startswith("+++"):
            continue
        _, problems = read_markdown(small, f"+++\ntags = ['a']\n+++\n{text}")
        lines = [problem.span.line for problem in located(problems, small.root)]
        before = [int(line.split(":")[1]) for line in expected.splitlines()]

        assert lines == [line + 3 for line in before]
