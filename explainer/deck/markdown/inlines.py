"""Inline tokens to inlines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import east_asian_width

from markdown_it.token import Token

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
)
from explainer.deck.markdown.comment import Command, read_comment, split_comments
from explainer.deck.markdown.html_text import html_paragraphs
from explainer.deck.markdown.source_text import SourceText
from explainer.deck.model import Deck
from explainer.deck.text_file import clean
from explainer.problems import Code, Problems, Span, did_you_mean


@dataclass
class FootnoteNumbers:
    """Numbers footnotes in the order in which their marks are met."""

    by_label: dict[str, int] = field(default_factory=dict)
    """Number of each label met so far."""

    def number(self, label: str) -> int:
        """The number of a label, the next one where it is new."""
        return self.by_label.setdefault(label, len(self.by_label) + 1)


@dataclass
class Reading:
    """Everything that one reading of a Markdown file needs."""

    source: SourceText
    """The lines, for places."""
    deck: Deck
    """The deck it belongs to, for what can be cited."""
    problems: Problems
    """Where problems go."""
    root: Path
    """The deck's folder, to look for images."""
    footnotes: FootnoteNumbers = field(default_factory=FootnoteNumbers)
    """Numbers of footnotes."""


class InlineReader:
    """Reads the inline tokens of a file's blocks."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._commands: list[tuple[Command, str]] = []

    def read(self, token: Token) -> tuple[Inline, ...]:
        """The inlines of an `inline` token."""
        start, _ = token.map or [0, 1]
        content = token.content

        def place(position: int) -> Span:
            return self._reading.source.offset(content, position, start)

        return self._read_tokens(token.children or [], place, start)

    def taken_commands(self) -> list[tuple[Command, str]]:
        """Commands that stood in comments since the last call; the caller puts them in place."""
        taken, self._commands = self._commands, []
        return taken

    def _read_tokens(
        self, tokens: list[Token], place: Callable[[int], Span], start: int
    ) -> tuple[Inline, ...]:
        stack: list[tuple[Token | None, list[Inline]]] = [(None, [])]
        for token in tokens:
            inlines = stack[-1][1]
            if token.nesting == 1:
                stack.append((token, []))
            elif token.nesting == -1:
                if len(stack) > 1:
                    opening, inner = stack.pop()
                    stack[-1][1].append(self._container(opening, tuple(inner), place, start))
            elif token.type == "text":
                _append_text(inlines, _clean(token.content))
            elif token.type == "softbreak":
                _append_text(inlines, "\n")
            elif token.type == "html_inline":
                self._read_html(token.content, inlines, start)
            else:
                inlines.append(self._leaf(token, place, start))
        while len(stack) > 1:
            opening, inner = stack.pop()
            stack[-1][1].append(self._container(opening, tuple(inner), place, start))
        return _without_line_ends(stack[0][1])

    def _leaf(self, token: Token, place: Callable[[int], Span], start: int) -> Inline:
        if token.type == "hardbreak":
            return Break()
        if token.type == "code_inline":
            return CodeText(_clean(token.content))
        if token.type == "image":
            alt = "".join(child.content for child in token.children or [])
            return Picture(_clean(str(token.attrs.get("src", ""))), _clean(alt))
        if token.type == "footnote_ref":
            return FootnoteMark(self._reading.footnotes.number(token.meta["label"]))
        if token.type == "citation":
            return self._citation(token, place)
        return Text(_clean(token.content))

    def _citation(self, token: Token, place: Callable[[int], Span]) -> Inline:
        deck = self._reading.deck
        label = token.content
        if deck.is_plain:
            return Text(f"[^{label}]")
        if label not in deck.sources:
            self._reading.problems.add(
                Code.UNKNOWN_CITATION,
                place(token.meta["pos"]),
                f"'[^{label}]' is neither a footnote of this file nor a source of this deck.",
                did_you_mean(label, list(deck.sources))
                or f"Define it with '[^{label}]: …' here or as a [[source]] in sources.toml.",
            )
            return Text(f"[^{label}]")
        return Citation(label)

    def _container(
        self,
        opening: Token | None,
        inner: tuple[Inline, ...],
        place: Callable[[int], Span],
        start: int,
    ) -> Inline:
        assert opening is not None
        inner = _without_line_ends(list(inner))
        if opening.type == "strong_open":
            return Strong(inner)
        if opening.type == "em_open":
            return Emphasis(inner)
        if opening.type == "s_open":
            return Strike(inner)
        if opening.type == "link_open":
            return Link(
                _clean(str(opening.attrs.get("href", ""))),
                inner,
                _clean(str(opening.attrs.get("title") or "")),
            )
        return self._span(opening, inner, place)

    def _span(
        self, opening: Token, inner: tuple[Inline, ...], place: Callable[[int], Span]
    ) -> Inline:
        kind, value = opening.meta["kind"], _clean(opening.meta["value"])
        deck, problems = self._reading.deck, self._reading.problems
        if kind == "plain":
            return PlainText(inner, value)
        span = place(opening.meta["pos"])
        if kind == "term":
            if value not in deck.terms:
                problems.add(
                    Code.UNKNOWN_TERM,
                    span,
                    f"No term '{value}' in glossary.toml.",
                    did_you_mean(value, list(deck.terms)) or "Add a [[term]] with this id.",
                )
            return TermText(inner, value)
        claims = tuple(value.split())
        for claim in claims:
            if claim not in deck.claims:
                problems.add(
                    Code.UNKNOWN_CLAIM,
                    span,
                    f"No claim '{claim}' in claims.toml.",
                    did_you_mean(claim, list(deck.claims)) or "Add a [[claim]] with this id.",
                )
        return ClaimText(inner, claims)

    def _read_html(self, html: str, inlines: list[Inline], start: int) -> None:
        for piece, is_comment in split_comments(html):
            if is_comment:
                if command := read_comment(piece):
                    self._commands.append(command)
                continue
            if not self._reading.deck.is_plain:
                self._reading.problems.add(
                    Code.RAW_HTML,
                    self._reading.source.find(piece, start, start + 1),
                    f"The tag '{piece}' is left out; raw HTML is never shown.",
                    "Write it in Markdown.",
                )
            for paragraph in html_paragraphs(piece):
                inlines.extend(paragraph)


def _clean(text: str) -> str:
    """Free of control characters that character references can smuggle in."""
    return text if text.isascii() and text.isprintable() else clean(text)


def _append_text(inlines: list[Inline], text: str) -> None:
    if inlines and isinstance(last := inlines[-1], Text):
        inlines[-1] = Text(last.text + text)
    elif text:
        inlines.append(Text(text))


def _without_line_ends(inlines: list[Inline]) -> tuple[Inline, ...]:
    """Line ends of the source become a space, or nothing between two wide characters."""
    for index, inline in enumerate(inlines):
        if isinstance(inline, Text) and "\n" in inline.text:
            parts = [part.strip(" ") for part in inline.text.split("\n")]
            joined = parts[0] if parts[0] else ""
            for part in parts[1:]:
                wide = bool(joined and part) and _is_wide(joined[-1]) and _is_wide(part[0])
                joined = f"{joined}{part}" if wide else f"{joined} {part}"
            lead = " " if inline.text[0] == " " and index else ""
            tail = " " if inline.text[-1] == " " and index < len(inlines) - 1 else ""
            inlines[index] = Text(lead + joined + tail)
    return tuple(inlines)


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WF"
