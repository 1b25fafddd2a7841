"""Converts texts of a GIFT question to plain text, from any format that they name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from explainer.importers.gift_text import GiftPiece
from explainer.importers.html_markup import (
    HtmlText,
    has_picture,
    is_only_picture,
    read_html,
)
from explainer.importers.html_tags import CODE, KNOWN
from explainer.importers.item import Remarks
from explainer.importers.subject_tags import are_about_tags, speaks_of_tags

_FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]")
_NO_HTML = ("plain", "markdown")

DEFAULT = "moodle"
"""Format of a text that names none: HTML in which line ends count."""


class PlainTexts:
    """Converts the pieces of a question to plain text, and collects the tags in them."""

    def __init__(self, default: str, remarks: Remarks) -> None:
        self._default = default
        self._remarks = remarks
        self._removed: list[str] = []
        self._kept: list[str] = []
        self._has_picture = False
        self._is_about_tags = False

    def plain(self, piece: GiftPiece) -> str:
        """Return a piece as plain text."""
        own, piece = own_format(piece)
        return self.convert(piece.text, own or self._default)

    def convert(self, text: str, kind: str) -> str:
        """Return text in a format as plain text."""
        if kind in _NO_HTML:
            return text
        return self._noted(text, read_html(text, keeps_lines=kind == DEFAULT))

    def prompt(self, text: str, kind: str) -> str:
        """Return the prompt as plain text; the tags of answers are read in its light."""
        plain = self.convert(text, kind)
        self._is_about_tags = bool(self._kept) or speaks_of_tags(plain)
        return plain

    def answers(self, pieces: Sequence[GiftPiece]) -> list[str]:
        """Return the texts that a learner chooses by as plain text.

        Their tags stay if they are what the answers differ in.
        """
        formats = [(kind or self._default, piece.text) for kind, piece in map(own_format, pieces)]
        texts = [_read_answer(text, kind) for kind, text in formats]
        html = [text for kind, text in formats if kind not in _NO_HTML]
        has_kept = any(text is not None and text.kept for text in texts)
        plain = {
            given if read is None else read.text
            for (_, given), read in zip(formats, texts, strict=True)
        }
        is_about_tags = are_about_tags(html, is_asked=has_kept or self._is_about_tags)
        if is_about_tags or len(plain) < len(set(formats)):
            staying = KNOWN - CODE if is_about_tags else KNOWN
            texts = [_read_answer(text, kind, staying) for kind, text in formats]
        return [
            text if read is None else self._noted(text, read)
            for (_, text), read in zip(formats, texts, strict=True)
        ]

    def is_picture(self, piece: GiftPiece) -> bool:
        """Return True if a piece shows a picture and says nothing beside it."""
        own, piece = own_format(piece)
        return (own or self._default) != "plain" and is_only_picture(piece.text)

    def feedback(self, piece: GiftPiece) -> tuple[GiftPiece, str]:
        """Split an answer from the feedback after its first `#`."""
        at = piece.marks.find("#")
        if at < 0:
            return piece.cut(0), ""
        return piece.cut(0, at), self.plain(piece.cut(at + 1))

    def finish(self) -> None:
        """Report the tags of the question."""
        if self._has_picture:
            self._remarks.change("A picture was left out; what describes it stands for it.")
        if self._removed:
            self._remarks.change(f"HTML became plain text, without {_listed(self._removed)}.")
        if self._kept:
            message = f"These tags are read as text: {_listed(self._kept)}."
            self._remarks.warn(message)

    def _noted(self, given: str, read: HtmlText) -> str:
        """Collect the tags of a text, and return it as plain text."""
        self._has_picture = self._has_picture or ("<img>" in read.removed and has_picture(given))
        self._removed.extend(tag for tag in read.removed if tag not in self._removed)
        self._kept.extend(tag for tag in read.kept if tag not in self._kept)
        return read.text


def _read_answer(text: str, kind: str, staying: frozenset[str] = frozenset()) -> HtmlText | None:
    """Read the text of an answer as HTML; return None if its format is another."""
    if kind in _NO_HTML:
        return None
    return read_html(
        text,
        keeps_lines=kind == DEFAULT,
        is_answer=True,
        staying=staying,
    )


def _listed(tags: list[str]) -> str:
    more = ", …" if len(tags) > 8 else ""
    return f"{', '.join(tags[:8])}{more}"


def own_format(piece: GiftPiece) -> tuple[str, GiftPiece]:
    """Split a text from the format at its start; empty if it names none."""
    match = _FORMAT.match(piece.marks)
    return (match[1], piece.cut(match.end())) if match else ("", piece)


def joined(first: str, second: str) -> str:
    """Join two explanations on lines of their own; equal ones are not repeated."""
    if not first or not second or first == second:
        return first or second
    return f"{first}\n{second}"
