"""What is left of raw HTML: its text, its images' words, its links. No tag passes.

READMEs are full of it; a reader wants what it says, and a deck's author is told to write Markdown.
"""

from __future__ import annotations

from html.parser import HTMLParser

from explainer.deck.block import Break, Inline, Link, Picture, Text

_PARTING = frozenset(
    ["address", "article", "blockquote", "center", "details", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul"]
)
_UNSEEN = frozenset({"script", "style", "template", "head", "title"})


class _TextOnly(HTMLParser):
    """Collects paragraphs of inlines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[list[Inline]] = [[]]
        self._unseen = 0
        self._links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in _PARTING:
            self._part()
        elif tag == "br":
            self.paragraphs[-1].append(Break())
        elif tag == "img":
            words = dict(attrs)
            self.paragraphs[-1].append(
                Picture(words.get("src") or "", (words.get("alt") or "").strip())
            )
        elif tag == "a":
            self._links.append((dict(attrs).get("href") or "", len(self.paragraphs[-1])))

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _PARTING:
            self._part()
        elif tag == "a" and self._links:
            href, start = self._links.pop()
            paragraph = self.paragraphs[-1]
            if href and start < len(paragraph):
                paragraph[start:] = [Link(href, tuple(paragraph[start:]))]

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if not text or self._unseen:
            return
        before = " " if data[0].isspace() and self.paragraphs[-1] else ""
        self.paragraphs[-1].append(Text(before + text + (" " if data[-1].isspace() else "")))

    def _part(self) -> None:
        self._links.clear()
        if self.paragraphs[-1]:
            self.paragraphs.append([])


def html_paragraphs(html: str) -> list[tuple[Inline, ...]]:
    """The paragraphs that some HTML says, without its tags."""
    reader = _TextOnly()
    reader.feed(html)
    reader.close()
    return [tuple(paragraph) for paragraph in reader.paragraphs if paragraph]
