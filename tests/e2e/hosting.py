"""Helpers: a host in a process of its own, and visitors with OpenSSH's `ssh` in a real terminal."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Condition, Thread
from typing import IO

import pytest

from tests.e2e.terminal import EXPLAINER, Home, Terminal

SSH = shutil.which("ssh")

needs_ssh = pytest.mark.skipif(not SSH, reason="ssh is not installed (openssh-client)")

_BROWSERS = ("xdg-open", "x-www-browser", "www-browser", "sensible-browser", "firefox", "gio", "vi")
_SERVED = re.compile(r"(\d+) open, (\d+) over")
_PATIENCE = 20.0


class Lines:
    """The output of a process, read while it runs, so that it never waits for a reader."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._text = ""
        self._grown = Condition()
        self._is_over = False
        self._thread = Thread(target=self._gather, args=(stream,), daemon=True)
        self._thread.start()

    def _gather(self, stream: IO[bytes]) -> None:
        for line in stream:
            with self._grown:
                self._text += line.decode("utf-8", "replace")
                self._grown.notify_all()
        with self._grown:
            self._is_over = True
            self._grown.notify_all()
        stream.close()

    @property
    def text(self) -> str:
        """All output so far."""
        with self._grown:
            return self._text

    def wait_for(self, pattern: str, count: int = 1, timeout: float = _PATIENCE) -> str:
        """Wait until a pattern was written a number of times; returns its last group or match."""
        wanted = re.compile(pattern)

        def found() -> list[str]:
            return [match[match.lastindex or 0] for match in wanted.finditer(self._text)]

        with self._grown:
            self._grown.wait_for(lambda: len(found()) >= count or self._is_over, timeout)
            matches = found()
            assert len(matches) >= count, f"no {pattern!r} ({count} times) in\n{self._text}"
            return matches[-1]

    def wait_for_end(self) -> str:
        """Wait for the end of the output, and return all of it."""
        self._thread.join(_PATIENCE)
        return self.text


@dataclass
class Host:
    """A running host, with methods to visit it."""

    process: subprocess.Popen[bytes]
    """Its process."""
    port: int
    """Its port."""
    home: Home
    """Its home folder, with all folders that it may write to."""
    log: Lines
    """Its log."""
    said: Lines
    """Its standard output."""
    visitors: Home
    """The home folder of visitors."""
    runtime: str
    """The folder of its status socket."""
    mark: Path
    """A file that programs create which must never be run."""
    at_start: set[str] = field(default_factory=set)
    """Files below its home when it began to listen."""

    def client(
        self,
        *options: str,
        name: str = "someone",
        command: Sequence[str] = (),
        key: Path | None = None,
        batch: bool = True,
    ) -> list[str]:
        """Return the command of a client.

        `ssh -t -p PORT -o … NAME@127.0.0.1 COMMAND`, with no configuration and no agent.
        """
        settings = {
            "UserKnownHostsFile": "/dev/null",
            "StrictHostKeyChecking": "no",
            "IdentitiesOnly": "yes",
            "IdentityFile": str(key) if key else "none",
            "BatchMode": "yes" if batch else "no",
            "LogLevel": "ERROR",
            "EscapeChar": "none",
        }
        words = [str(SSH), "-F", "/dev/null", "-p", str(self.port)]
        for setting, value in settings.items():
            words += ["-o", f"{setting}={value}"]
        return [*words, *options, f"{name}@127.0.0.1", *command]

    def visit(
        self,
        *command: str,
        name: str = "someone",
        key: Path | None = None,
        size: tuple[int, int] = (100, 30),
        options: Sequence[str] = ("-t",),
        variables: Mapping[str, str] | None = None,
    ) -> Terminal:
        """Return a visitor at a terminal, as a context manager."""
        words = self.client(*options, name=name, command=command, key=key)
        return Terminal(words, self.visitors.environment(**(variables or {})), *size)

    def run(
        self,
        *command: str,
        name: str = "someone",
        key: Path | None = None,
        options: Sequence[str] = ("-T",),
        given: bytes = b"",
    ) -> Answer:
        """Run a visitor without a terminal to the end; `given` is their input."""
        return self.run_words(self.client(*options, name=name, command=command, key=key), given)

    def run_words(self, words: Sequence[str], given: bytes = b"", **variables: str) -> Answer:
        """Run a client's command without a terminal."""
        done = subprocess.run(
            list(words),
            input=given,
            capture_output=True,
            timeout=10,
            env=self.visitors.environment(**variables),
            check=False,
        )
        return Answer(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))

    def command(self, *arguments: str) -> Answer:
        """Run `explainer` as the host's operator."""
        return self.run_words_at_home([EXPLAINER, *arguments])

    def run_words_at_home(self, words: Sequence[str]) -> Answer:
        """Run a command as the host's operator."""
        done = subprocess.run(
            list(words),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=30,
            env=self.home.environment(XDG_RUNTIME_DIR=self.runtime),
            check=False,
        )
        return Answer(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))

    def status(self) -> str:
        """Return the output of `--status`."""
        answer = self.command("serve", "--port", str(self.port), "--status")
        assert answer.code == 0, answer
        return answer.text

    def open_sessions(self) -> int:
        """Return the number of open sessions, as `--status` says."""
        found = _SERVED.search(self.status())
        assert found is not None
        return int(found[1])

    def new_files(self) -> set[str]:
        """Return the files created since it listens, except for cache and status socket."""
        return {
            name
            for name in self.home.files() - self.at_start
            if not name.startswith(("cache/", "run/"))
        }

    def end(self) -> int:
        """End it; returns the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(_PATIENCE)


@dataclass(frozen=True)
class Answer:
    """The result of a command."""

    code: int
    """Its exit code."""
    output: bytes
    """Its standard output."""
    errors: str
    """Its standard error."""

    @property
    def text(self) -> str:
        """Its standard output as text."""
        return self.output.decode("utf-8", "replace")


@contextmanager
def hosting(
    folder: Path,
    *arguments: str,
    program: Sequence[str] = (EXPLAINER,),
    decks: Sequence[str] = ("apple-alibaba",),
    crashes: bool = False,
    variables: Mapping[str, str] | None = None,
) -> Iterator[Host]:
    """Run a host below a folder; at the end, check that no session is open and no error was logged.

    `crashes` is true where errors are made on purpose.
    """
    host = _start(folder, arguments, program, decks, variables or {})
    try:
        yield host
        if host.process.poll() is None:
            _wait_until_empty(host)
            assert host.end() == 0, host.log.text
        log = host.log.wait_for_end() + host.said.wait_for_end()
        assert "Traceback" not in log, log
        if not crashes:
            assert " crash " not in log, log + _crash_file(host)
            assert " held-the-loop " not in log, log + _crash_file(host)
        assert not host.mark.exists(), "something was run for a visitor"
    finally:
        if host.process.poll() is None:
            host.process.kill()
            host.process.wait()
        shutil.rmtree(host.runtime)


def _start(
    folder: Path,
    arguments: Sequence[str],
    program: Sequence[str],
    decks: Sequence[str],
    variables: Mapping[str, str],
) -> Host:
    home, mark = Home(folder / "home"), folder / "was-run"
    runtime = _short_folder()
    tools = folder / "tools"
    tools.mkdir(parents=True, exist_ok=True)
    for name in _BROWSERS:
        (tools / name).write_text(f"#!/bin/sh\necho {name} >> {mark}\n")
        (tools / name).chmod(0o755)
    browser = str(tools / "xdg-open")
    environment = home.environment(
        PATH=f"{tools}:{os.environ.get('PATH', os.defpath)}",
        BROWSER=browser,
        EDITOR=browser,
        VISUAL=browser,
        SHELL=browser,
        DISPLAY=":99",
        XDG_RUNTIME_DIR=runtime,
        **variables,
    )
    words = [
        *program, "serve", *decks, "--port", "0", "--new-per-second", "1000",
        "--connections-per-address", "200", "--drain-seconds", "0.3", *arguments,
    ]  # fmt: skip
    process = subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    log, said = Lines(process.stderr), Lines(process.stdout)
    try:
        port = int(log.wait_for(r"listening port=(\d+)", timeout=60))
    except AssertionError:
        process.kill()
        process.wait()
        raise
    return Host(
        process, port, home, log, said, Home(folder / "visitors"), runtime, mark, home.files()
    )


def begin(terminal: Terminal) -> None:
    """Go from the title to the text."""
    terminal.wait_for("Begin", timeout=20)
    terminal.press("Enter")
    # A dot between number and title, or a full stop where there are no dots.
    terminal.wait_for(lambda terminal: terminal.last_line.startswith(" 1/"))
    terminal.wait_quiet()


def leave(terminal: Terminal) -> None:
    """Leave, and check that the terminal is as it was."""
    terminal.press("q")
    assert terminal.wait_exit() == 0
    terminal.check_restored()


def _short_folder() -> str:
    """Create a folder for a socket, whose path has to be short."""
    return tempfile.mkdtemp(prefix="explainer-", dir="/tmp")


def _wait_until_empty(host: Host) -> None:
    """Wait until no session is open; each look is a run of `--status`."""
    for _ in range(25):
        if host.open_sessions() == 0:
            return
    raise AssertionError(f"sessions are left: {host.status()}")


def _crash_file(host: Host) -> str:
    file = host.home.state / "explainer" / "crash.log"
    return file.read_text() if file.exists() else "(no crash.log)"


def make_key(folder: Path, name: str) -> Path:
    """Create a key of a visitor; its public part lies beside it as `.pub`."""
    path = folder / name
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(path)], check=True
    )
    return path


def faulty(*words: str) -> list[str]:
    """Return the command of a host with errors in it."""
    return [sys.executable, str(Path(__file__).with_name("faulty_host.py")), *words]
