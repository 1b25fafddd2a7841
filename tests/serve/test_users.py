"""Users' files: their contents, and that mistakes are reported and open nothing."""

from __future__ import annotations

from pathlib import Path

import asyncssh
import pytest
from argon2 import PasswordHasher, Type
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explainer.deck.position import located
from explainer.problems import Problem, Problems, Severity
from explainer.render.problem import concise
from explainer.serve.passwords import hash_password
from explainer.serve.users import MAX_BYTES, User, Users, read_users

SERVED = ("algebra", "apple-alibaba", "plants")

HASH = hash_password("triangle")


def public(kind: str, **options: int) -> str:
    return " ".join(
        asyncssh.generate_private_key(kind, **options).export_public_key().decode().split()[:2]
    )


KEY = public("ssh-ed25519")
KINDS = [
    KEY,
    public("ecdsa-sha2-nistp256"),
    public("ecdsa-sha2-nistp521"),
    public("ssh-rsa", key_size=2048),
]


def read(folder: Path, text: str, mode: int = 0o600) -> tuple[Users, list[Problem]]:
    file = folder / "users.toml"
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)
    problems = Problems()
    users = read_users(file, problems, SERVED)
    return users, located(problems, folder)


def user(**values: str | list[str]) -> str:
    """Return a file with one complete user; `values` replace or add keys."""
    lines = {"name": "algebra", "password": HASH, **values}
    body = "\n".join(f"{key} = {str(value)!r}" if isinstance(value, str) else f"{key} = {value!r}"
                     for key, value in lines.items())  # fmt: skip
    return f"format = 1\n[[user]]\n{body}\n"


def test_a_user_has_a_name_decks_a_password_and_keys(tmp_path: Path) -> None:
    users, problems = read(
        tmp_path,
        f'''
        format = 1
        [[user]]
        name = "algebra"
        decks = ["algebra", "plants"]
        password = "{HASH}"
        keys = ["{KEY} ann@home, of the staff", "{KINDS[1]}"]
        [[user]]
        name = "staff_2-b"
        keys = ["{KEY}"]
        ''',
    )

    assert problems == []
    assert users.named("algebra") == User("algebra", ("algebra", "plants"), HASH, (KEY, KINDS[1]))
    assert users.named("staff_2-b") == User("staff_2-b", (), "", (KEY,))
    assert users.named("Algebra") is None
    assert users.protected() == {"algebra", "plants"}


def test_every_kind_of_key_in_use_is_taken_once_and_can_be_imported(tmp_path: Path) -> None:
    users, problems = read(tmp_path, user(keys=[*KINDS, f"  {KEY}   again  "]))

    assert problems == []
    assert users.users["algebra"].keys == tuple(KINDS)
    assert [asyncssh.import_public_key(key).get_algorithm() for key in KINDS] == [
        key.split()[0] for key in KINDS
    ]


def test_a_user_without_decks_protects_none(tmp_path: Path) -> None:
    users, _ = read(tmp_path, user())

    assert users.users.keys() == {"algebra"}
    assert users.protected() == frozenset()


WRONG = [
    (user().replace("format = 1\n", ""), "users.toml: error[format-version]"),
    (user().replace("format = 1", "format = 2"), "users.toml:1:10: error[format-version]"),
    (user().replace("format = 1", 'format = "1"'), "users.toml:1:10: error[format-version]"),
    (user(colour="red"), "users.toml:5:1: error[unknown-key]"),
    (user() + "[host]\n", "users.toml:5:2: error[unknown-key]"),
    ("format = 1\n", "users.toml: error[missing-key]"),
    ("format = 1\nuser = 3\n", "users.toml:2:8: error[wrong-type]"),
    ("format = 1\nuser = [3]\n", "users.toml:2:9: error[wrong-type]"),
    ("format = 1\n[user]\n", "users.toml:2:1: error[wrong-type]"),
    (f"format = 1\n[[user]]\npassword = '{HASH}'\n", "users.toml:2:1: error[missing-key]"),
    ("format = 1\n[[user]]\nname = 'ann'\n", "users.toml:2:1: error[missing-key]"),
    (user(name=" "), "users.toml:3:8: error[wrong-value]"),
    (user(name="Algebra"), "users.toml:3:8: error[wrong-value]"),
    (user(name="algèbre"), "users.toml:3:8: error[wrong-value]"),
    (user(name="a" * 33), "users.toml:3:8: error[wrong-value]"),
    (user(name="-l"), "users.toml:3:8: error[wrong-value]"),
    (user(name="keep"), "users.toml:3:8: error[wrong-value] The name 'keep' is reserved."),
    (user(name="keep-ann"), "users.toml:3:8: error[wrong-value]"),
    (user(decks="algebra"), "users.toml:5:9: error[wrong-type]"),
    (user(decks=[]), "users.toml:5:9: error[wrong-value]"),
    (user(decks=["plants", "algbra"]), "users.toml:5:20: error[unknown-deck] No deck 'algbra' is"),
    (user(password="triangle"), "users.toml:4:12: error[password-invalid]"),
    (user(password=""), "users.toml:4:12: error[password-invalid]"),
    (user(password=HASH[:-30]), "users.toml:4:12: error[password-invalid]"),
    ("format = 1\nuser = \n", "users.toml:2:8: error[toml-syntax]"),
    (user(password=HASH + "="), "users.toml:4:12: error[password-invalid]"),
    (user(password="$2b$12$" + "a" * 53), "users.toml:4:12: error[password-invalid]"),
    (user(password=HASH.replace("m=65536", "m=1048577")), "users.toml:4:12: error[password-inv"),
    (user(password=HASH.replace("m=65536", "m=9999999999")), "users.toml:4:12: error[password-"),
    (user(password=HASH.replace("m=65536", "m=8")), "users.toml:4:12: error[password-invalid]"),
    (user(password=HASH.replace("t=3", "t=21")), "users.toml:4:12: error[password-invalid]"),
    (user(password=HASH.replace("t=3", "t=0")), "users.toml:4:12: error[password-invalid]"),
    (user(password=HASH.replace("p=4", "p=17")), "users.toml:4:12: error[password-invalid]"),
    (user(password=HASH.replace("p=4", "p=0")), "users.toml:4:12: error[password-invalid]"),
    (user(keys=KEY), "users.toml:5:8: error[wrong-type]"),
    (user(keys=[]), "users.toml:5:8: error[wrong-value]"),
]


# Hashes and keys are made anew in every process; the names of tests must not hang on them.
@pytest.mark.parametrize(("text", "told"), WRONG, ids=[told for _, told in WRONG])
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    _, problems = read(tmp_path, text)

    assert len(problems) == 1
    assert concise(problems[0]).startswith(told)


@pytest.mark.parametrize(
    ("key", "fault"),
    [
        ("", "is not a public key"),
        ("ssh-ed25519", "is not a public key"),
        (KEY.split()[1], "is not a public key"),
        (KEY[:-8], "is not a public key"),
        (KEY.replace("ssh-ed25519", "ssh-rsa"), "is not a public key"),
        ("ssh-ed25519 " + "A" * 10_000, "is not a public key"),
        (f"no-pty {KEY}", "has options"),
        (f'command="echo hello" {KEY} ann', "has options"),
        (public("ssh-dss"), "is of a kind that is broken, DSA"),
        (public("ssh-rsa", key_size=1024), "is an RSA key of less than 2048 bits"),
        ("ssh-ed25519-cert-v01@openssh.com AAAA", "is a certificate"),
        ("-----BEGIN OPENSSH PRIVATE KEY----- c2VjcmV0", "is a private key"),
    ],
    ids=[
        "empty",
        "kind",
        "base64",
        "cut",
        "other-kind",
        "long",
        "option",
        "options",
        "dsa",
        "rsa",
        "certificate",
        "private",
    ],
)
def test_a_key_that_cannot_be_used_is_told_and_never_quoted(
    tmp_path: Path, key: str, fault: str
) -> None:
    users, problems = read(tmp_path, user(keys=[KEY, key]))

    [problem] = problems
    assert problem.message == f"Key 2 of user 'algebra' {fault}."
    assert problem.code == "public-key-invalid"
    assert (problem.span.line, problem.span.column) == (5, len(KEY) + 13)
    assert problem.help
    assert "AAAA" not in problem.help
    assert users.users == {}


@pytest.mark.parametrize("word", ["hunter2-triangle", "$argon2id$hunter2", "hunter2" * 30])
@pytest.mark.parametrize("key", ["password", "name = 'ann'\npassword"])
def test_a_password_in_clear_is_never_quoted(tmp_path: Path, word: str, key: str) -> None:
    _, problems = read(tmp_path, f"format = 1\n[[user]]\n{key} = '{word}'\n")

    told = [problem for problem in problems if problem.code == "password-invalid"]
    assert len(told) == 1
    assert told[0].help == "Make one: explainer serve --hash-password."
    assert not any("hunter2" in problem.message + problem.help for problem in problems)


def test_a_hash_as_another_tool_makes_it_is_taken(tmp_path: Path) -> None:
    for kind in Type:
        hashed = PasswordHasher(1, 64, 2, hash_len=16, salt_len=8, type=kind).hash("triangle")
        users, problems = read(tmp_path, user(password=hashed))

        assert problems == []
        assert users.users["algebra"].password == hashed


def test_a_name_twice_is_told_at_the_second_and_the_first_holds(tmp_path: Path) -> None:
    second = user(decks=["plants"], keys=[KEY]).split("\n", 1)[1]
    users, problems = read(tmp_path, user(decks=["algebra"]) + second)

    [problem] = problems
    assert concise(problem).startswith("users.toml:7:8: error[duplicate-id]")
    assert problem.help == "Give one of them another name. The first is at users.toml:3:8."
    assert users.users["algebra"].decks == ("algebra",)
    assert users.protected() == {"algebra", "plants"}


def test_near_misses_are_suggested(tmp_path: Path) -> None:
    _, problems = read(tmp_path, user(decks=["algbra"], pasword="x"))

    assert {problem.help for problem in problems} == {
        "Did you mean 'algebra'?",
        "Did you mean 'password'?",
    }


@pytest.mark.parametrize(
    "mistake",
    [{"password": "triangle"}, {"name": "ANN"}, {"keys": ["x"]}, {"colour": "red"}],
    ids=["password", "name", "key", "other"],
)
def test_a_mistake_lets_nobody_in_and_the_decks_stay_closed(
    tmp_path: Path, mistake: dict[str, str | list[str]]
) -> None:
    users, _ = read(tmp_path, user(decks=["algebra"], **mistake))

    assert users.users == {}
    assert users.protected() == {"algebra"}


@pytest.mark.parametrize("decks", ["algebra", ["algebra", "nonsense"]])
def test_decks_that_are_written_wrongly_do_not_become_every_deck(
    tmp_path: Path, decks: str | list[str]
) -> None:
    users, _ = read(tmp_path, user(decks=decks))

    assert users.named("algebra") is None
    assert "algebra" in users.protected()


@pytest.mark.parametrize(("mode", "told"), [(0o600, 0), (0o400, 0), (0o640, 1), (0o602, 1)])
def test_a_file_that_is_open_to_others_is_warned_of_and_holds(
    tmp_path: Path, mode: int, told: int
) -> None:
    users, problems = read(tmp_path, user(), mode)

    assert [problem.code for problem in problems] == ["file-exposed"] * told
    assert all(problem.severity is Severity.WARNING for problem in problems)
    assert users.named("algebra")


def test_a_file_that_is_too_large_not_there_or_no_file_is_told(tmp_path: Path) -> None:
    _, problems = read(tmp_path, user() + "#" * MAX_BYTES)
    assert [problem.code for problem in problems] == ["file-too-large"]

    for path in (tmp_path / "none.toml", tmp_path / "folder"):
        (tmp_path / "folder").mkdir(mode=0o700, exist_ok=True)
        found = Problems()
        assert read_users(path, found, SERVED) == Users()
        assert [problem.code for problem in found] == ["file-unreadable"]


def test_thousands_of_users_are_read(tmp_path: Path) -> None:
    entries = (f"[[user]]\nname = 'u{number}'\npassword = '{HASH}'\n" for number in range(5000))
    users, problems = read(tmp_path, "format = 1\n" + "".join(entries))

    assert problems == []
    assert len(users.users) == 5000


VALUES = st.one_of(
    st.sampled_from([HASH, KEY, "algebra", "keep", "$argon2id$v=19$m=1,t=1,p=1$", "ssh-rsa AAAA"]),
    st.text(max_size=20),
    st.sampled_from(KINDS).flatmap(lambda key: st.integers(0, len(key)).map(lambda at: key[:at])),
    st.text("ABCDabcd0189+/=", max_size=90).map(lambda text: f"ssh-rsa AAAAB3NzaC1yc2EAAAA{text}"),
).map(lambda text: '"' + "".join(f"\\U{ord(c):08X}" for c in text) + '"')
ANYTHING = st.recursive(
    VALUES | st.sampled_from(["1", "nan", "-inf", "true", "1e308", "2025-02-11", "07:32:00"]),
    lambda inner: st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
    max_leaves=4,
)
LINES = st.one_of(
    st.sampled_from(["[[user]]", "format = 1", "[user]", "user = []", "[[user.keys]]"]),
    st.builds("{} = {}".format, st.sampled_from(["name", "decks", "password", "keys"]), ANYTHING),
    st.text(max_size=20),
)


@given(st.lists(LINES, max_size=12).map("\n".join), st.booleans())
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_file_is_read_or_told(tmp_path: Path, body: str, begun: bool) -> None:
    begin = "format = 1\n[[user]]\n" if begun else ""
    users, problems = read(tmp_path, (begin + body).encode("utf-8", "replace").decode())

    assert problems or users.users or not body.strip() or "user" in body
    for name, one in users.users.items():
        assert one.name == name
        assert one.password or one.keys
        assert set(one.decks) <= set(SERVED)
        assert all(asyncssh.import_public_key(key) for key in one.keys)
    for problem in problems:
        assert problem.message
        assert problem.span.file == "users.toml"
