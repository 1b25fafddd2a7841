"""Comments that are commands: pause, end of a slide, a note for the presenter."""

from __future__ import annotations

import re
from enum import StrEnum

_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_SPEAKER_NOTE = re.compile(r"speaker_note:\s*(.*)", re.DOTALL)


class Command(StrEnum):
    """What a comment asks for."""

    PAUSE = "pause"
    END_SLIDE = "end_slide"
    SPEAKER_NOTE = "speaker_note"


def read_comment(comment: str) -> tuple[Command, str] | None:
    """The command in a whole comment `<!-- … -->` and its text, or None for ordinary ones."""
    match = _COMMENT.fullmatch(comment.strip())
    if match is None:
        return None
    words = match[1].strip()
    if words in (Command.PAUSE, Command.END_SLIDE):
        return Command(words), ""
    if note := _SPEAKER_NOTE.fullmatch(words):
        return Command.SPEAKER_NOTE, note[1].strip()
    return None


def split_comments(html: str) -> list[tuple[str, bool]]:
    """Cut HTML into pieces, each with whether it is a whole comment."""
    pieces: list[tuple[str, bool]] = []
    position = 0
    for match in _COMMENT.finditer(html):
        if before := html[position : match.start()]:
            pieces.append((before, False))
        pieces.append((match[0], True))
        position = match.end()
    if rest := html[position:]:
        pieces.append((rest, False))
    return pieces
