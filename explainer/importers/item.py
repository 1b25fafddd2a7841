"""The result of reading a file: its items, with a report on each."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

import msgspec

from explainer.deck.question import Question
from explainer.problems import ExplainerError
from explainer.quiz.writers.export import Outcome

MOST_CHARACTERS = 5_000_000
"""Most characters of a file that are read; more is not written by a person."""

MOST_ITEMS = 10_000
"""Most items of a file that are read."""

MOST_ANSWERS = 100
"""Most answers of a question that are read."""

MOST_NOTES = 20
"""Most notes on one item; these are enough to see the mistake."""


class Form(StrEnum):
    """Format of imported questions."""

    GIFT = "gift"
    """Moodle's text format with answers in braces."""
    AIKEN = "aiken"
    """Choices with a letter, and a line `ANSWER: B`."""
    ANKI = "anki"
    """Notes of Anki as a text file, a line for each note."""
    MDBOOK = "mdbook"
    """TOML of mdbook-quiz."""


class ItemPlace(NamedTuple):
    """A place in the imported file."""

    line: int
    """Line, from 1."""
    column: int | None = None
    """Column in characters, from 1, if it is known."""


class Note(msgspec.Struct, frozen=True, gc=False):
    """A note on an import for its user."""

    line: int | None
    """Line of the imported file, from 1."""
    column: int | None
    """Column, from 1, if it is known."""
    message: str
    """A sentence that can stand alone."""


class Item(msgspec.Struct, frozen=True, gc=False):
    """A question of the file and the outcome of its import."""

    line: int
    """Line on which it begins."""
    outcome: Outcome
    """Outcome of the import; a question that was taken may have warnings."""
    notes: tuple[Note, ...]
    """Changes and doubts, or the reason why it was left out."""
    question: Question | None
    """The question; None if it was left out."""
    name: str
    """Its name in the file, or its beginning."""


class ImportResult(msgspec.Struct, frozen=True, gc=False):
    """Everything that was read from a file."""

    form: Form
    """The format in which it was read."""
    items: tuple[Item, ...]
    """The items in their order."""
    notes: tuple[Note, ...] = ()
    """Notes on the file or on several items."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions that were taken, changed or not."""
        return tuple(item.question for item in self.items if item.question is not None)

    def count(self, outcome: Outcome) -> int:
        """Return the number of items with an outcome."""
        return sum(item.outcome == outcome for item in self.items)


class ImportRefused(ExplainerError):
    """Raised for a file that is not read at all; the message says why."""


class LeftOut(Exception):
    """Raised for an item that gives no question; the message says why."""

    def __init__(self, message: str, place: ItemPlace | None = None) -> None:
        self.message = message
        self.place = place
        super().__init__(message)


class Remarks:
    """Collects the notes on one item."""

    def __init__(self, line: int) -> None:
        self.line = line
        """Line on which the item begins."""
        self._notes: list[Note] = []
        self._changed = False

    def warn(self, message: str, place: ItemPlace | None = None) -> None:
        """Note something that was taken unchanged and is probably a mistake."""
        self._add(message, place)

    def change(self, message: str, place: ItemPlace | None = None) -> None:
        """Note something that was lost or changed."""
        self._changed = True
        self._add(message, place)

    def taken(self, question: Question, name: str) -> Item:
        """Return the item for a question that was taken."""
        outcome = Outcome.CHANGED if self._changed else Outcome.TAKEN
        return Item(self.line, outcome, tuple(self._notes), question, name)

    def left(self, reason: LeftOut, name: str) -> Item:
        """Return the item for a question that was left out."""
        place = reason.place or ItemPlace(self.line)
        note = Note(place.line, place.column, reason.message)
        return Item(self.line, Outcome.LEFT, (note, *self._notes), None, name)

    def _add(self, message: str, place: ItemPlace | None) -> None:
        line, column = place or ItemPlace(self.line)
        note = Note(line, column, message)
        if len(self._notes) < MOST_NOTES and note not in self._notes:
            self._notes.append(note)


def short(text: str, most: int = 60) -> str:
    """Return the beginning of a text on one line, for a message or a name."""
    line = " ".join(text[: 4 * most].split())
    return f"{line[: most - 1].rstrip()}…" if len(line) > most or len(text) > 4 * most else line
