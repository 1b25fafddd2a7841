"""Draws environments of LaTeX: matrices, cases, aligned equations, lines below each other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from explainer.render.math.box import Box, CannotDraw, beside, line, table
from explainer.render.math.delimiter import enclosed
from explainer.render.math.drawing import Drawing
from explainer.render.math.latex_tree import (
    LatexCharsNode,
    LatexCommentNode,
    LatexEnvironmentNode,
    LatexMacroNode,
    LatexNode,
    LatexSpecialsNode,
    argument,
)

_BRACKETS = {
    "matrix": ("", ""), "smallmatrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"),
    "Bmatrix": ("{", "}"), "vmatrix": ("|", "|"), "Vmatrix": ("‖", "‖"), "array": ("", ""),
    "cases": ("{", ""), "dcases": ("{", ""), "rcases": ("", "}"), "subarray": ("", ""),
}  # fmt: skip
_ALIGNED = frozenset(
    "aligned align align* split eqnarray eqnarray* alignedat alignat alignat* flalign flalign*".split()
)
_LINES = frozenset(
    "gather gather* gathered multline multline* equation equation* displaymath math".split()
)
_LENGTH = re.compile(r"\s*\[-?[\d.]+\s*(?:pt|em|ex|mm|cm|in|baselineskip)\]")
_Rows = list[list[list[LatexNode]]]


def environment(drawing: Drawing, node: LatexEnvironmentNode) -> Box:
    """Return the box of an environment."""
    name = node.environmentname
    if name in _LINES:
        return stacked_lines(drawing, node.nodelist)
    if name in _ALIGNED:
        return _aligned(drawing, _rows(node.nodelist))
    if name not in _BRACKETS or not drawing.is_displayed:
        raise CannotDraw
    rows = _rows(node.nodelist)
    columns = max(map(len, rows))
    align = ["center"] * columns
    if name in ("cases", "dcases", "rcases"):
        align = ["left"] * columns
    elif name == "array":
        align = _sides(argument(node, 1), columns)
    drawn = _drawn(drawing, rows, columns)
    return enclosed(table(drawn, align, [2] * (columns - 1)), *_BRACKETS[name])


def stacked_lines(drawing: Drawing, nodes: Sequence[LatexNode]) -> Box:
    r"""Return nodes that `\\` parts into lines; with `&` in them the lines are aligned there."""
    rows = _rows(nodes)
    if max(map(len, rows)) > 1:
        return _aligned(drawing, rows)
    if len(rows) == 1:
        return drawing.draw(rows[0][0])
    if not drawing.is_displayed:
        raise CannotDraw
    return table(_drawn(drawing, rows, 1), ["center"], [])


def _aligned(drawing: Drawing, rows: _Rows) -> Box:
    """Return equations: sides that belong together meet at their sign."""
    columns = max(map(len, rows))
    if not drawing.is_displayed and (columns > 2 or len(rows) > 1):
        raise CannotDraw
    sides = ["right" if at % 2 == 0 else "left" for at in range(columns)]
    gaps = [1 if at % 2 == 0 else 4 for at in range(columns - 1)]
    drawn = _drawn(drawing, rows, columns)
    if not drawing.is_displayed:
        return beside([drawn[0][0], line(" "), *drawn[0][1:]])
    return table(drawn, sides, gaps)


def _drawn(drawing: Drawing, rows: _Rows, columns: int) -> list[list[Box]]:
    """Return the cells of all rows, with empty ones at the end of short rows."""
    if columns * len(rows) > 2_000:
        raise CannotDraw
    return [
        [drawing.draw(row[at]) if at < len(row) else line("") for at in range(columns)]
        for row in rows
    ]


def _rows(nodes: Sequence[LatexNode]) -> _Rows:
    r"""Cut nodes at `\\` and `&`; lines without anything at the end are left out."""
    rows: _Rows = [[[]]]
    begins = False
    for node in nodes:
        if isinstance(node, LatexMacroNode) and node.macroname in ("\\", "cr", "newline"):
            rows.append([[]])
            begins = True
            continue
        if isinstance(node, LatexSpecialsNode) and node.specials_chars == "&":
            rows[-1].append([])
        elif begins and isinstance(node, LatexCharsNode) and (found := _LENGTH.match(node.chars)):
            if rest := node.chars[found.end() :]:
                rows[-1][-1].append(LatexCharsNode(chars=rest))
        elif not isinstance(node, LatexCommentNode):
            rows[-1][-1].append(node)
        begins = False
    while len(rows) > 1 and not any(_is_seen(node) for cell in rows[-1] for node in cell):
        rows.pop()
    return rows


def _is_seen(node: LatexNode) -> bool:
    if isinstance(node, LatexCharsNode):
        return bool(node.chars.strip())
    return not (isinstance(node, LatexMacroNode) and node.macroname in ("hline", "nonumber"))


def _sides(nodes: list[LatexNode], columns: int) -> list[str]:
    """Return the sides that an array names for its columns."""
    letters = "".join(node.chars for node in nodes if isinstance(node, LatexCharsNode))
    sides = [
        {"l": "left", "r": "right", "c": "center"}[letter] for letter in letters if letter in "lrc"
    ]
    return [*sides[:columns], *["center"] * (columns - len(sides))]
