"""The text, the links, the images, and the super- and subscripts in raw HTML."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from markdown_it.common.normalize_url import validateLink

from explainer.deck.block import (
    Break,
    Inline,
    Link,
    Picture,
    Subscript,
    Superscript,
    Text,
)
from explainer.deck.block_text import in_script, plain_text
from explainer.deck.markdown.html_tag import Tag
from explainer.deck.markdown.image import short_path
from explainer.deck.markdown.parser import LONGEST_HREF
from explainer.deck.text_file import clean

SCRIPTS = ("sup", "sub")
"""Elements that raise or lower their text."""

LISTS = frozenset({"ul", "ol", "menu", "dir"})
"""Elements that are lists."""

_SPACES = " \t\n\r\f"
_GAPS = re.compile(f"[{_SPACES}]+")
_MOST_OPEN = 20


class _OpenElement(NamedTuple):
    """A link or a script that is open."""

    name: str
    href: str
    start: int


class HtmlInlines:
    """Collects the inlines of one paragraph of HTML."""

    def __init__(self) -> None:
        self._content: list[Inline] = []
        self._open: list[_OpenElement] = []

    def taken(self) -> tuple[Inline, ...]:
        """Return what was read since the last call, without space at its ends."""
        while self._open:
            self._end_last()
        content, self._content = self._content, []
        return trimmed(tuple(content))

    def read_tag(self, tag: Tag) -> None:
        """Read a tag: it ends a line, shows an image, or begins or ends a link or a script."""
        if tag.name == "br":
            self._content.append(Break())
        elif tag.name == "img":
            self._content.append(html_picture(tag))
        elif tag.name == "a":
            self._end("a")
            if not tag.closes and (href := safe_href(tag.attributes.get("href", ""))):
                self._begin("a", href)
        elif tag.name in SCRIPTS:
            if tag.closes:
                self._end(tag.name)
            else:
                self._begin(tag.name)

    def read_text(self, html: str) -> None:
        """Read text between tags; white space becomes one space."""
        text = clean(unescape(html))
        words = " ".join(_GAPS.split(text)).strip(" ")
        content = self._content
        if not words:
            if text and content:
                content.append(Text(" "))
            return
        before = " " if text[0] in _SPACES and content and not _ends_open(content) else ""
        content.append(Text(before + words + (" " if text[-1] in _SPACES else "")))

    def separate(self, sign: str) -> None:
        """Add a sign between what was read and what follows, unless nothing was read."""
        if self._content and not isinstance(self._content[-1], Break):
            self._content.append(Text(sign))

    def _begin(self, name: str, href: str = "") -> None:
        if len(self._open) < _MOST_OPEN:
            self._open.append(_OpenElement(name, href, len(self._content)))

    def _end(self, name: str) -> None:
        """End the last open element with a name, and those in it."""
        if any(element.name == name for element in self._open):
            while self._end_last() != name:
                pass

    def _end_last(self) -> str:
        name, href, start = self._open.pop()
        inner = tuple(self._content[start:])
        del self._content[start:]
        if name == "a":
            words = trimmed(inner)
            self._content.extend((Link(href, words),) if words else inner)
        else:
            self._content.extend(html_script(name, inner, self._content))
        return name


def html_script(name: str, inner: tuple[Inline, ...], before: list[Inline]) -> tuple[Inline, ...]:
    """Return the inlines of a `<sup>` or `<sub>` element that stands after some others.

    With nothing before it to raise it from, text without characters of its own is small print.
    """
    script = Superscript(inner) if name == "sup" else Subscript(inner)
    if not in_script(script) and (not before or _ends_open(before)):
        return inner
    return (script,) if plain_text(inner).strip() else inner


def html_picture(tag: Tag) -> Picture:
    """Return the image of an `<img>` tag."""
    words = tag.attributes
    return Picture(short_path(words.get("src", "")), words.get("alt", ""))


def safe_href(href: str) -> str:
    """Return an address if it may be shown as a link, else an empty string."""
    href = clean(href).strip()
    return href if len(href) <= LONGEST_HREF and validateLink(href) else ""


def trimmed(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return inlines without white space at both ends and without spaces after a line end."""
    kept: list[Inline] = []
    for inline in content:
        at_start = not kept or isinstance(kept[-1], Break)
        if isinstance(inline, Text):
            if text := inline.text.lstrip(" ") if at_start else inline.text:
                kept.append(Text(text))
        elif kept or not isinstance(inline, Break):
            kept.append(inline)
    while kept and (isinstance(kept[-1], Break) or kept[-1] == Text(" ")):
        kept.pop()
    if kept and isinstance(last := kept[-1], Text):
        kept[-1] = Text(last.text.rstrip(" "))
    return tuple(kept)


def _ends_open(content: list[Inline]) -> bool:
    """True if the last inline is a line end or ends with a space."""
    last = content[-1]
    return isinstance(last, Break) or (isinstance(last, Text) and last.text.endswith((" ", "\n")))
