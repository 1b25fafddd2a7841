"""`check` reports figures without evidence, in decks that have sources."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from explainer.problems import Code, Problem, Severity

from .checked_deck import SOURCES, checked, places
from .nasty_markdown import nasty_markdown

CLAIMS = '[[claim]]\nid = "c1"\ntext = "T"\nverdict = "partly"\nsources = ["n01"]\n'
TERMS = '[[term]]\nid = "t1"\nterm = "Top 500"\ndefinition = "D"\n'


def unsourced(root: Path, text: str) -> list[tuple[int | None, int | None]]:
    """Line and column of each figure in a section of a deck with sources."""
    files = {"sources.toml": SOURCES, "claims.toml": CLAIMS, "glossary.toml": TERMS}
    problems = checked(root, {**files, "01-a.md": f"# A\n\n{text}\n"})
    found = places(problems, Code.NUMBER_UNSOURCED)
    return [(line, column) for _, line, column in found]


def test_a_bare_figure_is_found_at_its_place_with_what_to_write(tmp_path: Path) -> None:
    problems = checked(
        tmp_path, {"sources.toml": SOURCES, "01-a.md": "# A\n\nIt is\nabout 45 % of all.\n"}
    )

    (problem,) = (p for p in problems if p.code is Code.NUMBER_UNSOURCED)
    assert (problem.span.file, problem.span.line, problem.span.column) == ("01-a.md", 4, 7)
    assert problem.severity is Severity.WARNING
    assert "[45]{claim=id}" in problem.help
    assert "[45]{plain=" in problem.help


def test_a_deck_without_sources_may_state_what_it_likes(tmp_path: Path) -> None:
    files = {
        "01-a.md": "# A\n\nIt is 45 %.\n\n```{table} t\n```\n",
        "data/t.csv": "name,score\na,12\n",
    }

    assert checked(tmp_path, files) == []


@pytest.mark.parametrize(
    "text",
    [
        "It is 45 %[^n01].",
        "It is 45 %. So says the paper.[^n01] Quite.",
        "The paper counted[^n01]. It is 45 %.",
        "It is [45 %]{claim=c1}, or [46 %]{plain=guess}, or `47 %`, in the Top 500.",
        "It is [45 %](https://example.org), says a link.",
        "Is it 45 %?",
        "It is 45 %[^note].\n\n[^note]: By our own count of 12.",
        "Counted[^n01]:\n\n- 45 %\n- 46 %",
        "- 45 makers,\n- 46 phones[^n01].",
        "Counted[^n01]:\n\n> It is 45 %.",
        "| A | B |\n|---|---|\n| x | 45 %[^n01] |",
        "| A | B[^n01] |\n|---|---|\n| x | 45 % |",
        "| A | B |\n|---|---|\n| x | 45 % |\n\nSource: the paper[^n01].",
        "| Rank | B |\n|---|---|\n| 11 | x |",
        "```\n45 %\n```",
    ],
)
def test_evidence_close_by_is_enough(tmp_path: Path, text: str) -> None:
    assert unsourced(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("It is 45 % and 46 %.", (3, 7)),
        ("It is 45 %. One. Two. Three[^n01].", (3, 7)),
        ("- x\n- It is *45* %.", (4, 10)),
        ("- 45 makers.\n- 46 phones[^n01].", (3, 3)),
        ("> It is 45 %.", (3, 9)),
        ("| A | B |\n|---|---|\n| x | 45 %[^n01] |\n| y | 46 % |\n| z | 47 % |", (6, 7)),
        ("It is 45 %\n\nwhich the paper says[^n01].", (3, 7)),
    ],
)
def test_a_figure_far_from_evidence_is_said_once(
    tmp_path: Path, text: str, place: tuple[int, int]
) -> None:
    assert unsourced(tmp_path, text) == [place]


def unsourced_claims(root: Path, claim: str, sources: str = SOURCES) -> list[Problem]:
    text = (
        f'[[claim]]\nid = "c0"\ntext = "T"\nverdict = "opinion"\n\n[[claim]]\nid = "c1"\n{claim}\n'
    )
    files = {"claims.toml": text, "01-a.md": "# A\n\n[x]{claim=c1}[^n01]\n"}
    if sources:
        files["sources.toml"] = sources
    return [p for p in checked(root, files) if p.code is Code.CLAIM_UNSOURCED]


@pytest.mark.parametrize("verdict", ["supported", "partly", "contradicted"])
def test_a_verdict_without_sources_is_found_at_its_claim(tmp_path: Path, verdict: str) -> None:
    claim = f'text = "T"\nverdict = "{verdict}"\nsaid_by = ["n01"]'

    (problem,) = unsourced_claims(tmp_path, claim)

    assert (problem.span.file, problem.span.line) == ("claims.toml", 6)
    assert problem.severity is Severity.WARNING
    assert "'c1'" in problem.message
    assert "sources = [" in problem.help


@pytest.mark.parametrize(
    "claim",
    [
        'text = "T"\nverdict = "supported"\nsources = ["n01"]',
        'text = "T"\nverdict = "unverified"',
        'text = "T"\nverdict = "opinion"',
        'text = "T"\nverdict = "forecast"',
        'text = "T"\nverdict = "supported"\nsources = "n01"',
    ],
)
def test_what_needs_no_source_or_names_one_is_left_in_peace(tmp_path: Path, claim: str) -> None:
    assert unsourced_claims(tmp_path, claim) == []


def test_a_deck_without_sources_may_judge_as_it_likes(tmp_path: Path) -> None:
    assert unsourced_claims(tmp_path, 'text = "T"\nverdict = "supported"', sources="") == []


TABLE = """title = "T"
{sources}
[[column]]
id = "name"
title = "Name"
[[column]]
id = "score"
title = "Score"
kind = "number"
[[column]]
id = "share"
title = "Share"
kind = "percent"
[[row]]
name = "a"
score = 12
share = {{ value = 3, claims = ["c1"] }}
[[row]]
name = "b"
score = {{ low = 1, sources = ["n01"] }}
share = {{ missing = "secret" }}
[[row]]
name = "c"
score = 13
share = {{ value = 4, sources = ["n01"] }}
"""


def checked_table(root: Path, name: str, table: str) -> list[tuple[str, int | None, int | None]]:
    files = {"sources.toml": SOURCES, "claims.toml": CLAIMS, "data/" + name: table}
    files["01-a.md"] = "# A\n\n```{table} t\n```\n\nSaid[^n01].\n"
    return places(checked(root, files), Code.NUMBER_UNSOURCED)


def test_a_column_of_numbers_that_rest_on_nothing_is_said_once(tmp_path: Path) -> None:
    assert checked_table(tmp_path, "t.toml", TABLE.format(sources="")) == [("data/t.toml", 16, 9)]


def test_sources_of_the_table_are_enough(tmp_path: Path) -> None:
    table = TABLE.format(sources='sources = ["n01"]')

    assert checked_table(tmp_path, "t.toml", table) == []


def test_a_csv_file_is_told_that_it_can_name_no_source(tmp_path: Path) -> None:
    found = checked_table(tmp_path, "t.csv", "name,score,more\na,12,13\n")

    assert [file for file, _, _ in found] == ["data/t.csv"]


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(text=nasty_markdown())
def test_any_markdown_is_checked(tmp_path: Path, text: str) -> None:
    files = {"sources.toml": SOURCES, "claims.toml": CLAIMS, "01-a.md": text}
    for problem in checked(tmp_path, files):
        if problem.code is Code.NUMBER_UNSOURCED:
            assert problem.span.line is not None
            assert problem.span.line <= text.count("\n") + 1
