"""A demo for strangers: a real sshd that runs only `explainer --kiosk`, and a real client."""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.bundled import SECOND
from tests.e2e.reading import is_at, reader, turn
from tests.e2e.terminal import EXPLAINER, Home, Terminal

SSHD = shutil.which("sshd", path=f"/usr/sbin:{os.environ.get('PATH', '')}")
SSH = shutil.which("ssh")

needs_ssh = pytest.mark.skipif(
    not (SSHD and SSH), reason="sshd or ssh is not installed (openssh-server, openssh-client)"
)


@dataclass
class Server:
    """An sshd on loopback."""

    port: int
    folder: Path
    home: Home
    """Home folder of the forced command."""

    def client(self, *arguments: str) -> list[str]:
        """Return the command of a client that connects."""
        options = {
            "UserKnownHostsFile": "/dev/null",
            "StrictHostKeyChecking": "no",
            "IdentitiesOnly": "yes",
            "IdentityFile": str(self.folder / "client_key"),
            "BatchMode": "yes",
            "LogLevel": "ERROR",
            "EscapeChar": "none",
        }
        words = [str(SSH), "-F", "/dev/null", "-p", str(self.port)]
        for name, value in options.items():
            words += ["-o", f"{name}={value}"]
        return [*words, *arguments[:-1], f"{getpass.getuser()}@127.0.0.1", *arguments[-1:]]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """Run an sshd with its own configuration, keys and forced command."""
    folder = tmp_path / "sshd"
    folder.mkdir(mode=0o700)
    for name in ("host_key", "client_key"):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True
        )
    shutil.copy(folder / "client_key.pub", folder / "authorized_keys")
    home = Home(tmp_path / "home")
    if os.getuid() == 0:
        # Folder for privilege separation, which Debian's unit creates at boot.
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    variables = " ".join(
        f"{name}={value}"
        for name, value in home.environment().items()
        if name.startswith(("HOME", "XDG", "LANG", "COLORTERM", "PYTHONPYCACHE"))
    )
    (folder / "config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host_key\nPidFile none\n"
        f"AuthorizedKeysFile {folder}/authorized_keys\nStrictModes no\nUsePAM no\n"
        "PasswordAuthentication no\nKbdInteractiveAuthentication no\nPermitRootLogin yes\n"
        f"ForceCommand {EXPLAINER} --kiosk\nPermitTTY yes\nDisableForwarding yes\n"
        f"PermitUserRC no\nPrintMotd no\nPrintLastLog no\nSetEnv {variables}\n",
        encoding="utf-8",
    )
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [str(SSHD), "-D", "-e", "-f", str(folder / "config")],
            stderr=log,
            stdin=subprocess.DEVNULL,
        )
        try:
            _wait_until_it_listens(port, process, folder / "log")
            yield Server(port, folder, home)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(5)


def _wait_until_it_listens(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        ended = process.poll() is not None
        assert not ended, log.read_text()
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError(log.read_text())


def _connect(server: Server, *arguments: str) -> Terminal:
    client_home = Home(server.folder / "client-home")
    return Terminal(server.client(*arguments), client_home.environment(), 100, 30)


@needs_ssh
def test_a_stranger_reads_and_leaves_and_nothing_is_kept(server: Server) -> None:
    with _connect(server, "-t") as terminal:
        terminal.wait_for("Begin", timeout=20)
        assert "nothing is kept" in terminal.text
        terminal.press("Enter")
        terminal.wait_for(is_at(1))
        turn(terminal, "n")
        terminal.wait_for(is_at(2))
        assert "nothing is kept" in terminal.last_line
        turn(terminal, "Tab")
        turn(terminal, "End")
        terminal.press("q")
        assert terminal.wait_exit() == 0
        terminal.check_restored()

    assert _kept(server) == set()
    with _connect(server, "-t") as terminal:
        terminal.wait_for("Begin", timeout=20)
        terminal.press("q")
        assert terminal.wait_exit() == 0


def _kept(server: Server) -> set[str]:
    """Return the files written outside of the cache."""
    return {name for name in server.home.files() if not name.startswith("cache/")}


@needs_ssh
def test_without_a_pty_the_plain_text_comes(server: Server) -> None:
    done = subprocess.run(
        server.client("-T"), stdin=subprocess.DEVNULL, capture_output=True, timeout=30
    )

    assert done.returncode == 0, done.stderr
    text = done.stdout.decode()
    assert "Section 1 of" in text
    assert "\x1b" not in text
    assert _kept(server) == set()


@needs_ssh
@pytest.mark.parametrize("pty", ["-t", "-T"])
def test_what_a_client_asks_to_run_is_not_run(server: Server, pty: str) -> None:
    mark = server.folder / "was-run"
    arguments = [*server.client(pty), f"touch {mark}; id > {mark}"]
    with Terminal(
        arguments, Home(server.folder / "client-home").environment(), 100, 30
    ) as terminal:
        if pty == "-t":
            terminal.wait_for("Begin", timeout=20)
            terminal.press("q")
        assert terminal.wait_exit(20) == 0
        assert "uid=" not in terminal.output.decode()

    assert not mark.exists()


@needs_ssh
@pytest.mark.parametrize("what", ["-s sftp", "-W 127.0.0.1:1"], ids=["sftp", "forwarding"])
def test_nothing_but_the_reader_is_given(server: Server, what: str) -> None:
    kind, name = what.split()
    words = server.client("-T")
    words = [*words, "-s", name] if kind == "-s" else [*words[:-1], "-W", name, words[-1]]
    done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, timeout=30)

    assert done.returncode != 0


@needs_ssh
def test_a_connection_that_breaks_ends_the_reader(server: Server) -> None:
    with _connect(server, "-t") as terminal:
        terminal.wait_for("Begin", timeout=20)
        before = _readers(server)
        assert before
        terminal.kill()
        for process in before:
            _wait_for_end(process)
    assert _kept(server) == set()


def _readers(server: Server) -> list[int]:
    """Return the processes that run the forced command of this server."""
    wanted = f"XDG_CACHE_HOME={server.home.cache}".encode()
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            if (
                wanted in (entry / "environ").read_bytes()
                and b"explainer" in (entry / "cmdline").read_bytes()
            ):
                found.append(int(entry.name))
        except OSError:  # it ended meanwhile
            continue
    return found


def _wait_for_end(process: int) -> None:
    import select

    try:
        watched = os.pidfd_open(process)
    except ProcessLookupError:
        return
    try:
        ready, _, _ = select.select([watched], [], [], 10)
        assert ready, f"process {process} lives on"
    finally:
        os.close(watched)


def test_the_kiosk_has_no_settings_no_record_and_opens_nothing(home: Home) -> None:
    home.settings('theme = "light"\n[keys]\nquit = ["X"]\n')
    with reader(home, "--kiosk", f"apple-alibaba#{SECOND}") as terminal:
        terminal.wait_for(is_at(2))
        terminal.wait_quiet()
        assert "nothing is kept" in terminal.last_line
        assert int(terminal.background_at(3, 30)[:2], 16) < 100
        turn(terminal, "Ctrl+P")
        for word in ("screenshot", "save", "edit", "url"):
            for letter in word:
                terminal.press(letter)
            terminal.wait_quiet(0.25)
            offers = [line for line in terminal.lines if word in line.lower()]
            assert len(offers) <= 1, offers  # the word that was typed, and no offer
            terminal.press(*["Backspace"] * len(word))
            terminal.wait_quiet(0.2)
        turn(terminal, "Escape")
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert "You were at" not in terminal.text
    assert {name for name in home.files() if name.split("/")[0] in ("data", "state")} == set()
