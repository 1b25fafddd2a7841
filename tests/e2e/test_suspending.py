"""Ctrl-Z: the reader stops, the shell comes back whole, and `fg` restores the whole screen."""

from __future__ import annotations

import shutil
import signal

import pytest

from tests.bundled import BUNDLED
from tests.e2e.terminal import EXPLAINER, Home, Terminal

# Ctrl-Z and fg are a shell's: the reader stops only where one takes it back.
SHELL = ["bash", "--norc", "--noprofile", "-i"]

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")


def start(terminal: Terminal, command: str) -> None:
    terminal.wait_for("$")
    terminal.press(command, "Enter")


@pytest.mark.parametrize(("columns", "rows"), [(120, 36), (80, 24), (40, 15)])
@pytest.mark.parametrize("prefix", ["", "bash -c '{} ; true'"])
def test_fg_restores_the_screen_that_ctrl_z_left(
    home: Home, columns: int, rows: int, prefix: str
) -> None:
    command = f"{EXPLAINER} {BUNDLED}/two-articles"
    command = prefix.format(command) if prefix else command
    with Terminal(SHELL, home.environment(PS1="$ "), columns, rows) as terminal:
        start(terminal, command)
        terminal.wait_for("? help")
        terminal.press("Right")
        terminal.wait_quiet(0.4)
        before = terminal.cells()
        for _ in range(2):
            terminal.press("Ctrl+Z")
            terminal.wait_for("Stopped")
            terminal.wait_quiet()
            assert not terminal.model.left_over - {"bracketed paste"}

            terminal.press("fg", "Enter")
            terminal.wait_for("? help")
            terminal.wait_quiet(0.4)
            assert terminal.cells() == before

        terminal.press("Left")
        terminal.wait_quiet(0.4)
        assert terminal.cells() != before
        terminal.press("q")
        terminal.wait_for("You were at")
        assert "alternate screen" not in terminal.model.left_over


def test_a_reader_that_is_told_to_go_on_though_it_runs_leaves_no_mode_behind(home: Home) -> None:
    with Terminal([EXPLAINER, f"{BUNDLED}/two-articles"], home.environment()) as terminal:
        terminal.wait_for("? help")
        terminal.process.send_signal(signal.SIGCONT)
        terminal.press("Right")
        terminal.wait_for("page 2 of")

        assert terminal.model.keyboard_depth == 1
        terminal.press("q")
        terminal.wait_exit()
        terminal.check_restored()


def test_a_window_that_changed_meanwhile_is_painted_in_its_new_size(home: Home) -> None:
    with Terminal(SHELL, home.environment(PS1="$ "), 120, 36) as terminal:
        start(terminal, f"{EXPLAINER} {BUNDLED}/two-articles")
        terminal.wait_for("? help")
        terminal.press("Ctrl+Z")
        terminal.wait_for("Stopped")
        terminal.resize(80, 24)
        terminal.press("fg", "Enter")
        terminal.wait_for(lambda now: "? help" in now.last_line)
        terminal.wait_quiet(0.3)

        assert len(terminal.lines) == 24
        assert "? help" in terminal.last_line


def test_without_a_shell_ctrl_z_stops_nothing_and_says_so(home: Home) -> None:
    command = [EXPLAINER, f"{BUNDLED}/two-articles"]
    with Terminal(command, home.environment()) as terminal:
        terminal.wait_for("? help")
        terminal.press("Ctrl+Z")
        terminal.wait_for("There is no shell of yours here")
        terminal.press("Right")
        terminal.wait_quiet()
        assert terminal.process.poll() is None
