"""Splits front matter, the metadata at the top of a file, from the text."""

from __future__ import annotations

import re
from typing import NamedTuple

_FENCE = "+++"
_YAML_FENCE = "---"
_YAML_VALUE = r":[ \t]*(?:\"([^\"\n]*)\"|'([^'\n]*)'|(\S.*))[ \t]*$"
_YAML_KEY = re.compile(r"\s*(?:#[^\n]*\n\s*)*[\w-]+:(?:\s|$)")


class SplitFile(NamedTuple):
    """A file, cut into its front matter and its text."""

    front: str | None
    """The TOML between the fences, or None if there is none."""

    body: str
    """The Markdown after it."""

    body_line: int
    """Line of the file, from 1, on which the body begins."""

    unclosed: bool
    """True if a fence opens front matter that never ends; then the whole file is body."""


def split_front_matter(text: str) -> SplitFile:
    """Cut off the part between a first line that is exactly `+++` and the next such line."""
    return _split(text, _FENCE)


def split_yaml_front_matter(text: str) -> tuple[str, SplitFile]:
    """Return the title in YAML front matter, as other tools write it, and the split file."""
    split = _split(text, _YAML_FENCE, "...")
    if split.front is None:
        return "", split
    if split.front.strip() and not _YAML_KEY.match(split.front):
        # The file begins with a rule, and has another one later.
        return "", SplitFile(None, text, 1, False)
    return yaml_value(split.front, "title"), split


def split_section(text: str) -> tuple[str | None, SplitFile]:
    """Return the title in YAML front matter, and the split file of a deck's section.

    A deck's front matter is TOML; YAML is cut off, and its title is None where there is none.
    """
    split = split_front_matter(text)
    if split.front is None and not split.unclosed:
        title, other = split_yaml_front_matter(text)
        if other.front and other.front.strip():
            return title, SplitFile(None, other.body, other.body_line, False)
    return None, split


def yaml_value(front: str, key: str) -> str:
    """Return the value of a key that stands on one line of YAML, else nothing.

    Only such lines are read, so that YAML is not interpreted.
    """
    match = re.search(f"^{re.escape(key)}{_YAML_VALUE}", front, re.MULTILINE)
    return next((part for part in match.groups() if part), "").strip() if match else ""


def _split(text: str, fence: str, *other_endings: str) -> SplitFile:
    lines = text.split("\n")
    if lines[0].rstrip() != fence:
        return SplitFile(None, text, 1, False)
    for index in range(1, len(lines)):
        if lines[index].rstrip() in (fence, *other_endings):
            front = "\n".join(lines[1:index]) + "\n"
            return SplitFile(front, "\n".join(lines[index + 1 :]), index + 2, False)
    return SplitFile(None, text, 1, fence == _FENCE)
