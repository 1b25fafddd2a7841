"""A standing host on which teachers hold lessons, with OpenSSH's client."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.hosting import Host, hosting, make_key, needs_ssh
from tests.e2e.lesson_class import DECK

pytestmark = needs_ssh

KEYS = "keys"


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """A host of one deck, with a user who teaches and one who does not."""
    lines = ["format = 1"]
    for name, teaches in (("teacher", "true"), ("reader", "false")):
        key = make_key(tmp_path / KEYS, name).with_suffix(".pub").read_text().strip()
        lines += ["[[user]]", f'name = "{name}"', f'keys = ["{key}"]', f"teaches = {teaches}"]
    users = tmp_path / "users.toml"
    users.write_text("\n".join(lines))
    users.chmod(0o600)
    options = ("--users", str(users), "--lessons")
    with hosting(tmp_path / "host", *options, decks=(str(DECK),)) as host:
        yield host


def test_a_teacher_holds_a_lesson_leaves_it_and_comes_back_and_ends_it(
    host: Host, tmp_path: Path
) -> None:
    key = tmp_path / KEYS / "teacher"
    with host.visit("present", name="teacher", key=key) as console:
        console.wait_for("Come in:")
        code = re.search(r"(\w{5})@127", console.text)
        assert code is not None
        with host.visit(name=code[1], size=(80, 24)) as student:
            student.wait_for("Your name:")
            student.send(b"Ann\r")
            student.wait_for("You are Ann")
            console.wait_for("1 here")
            console.press("Right")
            student.wait_for("Most rivers begin")
            console.hang_up()

            with host.visit("present", name="teacher", key=key) as again:
                again.wait_for("1 here")
                again.wait_for("Most rivers begin")
                again.press("Right")
                student.wait_for("SECRETSTEP")
                again.press("q")
                again.wait_for("again to leave")
                again.press("q")
                again.wait_for("The lesson is over")
                assert again.wait_exit() == 0
            student.wait_for("The lesson is over")
            assert student.wait_exit() == 0


def test_somebody_who_does_not_teach_holds_no_lesson(host: Host, tmp_path: Path) -> None:
    key = tmp_path / KEYS / "reader"
    with host.visit("present", name="reader", key=key) as screen:
        assert screen.wait_exit() == 1
        assert "no 'present' here" in screen.text
