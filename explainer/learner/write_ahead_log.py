"""Lets a file of SQLite have a write-ahead log, so that programs read it while one writes."""

from __future__ import annotations

import sqlite3
from time import monotonic, sleep

_PAUSE = 0.01
"""Seconds between two requests."""


def keep_write_ahead_log(connection: sqlite3.Connection, wait: float) -> None:
    """Ask for the log, for at most `wait` seconds.

    Two programs that ask for it at once would wait for each other, so SQLite refuses one of them
    without waiting, whatever its timeout is.

    Raises:
        sqlite3.OperationalError: it is refused for another reason, or for too long.
    """
    end = monotonic() + wait
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > end:
                raise
            sleep(_PAUSE)
        else:
            return
