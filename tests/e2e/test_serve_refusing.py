"""Refused requests: visitors cannot run, open, forward, copy or read anything but the lesson."""

from __future__ import annotations

import re
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bundled import SECOND
from tests.e2e.hosting import Host, begin, hosting, leave, needs_ssh
from tests.e2e.reading import is_at, turn

pytestmark = needs_ssh

SECRET = "the-secret-of-this-machine"


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """A host of the bundled deck, with a browser and an editor that leave a file when they run."""
    with hosting(tmp_path_factory.mktemp("host")) as host:
        yield host
        assert host.new_files() == set()


# --- commands ------------------------------------------------------------------------------


@pytest.mark.parametrize("pty", ["-tt", "-T"])
@pytest.mark.parametrize(
    "command",
    [
        "touch {mark}; id",
        "sh -c 'id > {mark}'",
        "$(touch {mark})",
        "`touch {mark}`",
        "| touch {mark}",
        "apple-alibaba; touch {mark}",
        "apple-alibaba\ntouch {mark}",
    ],
)
def test_a_command_is_not_run(host: Host, pty: str, command: str) -> None:
    answer = host.run(command.format(mark=host.mark), options=(pty,))

    assert answer.code == 1
    assert "uid=" not in answer.text
    assert not host.mark.exists()


@pytest.mark.parametrize(
    "place",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "apple-alibaba/../x",
        "apple-alibaba#../../x",
        "apple-alibaba/two-articles/../../../etc/passwd",
        "..",
        "./apple-alibaba",
        "file:///etc/passwd",
        "~/.ssh/id_ed25519",
        "apple-alibaba/01-two-articles.md",
        "apple-alibaba/deck.toml",
        "x --help",
        "x --kiosk",
        "present",
        "apple-alibaba/%00",
        "\x1b]52;c;aGk=\x07",
        "apple-alibaba#" + "x" * 5000,
    ],
    ids=lambda place: place[:24].encode("unicode_escape").decode(),
)
def test_a_deep_link_never_leads_out_of_a_deck(host: Host, place: str) -> None:
    answer = host.run(place)

    assert answer.code == 1
    assert "root:" not in answer.text
    assert len(answer.output) < 1000
    assert b"\x1b" not in answer.output
    assert b"\x07" not in answer.output


def test_no_key_opens_a_shell_or_an_editor_or_stops_the_reader(host: Host) -> None:
    with host.visit() as terminal:
        begin(terminal)
        for key in ("E", "!", ":", "Ctrl+Z", "Ctrl+\\", "Ctrl+C", "Ctrl+D", "Ctrl+S", "Ctrl+Q"):
            if terminal.process.poll() is None:
                terminal.press({"Ctrl+\\": "\x1c"}.get(key, key))
                terminal.wait_quiet()
        if terminal.process.poll() is None:
            terminal.press("Escape")
            terminal.wait_quiet(0.25)
            terminal.press("q")
        assert terminal.wait_exit() == 0
        terminal.check_restored()

    assert not host.mark.exists()


def test_a_link_opens_nothing_on_the_host(host: Host) -> None:
    with host.visit() as terminal:
        begin(terminal)
        for _ in range(5):
            for key in ("Tab", "Enter", "o", "Escape"):
                terminal.press(key)
            terminal.wait_quiet(0.25)
        for _ in range(4):
            if not is_at(1)(terminal):
                terminal.press("Escape")
                terminal.wait_quiet(0.25)
        turn(terminal, "S")
        for key in ("Enter", "o", "b", "u", "Enter"):
            terminal.press(key)
            terminal.wait_quiet()
        for _ in range(4):
            terminal.press("Escape")
            terminal.wait_quiet(0.25)

    assert not host.mark.exists()


def test_the_palette_offers_nothing_that_writes_or_opens(host: Host) -> None:
    with host.visit() as terminal:
        begin(terminal)
        turn(terminal, "Ctrl+P")
        for word in ("screenshot", "settings", "editor", "file", "url"):
            terminal.press(*word)
            terminal.wait_quiet(0.25)
            offers = [line for line in terminal.lines if word in line.lower()]
            assert len(offers) <= 1, offers  # the word that was typed, and no offer
            terminal.press(*["Backspace"] * len(word))
            terminal.wait_quiet(0.2)
        turn(terminal, "Escape")
        leave(terminal)


# --- what ssh can ask for beside a session ---------------------------------------------------


@pytest.fixture
def treasure() -> Iterator[int]:
    """A port of this machine that sends a secret to everybody."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening.getsockname()[1]
        with pytest.raises(BlockingIOError):
            listening.accept()


def test_ports_of_the_host_cannot_be_reached(host: Host, treasure: int) -> None:
    answer = host.run(options=("-T", "-W", f"127.0.0.1:{treasure}"))

    assert answer.code != 0
    assert answer.output == b""


def test_a_tunnel_leads_nowhere(host: Host, treasure: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = ("-t", "-L", f"127.0.0.1:{port}:127.0.0.1:{treasure}")
    with host.visit(options=options) as terminal:
        terminal.wait_for("Begin", timeout=20)
        with socket.create_connection(("127.0.0.1", port), 5) as tunnel:
            tunnel.settimeout(5)
            tunnel.sendall(b"hello")
            assert _received(tunnel) == b""
        terminal.wait_quiet()
        terminal.press("Ctrl+L")
        leave(terminal)


def test_a_proxy_reaches_nothing(host: Host, treasure: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with host.visit(options=("-t", "-D", f"127.0.0.1:{port}")) as terminal:
        terminal.wait_for("Begin", timeout=20)
        with socket.create_connection(("127.0.0.1", port), 5) as proxy:
            proxy.settimeout(5)
            address = bytes([127, 0, 0, 1]) + treasure.to_bytes(2)
            proxy.sendall(b"\x05\x01\x00" + b"\x05\x01\x00\x01" + address)
            assert not _received(proxy)[2:].startswith(b"\x05\x00\x00\x01secret")
        terminal.wait_quiet()
        leave(terminal)


def _received(connection: socket.socket) -> bytes:
    data = b""
    try:
        while chunk := connection.recv(4096):
            data += chunk
    except (ConnectionError, TimeoutError):
        pass
    return data


def test_the_host_listens_for_nobody(host: Host) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = ("-T", "-o", "ExitOnForwardFailure=yes", "-R", f"127.0.0.1:{port}:127.0.0.1:1")
    answer = host.run(options=options)

    assert answer.code == 255
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.parametrize("option", ["-A", "-oForwardAgent={agent}", "-X", "-Y"])
def test_neither_an_agent_nor_a_display_is_forwarded(host: Host, option: str) -> None:
    with socket.socket(socket.AF_UNIX) as agent:
        path = host.visitors.folder / "agent.sock"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        agent.bind(str(path))
        agent.listen()
        agent.setblocking(False)
        before = _sockets()
        variables = {"SSH_AUTH_SOCK": str(path), "DISPLAY": ":7"}
        # The agent is there to be forwarded, and not to be asked for keys.
        options = ("-t", "-o", "IdentityAgent=none", option.format(agent=path))
        with host.visit(options=options, variables=variables) as terminal:
            terminal.wait_for("Begin", timeout=20)
            assert not _sockets() - before
            leave(terminal)
        with pytest.raises(BlockingIOError):
            agent.accept()


def _sockets() -> set[str]:
    """Return the sockets of SSH agents that were created for a session."""
    return {str(path) for path in Path("/tmp").glob("ssh-*/*")}


@pytest.mark.parametrize("subsystem", ["sftp", "shell", "netconf", "explainer"])
def test_there_is_no_subsystem(host: Host, subsystem: str) -> None:
    answer = host.run(subsystem, options=("-T", "-s"))

    assert answer.code != 0
    assert answer.output == b""


@pytest.mark.skipif(shutil.which("scp") is None, reason="scp is not installed (openssh-client)")
@pytest.mark.parametrize("protocol", ["-O", "-s"], ids=["scp", "sftp"])
def test_nothing_is_copied_in_or_out(host: Host, protocol: str, tmp_path: Path) -> None:
    mine, theirs = tmp_path / "mine", tmp_path / "theirs"
    mine.write_text("from outside")
    options = ["-F", "/dev/null", "-P", str(host.port), "-o", "StrictHostKeyChecking=no"]
    options += ["-o", "UserKnownHostsFile=/dev/null", "-o", "BatchMode=yes"]
    scp = ["scp", protocol, *options]
    out = host.run_words([*scp, "x@127.0.0.1:/etc/passwd", str(theirs)])
    into = host.run_words([*scp, str(mine), f"x@127.0.0.1:{host.mark}"])

    assert out.code != 0
    assert into.code != 0
    assert not theirs.exists()
    assert not host.mark.exists()


def test_variables_of_a_client_change_nothing(host: Host, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    trap.mkdir()
    (trap / "sitecustomize.py").write_text(f"open({str(host.mark)!r}, 'w')")
    names = {
        "PYTHONPATH": trap,
        "PYTHONSTARTUP": trap / "sitecustomize.py",
        "LD_PRELOAD": trap / "x.so",
        "TEXTUAL_DRIVER": "os:system",
        "TEXTUAL": "devtools,debug",
        "EDITOR": "touch",
        "HOME": trap,
        "XDG_CONFIG_HOME": trap,
        "PATH": trap,
        "LC_ALL": "C.UTF-8" + "\x1b[31m" * 400,
    }
    words = " ".join(f"'{name}={value}'" for name, value in names.items())
    with host.visit(options=("-t", "-o", f"SetEnv={words}")) as terminal:
        begin(terminal)
        terminal.press("E")
        terminal.wait_quiet()
        terminal.press("Escape")
        terminal.wait_quiet()
        leave(terminal)

    assert not host.mark.exists()
    assert host.new_files() == set()


# --- a deck that wants out -------------------------------------------------------------------


def test_a_hostile_deck_shows_no_file_of_the_host(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_text(SECRET)
    (tmp_path / "secret.toml").write_text(f'title = "{SECRET}"\n')
    (tmp_path / "secret.md").write_text(f"# {SECRET}\n")
    deck = tmp_path / "deck"
    for folder in ("images", "data"):
        (deck / folder).mkdir(parents=True)
    (deck / "images" / "inside.png").symlink_to(tmp_path / "secret.png")
    (deck / "data" / "inside.toml").symlink_to(tmp_path / "secret.toml")
    (deck / "deck.toml").write_text('format = 1\nid = "hostile"\ntitle = "Hostile"\n')
    (deck / "01-one.md").write_text(
        "# One\n\nBefore.\n\n"
        "```{image} ../../secret.png\n```\n\n```{image} ../secret.png\n```\n\n"
        "```{image} /etc/passwd\n```\n\n```{image} images/inside.png\n```\n\n"
        "```{table} ../../secret\n```\n\n```{table} inside\n```\n\n"
        "![picture](../secret.png) ![picture](file:///etc/passwd)\n\n"
        "[out](../secret.md) [etc](file:///etc/passwd)\n\nAfter.\n"
    )
    with hosting(tmp_path / "host", decks=(str(deck),)) as host:
        answer = host.run()
        assert "Before." in answer.text
        assert "After." in answer.text
        assert SECRET not in answer.text
        assert "root:" not in answer.text
        with host.visit("one", size=(100, 60)) as terminal:
            terminal.wait_for("After.", timeout=20)
            for key in ("Tab", "Enter", "Escape") * 5:
                terminal.press(key)
                terminal.wait_quiet(0.12)
            seen = terminal.output.decode("utf-8", "replace")
        assert SECRET not in seen
        assert "root:" not in seen
        assert not re.search(r"/(?:tmp|home|root)/", seen + answer.text)


def test_the_last_line_never_names_a_folder_of_the_host(host: Host) -> None:
    with host.visit(SECOND) as terminal:
        terminal.wait_for(is_at(2), timeout=20)
        leave(terminal)
        assert str(host.home.folder) not in terminal.output.decode()
