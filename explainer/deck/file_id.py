"""The id that a data file gives to what it holds."""

from __future__ import annotations

from pathlib import PurePosixPath

from explainer.deck.fields import ID_PATTERN, bad_id, slugged
from explainer.problems import Problems, Span


def file_id(relative: str, problems: Problems) -> str:
    """Take the id from a file's name; where it cannot be one, report it and take the nearest."""
    stem = PurePosixPath(relative).stem
    if ID_PATTERN.fullmatch(stem):
        return stem
    bad_id(stem, Span(relative), problems)
    return slugged(stem) or "data"
