"""`explainer serve` before the first visitor: checks, refusals and messages."""

from __future__ import annotations

import importlib.util
import socket
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from explainer.cli import cli
from explainer.problems import ExplainerError
from explainer.serve.passwords import hash_password
from tests.e2e.terminal import EXPLAINER, Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def _serve(home: Home, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [EXPLAINER, "serve", *arguments],
        env=home.environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


def _users(home: Home, text: str) -> str:
    path = home.folder / "users.toml"
    home.folder.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    return str(path)


def test_check_tells_what_would_be_served_and_starts_nothing(home: Home) -> None:
    users = _users(
        home,
        'format = 1\n[[user]]\nname = "story"\ndecks = ["apple-alibaba"]\n'
        f'password = "{hash_password("x")}"\n',
    )

    done = _serve(home, "--check", "--port", "0", "--users", users)

    assert done.returncode == 0, done.stderr
    assert "apple-alibaba: 10 sections (closed to strangers)" in done.stdout
    assert "1 user, strangers may come" in done.stdout
    assert "SHA256:" in done.stdout
    assert "listening" not in done.stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("format = 1\n[[user]\n", "users.toml:2"),
        ('format = 1\n[[user]]\nname = "a"\npassword = "hunter2"\n', "users.toml:4"),
        ('format = 1\n[[user]]\nnam = "a"\n', "did you mean 'name'"),
    ],
)
def test_a_users_file_with_a_mistake_lets_nobody_in(home: Home, text: str, told: str) -> None:
    done = _serve(home, "--port", "0", "--users", _users(home, text))

    assert done.returncode == 2
    assert told.lower() in (done.stdout + done.stderr).lower()
    assert "hunter2" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_that_is_taken_is_said_with_what_to_do(home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        done = _serve(home, "--port", str(port))

    assert done.returncode == 2
    assert f"port {port}: Address already in use" in done.stderr
    assert "--port" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["no-such-deck"], "There is no deck 'no-such-deck'"),
        (["--users", "/nowhere/users.toml"], "users.toml"),
        (["--no-anonymous", "--check"], "Nobody could come in"),
        (["--status", "--port", "1"], "No host of yours"),
        (["--host", "not an address"], "Cannot listen on not an address"),
        (["apple-alibaba", "apple-alibaba"], "id 'apple-alibaba'"),
    ],
)
def test_what_cannot_be_served_is_said(home: Home, arguments: list[str], told: str) -> None:
    port = [] if "--port" in arguments else ["--port", "0"]

    done = _serve(home, *port, *arguments)

    assert done.returncode == 2
    assert told in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_a_host_key_that_others_can_read_is_refused(home: Home, tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert _serve(home, "--check", "--port", "0", "--data", str(data)).returncode == 0
    (data / "host_key").chmod(0o644)

    done = _serve(home, "--check", "--port", "0", "--data", str(data))

    assert done.returncode == 2
    assert "chmod 600" in done.stderr


def test_the_host_key_is_made_once_for_ones_own_eyes(home: Home, tmp_path: Path) -> None:
    data = tmp_path / "data"
    prints = {
        next(
            line
            for line in _serve(home, "--check", "--port", "0", "--data", str(data)).stdout.split()
            if line.startswith("SHA256:")
        )
        for _ in range(2)
    }

    assert len(prints) == 1
    assert (data / "host_key").stat().st_mode & 0o777 == 0o600


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)

    done = CliRunner().invoke(cli, ["serve"])

    assert isinstance(done.exception, ExplainerError)
    assert "explainer[serve]" in str(done.exception)
