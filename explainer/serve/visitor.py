"""The person at the other end of a connection, as far as a host knows them."""

from __future__ import annotations

import hashlib

import msgspec

from explainer.serve.users import User

KEEP = "keep"
"""User name of visitors whose progress is kept under their key; `keep-CODE` claims a code's."""


class Visitor(msgspec.Struct, frozen=True):
    """A visitor after the login."""

    name: str = ""
    """The user name, where it names a deck, a user or `keep`."""
    user: User | None = None
    """Their entry in the users' file; None for strangers."""
    key: str = ""
    """Digest of the key that they proved to own; empty without a key."""
    code: str = ""
    """Code of progress that was kept before they showed a key; empty without a code."""
    presents: str = ""
    """Code of the lesson that they present from elsewhere; empty for everybody else."""

    def login_name(self, *, keeps: bool) -> str:
        """Return the user name to come back with, empty where any name does.

        `keeps` is true if something is kept under the visitor's key, which then has to be shown.
        """
        return self.name if self.user is not None or (self.key and keeps) else ""


def wants_key(name: str) -> bool:
    """True if a user name asks for a key to keep progress under."""
    return name == KEEP or name.startswith(f"{KEEP}-")


def code_in(name: str) -> str:
    """Return the code in a user name such as `keep-CODE`; empty where there is none."""
    return name.removeprefix(KEEP).removeprefix("-")


def key_digest(public_data: bytes) -> str:
    """Return a file name for a key, from which the key cannot be found."""
    return hashlib.sha256(b"explainer visitor\0" + public_data).hexdigest()
