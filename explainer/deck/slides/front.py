"""Reads the metadata of a presentation: the keys of its front matter."""

from __future__ import annotations

import re
from typing import NamedTuple

from explainer.deck.slides.draft import Draft

_KEY = re.compile(r"([A-Za-z_][\w.-]*)\s*:(?:\s+(.*?))?\s*$")
_ITEM = re.compile(r"\s*-\s+(.*?)\s*$")
_COMMENT = re.compile(r"\s+#\s.*$")
_MOST_LINES = 400
_MOST_AUTHORS = 20
_SHOWN = frozenset({"title", "author", "authors", "sub_title", "subtitle", "event", "location"})
_SHOWN_TOO = frozenset({"date", "marp", "patat", "headingDivider", "lang", "separator"})
_SILENT = _SHOWN | _SHOWN_TOO | {"verticalSeparator", "notesSeparator", "options", "info"}


class FrontMatter(NamedTuple):
    """The front matter of a file, or of one slide."""

    keys: dict[str, str]
    """Each key at the left margin, with the text behind it; lists and tables are empty."""
    lists: dict[str, tuple[str, ...]]
    """Items of each key that has a list below it."""
    places: dict[str, int]
    """Index of the line of each key."""
    inner: dict[str, str]
    """Values of keys that stand below another key."""
    lines: int
    """Number of lines, with the marks around it; 0 if there is none."""

    def has_any(self, *names: str) -> bool:
        """True if one of some keys is there."""
        return any(name in self.keys for name in names)


NO_FRONT_MATTER = FrontMatter({}, {}, {}, {}, 0)
"""Front matter of a file that has none."""


def file_front_matter(lines: list[str]) -> FrontMatter:
    """Return the front matter at the top of a file, between `---` and `---` or `...`."""
    if not lines or lines[0].rstrip() != "---":
        return NO_FRONT_MATTER
    return front_matter(lines, 0, ("---", "..."))


def front_matter(lines: list[str], start: int, endings: tuple[str, ...]) -> FrontMatter:
    """Return the front matter whose opening mark is on a line; none if it is not YAML.

    Only keys, their text and simple lists are read, so that no YAML is interpreted.
    """
    keys: dict[str, str] = {}
    lists: dict[str, list[str]] = {}
    places: dict[str, int] = {}
    inner: dict[str, str] = {}
    name = ""
    for index in range(start + 1, min(len(lines), start + _MOST_LINES)):
        line = lines[index].rstrip()
        if line in endings:
            found = {key: tuple(items) for key, items in lists.items()}
            return FrontMatter(keys, found, places, inner, index - start + 1)
        if not line or line.lstrip().startswith("#"):
            continue
        if key := _KEY.fullmatch(line):
            name = key[1]
            keys[name] = _value(key[2] or "")
            places[name] = index
        elif not name:
            break
        elif (item := _ITEM.fullmatch(line)) is not None:
            lists.setdefault(name, []).append(_value(item[1]))
        elif line[0] not in " \t":
            break
        elif key := _KEY.fullmatch(line.strip()):
            inner.setdefault(key[1], _value(key[2] or ""))
        elif keys[name] in ("|", ">", "|-", ">-", ""):
            keys[name] = line.strip()
    return NO_FRONT_MATTER


def take_titles(draft: Draft, front: FrontMatter) -> None:
    """Take title, authors and the lines below the title from front matter; name what is left."""
    keys = front.keys
    draft.title = draft.title or keys.get("title", "")
    said = [*_listed(front, "author"), *_listed(front, "authors")]
    draft.authors = tuple(dict.fromkeys(said))[:_MOST_AUTHORS]
    names = ("sub_title", "subtitle", "event", "location", "date")
    draft.subtitle = " · ".join(keys[name] for name in names if keys.get(name))
    for name, index in front.places.items():
        if name not in _SILENT:
            draft.leave(index, f"The setting '{name}'.")


def _listed(front: FrontMatter, name: str) -> list[str]:
    words = front.keys.get(name, "")
    if words.startswith("[") and words.endswith("]"):
        return [_value(part) for part in words[1:-1].split(",") if part.strip()]
    return [word for word in (words, *front.lists.get(name, ())) if word]


def _value(words: str) -> str:
    """Return a value of YAML on one line, without its quotes or the comment behind it."""
    words = words.strip()
    if len(words) > 1 and words[0] == words[-1] and words[0] in "\"'":
        return words[1:-1]
    return _COMMENT.sub("", words)
