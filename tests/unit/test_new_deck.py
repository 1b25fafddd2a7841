"""`explainer new`: a deck that passes `check`, or a copy; nothing is overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from explainer.check.deck_check import check_deck
from explainer.cli import cli
from explainer.deck.library import bundled_decks
from explainer.deck.loader import open_deck
from explainer.problems import Problems


def run(*words: object) -> Result:
    return CliRunner().invoke(cli, ["new", *map(str, words)])


def test_a_new_deck_has_every_kind_of_file_and_nothing_to_report(tmp_path: Path) -> None:
    result = run(tmp_path / "my rivers", "--title", 'Rivers "here"')

    assert result.exit_code == 0
    assert check_deck(tmp_path / "my rivers") == []
    deck = open_deck(tmp_path / "my rivers", Problems()).deck
    assert (deck.id, deck.title) == ("my-rivers", 'Rivers "here"')
    parts = (deck.outline, deck.sources, deck.claims, deck.terms, deck.tables, deck.timelines)
    assert all(parts)
    assert deck.questions
    assert deck.routes[0].title == "Five minutes"


def test_the_files_of_a_new_deck_teach_in_comments(tmp_path: Path) -> None:
    run(tmp_path / "deck")

    for path in (tmp_path / "deck").rglob("*.toml"):
        if path.name != "glossary.toml":
            assert "# " in path.read_text(encoding="utf-8"), path.name


@pytest.mark.parametrize("source", bundled_decks(), ids=lambda path: path.name)
def test_a_copy_is_the_deck_under_an_id_of_its_own(tmp_path: Path, source: Path) -> None:
    assert run(tmp_path / "mine", "--from", source.name).exit_code == 0

    made = open_deck(tmp_path / "mine", Problems()).deck
    model = open_deck(source, Problems()).deck
    assert made.id == "mine"
    assert (made.title, made.questions.keys()) == (model.title, model.questions.keys())
    assert [entry.id for entry in made.outline] == [entry.id for entry in model.outline]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "deck").mkdir()
    (tmp_path / "deck" / "deck.toml").write_text("mine", encoding="utf-8")

    result = run(tmp_path / "deck")

    assert "nothing is overwritten" in str(result.exception)
    assert (tmp_path / "deck" / "deck.toml").read_text(encoding="utf-8") == "mine"


def test_links_and_hidden_files_are_not_copied(tmp_path: Path) -> None:
    run(tmp_path / "a")
    (tmp_path / "secret").write_text("x", encoding="utf-8")
    (tmp_path / "a" / "link.md").symlink_to(tmp_path / "secret")
    (tmp_path / "a" / ".git").mkdir()
    (tmp_path / "a" / ".git" / "config").write_text("x", encoding="utf-8")

    run(tmp_path / "b", "--from", tmp_path / "a")

    names = {path.name for path in (tmp_path / "b").rglob("*")}
    assert not names & {"link.md", "config"}


def test_a_file_of_slides_is_sent_to_import(tmp_path: Path) -> None:
    (tmp_path / "talk.md").write_text("# Talk\n", encoding="utf-8")

    assert "explainer import" in str(run(tmp_path / "b", "--from", tmp_path / "talk.md").exception)
