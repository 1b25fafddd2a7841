"""Limits of a visitor: connections, sizes, bytes, slow reading, and input that is not SSH."""

from __future__ import annotations

import random
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.e2e.hosting import Host, begin, hosting, leave, needs_ssh
from tests.e2e.reading import is_at, turn

pytestmark = needs_ssh


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """A host with the default limits, except for a short time to log in."""
    with hosting(tmp_path_factory.mktemp("host"), "--login-seconds", "1") as host:
        yield host


# --- too many ------------------------------------------------------------------------------


def _come_one_after_another(host: Host, count: int) -> list[bool]:
    """Return, for each of several visitors who stay, if it was let in."""
    came = []
    with ExitStack() as stack:
        for _ in range(count):
            terminal = stack.enter_context(host.visit())
            terminal.wait_for(
                lambda terminal: "Begin" in terminal.text or terminal.process.poll() is not None, 20
            )
            terminal.wait_quiet()
            came.append("Begin" in terminal.text)
    return came


@pytest.mark.parametrize(
    ("option", "cause"),
    [
        ("--connections", "full"),
        ("--connections-per-address", "address"),
        ("--sessions", "full"),
    ],
)
def test_one_too_many_is_turned_away_and_comes_in_later(
    tmp_path: Path, option: str, cause: str
) -> None:
    with hosting(tmp_path, option, "2") as host:
        assert _come_one_after_another(host, 3) == [True, True, False]
        assert f"{cause} 1" in host.status()
        host.log.wait_for(" session ", count=2)
        assert host.run().code == 0


def test_one_connection_holds_so_many_sessions(tmp_path: Path) -> None:
    with hosting(tmp_path / "h", "--sessions-per-connection", "1") as host:
        path = tmp_path / "c"
        options = ("-t", "-o", f"ControlPath={path}", "-o", "ControlMaster=auto")
        with host.visit(options=options) as first:
            begin(first)
            # Turned away, a client would connect anew; this one cannot.
            second = host.run(
                options=("-T", "-o", f"ControlPath={path}", "-o", "ProxyCommand=false")
            )
            assert second.code == 255
            assert second.output == b""
            assert "sessions 1" in host.status()
            turn(first, "n")
            assert is_at(2)(first)
            leave(first)


def test_several_sessions_of_one_connection_are_apart(host: Host, tmp_path: Path) -> None:
    options = ("-t", "-o", f"ControlPath={tmp_path}/c", "-o", "ControlMaster=auto")
    with host.visit(options=options) as first, host.visit(options=options) as second:
        begin(first)
        begin(second)
        turn(first, "n")
        second.wait_quiet()
        assert is_at(2)(first)
        assert is_at(1)(second)
        leave(second)
        turn(first, "n")
        leave(first)


# --- too large, too small -------------------------------------------------------------------


@pytest.mark.parametrize("size", [(0, 0), (1, 1), (2, 1), (300, 5)], ids=str)
def test_a_window_of_any_size_is_read_in(host: Host, size: tuple[int, int]) -> None:
    with host.visit() as terminal:
        terminal.columns, terminal.rows = size
        terminal._set_size()
        terminal.wait_for(lambda terminal: b"\x1b[?1049h" in terminal.output, timeout=20)
        terminal.wait_quiet()
        for key in ("Enter", "n", "Tab", "o", "Escape"):
            terminal.press(key)
            terminal.wait_quiet(0.12)
        leave(terminal)


def test_a_window_without_end_costs_no_more_than_a_large_one(host: Host) -> None:
    with host.visit() as terminal:
        terminal.columns, terminal.rows = 65535, 65535
        terminal._set_size()
        terminal.wait_for(lambda terminal: b"\x1b[?1049h" in terminal.output, timeout=20)
        terminal.wait_quiet(0.3)
        for key in ("Enter", "n", "n"):
            terminal.press(key)
            terminal.wait_quiet()
        assert terminal.received < 1_000_000
        leave(terminal)


def test_a_storm_of_resizes_ends_at_the_last_size(host: Host) -> None:
    with host.visit() as terminal:
        begin(terminal)
        for number in range(200):
            terminal.resize(40 + number % 90, 10 + number % 30)
        terminal.resize(91, 29)
        terminal.wait_for(is_at(1))
        terminal.wait_for(lambda terminal: terminal.last_line.endswith("help"))
        leave(terminal)


def test_a_window_that_was_small_for_a_moment_is_painted_anew(host: Host) -> None:
    with host.visit() as terminal:
        begin(terminal)
        before = terminal.text
        terminal.resize(20, 10)
        terminal.resize(100, 30)
        terminal.wait_for(lambda terminal: terminal.text == before, timeout=3)
        leave(terminal)


# --- too much -------------------------------------------------------------------------------


def test_a_megabyte_of_input_ends_with_its_visitor_and_disturbs_nobody(host: Host) -> None:
    noise = random.Random(1).randbytes(1_000_000)
    answers: list[int] = []

    def send() -> None:
        answers.append(host.run(options=("-tt",), given=noise).code)

    sender = threading.Thread(target=send)
    with host.visit() as other:
        begin(other)
        sender.start()
        for number in (2, 3, 4):
            turn(other, "n", timeout=10)
            assert is_at(number)(other)
        leave(other)
    sender.join(60)
    assert answers
    assert answers[0] in (0, 255)


_GARBAGE = {
    "nul": b"\x00" * 60,
    "overlong": b"\xc0\xaf\xe0\x80\xaf\xf0\x80\x80\xaf\xff\xfe" * 5,
    "unfinished-paste": b"\x1b[200~" + b"x" * 3000,
    "endless-paste": b"\x1b[200~" + b"y" * 30_000 + b"\x1b[201~",
    "unfinished-osc": b"\x1b]11;rgb:" + b"0" * 90,
    "unfinished-dcs": b"\x1bP" + b"0" * 90,
    "answers": b"\x1b[?62;c\x1b[?2026;2$y\x1b]11;rgb:ff/ff/ff\x1b\\\x1b[?1u\x1b[?2048;4$y",
    "mouse": b"\x1b[<0;9999999;99999999M\x1b[<64;1;1M\x1b[M\xff\xff\xff\x1b[<;;M",
    "size": b"\x1b[48;99999;99999;9;9t\x1b[8;9999;9999t",
    "wheel": b"\x1b[<65;10;10M" * 2000,
}


_END = {"unfinished-paste": b"\x1b[201~"}


@pytest.mark.parametrize("kind", _GARBAGE)
def test_garbage_from_a_keyboard_harms_nothing(host: Host, kind: str) -> None:
    with host.visit() as terminal:
        begin(terminal)
        terminal.send(_GARBAGE[kind])
        terminal.wait_quiet(0.3)
        terminal.send(_END.get(kind, b""))
        terminal.wait_quiet(0.3)
        for _ in range(4):
            if terminal.process.poll() is None and is_at(0)(terminal):
                terminal.press("Escape")
                terminal.wait_quiet(0.25)
        if terminal.process.poll() is None:
            terminal.press("q")
        assert terminal.wait_exit() == 0
        terminal.check_restored()


# --- no SSH at all ---------------------------------------------------------------------------


def _talk(host: Host, *pieces: bytes) -> bytes:
    """Send bytes to the port, and return all output until it is closed."""
    data = b""
    with socket.create_connection(("127.0.0.1", host.port), 5) as connection:
        connection.settimeout(10)
        try:
            for piece in pieces:
                connection.sendall(piece)
            while chunk := connection.recv(65536):
                data += chunk
        except ConnectionError:
            pass
    return data


_NOISE = random.Random(7).randbytes(200_000)


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param((_NOISE,), id="noise"),
        pytest.param((b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",), id="http"),
        pytest.param((b"SSH-2.0-x\r\n", _NOISE), id="version-and-noise"),
        pytest.param((b"SSH-2.0-x\r\n", b"\xff\xff\xff\xff" * 10), id="endless-packet"),
        pytest.param((b"SSH-1.5-old\r\n",), id="old-version"),
        pytest.param((b"SSH-2.0-" + b"x" * 100_000,), id="endless-version"),
        pytest.param((b"SSH-2.0-x\r\n",), id="half-a-handshake"),
        pytest.param((), id="silence"),
        pytest.param((b"\x00" * 50_000,), id="zeros"),
    ],
)
def test_what_is_no_ssh_is_dropped_in_time(host: Host, pieces: tuple[bytes, ...]) -> None:
    answer = _talk(host, *pieces)

    assert len(answer) < 10_000
    assert "explainer" in answer[:60].decode("latin-1")
    assert host.process.poll() is None


def test_after_all_this_the_host_reads_on(host: Host) -> None:
    with host.visit() as terminal:
        begin(terminal)
        turn(terminal, "n")
        leave(terminal)
    assert "0 by a mistake" in host.status()
