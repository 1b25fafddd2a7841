"""Settings: keys are rebound everywhere, mistakes are told with their place, and nothing fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bundled import BUNDLED
from tests.e2e.reading import is_at, leave, reader, reading, turn
from tests.e2e.terminal import EXPLAINER, Home, Terminal


def test_keys_are_rebound_and_shown_where_keys_are_shown(home: Home) -> None:
    home.settings('[keys]\nnext-section = ["x"]\noverview = ["z", "ctrl+t"]\nquit = ["X"]\n')
    with reading(home) as terminal:
        assert "z overview" in terminal.last_line
        turn(terminal, "x")
        terminal.wait_for(is_at(2))
        terminal.press("n")  # has lost its command
        terminal.wait_for("? shows all keys.")
        turn(terminal, "z")
        assert "Overview" in terminal.last_line
        terminal.press("Escape")
        terminal.wait_for(is_at(2))

        turn(terminal, "?")
        help_text = terminal.text
        assert any(line.split()[:1] == ["x"] for line in help_text.splitlines())
        terminal.press("Escape")
        terminal.wait_for(is_at(2))

        terminal.press("q")  # has lost its command
        terminal.wait_for("? shows all keys.")
        terminal.press("X")
        assert terminal.wait_exit() == 0
        terminal.check_restored()


def test_the_theme_of_the_settings_holds(home: Home) -> None:
    home.settings('theme = "light"\n')
    with reader(home) as terminal:
        terminal.wait_for("Begin")
        terminal.wait_quiet()
        assert int(terminal.background_at(3, 3)[:2], 16) > 200
        leave(terminal)


def test_the_width_of_the_settings_holds(home: Home, tmp_path: Path) -> None:
    home.settings("width = 40\n")
    for name in ("one", "two"):
        (tmp_path / f"{name}.md").write_text(f"# The {name}\n\n" + "some words in a row " * 60)
    with reading(home, str(tmp_path), size=(119, 30)) as terminal:
        text = [line[23:].strip(" ▐") for line in terminal.lines[:-2]]
        assert 30 < max(map(len, text)) <= 44
        leave(terminal)


def test_mistakes_are_told_after_leaving_with_their_place(home: Home) -> None:
    home.settings(
        'theme = "lihgt"\nwidth = 5000\ncolour = true\n\n[keys]\nnxt = ["x"]\nnext = ["nokey"]\n'
    )
    with reading(home) as terminal:
        turn(terminal, "Space")
        leave(terminal)

        text = terminal.text
        for place, word in (
            ("settings.toml:1:9", "lihgt"),
            ("settings.toml:2:9", "width"),
            ("settings.toml:3:1", "colour"),
            ("settings.toml:6:1", "nxt"),
            ("settings.toml:7:9", "nokey"),
        ):
            assert place in text, (place, text)
            assert word in text
        assert "light" in text  # did you mean
        assert "Traceback" not in text


def test_a_syntax_error_in_the_settings_is_told_and_reading_works(home: Home) -> None:
    home.settings('theme = "light\n')
    with reading(home) as terminal:
        turn(terminal, "n")
        leave(terminal)

        assert "settings.toml:1:" in terminal.text


def test_mistakes_are_told_when_an_unknown_deck_is_asked_for_too(home: Home) -> None:
    home.settings("theme = 3\n")
    with reader(home, "no-such-deck") as terminal:
        assert terminal.wait_exit() == 2
        assert "no deck 'no-such-deck'" in terminal.text


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 15)])
def test_help_and_palette_name_the_file_of_the_settings(home: Home, size: tuple[int, int]) -> None:
    file = str(home.config / "explainer" / "settings.toml")
    with Terminal([EXPLAINER, f"{BUNDLED}/two-articles"], home.environment(), *size) as terminal:
        terminal.wait_for("? ")
        terminal.press("?")
        terminal.wait_for("Help")
        terminal.press("End")
        terminal.wait_for(lambda now: file in "".join(now.text.split()))
        terminal.press("Escape")
        terminal.wait_quiet()
        terminal.press("Ctrl+P")
        terminal.wait_for("What would you like")
        terminal.press("s", "e", "t", "t", "i", "n", "g", "s")
        terminal.wait_quiet()
        terminal.press("Enter")
        terminal.wait_for(lambda now: file in _in_frame(now))


def test_a_kiosk_names_no_file_of_its_host(home: Home) -> None:
    command = [EXPLAINER, "--kiosk", f"{BUNDLED}/two-articles"]
    with Terminal(command, home.environment()) as terminal:
        terminal.wait_for("? help")
        terminal.press("?")
        terminal.wait_for("Help")
        terminal.press("End")
        terminal.wait_quiet()

        assert "settings.toml" not in terminal.text


def _in_frame(terminal: Terminal) -> str:
    """Return the text of the card in front, without its blanks."""
    rows = (row.partition("│")[2].rpartition("│")[0] for row in terminal.lines)
    return "".join("".join(rows).split())
