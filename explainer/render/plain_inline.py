"""Writes inlines as plain words, and collects the evidence that they name.

Verdicts are words, citations are numbers in brackets, and links show their address.
"""

from __future__ import annotations

from explainer.deck.block import (
    Break,
    Citation,
    ClaimText,
    CodeText,
    FootnoteMark,
    Inline,
    Link,
    Math,
    Picture,
    Subscript,
    Superscript,
    TermText,
    Text,
)
from explainer.deck.block_text import scripted
from explainer.deck.model import Deck, Source
from explainer.render.value import date_text

_LONG_ADDRESS = 100


class PlainInlines:
    """Writes the inlines of one section, and collects the evidence that they name."""

    def __init__(self, deck: Deck) -> None:
        self._deck = deck
        self.cited: dict[str, int] = {}
        """Number of each source named so far."""
        self.terms: dict[str, None] = {}
        """Terms named so far."""
        self.claims: dict[str, None] = {}
        """Claims named so far."""
        self._addresses: set[str] = set()

    def number(self, source: str) -> int:
        """Return the number by which the section cites a source."""
        return self.cited.setdefault(source, len(self.cited) + 1)

    def source_marks(self, sources: tuple[str, ...]) -> str:
        """Return the numbers of some sources, each in brackets."""
        known = [source for source in sources if source in self._deck.sources]
        return "".join(f" [{self.number(source)}]" for source in known)

    def verdicts(self, claims: tuple[str, ...]) -> str:
        """Return the verdicts on some claims, in words."""
        known = [claim for claim in claims if claim in self._deck.claims]
        self.claims.update(dict.fromkeys(known))
        words = dict.fromkeys(self._deck.claims[claim].verdict.value for claim in known)
        return f" ({', '.join(words)})" if words else ""

    def words(self, content: tuple[Inline, ...]) -> str:
        """Return the words of some inlines; a hard line break of the author is kept."""
        parts: list[str] = []
        for inline in content:
            if isinstance(inline, Text | CodeText):
                parts.append(inline.text)
            elif isinstance(inline, Math):
                parts.append(f"${inline.latex}$")
            elif isinstance(inline, Break):
                parts.append("\n")
            elif isinstance(inline, Picture):
                parts.append(f"(image: {inline.alt or inline.path})")
            elif isinstance(inline, Citation):
                mark = f"[{self.number(inline.source)}]"
                parts.append(mark if parts and parts[-1].endswith("]") else f" {mark}")
            elif isinstance(inline, FootnoteMark):
                parts.append(f" ({inline.number})")
            elif isinstance(inline, Superscript | Subscript):
                parts.append(self.words(scripted(inline)))
            elif isinstance(inline, ClaimText):
                parts.append(self.words(inline.content) + self.verdicts(inline.claims))
            else:
                words = self.words(inline.content)
                if isinstance(inline, TermText):
                    self.terms.setdefault(inline.term)
                if isinstance(inline, Link):
                    words += self._address(inline.href, words)
                parts.append(words)
        return "".join(parts)

    def _address(self, href: str, words: str) -> str:
        """Return a link's address, unless its words say it or it leads to a place in the text.

        A long address is written only the first time.
        """
        is_told = href.startswith("#") or href in (words, f"mailto:{words}")
        if is_told or href in self._addresses:
            return ""
        if len(href) > _LONG_ADDRESS:
            self._addresses.add(href)
        return f" <{href}>"


def source_words(source: Source) -> str:
    """Return a source on one line: title, publisher, date, grade, original, address."""
    facts = [source.title, source.publisher, date_text(source.date) if source.date else ""]
    if source.grade:
        facts.append(f"grade {source.grade.value}")
    if source.restates:
        facts.append(f"restates {source.restates}")
    return ", ".join(fact for fact in facts if fact) + (f". {source.url}" if source.url else ".")
