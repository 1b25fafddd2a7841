"""Reads what a page says of itself: its title and its position among its neighbours."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from explainer.deck.markdown.front_matter import split_yaml_front_matter, yaml_value
from explainer.deck.section_file import LARGEST_FILE, first_heading
from explainer.deck.text_file import read_text
from explainer.problems import Problems

_NUMBER = re.compile(r"(\d{1,9})[-_. ]")


class PageHead(NamedTuple):
    """Facts about a page that stand at its top or in its name."""

    title: str
    """Title in its front matter, else its first heading, else its name."""

    position: float | None
    """Position in the front matter, else the number before its name, else None."""


class PageHeads:
    """The heads of a folder's pages, each read once, when it is first asked for."""

    def __init__(self, root: Path, problems: Problems) -> None:
        self._root = root
        self._problems = problems
        self.of = cache(self._read)
        """Returns the head of a file, or None if the file cannot be read."""

    def _read(self, file: str) -> PageHead | None:
        text = read_text(self._root, file, self._problems, max_bytes=LARGEST_FILE)
        if text is None:
            return None
        title, split = split_yaml_front_matter(text)
        name = PurePosixPath(file)
        position = position_of(yaml_value(split.front or "", "sidebar_position"))
        return PageHead(
            title or first_heading(split.body) or name.stem,
            number_before(name.name) if position is None else position,
        )


def number_before(name: str) -> float | None:
    """Return the number that a name begins with, as in `02-tools.md`, or None."""
    found = _NUMBER.match(name)
    return float(found[1]) if found else None


def without_number(name: str) -> str:
    """Return a name without the number that it begins with."""
    return _NUMBER.sub("", name, count=1) or name


def position_of(words: str) -> float | None:
    """Return a position that somebody wrote, or None if it is no number."""
    with suppress(ValueError):
        position = float(words[:20])
        return position if abs(position) < float("inf") else None  # also for NaN
    return None
