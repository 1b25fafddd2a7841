"""Where links within a deck lead: `deck#section/block`, `#block`, `03-huawei.md#block`."""

from __future__ import annotations

from urllib.parse import unquote

from explainer.deck.model import Deck


def is_external(href: str) -> bool:
    """Whether a link leads out of the deck."""
    return "://" in href or href.startswith(("mailto:", "//", "tel:", "data:"))


def link_target(deck: Deck, section: str, href: str) -> tuple[str, str] | None:
    """Section and block that a link leads to, or None where it leads out or to nothing known.

    `#name` is a block of the same section, or a section of that id; a Markdown file's name is the
    section that it holds, as on a forge.
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
