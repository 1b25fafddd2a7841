"""The participants of a lesson: their names, and the tokens by which they come back.

A name is untrusted until it is cleaned here. It is shown to the class, so it has few cells, nothing
that moves a cursor, and is unlike every other name of its lesson.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection
from secrets import choice
from typing import Annotated

import msgspec

from explainer.deck.text_file import clean
from explainer.render.line import crop

LONGEST_NAME = 24
"""Most cells of a name."""

_MOST_READ = 200
"""Characters of a name that are looked at."""

_LETTERS = "bcdfghjkmnpqrstvwxz23456789"
"""Characters of codes and tokens: none is mistaken for another, and no word comes about."""

_CODE, _TOKEN = 5, 9
"""Characters of a lesson's code, and of a participant's token."""

CODE_PATTERN = re.compile(f"[{_LETTERS}]{{{_CODE}}}")
"""A code."""

ParticipantId = Annotated[str, msgspec.Meta(min_length=1, max_length=16)]
"""Id of a participant, unlike every other of the lesson."""


class Participant(msgspec.Struct, frozen=True):
    """Somebody who joined a lesson."""

    id: ParticipantId
    """Id, unlike every other of the lesson."""
    name: str
    """Name, cleaned; empty once names are forgotten."""
    token: str
    """Digest of the token by which they come back."""
    number: int
    """Place in the order of joining, from 1."""
    is_here: bool = True
    """True while they are connected."""
    is_hidden: bool = False
    """True if the presenter has hidden the name."""

    @property
    def public_name(self) -> str:
        """The name for others to see."""
        return f"Guest {self.number}" if self.is_hidden or not self.name else self.name


def cleaned_name(text: str) -> str:
    """Return a name without control, bidi and zero-width characters, shortened; may be empty."""
    kept = clean(unicodedata.normalize("NFC", text[:_MOST_READ]))
    # Beyond what is cleaned from decks: combining marks pile up over other lines.
    words = "".join(one if one.isprintable() else " " for one in kept).split()
    return crop(_without_piles(" ".join(words)), LONGEST_NAME)


def _without_piles(text: str) -> str:
    """Return a text with at most two combining marks in a row."""
    kept: list[str] = []
    marks = 0
    for one in text:
        marks = marks + 1 if unicodedata.category(one) in ("Mn", "Me") else 0
        if marks <= 2 and (marks == 0 or kept):
            kept.append(one)
    return "".join(kept)


def free_name(wanted: str, number: int, taken: Collection[str]) -> str:
    """Return a name that nobody has: the one wanted, or that with a number behind it.

    Args:
        wanted: The name, cleaned; empty for none.
        number: Place of its owner in the order of joining.
        taken: Names of the others.
    """
    known = {_alike(name) for name in taken}
    if wanted and _alike(wanted) not in known:
        return wanted
    base, count = (wanted, 2) if wanted else ("Guest", number)
    while _alike(found := _numbered(base, count)) in known:
        count += 1
    return found


def _numbered(base: str, number: int) -> str:
    """Return a name with a number behind it, not longer than a name may be."""
    return f"{crop(base, LONGEST_NAME - len(str(number)) - 1)} {number}"


def _alike(name: str) -> str:
    """Return what two names share that look the same."""
    return unicodedata.normalize("NFKC", name).casefold()


def new_code() -> str:
    """Return a code for a lesson, short enough to be read from a wall."""
    return "".join(choice(_LETTERS) for _ in range(_CODE))


def new_token() -> str:
    """Return a token that nobody guesses while a lesson lasts (42 bits)."""
    return "".join(choice(_LETTERS) for _ in range(_TOKEN))


def token_digest(token: str) -> str:
    """Return the digest under which a token is kept, so that the log names no way in."""
    return hashlib.sha256(b"explainer participant\0" + token.encode()).hexdigest()
