"""Formulas in characters: on one line within text, on several where they are displayed."""

from __future__ import annotations

from functools import lru_cache

from explainer.render.math.box import CannotDraw
from explainer.render.math.drawing import Drawing
from explainer.render.math.environment import stacked_lines
from explainer.render.math.latex_tree import parsed


@lru_cache(maxsize=1_000)
def formula_line(latex: str) -> str | None:
    """Return a formula on one line, or None if one line cannot show it."""
    try:
        box = stacked_lines(Drawing(is_displayed=False), parsed(latex))
    except CannotDraw:
        return None
    text = " ".join(box.text.split())
    return text or None


@lru_cache(maxsize=200)
def formula_lines(latex: str) -> tuple[str, ...] | None:
    """Return a displayed formula, or None if characters cannot show it."""
    try:
        box = stacked_lines(Drawing(is_displayed=True), parsed(latex))
    except CannotDraw:
        return None
    lines = [text.rstrip() for text in box.lines]
    while lines and not lines[-1]:
        lines.pop()
    return tuple(lines) or None
