"""Guessing the values of a chart in plain text, at a terminal and without one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.reading import reader, run
from tests.e2e.terminal import Home

FILES = {
    "deck.toml": 'format = 1\nid = "d"\ntitle = "D"\n',
    "01-a.md": "# A\n\nBefore.\n\n```{chart} t\nkind = 'line'\nguess = true\n```\n\nBehind.\n",
    "data/t.toml": """title = "Shares"
as_of = 2025-01-01
[[column]]
id = "when"
title = "When"
[[column]]
id = "share"
title = "Share"
kind = "percent"
[[row]]
when = "Q3 2022"
share = 45
[[row]]
when = "Q4 2022"
share = 8.7
[[row]]
when = "Q1 2023"
share = 10
""",
}


@pytest.fixture
def deck(tmp_path: Path) -> str:
    for name, text in FILES.items():
        path = tmp_path / "deck" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return str(tmp_path / "deck")


def test_a_guess_is_asked_for_and_the_record_comes_beside_it(home: Home, deck: str) -> None:
    with reader(home, "--plain", f"{deck}#a") as terminal:
        terminal.wait_for("Your guess for Q4 2022, in %? (Enter skips)")
        assert "Before." in terminal.text
        assert "8.7" not in terminal.text
        terminal.press(*"lots", "Enter")
        terminal.wait_for("That is no number")
        terminal.press(*"30,5 %", "Enter")
        terminal.wait_for("Your guess for Q1 2023, in %?")
        terminal.press("Enter")

        assert terminal.wait_exit() == 0
        assert "Q4 2022: you 30.5\u00a0%, record 8.7\u00a0%, 21.8 points too high." in terminal.text
        assert "Q1 2023: you" not in terminal.text
        assert "Behind." in terminal.text
        terminal.check_restored()


def test_the_end_of_input_goes_on_to_the_record(home: Home, deck: str) -> None:
    with reader(home, "--plain", f"{deck}#a") as terminal:
        terminal.wait_for("Your guess")
        terminal.press("Ctrl+D")

        assert terminal.wait_exit() == 0
        assert "Behind." in terminal.text
        assert terminal.text.count("Your guess") == 1


def test_ctrl_c_leaves_quietly(home: Home, deck: str) -> None:
    with reader(home, "--plain", f"{deck}#a") as terminal:
        terminal.wait_for("Your guess")
        # A signal between the question and the read is seen only when the read returns.
        terminal.wait_quiet()
        terminal.press("Ctrl+C")

        assert terminal.wait_exit() == 130
        assert "Traceback" not in terminal.text
        assert "Behind." not in terminal.text
        terminal.check_restored()


def test_without_a_terminal_nothing_is_asked(home: Home, deck: str) -> None:
    done = run(home, "--plain", f"{deck}#a")

    assert done.code == 0
    assert "guess" not in done.output + done.errors
    assert "8.7" in done.output
