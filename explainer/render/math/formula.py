"""Formulas in characters: on one line within text, on several where they are displayed."""

from __future__ import annotations

from functools import lru_cache

from explainer.render.math.atom import Atom, joined
from explainer.render.math.box import Box, CannotDraw, above, line
from explainer.render.math.drawing import Drawing
from explainer.render.math.environment import stacked_lines
from explainer.render.math.latex_tree import parsed
from explainer.render.math.row import items
from explainer.render.math.symbols import Kind

_INDENT = "   "
_WIDE_SPACE = 2


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
def formula_lines(latex: str, width: int) -> tuple[str, ...] | None:
    """Return a displayed formula within a width, or None if characters cannot show it there."""
    drawing = Drawing(is_displayed=True)
    try:
        nodes = parsed(latex)
        box = stacked_lines(drawing, nodes)
        if box.width > width:
            box = _broken(drawing.atoms(items(nodes)), width)
    except CannotDraw:
        return None
    lines = [text.rstrip() for text in box.lines]
    while lines and not lines[-1]:
        lines.pop()
    return tuple(lines) or None


def _broken(atoms: list[Atom], width: int) -> Box:
    """Return a formula broken at its wide spaces, else at its signs; later lines are indented."""
    rows: list[list[Atom]] = [[]]
    for part in _parts(atoms, (Kind.SPACE,)):
        if joined([*rows[-1], *part]).width <= width:
            rows[-1].extend(part)
            continue
        for piece in _parts(part, (Kind.RELATION, Kind.BINARY)):
            is_space = bool(piece) and piece[0].kind is Kind.SPACE
            if rows[-1] and (is_space or joined([*rows[-1], *piece]).width > width):
                rows.append([Atom(line(_INDENT))])
            rows[-1].extend(piece[is_space:])
    boxes = [joined(row) for row in rows]
    if max(box.width for box in boxes) > width:
        raise CannotDraw
    if any(not box.is_line for box in boxes):
        boxes = [one for box in boxes for one in (line(""), box)][1:]
    return above(boxes, 0, "left")


def _parts(atoms: list[Atom], kinds: tuple[Kind, ...]) -> list[list[Atom]]:
    """Cut a formula before atoms of some kinds; of spaces only the wide ones count."""
    parts: list[list[Atom]] = [[]]
    for atom in atoms:
        is_narrow = atom.kind is Kind.SPACE and atom.box.width < _WIDE_SPACE
        if parts[-1] and atom.kind in kinds and not is_narrow:
            parts.append([])
        parts[-1].append(atom)
    return parts
