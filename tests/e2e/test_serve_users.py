"""Names with codes and keys: the decks that each opens, and how little strangers learn of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from explainer.serve.passwords import hash_password
from tests.bundled import SECOND
from tests.e2e.hosting import Answer, Host, hosting, make_key, needs_ssh
from tests.e2e.reading import is_at

pytestmark = needs_ssh

CODE = "open sesame ü"
KEYS = "keys"


def _deck(folder: Path) -> Path:
    folder.mkdir()
    (folder / "deck.toml").write_text(
        'format = 1\nid = "closed"\ntitle = "For some only"\nsections = ["one"]\n'
    )
    (folder / "01-one.md").write_text("# The part\n\nWhat is for some only.\n")
    return folder


def _users(folder: Path) -> Path:
    key = make_key(folder / KEYS, "member").with_suffix(".pub").read_text().strip()
    make_key(folder / KEYS, "stranger")
    hashed = hash_password(CODE)
    file = folder / "users.toml"
    file.write_text(
        f'format = 1\n[[user]]\nname = "class"\ndecks = ["closed"]\npassword = "{hashed}"\n'
        f'[[user]]\nname = "member"\ndecks = ["closed"]\nkeys = ["{key}"]\n'
    )
    file.chmod(0o600)
    return file


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """A host with one deck for everybody and one for a user."""
    folder = tmp_path_factory.mktemp("users")
    decks = ("apple-alibaba", str(_deck(folder / "closed")))
    users = _users(folder)
    with hosting(folder / "host", "--users", str(users), decks=decks) as host:
        yield host
        assert "$argon2" not in host.log.text + host.said.text


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """A host without access for strangers."""
    folder = tmp_path_factory.mktemp("private")
    decks = ("apple-alibaba", str(_deck(folder / "closed")))
    options = ("--users", str(_users(folder)), "--no-anonymous")
    with hosting(folder / "host", *options, decks=decks) as host:
        yield host


def _key(host: Host, name: str) -> Path:
    return host.mark.parent.parent / KEYS / name


def _with_code(host: Host, name: str, code: str, *command: str) -> Answer:
    """Visit with a code, which ssh's askpass program returns as often as it is asked."""
    host.visitors.folder.mkdir(parents=True, exist_ok=True)
    helper, asked = host.visitors.folder / "helper", host.visitors.folder / "asked"
    asked.write_text("")
    helper.write_text(f"#!/bin/sh\necho \"$1\" >> '{asked}'\nprintf '%s\\n' '{code}'\n")
    helper.chmod(0o700)
    words = host.client("-T", name=name, command=command, batch=False)
    words[1:1] = ["-o", "NumberOfPasswordPrompts=2"]
    return host.run_words(words, SSH_ASKPASS=str(helper), SSH_ASKPASS_REQUIRE="force")


def _prompts(host: Host) -> list[str]:
    return (host.visitors.folder / "asked").read_text().splitlines()


def test_a_code_opens_the_deck_of_its_name(host: Host) -> None:
    answer = _with_code(host, "class", CODE, "closed")

    assert answer.code == 0, answer
    assert "What is for some only." in answer.text


def test_a_key_opens_the_deck_of_its_name(host: Host) -> None:
    answer = host.run("closed", name="member", key=_key(host, "member"))

    assert answer.code == 0, answer
    assert "What is for some only." in answer.text
    with host.visit("closed/one", name="member", key=_key(host, "member")) as terminal:
        terminal.wait_for("What is for some only.", timeout=20)
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert "member@127.0.0.1 closed/one" in " ".join(terminal.text.split())


def test_whoever_opens_a_deck_reads_the_open_ones_too(host: Host) -> None:
    with host.visit(name="member", key=_key(host, "member")) as terminal:
        terminal.wait_for("What would you like to read?", timeout=20)
        assert "For some only" in terminal.text
        assert "Two articles, one deal" in terminal.text


def test_a_wrong_code_and_a_strange_key_open_nothing(host: Host) -> None:
    wrong = _with_code(host, "class", "wrong", "closed")
    strange = host.run("closed", name="member", key=_key(host, "stranger"))
    other = host.run("closed", name="class", key=_key(host, "member"))

    for answer in (wrong, strange, other):
        assert answer.code == 255
        assert answer.output == b""
    assert "refusals" in host.status()
    assert "code" in host.status()


def test_strangers_see_nothing_of_a_closed_deck(host: Host) -> None:
    with host.visit() as terminal:
        terminal.wait_for("Begin", timeout=20)
        assert "For some only" not in terminal.text
        terminal.press("q")
        assert terminal.wait_exit() == 0
    assert "Section 2 of 10" in host.run().text

    closed = host.run("closed").text
    assert closed == host.run("closet").text.replace("closet", "closed")
    for place in ("closed/one", "closed#one", "quiz closed", "desk closed", "closed/none"):
        answer, unknown = host.run(place), host.run(place.replace("closed", "nobody"))
        assert answer.code == unknown.code == 1
        assert answer.text == unknown.text.replace("nobody", "closed")


def test_a_closed_deck_as_a_name_is_no_way_in(host: Host) -> None:
    assert "What is for some only." not in host.run(name="closed").text
    assert "What is for some only." not in host.run("one", name="closed").text
    with host.visit(name="closed") as terminal:
        terminal.wait_for("Begin", timeout=20)
        assert "For some only" not in terminal.text


def test_a_stranger_with_a_members_key_under_another_name_is_a_stranger(host: Host) -> None:
    answer = host.run("closed", name="nobody", key=_key(host, "member"))

    assert answer.code == 1
    assert "What is for some only." not in answer.text


def test_where_strangers_may_not_come_a_name_is_not_told_from_none(private: Host) -> None:
    known = _with_code(private, "class", "wrong")
    asked = _prompts(private)
    unknown = _with_code(private, "nobody", "wrong")

    assert known.code == unknown.code == 255
    assert known.output == unknown.output == b""
    assert known.errors.replace("class", "nobody") == unknown.errors
    assert [line.replace("class", "nobody") for line in asked] == _prompts(private)
    keyless = [private.run(name=name).errors for name in ("class", "nobody", "member", "keep")]
    plain = {
        line.replace(name, "x")
        for name, line in zip(("class", "nobody", "member"), keyless, strict=False)
    }
    assert len(plain) == 1


def test_where_strangers_may_not_come_members_may(private: Host) -> None:
    assert _with_code(private, "class", CODE, "closed").code == 0
    key = _key(private, "member")
    with private.visit(f"apple-alibaba/{SECOND}", name="member", key=key) as terminal:
        terminal.wait_for(is_at(2), timeout=20)
        terminal.press("q")
        assert terminal.wait_exit() == 0
    assert private.run(name="keep", key=_key(private, "stranger")).code == 255
    assert private.run("closed", name="keep", key=key).code == 0


def test_guessing_ends_the_connection(private: Host) -> None:
    before = private.status()
    words = private.client("-T", name="class", batch=False)
    words[1:1] = ["-o", "NumberOfPasswordPrompts=1"]
    answer = private.run_words(words, SSH_ASKPASS="/bin/false", SSH_ASKPASS_REQUIRE="force")

    assert answer.code == 255
    assert before.splitlines()[0].startswith("sessions        0 open")


def test_a_users_file_with_a_mistake_starts_no_host_and_shows_no_hash(
    host: Host, tmp_path: Path
) -> None:
    file = tmp_path / "users.toml"
    file.write_text(
        'format = 1\n[[user]]\nname = "a"\npassword = "plain-text-password"\ndecks = ["nowhere"]\n'
    )
    answer = host.command("serve", "--port", "0", "--users", str(file))

    assert answer.code not in (0, 70)
    words = answer.text + answer.errors
    assert "Argon2" in words
    assert "nowhere" in words
    assert "plain-text-password" not in words
    assert "Traceback" not in words
