"""Inlines as plain words, and what they rest on.

Verdicts are words, citations numbers in brackets, links say where they lead.
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
    Picture,
    TermText,
    Text,
)
from explainer.deck.model import Deck, Source
from explainer.render.value import date_text

_LONG_ADDRESS = 100


class PlainInlines:
    """Writes the inlines of one section, and remembers which evidence they name."""

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
        """The number by which the section cites a source."""
        return self.cited.setdefault(source, len(self.cited) + 1)

    def source_marks(self, sources: tuple[str, ...]) -> str:
        """The numbers of some sources, each in brackets."""
        known = [source for source in sources if source in self._deck.sources]
        return "".join(f" [{self.number(source)}]" for source in known)

    def verdicts(self, claims: tuple[str, ...]) -> str:
        """The verdicts on some claims, in words."""
        known = [claim for claim in claims if claim in self._deck.claims]
        self.claims.update(dict.fromkeys(known))
        words = dict.fromkeys(self._deck.claims[claim].verdict.value for claim in known)
        return f" ({', '.join(words)})" if words else ""

    def words(self, content: tuple[Inline, ...]) -> str:
        """The words of some inlines; a line end that the author asked for stays one."""
        parts: list[str] = []
        for inline in content:
            if isinstance(inline, Text | CodeText):
                parts.append(inline.text)
            elif isinstance(inline, Break):
                parts.append("\n")
            elif isinstance(inline, Picture):
                parts.append(f"(image: {inline.alt or inline.path})")
            elif isinstance(inline, Citation):
                mark = f"[{self.number(inline.source)}]"
                parts.append(mark if parts and parts[-1].endswith("]") else f" {mark}")
            elif isinstance(inline, FootnoteMark):
                parts.append(f" ({inline.number})")
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
        """Where a link leads, unless its words say so or it leads to a place in the same text.

        A long address is told only the first time.
        """
        is_told = href.startswith("#") or href in (words, f"mailto:{words}")
        if is_told or href in self._addresses:
            return ""
        if len(href) > _LONG_ADDRESS:
            self._addresses.add(href)
        return f" <{href}>"


def source_words(source: Source) -> str:
    """A source on one line: what, who, when, how good, what it repeats, where."""
    facts = [source.title, source.publisher, date_text(source.date) if source.date else ""]
    if source.grade:
        facts.append(f"grade {source.grade.value}")
    if source.restates:
        facts.append(f"restates {source.restates}")
    return ", ".join(fact for fact in facts if fact) + (f". {source.url}" if source.url else ".")
