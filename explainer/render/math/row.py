"""Rows of a formula: what stands beside each other, character by character."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from explainer.render.math.box import CannotDraw
from explainer.render.math.latex_tree import Chars, Command, Node

Item = str | Node
"""A character, a number, or any other node of a formula."""


class Cursor:
    """Goes through the items of a row."""

    def __init__(self, row: Sequence[Item]) -> None:
        self._row = row
        self._at = 0

    @property
    def has_more(self) -> bool:
        """True if there are more items."""
        return self._at < len(self._row)

    def take(self) -> Item:
        """Return the next item."""
        if not self.has_more:
            raise CannotDraw
        self._at += 1
        return self._row[self._at - 1]

    def take_argument(self) -> Item:
        """Return the next item as an argument, which is one digit of a number."""
        item = self.take()
        if script_mark(item):
            raise CannotDraw
        if isinstance(item, str) and len(item) > 1:
            self._row = [item[0], item[1:], *self._row[self._at :]]
            self._at = 1
            return item[0]
        return item

    def take_mark(self) -> str:
        """Return the mark of a script if one is next, else nothing."""
        while self.has_more:
            item = self._row[self._at]
            if isinstance(item, Command) and item.name in ("limits", "nolimits"):
                self._at += 1
            else:
                mark = script_mark(item)
                self._at += bool(mark)
                return mark
        return ""


def script_mark(item: Item) -> str:
    """Return the mark of a script if an item is one, else nothing."""
    return item if isinstance(item, str) and item in ("^", "_", "'") else ""


def items(nodes: Sequence[Node]) -> list[Item]:
    """Return nodes with characters one by one, but numbers whole, and without white space."""
    found: list[Item] = []
    for node in nodes:
        if not isinstance(node, Chars):
            found.append(node)
            continue
        for at, character in enumerate(node.text):
            if character.isspace():
                continue
            last = found[-1] if found and at and not node.text[at - 1].isspace() else ""
            following = node.text[at + 1 : at + 2]
            if isinstance(last, str) and _goes_on(last, character, following):
                found[-1] = last + character
            else:
                found.append(character)
    return found


def _goes_on(number: str, character: str, following: str) -> bool:
    """True if a character belongs to the number before it, or to the letter as its mark."""
    if number and unicodedata.combining(character):
        return True
    if not number[:1].isdigit():
        return False
    return character.isdigit() or (character in ".," and following.isdigit())
