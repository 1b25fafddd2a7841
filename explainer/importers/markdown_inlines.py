"""Writes inlines as Markdown that reads back as the same inlines.

A sign is escaped only where it would be read as markup. The text is parsed to find that out: each
reading that is not meant names the signs to escape, until the inlines are the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable

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
from explainer.importers.inline_shape import (
    LINE_START,
    Container,
    Content,
    every_inline,
    has_words,
    is_autolink,
    read_shape,
    shape,
    signs_meant,
    signs_misread,
    tidy,
)
from explainer.importers.parsed_text import parse_line, parse_part

Parse = Callable[[str], list[Token]]
"""Reads a text as the place reads it that it is written for, one of `parsed_text`."""

_SPECIAL = re.compile(r"[\\`*_~<&\[$|]|^\s*+(?:[-+#>=:]|\d{1,9}[.)])|\s\s", re.MULTILINE)
"""A sign without which a text needs no parsing."""

_BLOCK_SIGN = re.compile(
    r"(?P<sign>#(?=#{0,5}(?:\s|\Z))|>|[-+*](?=\s|\Z)|`(?=``)|~(?=~~))"
    r"|(?P<number>\d{1,9})[.)](?=\s|\Z)"
    r"|(?P<rule>[-=*_:|])(?=[-=*_:|\s]*\Z)"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_TAG_START = re.compile(r"<[A-Za-z/!?]")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_EVERY_SIGN = frozenset("`*_~<&[]$|^")
_TICKS = re.compile("`+")
_PLAIN_HREF = re.compile(r"[^\s<>()\\\x00-\x1f]+")


def inline_markdown(content: Content, parse: Parse) -> str:
    """Return inlines as Markdown for a place that is read by one of the parsers.

    Marks that Markdown cannot express where they stand are left out; their text is kept.
    """
    content = tidy(content)
    text = _written(content, parse)
    for without in (_without_tight_marks, _without_math, _without_marks):
        if text is None:
            content = without(content)
            text = _written(content, parse)
    return _write(content, _EVERY_SIGN, "*", "$") if text is None else text


def cell_markdown(content: Content) -> str:
    """Return inlines as Markdown for a cell of a table: one line, with its bars escaped."""
    text = inline_markdown(content, parse_line)
    return text.replace("|", "\\|").replace("\\\n", "<br>").replace("\n", " ")


def _written(content: Content, parse: Parse) -> str | None:
    """Return the text that reads back as some inlines, or None if none is found."""
    if len(content) == 1 and isinstance(only := content[0], Text):
        if not _SPECIAL.search(only.text):
            return only.text
        is_whole = parse is not parse_part and "&" not in only.text
        is_open = "<!--" in only.text and "-->" not in only.text
        if is_whole and not is_open and not has_words(parse(only.text)):
            return only.text  # a text without any words is shown as it is written
    emphases = "*_" if any(isinstance(one, Emphasis) for one in every_inline(content)) else "*"
    dollars = ("$", "$$") if any(isinstance(one, Math) for one in every_inline(content)) else ("$",)
    for dollar in dollars:
        for emphasis in emphases:
            text = _escaped_until_same(content, emphasis, dollar, parse)
            if text is not None:
                return text
    return None


def _escaped_until_same(content: Content, emphasis: str, dollar: str, parse: Parse) -> str | None:
    """Escape the signs that are misread until a text reads as wanted."""
    wanted, meant = shape(content), signs_meant(content, emphasis)
    escaped: frozenset[str] = frozenset()
    while True:
        text = _write(content, escaped, emphasis, dollar)
        tokens = parse(text)
        misread = signs_misread(tokens, meant)
        if not misread and read_shape(tokens) == wanted:
            return text
        if escaped == _EVERY_SIGN:
            return None
        more = misread - escaped or (frozenset("&") - escaped) or _EVERY_SIGN
        escaped = escaped | more


def _is_tight(outer: str, inner: str, is_star: bool) -> bool:
    """Return True if a mark between two characters is not read; an asterisk may multiply there."""
    if not outer.isalnum():
        return False
    return not inner.isalnum() or (is_star and outer.isascii() and inner.isascii())


def _without_math(content: Content) -> Content:
    """Return inlines with the source of formulas as text."""
    kept: list[Inline] = []
    for inline in content:
        if isinstance(inline, Math):
            kept.append(Text(inline.latex))
        elif isinstance(inline, Container):
            kept.append(replace(inline, content=_without_math(inline.content)))
        else:
            kept.append(inline)
    return tidy(tuple(kept))


def has_tight_marks(content: Content) -> bool:
    """Return True if a part of a word is emphasised, which Markdown does not read."""
    content = tidy(content)
    return any(_is_tight_mark(content, at) for at in range(len(content)))


def _without_tight_marks(content: Content) -> Content:
    """Return inlines without emphasis within a word, or between a sign and a letter."""
    kept: list[Inline] = []
    for at, inline in enumerate(content):
        is_tight = isinstance(inline, Container) and _is_tight_mark(content, at)
        kept.extend(inline.content if isinstance(inline, Container) and is_tight else (inline,))
    return tidy(tuple(kept))


def _is_tight_mark(content: Content, at: int) -> bool:
    """Return True if an inline is emphasis that is not read where it stands."""
    inline = content[at]
    if not isinstance(inline, Strong | Emphasis | Strike):
        return False
    inner = plain_text(inline.content)
    before = plain_text(content[at - 1 : at])[-1:] if at else ""
    after = plain_text(content[at + 1 : at + 2])[:1]
    is_star = not isinstance(inline, Strike)
    return _is_tight(before, inner[:1], is_star) or _is_tight(after, inner[-1:], is_star)


def _without_marks(content: Content) -> Content:
    """Return inlines without the marks that depend on what stands around them."""
    kept: list[Inline] = []
    for inline in content:
        if isinstance(inline, Math):
            kept.append(Text(inline.latex))
        elif isinstance(inline, Text | Break | CodeText):
            kept.append(inline)
        elif isinstance(inline, Superscript | Subscript):
            kept.append(Text(plain_text((inline,))))
        elif isinstance(inline, Container):
            kept.extend(_without_marks(inline.content))
    return tidy(tuple(kept))


# --- writing ------------------------------------------------------------------------------------


def _write(content: Content, escaped: frozenset[str], emphasis: str, dollar: str) -> str:
    parts: list[str] = []
    _write_into(parts, content, escaped, emphasis, dollar)
    return "".join(parts)


def _write_into(
    parts: list[str], content: Content, escaped: frozenset[str], emphasis: str, dollar: str
) -> None:
    for at, inline in enumerate(content):
        if isinstance(inline, Text):
            starts_line = not parts or parts[-1].endswith("\n")
            ends = at + 1 == len(content) and len(parts) == 0
            parts.append(_text(inline.text, escaped, starts_line=starts_line, is_all=ends))
        elif isinstance(inline, Break):
            parts.append("\\\n")
        elif isinstance(inline, CodeText):
            parts.append(_code(inline.text))
        elif isinstance(inline, Math):
            parts.append(f"{dollar}{' '.join(inline.latex.split())}{dollar}")
        elif isinstance(inline, Link) and is_autolink(inline):
            parts.append(f"<{inline.href}>")
        else:
            before, after = _marks(inline, emphasis)
            parts.append(before)
            inner = inline.content if isinstance(inline, Container) else ()
            signs = escaped | {"[", "]"} if isinstance(inline, Link) else escaped
            _write_into(parts, inner, signs, emphasis, dollar)
            parts.append(after)


def _marks(inline: Inline, emphasis: str) -> tuple[str, str]:
    """Return the marks before and after the content of an inline."""
    match inline:
        case Strong():
            return "**", "**"
        case Emphasis():
            return emphasis, emphasis
        case Strike():
            return "~~", "~~"
        case Superscript():
            return "<sup>", "</sup>"
        case Subscript():
            return "<sub>", "</sub>"
        case Link(href=href):
            is_plain = _PLAIN_HREF.fullmatch(href) is not None
            return "[", f"]({href})" if is_plain else f"](<{_in_brackets(href)}>)"
    return "", ""


def _in_brackets(href: str) -> str:
    return re.sub(r"[<>\\]", r"\\\g<0>", " ".join(href.split()))


def _code(text: str) -> str:
    """Return code between backticks, more of them than follow each other in it."""
    text = " ".join(text.split("\n"))
    longest = max((len(run) for run in _TICKS.findall(text)), default=0)
    runs = {len(run) for run in _TICKS.findall(text)}
    count = next(number for number in range(1, longest + 2) if number not in runs)
    is_padded = text.startswith(" ") and text.endswith(" ") and text.strip(" ") != ""
    pad = " " if is_padded or text.startswith("`") or text.endswith("`") else ""
    return f"{'`' * count}{pad}{text}{pad}{'`' * count}"


def _text(text: str, escaped: frozenset[str], *, starts_line: bool, is_all: bool) -> str:
    """Return text with a backslash before the signs that would be read as markup."""
    parts: list[str] = []
    start = 0
    if starts_line and LINE_START in escaped and (sign := _BLOCK_SIGN.match(text)):
        start = sign.end("number") if sign["number"] else 0
        parts.extend((text[:start], "\\", text[start]))
        start += 1
    for at in range(start, len(text)):
        character = text[at]
        following = text[at + 1 : at + 2]
        if character == "\\":
            is_last = at + 1 == len(text) and not is_all
            needs = is_last or following in _PUNCTUATION
        else:
            needs = character in escaped and _is_sign(text, at, escaped == _EVERY_SIGN)
        parts.append(f"\\{character}" if needs else character)
    return "".join(parts)


def _is_sign(text: str, at: int, in_doubt: bool) -> bool:
    """Return True if a character can begin or end markup where it stands."""
    character = text[at]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if character == "<":
        return _TAG_START.match(text, at) is not None
    if character == "&":
        return _ENTITY.match(text, at) is not None
    if in_doubt:
        return character != LINE_START
    if character in "*_" and before.isspace() and after.isspace():
        return False
    return not (character == "_" and before.isalnum() and after.isalnum())
