"""Ids for imported questions: the same from import to import, and none twice."""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b

from explainer.deck.fields import ID_PATTERN, slugged

_WORDS = 5
_LONGEST = 90
"""Leaves room for what tells one id from another within the hundred characters of an id."""


class QuestionIds:
    """Gives every question of one file an id of its own."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._asked: Counter[str] = Counter()

    def named(self, name: str, prompt: str) -> tuple[str, bool]:
        """Give the id for what the file calls a question.

        Returns the id, and whether it is the one that the name alone makes: where two questions
        have one name, the second is told apart by its prompt.
        """
        slug = name if _is_id(name) else slugged(name)[:_LONGEST].strip("-")
        if not slug:
            return self.of_prompt(prompt), False
        if slug not in self._given:
            return self._give(slug), True
        return self._give(f"{slug}-{digest(prompt)}"), False

    def of_prompt(self, prompt: str) -> str:
        """Give the id for a question without a name: its first words, and a digest of them all."""
        words = slugged(" ".join(prompt.split()[:_WORDS]))[:60].strip("-") or "question"
        return self._give(f"{words}-{digest(prompt)}")

    def _give(self, wanted: str) -> str:
        """Take an id, or the first that is free after it."""
        id = wanted
        while id in self._given:
            self._asked[wanted] += 1
            id = f"{wanted}-{self._asked[wanted] + 1}"
        self._given.add(id)
        return id


def digest(text: str) -> str:
    """Tell texts apart in eight characters."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=4).hexdigest()


def _is_id(name: str) -> bool:
    return len(name) <= _LONGEST and ID_PATTERN.fullmatch(name) is not None
