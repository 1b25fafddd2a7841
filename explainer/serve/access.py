"""Decides who may log in, and which decks and which record of progress a visitor gets."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from pathlib import Path

import msgspec

from explainer.deck.loader import OpenDeck
from explainer.learner.record import Record
from explainer.problems import Problems
from explainer.serve.config import Config
from explainer.serve.served_decks import LoadedDecks, ServedDecks
from explainer.serve.users import User, Users, read_users
from explainer.serve.visitor import Visitor
from explainer.serve.visitor_records import VisitorRecords


class LoadedAccess(msgspec.Struct, frozen=True):
    """Decks and users as they were read from their files at one time."""

    decks: LoadedDecks
    """The decks."""
    users: Users
    """The users; those of before where the file has errors."""


class Access:
    """Decks, users and records of one host; decks and users change only on its loop, by `use`."""

    def __init__(self, config: Config) -> None:
        """An access to nothing, until something is loaded."""
        self._config = config
        self._decks = ServedDecks([Path(deck) for deck in config.decks], Path(config.cache))
        self._users = Users({})
        self.records = VisitorRecords(Path(config.data) / "visitors", config.limits)
        """Records of visitors' progress."""

    def read(self, problems: Problems) -> LoadedAccess:
        """Read decks and users from their files, and change nothing: safe to call in a thread.

        Raises:
            ExplainerError: a deck cannot be opened.
        """
        decks, users = self._decks.read(), self._users
        if self._config.users:
            found = read_users(Path(self._config.users), problems, tuple(decks.decks))
            users = users if problems.errors else found
        return LoadedAccess(decks, users)

    def use(self, loaded: LoadedAccess) -> None:
        """Serve what `read` returned."""
        self._decks.use(loaded.decks)
        self._users = loaded.users

    @property
    def decks(self) -> Mapping[str, OpenDeck]:
        """All decks by id."""
        return self._decks.decks

    @property
    def users(self) -> Users:
        """Everybody who may log in by name."""
        return self._users

    def is_open_to(self, name: str) -> bool:
        """True if a user name needs neither a key nor a code."""
        return self._config.anonymous and self._users.named(name) is None

    def may_keep(self, key: bytes) -> bool:
        """True if the owner of a public key may log in as `keep`."""
        return self._config.anonymous or self.user_of_key(key) is not None

    def user_of_key(self, key: bytes) -> User | None:
        """Return the first user who has a public key; None if nobody has it."""
        if not key:
            return None
        return next((one for one in self._users.users.values() if is_key_of(one, key)), None)

    def visible(self, visitor: Visitor) -> dict[str, OpenDeck]:
        """Return the decks that a visitor may see, by id."""
        allowed = visitor.user.decks if visitor.user is not None else None
        return self._decks.visible(allowed, self._users.protected())

    def record_of(self, visitor: Visitor) -> Record | None:
        """Return the record of a visitor; None if nothing is kept under their key."""
        if not visitor.key or not self.records.has(visitor.key):
            return None
        return self.records.record(visitor.key)


def is_key_of(user: User, key: bytes) -> bool:
    """True if a public key is one of a user's."""
    return any(b64decode(line.split()[1]) == key for line in user.keys)
