"""Workers behind an acceptor, with real clients, while one worker hangs or dies."""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from tests.e2e.hosting import Host, hosting, needs_ssh

pytestmark = [
    needs_ssh,
    pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="finds workers by /proc"),
]


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    with hosting(tmp_path, "--workers", "2") as host:
        host.log.wait_for("worker-ready", count=2)
        yield host


def _workers(host: Host) -> set[int]:
    """Return the ids of the worker processes."""
    children = Path(f"/proc/{host.process.pid}/task/{host.process.pid}/children")
    return {int(word) for word in children.read_text().split()}


def _wait_for_workers(host: Host, count: int, without: set[int]) -> set[int]:
    """Wait for a number of workers, none of which is one of `without`."""
    end = monotonic() + 20
    while monotonic() < end:
        now = _workers(host)
        if len(now) == count and not now & without:
            return now
        select.select([], [], [], 0.05)
    raise AssertionError(f"{_workers(host)} and not {count} others than {without}")


def test_visitors_are_shared_out_and_served_alike(host: Host) -> None:
    with host.visit("apple-alibaba/huawei") as one, host.visit("apple-alibaba/models") as other:
        one.wait_for("Huawei")
        other.wait_for("overview")
        one.press("q")
        assert one.wait_exit() == 0
        other.press("q")
        assert other.wait_exit() == 0
        one.check_restored()

    assert "0 open, 2 over" in host.status()


def test_a_worker_that_dies_is_replaced(host: Host) -> None:
    first = _wait_for_workers(host, 2, set())
    dead = first.pop()
    os.kill(dead, signal.SIGKILL)

    host.log.wait_for("worker-ended")
    answers = [host.run("huawei") for _ in range(4)]
    _wait_for_workers(host, 2, {dead})

    assert [answer.code for answer in answers] == [0, 0, 0, 0]


def test_a_worker_that_hangs_gets_no_visitors_and_is_replaced(host: Host) -> None:
    stopped = next(iter(_wait_for_workers(host, 2, set())))
    os.kill(stopped, signal.SIGSTOP)
    host.log.wait_for("worker-quiet")

    answers = [host.run("huawei") for _ in range(6)]

    assert [answer.code for answer in answers] == [0] * 6
    host.log.wait_for("worker-silent")
    _wait_for_workers(host, 2, {stopped})


def test_a_goodbye_reaches_the_visitors_of_every_worker(host: Host) -> None:
    with host.visit("huawei") as one, host.visit("models") as other:
        for terminal in (one, other):
            terminal.wait_for("overview")

        host.process.send_signal(signal.SIGTERM)

        # Before the wait for the host: it gives up on a client whose terminal is not read.
        for terminal in (one, other):
            terminal.wait_for("You were at")
            terminal.wait_exit()
            terminal.check_restored()
        assert host.end() == 0


def test_a_changed_deck_reaches_every_worker(host: Host) -> None:
    host.process.send_signal(signal.SIGHUP)

    host.log.wait_for("reload ok=yes", count=2)
