"""Inlines to runs."""

from __future__ import annotations

from explainer.deck.block import (
    Break,
    Citation,
    ClaimText,
    CodeText,
    Emphasis,
    FootnoteMark,
    Inline,
    Link,
    Picture,
    PlainText,
    Strike,
    Strong,
    TermText,
    Text,
    plain_text,
)
from explainer.deck.model import Deck
from explainer.render.line import NO_TARGET, TextRun
from explainer.render.page import Target, TargetKind
from explainer.render.value import MARKS

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LETTERS = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
_SAFE_SCHEMES = ("http://", "https://", "mailto:")


class InlineLayout:
    """Turns the inlines of one section into runs; numbers its sources and collects its targets."""

    def __init__(self, deck: Deck) -> None:
        self._deck = deck
        self.targets: list[Target] = []
        """Everything that can be opened, so far."""
        self.sources: dict[str, int] = {}
        """Number of each source cited so far, from 1."""
        self.block = 0
        """Index of the block that is being laid out."""

    def runs(self, content: tuple[Inline, ...], role: str = "") -> list[TextRun]:
        """The runs of some inlines, in a role."""
        found: list[TextRun] = []
        for inline in content:
            self._append(inline, role, NO_TARGET, "", found)
        return found

    def source_number(self, source: str) -> int:
        """The number by which the section cites a source."""
        return self.sources.setdefault(source, len(self.sources) + 1)

    def source_mark(self, source: str) -> str:
        """The raised number by which the section cites a source."""
        return str(self.source_number(source)).translate(_SUPERSCRIPT)

    def _target(self, kind: TargetKind, *ids: str) -> int:
        self.targets.append(Target(kind, ids, self.block))
        return len(self.targets) - 1

    def _append(
        self, inline: Inline, role: str, target: int, href: str, found: list[TextRun]
    ) -> None:
        if isinstance(inline, Text):
            found.append(TextRun(inline.text, role, href, target))
        elif isinstance(inline, CodeText):
            found.append(TextRun(inline.text, _join(role, "code-text"), href, target))
        elif isinstance(inline, Break):
            found.append(TextRun("\n", role))
        elif isinstance(inline, Strong):
            self._append_all(inline.content, _join(role, "strong"), target, href, found)
        elif isinstance(inline, Emphasis):
            self._append_all(inline.content, _join(role, "emphasis"), target, href, found)
        elif isinstance(inline, Strike):
            self._append_all(inline.content, _join(role, "strike"), target, href, found)
        elif isinstance(inline, PlainText):
            self._append_all(inline.content, role, target, href, found)
        elif isinstance(inline, Picture):
            name = inline.alt or inline.path.rsplit("/", 1)[-1]
            found.append(TextRun(f"▣ {name}", _join(role, "muted"), href, target))
        elif isinstance(inline, Link):
            place = self._outer(target, inline.href, TargetKind.LINK, inline.href)
            href = inline.href if inline.href.startswith(_SAFE_SCHEMES) else href
            words = _seen(inline.content, inline.href)
            self._append_all(words, _join(role, "link"), place, href, found)
        elif isinstance(inline, TermText):
            known = inline.term in self._deck.terms
            place = self._outer(target, known, TargetKind.TERM, inline.term)
            words = _seen(inline.content, inline.term)
            self._append_all(words, _join(role, "term"), place, href, found)
        elif isinstance(inline, ClaimText):
            self._append_claim(inline, role, target, found)
        elif isinstance(inline, Citation):
            place = self._target(TargetKind.SOURCE, inline.source)
            number = self.source_mark(inline.source)
            if found and found[-1].role.endswith("source"):
                number = f"·{number}"
            found.append(TextRun(number, _join(role, "source"), "", place))
        elif isinstance(inline, FootnoteMark):
            place = self._target(TargetKind.FOOTNOTE, str(inline.number))
            found.append(TextRun(footnote_mark(inline.number), _join(role, "source"), "", place))

    def _append_all(
        self, content: tuple[Inline, ...], role: str, target: int, href: str, found: list[TextRun]
    ) -> None:
        for inline in content:
            self._append(inline, role, target, href, found)

    def _append_claim(
        self, inline: ClaimText, role: str, target: int, found: list[TextRun]
    ) -> None:
        claims = self._deck.claims
        known = [claim for claim in inline.claims if claim in claims]
        place = self._target(TargetKind.CLAIM, *known) if known else NO_TARGET
        words = _seen(inline.content, " ".join(inline.claims))
        outer = place if target == NO_TARGET else target
        self._append_all(words, _join(role, "claim"), outer, "", found)
        for verdict in dict.fromkeys(claims[claim].verdict for claim in known):
            # No break between the text and its mark: the mark belongs to the last word.
            found.append(TextRun(f"\u00a0{MARKS[verdict]}", _join(role, verdict.value), "", place))

    def _outer(self, target: int, exists: object, kind: TargetKind, id: str) -> int:
        """What some text opens: where it stands in something else, that; else its own target."""
        if target != NO_TARGET or not exists:
            return target
        return self._target(kind, id)


def _seen(content: tuple[Inline, ...], otherwise: str) -> tuple[Inline, ...]:
    """What can be opened has to be seen: words of its own where the author gave none."""
    if plain_text(content).strip() or any(isinstance(inline, Picture) for inline in content):
        return content
    return (Text(otherwise), *content)


def footnote_mark(number: int) -> str:
    """The mark of a footnote: a raised letter, so that it cannot be taken for a source's number."""
    if 1 <= number <= len(_LETTERS):
        return _LETTERS[number - 1]
    return f"⁽{str(number).translate(_SUPERSCRIPT)}⁾"


def _join(role: str, more: str) -> str:
    return f"{role} {more}" if role else more
