"""Writes a run to the record: every answer is committed before its feedback is shown."""

from __future__ import annotations

from threading import Lock

import msgspec

from explainer.learner.history import now
from explainer.learner.record_file import FAULTS, RecordFile
from explainer.quiz.attempt import Attempt
from explainer.quiz.run import Phase, Run

_END_OTHERS = (
    "UPDATE run SET ended = ? WHERE deck = ? AND kind = ? AND subject = ? AND ended IS NULL"
)
_BEGIN = (
    "INSERT INTO run (id, deck, kind, subject, seed, scheme, questions, started) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_KEEP = (
    "INSERT INTO attempt (deck, question, question_hash, at, answer, fraction, "
    "occasion, run, again, hints, confidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, "
    "? OR EXISTS (SELECT 1 FROM attempt WHERE run = ? AND run != '' AND question = ?), ?, ?)"
)
_KEEP_EASY = (
    "INSERT OR IGNORE INTO easy (attempt) "
    "SELECT max(id) FROM attempt WHERE run = ? HAVING max(id) IS NOT NULL"
)


class RunLog:
    """An open connection to the record; calls may come from any thread, one at a time."""

    def __init__(self, file: RecordFile, deck: str) -> None:
        """`deck` is the id of the run's deck.

        Raises:
            RecordUnusable: the file cannot be used.
        """
        self._file = file
        self._deck = deck
        self._lock = Lock()
        self._connection = file.connect()

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            self._connection.close()

    def begin(self, run: Run) -> None:
        """Write a new run; of one subject only the newest stays open."""
        self._write(
            (
                _END_OTHERS,
                (now(), self._deck, run.subject.kind, run.subject.id),
            ),
            (
                _BEGIN,
                (
                    run.id,
                    self._deck,
                    run.subject.kind,
                    run.subject.id,
                    run.seed,
                    run.scheme,
                    msgspec.json.encode(run.order).decode(),
                    now(),
                ),
            ),
        )

    def keep(self, attempt: Attempt, following: Run | None = None) -> None:
        """Commit an answer. Of several to one question of a run, only the first counts as first.

        Args:
            attempt: The answer.
            following: State of the run after an answer without feedback, committed with it.

        Raises:
            RecordUnusable: it could not be written, and no part of it was.
        """
        answer = None if attempt.answer is None else msgspec.json.encode(attempt.answer).decode()
        self._write(
            ("UPDATE run SET hints = 0 WHERE id = ? AND hints > 0", (attempt.run,)),
            (
                _KEEP,
                (
                    attempt.deck,
                    attempt.question,
                    attempt.question_hash,
                    attempt.at,
                    answer,
                    attempt.fraction,
                    attempt.occasion,
                    attempt.run,
                    attempt.again,
                    attempt.run,
                    attempt.question,
                    attempt.hints,
                    attempt.confidence,
                ),
            ),
            *([_state(following)] if following is not None else []),
        )

    def keep_state(self, run: Run) -> None:
        """Write the hints that were shown, the feedback that was left, and if the run is over."""
        self._write(_state(run))

    def keep_easy(self, run: Run) -> None:
        """Write that the learner calls the last answer of a run easy."""
        self._write((_KEEP_EASY, (run.id,)))

    def _write(self, *statements: tuple[str, tuple[object, ...]]) -> None:
        """Run statements as one transaction."""
        try:
            with self._lock, self._connection:
                for statement, values in statements:
                    self._connection.execute(statement, values)
        except FAULTS as error:
            raise self._file.unusable(error) from error


def _state(run: Run) -> tuple[str, tuple[object, ...]]:
    """Return the statement that writes the state of a run."""
    if run.phase is Phase.DONE:
        statement = "UPDATE run SET hints = ?, seen = ?, ended = ? WHERE id = ?"
        return statement, (run.hints, run.seen, now(), run.id)
    return "UPDATE run SET hints = ?, seen = ? WHERE id = ?", (run.hints, run.seen, run.id)
