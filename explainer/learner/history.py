"""Reads what a learner answered: attempts, open runs, cases of the evidence desk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import msgspec

from explainer.learner.record_file import RecordFile
from explainer.quiz.answer import Answer, Confidence, cleaned
from explainer.quiz.attempt import Attempt, Occasion
from explainer.quiz.grading import Scheme
from explainer.quiz.run import Response, Run, Subject, SubjectKind, replay, start

_ANSWER: msgspec.json.Decoder[Answer] = msgspec.json.Decoder(Answer)
_COLUMNS = (
    "deck, question, question_hash, at, answer, fraction, occasion, run, again, hints, confidence"
)


class DeskCase(msgspec.Struct, frozen=True):
    """A case of the evidence desk as a row of the record."""

    claim: str
    """Id of the claim."""
    at: str
    """Time of its beginning, UTC, ISO 8601."""
    moves: str
    """Moves as JSON; `desk_session` reads them."""
    score: float | None
    """Score, 0 to 1; None while the case is open."""


def now() -> str:
    """Return the time as the record writes it: UTC, ISO 8601 to the millisecond with `Z`."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class History:
    """Reads a record; every call opens its file and closes it again.

    Every call raises `RecordUnusable` if the file cannot be used.
    """

    def __init__(self, file: RecordFile) -> None:
        """`file` need not exist."""
        self._file = file

    # --- answers --------------------------------------------------------------------------

    def attempts(self, deck: str = "") -> list[Attempt]:
        """Return the attempts at a deck, or at all decks, in the order in which they were made."""
        rows = self._all(
            f"SELECT {_COLUMNS}, easy.attempt IS NOT NULL FROM attempt "  # noqa: S608 - constants
            "LEFT JOIN easy ON easy.attempt = attempt.id "
            "WHERE ? IN ('', deck) ORDER BY attempt.id",
            deck,
        )
        return list(_readable(rows, _attempt))

    def decks(self) -> list[str]:
        """Return the ids of the decks with anything in the record, by name."""
        rows = self._all(
            "SELECT deck FROM attempt UNION SELECT deck FROM section_read "
            "UNION SELECT deck FROM place UNION SELECT deck FROM desk_case ORDER BY deck"
        )
        return [deck for (deck,) in rows]

    # --- runs -----------------------------------------------------------------------------

    def open_runs(self, deck: str) -> list[Run]:
        """Return the runs of a deck that were left before their end, the last begun first."""
        rows = self._all(
            "SELECT id, kind, subject, seed, scheme, questions, hints, seen FROM run "
            "WHERE deck = ? AND ended IS NULL ORDER BY started DESC, rowid DESC",
            deck,
        )
        return list(_readable(rows, self._run))

    def _run(self, row: Sequence[Any]) -> Run:
        id, kind, subject, seed, scheme, questions, hints, seen = row
        order = msgspec.json.decode(questions, type=list[str])
        run = start(id, Subject(SubjectKind(kind), subject), order, seed, Scheme(scheme))
        responses = [
            Response(a.question, a.answer, a.fraction, a.hints, a.confidence, a.again)
            for a in self._run_attempts(run.id)
        ]
        return replay(run, responses, hints, seen)

    def _run_attempts(self, run: str) -> list[Attempt]:
        rows = self._all(
            f"SELECT {_COLUMNS}, 0 FROM attempt WHERE run = ? ORDER BY id",  # noqa: S608 - as above
            run,
        )
        return list(_readable(rows, _attempt))

    # --- exam and desk --------------------------------------------------------------------

    def exam(self, deck: str) -> date | None:
        """Return the day of the exam that a deck is learned for, or None."""
        row = self._one("SELECT day FROM exam WHERE deck = ?", deck) or ("",)
        return next(iter(_readable([row], lambda found: date.fromisoformat(found[0]))), None)

    def set_exam(self, deck: str, day: date | None) -> None:
        """Record the day of an exam, or that there is none."""
        if day is None:
            self._write("DELETE FROM exam WHERE deck = ?", deck)
            return
        self._write("INSERT OR REPLACE INTO exam VALUES (?, ?)", deck, day.isoformat())

    def desk_cases(self, deck: str) -> list[DeskCase]:
        """Return the cases of a deck's evidence desk, oldest first."""
        rows = self._all(
            "SELECT claim, at, moves, score FROM desk_case WHERE deck = ? ORDER BY id", deck
        )
        return [DeskCase(*row) for row in rows if row[3] is None or 0 <= row[3] <= 1]

    def keep_desk_case(self, deck: str, case: DeskCase) -> None:
        """Keep a case; it replaces the open case with the same beginning."""
        with self._file.transaction() as connection:
            changed = connection.execute(
                "UPDATE desk_case SET moves = ?, score = ? "
                "WHERE deck = ? AND claim = ? AND at = ? AND score IS NULL",
                (case.moves, case.score, deck, case.claim, case.at),
            ).rowcount
            if not changed:
                connection.execute(
                    "INSERT INTO desk_case (deck, claim, at, moves, score) VALUES (?, ?, ?, ?, ?)",
                    (deck, case.claim, case.at, case.moves, case.score),
                )

    # --- everything -----------------------------------------------------------------------

    def reset(self, deck: str) -> int:
        """Delete everything about a deck, or about every deck; return the number of attempts."""
        with self._file.transaction() as connection:
            connection.execute(
                "DELETE FROM easy WHERE attempt IN (SELECT id FROM attempt WHERE ? IN ('', deck))",
                (deck,),
            )
            gone = connection.execute("DELETE FROM attempt WHERE ? IN ('', deck)", (deck,))
            for table in ("run", "exam", "desk_case", "section_read", "section_begun", "place"):
                connection.execute(f"DELETE FROM {table} WHERE ? IN ('', deck)", (deck,))  # noqa: S608 - constants
            return gone.rowcount

    # --- SQL ------------------------------------------------------------------------------

    def _one(self, statement: str, *values: object) -> tuple[Any, ...] | None:
        rows = self._all(statement, *values)
        return rows[0] if rows else None

    def _all(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with self._file.transaction() as connection:
            return connection.execute(statement, values).fetchall()

    def _write(self, statement: str, *values: object) -> None:
        with self._file.transaction() as connection:
            connection.execute(statement, values)


_Read = TypeVar("_Read")


def _readable(
    rows: Iterable[Sequence[Any]], read: Callable[[Sequence[Any]], _Read]
) -> Iterator[_Read]:
    """Yield the rows that can be read; the others are skipped, and stay in the file."""
    for row in rows:
        with suppress(ValueError, TypeError, msgspec.MsgspecError):
            yield read(row)


def _answer(text: str | None) -> Answer | None:
    """Return an answer as it was written; one that cannot be read still counts by its fraction."""
    try:
        return None if text is None else cleaned(_ANSWER.decode(text))
    except msgspec.MsgspecError:
        return None


def _attempt(row: Sequence[Any]) -> Attempt:
    """Return the attempt in a row."""
    deck, question, digest, at, answer, fraction, occasion, run, again, hints, level, easy = row
    datetime.fromisoformat(at)
    if not 0 <= fraction <= 1:
        raise ValueError(fraction)
    return Attempt(
        deck,
        question,
        digest,
        at,
        _answer(answer),
        fraction,
        Occasion(occasion),
        run,
        bool(again),
        hints,
        None if level is None else Confidence(level),
        bool(easy),
    )
