"""Finds the tags in HTML in one pass, however broken it is.

A regular expression for a whole tag would try again from every place, and on an unfinished tag in
every way of cutting it. The standard library's parser does not help: its reading of unfinished HTML
changes from one release to the next.
"""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from explainer.deck.text_file import clean

_BEGINNING = re.compile(r"<(/?)([a-z][a-z0-9-]*)", re.IGNORECASE)
_PART = re.compile(r"[<>]|=\s*([\"'])")
_ATTRIBUTE = re.compile(
    r"(?<![\w-])([a-z][a-z-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))", re.IGNORECASE
)
_CHECKED = re.compile(r"(?<![^\s\"'])checked(?![\w-])", re.IGNORECASE)
_DECLARATION = re.compile(r"<![a-z]", re.IGNORECASE)
_READ = frozenset({"a", "code", "img", "input", "li", "ol", "pre", "td", "th"})
_CDATA = "<![cdata["
_LONGEST = 500
"""Most characters of an instruction, a declaration or character data."""


class Tag(NamedTuple):
    """A tag of HTML, or something else between angle brackets that is not text."""

    start: int
    """Offset of its beginning."""
    end: int
    """Offset after its end."""
    attributes: dict[str, str]
    """Attributes of links, images, code, and parts of lists and tables; others are not read."""
    name: str = ""
    """Name in lower case; empty if it is not an element."""
    closes: bool = False
    """True for the closing tag of an element."""
    text: str = ""
    """Character data in it."""


def next_tag(html: str, position: int) -> Tag | None:
    """Return the first tag at or after a position; an angle bracket that begins none is text."""
    while (position := html.find("<", position)) >= 0:
        if tag := _tag_at(html, position):
            return tag
        position += 1
    return None


def read_tag(html: str) -> Tag:
    """Read one whole tag."""
    return _tag_at(html, 0) or Tag(0, 0, {})


def _tag_at(html: str, start: int) -> Tag | None:
    """Return the tag that begins at an angle bracket, or None if there is none."""
    beginning = _BEGINNING.match(html, start)
    if beginning is None:
        return _no_element(html, start)
    end = _end(html, beginning.end())
    if not end:
        return None
    name = beginning[2].lower()
    said = _attributes(html[beginning.end() : end]) if name in _READ else {}
    return Tag(start, end, said, name, bool(beginning[1]))


def _end(html: str, position: int) -> int:
    """Return the offset after the bracket that ends a tag; 0 if another tag begins before."""
    while part := _PART.search(html, position):
        if quote := part[1]:
            # A quotation mark that does not begin a value is an apostrophe.
            position = html.find(quote, part.end()) + 1
            if not position:
                return 0
        else:
            return part.end() if part[0] == ">" else 0
    return 0


def _no_element(html: str, start: int) -> Tag | None:
    """Return an instruction, a declaration, or character data; None if there is none."""
    head = html[start : start + len(_CDATA)]
    if head.startswith("<?"):
        end = html.find("?>", start + 2, start + 2 + _LONGEST + 2)
        return Tag(start, end + 2, {}) if end >= 0 else None
    if head.lower() == _CDATA:
        inner = start + len(_CDATA)
        end = html.find("]]>", inner, inner + _LONGEST + 3)
        return Tag(start, end + 3, {}, text=html[inner:end]) if end >= 0 else None
    if _DECLARATION.match(head):
        end = html.find(">", start + 3, start + 3 + _LONGEST + 1)
        return Tag(start, end + 1, {}) if end >= 0 else None
    return None


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, double, single, bare in _ATTRIBUTE.findall(text):
        value = clean(unescape(double or single or bare))
        found.setdefault(key.lower(), " ".join(value.split()))
    if _CHECKED.search(text):
        found.setdefault("checked", "")
    return found
