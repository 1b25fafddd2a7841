"""The words of inlines and of blocks, without marks."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from explainer.deck.block import (
    Block,
    Break,
    Citation,
    ClaimText,
    CodeBlock,
    CodeText,
    Emphasis,
    FootnoteMark,
    Grid,
    Heading,
    Image,
    Inline,
    Link,
    Math,
    MathBlock,
    Paragraph,
    Picture,
    SpeakerNote,
    Strike,
    Strong,
    Subscript,
    Superscript,
    TermText,
    Text,
    inner_blocks,
)
from explainer.deck.script_characters import LOWERED, RAISED, script_characters

_TWO_WORDS = re.compile(r"(?<![^\W_])[^\W\d_]{2}[^\W_]*[.,:;]?\s+[^\W\d_]{2}")
_RAISED_ANYWAY = " ®™℠°′″*†‡"
_UNDIVIDED = re.compile(r"[-−+]?[\w.,*†‡§′]+|\[[^\[\]]*\]|\([^()]*\)")


def plain_text(content: tuple[Inline, ...]) -> str:
    """Return the characters of some inlines, without marks; those of scripts on one line."""
    return _text(content, lambda script: plain_text(scripted(script)))


def ordinary_text(content: tuple[Inline, ...]) -> str:
    """Return the same with the ordinary characters of scripts, as in the id of a heading."""
    return _text(content, lambda script: ordinary_text(script.content))


def _text(content: tuple[Inline, ...], of_script: Callable[[Superscript | Subscript], str]) -> str:
    parts: list[str] = []
    for inline in content:
        if isinstance(inline, Text | CodeText):
            parts.append(inline.text)
        elif isinstance(inline, Math):
            parts.append(inline.latex)
        elif isinstance(inline, Break):
            parts.append(" ")
        elif isinstance(inline, Picture):
            parts.append(inline.alt)
        elif isinstance(inline, Superscript | Subscript):
            parts.append(of_script(inline))
        elif not isinstance(inline, Citation | FootnoteMark):
            parts.append(_text(inline.content, of_script))
    return "".join(parts)


def scripted(script: Superscript | Subscript) -> tuple[Inline, ...]:
    """Return the inlines that show a superscript or subscript on one line.

    These are characters of Unicode if there are some for all of it, else `^` or `_` before the
    text. Several words in small print, and marks that are raised anyway, stay as they are.
    """
    forms = RAISED if isinstance(script, Superscript) else LOWERED
    found = _in_forms(script.content, forms)
    if found is not None:
        return found
    text = plain_text(script.content)
    if not text.strip(_RAISED_ANYWAY) or _TWO_WORDS.search(text):
        return script.content
    mark = "^" if isinstance(script, Superscript) else "_"
    if _UNDIVIDED.fullmatch(text) and not (mark == "_" and "," in text):
        return (Text(mark), *script.content)
    return (Text(f"{mark}("), *script.content, Text(")"))


def in_script(script: Superscript | Subscript) -> bool:
    """True if Unicode has raised or lowered characters for all of a script."""
    forms = RAISED if isinstance(script, Superscript) else LOWERED
    return _in_forms(script.content, forms) is not None


def _in_forms(content: tuple[Inline, ...], forms: dict[str, str]) -> tuple[Inline, ...] | None:
    """Return inlines with other forms of all their characters; None if one has no such form."""
    found: list[Inline] = []
    for inline in content:
        if isinstance(inline, Text):
            characters = script_characters(inline.text, forms)
            if characters is None:
                return None
            found.append(Text(characters))
        elif isinstance(inline, Emphasis | Strong | Strike | Link | ClaimText | TermText):
            inner = _in_forms(inline.content, forms)
            if inner is None:
                return None
            found.append(msgspec.structs.replace(inline, content=inner))
        elif isinstance(inline, Citation | FootnoteMark):
            found.append(inline)
        else:
            return None
    return tuple(found)


def block_text(block: Block) -> str:
    """Return the words of a block and of everything in it, without marks."""
    parts: list[str] = []
    if isinstance(block, Heading | Paragraph):
        parts.append(plain_text(block.content))
    elif isinstance(block, CodeBlock | SpeakerNote):
        parts.append(block.text)
    elif isinstance(block, MathBlock):
        parts.append(block.latex)
    elif isinstance(block, Image):
        parts.extend((block.alt, block.caption))
    elif isinstance(block, Grid):
        parts.extend(plain_text(cell) for row in (block.header, *block.rows) for cell in row)
    parts.extend(block_text(inner) for inner in inner_blocks(block))
    return "\n".join(part for part in parts if part)
