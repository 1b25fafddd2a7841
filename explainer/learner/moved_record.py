"""Copies into a record: the results of a session that was not kept, or another whole record."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from heapq import merge
from pathlib import Path

import msgspec

from explainer.learner.place import BegunSection, Place
from explainer.learner.record import keep_begun
from explainer.learner.record_file import FAULTS, RecordFile
from explainer.quiz.attempt import Attempt

AttemptName = tuple[str, str, str, str, str]
"""Identifies an attempt: deck, question, time to the millisecond, run, occasion."""

_COLUMNS = (
    "deck, question, question_hash, at, answer, fraction, occasion, run, again, hints, confidence"
)

_NAME = "deck, question, at, run, occasion, answer"
_NEW_ATTEMPTS = (
    "SELECT at, id FROM (SELECT at, id, is_mine, "  # noqa: S608 - constants
    f"row_number() OVER (PARTITION BY {_NAME}, is_mine ORDER BY id) AS nth, "
    f"sum(is_mine) OVER (PARTITION BY {_NAME}) AS known FROM "
    f"(SELECT id, {_NAME}, 1 AS is_mine FROM main.attempt "
    f"UNION ALL SELECT id, {_NAME}, 0 FROM source.attempt)) "
    "WHERE NOT is_mine AND nth > known ORDER BY id"
)
"""Attempts of the source that the target does not have yet, so that none is merged twice.

Both are sorted and read once: a query for each row would take quadratic time.
"""

_MERGE_PLACES = (
    "INSERT INTO place SELECT * FROM source.place WHERE true ON CONFLICT (deck) DO UPDATE SET "
    "section = excluded.section, block = excluded.block, line = excluded.line, "
    "updated = excluded.updated WHERE excluded.updated > place.updated"
)
_MERGE_BEGUN = (
    "INSERT INTO section_begun SELECT * FROM source.section_begun WHERE true "
    "ON CONFLICT (deck, section) DO UPDATE SET blocks = excluded.blocks, share = excluded.share "
    "WHERE excluded.share > section_begun.share"
)
_CASE = "deck, claim, at, moves, score"
_MERGE_DESK = (
    f"INSERT INTO desk_case ({_CASE}) SELECT {_CASE} FROM "  # noqa: S608 - constants
    f"(SELECT id, {_CASE}, is_mine, sum(is_mine) OVER (PARTITION BY deck, claim, at) AS known FROM "
    f"(SELECT id, {_CASE}, 1 AS is_mine FROM main.desk_case "
    f"UNION ALL SELECT id, {_CASE}, 0 FROM source.desk_case)) "
    "WHERE NOT is_mine AND NOT known ORDER BY id"
)
_OTHER_TABLES = (
    "INSERT OR IGNORE INTO run SELECT * FROM source.run",
    "INSERT OR IGNORE INTO section_read SELECT * FROM source.section_read",
    _MERGE_BEGUN,
    "INSERT OR IGNORE INTO exam SELECT * FROM source.exam",
    _MERGE_PLACES,
    _MERGE_DESK,
)


def attempt_name(attempt: Attempt) -> AttemptName:
    """Return the values that distinguish an attempt from all others of the same person."""
    return attempt.deck, attempt.question, attempt.at, attempt.run, attempt.occasion.value


def write_session(
    file: RecordFile,
    deck: str,
    attempts: Sequence[Attempt],
    read: Collection[str],
    place: Place | None,
    begun: Sequence[BegunSection] = (),
) -> None:
    """Keep the results of a session that was not kept: all of them or, if that fails, nothing.

    Attempts that the record has already are skipped, so that a session can be written twice.

    Raises:
        RecordUnusable: it could not be written.
    """
    with file.transaction() as connection:
        connection.execute("BEGIN IMMEDIATE")
        rows = connection.execute("SELECT deck, question, at, run, occasion FROM attempt")
        known = {tuple(row) for row in rows}
        for attempt in attempts:
            if attempt_name(attempt) not in known:
                _insert(connection, attempt)
        connection.executemany(
            "INSERT OR IGNORE INTO section_read (deck, section) VALUES (?, ?)",
            [(deck, section) for section in sorted(read)],
        )
        keep_begun(connection, deck, begun)
        if place is not None:
            connection.execute(
                "INSERT OR REPLACE INTO place (deck, section, block, line) VALUES (?, ?, ?, ?)",
                (deck, place.section, place.block, place.line),
            )


def _insert(connection: sqlite3.Connection, attempt: Attempt) -> None:
    answer = None if attempt.answer is None else msgspec.json.encode(attempt.answer).decode()
    values = (
        attempt.deck,
        attempt.question,
        attempt.question_hash,
        attempt.at,
        answer,
        attempt.fraction,
        attempt.occasion.value,
        attempt.run,
        attempt.again,
        attempt.hints,
        attempt.confidence,
    )
    statement = f"INSERT INTO attempt ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - constants
    number = connection.execute(statement, values).lastrowid
    if attempt.easy:
        connection.execute("INSERT INTO easy (attempt) VALUES (?)", (number,))


def merge_records(source: Path, target: Path, most_bytes: int | None = None) -> None:
    """Copy everything of one record into another, in one transaction; the source is unchanged.

    Afterwards attempts are in the order of their time, since reviews and bets depend on it. Of two
    places in a deck the newest is kept, of two exams the target's. Rows merged before are skipped,
    so that a merge can be repeated if the program was killed before it deleted the source.

    Args:
        source: The record to read.
        target: The record to write.
        most_bytes: Largest size of the target; None for any size.

    Raises:
        RecordUnusable: one of the files cannot be used, or the target would grow too large.
    """
    if not source.exists():
        return
    with RecordFile(source).transaction():
        pass  # opening it migrates it to the newest schema
    file = RecordFile(target, most_bytes)
    with closing(file.connect()) as connection:
        try:
            connection.execute("ATTACH DATABASE ? AS source", (str(source),))
            connection.execute("BEGIN IMMEDIATE")
            with connection:
                _merge_attempts(connection)
                for statement in _OTHER_TABLES:
                    connection.execute(statement)
        except FAULTS as error:
            raise file.unusable(error) from error


def _merge_attempts(connection: sqlite3.Connection) -> None:
    """Insert the source's attempts into the target's by time, with the order of each kept."""
    mine = connection.execute("SELECT at, id FROM main.attempt ORDER BY id").fetchall()
    theirs = connection.execute(_NEW_ATTEMPTS).fetchall()
    moved: list[tuple[int, int]] = []
    added: list[tuple[int, int]] = []
    for number, identifier, is_mine in _numbered(mine, theirs):
        if not is_mine:
            added.append((number, identifier))
        elif number != identifier:
            moved.append((-number, identifier))
    # Numbers are negative for a moment, so that none is the same as one not moved yet.
    for table, key in (("attempt", "id"), ("easy", "attempt")):
        connection.executemany(f"UPDATE main.{table} SET {key} = ? WHERE {key} = ?", moved)  # noqa: S608 - constants
        connection.execute(f"UPDATE main.{table} SET {key} = -{key} WHERE {key} < 0")  # noqa: S608 - as above
    connection.executemany(
        f"INSERT INTO main.attempt (id, {_COLUMNS}) "  # noqa: S608 - as above
        f"SELECT ?, {_COLUMNS} FROM source.attempt WHERE id = ?",
        added,
    )
    connection.executemany(
        "INSERT INTO main.easy SELECT ? FROM source.easy WHERE attempt = ?", added
    )


def _numbered(
    mine: list[tuple[str, int]], theirs: list[tuple[str, int]]
) -> Iterator[tuple[int, int, bool]]:
    """Yield every attempt by time: its new number, its old one, and True if it is the target's.

    The target's attempts keep their numbers until one of the source's comes between.
    """
    number = 0
    both = merge(
        ((at, identifier, True) for at, identifier in mine),
        ((at, identifier, False) for at, identifier in theirs),
        key=lambda row: row[0],
    )
    for _, identifier, is_mine in both:
        number = max(number + 1, identifier) if is_mine else number + 1
        yield number, identifier, is_mine
