"""Comments that are commands: a pause, the end of a slide, a speaker note."""

from __future__ import annotations

import re
from enum import StrEnum
from textwrap import dedent

_OPENING, _CLOSING = "<!--", "-->"
_SPEAKER_NOTE = re.compile(r"speaker_note:\s*(.*)", re.DOTALL)


class CommentCommand(StrEnum):
    """Commands that a comment can give."""

    PAUSE = "pause"
    END_SLIDE = "end_slide"
    SPEAKER_NOTE = "speaker_note"


def read_comment(comment: str) -> tuple[CommentCommand, str] | None:
    """Return the command in a whole comment `<!-- … -->` and its text; None for other comments."""
    comment = comment.strip()
    if not comment.startswith(_OPENING) or not comment.endswith(_CLOSING):
        return None
    words = comment.removeprefix(_OPENING).removesuffix(_CLOSING).strip()
    if words in (CommentCommand.PAUSE, CommentCommand.END_SLIDE):
        return CommentCommand(words), ""
    if note := _SPEAKER_NOTE.fullmatch(words):
        return CommentCommand.SPEAKER_NOTE, _note_text(note[1])
    return None


def _note_text(words: str) -> str:
    """Return the text of a note; a bar of YAML before its lines, and their indent, are no text."""
    first, line_end, behind = words.partition("\n")
    if line_end and first.strip() in ("|", "|-", ">", ">-"):
        return dedent(behind).strip()
    return words.strip()


def split_comments(html: str) -> list[tuple[str, bool]]:
    """Cut HTML into pieces, each with True if it is a whole comment."""
    pieces: list[tuple[str, bool]] = []
    position = 0
    while (start := html.find(_OPENING, position)) >= 0:
        end = html.find(_CLOSING, start + len(_OPENING))
        if end < 0:
            break
        if start > position:
            pieces.append((html[position:start], False))
        position = end + len(_CLOSING)
        pieces.append((html[start:position], True))
    if position < len(html):
        pieces.append((html[position:], False))
    return pieces
