"""Resolves links within a deck: `deck#section/block`, `#block`, `03-huawei.md#block`."""

from __future__ import annotations

from urllib.parse import unquote

from explainer.deck.model import Deck


def is_external(href: str) -> bool:
    """True if a link leads out of the deck."""
    return "://" in href or href.startswith(("mailto:", "//", "tel:", "data:"))


def link_target(deck: Deck, section: str, href: str) -> tuple[str, str] | None:
    """Return the section and block of a link, or None if it leads out of the deck or to nothing.

    `#name` is a block of the same section, or a section with that id. The name of a Markdown file
    means the section in it, as on GitHub and similar sites.
    """
    if is_external(href):
        return None
    path, _, anchor = (unquote(part) for part in href.partition("#"))
    if not path:
        name, _, block = anchor.partition("/")
        if block and deck.entry(name):
            return name, block
        return (anchor, "") if deck.entry(anchor) and not deck.is_plain else (section, anchor)
    if path == deck.id:
        name, _, block = anchor.partition("/")
        return (name, block) if deck.entry(name) else None
    entry = deck.section_in(path.removeprefix("./"))
    return (entry.id, anchor) if entry else None
