"""Turns inline tokens of markdown-it into inlines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from unicodedata import east_asian_width
from urllib.parse import unquote

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
    Math,
    Picture,
    PlainText,
    Strike,
    Strong,
    TermText,
    Text,
)
from explainer.deck.block_text import plain_text
from explainer.deck.markdown import math_rules
from explainer.deck.markdown.comment import CommentCommand, read_comment
from explainer.deck.markdown.html_inlines import (
    LISTS,
    SCRIPTS,
    html_picture,
    html_script,
    safe_href,
    trimmed,
)
from explainer.deck.markdown.html_tag import Tag, list_start, read_tag
from explainer.deck.markdown.image import ImageCheck, is_remote, short_path
from explainer.deck.markdown.parser import MAX_BRACKETS
from explainer.deck.markdown.source_text import ContentPlace, SourceText
from explainer.deck.model import Deck
from explainer.deck.text_file import clean
from explainer.problems import Code, Problems, Span

MAX_MARKS = 20
"""Most levels of nested emphasis and links; deeper marks are left out, their text is kept."""

_READ_TAGS = ("br", *SCRIPTS)
"""Tags that say what Markdown cannot: a line end in a table, and scripts."""

_MOST_HREFS = 4_000_000
"""Most characters of all addresses in a file; one definition can be used 100,000 times."""


@dataclass
class FootnoteNumbers:
    """Numbers footnotes in the order of their marks."""

    by_label: dict[str, int] = field(default_factory=dict)
    """Number of each label found so far."""

    def number(self, label: str) -> int:
        """Return the number of a label; a new label gets the next number."""
        return self.by_label.setdefault(label, len(self.by_label) + 1)


@dataclass
class Reading:
    """Everything needed to read one Markdown file, or one text of a question."""

    source: SourceText
    """The lines of the file, for positions."""
    deck: Deck
    """The deck, with the ids that can be cited."""
    problems: Problems
    """Collector of problems."""
    images: ImageCheck
    """Checks the images of the file."""
    refused: tuple[str, ...] = ()
    """Directives that may not stand in it."""
    footnotes: FootnoteNumbers = field(default_factory=FootnoteNumbers)
    """Numbers of the footnotes."""
    hrefs: int = 0
    """Characters of the addresses read so far."""
    shown_cells: int = 0
    """Cells, events and questions shown by the directives read so far."""
    seconds_highlighting: float = 0.0
    """Time spent on highlighting code so far."""


class PlacedCommand(NamedTuple):
    """A command found in a line of text."""

    command: CommentCommand
    """The command."""
    text: str
    """Text of a speaker note."""
    span: Span
    """Position in the file."""


class InlineReader:
    """Reads the inline tokens of a file's blocks."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._commands: list[PlacedCommand] = []

    def read(self, token: Token, column: int = -1) -> tuple[Inline, ...]:
        """Return the inlines of an `inline` token; `column` is where it begins, if known."""
        start, _ = token.map or (0, 1)
        place = ContentPlace(self._reading.source, token.content, start, column)
        if token.meta.get("too_deep"):
            self._report_depth(
                place.span(0),
                f"Square brackets are nested more than {MAX_BRACKETS} levels deep; "
                "this text shows without links and marks.",
            )
        reader = _TokenReader(self._reading, place, self._commands)
        content = trimmed(reader.read(token.children or []))
        if reader.is_too_deep:
            self._report_depth(
                place.span(0),
                f"Emphasis and links are nested more than {MAX_MARKS} levels deep; "
                "what is deeper shows as text.",
            )
        return content

    def taken_commands(self) -> list[PlacedCommand]:
        """Return the commands found in comments since the last call; the caller places them."""
        taken, self._commands[:] = list(self._commands), []
        return taken

    def _report_depth(self, span: Span, message: str) -> None:
        self._reading.problems.add(Code.TOO_DEEP, span, message, "Flatten it.")


@dataclass
class _OpenSpan:
    """An element that is open: its token, or the name and address of one in HTML."""

    opening: Token | None
    html: str
    href: str
    inlines: list[Inline]


class _TokenReader:
    """Reads the tokens of one block's content."""

    def __init__(
        self, reading: Reading, place: ContentPlace, commands: list[PlacedCommand]
    ) -> None:
        self.is_too_deep = False
        self._reading = reading
        self._deck = reading.deck
        self._place = place
        self._commands = commands
        self._stack = [_OpenSpan(None, "", "", [])]
        self._depth = 0
        self._lists: list[int | None] = []

    def read(self, tokens: list[Token]) -> tuple[Inline, ...]:
        """Return the inlines of all tokens; elements left open end at the end."""
        for token in tokens:
            if token.nesting == 1:
                self._open(token)
            elif token.nesting == -1:
                self._close()
            elif token.type == "text":
                self._stack[-1].inlines.append(Text(_clean(token.content)))
            elif token.type == "softbreak":
                self._stack[-1].inlines.append(Text("\n"))
            elif token.type == "html_inline":
                self._read_html(token)
            else:
                self._stack[-1].inlines.append(self._leaf(token))
        while len(self._stack) > 1:
            self._end_frame()
        return _joined(self._stack[0].inlines)

    # --- containers -----------------------------------------------------------------------

    def _open(self, token: Token | None, html: str = "", href: str = "") -> None:
        """Begin an element; at the limit of depth its inlines go into its parent instead."""
        if self._depth >= MAX_MARKS:
            self.is_too_deep = True
            self._stack.append(_OpenSpan(None, "", "", self._stack[-1].inlines))
        else:
            self._depth += 1
            self._stack.append(_OpenSpan(token, html, href, []))

    def _close(self) -> None:
        """End an element of Markdown, and those of HTML that began in it."""
        while self._stack[-1].html:
            self._end_frame()
        if len(self._stack) > 1:
            self._end_frame()

    def _end_frame(self, *, is_closed: bool = False) -> None:
        """End the innermost element; `is_closed` is True if it has a closing tag of HTML."""
        frame = self._stack.pop()
        outer = self._stack[-1].inlines
        if frame.inlines is outer:
            return
        self._depth -= 1
        inner = _joined(frame.inlines)
        if frame.html == "a":
            outer.append(Link(frame.href, inner))
        elif frame.html:
            outer.extend(html_script(frame.html, inner, outer) if is_closed else inner)
        elif frame.opening is not None:
            outer.extend(self._container(frame.opening, inner))

    def _container(self, opening: Token, inner: tuple[Inline, ...]) -> tuple[Inline, ...]:
        match opening.type:
            case "strong_open":
                return (Strong(inner),)
            case "em_open":
                return (Emphasis(inner),)
            case "s_open":
                return (Strike(inner),)
            case "link_open":
                return self._link(opening, inner)
        return (self._span(opening, inner),)

    def _link(self, opening: Token, inner: tuple[Inline, ...]) -> tuple[Inline, ...]:
        href = _clean(str(opening.attrs.get("href", "")))
        if href.lower().startswith("data:"):
            return inner
        title = _clean(str(opening.attrs.get("title") or ""))
        self._reading.hrefs += len(href) + len(title)
        return (Link(href, inner, title),) if self._reading.hrefs <= _MOST_HREFS else inner

    def _span(self, opening: Token, inner: tuple[Inline, ...]) -> Inline:
        kind, value = opening.meta["kind"], _clean(opening.meta["value"])
        if kind == "plain":
            return PlainText(inner, value)
        span = self._place.span(opening.meta["pos"])
        if kind == "term":
            self._check(Code.UNKNOWN_TERM, span, value, "term", "glossary.toml", self._deck.terms)
            return TermText(inner, value)
        claims = tuple(value.split())
        for claim in claims:
            self._check(Code.UNKNOWN_CLAIM, span, claim, "claim", "claims.toml", self._deck.claims)
        return ClaimText(inner, claims)

    def _check(
        self, code: Code, span: Span, id: str, kind: str, file: str, known: Mapping[str, object]
    ) -> None:
        """Report an id that the deck does not have."""
        if id in known:
            return
        problems = self._reading.problems
        help = problems.suggest(id, known) or f"Add a [[{kind}]] with this id."
        problems.add(code, span, f"No {kind} '{id}' in {file}.", help)

    # --- leaves -----------------------------------------------------------------------------

    def _leaf(self, token: Token) -> Inline:
        match token.type:
            case "hardbreak":
                return Break()
            case "code_inline":
                return CodeText(_clean(token.content))
            case math_rules.INLINE | math_rules.DISPLAYED:
                return Math(" ".join(clean(without_ticks(token.content)).split()))
            case "image":
                return self._picture(token)
            case "footnote_ref":
                return FootnoteMark(self._reading.footnotes.number(token.meta["label"]))
            case "citation":
                return self._citation(token)
        return Text(_clean(token.content))

    def _picture(self, token: Token) -> Picture:
        path = str(token.attrs.get("src", ""))
        # markdown-it percent-encodes a path like a URL; a file has its plain name.
        path = short_path(_clean(path if is_remote(path) else unquote(path)))
        picture = Picture(path, " ".join(_clean(_alt(token.children or [])).split()))
        if not self._deck.is_plain:
            place = self._place.span(token.meta["pos"])
            self._reading.images.check(path, picture.alt, place)
        return picture

    def _citation(self, token: Token) -> Inline:
        label = _clean(token.content)
        if self._deck.is_plain:
            return Text(f"[^{label}]")
        if label in self._deck.sources:
            return Citation(label)
        problems = self._reading.problems
        problems.add(
            Code.UNKNOWN_CITATION,
            self._place.span(token.meta["pos"]),
            f"'[^{label}]' is neither a footnote of this file nor a source of this deck.",
            problems.suggest(label, self._deck.sources)
            or f"Define it with '[^{label}]: …' here or as a [[source]] in sources.toml.",
        )
        return Text(f"[^{label}]")

    def _read_html(self, token: Token) -> None:
        html = token.content
        if html.startswith("<!--"):
            if command := read_comment(html):
                place = self._place.span(token.meta["pos"])
                self._commands.append(PlacedCommand(*command, place))
            return
        tag = read_tag(html)
        if not (self._deck.is_plain or tag.closes or tag.name in _READ_TAGS):
            self._reading.problems.add(
                Code.RAW_HTML,
                self._place.span(token.meta["pos"]),
                f"The tag '{' '.join(_clean(html).split())}' is left out; raw HTML is never shown.",
                "Write it in Markdown.",
            )
        inlines = self._stack[-1].inlines
        if tag.name == "br":
            inlines.append(Break())
        elif tag.name == "img":
            inlines.append(html_picture(tag))
        elif tag.name == "a":
            if self._stack[-1].html == "a":
                self._end_frame()
            href = "" if tag.closes else safe_href(tag.attributes.get("href", ""))
            if href and self._depth < MAX_MARKS:
                self._open(None, "a", href)
        elif tag.name in LISTS or tag.name in ("li", "p", "div"):
            self._read_line(tag)
        elif tag.name in SCRIPTS:
            if tag.closes:
                self._end_script(tag.name)
            elif self._depth < MAX_MARKS:
                self._open(None, tag.name)

    def _read_line(self, tag: Tag) -> None:
        """Begin a line at a paragraph, a list or an item within a line, as in cells of tables."""
        inlines = self._stack[-1].inlines
        if inlines and not isinstance(inlines[-1], Break):
            inlines.append(Break())
        if tag.name in LISTS:
            if tag.closes:
                del self._lists[-1:]
            elif len(self._lists) < MAX_MARKS:
                self._lists.append(list_start(tag) if tag.name == "ol" else None)
        elif tag.name == "li" and not tag.closes:
            number = self._lists[-1] if self._lists else None
            inlines.append(Text("• " if number is None else f"{number}. "))
            if number is not None:
                self._lists[-1] = number + 1

    def _end_script(self, name: str) -> None:
        """End a script of HTML, and elements of HTML left open in it."""
        for at in reversed(range(len(self._stack))):
            if self._stack[at].html == name:
                while len(self._stack) > at + 1:
                    self._end_frame()
                self._end_frame(is_closed=True)
                return
            if not self._stack[at].html:
                return


def without_ticks(latex: str) -> str:
    """Return a formula without the backticks that GitHub allows around it."""
    is_quoted = len(latex) > 2 and latex[0] == latex[-1] == "`"
    return latex[1:-1] if is_quoted else latex


def _alt(tokens: list[Token]) -> str:
    """Return an image's description as plain text."""
    parts: list[str] = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == "image":
            parts.append(_alt(token.children or []))
        elif token.type in ("text", "code_inline", "text_special", math_rules.INLINE):
            parts.append(token.content)
    return "".join(parts)


def _clean(text: str) -> str:
    """Return text on one line, without control characters from character references."""
    if text.isascii() and text.isprintable():
        return text
    return clean(text).replace("\t", " ").replace("\n", " ")


def _joined(inlines: list[Inline]) -> tuple[Inline, ...]:
    """Merge neighbouring texts; line ends of the source become spaces.

    Between two wide characters, which are written without spaces, a line end is dropped.
    """
    joined: list[Inline] = []
    texts: list[str] = []
    for inline in inlines:
        if isinstance(inline, Text):
            # A comment or tag between two spaces leaves only one of them.
            is_open = bool(texts) and texts[-1].endswith(" ")
            texts.append(inline.text.removeprefix(" ") if is_open else inline.text)
            continue
        _append_text(joined, texts, _edge([inline], 0))
        texts = []
        joined.append(inline)
    _append_text(joined, texts, "")
    return tuple(joined)


def _append_text(joined: list[Inline], texts: list[str], behind: str) -> None:
    if text := _one_line("".join(texts), _edge(joined, -1), behind):
        joined.append(Text(text))


def _one_line(text: str, before: str, behind: str) -> str:
    """Return a text without line ends; `before` and `behind` are the characters around it."""
    if "\n" not in text:
        return text
    parts = text.split("\n")
    pieces = [parts[0].rstrip(" ")]
    for number, line in enumerate(parts[1:], 2):
        is_last = number == len(parts)
        part = line.lstrip(" ") if is_last else line.strip(" ")
        last, first = pieces[-1][-1:] or before, part[:1] or (behind if is_last else "")
        if not (last and first and _is_wide(last) and _is_wide(first)):
            pieces.append(" ")
        pieces.append(part)
    return "".join(pieces)


def _edge(inlines: list[Inline], index: int) -> str:
    """Return the first (0) or last (-1) character of the inline beside a text."""
    return plain_text((inlines[index],))[index:][:1] if inlines else ""


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WF"
