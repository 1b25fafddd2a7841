"""Turns the inlines of a section into runs."""

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
    Math,
    Picture,
    PlainText,
    Strike,
    Strong,
    Subscript,
    Superscript,
    TermText,
    Text,
)
from explainer.deck.block_text import plain_text, scripted
from explainer.deck.model import Deck, Verdict
from explainer.deck.web_address import is_safe_address
from explainer.render.line import NO_TARGET, TextRun
from explainer.render.page import Target, TargetKind
from explainer.render.value import MARKS

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LETTERS = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"


class InlineLayout:
    """Turns the inlines of one section into runs; numbers its sources, collects its targets."""

    def __init__(self, deck: Deck) -> None:
        self._deck = deck
        self.targets: list[Target] = []
        """Everything found so far that can be opened."""
        self.sources: dict[str, int] = {}
        """Number of each source cited so far, from 1."""
        self.block = 0
        """Index of the block that is being laid out."""
        self.verdicts_met: set[Verdict] = set()
        """Verdicts whose word has been shown on this page; only the glyph follows."""

    def runs(self, content: tuple[Inline, ...], role: str = "") -> list[TextRun]:
        """Return the runs of some inlines, in a role."""
        found: list[TextRun] = []
        for inline in content:
            self._append(inline, role, NO_TARGET, "", found)
        return found

    def source_number(self, source: str) -> int:
        """Return the number by which the section cites a source."""
        return self.sources.setdefault(source, len(self.sources) + 1)

    def source_mark(self, source: str) -> str:
        """Return the raised number by which the section cites a source."""
        return str(self.source_number(source)).translate(_SUPERSCRIPT)

    def _target(self, kind: TargetKind, *ids: str) -> int:
        self.targets.append(Target(kind, ids, self.block))
        return len(self.targets) - 1

    def _append(
        self, inline: Inline, role: str, target: int, href: str, found: list[TextRun]
    ) -> None:
        if isinstance(inline, Text):
            found.append(TextRun(inline.text, role, href, target))
        elif isinstance(inline, CodeText | Math):
            text, own = _code(inline)
            found.append(TextRun(text, _join(role, own).strip(), href, target))
        elif isinstance(inline, Break):
            found.append(TextRun("\n", role))
        elif isinstance(inline, Strong):
            self._append_all(inline.content, _join(role, "strong"), target, href, found)
        elif isinstance(inline, Emphasis):
            self._append_all(inline.content, _join(role, "emphasis"), target, href, found)
        elif isinstance(inline, Strike):
            self._append_all(inline.content, _join(role, "strike"), target, href, found)
        elif isinstance(inline, Superscript | Subscript):
            self._append_all(scripted(inline), role, target, href, found)
        elif isinstance(inline, PlainText):
            self._append_all(inline.content, role, target, href, found)
        elif isinstance(inline, Picture):
            name = inline.alt or inline.path.rsplit("/", 1)[-1]
            found.append(TextRun(f"▣ {name}", _join(role, "muted"), href, target))
        elif isinstance(inline, Link):
            place = self._target_of(target, inline.href, TargetKind.LINK, inline.href)
            href = inline.href if is_safe_address(inline.href) else href
            words = _visible_words(inline.content, inline.href)
            self._append_all(words, _join(role, "link"), place, href, found)
        elif isinstance(inline, TermText):
            known = inline.term in self._deck.terms
            place = self._target_of(target, known, TargetKind.TERM, inline.term)
            words = _visible_words(inline.content, inline.term)
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
        words = _visible_words(inline.content, " ".join(inline.claims))
        outer = place if target == NO_TARGET else target
        verdicts = list(dict.fromkeys(claims[claim].verdict for claim in known))
        own = f"claim claim-{verdicts[0].value}" if verdicts else "claim"
        self._append_all(words, _join(role, own), outer, "", found)
        for verdict in verdicts:
            # No-break spaces: the mark belongs to the last word.
            mark = f"\u00a0{MARKS[verdict]}"
            if verdict not in self.verdicts_met:
                self.verdicts_met.add(verdict)
                mark += f"\u00a0{verdict.value}"
            found.append(TextRun(mark, _join(role, verdict.value), "", place))

    def _target_of(self, target: int, exists: object, kind: TargetKind, id: str) -> int:
        """Return the target for some text: that of the text around it if any, else its own."""
        if target != NO_TARGET or not exists:
            return target
        return self._target(kind, id)


def _visible_words(content: tuple[Inline, ...], otherwise: str) -> tuple[Inline, ...]:
    """Return content that can be seen and opened, with other words if the author gave none."""
    if plain_text(content).strip() or any(isinstance(inline, Picture) for inline in content):
        return content
    return (Text(otherwise), *content)


def _code(inline: CodeText | Math) -> tuple[str, str]:
    """Return the text of code or of a formula, with its role.

    A formula that one line cannot show is shown as its source.
    """
    if isinstance(inline, CodeText):
        return inline.text, "code-text"
    # Imported here because few sections have formulas, and parsing LaTeX takes long to import.
    from explainer.render.math.formula import formula_line

    text = formula_line(inline.latex)
    return (f"${inline.latex}$", "code-text") if text is None else (text, "")


def footnote_mark(number: int) -> str:
    """Return the mark of a footnote: a raised letter, unlike the raised number of a source."""
    if 1 <= number <= len(_LETTERS):
        return _LETTERS[number - 1]
    return f"⁽{str(number).translate(_SUPERSCRIPT)}⁾"


def _join(role: str, more: str) -> str:
    return f"{role} {more}" if role else more
