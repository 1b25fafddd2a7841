"""Exports attempts: as CSV with a row for each (RFC 4180), or as JSON lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import datetime

import msgspec

from explainer.problems import ExplainerError
from explainer.quiz.answer import (
    Answer,
    Chosen,
    Filled,
    Matched,
    Ordered,
    Placed,
    Recalled,
    Truth,
    Typed,
    cleaned,
)
from explainer.quiz.attempt import Attempt
from explainer.quiz.spreadsheet import guarded

_ATTEMPT = msgspec.json.Decoder(Attempt)

COLUMNS = (
    "deck_id",
    "question_id",
    "question_hash",
    "answered_at",
    "occasion",
    "run",
    "attempt",
    "response",
    "correct",
    "fraction",
    "hint_used",
    "confidence",
    "easy",
)
"""The columns; `attempt` counts the answers of a run to one question, from 1. For open questions,
which have no right answer, `correct` and `fraction` are empty."""


def attempts_csv(attempts: Iterable[Attempt]) -> str:
    """Return a row of titles and a row for each attempt."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    counts: dict[tuple[str, str], int] = {}
    for attempt in attempts:
        key = (attempt.run or attempt.at, attempt.question)
        counts[key] = counts.get(key, 0) + 1
        row = (
            attempt.deck,
            attempt.question,
            attempt.question_hash,
            attempt.at,
            attempt.occasion.value,
            attempt.run,
            str(counts[key]),
            response_text(attempt.answer),
            str(int(attempt.fraction >= 1)) if attempt.is_scored else "",
            f"{attempt.fraction:g}" if attempt.is_scored else "",
            str(attempt.hints),
            attempt.confidence.value if attempt.confidence else "",
            str(int(attempt.easy)),
        )
        writer.writerow([guarded(cell) for cell in row])
    return file.getvalue()


def attempts_json(attempts: Iterable[Attempt]) -> str:
    """Return a line with a JSON object for each attempt, with every field as it is kept."""
    lines = (msgspec.json.encode(attempt).decode() + "\n" for attempt in attempts)
    return "".join(lines)


def read_attempts(text: str, learner: str) -> list[Attempt]:
    """Read JSON lines written by `attempts_json` as the attempts of one learner.

    Raises:
        ExplainerError: a line is not an attempt; the message names it.
    """
    if text.startswith(COLUMNS[0]):
        raise ExplainerError("It is CSV. Write it with 'export --format json'.")
    attempts: list[Attempt] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            attempt = _ATTEMPT.decode(line)
            datetime.fromisoformat(attempt.at)
        except (msgspec.MsgspecError, ValueError) as error:
            raise ExplainerError(f"Line {number} is no attempt: {error}.") from error
        answer = None if attempt.answer is None else cleaned(attempt.answer)
        named = attempt.learner or learner
        attempts.append(msgspec.structs.replace(attempt, learner=named, answer=answer))
    return attempts


def response_text(answer: Answer | None) -> str:
    """Return an answer as one cell: words, a rating, or numbers from 1 in the author's order."""
    match answer:
        case Chosen(choices) | Placed(choices):
            return " ".join(str(number + 1) for number in choices)
        case Truth(value):
            return "true" if value else "false"
        case Typed(text):
            return text
        case Matched(rights):
            return " ".join(str(right + 1) for right in rights)
        case Ordered(items):
            return " ".join(str(item + 1) for item in items)
        case Filled(gaps):
            return " | ".join(gaps)
        case Recalled(rating):
            return rating.value
    return ""
