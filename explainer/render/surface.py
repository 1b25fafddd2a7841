"""Puts figures, questions and bets on a surface of their own; text stands on the ground."""

from __future__ import annotations

from explainer.deck.block import Block, Directive, Grid
from explainer.render.line import Line, TextRun, line_width, pad

SURFACE = "surface"
"""Role of every run on a surface, before its own role."""

ROOMY_WIDTH = 60
"""Cells from which an empty line stands around a surface, and below the title of a table on it."""

_BEYOND = 2
"""Cells by which a surface reaches beyond the text on both sides, where the margin has room."""


def stands_on_surface(block: Block) -> bool:
    """True for a block that is an object and not prose."""
    return isinstance(block, Directive | Grid)


def on_surface(lines: list[Line], width: int, widest: int) -> list[Line]:
    """Return lines on a surface, with an empty row of it above and below; none for no lines.

    Args:
        lines: The lines.
        width: Least cells of the surface.
        widest: Most cells of it, where lines are wider than that.
    """
    if not lines:
        return []
    width = min(widest, max(width, *(line_width(line) for line in lines)))
    empty: Line = [TextRun(" " * width, SURFACE)]
    return [empty, *(_padded(line, width) for line in lines), empty]


def _padded(line: Line, width: int) -> Line:
    runs = [run._replace(role=_role_on_surface(run.role)) for run in line]
    missing = width - line_width(line)
    return [*runs, TextRun(" " * missing, SURFACE)] if missing > 0 else runs


def _role_on_surface(role: str) -> str:
    """Return a role on a surface, where stripes show the ground instead of the surface."""
    words = (f"{word}-on-surface" if word == "stripe" else word for word in role.split())
    return " ".join((SURFACE, *words))


def raised(lines: list[Line], width: int) -> list[Line]:
    """Return lines of a chosen row, on a raised surface of a width."""
    return [
        [run._replace(role=f"raised {run.role}".rstrip()) for run in pad(line, width)]
        for line in lines
    ]


def is_on_surface(line: Line) -> bool:
    """True for a line that stands on a surface."""
    return bool(line) and line[-1].role.partition(" ")[0] == SURFACE


def above(line: Line) -> Line:
    """Return the row above the first line in sight: the surface's own if it was cut there."""
    if not is_on_surface(line) or not any(run.text.strip() for run in line):
        return []
    return [TextRun(" " * line_width(line), SURFACE)]


def with_margin(line: Line, margin: int) -> Line:
    """Return a line after a margin, into which a surface reaches on both sides."""
    if not line:
        return []
    if not is_on_surface(line):
        return [TextRun(" " * margin), *line]
    beyond = min(_BEYOND, margin - 1)
    side = [TextRun(" " * beyond, SURFACE)] if beyond > 0 else []
    return [TextRun(" " * (margin - max(0, beyond))), *side, *line, *side]
