"""Makes ids for imported questions: unique, and the same at every import."""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b

from explainer.deck.fields import ID_PATTERN
from explainer.deck.slug import slugged

_WORDS = 5
_LONGEST = 90
"""Longest part of an id; the rest of its hundred characters may be needed to make it unique."""


class QuestionIds:
    """Gives every question of one file its own id."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._asked: Counter[str] = Counter()

    def named(self, name: str, prompt: str) -> tuple[str, bool]:
        """Return the id for a question's name in the file.

        Also returns True if the name alone gives the id: of two questions with one name, the second
        gets an id with a digest of its prompt.
        """
        slug = name if _is_id(name) else slugged(name)[:_LONGEST].strip("-")
        if not slug:
            return self.of_prompt(prompt), False
        if slug not in self._given:
            return self._give(slug), True
        return self._give(f"{slug}-{digest(prompt)}"), False

    def of_prompt(self, prompt: str) -> str:
        """Return the id for a question without a name: its first words and a digest."""
        words = slugged(" ".join(prompt.split()[:_WORDS]))[:60].strip("-") or "question"
        return self._give(f"{words}-{digest(prompt)}")

    def _give(self, wanted: str) -> str:
        """Return an id, or the first one free after it."""
        id = wanted
        while id in self._given:
            self._asked[wanted] += 1
            id = f"{wanted}-{self._asked[wanted] + 1}"
        self._given.add(id)
        return id


def digest(text: str) -> str:
    """Return eight characters that distinguish texts."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=4).hexdigest()


def _is_id(name: str) -> bool:
    return len(name) <= _LONGEST and ID_PATTERN.fullmatch(name) is not None
