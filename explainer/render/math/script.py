"""Puts scripts behind what they belong to."""

from __future__ import annotations

from explainer.deck.script_characters import LOWERED, RAISED, script_characters
from explainer.render.math.atom import Atom
from explainer.render.math.box import EMPTY, Box, aligned, beside, line
from explainer.render.math.delimiter import enclosed

_RAISED_ANYWAY = {"∘": "°", "°": "°", "∗": "*", "†": "†", "‡": "‡", "⊤": "ᵀ"}
"""Signs that stand high without a superscript character."""


def with_scripts(base: Atom, upper: Box, lower: Box, *, is_displayed: bool) -> Box:
    """Return an atom with what is raised and lowered behind it, in characters if there are some."""
    box = base.box
    if not base.is_simple:
        box = enclosed(box, "(", ")")
    raised, lowered = _characters(upper, RAISED), _characters(lower, LOWERED)
    if box.is_line and raised is not None and lowered is not None:
        return line(f"{box.text}{lowered}{raised}")
    if is_displayed:
        return _around(box, upper, lower)
    marks = lowered if lowered is not None else _marked("_", lower)
    marks += raised if raised is not None else _marked("^", upper)
    return line(f"{box.text}{marks}")


def _characters(box: Box, forms: dict[str, str]) -> str | None:
    """Return a script in raised or lowered characters; None if it has others."""
    if box is EMPTY:
        return ""
    if not box.is_line:
        return None
    text = box.text
    if forms is RAISED and text in _RAISED_ANYWAY:
        return _RAISED_ANYWAY[text]
    primes = len(text) - len(text.lstrip("′")) if forms is RAISED else 0
    found = script_characters(text[primes:], forms)
    return None if found is None else text[:primes] + found


def _marked(mark: str, box: Box) -> str:
    """Return a script with its mark on one line; nothing for no script."""
    if box is EMPTY:
        return ""
    text = box.text
    is_whole = len(text) == 1 or text.isdigit() or (mark == "_" and text.isalpha())
    return f"{mark}{text}" if is_whole else f"{mark}({text})"


def _around(box: Box, upper: Box, lower: Box) -> Box:
    """Return a box with scripts above and below its right end."""
    width = max(upper.width, lower.width)
    blank = Box((" " * width,) * len(box.lines), 0, width)
    rows = list(aligned(upper, width, "left").lines) if upper.width else []
    up = len(rows)
    rows.extend(blank.lines)
    if lower.width:
        rows.extend(aligned(lower, width, "left").lines)
    return beside([box, Box(tuple(rows), up + box.base, width)])
