"""Ids of headings, made as GitHub makes them so that links work there and here."""

from __future__ import annotations

import unicodedata


def heading_slug(text: str) -> str:
    """Return text in lower case with hyphens for spaces, without other punctuation.

    Source: the rule of GitHub's heading anchors (github/markup, `html-pipeline` toc filter):
    everything but letters, digits, `-` and `_` is dropped.
    """
    kept = (character for character in text.strip().lower() if _is_kept(character))
    return "".join(kept).replace(" ", "-")


def _is_kept(character: str) -> bool:
    """True for a space, a hyphen, or a character that Unicode counts as part of a word."""
    if character.isascii():
        return character.isalnum() or character in "-_ "

    category = unicodedata.category(character)
    return category[0] in "LM" or category in ("Nd", "Nl", "Pc")


class Slugs:
    """Makes the slugs of one section unique, with `-1`, `-2` and so on for repeats."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def unique(self, text: str) -> str:
        """Return the slug of a heading with this text."""
        base = heading_slug(text) or "section"
        slug = base
        while slug in self._seen:
            self._seen[base] += 1
            slug = f"{base}-{self._seen[base]}"
        self._seen[slug] = 0
        return slug
