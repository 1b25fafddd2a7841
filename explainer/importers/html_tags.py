"""Finds the tags of HTML in a text."""

from __future__ import annotations

import re

TAG = re.compile(
    r"""<(/?)([A-Za-z][A-Za-z0-9]{0,9})(?=[\s/>])"""
    r"""((?:[^<>"']++|"[^"]*+"|'[^']*+')*+|[^<>]*+)>"""
)
"""A tag. A `>` in quotes is part of an attribute; if the quotes never end, they are text."""

BREAKS = frozenset({
    "address", "blockquote", "caption", "center", "dd", "div", "dl", "dt", "figure",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "section", "table", "tr", "ul",
})  # fmt: skip
"""Elements that end a line."""
KNOWN = BREAKS | frozenset({
    "a", "b", "big", "br", "cite", "code", "del", "em", "font", "i", "img", "ins", "kbd", "li",
    "mark", "q", "s", "samp", "script", "small", "span", "strike", "strong", "style", "sub", "sup",
    "tbody", "td", "tfoot", "th", "thead", "tt", "u", "var",
})  # fmt: skip
"""Elements that mark text up; other names in angle brackets are text."""
BOXES = frozenset({"br", "div", "p", "span"})
"""Elements that editors leave in an empty field."""

CODE = frozenset({"code", "kbd", "pre", "samp", "tt"})
"""Elements around code, in which other tags may be its text."""


def tags_of(html: str) -> list[re.Match[str]]:
    """Return the tags of HTML in a text."""
    return [tag for tag in TAG.finditer(html) if tag[2].lower() in KNOWN]


def is_bare(tag: re.Match[str]) -> bool:
    """Return True if a tag has no attributes."""
    return not tag[3].strip(" \t\n/")
