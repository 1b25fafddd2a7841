"""Logins of a connection: keys and codes shown for one name do not count for another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import asyncssh
import pytest

from explainer.deck.library import find_deck
from explainer.problems import Problems
from explainer.serve.admission import Admission
from explainer.serve.config import Config
from explainer.serve.connection_handler import ConnectionHandler
from explainer.serve.guesses import Guesses
from explainer.serve.host import Host
from explainer.serve.limits import Limits
from explainer.serve.log import Log
from explainer.serve.passwords import hash_password

KEY = asyncssh.generate_private_key("ssh-ed25519")
OTHER = asyncssh.generate_private_key("ssh-ed25519")


def _host(folder: Path, *, anonymous: bool) -> Host:
    line = KEY.export_public_key().decode().strip()
    users = folder / "users.toml"
    users.write_text(
        f'format = 1\n[[user]]\nname = "algebra"\npassword = "{hash_password("open sesame")}"\n'
        f'[[user]]\nname = "keyed"\nkeys = ["{line}"]\n'
    )
    users.chmod(0o600)
    config = Config(
        decks=(str(find_deck("apple-alibaba")),),
        data=str(folder / "data"),
        cache=str(folder / "cache"),
        users=str(users),
        anonymous=anonymous,
    )
    host = Host(config, OTHER, Log(lambda line: None))
    problems = Problems()
    host.load(problems)
    assert not problems.errors
    return host


@pytest.fixture(params=[True, False], ids=["open", "closed"])
def host(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Host]:
    host = _host(tmp_path, anonymous=request.param)
    yield host
    host.services.passwords.close()


def _connection(host: Host) -> ConnectionHandler:
    return ConnectionHandler(host.services, Admission(Limits(), lambda: 0.0).admit("192.0.2.1"))


def test_strangers_come_in_where_they_may(host: Host) -> None:
    assert _connection(host).begin_auth("anybody") is not host.config.anonymous


@pytest.mark.parametrize("name", ["algebra", "keyed", "keep", "keep-abc"])
def test_a_name_that_means_something_is_asked(host: Host, name: str) -> None:
    assert _connection(host).begin_auth(name)


def test_a_key_that_was_only_offered_is_nothing_to_the_next_name(host: Host) -> None:
    connection = _connection(host)
    connection.begin_auth("keyed")
    assert connection.validate_public_key("keyed", KEY)

    connection.begin_auth("guest")

    assert connection.visitor().key == ""
    assert connection.visitor().user is None


async def test_a_code_does_not_prove_a_key_that_was_offered_before(host: Host) -> None:
    connection = _connection(host)
    connection.begin_auth("algebra")
    connection.validate_public_key("algebra", KEY)

    assert await connection.validate_password("algebra", "open sesame")

    assert connection.visitor().key == ""
    assert connection.visitor().user is not None


def test_a_key_opens_its_own_name_only(host: Host) -> None:
    connection = _connection(host)
    connection.begin_auth("keyed")

    assert not connection.validate_public_key("keyed", OTHER)
    assert connection.validate_public_key("keyed", KEY)
    assert connection.visitor().key

    connection.begin_auth("algebra")
    assert not connection.validate_public_key("algebra", KEY)


def test_any_key_keeps_where_strangers_come_in_and_known_ones_elsewhere(host: Host) -> None:
    connection = _connection(host)
    connection.begin_auth("keep")

    assert connection.validate_public_key("keep", OTHER) is host.config.anonymous
    assert connection.validate_public_key("keep", KEY)
    assert not connection.password_auth_supported()


async def test_wrong_codes_and_unknown_names_are_refused_alike(host: Host) -> None:
    for name in ("algebra", "keyed", "nobody"):
        connection = _connection(host)
        connection.begin_auth(name)
        assert connection.public_key_auth_supported()
        assert connection.password_auth_supported()
        assert not await connection.validate_password(name, "wrong")


async def test_guesses_get_slower(host: Host) -> None:
    connection = _connection(host)
    connection.begin_auth("algebra")
    for _ in range(3):
        await connection.validate_password("algebra", "wrong")

    guesses = host.services.guesses
    assert isinstance(guesses, Guesses)
    assert guesses.delay("192.0.2.1", "other") > 0
    assert guesses.delay("192.0.2.2", "algebra") > 0


def test_a_key_says_nothing_in_the_name_of_its_record(host: Host) -> None:
    connection = _connection(host)
    connection.begin_auth("keep")
    connection.validate_public_key("keep", KEY)

    digest = connection.visitor().key

    assert len(digest) == 64
    assert digest not in KEY.get_fingerprint()
