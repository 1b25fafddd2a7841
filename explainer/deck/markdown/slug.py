"""Ids of headings as GitHub makes them, so that links work there and here."""

from __future__ import annotations


def heading_slug(text: str) -> str:
    """Lower case, spaces to hyphens, everything but letters, digits, `-` and `_` dropped.

    Source: the rule of GitHub's heading anchors (github/markup, `html-pipeline` toc filter).
    """
    kept = (
        character
        for character in text.strip().lower()
        if character.isalnum() or character in "-_ " or _is_mark(character)
    )
    return "".join(kept).replace(" ", "-")


def _is_mark(character: str) -> bool:
    """Whether it is a combining mark, which `isalnum` leaves out and scripts such as Thai need."""
    if character.isascii():
        return False
    import unicodedata

    return unicodedata.category(character).startswith("M")


class Slugs:
    """Makes the slugs of one section unique: `-1`, `-2` and so on for repeats."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def unique(self, text: str) -> str:
        """The slug of a heading that says `text`."""
        base = heading_slug(text) or "section"
        slug = base
        while slug in self._seen:
            self._seen[base] += 1
            slug = f"{base}-{self._seen[base]}"
        self._seen[slug] = 0
        return slug
