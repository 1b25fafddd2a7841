"""Records of an export: the questions written, and the losses of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import TypeVar

import msgspec

from explainer.deck.question import Question


class Outcome(StrEnum):
    """Outcome of importing or exporting a question."""

    TAKEN = "taken"
    """It is complete in the other format."""

    CHANGED = "changed"
    """Something is lost or changed, and a note says what."""

    LEFT = "left"
    """It was left out, and a note says why."""


class ExportReport(msgspec.Struct, frozen=True, gc=False):
    """Result for one question."""

    id: str
    """Id of the question."""
    outcome: Outcome
    """Outcome for the question."""
    notes: tuple[str, ...] = ()
    """Losses, changes, or the reason for leaving it out; a sentence each."""


class Export(msgspec.Struct, frozen=True, gc=False):
    """Questions in another format."""

    text: str
    """Text of the file."""
    reports: tuple[ExportReport, ...]
    """Result for each question, in their order."""


class CannotCarry(Exception):
    """Raised if a format cannot express a question; the message says why."""


class Losses:
    """Collects the parts of one question that a format cannot express."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        """A sentence for each loss, in the order of finding, each once."""

    def add(self, note: str) -> None:
        """Note one loss."""
        if note not in self.notes:
            self.notes.append(note)

    def report(self, id: str) -> ExportReport:
        """Return the report for a question that was written."""
        outcome = Outcome.CHANGED if self.notes else Outcome.TAKEN
        return ExportReport(id, outcome, tuple(self.notes))


Written = TypeVar("Written")


def carried(
    questions: Iterable[Question], target: str, write_one: Callable[[Question, Losses], Written]
) -> tuple[list[Written], tuple[ExportReport, ...]]:
    """Write each question that a format can express, and report on every question.

    `target` names the format in reports. Open questions are left out: every format needs a key, or
    loses the choices without one. The reverse of a card is written with that card.
    """
    written: list[Written] = []
    reports: list[ExportReport] = []
    for question in questions:
        if question.reverse_of:
            continue
        losses = Losses()
        if question.open:
            words = f"It is an open question, and {target} needs one right answer."
            reports.append(_left(question, words))
            continue
        try:
            written.append(write_one(question, losses))
        except CannotCarry as reason:
            reports.append(_left(question, str(reason)))
            continue
        reports.append(losses.report(question.id))
    return written, tuple(reports)


def _left(question: Question, reason: str) -> ExportReport:
    return ExportReport(question.id, Outcome.LEFT, (reason,))


_LABELS = {
    "section": "section",
    "settles": "passage",
    "tags": "tags",
    "confuses": "mix-ups",
    "points": "points",
    "hints": "hints",
    "explain": "explanation",
    "sources": "sources",
    "claims": "claims",
    "unit": "unit",
    "why_wrong": "expected wrong answers",
}


def name_lost(question: Question, target: str, fields: Iterable[str], losses: Losses) -> None:
    """Add one sentence with the fields of a question that a format has no place for."""
    lost = [
        _LABELS[field]
        for field in fields
        if getattr(question, field) not in ("", ()) and (field != "points" or question.points != 1)
    ]
    if lost:
        losses.add(f"{target} has no place for its {listed(lost)}.")


def listed(words: Sequence[str]) -> str:
    """Join words as in a sentence."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
