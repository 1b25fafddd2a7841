"""Ends of sessions, for every cause; and new versions of decks in open sessions."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bundled import SECOND, title
from tests.e2e.hosting import Host, begin, faulty, hosting, leave, needs_ssh
from tests.e2e.reading import is_at, turn

pytestmark = needs_ssh

_SORRY = "A mistake of ours ended this session. It was noted; please come again."


# --- mistakes of ours ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """A host of which some keys are broken."""
    folder = tmp_path_factory.mktemp("broken")
    with hosting(folder, program=faulty(), crashes=True) as host:
        yield host


def test_a_crash_is_a_sentence_to_its_visitor_and_nothing_to_another(broken: Host) -> None:
    with broken.visit() as one, broken.visit() as other:
        begin(one)
        begin(other)
        turn(other, "n")
        one.press("N")
        assert one.wait_exit(20) == 70
        one.check_restored()
        assert _SORRY in one.text
        assert "Traceback" not in one.output.decode()
        assert "ZeroDivisionError" not in one.output.decode()
        assert ".py" not in one.output.decode()
        turn(other, "n")
        other.wait_for(is_at(3))
        leave(other)

    assert broken.log.wait_for(r"end=(crash)") == "crash"


def test_the_same_crash_is_logged_once_without_what_it_says(broken: Host) -> None:
    before = broken.log.text.count("error=RuntimeError")
    assert before == 0
    for _ in range(2):
        with broken.visit(SECOND) as terminal:
            terminal.wait_for(is_at(2), timeout=20)
            terminal.wait_quiet()
            terminal.press("c")
            assert terminal.wait_exit(20) == 70
            terminal.check_restored()
            assert "secret.toml" not in terminal.output.decode()

    assert broken.log.text.count("error=RuntimeError") == 1
    assert "secret.toml" not in broken.log.text
    written = (broken.home.state / "explainer" / "crash.log").read_text()
    assert written.count("RuntimeError: ") == 1
    assert "a mistake" in broken.status()


@pytest.mark.parametrize("key", ["W", "S"], ids=["loops", "sleeps"])
def test_a_session_that_holds_all_others_is_ended(broken: Host, key: str) -> None:
    with broken.visit() as one, broken.visit() as other:
        begin(one)
        begin(other)
        one.press(key)
        assert one.wait_exit(20) == 70
        one.check_restored()
        assert "Traceback" not in one.output.decode()
        assert _SORRY in one.text
        turn(other, "n", timeout=15)
        other.wait_for(is_at(2))
        leave(other)

    broken.log.wait_for(r"end=(held-the-loop)")


# --- time, signals, lines that break ---------------------------------------------------------


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """A host with short time limits."""
    folder = tmp_path_factory.mktemp("strict")
    with hosting(folder, "--total-seconds", "4", "--idle-seconds", "1") as host:
        yield host


def test_who_does_nothing_is_asked_and_a_key_takes_the_question_away(strict: Host) -> None:
    with strict.visit() as terminal:
        begin(terminal)
        terminal.wait_for("Are you still there?", timeout=5)
        turn(terminal, "n")
        assert "Are you still there?" not in terminal.text
        leave(terminal)


def test_a_session_ends_once_its_time_is_over(strict: Host) -> None:
    with strict.visit() as terminal:
        begin(terminal)
        assert terminal.wait_exit(10) == 0
        terminal.check_restored()
        assert "as long as one may here" in terminal.text
        assert "Back: ssh -t" in " ".join(terminal.text.split())

    strict.log.wait_for("end=total")


def test_a_session_ends_in_time_over_a_search_a_quiz_and_the_palette(strict: Host) -> None:
    terminals = [strict.visit(), strict.visit(), strict.visit("quiz", "apple-alibaba")]
    for terminal in terminals:
        terminal.__enter__()
    try:
        for terminal, key in zip(terminals, ("/", "Ctrl+P"), strict=False):
            begin(terminal)
            terminal.press(key)
        for terminal in terminals:
            assert terminal.wait_exit(15) == 0
            terminal.check_restored()
            assert "Back: ssh -t" in " ".join(terminal.text.split())
    finally:
        for terminal in terminals:
            terminal.__exit__(None, None, None)


def test_a_killed_client_leaves_no_session(strict: Host) -> None:
    with strict.visit() as terminal:
        begin(terminal)
        ended = strict.log.text.count("end=closed")
        terminal.kill()
        strict.log.wait_for("end=closed", count=ended + 1, timeout=10)
    assert strict.open_sessions() == 0


def test_a_client_that_goes_while_it_is_asked_leaves_no_thread(strict: Host) -> None:
    with strict.visit("quiz", "apple-alibaba", variables={"TERM": "dumb"}) as terminal:
        terminal.wait_for("Question 1 of", timeout=20)
        ended = strict.log.text.count(" session ")
        terminal.kill()
        strict.log.wait_for(" session ", count=ended + 1, timeout=10)
    assert strict.run("quiz", "apple-alibaba", given=b"").code == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_host_that_closes_says_goodbye_to_all_and_ends(
    tmp_path: Path, number: signal.Signals
) -> None:
    with hosting(tmp_path) as host:
        with (
            host.visit() as one,
            host.visit("quiz", "apple-alibaba") as other,
            host.visit("quiz", "apple-alibaba", variables={"TERM": "dumb"}) as third,
        ):
            begin(one)
            turn(one, "n")
            other.wait_for("1 of ", timeout=20)
            third.wait_for("Question 1 of", timeout=20)
            host.process.send_signal(number)
            for terminal in (one, other):
                assert terminal.wait_exit(10) == 0
                terminal.check_restored()
                assert "The host is closing. Goodbye!" in terminal.text
                assert "Back: ssh -t" in " ".join(terminal.text.split())
            third.wait_exit(10)
            third.check_restored()
            assert title(SECOND) in one.text
        assert host.process.wait(10) == 0
    assert not [name for name in host.home.files() if name.startswith("run/")]


def test_last_words_reach_a_visitor_whose_line_was_stuck_while_the_host_closed(
    tmp_path: Path,
) -> None:
    with hosting(tmp_path) as host:
        with host.visit(size=(200, 60)) as terminal:
            begin(terminal)
            for _ in range(8):
                terminal.press("n")
            host.process.send_signal(signal.SIGTERM)
            host.log.wait_for("end=(goodbye)")

            terminal.wait_for("You were at")

            assert terminal.wait_exit() == 0
            terminal.check_restored()
        assert host.process.wait(10) == 0


# --- a new version of a deck -----------------------------------------------------------------


def _deck(folder: Path) -> Path:
    folder.mkdir()
    (folder / "deck.toml").write_text(
        'format = 1\nid = "small"\ntitle = "A small one"\nsections = ["one", "two"]\n'
    )
    (folder / "01-one.md").write_text("# First part\n\nFew words.\n")
    (folder / "02-two.md").write_text("# Second part\n\nThe old words.\n")
    return folder


@pytest.mark.parametrize("watch", [True, False], ids=["watched", "asked-by-a-signal"])
def test_a_new_version_comes_to_an_open_session_at_its_place(tmp_path: Path, watch: bool) -> None:
    deck = _deck(tmp_path / "deck")
    options = ["--watch"] if watch else []

    def change(file: str, text: str) -> None:
        (deck / file).write_text(text)
        if not watch:
            host.process.send_signal(signal.SIGHUP)

    with (
        hosting(tmp_path / "host", *options, decks=(str(deck),)) as host,
        host.visit("two") as terminal,
    ):
        terminal.wait_for("The old words.", timeout=20)
        change("02-two.md", "# Second part\n\nThe new words.\n")
        terminal.wait_for("The new words.")
        assert "updated" in terminal.last_line
        turn(terminal, "p")
        assert "Few words." in terminal.text
        turn(terminal, "n")
        terminal.wait_for(is_at(2))

        change("deck.toml", "format = 1\nid = [broken\n")
        host.log.wait_for("reload ok=no")
        assert "The new words." in terminal.text
        assert "The new words." in host.run("small/two").text
        assert "[broken" not in host.log.text

        change(
            "deck.toml",
            'format = 1\nid = "small"\ntitle = "A small one"\nsections = ["one", "two"]\n',
        )
        host.log.wait_for("reload ok=yes", count=2)
        change("02-two.md", "# Second part\n\nThe newest words.\n")
        terminal.wait_for("The newest words.")
        assert "The newest words." in host.run("small/two").text
        leave(terminal)


def test_a_quiz_goes_on_with_the_version_that_it_began_with(tmp_path: Path) -> None:
    deck = _deck(tmp_path / "deck")
    (deck / "quiz").mkdir()
    (deck / "quiz" / "questions.toml").write_text(
        '[[question]]\nid = "q1"\ntype = "true-false"\nsection = "one"\n'
        'prompt = "Is it the old question?"\nanswer = true\nexplain = "It is."\n'
    )
    with (
        hosting(tmp_path / "host", decks=(str(deck),)) as host,
        host.visit("quiz", "small") as terminal,
    ):
        terminal.wait_for("Is it the old question?", timeout=20)
        (deck / "02-two.md").write_text("# Second part\n\nThe new words.\n")
        host.process.send_signal(signal.SIGHUP)
        host.log.wait_for("reload ok=yes")
        terminal.wait_quiet()
        terminal.press("1", "Enter")
        terminal.wait_quiet()
        terminal.press("Escape")
        terminal.wait_quiet(0.25)
        if terminal.process.poll() is None:
            terminal.press("Escape")
        assert terminal.wait_exit() == 0
        terminal.check_restored()
