"""What became of questions on their way into another format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import TypeVar

import msgspec

from explainer.deck.question import Question


class Outcome(StrEnum):
    """What became of a question on its way into or out of a deck."""

    TAKEN = "taken"
    """It says there what it says here."""

    CHANGED = "changed"
    """Something of it is lost or said otherwise, and a note says what."""

    LEFT = "left"
    """It stays behind, and a note says why."""


class ExportReport(msgspec.Struct, frozen=True, gc=False):
    """What became of one question."""

    id: str
    """The question."""
    outcome: Outcome
    """Whether it was written, and whole."""
    notes: tuple[str, ...] = ()
    """What was lost or changed, or why it was left, a sentence each."""


class Export(msgspec.Struct, frozen=True, gc=False):
    """Questions in another format."""

    text: str
    """The file."""
    reports: tuple[ExportReport, ...]
    """What became of each question, in their order."""


class CannotCarry(Exception):
    """The format has no way to ask a question; the message says why."""


class Losses:
    """Collects what a format cannot carry of one question."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        """A sentence a loss, in the order of their finding, each once."""

    def add(self, note: str) -> None:
        """Note one loss."""
        if note not in self.notes:
            self.notes.append(note)

    def report(self, id: str) -> ExportReport:
        """Say what became of a question that was written."""
        outcome = Outcome.CHANGED if self.notes else Outcome.TAKEN
        return ExportReport(id, outcome, tuple(self.notes))


Written = TypeVar("Written")


def carried(
    questions: Iterable[Question], target: str, write_one: Callable[[Question, Losses], Written]
) -> tuple[list[Written], tuple[ExportReport, ...]]:
    """Write each question that a format can carry, and say what became of every one.

    `target` names the format in reports. Open questions stay behind: every format wants a key, or
    loses the choices without one.
    """
    written: list[Written] = []
    reports: list[ExportReport] = []
    for question in questions:
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
    """Say in one sentence which of these fields a question has and a format has no place for."""
    lost = [
        _LABELS[field]
        for field in fields
        if getattr(question, field) not in ("", ()) and (field != "points" or question.points != 1)
    ]
    if lost:
        losses.add(f"{target} has no place for its {listed(lost)}.")


def listed(words: Sequence[str]) -> str:
    """Join words as a sentence does."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
