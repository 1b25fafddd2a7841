r"""Finds the signs of GIFT that their author meant as text: those in tags and in pairs of braces.

GIFT wants `\=` for an equals sign and `\{` for a brace. In `<a href="x">` and `\frac{1}{2}` nobody
can have meant a sign of the format, so it is read as text, with a note on what to write for Moodle.
"""

from __future__ import annotations

import re

from explainer.importers.gift_text import GiftPiece
from explainer.importers.item import LeftOut, Remarks

_VALUE = r"""(?:"[^"]*+"|'[^']*+'|[^\s"'=<>~{}]++)"""
_TAG = re.compile(
    r"</?+[A-Za-z][A-Za-z0-9:-]{0,30}+"
    r"(?:\s++[A-Za-z_:@][\w:.-]{0,60}+"
    rf"""(?:={_VALUE}|\s*+=\s*+(?:"[^"]*+"|'[^']*+')|={{[^{{}}<>]{{0,100}}}})?+)*+"""
    r"\s*+/?+>"
    r"|<!--[^\n]{0,200}?-->"
)
"""A tag of HTML, XML or JSX that is well formed, or a comment."""

_SIGN = re.compile(r"[=~#{}]")
_BRACE = re.compile(r"[{}]")
_ANSWERS = re.compile(r"\s*(?:[=~#]|(?:T|F|TRUE|FALSE)\s*(?:#|\Z))", re.IGNORECASE)
_FORMULA_BEFORE = re.compile(r"(?:\\[A-Za-z]{1,30}|[\^_])\Z")
_BESIDES = "It has braces besides those of its answers. Write \\{ and \\} where they are text."


def without_signs_in_tags(piece: GiftPiece) -> tuple[GiftPiece, list[tuple[int, int]]]:
    """Return a piece in which no character of a tag is syntax, with the ranges of these tags."""
    tags = [
        tag.span()
        for tag in _TAG.finditer(piece.text)
        if _SIGN.search(piece.marks, tag.start() + 1, tag.end() - 1) or tag[0].startswith("<!--")
    ]
    return piece.without_syntax(tags), tags


def warn_of_tags(
    piece: GiftPiece, tags: list[tuple[int, int]], block: tuple[int, int], remarks: Remarks
) -> None:
    """Warn of tags with signs that Moodle would read as its own; `piece` has them still."""
    for start, end in tags:
        is_inside = block[0] < start < block[1]
        sign = (_SIGN if is_inside else _BRACE).search(piece.marks, start, end)
        if sign is not None:
            message = f"Moodle reads '{sign[0]}' in this tag as its own; write \\{sign[0]}."
            remarks.warn(message, piece.place(sign.start()))


def answer_block(piece: GiftPiece, remarks: Remarks) -> tuple[int, int, GiftPiece]:
    """Return the braces around the answers, and the piece without syntax in braces within them.

    Raises:
        LeftOut: it is unclear which braces these are.
    """
    first = _BRACE.search(piece.marks)
    if first is None:
        raise LeftOut("It has no answers in braces: a text, not a question.", piece.place())
    if "{" not in piece.marks:
        message = "A '}' closes answers that no '{' opens."
        raise LeftOut(message, piece.place(first.start()))
    if "}" not in piece.marks:
        message = "The '{' before its answers is never closed by '}'."
        raise LeftOut(message, piece.place(first.start()))
    outer, inner = _pairs(piece)
    start, end = _of_answers(piece, outer)
    within = [(opens, closes) for opens, closes in inner if start < opens < end]
    others = [pair for pair in (*outer, *within) if pair != (start, end)]
    if others:
        message = "These braces are read as text; Moodle needs \\{ and \\} for it."
        remarks.warn(message, piece.place(min(others)[0]))
    return start, end, piece.without_syntax([(opens, closes + 1) for opens, closes in within])


def _pairs(piece: GiftPiece) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the outermost pairs of braces, and those just within them."""
    outer: list[tuple[int, int]] = []
    inner: list[tuple[int, int]] = []
    opened: list[int] = []
    for brace in _BRACE.finditer(piece.marks):
        if brace[0] == "{":
            opened.append(brace.start())
        elif not opened:
            raise LeftOut(_BESIDES, piece.place(brace.start()))
        else:
            pair = (opened.pop(), brace.start())
            if len(opened) < 2:
                (inner if opened else outer).append(pair)
    if opened:
        raise LeftOut(_BESIDES, piece.place(opened[0]))
    return outer, inner


def _of_answers(piece: GiftPiece, pairs: list[tuple[int, int]]) -> tuple[int, int]:
    """Return the pair of braces that holds the answers; those of a formula never do."""
    if len(pairs) == 1:
        return pairs[0]
    likely: list[tuple[int, int]] = []
    formula_end = -1
    for start, end in pairs:
        if start == formula_end or _FORMULA_BEFORE.search(piece.text, max(0, start - 32), start):
            formula_end = end + 1
        elif _ANSWERS.match(piece.marks, start + 1, end):
            likely.append((start, end))
    if len(likely) != 1:
        raise LeftOut(_BESIDES, piece.place(pairs[0][0]))
    return likely[0]
