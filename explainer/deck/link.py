"""Resolves links within a deck: `deck#section/block`, `#block`, `03-huawei.md#block`."""

from __future__ import annotations

from collections.abc import Collection
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from explainer.deck.model import Deck

_ENDINGS = ("", ".md", ".markdown", "/index.md", "/README.md", "/readme.md")


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
    entry = deck.section_in(_file(deck, section, path))
    return (entry.id, anchor) if entry else None


def _file(deck: Deck, section: str, path: str) -> str:
    """Return the file that a path in a section means, or nothing."""
    if not deck.is_plain:
        return path.removeprefix("./")
    here = deck.entry(section)
    return file_at(dirname(here.span.file) if here else "", path, deck.files)


def file_at(folder: str, path: str, files: Collection[str]) -> str:
    """Return the file that a path means in a folder of Markdown, or nothing.

    Other tools write the same link in several ways: with the ending of the page that is made of
    the file, without an ending, or by the folder of an index. A path that begins with `/` starts
    at the folder of the site, which is the deck's folder or one in it.

    Args:
        folder: Folder of the file in which the path stands, relative to the deck's.
        path: The path.
        files: Paths of the files of the deck.
    """
    path = path.partition("?")[0]
    if not path.startswith("/"):
        return _file_named(join(folder, path), files)
    parts = folder.split("/")
    tops = ("/".join(parts[:depth]) for depth in range(len(parts) + 1))
    found = (_file_named(join(top, path.lstrip("/")), files) for top in tops)
    return next(filter(None, found), "")


def _file_named(path: str, files: Collection[str]) -> str:
    """Return the file that a path means, as written or as other tools name its page."""
    named = normpath(path)
    named = "" if named == "." else named
    if named in files:
        return named
    stem = named.removesuffix(".html")
    return next(
        (file for ending in _ENDINGS if (file := f"{stem}{ending}".lstrip("/")) in files), ""
    )
