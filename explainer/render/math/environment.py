"""Draws environments of LaTeX: matrices, cases, aligned equations, lines below each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from explainer.render.math.box import Box, CannotDraw, beside, line, table
from explainer.render.math.delimiter import enclosed
from explainer.render.math.latex_tree import Chars, Command, Environment, Node, Sign

_BRACKETS = {
    "matrix": ("", ""), "smallmatrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"),
    "Bmatrix": ("{", "}"), "vmatrix": ("|", "|"), "Vmatrix": ("‖", "‖"), "array": ("", ""),
    "cases": ("{", ""), "dcases": ("{", ""), "rcases": ("", "}"), "subarray": ("", ""),
}  # fmt: skip
_ALIGNED = frozenset(
    {"aligned", "align", "align*", "split", "eqnarray", "eqnarray*", "alignedat", "alignat"}
    | {"alignat*", "flalign", "flalign*"}
)
_LINES = frozenset(
    {"gather", "gather*", "gathered", "multline", "multline*", "equation", "equation*"}
    | {"displaymath", "math"}
)
_LENGTH = re.compile(r"\s*\[-?[\d.]+\s*(?:pt|em|ex|mm|cm|in|baselineskip)\]")
_Rows = list[list[list[Node]]]


class Draws(Protocol):
    """Draws the nodes in an environment."""

    @property
    def is_displayed(self) -> bool:
        """True for several lines."""

    def draw(self, nodes: Sequence[Node]) -> Box:
        """Return the box of some nodes."""


def environment(drawing: Draws, node: Environment) -> Box:
    """Return the box of an environment."""
    name = node.name
    if name in _LINES:
        return stacked_lines(drawing, node.nodes)
    if name in _ALIGNED:
        return _aligned(drawing, _rows(node.nodes))
    if name not in _BRACKETS or not drawing.is_displayed:
        raise CannotDraw
    rows = _rows(node.nodes)
    columns = max(map(len, rows))
    align = ["center"] * columns
    if name in ("cases", "dcases", "rcases"):
        align = ["left"] * columns
    elif name == "array":
        align = _sides(node.arguments[-1], columns)
    drawn = _drawn(drawing, rows, columns)
    return enclosed(table(drawn, align, [2] * (columns - 1)), *_BRACKETS[name])


def stacked_lines(drawing: Draws, nodes: Sequence[Node]) -> Box:
    r"""Return nodes that `\\` parts into lines; with `&` in them the lines are aligned there."""
    rows = _rows(nodes)
    if max(map(len, rows)) > 1:
        return _aligned(drawing, rows)
    if len(rows) == 1:
        return drawing.draw(rows[0][0])
    if not drawing.is_displayed:
        raise CannotDraw
    return table(_drawn(drawing, rows, 1), ["center"], [])


def _aligned(drawing: Draws, rows: _Rows) -> Box:
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


def _drawn(drawing: Draws, rows: _Rows, columns: int) -> list[list[Box]]:
    """Return the cells of all rows, with empty ones at the end of short rows."""
    if columns * len(rows) > 2_000:
        raise CannotDraw
    return [
        [drawing.draw(row[at]) if at < len(row) else line("") for at in range(columns)]
        for row in rows
    ]


def _rows(nodes: Sequence[Node]) -> _Rows:
    r"""Cut nodes at `\\` and `&`; lines without anything at the end are left out."""
    rows: _Rows = [[[]]]
    begins = False
    for node in nodes:
        if isinstance(node, Command) and node.name in ("\\", "cr", "newline"):
            rows.append([[]])
            begins = True
            continue
        if isinstance(node, Sign) and node.sign == "&":
            rows[-1].append([])
        elif begins and isinstance(node, Chars) and (found := _LENGTH.match(node.text)):
            if rest := node.text[found.end() :]:
                rows[-1][-1].append(Chars(rest))
        else:
            rows[-1][-1].append(node)
        begins = False
    while len(rows) > 1 and not any(_is_seen(node) for cell in rows[-1] for node in cell):
        rows.pop()
    return rows


def _is_seen(node: Node) -> bool:
    if isinstance(node, Chars):
        return bool(node.text.strip())
    return not (isinstance(node, Command) and node.name in ("hline", "nonumber"))


def _sides(nodes: Sequence[Node], columns: int) -> list[str]:
    """Return the sides that an array names for its columns."""
    letters = "".join(node.text for node in nodes if isinstance(node, Chars))
    sides = [
        {"l": "left", "r": "right", "c": "center"}[letter] for letter in letters if letter in "lrc"
    ]
    return [*sides[:columns], *["center"] * (columns - len(sides))]
