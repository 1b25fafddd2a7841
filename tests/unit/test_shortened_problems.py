"""Of many problems of one kind in one file only some are listed, with the number of the others."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from explainer.check.shortened import MOST_LISTED, shortened
from explainer.cli import cli
from explainer.problems import Code, Problem, Span

from .checked_deck import MANIFEST, checked


def unknown_keys(count: int) -> dict[str, str]:
    keys = "".join(f"key{number} = 1\n" for number in range(count))
    return {"deck.toml": MANIFEST + keys, "01-a.md": "# A\n\nWords.\n"}


@pytest.mark.parametrize("count", [1, MOST_LISTED, MOST_LISTED + 1])
def test_as_many_as_somebody_reads_are_told_one_by_one(tmp_path: Path, count: int) -> None:
    found = checked(tmp_path, unknown_keys(count))

    assert [problem.span.line for problem in found] == list(range(4, 4 + count))
    assert all("more problems" not in problem.message for problem in found)


def test_of_more_the_last_says_how_many_and_where_they_begin(tmp_path: Path) -> None:
    found = checked(tmp_path, unknown_keys(5000))

    assert len(found) == MOST_LISTED + 1
    assert found[-1].message == "This and 4,899 more problems 'unknown-key' are in this file."
    assert (found[-1].code, found[-1].span.line) == (Code.UNKNOWN_KEY, 4 + MOST_LISTED)
    assert found[-1].more == 4899


def test_every_file_and_every_kind_is_told_by_itself() -> None:
    problems = [
        Problem(code, Span(file), "m")
        for code in (Code.UNUSED, Code.BAD_ID)
        for file in ("a", "b")
        for _ in range(MOST_LISTED)
    ]

    assert shortened(problems) == problems


def test_the_last_line_counts_all_of_them(tmp_path: Path) -> None:
    checked(tmp_path, unknown_keys(5000))

    result = CliRunner().invoke(cli, ["check", str(tmp_path), "--format", "concise"])

    assert result.exit_code == 1
    assert "1 deck checked: 5000 errors, 0 warnings." in result.stderr
    assert len(result.stdout.splitlines()) == MOST_LISTED + 1


def test_too_many_dotted_keys_are_a_problem_with_its_place(tmp_path: Path) -> None:
    keys = "".join(f"k{number}.a.b.c.d.e.f.g = 1\n" for number in range(30_000))
    found = checked(tmp_path, {"deck.toml": MANIFEST + keys, "01-a.md": "# A\n\nWords.\n"})

    assert (found[0].code, found[0].span.line) == (Code.FILE_TOO_LARGE, 3 + 25_001)


def test_a_list_and_an_array_of_too_many_entries_are_cut_and_told(tmp_path: Path) -> None:
    ids = "".join(f'"s{number}",' for number in range(100_001))
    sources = "".join(f'[[source]]\nid = "s{n}"\ntitle = "S"\n' for n in range(100_001))
    found = checked(
        tmp_path,
        {
            "01-a.md": "# A\n\nWords.\n",
            "sources.toml": sources,
            "claims.toml": f'[[claim]]\nid="c"\ntext="t"\nverdict="partly"\nsources=[{ids}]\n',
        },
    )

    told = [p for p in found if p.code is Code.FILE_TOO_LARGE]
    assert [(p.span.file, p.span.line) for p in told] == [
        ("claims.toml", 5),
        ("sources.toml", 300_001),
    ]


def test_a_section_that_shows_too_much_says_so_in_its_place(tmp_path: Path) -> None:
    rows = "x\n" * 40_000
    found = checked(
        tmp_path,
        {
            "data/t.csv": "a\n" + rows,
            "01-a.md": "# A\n\n" + "```{table} t\n```\n\n" * 60,
        },
    )

    told = [p for p in found if p.code is Code.TABLE_TOO_LARGE]
    assert [p.span.line for p in told] == [3 + 3 * number for number in range(51, 60)]


def test_a_chart_of_too_many_points_is_drawn_without_series(tmp_path: Path) -> None:
    rows = "".join(f"x{number},y{number},1\n" for number in range(1000))
    found = checked(
        tmp_path,
        {
            "data/t.csv": "a,b,c\n" + rows,
            "01-a.md": '# A\n\n```{chart} t\nkind = "bar"\nseries = "b"\ny = ["c"]\n```\n',
        },
    )

    told = [p for p in found if p.code is Code.TABLE_TOO_LARGE]
    assert [(p.span.file, p.span.line) for p in told] == [("01-a.md", 5)]
