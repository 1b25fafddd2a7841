"""Progress of visitors: kept when they ask, under their key only, and deleted when they ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bundled import THIRD, number
from tests.e2e.hosting import Host, hosting, leave, make_key, needs_ssh
from tests.e2e.reading import is_at, turn
from tests.e2e.terminal import Terminal

pytestmark = needs_ssh

_COMMAND = re.compile(r"ssh -t -p \d+ (\S+)@127\.0\.0\.1 (\S+)")


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """A host that keeps progress."""
    with hosting(tmp_path_factory.mktemp("host")) as host:
        yield host


def _records(host: Host) -> set[str]:
    return {name for name in host.new_files() if name.endswith(".sqlite")}


def _keep_by_code(host: Host) -> tuple[str, str]:
    """Bet, go on two sections, ask to keep, leave; returns user name and place of the way back."""
    with host.visit() as terminal:
        terminal.wait_for("Begin", timeout=20)
        terminal.press("Enter")
        terminal.wait_for(is_at(1))
        terminal.wait_quiet()
        terminal.press("2")
        terminal.wait_for("Your bet: ")
        turn(terminal, "n")
        turn(terminal, "n")
        terminal.press("K")
        terminal.wait_for("Kept for an hour")
        terminal.press("q")
        assert terminal.wait_exit() == 0
        terminal.check_restored()
        words = " ".join(terminal.text.split())
    found = _COMMAND.search(words)
    assert found is not None, words
    assert found[2] == f"apple-alibaba/{THIRD}"
    return found[1], found[2]


def _read_with(host: Host, name: str, key: Path) -> Terminal:
    return host.visit(name=name, key=key)


def _title_facts(terminal: Terminal) -> str:
    """Return the title's line about the visitor's progress."""
    terminal.wait_for(lambda terminal: "Enter" in terminal.last_line, timeout=20)
    terminal.wait_quiet()
    return terminal.text


def test_a_code_brings_progress_to_a_key_and_the_key_brings_it_back(
    host: Host, tmp_path: Path
) -> None:
    key, stranger = make_key(tmp_path, "mine"), make_key(tmp_path, "other")
    name, place = _keep_by_code(host)
    assert name.startswith("keep-")
    assert name not in " ".join(host.home.files())
    assert name.removeprefix("keep-") not in host.log.text

    with host.visit(place, name=name, key=key) as terminal:
        terminal.wait_for(is_at(number(THIRD)), timeout=20)
        terminal.wait_quiet()
        assert "nothing is kept" not in terminal.text
        terminal.press("g", "g")
        terminal.wait_for("Your bet: ")
        turn(terminal, "n")
        turn(terminal, "n")
        terminal.wait_for(is_at(number(THIRD)))
        terminal.wait_quiet(0.5)
        leave(terminal)
        assert f"ssh -t -p {host.port} keep@127.0.0.1" in " ".join(terminal.text.split())

    with _read_with(host, "keep", key) as terminal:
        facts = _title_facts(terminal)
        assert "nothing is kept" not in facts
        assert "Continue" in facts
        terminal.press("Enter")
        terminal.wait_for(is_at(number(THIRD)))
        leave(terminal)

    with _read_with(host, "keep", stranger) as terminal:
        assert "Continue" not in _title_facts(terminal)
        leave(terminal)


def test_answers_of_a_quiz_are_kept_when_it_is_over(host: Host, tmp_path: Path) -> None:
    key = make_key(tmp_path, "key")
    with _read_with(host, "keep", key) as terminal:
        assert "nothing is kept" in _title_facts(terminal)
        terminal.press("K")
        terminal.wait_for("Kept under your key")
        leave(terminal)
    with host.visit("quiz", "apple-alibaba", name="keep", key=key) as terminal:
        terminal.wait_for("1 of ", timeout=20)
        terminal.wait_quiet()
        assert "nothing is kept" not in terminal.text
        terminal.press("d")
        terminal.wait_quiet()
        terminal.press("Escape")
        terminal.wait_quiet(0.3)
        if terminal.process.poll() is None:
            terminal.press("Escape")
        assert terminal.wait_exit() == 0

    with _read_with(host, "keep", key) as terminal:
        _title_facts(terminal)
        terminal.press("Enter")
        terminal.wait_for(is_at(1))
        turn(terminal, "Q")
        assert re.search(r"\b1 (?:answer|of|due|question)|[Gg]o on|Continue", terminal.text)


def test_a_code_is_good_once(host: Host, tmp_path: Path) -> None:
    first, second = make_key(tmp_path, "first"), make_key(tmp_path, "second")
    name, _ = _keep_by_code(host)
    with _read_with(host, name, first) as terminal:
        assert "Continue" in _title_facts(terminal)
        leave(terminal)

    with _read_with(host, name, second) as terminal:
        assert "Continue" not in _title_facts(terminal)
        leave(terminal)


@pytest.mark.parametrize("code", ["wrong", "../../x", "a" * 10, "%2e%2e", "' OR 1=1", "A" * 200])
def test_a_wrong_code_brings_nothing(host: Host, tmp_path: Path, code: str) -> None:
    key = make_key(tmp_path, "key")
    _keep_by_code(host)
    before = _records(host)
    with host.visit(name=f"keep-{code}", key=key) as terminal:
        terminal.wait_for(
            lambda terminal: "Begin" in terminal.text or terminal.process.poll() is not None, 20
        )
        assert "Continue" not in terminal.text
        if terminal.process.poll() is None:
            terminal.press("q")
            terminal.wait_exit()

    assert len(_records(host) - before) <= 1


def test_keep_wants_a_key_and_says_so(host: Host) -> None:
    answer = host.run(name="keep")

    assert answer.code == 255
    assert "Permission denied" in answer.errors


def test_forget_me_deletes_everything_of_one_and_nothing_of_another(
    host: Host, tmp_path: Path
) -> None:
    mine, other = make_key(tmp_path, "mine"), make_key(tmp_path, "other")
    before = _records(host)
    for key in (mine, other):
        name, place = _keep_by_code(host)
        with host.visit(place, name=name, key=key) as terminal:
            # It stands where the place would, until the next key.
            terminal.wait_for("What you did is kept under your key", timeout=20)
            turn(terminal, "n")
            assert is_at(number(THIRD) + 1)(terminal)
            leave(terminal)
    assert len(_records(host) - before) == 2

    with host.visit(THIRD, name="keep", key=mine) as terminal:
        terminal.wait_for(is_at(number(THIRD)), timeout=20)
        terminal.wait_quiet()
        turn(terminal, "Ctrl+P")
        terminal.press(*"forget me")
        terminal.wait_for("Forget me")
        terminal.wait_quiet(0.3)
        terminal.press("Enter")
        terminal.wait_for("Yes, forget me")
        terminal.press("Down", "Enter")
        terminal.wait_for("Nothing is kept from now on")
        assert len(_records(host) - before) == 1
        turn(terminal, "n")
        assert "nothing is kept" in terminal.text
        leave(terminal)
    assert len(_records(host) - before) == 1

    with _read_with(host, "keep", mine) as terminal:
        assert "Continue" not in _title_facts(terminal)
        leave(terminal)
    with _read_with(host, "keep", other) as terminal:
        assert "Continue" in _title_facts(terminal)
        leave(terminal)


def test_who_asks_for_nothing_leaves_nothing(host: Host, tmp_path: Path) -> None:
    key = make_key(tmp_path, "key")
    before = host.new_files()
    with host.visit(key=key) as terminal:
        terminal.wait_for("Begin", timeout=20)
        terminal.press("Enter")
        terminal.wait_for(is_at(1))
        turn(terminal, "n")
        leave(terminal)

    assert host.new_files() == before


def test_records_are_for_the_host_alone(host: Host) -> None:
    _keep_by_code(host)
    folder = host.home.data / "explainer" / "serve" / "visitors"

    assert folder.stat().st_mode & 0o077 == 0
    for file in folder.iterdir():
        assert re.fullmatch(r"(pending-)?[0-9a-f]{32,64}\.sqlite(-wal|-shm)?", file.name)
