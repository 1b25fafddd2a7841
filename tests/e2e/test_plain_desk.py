"""The evidence desk by the installed command: line by line, through pipes, on a terminal."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from explainer.learner.desk_session import DeskOptions, DeskSession, open_desk_session
from explainer.learner.plain_desk import PlainDesk
from tests.e2e.terminal import EXPLAINER, Home, Terminal
from tests.unit.desk_deck import claim, deck, source

LEDGER = str(Path(__file__).parent / "decks" / "ledger")
"""A deck in which every claim is a fact that makes a case."""

ROUND = "\n".join(["1"] * 60)
"""Input that always takes the first choice."""

WIDE = deck(
    [claim("c1", sources=("a", "b", "c")), claim("c2", sources=("a", "b", "c"))],
    [source("a", "A"), source("b", "B"), source("c", "D", restates="通义千问" * 9)],
)


def piped(home: Home, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [EXPLAINER, "desk", *arguments],
        input=typed,
        capture_output=True,
        text=True,
        env=home.environment(),
        timeout=60,
    )


def test_a_round_is_played_through_a_pipe_to_its_end(home: Home) -> None:
    found = piped(home, LEDGER, "--plain", "--seed", "3", typed=ROUND)

    assert found.returncode == 0
    assert not found.stderr
    assert "The evidence desk: 5 cases, seed 3." in found.stdout
    assert found.stdout.count("The record: ") == 5
    assert "Pages that restate one original count once." in found.stdout
    assert "Of what you bought:" in found.stdout
    assert re.search(r"^Done\. \d+ % on average of 5 cases\.$", found.stdout, re.MULTILINE)
    assert max(cell_len(line) for line in found.stdout.split("\n")) <= 80
    assert not re.search(r"[│─╭╮╰╯━●○\x1b]", found.stdout)


def test_a_pipe_that_ends_leaves_the_case_waiting_with_its_moves(home: Home) -> None:
    left = piped(home, LEDGER, "--count", "2", typed="1\n")
    again = piped(home, LEDGER)
    assertion = re.search(r"“.*”", left.stdout.replace("\n", " "))

    assert "The same case waits for you." in left.stdout
    assert assertion is not None
    assert assertion[0] in again.stdout.replace("\n", " ")
    assert "Case 1 of 2" in again.stdout
    kinds = r"(Right, a|Not a).*"
    assert re.search(kinds, left.stdout)
    assert re.findall(kinds, left.stdout)[:1] == re.findall(kinds, again.stdout)[:1]


def test_a_killed_desk_goes_on_with_what_was_bought(home: Home) -> None:
    command = [EXPLAINER, "desk", LEDGER, "--seed", "3"]
    with Terminal(command, home.environment()) as terminal:
        terminal.wait_for("What is it, on that day?")
        for key in ("1", "Enter", "3", "Enter"):
            terminal.press(key)
        terminal.wait_for("3 tokens left")
        terminal.press("2", "Enter")
        terminal.wait_for("2 tokens left")
        before = terminal.text
        terminal.kill()
    with Terminal([EXPLAINER, "desk", LEDGER], home.environment()) as terminal:
        terminal.wait_for("2 tokens left")
        assert [line for line in terminal.lines if "●" in line] == [
            line.replace("❯", " ") for line in before.split("\n") if "●" in line
        ]
        terminal.press("Escape")
        assert terminal.wait_exit() == 0


@pytest.mark.parametrize("claims", ["", '[[claim]]\nid = "c"\ntext = "T."\nverdict = "partly"\n'])
def test_a_deck_without_a_case_says_why(home: Home, tmp_path: Path, claims: str) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "deck.toml").write_text('format = 1\nid = "d"\ntitle = "D"\nsections = ["one"]\n')
    (folder / "01-one.md").write_text("# One\n\ntext\n")
    if claims:
        (folder / "claims.toml").write_text(claims)
    found = piped(home, str(folder), "--plain")

    assert found.returncode != 0
    assert found.stderr.startswith("explainer: ")
    assert "the evidence desk" in found.stderr.lower()


def desk_session() -> DeskSession:
    made = open_desk_session(WIDE, None, DeskOptions(seed=1))
    assert made is not None
    made.open()
    return made


def played(typed: list[str], width: int = 80) -> list[str]:
    answers = iter(typed)
    written: list[str] = []

    def ask(prompt: str) -> str | None:
        written.append(prompt)
        return next(answers, None)

    PlainDesk(desk_session(), ask, written.append, width).run()
    return written


def test_what_is_no_number_of_the_list_is_asked_again() -> None:
    written = played(["0", "9", "x", "²", "1 2", "", "1"])

    assert written.count("Type a number from 1 to 3, or q to leave.") == 6
    assert "Right, a fact: it can be checked." in written


@pytest.mark.parametrize("word", ["q", "Q", "quit", "/q"])
def test_a_word_leaves(word: str) -> None:
    assert played(["1", word])[-1] == "You left."


def test_the_desk_is_told_without_a_screen_as_on_one() -> None:
    written = "\n".join(played(["1", "1", "3", "1", "1", "1", "2", "1"]))

    assert "Publisher of " in written
    assert "Grade D, worth 0: too weak to stand alone." in written
    assert "You: supported, sure, then partly, a guess." in written
    assert "nothing is kept" in written.lower()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(max_size=9) | st.sampled_from(["1", "2", "3", "4"]), max_size=30),
    st.integers(20, 100),
)
def test_whatever_is_typed_lines_fit_and_nothing_breaks(typed: list[str], width: int) -> None:
    written = played(typed, width)

    assert all(cell_len(line) <= width for line in written)
    assert not any(mark in "".join(written) for mark in "│─━●○✓✗\x1b")
