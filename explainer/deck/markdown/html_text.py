"""Keeps the text, the image descriptions and the links of raw HTML; no tag is kept.

READMEs contain much HTML: a reader sees its text, and a deck's author is told to write Markdown.
"""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from markdown_it.common.normalize_url import validateLink

from explainer.deck.block import Break, Inline, Link, Picture, Text
from explainer.deck.markdown.html_tag import Tag, next_tag
from explainer.deck.markdown.parser import LONGEST_HREF
from explainer.deck.text_file import clean

_PARTING = re.compile(
    "address|article|blockquote|center|details|d[dlt]|div|fig(?:caption|ure)|footer|h[1-6r]|header|"
    "li|main|nav|[ou]l|p|pre|section|summary|table"
)
_UNSEEN = frozenset({"script", "style", "template", "head", "title"})
_BULLET = Text("• ")


class HtmlParagraph(NamedTuple):
    """A paragraph or heading of HTML."""

    level: int
    """1 to 6 for a heading, 0 for a paragraph."""
    content: tuple[Inline, ...]
    """The text."""


def html_paragraphs(html: str) -> list[HtmlParagraph]:
    """Return the paragraphs of some HTML, without its tags."""
    reader = _TextReader()
    without_end: set[str] = set()
    behind = 0
    while tag := next_tag(html, behind):
        reader.read_text(html[behind : tag.start])
        behind = tag.end
        if tag.text:
            reader.read_text(tag.text)
        elif tag.name in _UNSEEN and not tag.closes:
            if tag.name not in without_end and (end := _end_of(html, behind, tag.name)):
                behind = end
            else:
                without_end.add(tag.name)
        elif tag.name:
            reader.read_tag(tag)
    reader.read_text(html[behind:])
    return reader.paragraphs()


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


def _end_of(html: str, position: int, name: str) -> int:
    """Return the offset after the end of an invisible element; 0 if it has no end."""
    end = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(html, position)
    return end.end() if end else 0


def _ends_open(content: list[Inline]) -> bool:
    """True if the last inline ends with a space."""
    return isinstance(last := content[-1], Text) and last.text.endswith(" ")


class _TextReader:
    """Collects paragraphs of inlines."""

    def __init__(self) -> None:
        self._paragraphs: list[tuple[int, list[Inline]]] = [(0, [])]
        self._link: tuple[str, int] | None = None
        self._keeps_lines = False

    def paragraphs(self) -> list[HtmlParagraph]:
        """Return the paragraphs read so far, without empty ones."""
        self._end_link()
        read = ((level, trimmed(tuple(content))) for level, content in self._paragraphs)
        return [HtmlParagraph(level, content) for level, content in read if content]

    def read_tag(self, tag: Tag) -> None:
        """Read a tag: it begins a paragraph, ends a line, or begins or ends a link."""
        content = self._paragraphs[-1][1]
        if _PARTING.fullmatch(tag.name):
            self._part(tag)
        elif tag.name in ("td", "th") and not tag.closes:
            if content and not isinstance(content[-1], Break):
                content.append(Text(" · "))
        elif tag.name == "br" or (tag.name == "tr" and not tag.closes and content):
            content.append(Break())
        elif tag.name == "img":
            words = tag.attributes
            content.append(Picture(words.get("src", ""), words.get("alt", "")))
        elif tag.name == "a":
            self._end_link()
            href = "" if tag.closes else safe_href(tag.attributes.get("href", ""))
            self._link = (href, len(content)) if href else None

    def read_text(self, html: str) -> None:
        """Read text between tags; white space becomes one space, but lines are kept in `<pre>`."""
        text = clean(unescape(html))
        content = self._paragraphs[-1][1]
        for number, line in enumerate(text.split("\n") if self._keeps_lines else [text]):
            words = " ".join(line.split())
            if number:
                content.append(Break())
            if not words:
                if line and content and not self._keeps_lines:
                    content.append(Text(" "))
                continue
            before = " " if line[0].isspace() and content and not _ends_open(content) else ""
            content.append(Text(before + words + (" " if line[-1].isspace() else "")))

    def _part(self, tag: Tag) -> None:
        self._end_link()
        if self._paragraphs[-1][1] == [_BULLET] and not tag.closes and tag.name != "li":
            return
        level = int(tag.name[1]) if tag.name[1:].isdigit() and not tag.closes else 0
        self._paragraphs.append((level, []))
        if tag.name == "li" and not tag.closes:
            self._paragraphs[-1][1].append(_BULLET)
        if tag.name == "pre":
            self._keeps_lines = not tag.closes

    def _end_link(self) -> None:
        if self._link is not None:
            href, start = self._link
            content = self._paragraphs[-1][1]
            if words := trimmed(tuple(content[start:])):
                content[start:] = [Link(href, words)]
            self._link = None
