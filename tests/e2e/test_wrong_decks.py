"""Folders that are no deck, or a broken one: a message or a reader, never a traceback or a hang."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from tests.e2e.reading import is_at, leave, place, press_and_wait, reader, run, section
from tests.e2e.terminal import Home, Terminal

LIMIT = 5.0
"""Most seconds until something is on the screen."""


def _opens_or_says_why(home: Home, name: str, folder: Path) -> Terminal:
    """Open a broken deck; return the terminal after it was read to its end, or has ended."""
    with reader(home, name, folder=folder) as terminal:
        terminal.wait_for(
            lambda t: "Begin" in t.text or t.process.poll() is not None, timeout=LIMIT
        )
        if terminal.process.poll() is None:
            terminal.press("Enter")
            terminal.wait_for(lambda t: section(t) > 0, timeout=LIMIT)
            for key in ("Space", "n", "Tab", "Enter", "Escape", "o", "Escape", "End", "Space"):
                press_and_wait(terminal, key)
            terminal.press("Ctrl+C")
        terminal.wait_exit(LIMIT)
        terminal.check_restored()
        assert terminal.process.returncode in (0, 2), terminal.picture()
        assert "Traceback" not in terminal.text
        assert not list(home.state.rglob("crash.log"))
    return terminal


def _write(folder: Path, kind: str) -> str:
    """Write a broken deck of a kind; return its name."""
    (folder / "deck").mkdir()
    if kind == "binary":
        data = random.Random(1).randbytes(200_000)
        (folder / "deck.md").write_bytes(data)
        return "deck.md"
    if kind == "binary without ending":
        (folder / "data.bin").write_bytes(bytes(range(256)) * 10)
        return "data.bin"
    if kind == "invalid UTF-8":
        (folder / "deck.md").write_bytes(b"# Caf\xe9\n\nna\xefve \xff\xfe words\n\n# Two\n\nmore\n")
        return "deck.md"
    if kind == "5 MB":
        (folder / "deck.md").write_text("# Big\n\n" + "word " * 1_000_000, encoding="utf-8")
        return "deck.md"
    if kind == "5 MB in a deck":
        (folder / "deck" / "deck.toml").write_text('format = 1\nid = "d"\ntitle = "D"\n')
        (folder / "deck" / "01-big.md").write_text("# Big\n\n" + "word " * 1_000_000)
        return "deck"
    if kind == "a long line":
        (folder / "deck.md").write_text(
            "# Long\n\n" + "x" * 20_000 + "\n\n| a |\n|-|\n| " + "y" * 20_000 + " |\n"
        )
        return "deck.md"
    if kind == "nested deeply":
        (folder / "deck.md").write_text(
            "# Deep\n\n" + "> " * 400 + "x\n\n" + "- " * 400 + "y\n\n" + "[" * 5000
        )
        return "deck.md"
    if kind == "a wide table":
        head = "|" + "a|" * 300 + "\n|" + "-|" * 300 + "\n"
        (folder / "deck.md").write_text("# Wide\n\n" + head + ("|" + "b|" * 300 + "\n") * 3)
        return "deck.md"
    if kind == "a long table":
        (folder / "deck.md").write_text("# Long\n\n| a | b |\n|-|-|\n" + "| 1 | 2 |\n" * 20_000)
        return "deck.md"
    if kind == "wrong syntax":
        (folder / "deck" / "deck.toml").write_text('format = 1\nid = "d\n')
        (folder / "deck" / "01-a.md").write_text("# A\n\ntext\n")
    if kind == "wrong format":
        (folder / "deck" / "deck.toml").write_text('format = 99\nid = "D!"\nsections = [3, "no"]\n')
        (folder / "deck" / "01-a.md").write_text("+++\ntitle = 3\nnothing\n+++\n# A\n\n[^no]\n")
        (folder / "deck" / "quiz").mkdir()
        (folder / "deck" / "quiz" / "q.toml").write_text("[[question]]\nid = 3\n[[")
    if kind == "a loop of links":
        (folder / "deck" / "deck.toml").symlink_to("deck.toml")
        (folder / "deck" / "01-a.md").symlink_to("01-a.md")
    if kind == "links out of it":
        (folder / "deck" / "deck.toml").write_text('format = 1\nid = "d"\ntitle = "D"\n')
        (folder / "secret.md").write_text("# Secret\n\nthe secret words\n")
        (folder / "deck" / "01-a.md").symlink_to("../secret.md")
        (folder / "deck" / "02-b.md").write_text("# B\n\n![x](../secret.md)\n")
    if kind == "folders with the names of files":
        for name in ("deck.toml", "01-a.md", "quiz", "data", "sources.toml"):
            (folder / "deck" / name).mkdir()
    return "deck"


KINDS = [
    "binary",
    "binary without ending",
    "an empty folder",
    "invalid UTF-8",
    "5 MB",
    "5 MB in a deck",
    "a long line",
    "nested deeply",
    "a wide table",
    "a long table",
    "wrong syntax",
    "wrong format",
    "a loop of links",
    "links out of it",
    "folders with the names of files",
]


@pytest.mark.parametrize("kind", KINDS)
def test_it_opens_or_says_why_not(home: Home, tmp_path: Path, kind: str) -> None:
    terminal = _opens_or_says_why(home, _write(tmp_path, kind), tmp_path)

    assert b"the secret words" not in terminal.output


@pytest.mark.parametrize("kind", KINDS)
def test_plain_text_and_check_end_well(home: Home, tmp_path: Path, kind: str) -> None:
    name = _write(tmp_path, kind)

    plain = run(home, name, "--plain", folder=tmp_path)
    check = run(home, "check", name, "--format=concise", folder=tmp_path)

    assert plain.code in (0, 2)
    assert plain.output or plain.errors
    assert check.code in (0, 1, 2)
    for done in (plain, check):
        assert "Traceback" not in done.output + done.errors
        assert "the secret words" not in done.output + done.errors
        assert "\x1b" not in done.output + done.errors


def test_a_syntax_error_is_shown_where_the_deck_is_read(home: Home, tmp_path: Path) -> None:
    name = _write(tmp_path, "wrong syntax")

    plain = run(home, name, "--plain", folder=tmp_path)
    check = run(home, "check", name, "--format=concise", folder=tmp_path)

    assert "deck.toml:2:" in check.output
    assert check.code == 1
    assert "deck.toml" in plain.output + plain.errors


def test_an_empty_folder_is_an_error_in_plain_text_too(home: Home, tmp_path: Path) -> None:
    name = _write(tmp_path, "an empty folder")

    plain = run(home, name, "--plain", folder=tmp_path)

    assert plain.code == 2
    assert "no Markdown" in plain.errors


def test_a_deck_that_vanishes_while_open_stays_readable(home: Home, tmp_path: Path) -> None:
    deck = tmp_path / "deck"
    _small_deck(deck)
    with reader(home, str(deck)) as terminal:
        terminal.wait_for("Begin")
        terminal.wait_for(lambda _: list(home.cache.rglob("*.deck")) != [], timeout=5)
        shutil.rmtree(deck)
        terminal.press("Enter")
        terminal.wait_for(is_at(1))
        for number in range(2, 6):
            terminal.press("n")
            terminal.wait_for(is_at(number))
            terminal.wait_for(f"words of section {number}")
        leave(terminal)
    assert not list(home.state.rglob("crash.log"))


def test_a_deck_that_vanishes_at_once_shows_what_is_missing(home: Home, tmp_path: Path) -> None:
    deck = tmp_path / "deck"
    _small_deck(deck, sections=300)
    with reader(home, str(deck)) as terminal:
        terminal.wait_for("Begin")
        shutil.rmtree(deck)
        terminal.press("Enter")
        terminal.wait_for(is_at(1))
        terminal.press("G")
        terminal.wait_for(is_at(300))
        terminal.wait_quiet()
        assert any(line.strip() for line in terminal.lines[:-1])
        terminal.press("p")
        terminal.wait_for(is_at(299))
        leave(terminal)
    assert not list(home.state.rglob("crash.log"))


def test_a_deck_that_changed_is_read_anew(home: Home, tmp_path: Path) -> None:
    deck = tmp_path / "deck"
    _small_deck(deck)
    with reader(home, str(deck)) as terminal:
        terminal.wait_for("Begin")
        terminal.wait_for(lambda _: list(home.cache.rglob("*.deck")) != [], timeout=5)
        leave(terminal)
    (deck / "02-section-2.md").write_text("# Another heading\n\nanother text\n", encoding="utf-8")
    with reader(home, f"{deck}#section-2") as terminal:
        terminal.wait_for("another text")
        leave(terminal)


def test_a_folder_of_markdown_and_a_readme_are_decks(home: Home, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(
        "# Project\n\nintro\n\n## Install\n\nsteps\n\n## Use\n\nit\n"
    )
    (tmp_path / "guide.md").write_text("---\ntitle: The guide\n---\n\n# Guide\n\nwords\n")
    with reader(home, str(tmp_path / "README.md")) as terminal:
        terminal.wait_for("Begin")
        terminal.press("Enter")
        terminal.wait_for(is_at(1))
        leave(terminal)
    with reader(home, str(tmp_path)) as terminal:
        terminal.wait_for("Begin")
        terminal.press("Enter")
        terminal.wait_for(is_at(1))
        found = place(terminal)
        assert found is not None
        assert found.sections == 2
        terminal.press("n")
        terminal.wait_for("The guide")
        leave(terminal)


def _small_deck(folder: Path, sections: int = 5) -> None:
    folder.mkdir()
    (folder / "deck.toml").write_text('format = 1\nid = "small"\ntitle = "Small"\n')
    for number in range(1, sections + 1):
        text = f"# Section {number}\n\nwords of section {number}\n"
        (folder / f"{number:02}-section-{number}.md").write_text(text, encoding="utf-8")
