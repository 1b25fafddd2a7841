"""Links within a deck lead to their target, or are reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.check.deck_check import check_deck
from explainer.deck.link import is_external, link_target
from explainer.deck.loader import open_deck
from explainer.deck.model import Deck, SectionEntry
from explainer.problems import Code, Problems, Span
from explainer.render.problem import concise

from .markdown_deck import FILES, small_deck


def deck(*, is_plain: bool = False) -> Deck:
    outline = (
        SectionEntry("first", "First", Span("01-first.md")),
        SectionEntry("second", "Second", Span("中 文.md")),
    )
    return Deck("small", "Small", outline, Span("deck.toml"), is_plain=is_plain)


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("#", ("first", "")),
        ("", ("first", "")),
        ("#block", ("first", "block")),
        ("#second", ("second", "")),
        ("#second/block", ("second", "block")),
        ("#no/block", ("first", "no/block")),
        ("small#second", ("second", "")),
        ("small#second/block", ("second", "block")),
        ("small#third", None),
        ("01-first.md", ("first", "")),
        ("./01-first.md#block", ("first", "block")),
        ("%E4%B8%AD%20%E6%96%87.md#%E4%B8%AD", ("second", "中")),
        ("03-third.md", None),
        ("../small/01-first.md", None),
        ("other#first", None),
        ("https://e.org/#first", None),
        ("mailto:a@b.c", None),
        ("//e.org", None),
    ],
)
def test_a_link_leads_to_a_section_and_a_block(href: str, target: tuple[str, str] | None) -> None:
    assert link_target(deck(), "first", href) == target


def test_an_anchor_of_plain_markdown_is_a_heading_and_no_section() -> None:
    assert link_target(deck(is_plain=True), "first", "#second") == ("first", "second")
    assert link_target(deck(is_plain=True), "first", "01-first.md#x") == ("first", "x")


@pytest.mark.parametrize("href", ["https://e.org", "HTTP://x", "mailto:a@b", "//e.org", "tel:1"])
def test_what_leads_out_of_the_deck_is_external(href: str) -> None:
    assert is_external(href)


def checked(root: Path, **files: str) -> list[str]:
    small_deck(root)
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
    # The small deck has more parts than it shows.
    return [concise(p) for p in check_deck(root) if p.code is not Code.UNUSED]


def test_a_good_deck_has_no_problems(tmp_path: Path) -> None:
    assert checked(tmp_path) == []


def test_links_that_lead_nowhere_are_reported_where_they_stand(tmp_path: Path) -> None:
    text = """# First

[ok](#second) [ok](02-second.md#part) [ok](#first) [ok](https://e.org) [ok](small#second/part)
[elsewhere](other#x)

- [one](#secnd)

| a |
|---|
| [two](02-second.md#prt) |

> *[three](03-third.md)* x[^n]

[^n]: [four](small#third)

## [five](#nothing)

```{table} models
id = "shown"
```

[ok](#shown)
"""
    found = checked(tmp_path, **{"01-first.md": text, "02-second.md": "# Second\n\n## Part\n"})

    assert [line.split(" leads")[0] for line in found] == [
        "01-first.md:6:9: warning[unknown-link] The link '#secnd'",
        "01-first.md:10:9: warning[unknown-link] The link '02-second.md#prt'",
        "01-first.md:12:12: warning[unknown-link] The link '03-third.md'",
        "01-first.md:14:14: warning[unknown-link] The link 'small#third'",
        "01-first.md:16:11: warning[unknown-link] The link '#nothing'",
    ]


def test_what_a_question_settles_must_be_there(tmp_path: Path) -> None:
    settles = FILES["quiz/q.toml"].replace(
        'section = "first"', 'section = "first"\nsettles = "frist"'
    )

    assert checked(tmp_path, **{"quiz/q.toml": settles}) == [
        "quiz/q.toml:7:11: error[unknown-block] The section 'first' has no block 'frist'."
    ]
    assert checked(tmp_path, **{"quiz/q.toml": settles.replace("frist", "first")}) == []


def test_a_bet_that_is_no_question_is_reported_in_the_front_matter(tmp_path: Path) -> None:
    text = '+++\ntitle = "x"\nbets = ["q1", "q9"]\n+++\n# First\n'

    assert checked(tmp_path, **{"01-first.md": text}) == [
        "01-first.md:3:15: error[unknown-question] There is no question 'q9'."
    ]


def test_links_of_plain_markdown_are_nobody_s_problem(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n\n[x](nowhere.md) [y](#z)\n")

    assert check_deck(tmp_path) == []
    assert check_deck(tmp_path / "a.md") == []
    assert open_deck(tmp_path, Problems()).deck.is_plain
