"""`explainer check` as editors and programs use it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from explainer.cli import cli


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    (tmp_path / "deck.toml").write_text(
        'format = 1\nid = "rivers"\ntitle = "Rivers"\ntheme = "drak"\n'
    )
    (tmp_path / "01-springs.md").write_text(
        "# Springs\n\nThe Nile[^atlas] is long,\nand [here](#mouth) it ends.\n"
    )
    return tmp_path


def test_json_is_a_list_of_objects_with_these_keys(deck: Path) -> None:
    result = CliRunner().invoke(cli, ["check", str(deck), "--format", "json"])

    found = json.loads(result.stdout)
    assert result.exit_code == 1
    keys = {"code", "severity", "file", "line", "column", "message", "help"}
    assert all(item.keys() == keys for item in found)
    assert [(item["code"], item["file"], item["line"], item["column"]) for item in found] == [
        ("unknown-citation", "01-springs.md", 3, 9),
        ("unknown-link", "01-springs.md", 4, 12),
        ("unknown-theme", "deck.toml", 4, 9),
    ]


def test_concise_is_a_line_a_problem(deck: Path) -> None:
    result = CliRunner().invoke(cli, ["check", str(deck), "--format", "concise"])

    lines = result.stdout.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("01-springs.md:3:9: error[unknown-citation] ")


def test_full_shows_the_line_and_what_to_do(deck: Path) -> None:
    result = CliRunner().invoke(cli, ["check", str(deck)])

    assert "3 | The Nile[^atlas] is long," in result.stdout
    assert "help: " in result.stdout
    assert "2 errors, 1 warning" in result.stderr


def test_a_deck_without_errors_exits_with_0_and_warnings_fail_when_strict(deck: Path) -> None:
    (deck / "deck.toml").write_text('format = 1\nid = "rivers"\ntitle = "Rivers"\n')
    (deck / "01-springs.md").write_text("# Springs\n\nand [here](#mouth) it ends.\n")
    runner = CliRunner()

    assert runner.invoke(cli, ["check", str(deck)]).exit_code == 0
    assert runner.invoke(cli, ["check", str(deck), "--strict"]).exit_code == 1


def test_the_deck_in_readme_has_nothing_to_report(tmp_path: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    section = readme.split("````markdown\n")[1].split("````")[0]
    (tmp_path / "01-springs.md").write_text(section)
    data = readme.split("```toml\n# deck.toml\n")[1].split("\n```\n")[0]
    name, lines = "deck.toml", []
    files: dict[str, str] = {}
    for line in [*data.split("\n"), "# end.toml"]:
        if line.startswith("# ") and line.endswith(".toml"):
            files[name] = "\n".join(lines)
            name, lines = line.removeprefix("# "), []
        else:
            lines.append(line)
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)

    result = CliRunner().invoke(cli, ["check", str(tmp_path)])

    assert result.stdout == ""
    assert result.exit_code == 0
