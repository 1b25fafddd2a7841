"""However the reader ends, the terminal is restored."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from tests.bundled import FIRST, THIRD
from tests.e2e.reading import is_at, reader, reading, turn
from tests.e2e.terminal import Home, Terminal


@pytest.mark.parametrize("key", ["q", "Ctrl+C", "Ctrl+D"])
def test_a_key_leaves_with_the_terminal_restored(home: Home, key: str) -> None:
    with reading(home) as terminal:
        assert {"alternate screen", "hidden cursor", "mouse"} <= terminal.model.left_over
        terminal.press(key)

        assert terminal.wait_exit() == 0
        terminal.check_restored()
        assert terminal.text.strip() == f"You were at apple-alibaba#{FIRST}"


def test_leaving_the_title_screen_says_nothing(home: Home) -> None:
    with reader(home) as terminal:
        terminal.wait_for("Begin")
        terminal.press("q")

        assert terminal.wait_exit() == 0
        terminal.check_restored()
        assert not terminal.text.strip()


def test_escape_at_the_top_offers_to_leave_and_does_not_leave(home: Home) -> None:
    with reading(home) as terminal:
        terminal.press("Escape")
        terminal.wait_for("Press q to leave")
        terminal.press("q")

        assert terminal.wait_exit() == 0


@pytest.mark.parametrize("key", ["?", "o", "Ctrl+P", "Ctrl+G"])
def test_ctrl_c_leaves_from_every_screen_over_the_reader(home: Home, key: str) -> None:
    with reader(home, f"apple-alibaba#{THIRD}") as terminal:
        terminal.wait_for(is_at(3))
        terminal.wait_quiet()
        turn(terminal, key)
        terminal.press("Ctrl+C")

        assert terminal.wait_exit() == 0
        terminal.check_restored()


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=["TERM", "HUP"]
)
def test_a_signal_leaves_with_the_terminal_restored(
    home: Home, number: signal.Signals, code: int
) -> None:
    with reading(home) as terminal:
        terminal.process.send_signal(number)

        assert terminal.wait_exit() == code
        terminal.check_restored()
        assert "Traceback" not in terminal.text


def test_a_signal_while_starting_leaves_the_terminal_restored(home: Home) -> None:
    with reader(home) as terminal:
        terminal.wait_for(lambda t: "alternate screen" in t.model.left_over)
        terminal.process.send_signal(signal.SIGTERM)

        assert terminal.wait_exit() == 143
        terminal.check_restored()


def test_the_place_is_kept_when_a_signal_ends_the_reader(home: Home) -> None:
    with reading(home) as terminal:
        turn(terminal, "n")
        terminal.process.send_signal(signal.SIGTERM)
        terminal.wait_exit()
    with reader(home) as terminal:
        terminal.wait_for("Continue")
        terminal.press("Enter")
        terminal.wait_for(is_at(2))


def test_a_closed_window_ends_the_reader_and_no_log_is_written(home: Home) -> None:
    with reading(home) as terminal:
        terminal.hang_up()
        terminal.wait_exit(timeout=5)

    assert not list(home.state.rglob("*"))


WRAPPER = """
import sys
from {module} import {name}

def broken(self, *arguments, **more):
    raise RuntimeError("what somebody wrote \\x1b]2;title\\x07")

{name}.{method} = broken
from explainer.cli import main
sys.argv = ["explainer", *sys.argv[1:]]
main()
"""


def _broken_reader(home: Home, folder: Path, module: str, name: str, method: str) -> Terminal:
    script = folder / "broken.py"
    script.write_text(WRAPPER.format(module=module, name=name, method=method), encoding="utf-8")
    return Terminal([sys.executable, str(script)], home.environment())


@pytest.mark.parametrize(
    ("module", "name", "method", "starts"),
    [
        ("explainer.ui.reader.reader_screen", "ReaderScreen", "action_next", True),
        ("explainer.ui.reader.section_pane", "SectionPane", "visible_lines", False),
        ("explainer.ui.reader.reader_screen", "ReaderScreen", "on_mount", False),
        ("explainer.ui.reader.title_screen", "TitleCard", "visible_lines", False),
        ("explainer.ui.app", "ReaderApp", "on_mount", False),
    ],
    ids=["a key", "painting", "a screen's start", "the first screen", "the app's start"],
)
def test_a_mistake_of_ours_leaves_the_terminal_restored_and_a_log(
    home: Home, tmp_path: Path, module: str, name: str, method: str, starts: bool
) -> None:
    with _broken_reader(home, tmp_path, module, name, method) as terminal:
        if name not in ("TitleCard", "ReaderApp"):
            terminal.wait_for("Begin")
            terminal.press("Enter")
        if starts:
            terminal.wait_for(is_at(1))
            terminal.press("Space")

        assert terminal.wait_exit() == 70
        terminal.check_restored()
        shown = terminal.text
        assert "Traceback" not in shown
        assert "what somebody wrote" not in shown
        assert "RuntimeError" in shown
        assert "crash.log" in shown.replace("\n", "")
        assert len([line for line in terminal.lines if line]) <= 4
    (log,) = home.state.rglob("crash.log")
    assert f"in {'broken'}" in log.read_text(encoding="utf-8")
    assert not terminal.model.titles


def test_a_mistake_of_ours_before_the_screen_is_told_the_same_way(
    home: Home, tmp_path: Path
) -> None:
    with _broken_reader(
        home, tmp_path, "explainer.deck.library", "Address", "__init__"
    ) as terminal:
        assert terminal.wait_exit() == 70
        terminal.check_restored()
        assert "crash.log" in terminal.text.replace("\n", "")
        assert "Traceback" not in terminal.text


ENDLESS = """
import sys
from threading import Event
from {module} import {name}

def never_done(self, *arguments):
    print("it began", file=open({begun!r}, "w"))
    Event().wait()

{name}.{method} = never_done
from explainer.cli import main
sys.argv = ["explainer", *sys.argv[1:]]
main()
"""


@pytest.mark.parametrize(
    ("module", "name", "method", "keys"),
    [
        ("explainer.deck.loader", "OpenDeck", "sections", []),
        ("explainer.ui.base.finder", "Finder", "_read", ["/"]),
        ("explainer.ui.figures.table_figure", "TableFigure", "prepare", ["Tab", "Enter"]),
    ],
    ids=["parsing", "search", "table"],
)
def test_leaving_waits_for_no_work(
    home: Home, tmp_path: Path, module: str, name: str, method: str, keys: list[str]
) -> None:
    """The work waits for something that never comes, so the reader must not wait for it."""
    deck = tmp_path / "deck"
    (deck / "data").mkdir(parents=True)
    (deck / "deck.toml").write_text('format = 1\nid = "d"\ntitle = "T"\n')
    (deck / "01-a.md").write_text("# A\n\n```{table} t\n```\n")
    (deck / "data" / "t.csv").write_text("a,b\n1,2\n")
    begun, script = tmp_path / "begun", tmp_path / "endless.py"
    script.write_text(
        ENDLESS.format(module=module, name=name, method=method, begun=str(begun)), encoding="utf-8"
    )
    command = [sys.executable, str(script), f"{deck}#a"]
    with Terminal(command, home.environment()) as terminal:
        terminal.wait_for(is_at(1))
        terminal.wait_quiet()
        terminal.press(*keys)
        terminal.wait_for(lambda _: begun.exists())
        terminal.press("Ctrl+C")

        assert terminal.wait_exit() == 0
        terminal.check_restored()
