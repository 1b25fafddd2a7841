"""Converts texts of a GIFT question to plain text, from any format that they name."""

from __future__ import annotations

import re

from explainer.importers.gift_text import GiftPiece
from explainer.importers.html_markup import plain_text, tags_in
from explainer.importers.item import Remarks

_FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]")
_FEEDBACK = re.compile("#")

DEFAULT = "moodle"
"""Format of a text that names none: HTML in which line ends count."""


class PlainTexts:
    """Converts the pieces of a question to plain text, and collects the tags removed."""

    def __init__(self, default: str, remarks: Remarks) -> None:
        self._default = default
        self._remarks = remarks
        self._tags: list[str] = []

    def plain(self, piece: GiftPiece) -> str:
        """Return a piece as plain text."""
        own, piece = own_format(piece)
        return self.convert(piece.text, own or self._default)

    def convert(self, text: str, kind: str) -> str:
        """Return text in a format as plain text."""
        if kind in ("plain", "markdown"):
            return text
        for tag in tags_in(text):
            if tag not in self._tags:
                self._tags.append(tag)
        return plain_text(text, keeps_lines=kind == DEFAULT)

    def feedback(self, piece: GiftPiece) -> tuple[GiftPiece, str]:
        """Split an answer from the feedback after its first `#`."""
        at = piece.marks.find("#")
        if at < 0:
            return piece.cut(0), ""
        return piece.cut(0, at), self.plain(piece.cut(at + 1))

    def finish(self) -> None:
        """Report the tags that were removed from the question."""
        if "<img>" in self._tags:
            self._remarks.change("A picture was left out; what describes it stands for it.")
        if self._tags:
            more = ", …" if len(self._tags) > 8 else ""
            shown = ", ".join(self._tags[:8])
            self._remarks.change(f"HTML became plain text, without {shown}{more}.")


def own_format(piece: GiftPiece) -> tuple[str, GiftPiece]:
    """Split a text from the format at its start; empty if it names none."""
    match = _FORMAT.match(piece.marks)
    return (match[1], piece.cut(match.end())) if match else ("", piece)


def joined(first: str, second: str) -> str:
    """Join two explanations on lines of their own; equal ones are not repeated."""
    if not first or not second or first == second:
        return first or second
    return f"{first}\n{second}"
