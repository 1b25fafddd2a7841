"""Terminals of every kind: silent, late, light, colourless, dumb, small, resized, and none."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from explainer.deck.block import CodeBlock
from tests.bundled import COUNT, deck, place_where
from tests.e2e.reading import (
    is_at,
    leave,
    place,
    press_and_wait,
    reader,
    reading,
    run,
    section,
    turn,
)
from tests.e2e.terminal import DARK, EXPLAINER, LIGHT, Home, Terminal

SIZES = [(160, 50), (120, 36), (80, 24), (60, 20), (40, 15), (30, 10)]


def test_a_terminal_that_answers_nothing_is_not_waited_for(home: Home) -> None:
    with reader(home) as terminal:  # compiles what is imported, and keeps the deck
        terminal.wait_for("Begin")
        leave(terminal)
    with reader(home, silent=True) as terminal:
        terminal.wait_for("Enter", timeout=2)
        terminal.press("Enter")
        terminal.wait_for(is_at(1))
        leave(terminal)


def test_an_answer_that_comes_late_does_no_harm(home: Home) -> None:
    with reader(home, background=LIGHT) as terminal:
        terminal.hold_answers()
        terminal.wait_for("Begin")
        terminal.wait_quiet()
        before = terminal.text
        terminal.release_answers()
        terminal.wait_quiet(0.3)
        assert terminal.text == before

        terminal.press("Enter")
        terminal.wait_for(is_at(1))
        terminal.wait_quiet()
        assert "rgb:" not in terminal.text
        leave(terminal)


def test_the_answer_never_shows_in_the_shell_afterwards(home: Home) -> None:
    script = f"{shlex.quote(EXPLAINER)} no-such-deck; read -t 1 -n 1 left; echo left=[$left]"
    with Terminal(["bash", "-c", script], home.environment()) as terminal:
        terminal.wait_for("left=[]")
        assert terminal.wait_exit() == 0


def test_keys_typed_while_it_starts_are_not_lost_or_misread(home: Home) -> None:
    with reader(home) as terminal:
        terminal.press("Enter")
        terminal.wait_for(lambda t: section(t) == 1 or "Begin" in t.text)
        terminal.wait_quiet(0.3)
        assert "Keys" not in terminal.text
        leave(terminal)


@pytest.mark.parametrize(
    ("background", "is_light"),
    [(LIGHT, True), (DARK, False), ("", False)],
    ids=["light", "dark", "unknown"],
)
def test_the_theme_follows_the_terminals_background(
    home: Home, background: str, is_light: bool
) -> None:
    with reader(home, background=background) as terminal:
        terminal.wait_for("Begin")
        terminal.wait_quiet()

        assert (_lightness(terminal) > 0.5) is is_light
        leave(terminal)


def test_the_environment_tells_the_background_where_the_terminal_does_not(home: Home) -> None:
    with reader(home, background="", variables={"COLORFGBG": "0;15"}) as terminal:
        terminal.wait_for("Begin")
        terminal.wait_quiet()

        assert _lightness(terminal) > 0.5
        leave(terminal)


def test_a_theme_that_is_asked_for_wins(home: Home) -> None:
    with reader(home, "--theme", "light", background=DARK) as terminal:
        terminal.wait_for("Begin")
        terminal.wait_quiet()

        assert _lightness(terminal) > 0.5
        assert "OSC 11" not in terminal.model.kinds
        leave(terminal)


def _lightness(terminal: Terminal) -> float:
    colour = terminal.background_at(3, 3)
    assert len(colour) == 6, colour
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_no_color_means_no_colour_at_all(home: Home) -> None:
    with reader(home, variables={"NO_COLOR": "1"}) as terminal:
        terminal.wait_for("Begin")
        terminal.press("Enter")
        terminal.wait_for(is_at(1))
        for key in ("Space", "Tab", "n", "n", "n", "o", "Escape", "?", "Escape", "T", "Ctrl+P"):
            press_and_wait(terminal, key)

        assert terminal.model.colours == set()
        assert terminal.model.kinds["CSI m"]  # highlights are bold, underlined or reversed
        terminal.press("Ctrl+C")
        assert terminal.wait_exit() == 0


def test_without_no_color_there_are_colours(home: Home) -> None:
    with reader(home) as terminal:
        terminal.wait_for("Begin")
        terminal.wait_quiet()

        assert terminal.model.colours
        leave(terminal)


def test_a_charset_without_lines_gets_stand_ins_of_the_same_width(
    home: Home, tmp_path: Path
) -> None:
    file = tmp_path / "t.md"
    file.write_text("# Ten – twelve\n\n| a | b |\n|---|---|\n| ✓ 1 | “2” |\n", encoding="utf-8")
    variables = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    with reader(home, str(file), size=(80, 24), variables=variables) as terminal:
        terminal.wait_for("Begin")
        terminal.press("Enter")
        terminal.wait_for("1/1 . Ten - twelve")
        row = next(row for row in terminal.lines if "v 1" in row)
        head = terminal.lines[terminal.lines.index(row) - 2]
        assert row.index('"2"') == head.index("b")
        assert "----" in terminal.text
        assert terminal.text.isascii()
        assert "\\u" not in terminal.text
        leave(terminal)

    # For click a stream of ASCII is one set up wrongly, to which it writes UTF-8.
    latin = variables | {"PYTHONIOENCODING": "iso8859-1"}
    done = run(home, "--plain", str(file), variables=latin)
    assert "Ten - twelve" in done.output
    assert 'v 1  "2"' in done.output


@pytest.mark.parametrize(
    "variables",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "LANG": "de_DE.UTF-8"},
        {"LANG": "C"},
        {"LANG": "C.UTF-8", "LC_CTYPE": "C"},
        {"LC_ALL": "xx_XX.ISO-8859-1"},
    ],
    ids=str,
)
def test_a_locale_without_utf_8_gets_neither_braille_nor_blocks(
    home: Home, variables: dict[str, str]
) -> None:
    with reader(home, size=(100, 30), variables=variables) as terminal:
        terminal.wait_for("Begin")
        for _ in range(12):
            terminal.press("Right")
            terminal.wait_quiet()
        leave(terminal)
        output = terminal.output

    assert max(output) < (0x100 if "ISO" in str(variables) else 0x80)
    output.decode("ascii" if "ISO" not in str(variables) else "iso8859-1")


@pytest.mark.parametrize("variables", [{"LC_ALL": "C.UTF-8"}, {"LANG": ""}], ids=str)
def test_a_locale_of_utf_8_or_none_gets_all_signs(home: Home, variables: dict[str, str]) -> None:
    with reader(home, variables=variables) as terminal:
        terminal.wait_for("Begin")
        terminal.press("Right")
        terminal.wait_quiet()
        leave(terminal)

        assert any(byte > 0x7F for byte in terminal.output)


def test_a_dumb_terminal_gets_plain_text(home: Home) -> None:
    with reader(home, variables={"TERM": "dumb"}) as terminal:
        terminal.wait_for("Your guess for")
        terminal.press("Ctrl+D")
        assert terminal.wait_exit() == 0
        output = terminal.output.decode()

    assert "Section 1 of" in output
    assert "\x1b" not in output


def test_a_pipe_gets_plain_text_without_box_drawing(home: Home) -> None:
    done = run(home)

    assert done.code == 0
    assert not done.errors
    assert f"Section {COUNT} of" in done.output
    assert "\x1b" not in done.output
    assert not any("\u2500" <= character <= "\u259f" for character in done.output)


@pytest.mark.parametrize("width", [40, 80, 200])
def test_plain_text_keeps_to_its_width(home: Home, width: int) -> None:
    section = place_where(lambda block: isinstance(block, CodeBlock)).section
    done = run(home, f"apple-alibaba#{section}", "--plain", f"--size={width}")

    assert done.code == 0
    # Code keeps its lines, and an address is never broken.
    text = [line for line in done.output.splitlines() if not line.startswith("    ")]
    assert [line for line in text if len(line) > width and "http" not in line] == []


def test_a_reader_of_the_pipe_may_stop_early(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "long.md"
    file.write_text("# long\n\n" + "some words in a row\n\n" * 40_000, encoding="utf-8")
    command = f"{shlex.quote(EXPLAINER)} {file} --plain | head -1; echo ${{PIPESTATUS[0]}}"

    done = subprocess.run(
        ["bash", "-c", command], env=home.environment(), capture_output=True, timeout=30
    )

    assert not done.stderr
    assert done.stdout.decode().split() == ["long", "0"]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_size_shows_the_text_and_the_place(home: Home, size: tuple[int, int]) -> None:
    with reader(home, size=size) as terminal:
        terminal.wait_for("Enter")
        terminal.press("Enter")
        terminal.wait_for(lambda t: section(t) == 1 or "40×15" in t.last_line)
        for key in ("Space", "Tab", "Enter", "Escape", "Escape", "n", "o", "Escape", "?", "Escape"):
            press_and_wait(terminal, key)
        terminal.press("g", "g")
        if size >= (40, 15):
            terminal.wait_for(is_at(1))
            assert "next" in terminal.last_line
        else:
            terminal.wait_for(lambda t: "40×15" in t.last_line)
            terminal.press("Space")
        assert any(line.strip() for line in terminal.lines[:-1])
        leave(terminal)


def test_the_title_screen_fits_the_smallest_terminal(home: Home) -> None:
    with reader(home, size=(40, 15)) as terminal:
        terminal.wait_for("Begin")
        assert deck().title in terminal.text
        assert "q" in terminal.last_line
        leave(terminal)


def test_resizing_keeps_the_place_and_never_fails(home: Home) -> None:
    with reading(home, size=(120, 36)) as terminal:
        turn(terminal, "n")
        turn(terminal, "Space")
        for size in [*SIZES, *reversed(SIZES), (1, 1), (300, 100), (20, 100), (200, 5), (120, 36)]:
            terminal.resize(*size)
            terminal.wait_quiet()
        terminal.wait_for(is_at(2))
        found = place(terminal)
        assert found is not None
        assert found.page > 1
        leave(terminal)


def test_a_window_that_is_smaller_for_a_moment_is_painted_whole(home: Home) -> None:
    with reading(home, size=(80, 24)) as terminal:
        terminal.wait_quiet()
        before = terminal.cells()
        for _ in range(3):
            terminal.resize(50, 16)
            terminal.resize(80, 24)
            terminal.wait_for(lambda t: t.cells() == before)
        leave(terminal)


@pytest.mark.parametrize("key", ["?", "o", "Ctrl+P"], ids=["help", "overview", "palette"])
def test_resizing_on_other_screens_never_fails(home: Home, key: str) -> None:
    with reading(home, size=(120, 36)) as terminal:
        turn(terminal, key)
        for size in ((40, 15), (30, 10), (160, 50), (80, 24)):
            terminal.resize(*size)
            terminal.wait_quiet()
        terminal.press("Escape")
        terminal.wait_for(is_at(1))
        terminal.wait_quiet()
        leave(terminal)


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_it_works_in_tmux(home: Home, tmp_path: Path) -> None:
    settings = tmp_path / "tmux.conf"
    settings.write_text("set -g status off\nset -g escape-time 0\n", encoding="utf-8")
    environment = home.environment(TERM="linux", TMUX_TMPDIR=str(tmp_path), COLORTERM="")
    command = ["tmux", "-L", "explainer-test", "-f", str(settings), "new-session", EXPLAINER]
    with Terminal(command, environment, 80, 24) as terminal:
        try:
            terminal.wait_for("Begin")
            terminal.press("Enter")
            terminal.wait_for(is_at(1))
            terminal.press("Space")
            terminal.wait_for(lambda t: (found := place(t)) is not None and found.page > 1)
            terminal.press("n")
            terminal.wait_for(is_at(2))
            terminal.press("q")
            assert terminal.wait_exit() == 0
        finally:
            subprocess.run(["tmux", "-L", "explainer-test", "kill-server"],
                           env=environment, capture_output=True)  # fmt: skip


def test_two_readers_of_one_deck_do_not_disturb_each_other(home: Home) -> None:
    with reading(home) as one, reading(home) as other:
        for key in ("n", "n", "p", "Space"):
            one.press(key)
            other.press(key)
        one.wait_for(is_at(2))
        other.wait_for(is_at(2))
        leave(one)
        leave(other)


def test_a_home_that_cannot_be_written_is_said_and_reading_works(
    home: Home, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    nowhere = {
        name: str(file / "below") for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")
    }
    with reading(home, variables=nowhere) as terminal:
        turn(terminal, "n")
        assert section(terminal) == 2
        leave(terminal)

        assert "not kept" in terminal.text


def test_it_starts_promptly_even_without_any_cache(home: Home) -> None:
    with reader(home) as terminal:
        terminal.wait_for("Begin", timeout=5)
        leave(terminal)
