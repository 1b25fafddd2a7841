"""Every command reports broken streams, and never fails with an error of ours."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from explainer.cli import cli
from tests.e2e.terminal import EXPLAINER, Home, Terminal

DECKS = Path(__file__).parents[1] / "ui" / "decks"
DECK = str(DECKS / "asking")
LEDGER = str(DECKS / "ledger")

GIFT = "::springs:: Where do springs lie? { =In the hills ~In the plains }\n"

OURS = ("mistake of ours", "Traceback", "Exception ignored")


@dataclass(frozen=True)
class Case:
    """A command that needs no terminal; `{folder}` in its words is a folder of the test."""

    words: str
    typed: str = ""
    code: int = 0
    """Exit code with working streams."""
    speaks: bool = True
    """True if it writes to standard output."""
    variables: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        words = [Path(word).name if word.startswith("/") else word for word in self.words.split()]
        return " ".join([*(name for name, _ in self.variables), *words])


VERSION = Case("--version")
LIST = Case("list")
EXPLAIN = Case("explain")
QUIZ = Case(f"quiz --plain {DECK}", "1\n2\n/q\n")
CHECK = Case("check {folder}/deck --format full", code=1)

CASES = [
    VERSION,
    LIST,
    EXPLAIN,
    QUIZ,
    CHECK,
    Case("", variables=(("_EXPLAINER_COMPLETE", "bash_source"),)),
    Case(f"read --plain {DECK}"),
    Case(f"--plain {DECK}#rivers"),
    Case(f"review --plain {DECK}"),
    Case(f"desk --plain {LEDGER}", "1\n"),
    Case("progress"),
    Case(f"progress {DECK}"),
    Case("progress export --format json", speaks=False),
    Case("progress export --format csv"),
    Case(f"progress reset {DECK}", "y\n"),
    Case(f"progress reset {DECK} --yes"),
    Case(f"stats {DECK}"),
    Case("import {folder}/own.gift --to {folder}/deck"),
    *(Case(f"export {DECK} --format {form}") for form in ("gift", "aiken", "anki", "csv")),
    Case(f"present {DECK} --check"),
    Case(f"present {DECK}", code=2, speaks=False),
    Case("audience", code=2, speaks=False),
    Case("report --list"),
    Case("report", code=2, speaks=False),
    Case("serve --check --data {folder}/data"),
    Case("serve --port 0 --data {folder}/data"),
    Case("serve --status --port 9", code=2, speaks=False),
    Case("serve --hash-password", "secret word\n"),
    *(Case(f"check {{folder}}/deck --format {form}", code=1) for form in ("concise", "json")),
    Case("check nothing-there", code=2, speaks=False),
    Case("explain bad-id"),
    Case("new {folder}/made"),
    Case("schema"),
    Case("schema quiz"),
    Case("schema nothing", code=2, speaks=False),
    Case("completion bash"),
    Case("--no-such-option", code=2, speaks=False),
]

COMMANDS = cli.list_commands(cli.make_context("", []))
HELPS = ["--help"]
HELPS += [f"{name} --help" for name in COMMANDS]
HELPS += [f"progress {name} --help" for name in ("show", "export", "reset")]


@dataclass(frozen=True)
class Ended:
    """Result of a command."""

    code: int
    output: str
    messages: str


def run(case: Case, folder: Path, redirection: str, **streams: int) -> Ended:
    """Run a command with redirected streams, and check that it reports no error of ours."""
    home = Home(folder)
    environment = home.environment(**dict(case.variables))
    _make_files(folder)
    words = [word.replace("{folder}", str(folder)) for word in case.words.split()]
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {redirection}', "sh", EXPLAINER, *words],
        input=case.typed,
        text=True,
        env=environment,
        cwd=folder,
        timeout=60,
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams},
    )
    ended = Ended(done.returncode, done.stdout or "", done.stderr or "")
    assert not [words for words in OURS if words in ended.messages]
    assert not list(home.state.rglob("crash.log"))
    return ended


def _make_files(folder: Path) -> None:
    (folder / "own.gift").write_text(GIFT)
    (folder / "deck").mkdir()
    (folder / "deck" / "deck.toml").write_text('format = 1\nid = "own"\ntitle = "Own"\n')
    (folder / "deck" / "01-a.md").write_text("# A\n\n[^no-such-source] and ![](none.png)\n")


@pytest.fixture
def unread() -> Iterator[int]:
    """A pipe that nobody reads."""
    reader, writer = os.pipe()
    os.close(reader)
    yield writer
    os.close(writer)


@pytest.mark.parametrize(
    ("redirection", "error"),
    [(">&-", "Bad file descriptor"), (">/dev/full", "No space left on device")],
    ids=["closed", "full"],
)
@pytest.mark.parametrize("case", CASES, ids=str)
def test_output_that_cannot_be_written_is_an_error_with_its_name(
    case: Case, redirection: str, error: str, tmp_path: Path
) -> None:
    ended = run(case, tmp_path, redirection)

    assert ended.code == (1 if case.speaks else case.code)
    assert ended.messages.count(error) == case.speaks


@pytest.mark.parametrize("words", HELPS)
def test_help_that_cannot_be_written_is_an_error_with_its_name(words: str, tmp_path: Path) -> None:
    ended = run(Case(words), tmp_path, ">/dev/full")

    assert ended.code == 1
    assert ended.messages == (
        "explainer: Standard output cannot be written: No space left on device.\n"
    )


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_pipe_that_nobody_reads_ends_a_command_quietly(
    case: Case, unread: int, tmp_path: Path
) -> None:
    ended = run(case, tmp_path, "", stdout=unread)

    assert ended.code in (case.code, 0)
    if case.speaks:
        assert not ended.messages


@pytest.mark.parametrize("redirection", ["2>&-", "2>/dev/full"], ids=["closed", "full"])
@pytest.mark.parametrize("case", [VERSION, QUIZ, CHECK, CASES[-1]], ids=str)
def test_messages_that_cannot_be_written_change_nothing_else(
    case: Case, redirection: str, tmp_path: Path
) -> None:
    ended = run(case, tmp_path, redirection)

    assert ended.code == case.code
    assert bool(ended.output) == case.speaks


@pytest.mark.parametrize(
    "redirection",
    ["<&- >&- 2>&-", ">/dev/full 2>/dev/full", ">&- 2>/dev/full"],
    ids=["all closed", "both full", "closed and full"],
)
@pytest.mark.parametrize("case", [VERSION, LIST, EXPLAIN, QUIZ], ids=str)
def test_without_any_stream_that_works_the_exit_code_tells(
    case: Case, redirection: str, tmp_path: Path
) -> None:
    assert run(case, tmp_path, redirection).code == 1


def test_closed_input_is_an_input_without_lines(tmp_path: Path) -> None:
    ended = run(QUIZ, tmp_path, "<&-")

    assert ended.code == 0
    assert "You left." in ended.output


def test_input_that_cannot_be_read_is_an_error_with_its_name(tmp_path: Path) -> None:
    ended = run(QUIZ, tmp_path, "0>{}".format(tmp_path / "written"))

    assert ended.code == 1
    assert ended.messages == "explainer: Standard input cannot be read: Bad file descriptor.\n"


def test_a_character_that_the_output_cannot_hold_ends_nothing(tmp_path: Path) -> None:
    latin = Case(f"--plain {DECK}", variables=(("PYTHONIOENCODING", "ascii"),))

    assert run(latin, tmp_path, "").code == 0
    assert run(Case("list", variables=latin.variables), tmp_path / "list", "").code == 0


def test_an_import_is_done_though_nobody_reads_of_it(unread: int, tmp_path: Path) -> None:
    run(Case("import {folder}/own.gift --to {folder}/deck"), tmp_path, "", stdout=unread)

    assert "springs" in (tmp_path / "deck" / "quiz" / "own.toml").read_text()


@pytest.mark.parametrize("redirection", ["2>&-", "2>/dev/null", "2>/dev/full"])
def test_the_reader_shows_its_screen_wherever_messages_go(redirection: str, home: Home) -> None:
    words = ["sh", "-c", f'exec "$@" {redirection}', "sh", EXPLAINER, DECK]
    with Terminal(words, home.environment()) as terminal:
        terminal.wait_for("Begin")
        terminal.press("q")

        assert terminal.wait_exit() == 0
        terminal.check_restored()


def test_no_command_is_left_out() -> None:
    assert set(COMMANDS) <= {case.words.split(" ")[0] for case in CASES}
