"""The head of a card: title, number and facts."""

from __future__ import annotations

from collections.abc import Sequence

from explainer.render.line import Line, TextRun, line_width, wrap


def head_lines(
    title: str, number: str, facts: str, width: int, marks: Sequence[TextRun] = ()
) -> list[Line]:
    """Return title, number and marks to the left, facts to the right, and an empty line.

    The marks, one for each question, are left out where they have no room.
    """
    left = [TextRun(title, "heading-3"), TextRun(f"  {number}", "muted")]
    right = [TextRun(facts, "faint")] if facts else []
    marked = [*left, TextRun("  "), *marks]
    if marks and line_width(marked) + (2 + len(facts) if facts else 0) <= width:
        left = marked
    gap = width - line_width(left) - len(facts)
    if gap >= (2 if facts else 0):
        return [[*left, TextRun(" " * gap), *right], []]
    return [*wrap(left, width), *(wrap(right, width) if right else []), []]
