"""What visitors keep: a record a key, and for a while one a code, until a key is shown for it.

A visitor who asked to keep what they do, and showed no key yet, gets a code. The name `keep-CODE`
brings it to the record of the key that this connection shows. Files are named by digests, so the
folder tells nobody who learned what.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from secrets import choice
from time import time

from explainer.learner.moved_record import merge_records
from explainer.learner.place import RecordUnusable
from explainer.learner.record import Record
from explainer.learner.record_file import locked
from explainer.serve.limits import Limits
from explainer.ui.base.session import Session

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_CODE_LENGTH = 10
_CODE = re.compile(f"[{_LETTERS}]{{{_CODE_LENGTH}}}")
_CLAIMABLE = 3600.0
"""Seconds for which a code holds."""

_PENDING = "pending-"
_PARTS = ("", "-wal", "-shm")


class Vault:
    """The folder of visitors' records."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        """`folder` need not exist."""
        self._folder = folder
        self._limits = limits

    def has(self, key: str) -> bool:
        """Whether something is kept under a key's digest."""
        return self._path(key).is_file()

    def record(self, key: str) -> Record:
        """The record of a key's digest; it need not exist."""
        return Record(self._path(key), self._limits.kept_bytes)

    def pending(self, code: str) -> Record:
        """The record of a code."""
        return Record(self._pending_path(code), self._limits.kept_bytes)

    def is_claimable(self, code: str) -> bool:
        """Whether a code is one that was given out and still holds."""
        if not _CODE.fullmatch(code):
            return False
        try:
            return time() - self._pending_path(code).stat().st_mtime < _CLAIMABLE
        except OSError:
            return False

    def claim(self, code: str, key: str) -> None:
        """Bring what a code stands for to the record of a key; called off the loop.

        Raises:
            RecordUnusable: it cannot be brought there.
        """
        if not self.is_claimable(code):
            return
        source = self._pending_path(code)
        merge_records(source, self._path(key), self._limits.kept_bytes)
        _delete(source)

    def begin(self, record: Record) -> None:
        """Make the file of a record, empty, so that it counts from now on; called off the loop.

        Raises:
            RecordUnusable: there are too many records, or it cannot be made.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            # Other threads and workers begin records too.
            with locked(self._folder.with_suffix(".lock")):
                if not self._has_room():
                    raise RecordUnusable(record.path, "this host keeps no more records")
                record.path.touch(mode=0o600)
        except OSError as error:
            raise RecordUnusable(record.path, str(error.strerror)) from error

    def _has_room(self) -> bool:
        """Whether one more record may be kept; codes that nobody claimed are deleted first."""
        names = [entry.name for entry in self._folder.iterdir()]
        for name in names:
            path = self._folder / name
            if name.startswith(_PENDING) and name.endswith(".sqlite") and _is_old(path):
                _delete(path)
        count = sum(name.endswith(".sqlite") for name in names)
        return count < self._limits.kept_records

    def forget(self, record: Record) -> None:
        """Delete a record.

        Raises:
            RecordUnusable: it cannot be deleted.
        """
        try:
            _delete(record.path)
        except OSError as error:
            raise RecordUnusable(record.path, str(error.strerror)) from error

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.sqlite"

    def _pending_path(self, code: str) -> Path:
        digest = hashlib.sha256(b"explainer code\0" + code.encode()).hexdigest()
        return self._folder / f"{_PENDING}{digest[:32]}.sqlite"


class VisitorKeeper:
    """Keeps and forgets for one visitor."""

    def __init__(self, vault: Vault, key: str, tell_code: Callable[[str], None]) -> None:
        """`key` is the digest of the key they showed, or nothing; `tell_code` takes their code."""
        self._vault = vault
        self._key = key
        self._tell_code = tell_code

    def keep(self, session: Session) -> str:
        """Keep what the sitting did and will do; gives the words to show.

        Raises:
            RecordUnusable: it cannot be kept.
        """
        code = "" if self._key else new_code()
        record = self._vault.pending(code) if code else self._vault.record(self._key)
        self._vault.begin(record)
        session.record = record
        if not code:
            return "Kept under your key from now on."
        self._tell_code(code)
        return "Kept for an hour; what you see on leaving makes it last."

    def forget(self, session: Session) -> str:
        """Delete what is kept of the visitor; gives the words to show.

        Raises:
            RecordUnusable: it cannot be deleted.
        """
        if session.record is not None:
            self._vault.forget(session.record)
        session.record = None
        self._tell_code("")
        return "Forgotten. Nothing is kept from now on."


def new_code() -> str:
    """A code that nobody guesses within the hour: 10 of 31 letters, 49 bits."""
    return "".join(choice(_LETTERS) for _ in range(_CODE_LENGTH))


def _is_old(path: Path) -> bool:
    try:
        return time() - path.stat().st_mtime > 2 * _CLAIMABLE
    except OSError:
        return False


def _delete(path: Path) -> None:
    for part in _PARTS:
        Path(f"{path}{part}").unlink(missing_ok=True)
