"""What an importer finds in a file: items, and a word on what became of each."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

import msgspec

from explainer.deck.question import Question
from explainer.problems import ExplainerError
from explainer.quiz.writers.export import Outcome

MOST_CHARACTERS = 5_000_000
"""Most that is read of a file; more is no set of questions that a person wrote."""

MOST_ITEMS = 10_000
"""Most items of a file that are read."""

MOST_ANSWERS = 100
"""Most answers of a question; nobody reads more."""

MOST_NOTES = 20
"""Most notes on one item; who has read these knows what is wrong."""


class Form(StrEnum):
    """A format that questions come in."""

    GIFT = "gift"
    """Moodle's text format with answers in braces."""
    AIKEN = "aiken"
    """Choices with a letter, and a line `ANSWER: B`."""
    ANKI = "anki"
    """Notes of Anki as a text file, a note a line."""
    MDBOOK = "mdbook"
    """TOML of mdbook-quiz."""


class ItemPlace(NamedTuple):
    """A place in the imported file."""

    line: int
    """Counted from 1."""
    column: int | None = None
    """Counted from 1 in characters, where it is known."""


class Note(msgspec.Struct, frozen=True, gc=False):
    """One thing that a person should know about an import."""

    line: int | None
    """The line of the imported file, from 1."""
    column: int | None
    """The column, from 1, where it is known."""
    message: str
    """A sentence that is enough alone."""


class Item(msgspec.Struct, frozen=True, gc=False):
    """What the file asks in one place, and what became of it."""

    line: int
    """Where it begins."""
    outcome: Outcome
    """What became of it; what was taken can have notes too, which warn."""
    notes: tuple[Note, ...]
    """What was changed or looks wrong, or why it was left."""
    question: Question | None
    """The question; None where it was left."""
    name: str
    """What the file calls it, or how it begins."""


class ImportResult(msgspec.Struct, frozen=True, gc=False):
    """All that a file holds."""

    form: Form
    """The format it was read as."""
    items: tuple[Item, ...]
    """Its items in their order."""
    notes: tuple[Note, ...] = ()
    """What concerns the file or several items."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions that were taken, changed or not."""
        return tuple(item.question for item in self.items if item.question is not None)

    def count(self, outcome: Outcome) -> int:
        """How many items came to that."""
        return sum(item.outcome == outcome for item in self.items)


class ImportRefused(ExplainerError):
    """A file that is not read at all; the message says why."""


class LeftOut(Exception):
    """Stops the reading of one item that no question can be made of; the message says why."""

    def __init__(self, message: str, place: ItemPlace | None = None) -> None:
        self.message = message
        self.place = place
        super().__init__(message)


class Remarks:
    """Collects what is to be said about one item."""

    def __init__(self, line: int) -> None:
        self.line = line
        """Where the item begins."""
        self._notes: list[Note] = []
        self._changed = False

    def warn(self, message: str, place: ItemPlace | None = None) -> None:
        """Note what was taken as it is and probably not meant so."""
        self._add(message, place)

    def change(self, message: str, place: ItemPlace | None = None) -> None:
        """Note what was lost or is said otherwise now."""
        self._changed = True
        self._add(message, place)

    def taken(self, question: Question, name: str) -> Item:
        """Make the item of a question."""
        outcome = Outcome.CHANGED if self._changed else Outcome.TAKEN
        return Item(self.line, outcome, tuple(self._notes), question, name)

    def left(self, reason: LeftOut, name: str) -> Item:
        """Make the item of what no question can be made of."""
        place = reason.place or ItemPlace(self.line)
        note = Note(place.line, place.column, reason.message)
        return Item(self.line, Outcome.LEFT, (note, *self._notes), None, name)

    def _add(self, message: str, place: ItemPlace | None) -> None:
        line, column = place or ItemPlace(self.line)
        note = Note(line, column, message)
        if len(self._notes) < MOST_NOTES and note not in self._notes:
            self._notes.append(note)


def short(text: str, most: int = 60) -> str:
    """How a text begins, on one line, for a message or a name."""
    line = " ".join(text[: 4 * most].split())
    return f"{line[: most - 1].rstrip()}…" if len(line) > most or len(text) > 4 * most else line
