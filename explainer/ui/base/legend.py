"""The legend of a deck: verdict marks, grades of sources, and the marks of the outline."""

from __future__ import annotations

from explainer.deck.model import Deck, SourceGrade, Verdict
from explainer.render.evidence import grade_run
from explainer.render.line import Line, TextRun, beside, pad, wrap
from explainer.render.value import MARKS

GRADE_WORDS = {
    SourceGrade.A: "primary",
    SourceGrade.B: "established",
    SourceGrade.C: "retold",
    SourceGrade.D: "weak",
}
"""The meaning of each grade in one word."""

_LABEL_WIDTH = 11
_MARK_WIDTH = 16
_FEWEST_A_ROW = 4
"""Marks of a row from which they stand in columns."""


def legend_lines(deck: Deck, width: int) -> list[Line]:
    """Return a line for each kind of mark that the deck has; narrow screens wrap them."""
    lines: list[Line] = []
    if deck.claims:
        lines.extend(_row("Claims", [_verdict(verdict) for verdict in Verdict], width))
    if any(source.grade for source in deck.sources.values()):
        lines.extend(_row("Sources", [_grade(grade) for grade in SourceGrade], width))
    lines.extend(_row("Sections", [*_SECTION_MARKS], width))
    return lines


_SECTION_MARKS = (
    [TextRun("✓", "read"), TextRun("\u00a0read")],
    [TextRun("◐", "muted"), TextRun("\u00a0begun")],
    [TextRun("·", "faint"), TextRun("\u00a0to\u00a0be\u00a0read")],
)


def _verdict(verdict: Verdict) -> Line:
    return [TextRun(MARKS[verdict], verdict.value), TextRun(f"\u00a0{verdict.value}")]


def _grade(grade: SourceGrade) -> Line:
    return [grade_run(grade), TextRun(f"\u00a0{GRADE_WORDS[grade]}")]


def _row(label: str, marks: list[Line], width: int) -> list[Line]:
    """Return a label and marks with their words: in columns, or one after the other if narrow."""
    first = pad([TextRun(label, "muted")], _LABEL_WIDTH)
    a_row = (width - _LABEL_WIDTH) // _MARK_WIDTH
    if a_row >= _FEWEST_A_ROW:
        return [
            [
                *(pad([], _LABEL_WIDTH) if start else first),
                *(run for mark in marks[start : start + a_row] for run in pad(mark, _MARK_WIDTH)),
            ]
            for start in range(0, len(marks), a_row)
        ]
    runs = [run for mark in marks for run in (*mark, TextRun("\u00a0 "))]
    return beside(first, [TextRun(" " * _LABEL_WIDTH)], width, lambda room: wrap(runs, room))
