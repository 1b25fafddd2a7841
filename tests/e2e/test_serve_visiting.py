"""A lesson over SSH: visitors read, answer and leave, and do not affect each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bundled import FIRST, SECOND, SECTIONS, THIRD, number, title
from tests.e2e.hosting import Host, begin, hosting, needs_ssh
from tests.e2e.reading import is_at, turn
from tests.e2e.terminal import Terminal

pytestmark = needs_ssh

_RGB = re.compile(rb"\x1b\[[0-9;]*[34]8;2;")
_INDEXED = re.compile(rb"\x1b\[[0-9;]*[34]8;5;")
_BASIC = re.compile(rb"\x1b\[(?:[0-9;]*;)?(?:[349][0-7]|10[0-7])(?:;[0-9;]*)?m")


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """A host with the bundled deck only."""
    with hosting(tmp_path_factory.mktemp("alone")) as host:
        host.home.settings('theme = "light"\n[keys]\nquit = ["X"]\n')
        host.at_start |= host.home.files()
        yield host


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """A host with two decks."""
    folder = tmp_path_factory.mktemp("library")
    deck = small_deck(folder / "small")
    with hosting(folder / "host", decks=("apple-alibaba", str(deck))) as host:
        yield host


def small_deck(folder: Path, words: str = "Few words.") -> Path:
    """Write a deck with two sections."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "deck.toml").write_text(
        'format = 1\nid = "small"\ntitle = "A small one"\nsections = ["one", "two"]\n'
    )
    (folder / "01-one.md").write_text(f"# First part\n\n{words}\n")
    (folder / "02-two.md").write_text("# Second part\n\nThe rest of it.\n")
    return folder


# --- reading -------------------------------------------------------------------------------


def test_a_visitor_reads_leaves_and_is_told_the_way_back(host: Host) -> None:
    with host.visit() as terminal:
        begin(terminal)
        assert "nothing is kept" in terminal.last_line
        turn(terminal, "n")
        terminal.wait_for(is_at(2))
        turn(terminal, "Tab")
        turn(terminal, "o")
        turn(terminal, "Escape")
        terminal.press("q")
        assert terminal.wait_exit() == 0
        terminal.check_restored()
        last = " ".join(terminal.text.split())
        assert last.startswith(f"You were at “{title(SECOND)}”.")
        assert last.endswith(f"ssh -t -p {host.port} 127.0.0.1 apple-alibaba/{SECOND}")

    assert host.new_files() == set()


def test_the_command_of_the_last_line_leads_back(host: Host) -> None:
    with host.visit() as terminal:
        begin(terminal)
        turn(terminal, "n")
        terminal.press("q")
        assert terminal.wait_exit() == 0
        command = re.search(r"(ssh -t .*)", terminal.text)
    assert command is not None

    port, place = command[1].split()[3], command[1].split()[-1]
    assert port == str(host.port)
    with host.visit(place) as terminal:
        terminal.wait_for(is_at(2), timeout=20)
        terminal.press("q")
        assert terminal.wait_exit() == 0


@pytest.mark.parametrize(
    "place",
    [
        f"apple-alibaba/{THIRD}",
        f"apple-alibaba#{THIRD}",
        THIRD,
        f"#{THIRD}",
        f"explainer apple-alibaba#{THIRD}",
    ],
)
def test_a_deep_link_opens_its_section_at_once(host: Host, place: str) -> None:
    with host.visit(*place.split()) as terminal:
        terminal.wait_for(is_at(number(THIRD)), timeout=20)
        terminal.press("q")
        assert terminal.wait_exit() == 0


def test_a_place_that_there_is_not_is_said_with_what_there_is(host: Host) -> None:
    misspelt = SECOND[:-1] + "x"
    with host.visit(f"apple-alibaba/{misspelt}") as terminal:
        assert terminal.wait_exit(20) == 1
        terminal.check_restored()
        assert misspelt in terminal.text
        assert SECOND in terminal.text


def test_the_hosts_settings_are_not_the_visitors(host: Host) -> None:
    with host.visit() as terminal:
        begin(terminal)
        terminal.wait_quiet()
        assert _is_dark(terminal)
        turn(terminal, "T")
        terminal.press("X")
        terminal.wait_quiet()
        terminal.press("q")
        assert terminal.wait_exit() == 0

    settings = host.home.config / "explainer" / "settings.toml"
    assert settings.read_text() == 'theme = "light"\n[keys]\nquit = ["X"]\n'
    assert host.new_files() == set()


def test_a_resized_window_is_drawn_anew(host: Host) -> None:
    with host.visit() as terminal:
        begin(terminal)
        for size in ((60, 20), (140, 40), (3, 2), (100, 30)):
            terminal.resize(*size)
            terminal.wait_quiet(0.2)
        terminal.wait_for(is_at(1))
        terminal.press("q")
        assert terminal.wait_exit() == 0
        terminal.check_restored()


# --- several decks -------------------------------------------------------------------------


def test_of_several_decks_a_visitor_chooses(library: Host) -> None:
    with library.visit() as terminal:
        terminal.wait_for("What would you like to read?", timeout=20)
        assert "Two articles, one deal" in terminal.text
        terminal.press("2", "Enter")
        terminal.wait_for("Begin")
        assert "A small one" in terminal.text
        terminal.press("Enter")
        terminal.wait_for("Few words.")
        terminal.press("q")
        terminal.wait_quiet()
        for _ in range(2):
            if terminal.process.poll() is None:
                terminal.press("q")
                terminal.wait_quiet()
        assert terminal.wait_exit() == 0
        terminal.check_restored()


def test_the_name_before_the_host_may_be_a_deck(library: Host) -> None:
    with library.visit(name="small") as terminal:
        terminal.wait_for("Begin", timeout=20)
        assert "A small one" in terminal.text
        terminal.press("q")
        assert terminal.wait_exit() == 0
    with library.visit("two", name="small") as terminal:
        terminal.wait_for("The rest of it.", timeout=20)
        terminal.press("q")
        assert terminal.wait_exit() == 0


def test_without_a_terminal_several_decks_are_listed(library: Host) -> None:
    answer = library.run()

    assert answer.code == 0
    assert "apple-alibaba: Two articles, one deal" in answer.text
    assert "small: A small one" in answer.text
    assert library.run("small").text.count("Few words.") == 1


# --- without a screen ----------------------------------------------------------------------


def test_without_a_terminal_the_whole_text_comes(host: Host) -> None:
    answer = host.run()

    assert answer.code == 0
    assert answer.errors == ""
    for section in SECTIONS:
        assert title(section) in answer.text
    assert f"Section {len(SECTIONS)} of {len(SECTIONS)}" in answer.text
    assert b"\x1b" not in answer.output
    assert b"\r" not in answer.output
    part = host.run(f"apple-alibaba/{FIRST}")
    assert len(part.output) < len(answer.output) / 2


def test_a_reader_that_has_read_enough_ends_the_text(host: Host) -> None:
    words = " ".join(f"'{word}'" for word in host.client("-T"))
    answer = host.run_words(["sh", "-c", f"{words} | head -n 1"])

    assert answer.text == "Two articles, one deal\n"


def test_a_quiz_goes_line_by_line_without_a_terminal(host: Host) -> None:
    # Clients send what they are given together with the request: none of it may be lost.
    words = host.client("-T", command=("quiz", "apple-alibaba"))
    answers = [host.run_words(words, b"/?\n/d\n\n/d\n") for _ in range(6)]

    for answer in answers:
        assert answer.code == 0
        assert "Question 1 of" in answer.text
        assert "Question 2 of" in answer.text
        assert b"\x1b" not in answer.output
    assert host.new_files() == set()


def test_a_quiz_on_a_dumb_terminal_echoes_corrects_and_ends(host: Host) -> None:
    with host.visit("quiz", "apple-alibaba", variables={"TERM": "dumb"}) as terminal:
        terminal.wait_for("Question 1 of", timeout=20)
        terminal.send(b"qx\x7f\x7f\x7f/?")
        terminal.wait_for(lambda terminal: terminal.text.rstrip().endswith(": /?"))
        terminal.send(b"\r")
        terminal.wait_for("/sure")
        terminal.send(b"\x04")
        assert terminal.wait_exit() == 0
        assert "You left." in terminal.text
        terminal.check_restored()
        assert b"\x1b" not in terminal.output


def test_a_dumb_terminal_gets_the_text(host: Host) -> None:
    with host.visit(FIRST, variables={"TERM": "dumb"}) as terminal:
        assert terminal.wait_exit(20) == 0
        assert title(FIRST).encode() in terminal.output
        assert b"\x1b" not in terminal.output
        assert re.search(rb"[^\r]\n", terminal.output) is None


def test_a_quiz_on_a_screen_opens_at_once_and_leads_back_to_the_shell(host: Host) -> None:
    with host.visit("quiz", "apple-alibaba") as terminal:
        terminal.wait_for("1 of ", timeout=20)
        terminal.wait_quiet()
        terminal.press("Escape")
        assert terminal.wait_exit() == 0
        terminal.check_restored()


def test_a_visitor_in_a_quiz_keeps_nobody_waiting_at_the_door(host: Host) -> None:
    with host.visit("quiz", "apple-alibaba") as one, host.visit() as other:
        one.wait_for("1 of ", timeout=20)
        begin(other)
        for terminal, key in ((one, "Escape"), (other, "q")):
            terminal.wait_quiet()
            terminal.press(key)
            assert terminal.wait_exit() == 0
    seconds = re.findall(r" seconds=([0-9.]+)", host.log.text)[-2:]
    assert max(map(float, seconds)) < 4


# --- two at a time -------------------------------------------------------------------------


def test_two_visitors_have_their_own_places_and_themes(host: Host) -> None:
    with host.visit() as one, host.visit(variables={"TERM": "xterm-kitty"}) as other:
        begin(one)
        begin(other)
        one.wait_quiet()
        other.wait_quiet()
        turn(one, "n")
        turn(one, "n")
        for _ in range(6):
            if not _is_dark(one):
                break
            turn(one, "T")
        assert not _is_dark(one)
        assert is_at(3)(one)
        other.wait_quiet()
        assert is_at(1)(other)
        assert _is_dark(other)
        turn(other, "n")
        assert is_at(2)(other)
        assert _is_dark(other)
        one.wait_quiet()
        assert is_at(3)(one)
        for terminal in (one, other):
            terminal.press("q")
            assert terminal.wait_exit() == 0
            terminal.check_restored()


_KINDS: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "true": ({"TERM": "xterm-256color"}, ("-t", "-o", "SendEnv=COLORTERM")),
    "indexed": ({"TERM": "xterm-256color", "COLORTERM": ""}, ("-t", "-o", "SendEnv=COLORTERM")),
    "basic": ({"TERM": "vt100", "COLORTERM": ""}, ("-t",)),
    "none": ({"TERM": "xterm-256color"}, ("-t", "-o", "SetEnv=NO_COLOR=1")),
}


@pytest.mark.parametrize("order", [tuple(_KINDS), tuple(reversed(_KINDS))], ids=" ".join)
def test_every_terminal_gets_the_colours_of_its_own_depth(
    host: Host, order: tuple[str, ...]
) -> None:
    terminals: dict[str, Terminal] = {}
    try:
        for kind in order:
            variables, options = _KINDS[kind]
            terminals[kind] = host.visit(options=options, variables=variables).__enter__()
            begin(terminals[kind])
        for terminal in terminals.values():
            terminal.wait_quiet()
            turn(terminal, "n")
            turn(terminal, "Tab")
            turn(terminal, "o")
    finally:
        for terminal in terminals.values():
            terminal.__exit__(None, None, None)

    found = {kind: _depths(terminal.output) for kind, terminal in terminals.items()}
    assert found["true"] >= {"rgb"}
    assert "indexed" not in found["true"]
    assert found["indexed"] >= {"indexed"}
    assert "rgb" not in found["indexed"]
    assert found["basic"] <= {"basic"}
    assert found["none"] == set()


def test_a_terminal_without_unicode_gets_ascii(host: Host) -> None:
    with host.visit(variables={"TERM": "vt100"}) as terminal:
        begin(terminal)
        terminal.wait_quiet()
        turn(terminal, "n")
        turn(terminal, "o")
        assert "Overview" in terminal.text

    assert terminal.output.isascii()


def _depths(output: bytes) -> set[str]:
    patterns = {"rgb": _RGB, "indexed": _INDEXED, "basic": _BASIC}
    plain = re.sub(rb"[34]8;(?:2;\d+;\d+;\d+|5;\d+)", b"", output)
    found = {name for name in ("rgb", "indexed") if patterns[name].search(output)}
    return found | ({"basic"} if _BASIC.search(plain) else set())


def _is_dark(terminal: Terminal) -> bool:
    return int(terminal.background_at(3, 60)[:2], 16) < 100


def test_status_tells_the_figures_and_nothing_of_visitors(host: Host) -> None:
    with host.visit(name="someones-name") as terminal:
        begin(terminal)
        assert host.open_sessions() == 1
        assert "someones-name" not in host.status()
        terminal.press("q")
        assert terminal.wait_exit() == 0
    assert host.open_sessions() == 0
    assert "127.0.0.1" not in host.log.text
    assert "someones-name" not in host.log.text


def test_a_second_host_on_the_port_says_what_to_do(host: Host) -> None:
    answer = host.command("serve", "--port", str(host.port))

    assert answer.code not in (0, 70)
    assert "--port" in answer.errors
    assert "Traceback" not in answer.errors


def test_check_starts_nothing(host: Host) -> None:
    answer = host.command("serve", "--check", "--port", "0")

    assert answer.code == 0, answer
    assert "apple-alibaba: 10 sections" in answer.text
    assert "SHA256:" in answer.text
