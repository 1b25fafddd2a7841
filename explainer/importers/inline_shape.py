"""Compares inlines with what a parser reads: the same words in the same marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from markdown_it.token import Token
from msgspec.structs import replace

from explainer.deck.block import (
    Break,
    CodeText,
    Emphasis,
    Inline,
    Link,
    Math,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from explainer.deck.block_text import plain_text
from explainer.deck.markdown import math_rules

Content = tuple[Inline, ...]
Container = Strong | Emphasis | Strike | Superscript | Subscript | Link
"""Inlines of imported texts that have inlines in them."""

LINE_START = "^"
"""Stands for the signs that begin a block at the start of a line, in a set of signs."""

_AUTOLINK = re.compile(r"(?:https?|mailto):[^\s<>]+", re.IGNORECASE)
_SPACED = str.maketrans("\n\t\N{NO-BREAK SPACE}", "   ")
_SPACES = re.compile(r"\s+")
_AROUND_BREAK = re.compile(r"\s*\x02\s*")
_NAMES: dict[type[Inline], str] = {
    Strong: "strong",
    Emphasis: "em",
    Strike: "s",
    Superscript: "sup",
    Subscript: "sub",
    Link: "link",
}
_SCRIPT_TAGS = {"<sup>": "sup", "</sup>": "/sup", "<sub>": "sub", "</sub>": "/sub"}
_PARAGRAPH = ["paragraph_open", "inline", "paragraph_close"]
_LINE = ["inline"]
_CITED = "[^"


def every_inline(content: Content) -> Iterator[Inline]:
    """Yield inlines and all that is in them."""
    for inline in content:
        yield inline
        if isinstance(inline, Container):
            yield from every_inline(inline.content)


def is_autolink(link: Link) -> bool:
    """Return True if a link shows its address."""
    return plain_text(link.content) == link.href and _AUTOLINK.fullmatch(link.href) is not None


# --- tidying ------------------------------------------------------------------------------------


def tidy(content: Content) -> Content:
    """Return inlines as Markdown can say them.

    Neighbours of the same kind are one, spaces at the ends of marks stand outside of them, marks
    around nothing are gone, and there are no spaces around line ends and at both ends.
    """
    return _trimmed(_joined(content, frozenset()))


def _joined(content: Content, around: frozenset[type[Inline]]) -> list[Inline]:
    """Return tidy inlines, in which no mark of a kind in `around` begins again."""
    joined: list[Inline] = []
    for inline in content:
        if isinstance(inline, Text):
            _append(joined, Text(inline.text.translate(_SPACED)))
        elif isinstance(inline, CodeText):
            _append(joined, inline if inline.text.strip() else Text(inline.text))
        elif not isinstance(inline, Container):
            _append(joined, inline)
        elif type(inline) in around:
            for inner in _joined(inline.content, around):
                _append(joined, inner)
        else:
            for part in _unpadded(inline, _joined(inline.content, around | {type(inline)})):
                _append(joined, part)
    return joined


def _append(joined: list[Inline], inline: Inline) -> None:
    """Append an inline, or join it with the last one."""
    last = joined[-1] if joined else None
    if isinstance(inline, Text) and isinstance(last, Text):
        joined[-1] = Text(last.text + inline.text)
    elif (
        isinstance(inline, Container)
        and isinstance(last, Container)
        and type(last) is type(inline)
        and getattr(last, "href", "") == getattr(inline, "href", "")
    ):
        inner = list(last.content)
        for part in inline.content:
            _append(inner, part)
        joined[-1] = replace(last, content=tuple(inner))
    elif inline != Text(""):
        joined.append(inline)


def _unpadded(mark: Container, inner: list[Inline]) -> list[Inline]:
    """Return a mark with the spaces and line ends at both its ends outside of it."""
    before: list[Inline] = []
    after: list[Inline] = []
    while inner and _is_gap(inner[0]):
        before.append(inner.pop(0))
    while inner and _is_gap(inner[-1]):
        after.insert(0, inner.pop())
    if inner and isinstance(first := inner[0], Text) and first.text[0].isspace():
        before.append(Text(" "))
        inner[0] = Text(first.text.lstrip())
    if inner and isinstance(last := inner[-1], Text) and last.text[-1].isspace():
        after.insert(0, Text(" "))
        inner[-1] = Text(last.text.rstrip())
    middle = [replace(mark, content=tuple(inner))] if inner else []
    return [*before, *middle, *after]


def _is_gap(inline: Inline) -> bool:
    return isinstance(inline, Break) or (isinstance(inline, Text) and not inline.text.strip())


def _trimmed(joined: list[Inline]) -> Content:
    """Return inlines without spaces around line ends and at both ends, and no line ends there."""
    kept: list[Inline] = []
    for at, inline in enumerate(joined):
        if isinstance(inline, Text):
            text = inline.text
            if not kept or isinstance(kept[-1], Break):
                text = text.lstrip()
            if at + 1 == len(joined) or isinstance(joined[at + 1], Break):
                text = text.rstrip()
            if text:
                kept.append(Text(text))
        elif kept or not isinstance(inline, Break):
            kept.append(inline)
    while kept and isinstance(kept[-1], Break):
        kept.pop()
    return tuple(kept)


# --- comparing ----------------------------------------------------------------------------------


def shape(content: Content) -> str:
    """Return inlines as one string that is equal for equal inlines."""
    return _canonical("".join(_shapes(content)))


def _shapes(content: Content) -> Iterator[str]:
    for inline in content:
        if isinstance(inline, Text):
            yield inline.text
        elif isinstance(inline, Break):
            yield "\x02"
        elif isinstance(inline, CodeText):
            yield f"\x03{inline.text}\x04"
        elif isinstance(inline, Math):
            yield f"\x05{inline.latex}\x06"
        elif isinstance(inline, Container):
            yield f"\x01{_NAMES[type(inline)]}\x07"
            yield from _shapes(inline.content)
            yield f"\x01/{_NAMES[type(inline)]}\x07"


def read_shape(tokens: list[Token]) -> str:
    """Return the same string for the tokens of a text; nothing if it is not one paragraph."""
    inline = _only_inline(tokens)
    return "" if inline is None else _canonical("".join(_token_shapes(inline.children or [])))


def _only_inline(tokens: list[Token]) -> Token | None:
    """Return the token with the content of a paragraph or a line, if that is all there is."""
    types = [token.type for token in tokens]
    if types == _PARAGRAPH:
        return tokens[1]
    return tokens[0] if types == _LINE else None


def _token_shapes(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.nesting:
            yield f"\x01{'/' if token.nesting < 0 else ''}{token.type.partition('_')[0]}\x07"
        elif token.type == "hardbreak":
            yield "\x02"
        elif token.type == "softbreak":
            yield " "
        elif token.type == "code_inline":
            yield f"\x03{token.content}\x04"
        elif token.type in (math_rules.INLINE, math_rules.DISPLAYED):
            yield f"\x05{token.content}\x06"
        elif token.type == "html_inline":
            yield f"\x01{_SCRIPT_TAGS.get(token.content, '?')}\x07"
        else:
            yield token.content


def _canonical(shape: str) -> str:
    return _AROUND_BREAK.sub("\x02", _SPACES.sub(" ", shape)).strip()


def signs_meant(content: Content, emphasis: str) -> Counter[str]:
    """Count the marks of some inlines by the sign that makes them."""
    found: Counter[str] = Counter()
    for inline in every_inline(content):
        match inline:
            case Strong():
                found["*"] += 1
            case Emphasis():
                found[emphasis] += 1
            case Strike():
                found["~"] += 1
            case CodeText():
                found["`"] += 1
            case Math():
                found["$"] += 1
            case Superscript() | Subscript():
                found["<"] += 2
            case Link():
                found["<" if is_autolink(inline) else "["] += 1
    return found


def signs_misread(tokens: list[Token], meant: Counter[str]) -> frozenset[str]:
    """Return the signs of the marks that a parser found and that are not meant."""
    inline = _only_inline(tokens)
    if inline is None:
        types = [token.type for token in tokens]
        if not types or any(type.startswith("footnote") for type in types):
            return frozenset("[")
        blocks = {"html_block": "<", math_rules.BLOCK: "$"}
        found_blocks = frozenset(blocks[type] for type in types if type in blocks)
        return found_blocks or frozenset(LINE_START)
    found = Counter(map(_sign, inline.children or []))
    misread = {sign for sign in found if sign and found[sign] > meant[sign]}
    return frozenset("[" if sign == _CITED else sign for sign in misread)


def _sign(token: Token) -> str:
    """Return the sign that makes a token, or nothing for text and closing tokens."""
    match token.type:
        case "strong_open" | "em_open" | "s_open":
            return token.markup[0]
        case "code_inline":
            return "`"
        case math_rules.INLINE | math_rules.DISPLAYED:
            return "$"
        case "html_inline":
            return "<"
        case "link_open":
            return "<" if token.markup == "autolink" else "["
        case "image" | "citation" | "footnote_ref" | "span_open":
            return _CITED
    return ""


def has_words(tokens: list[Token]) -> bool:
    """Return True if a text shows anything but lines; else it is shown as it is written."""
    for token in tokens:
        if token.type in ("fence", "code_block", math_rules.BLOCK):
            return True
        for child in token.children or ():
            if child.type == "image" and child.attrs.get("src"):
                return True
            is_picture = child.content[:4].lower() == "<img"
            if (child.type != "html_inline" or is_picture) and child.content.strip():
                return True
    return False
