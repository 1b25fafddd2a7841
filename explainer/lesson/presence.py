"""Tells processes of one machine which of them are there, by locks that end with the process.

A lock outlives no process, however that ends, so nobody has to tell that they leave.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from typing import IO

_WAIT = 0.2
"""Seconds to wait for a lock that somebody may only have looked at."""

_PAUSE = 0.005


class Presence:
    """A lock on a file, held until it is given up or the process ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[bytes] | None = None

    def take(self) -> bool:
        """Take the lock; return False if another process has it."""
        import fcntl

        file = self._path.open("ab")
        end = monotonic() + _WAIT
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if monotonic() > end:
                    file.close()
                    return False
                sleep(_PAUSE)
            else:
                self._file = file
                return True

    def give_up(self) -> None:
        """Let go of the lock, and remove its file."""
        if self._file is None:
            return
        with suppress(OSError):
            self._path.unlink()
        self._file.close()
        self._file = None


def is_present(path: Path) -> bool:
    """Return True if a process holds the lock on a file."""
    import fcntl

    try:
        file = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(file)
    return False
