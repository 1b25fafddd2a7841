"""The head of a card: title, number and facts."""

from __future__ import annotations

from explainer.render.line import Line, TextRun, line_width, wrap


def head_lines(title: str, number: str, facts: str, width: int) -> list[Line]:
    """Return title and number to the left, facts to the right, and an empty line."""
    left = [TextRun(title, "heading-3"), TextRun(f"  {number}", "muted")]
    gap = width - line_width(left) - len(facts)
    if gap >= (2 if facts else 0):
        return [[*left, TextRun(" " * gap), TextRun(facts, "faint")], []]
    lines = wrap(left, width)
    if facts:
        lines.extend(wrap([TextRun(facts, "faint")], width))
    return [*lines, []]
