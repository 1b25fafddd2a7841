"""The files of visitors' progress: one record a key, and for an hour one a code.

A visitor who asks to keep their progress without having shown a key gets a code. Logging in as
`keep-CODE` moves that record to the key shown then. Files are named by digests, so that the folder
does not tell who learned what.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from secrets import choice
from time import time

from explainer.learner.moved_record import merge_records
from explainer.learner.place import RecordUnusable
from explainer.learner.record import Record
from explainer.learner.record_file import locked
from explainer.serve.limits import Limits

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_CODE_LENGTH = 10
_CODE = re.compile(f"[{_LETTERS}]{{{_CODE_LENGTH}}}")
_CLAIMABLE = 3600.0
"""Seconds for which a code can be claimed."""

_PENDING = "pending-"
_PARTS = ("", "-wal", "-shm")
"""Endings of the files that SQLite makes for one database."""


class VisitorRecords:
    """The folder of visitors' records; several threads and processes may use it at once."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        """`folder` need not exist yet."""
        self._folder = folder
        self._limits = limits

    def has(self, key: str) -> bool:
        """True if something is kept under the digest of a key."""
        return self._path(key).is_file()

    def record(self, key: str) -> Record:
        """Return the record for the digest of a key; its file need not exist."""
        return Record(self._path(key), self._limits.kept_bytes)

    def pending(self, code: str) -> Record:
        """Return the record for a code; its file need not exist."""
        return Record(self._pending_path(code), self._limits.kept_bytes)

    def is_claimable(self, code: str) -> bool:
        """True if a code was given out within the last hour and nobody claimed it yet."""
        if not _CODE.fullmatch(code):
            return False
        try:
            return time() - self._pending_path(code).stat().st_mtime < _CLAIMABLE
        except OSError:
            return False

    def claim(self, code: str, key: str) -> None:
        """Move the record of a code to that of a key; called in a thread.

        Raises:
            RecordUnusable: it cannot be moved.
        """
        if not self.is_claimable(code):
            return
        source = self._pending_path(code)
        merge_records(source, self._path(key), self._limits.kept_bytes)
        _delete(source)

    def begin(self, record: Record) -> None:
        """Create the empty file of a record, which counts from then on; called in a thread.

        Raises:
            RecordUnusable: there are too many records, or it cannot be created.
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
        """True if one more record may be kept; records of codes that expired are deleted first."""
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


def new_code() -> str:
    """Return a random code of 10 of 31 letters: 49 bits, too many to guess within an hour."""
    return "".join(choice(_LETTERS) for _ in range(_CODE_LENGTH))


def _is_old(path: Path) -> bool:
    try:
        return time() - path.stat().st_mtime > 2 * _CLAIMABLE
    except OSError:
        return False


def _delete(path: Path) -> None:
    for part in _PARTS:
        Path(f"{path}{part}").unlink(missing_ok=True)
