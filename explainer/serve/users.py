"""Reads the users' file: names to log in with, their codes and keys, and the decks that each opens.

A name is not a person: a class shares one, `ssh algebra@host`, and its password is an access code.
A mistake must not open anything: a user with one is left out, and the decks that it names stay
closed to strangers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

import asyncssh
import msgspec
from cryptography.exceptions import UnsupportedAlgorithm

from explainer.deck.fields import Fields
from explainer.deck.format_version import check_format
from explainer.deck.text_file import read_text
from explainer.deck.toml_file import parse_toml
from explainer.problems import Code, Problems, Span

FORMAT = 1
"""The known format of a users' file."""

MAX_BYTES = 1_000_000
"""Most bytes of a users' file."""

HASH_COMMAND = "explainer serve --hash-password"
"""Command that hashes a password."""

_NAME = re.compile(r"[a-z0-9_][a-z0-9_-]{0,31}", re.ASCII)
_RESERVED = re.compile(r"keep(?:-.*)?|present", re.ASCII)

# The encoded form of Argon2's reference implementation, with a salt of 8 bytes and a hash of 16 at
# least. https://github.com/P-H-C/phc-winner-argon2
_HASH = re.compile(
    r"\$argon2(?:id|i|d)\$v=(?:16|19)\$m=(\d{1,10}),t=(\d{1,10}),p=(\d{1,10})"
    r"\$[A-Za-z0-9+/]{11,128}\$[A-Za-z0-9+/]{22,512}",
    re.ASCII,
)
_MOST_MEMORY = 1024 * 1024  # KiB
_MOST_PASSES = 20
_MOST_LANES = 16

_KINDS = frozenset(
    {
        "ssh-ed25519",
        "sk-ssh-ed25519@openssh.com",
        "ssh-ed448",
        "ecdsa-sha2-nistp256",
        "ecdsa-sha2-nistp384",
        "ecdsa-sha2-nistp521",
        "sk-ecdsa-sha2-nistp256@openssh.com",
        "ssh-rsa",
    }
)
_FEWEST_RSA_BITS = 2048
_LONGEST_KEY = 8192  # OpenSSH's largest, RSA of 16,384 bits, has less than 3000 characters
_MOST_SHOWN = 60


class User(msgspec.Struct, frozen=True):
    """A name to log in with."""

    name: str
    """The name, as in `ssh name@host`."""
    decks: tuple[str, ...] = ()
    """Ids of the decks that it opens; none means every deck that is served."""
    password: str = ""
    """Argon2 hash of its password; empty where only keys let in."""
    keys: tuple[str, ...] = ()
    """Public keys, each its kind and its Base64, without a comment."""
    teaches: bool = False
    """True if they may hold lessons, on a host that allows it."""


class Users(msgspec.Struct, frozen=True):
    """All users, and the decks that strangers may not see."""

    users: dict[str, User] = {}
    """Users by name."""
    closed: frozenset[str] = frozenset()
    """Ids of all decks that the file names, also in users that are left out for a mistake."""

    def named(self, name: str) -> User | None:
        """Return the user of a name; None if there is none."""
        return self.users.get(name)

    def protected(self) -> frozenset[str]:
        """Return the ids of the decks that strangers may not see."""
        return self.closed.union(*(user.decks for user in self.users.values()))


def read_users(path: Path, problems: Problems, served: Collection[str]) -> Users:
    """Read a users' file; users with a mistake are reported and left out.

    A line of this file can hold a password in clear text by mistake. So no message quotes one, and
    problems are shown without their lines.

    Args:
        path: The file.
        problems: Where mistakes go; a host does not start with any error among them.
        served: Ids of the decks that are served.
    """
    if not _is_fit(path, problems):
        return Users()
    text = read_text(path.parent, path.name, problems, max_bytes=MAX_BYTES)
    table = None if text is None else parse_toml(text, path.name, problems)
    if table is None:
        return Users()
    fields = Fields(table, path.name, problems)
    check_format(fields, FORMAT, f"The format of {fields.name}")
    if not fields.has("user"):
        fields.missing("user", "Write [[user]] above the name, decks and password of each.")
    decks = tuple(served)
    users: dict[str, User] = {}
    places: dict[str, Span] = {}
    closed: set[str] = set()
    for entry in fields.tables("user"):
        before = len(problems)
        user = _user(entry, decks)
        closed.update(user.decks or _misplaced(entry))
        first = places.setdefault(user.name, entry.span("name"))
        if user.name and first != entry.span("name"):
            message = f"There is already a user '{user.name}'."
            help = "Give one of them another name."
            problems.add_clash(Code.DUPLICATE_ID, entry.span("name"), first, message, help)
        if len(problems) == before:
            users[user.name] = user
    fields.finish()
    return Users(users, frozenset(closed))


def _is_fit(path: Path, problems: Problems) -> bool:
    """Warn if others may read the file; return false, with a problem, if it is too large.

    A file without either, such as a missing one, is left to the reader, which reports why.
    """
    try:
        status = path.stat()
    except (OSError, ValueError):
        return True
    span = Span(path.name)
    if status.st_mode & 0o077:
        message = f"'{_shown(path.name)}' is open to others on this machine."
        help = "Take their rights away: chmod 600. Hashes of short passwords can be guessed."
        problems.add(Code.FILE_EXPOSED, span, message, help)
    if status.st_size <= MAX_BYTES:
        return True
    message = f"'{_shown(path.name)}' is larger than {MAX_BYTES / 1_000_000:g} MB."
    help = "Give a class one name; it needs no name for each of its members."
    problems.add(Code.FILE_TOO_LARGE, span, message, help)
    return False


def _user(entry: Fields, served: tuple[str, ...]) -> User:
    """Read one user; mistakes are reported, and their values left out."""
    user = User(
        name=_name(entry),
        decks=_decks(entry, served),
        password=_password(entry),
        keys=_keys(entry),
        teaches=entry.boolean("teaches"),
    )
    if not entry.has("password") and not entry.has("keys"):
        help = f"Give {user.name or 'it'} a password, made by `{HASH_COMMAND}`, or keys."
        message = f"{_named(entry)} has neither a password nor a key."
        entry.problems.add(Code.MISSING_KEY, entry.key_span("password"), message, help)
    entry.finish()
    return user


def _name(entry: Fields) -> str:
    """Read the name; empty if it cannot be one."""
    name = entry.required_text("name")
    if name is None:
        return ""
    if not _NAME.fullmatch(name):
        message = f"'{_shown(name)}' cannot be the name of a user."
        help = "A name has 1 to 32 of a-z, 0-9, _ and -, and does not begin with -."
    elif _RESERVED.fullmatch(name):
        message = f"The name '{name}' is reserved."
        help = "Visitors use 'keep' and 'keep-…' to keep their progress, presenters 'present'."
    else:
        return name
    entry.problems.add(Code.WRONG_VALUE, entry.span("name"), message, help)
    return ""


def _decks(entry: Fields, served: tuple[str, ...]) -> tuple[str, ...]:
    """Read the decks that a user opens; one that is not served is reported."""
    decks = entry.strings("decks")
    if entry.table.get("decks") == []:
        message = f"'decks' of {entry.name} is empty."
        help = "Name a deck; without the key the user opens every deck."
        entry.problems.add(Code.WRONG_VALUE, entry.span("decks"), message, help)
    for number, deck in enumerate(decks):
        if deck in served:
            continue
        message = f"No deck '{_shown(deck)}' is served."
        help = entry.problems.suggest(deck, served) or "`explainer list` has the ids of decks."
        entry.problems.add(Code.UNKNOWN_DECK, entry.span("decks", number), message, help)
    return tuple(dict.fromkeys(decks))


def _misplaced(entry: Fields) -> Iterator[str]:
    """Return the deck of `decks = "id"`: reported as no list, it is still closed to strangers."""
    deck = entry.table.get("decks")
    if isinstance(deck, str):
        yield deck


def _password(entry: Fields) -> str:
    """Read the hash of a password; messages never quote it, since it may be the password."""
    value = entry.text("password")
    if type(entry.table.get("password")) is not str:
        return ""
    match = _HASH.fullmatch(value)
    if match is None:
        message = f"The password of {_named(entry)} is not an Argon2 hash."
        help = f"Make one: {HASH_COMMAND}."
    else:
        memory, passes, lanes = (int(number) for number in match.groups())
        has_room = 8 * lanes <= memory <= _MOST_MEMORY
        if has_room and 1 <= passes <= _MOST_PASSES and 1 <= lanes <= _MOST_LANES:
            return value
        message = f"The password of {_named(entry)} has a hash that nobody could check."
        help = (
            f"It may take 1 GiB (m={_MOST_MEMORY}), {_MOST_PASSES} passes (t) and {_MOST_LANES} "
            f"lanes (p) at most, and 8 KiB a lane at least. Make another: {HASH_COMMAND}."
        )
    entry.problems.add(Code.PASSWORD_INVALID, entry.span("password"), message, help)
    return ""


def _keys(entry: Fields) -> tuple[str, ...]:
    """Read public keys."""
    keys: dict[str, None] = {}
    if entry.table.get("keys") == []:
        message = f"'keys' of {entry.name} is empty."
        help = "Write a public key there, or leave the key 'keys' out."
        entry.problems.add(Code.WRONG_VALUE, entry.span("keys"), message, help)
    for number, line in enumerate(entry.strings("keys")):
        key, fault, help = _public_key(line)
        if fault:
            message = f"Key {number + 1} of {_named(entry)} {fault}."
            entry.problems.add(Code.PUBLIC_KEY_INVALID, entry.span("keys", number), message, help)
        else:
            keys[key] = None
    return tuple(keys)


def _public_key(line: str) -> tuple[str, str, str]:
    """Read a line of `authorized_keys`; returns the key, or what is wrong with it and help.

    Messages never quote it: people paste private keys.
    """
    words = line.split(None, 2) if len(line) <= _LONGEST_KEY else []
    kind = words[0] if words else ""
    help = "Paste the one line of a file such as ~/.ssh/id_ed25519.pub."
    if "PRIVATE KEY" in line:
        fault = "is a private key"
        return "", fault, "Whoever reads this file has it now: make another, and paste its .pub."
    if kind == "ssh-dss":
        return "", "is of a kind that is broken, DSA", "Make one: ssh-keygen -t ed25519."
    if kind not in _KINDS:
        if len(words) > 1 and any(word in _KINDS for word in line.split()):
            return "", "has options", "Begin with the kind of the key, such as ssh-ed25519."
        if "-cert-v0" in kind:
            return "", "is a certificate", "Paste the key itself, from the .pub without -cert."
        return "", "is not a public key", help
    if len(words) < 2:
        return "", "is not a public key", help
    text = f"{kind} {words[1]}"
    try:
        key = asyncssh.import_public_key(text)
    except (ValueError, OverflowError, UnsupportedAlgorithm):
        return "", "is not a public key", help
    # Elliptic curves have the one size of their kind.
    if kind == "ssh-rsa" and _bits(key) < _FEWEST_RSA_BITS:
        fault = f"is an RSA key of less than {_FEWEST_RSA_BITS} bits"
        return "", fault, "Make a stronger one: ssh-keygen -t ed25519."
    return text, "", ""


def _bits(key: asyncssh.SSHKey) -> int:
    """Return the size of an RSA key."""
    return int(getattr(key.pyca_key, "key_size", 0))


def _named(entry: Fields) -> str:
    """Return a user's name for a message, or its number if it has no valid one."""
    name = entry.table.get("name")
    return f"user '{name}'" if isinstance(name, str) and _NAME.fullmatch(name) else entry.name


def _shown(text: str) -> str:
    """Shorten text of the file to one line for a message."""
    text = " ".join(text[:200].split())
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1]}…"
